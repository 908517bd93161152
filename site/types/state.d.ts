/** Plain-data types that the modules share. Numbers of the network come from Python only. */

import type {Emergence, EmergenceAction} from './demos';
import type {Folder, Offline} from './offline';

export type Numbers = ArrayLike<number>;
export type Table = ArrayLike<Numbers>;
/** Some of them may not be there yet: null. */
export type Values = ArrayLike<number | null>;
export type ValueTable = ArrayLike<Values>;

export interface LayerSnapshot {
  weights: Table;
  biases: Numbers;
  activation: string;
  symbol: string;
  z: Values | null;
  a: Values | null;
  delta: Values | null;
  d_weights: ValueTable | null;
  d_biases: Values | null;
  weights_before: ValueTable | null;
  biases_before: Values | null;
  weights_change: ValueTable | null;
  biases_change: Values | null;
}

export interface Snapshot {
  layers: LayerSnapshot[];
  cost: string;
  inputs: Numbers;
  targets: Numbers;
  learning_rate: number;
  seed: number | null;
  /** the way in which the seed drew the start weights */
  initial: string;
  step: number;
  guess: Values | null;
  cost_value: number | null;
  last_cost: number | null;
  cost_change: number | null;
  live: boolean;
  can_step_back: boolean;
  can_redo: boolean;
  /** a number of its own for every start that Reset returns to */
  origin: number;
  /** which time line this is on, how many moments it has, and at which this one is, or came from */
  line: number;
  moments: number;
  moment: number;
  /** what keeps the network from learning, and the last moment when nothing did */
  trouble: {place: string, text: string, last_well: number | null} | null;
  /** the visitor's own Python: an id of each text that runs, and whether it is right */
  python: {typed: Partial<Record<ModuleName, number>>, verdict: CodeVerdict | null, own: CodeVerdict | null};
  /** in the middle of a pass: what has been reached; all else of the pass is null */
  walk: Walk | null;
  /** what is learned and how, where there is more than one example; else both null */
  task: Task | null;
  training: Training | null;
}

/** What is learned; `index` is that of the example in the figure, of `count`. */
export interface Task {
  name: string;
  label: string;
  why: string;
  /** whether the visitor puts the examples on the plane */
  is_drawn: boolean;
  options: Record<string, number>;
  /** another number where the examples are others */
  edition: number;
  source: string;
  features: string[];
  classes: string[];
  /** names of the outputs, and what they were brought to one scale by, where targets are numbers */
  answers: string[];
  target_mean: Numbers | null;
  target_scale: Numbers | null;
  /** rows and columns where the inputs are the pixels of a picture */
  picture: [number, number] | null;
  /** what each input was brought to one scale by, or null */
  mean: Numbers | null;
  scale: Numbers | null;
  count: number;
  index: number;
  /** whether the figure shows what somebody made of the example */
  edited: boolean;
  /** whether its inputs are others than the example's, and the class that its targets mean, if any */
  changed: boolean;
  meant: number | null;
  /** target and guess in their own units, where they are numbers; the guess where it is computed */
  own_targets: Numbers | null;
  own_guess: Numbers | null;
  /** the inputs in the data's own units */
  raw_inputs: Numbers;
}

/** How training goes, and how it is done. */
export interface Training {
  /** 0: all examples at once */
  batch_size: number;
  optimiser: string;
  momentum: number;
  l2: number;
  seed: number;
  share: number;
  standardise: boolean;
  /** 0: never */
  stop_step: number;
  stop_cost: number;
  train_count: number;
  test_count: number;
  step: number;
  epoch: number;
  /** how many examples have had their turn in this epoch */
  position: number;
  /** what the optimiser remembers, of so many steps as `age` says; null where that is too much to be told */
  moments: Float64Array[] | null;
  age: number;
  /** of a large network in training they may be a little older than its step, and have their own */
  figures: TrainingPoint | null;
  /** the id of the curve of this training, and how many points it has */
  curve: number;
  points: number;
  /** why training ended by itself, or empty */
  stopped: string;
}

/** Mean cost and accuracy after so many steps; null where there is none. */
export interface TrainingPoint {
  step: number;
  train_cost: number | null;
  test_cost: number | null;
  train_accuracy: number | null;
  test_accuracy: number | null;
  /** how far a guess is off on average, in its own units, where it is one number */
  train_error: number | null;
  test_error: number | null;
}

/** Cost and accuracy at steps of the training; null where there is none. */
export interface Curves {
  steps: number[];
  train_cost: (number | null)[];
  test_cost: (number | null)[];
  train_accuracy: (number | null)[];
  test_accuracy: (number | null)[];
  train_error: (number | null)[];
  test_error: (number | null)[];
}

