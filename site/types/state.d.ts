/** Types of the page's state: the latest snapshot, what Python answered, and what only the page knows. */

import type {Emergence} from './demos';
import type {Boot} from './host';
import type {Folder, Offline} from './offline';
import type {
  AllProofs,
  Checked,
  Choices,
  Confusion,
  Curves,
  DecisionMap,
  Distributions,
  ExamplesAnswer,
  ExplainedPlace,
  ModuleName,
  NeuronMaps,
  Nudge,
  PassName,
  Plane,
  Points,
  PredictionVerdict,
  Progress,
  Proof,
  Rows,
  Snapshot,
  StepRequest,
  TablePlan,
  TableReport,
  TableRequest,
  TaskChoice,
  Timeline,
  Trace,
  Worksheet,
} from './protocol';

export type * from './protocol';
export type * from './actions';
export type * from './host';

/** How large a step is. */
export type Grain = StepRequest['grain'];

/** Where a number comes from, of the snapshot that it was asked for. */
export interface Explanation extends ExplainedPlace {
  of: Snapshot;
  unfolded: boolean;
  proof: Proof | null;
  nudge: Nudge | null;
}

/** Whether every slope agrees with what a nudge measures, of the snapshot that it was asked for. */
export type ProofMap = Pick<AllProofs, 'text' | 'agrees'> & {of: Snapshot, rows: AllProofs['rows']};

/** The example in the figure among all, of the snapshot that it was asked for. */
export type Examples = ExamplesAnswer & {of: Snapshot};

/** A run that was kept, to compare others with. */
export interface KeptRun extends Curves {
  letter: string;
  label: string;
}

/** A part of the results that can be opened. */
export type Part = 'curves' | 'map' | 'neurons' | 'confusion' | 'distributions';

/** How learning goes: what is looked at, and what Python answered last. */
export interface Results {
  /** the examples that all this is about */
  edition: number | null;
  /** parts that somebody opened or closed; the others are as is best for the task */
  open: Partial<Record<Part, boolean>>;
  /** whether costs have a logarithmic scale */
  log: boolean;
  /** whose confusion; null: the examples to test with, where there are any */
  set: 'test' | 'train' | null;
  /** the cell whose examples are listed: row and column */
  cell: [number, number] | null;
  /** the selected neuron whose map was put away again */
  away: string | null;
  kept: KeptRun[];
  curves: Progress | null;
  plane: Plane | null;
  map: DecisionMap | null;
  neurons: NeuronMaps | null;
  confusion: Confusion | null;
  rows: Rows | null;
  distributions: Distributions | null;
  /** what each of them was asked of, and when */
  asked: Partial<Record<Question, {snapshot: Snapshot | null, key: string, playing: boolean}>>;
}

export type Question = Part | 'plane' | 'rows';

/** What is asked before a verb, and after it whether the visitor was right. */
export interface Prediction {
  verb: PassName;
  /** what the figure showed when it was asked; the word comes when it shows something else */
  before: Snapshot;
  text: string;
  choices: [string, string][];
  place: string;
  verdict: PredictionVerdict | null;
}

/** The visitor's own table while it is looked at, not yet learned from. */
export interface TableUpload {
  /** the file's name, or how it came; empty while there is none */
  name: string;
  bytes: number;
  /** null while nothing is read, else the share that is done */
  share: number | null;
  layout: TableLayout;
  report: TableReport | null;
  choice: TableChoice | null;
  plan: TablePlan | null;
  problem: string | null;
}

/** The code pane. */
export interface Code {
  open: boolean;
  tab: ModuleName;
  /** the texts of what runs, as far as they have been asked for */
  sources: Partial<Record<ModuleName, {text: string, id: number}>>;
  /** what is about to run */
  busy: ModuleName | null;
  error: {module: ModuleName, text: string, line: number | null} | null;
  trace: Trace | null;
  /** the snapshot that the trace belongs to */
  traced: Snapshot | null;
}

/** The last value that was checked: of what, when, and what Python said; both null while it looks. */
export interface Working {
  place: string;
  quantity: string;
  snapshot: Snapshot;
  checked: Checked | null;
  error: string | null;
}

/** x, y and the number of the class. */
export type Point = [number, number, number];

/** How a table is written; what is missing is found out. */
export type TableLayout = Pick<TableRequest, 'separator' | 'decimal' | 'header'>;

/** What is to be learned from a table. */
export interface TableChoice {
  predict: string;
  /** null: as suits the column */
  classes: boolean | null;
  without: string[];
  leave_out: boolean;
}

export interface Motion {
  kind: PassName;
  /** seconds into the motion at normal speed */
  time: number;
  /** the snapshot before a Backprop: what stands until the error has come by */
  before: Snapshot | null;
}

export interface Problem {
  text: string;
  /** the place it belongs to, such as "weight-1-0-2", or "controls" */
  place: string;
  /** where in the figure numbers would have become too large first */
  first: string | null;
}

export interface State {
  snapshot: Snapshot;
  motion: Motion | null;
  playing: boolean;
  /** 0 is no animation */
  speed: number;
  /** training steps a second while it plays; 0 is as fast as it can */
  pace: number;
  boot: Boot;
  /** how many requests wait for Python to start */
  waiting: number;
  problem: Problem | null;
  /** edits that Python has not answered yet: place to the number or text entered */
  drafts: Record<string, number | string>;
  term: string | null;
  grain: Grain;
  timeline: Timeline | null;
  /** whether a question comes before Forward and Backprop */
  predicting: boolean;
  prediction: Prediction | null;
  score: {right: number, asked: number};
  code: Code;
  choices: Choices | null;
  /** whether Python has not answered for a while */
  slow: boolean;
  /** the place whose number is explained, and the one that is pointed at */
  selected: string | null;
  pointed: string | null;
  /** whether every term of wide sums is shown */
  unfolded: boolean;
  explanation: Explanation | null;
  /** whether the map of all slopes is open, and the map */
  mapping: boolean;
  proofMap: ProofMap | null;
  working: Working | null;
  /** open while it is not null */
  worksheet: Worksheet | null;
  emergence: Emergence;
  /** what the menu of tasks offers: known before Python is there */
  tasks: TaskChoice[];
  examples: Examples | null;
  points: Points | null;
  table: TableUpload;
  tabling: boolean;
  results: Results;
  offline: Offline;
  folder: Folder;
}

