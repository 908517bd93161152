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

/** The size of a step. */
export type Grain = StepRequest['grain'];

/** The explanation of a number, with the snapshot that it belongs to. */
export interface Explanation extends ExplainedPlace {
  of: Snapshot;
  unfolded: boolean;
  proof: Proof | null;
  nudge: Nudge | null;
}

/** Whether every slope agrees with a measured one, with the snapshot that this belongs to. */
export type ProofMap = Pick<AllProofs, 'text' | 'agrees'> & {of: Snapshot, rows: AllProofs['rows']};

/** The example in the figure among all others, with the snapshot that it belongs to. */
export type Examples = ExamplesAnswer & {of: Snapshot};

/** A kept run, to compare others with. */
export interface KeptRun extends Curves {
  letter: string;
  label: string;
}

/** A part of the results that can be opened. */
export type Part = 'curves' | 'map' | 'neurons' | 'confusion' | 'distributions';

/** The results of training: what is in view, and Python's latest answers. */
export interface Results {
  /** the examples that all this is about */
  edition: number | null;
  /** parts that the visitor opened or closed; the others follow the task */
  open: Partial<Record<Part, boolean>>;
  /** whether costs have a logarithmic scale */
  log: boolean;
  /** the examples of the confusion matrix; null: the test examples, if there are any */
  set: 'test' | 'train' | null;
  /** the cell whose examples are listed: row and column */
  cell: [number, number] | null;
  /** the selected neuron whose map was closed again */
  away: string | null;
  kept: KeptRun[];
  curves: Progress | null;
  plane: Plane | null;
  map: DecisionMap | null;
  neurons: NeuronMaps | null;
  confusion: Confusion | null;
  rows: Rows | null;
  distributions: Distributions | null;
  /** what each question was last asked for */
  asked: Partial<Record<Question, {snapshot: Snapshot | null, key: string, playing: boolean}>>;
}

export type Question = Part | 'plane' | 'rows';

/** A question before a pass, and the verdict on the visitor's answer after it. */
export interface Prediction {
  verb: PassName;
  /** the snapshot shown with the question; the verdict appears with another one */
  before: Snapshot;
  text: string;
  choices: [string, string][];
  place: string;
  verdict: PredictionVerdict | null;
}

/** The visitor's own table while it is examined, before it is learned. */
export interface TableUpload {
  /** the file's name, or another origin; empty without a table */
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
  /** the texts in force, as far as they were requested */
  sources: Partial<Record<ModuleName, {text: string, id: number}>>;
  /** what is about to run */
  busy: ModuleName | null;
  error: {module: ModuleName, text: string, line: number | null} | null;
  trace: Trace | null;
  /** the snapshot that the trace belongs to */
  traced: Snapshot | null;
}

/** The last value that was checked, with Python's verdict or error: both null while it checks. */
export interface Working {
  place: string;
  quantity: string;
  snapshot: Snapshot;
  checked: Checked | null;
  error: string | null;
}

/** x, y and the number of the class. */
export type Point = [number, number, number];

/** The format of a table; missing fields are detected. */
export type TableLayout = Pick<TableRequest, 'separator' | 'decimal' | 'header'>;

/** The choice of what to learn from a table. */
export interface TableChoice {
  predict: string;
  /** null: whichever suits the column */
  classes: boolean | null;
  without: string[];
  leave_out: boolean;
}

export interface Motion {
  kind: PassName;
  /** seconds into the motion at normal speed */
  time: number;
  /** the snapshot before a Backprop, shown until the error has passed */
  before: Snapshot | null;
}

export interface Problem {
  text: string;
  /** the place it belongs to, such as "weight-1-0-2", or "controls" */
  place: string;
  /** the place in the figure where numbers would have become too large first */
  first: string | null;
}

export interface State {
  snapshot: Snapshot;
  motion: Motion | null;
  playing: boolean;
  /** of animation; 0 is none */
  speed: number;
  /** training steps a second while it plays; 0 is as many as possible */
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
  /** whether the current answer takes long */
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
  /** entries of the menu of tasks, known before Python is ready */
  tasks: TaskChoice[];
  examples: Examples | null;
  points: Points | null;
  table: TableUpload;
  tabling: boolean;
  results: Results;
  offline: Offline;
  folder: Folder;
}