/** `noted` of the points are there to stay, one more says how it goes at present. */
export interface Progress extends Curves {
  curve: number;
  noted: number;
}

/** A run that was kept, to compare others with. */
export interface KeptRun extends Curves {
  letter: string;
  label: string;
}

/** Examples on the plane, and the corners of all maps. A class is −1 where there are none. */
export interface Plane {
  low: Numbers;
  high: Numbers;
  indices: Numbers;
  x: Numbers;
  y: Numbers;
  classes: Numbers;
  is_test: Numbers;
}

/** Some maps, each of size × size values, row by row from low up. */
export interface Maps {
  size: number;
  maps: number;
  values: Numbers;
  least: number;
  most: number;
}

/** What the network makes of the plane: its guess, or a neuron's activation. */
export interface DecisionMap extends Maps {
  low: Numbers;
  high: Numbers;
  /** where the inputs in the figure lie */
  here: Numbers;
  neuron: string | null;
  /** least and most of a guess in its own units, where it is one number */
  own: [number, number] | null;
}

/** How often which class (row) is taken for which (column), and examples of each. */
export interface Confusion {
  of: 'test' | 'train';
  classes: string[];
  counts: Table;
  actual: Numbers;
  guessed: Numbers;
  right: number;
  total: number;
  examples: number[][][];
}

export interface Histogram {
  low: number;
  high: number;
  counts: number[];
}

/** How the numbers of each layer are spread. */
export interface Distributions {
  /** on so many examples the slopes were worked out */
  looked_at: number;
  layers: Record<'weights' | 'biases' | 'd_weights' | 'd_biases', Histogram>[];
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
  neurons: {layers: (Maps & {neurons: number})[]} | null;
  confusion: Confusion | null;
  rows: {indices: number[], features: number, values: Numbers} | null;
  distributions: Distributions | null;
  /** what each of them was asked of, and when */
  asked: Partial<Record<Question, {snapshot: Snapshot | null, key: string, playing: boolean}>>;
}

export type Question = Part | 'plane' | 'rows';

export interface Walk {
  kind: 'forward' | 'backprop';
  position: number;
  length: number;
  phase: string;
  layer: number;
  index: number;
  term: number;
  sentence: string;
  /** a sum that is being added up */
  partial: {layer: number, index: number, value: number} | null;
  /** what the last step was about */
  places: string[];
}

/** How large a step is. */
export type Grain = 'pass' | 'layer' | 'neuron' | 'term';

/** The time line as Python tells it: the step and the cost of each moment from `first` on. */
export interface Timeline {
  line: number;
  first: number;
  steps: Numbers;
  costs: Numbers;
}

/** What is asked before a verb, and after it whether the visitor was right. */
export interface Prediction {
  verb: 'forward' | 'backprop';
  /** what the figure showed when it was asked; the word comes when it shows something else */
  before: Snapshot;
  text: string;
  choices: [string, string][];
  place: string;
  verdict: {right: boolean, text: string} | null;
}

export type ModuleName = 'network' | 'backprop' | 'own';

export interface CodeVerdict {
  agrees: boolean;
  text: string;
}

/** A name in the line that runs; `at` is which of its numbers the step is about. */
export interface TracedName {
  name: string;
  shape: Numbers;
  values: Numbers;
  total: number;
  at: number | null;
}

/** The line that the last small step was about; without a line, why not. */
export interface Trace {
  text: string;
  module: ModuleName | null;
  line: number | null;
  last_line: number | null;
  names: TracedName[];
}

export interface Choice {
  name: string;
  label: string;
}

export interface ActivationChoice extends Choice {
  f: Numbers;
  f_prime: Numbers;
}

/** A number that the examples of a task are made with. */
export interface TaskOption extends Choice {
  default: number;
  low: number;
  high: number;
  whole: boolean;
}

export interface TaskChoice extends Choice {
  why: string;
  options: TaskOption[];
}

/** The example in the figure among all. */
export interface Examples {
  /** the snapshot that this was asked for */
  of: Snapshot;
  edition: number;
  index: number;
  count: number;
  previous: number;
  next: number;
  /** the number of its class; null where targets are numbers */
  class: number | null;
  is_test: boolean;
  /** the one with the largest cost, of as many as were looked at */
  worst: number;
  worst_cost: number | null;
  /** how far the worst is off, in its own units, where targets are numbers */
  worst_off: Numbers | null;
  looked_at: number;
  /** in their own units, where targets are numbers */
  targets: Numbers | null;
  guesses: Numbers | null;
}

/** The examples as points on the plane, from −extent to extent. */
export interface Points {
  edition: number;
  x: Numbers;
  y: Numbers;
  of_class: Numbers;
  classes: string[];
  extent: number;
}

/** x, y and the number of the class. */
export type Point = [number, number, number];

/** How a table is written; what is missing is found out. */
export interface TableLayout {
  separator?: string;
  decimal?: string;
  header?: boolean;
}

/** What is to be learned from a table. */
export interface TableChoice {
  predict: string;
  /** null: as suits the column */
  classes: boolean | null;
  without: string[];
  leave_out: boolean;
}

export interface BadRow {
  line: number;
  reason: string;
}

/** What was found in a table. */
export interface TableReport {
  rows: number;
  separator: string;
  decimal: string;
  header: boolean;
  encoding: string;
  /** usable: whether it can be learned from */
  columns: {name: string, kind: 'number' | 'text' | 'empty', distinct: number, usable: boolean}[];
  head: string[][];
  bad: number;
  bad_rows: BadRow[];
}

/** What would be learned, or in `problem` why nothing can be. */
export interface TablePlan {
  classes: boolean | null;
  inputs: number;
  rows: number;
  text: string;
  problem: string | null;
  bad: number;
  bad_rows: BadRow[];
}

/** The visitor's own table while it is looked at, not yet learned from. */
export interface TableDesk {
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

/** What the menus offer; `id` is that of the visitor's own activation function, or 0. */
export interface Choices {
  id: number;
  z: Numbers;
  activations: ActivationChoice[];
  costs: Choice[];
  tasks: TaskChoice[];
  optimisers: (Choice & {takes_momentum: boolean})[];
  /** ways to draw start weights */
  initial: Choice[];
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

/** One thing explained: sentences, lines of LaTeX, a curve. */
export interface Section {
  title: string;
  text: string;
  lines: {latex: string, words: string, numbers: Numbers, value: number | null, label: string, is_folded: boolean}[];
  curve: {z: Numbers, f: Numbers, point: [number, number], slope: number, label: string} | null;
}

/** Where a number comes from, of the snapshot that it was asked for. */
export interface Explanation {
  of: Snapshot;
  unfolded: boolean;
  place: string;
  name: string;
  /** whether something else than the core's own Python made these numbers */
  note: string;
  forward: Section[];
  when: string | null;
  backward: Section[];
  /** agrees is null where a nudge is lost to rounding */
  proof: {latex: string, words: string, text: string, agrees: boolean | null} | null;
  nudge: Nudge | null;
}

/** The cost for values of one number around its own, and the tangent there. */
export interface Nudge {
  values: Numbers;
  costs: Numbers;
  tangent: Numbers;
  texts: string[];
  /** the index of the number's own value */
  own: number;
}

/** Whether every slope agrees with what a nudge measures. */
export interface ProofMap {
  of: Snapshot;
  rows: {place: string, agrees: boolean | null, title: string}[];
  text: string;
  agrees: boolean | null;
}

/** What Python says of a value worked out by hand. */
export interface Checked {
  right: boolean;
  mistake: string | null;
  text: string;
  solution: {value: number, shown: string, latex: string, words: string};
}

/** The last value that was checked: of what, when, and what Python said; both null while it looks. */
export interface Working {
  place: string;
  quantity: string;
  snapshot: Snapshot;
  checked: Checked | null;
  error: string | null;
}

/** A worksheet as Python makes it; labels, questions, solutions and rules are LaTeX. */
export interface Worksheet {
  title: string;
  origin: string;
  intro: string;
  notes: string[];
  rules: string[];
  values: {label: string, value: string}[];
  given: {label: string, value: string}[];
  tables: {caption: string, columns: {label: string, name: string}[], rows: {name: string, values: string[]}[]}[];
  parts: {title: string, exercises: {question: string, solution: string, answer: string}[]}[];
  /** the plain words of each formula, by its LaTeX */
  words: Record<string, string>;
}

export type Request = {op: string, [field: string]: unknown};

/** How the page gets at its own files: over http, or opened from a folder. */
export interface Host {
  /** Whether the page was opened from a folder. */
  inFolder: boolean;
  /** The page's own module. */
  load(): Promise<any>;
  startWorker(): Worker | Promise<Worker>;
  /** The worker that began to start Python before the page was there, and what it said; only once. */
  begun(): {worker: Worker, heard: Event[]} | null;
  /** The files' contents where the worker cannot fetch them itself, else null. */
  files(paths: string[], arrived: (path: string) => void): Promise<Record<string, Packed> | null>;
  /** Adds a script or a style to the page. */
  add(path: string): Promise<void>;
  /** What to do where a file turns out to be damaged, if there is anything to say of it. */
  damaged(path: string): string;
}

/** A file's contents in base64, and whether they are gzip-compressed. */
export interface Packed {
  text: string;
  zipped: boolean;
}

/** How Python starts: out of a snapshot, or from its parts. */
export type Way = 'snapshot' | 'plain';

/** A file of the site: what it is asked for by, its address, and what it must be when it arrives. */
export interface SiteFile {
  path: string;
  url: string;
  bytes: number;
  sha256: string;
  /** the same uncompressed, for hosts that compress better than the build did */
  raw?: SiteFile;
}

export interface Manifest {
  version: string;
  /** the name of this version of all files together; `files-${build}.json` lists them */
  build: string;
  /** what Python is made of, the worker in which it runs, and what the page itself adds later */
  runtime: SiteFile[];
  worker: SiteFile[];
  assets: SiteFile[];
  /** the addresses of the modules that the page begins with */
  first: string[];
  /** Pyodide's own modules */
  modules: string[];
  packages: string[];
  /** what Pyodide's lock file says of Pyodide itself */
  pyodide: object;
  snapshot: {path: string, id: string};
  /** which files each way needs to start, and which it loads when Python is ready */
  ways: Record<Way, {start: string[], later: string[]}>;
}

/**
 * Where Python is on its way: bytes loaded of total, then starting, then ready. `left` is how many
 * seconds the rest takes where that is long, else null; `missing` says why files did not come that
 * Python was started without; `waits` is whether something that was typed waits for them.
 */
export interface Boot {
  stage: 'download' | 'start' | 'ready' | 'failed';
  loaded: number;
  total: number;
  left: number | null;
  way: Way;
  message: string;
  /** whether Python will never be there, in this browser */
  isHopeless: boolean;
  missing: string;
  waits: boolean;
}

export interface Motion {
  kind: 'forward' | 'backprop';
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
  table: TableDesk;
  tabling: boolean;
  results: Results;
  offline: Offline;
  folder: Folder;
}

/** What a view may ask for. */
export type Action =
  | {type: 'forward' | 'backprop' | 'play' | 'pause' | 'step' | 'step_back' | 'undo' | 'redo' | 'reset' | 'retry' | 'stop'}
  | {type: 'grain', value: Grain}
  | {type: 'go_to', moment: number, gesture?: number}
  | {type: 'predicting', value: boolean}
  | {type: 'predict', choice: string | null}
  | {type: 'new_weights', seed?: number | string, initial?: string}
  | {type: 'live', value: boolean}
  | {type: 'speed' | 'pace', value: number}
  | {type: 'train', of: 'step' | 'epoch'}
  | {type: 'go_to_step', step: number, gesture: number}
  | {type: 'results', change: Partial<Results>}
  | {type: 'check', place: string, quantity: string, value: number | string}
  | {type: 'worksheet', open: boolean}
  | {type: 'term', term: string | null}
  | {type: 'edit', place: string, request: Request, gesture?: number, draft?: number | string}
  | {type: 'choose', place: string, request: Request}
  | {type: 'code', open: boolean}
  | {type: 'tab' | 'restore_source', module: ModuleName}
  | {type: 'run', module: ModuleName, text: string}
  | {type: 'select' | 'point', place: string | null}
  | {type: 'unfold', value: boolean}
  | {type: 'proof_map', open: boolean}
  | {type: 'points', points: (number | string)[][], classes: number, gesture?: number}
  | {type: 'tabling', open: boolean}
  | {type: 'table', source: Blob, name: string}
  | {type: 'table_layout', layout: TableLayout}
  | {type: 'table_choice', choice: Partial<TableChoice>}
  | {type: 'table_cancel' | 'table_learn'}
  | {type: 'forgive', place: string}
  | EmergenceAction;

/** Does it, and says whether it was done. */
export type Dispatch = (action: Action) => Promise<boolean>;
export type View = (state: State) => void;

declare global {
  var learnscopePayload: (path: string, text: string, zipped: boolean) => void;
  /** The page as one classic script has it, in a folder. */
  var learnscopePage: any;
  /** lib/formula.js loads it. */
  var temml: {render(latex: string, element: Element, options: {wrap: 'tex'}): void};
  interface Window {
    learnscope: {
      ready: Promise<void>;
      request(request: Request): Promise<unknown>;
      snapshot(): unknown;
    };
  }
}
