// Generated from py/learnscope/protocol by buildtools/page/protocol_types.py.

/** Numbers in a row. */
export type Numbers = ArrayLike<number>;

/** Numbers in rows of equal length. */
export type Table = ArrayLike<Numbers>;

/** Numbers in a row; null for those not reached yet. */
export type Values = ArrayLike<number | null>;

/** Numbers in rows of equal length; null for those not reached yet. */
export type ValueTable = ArrayLike<Values>;

/** The modules a visitor can type: two of the core, and an activation function. */
export type ModuleName = 'network' | 'backprop' | 'own';

/** The two passes through the network. */
export type PassName = 'forward' | 'backprop';

/** One layer. After a Backprop it has the gradients used and each number's change. */
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

/** A request, ready to be sent. */
export type PlainRequest = Record<string, string | number>;

/** A way out, with the label of its button. */
export interface Remedy {
  label: string;
  request: PlainRequest;
}

/** A reason why the network doesn't learn as it could, with a way out. */
export interface Diagnosis {
  kind: string;
  place: string;
  text: string;
  /** whether nothing more can be learned like this */
  halts: boolean;
  /** the last moment at which all layers could learn */
  last_well: number | null;
  remedy: Remedy | null;
}

/** Whether typed Python is right, and a sentence about it. */
export interface CodeVerdict {
  agrees: boolean;
  text: string;
}

/** The visitor's own Python that runs now. */
export interface PythonInForce {
  /** an id for each text that runs */
  typed: Partial<Record<ModuleName, number>>;
  verdict: CodeVerdict | null;
  own: CodeVerdict | null;
}

/** A sum in progress, and the neuron it belongs to. */
export interface PartialSum {
  layer: number;
  index: number;
  value: number;
}

/** How far a pass has been stepped through, and what the last small step did. */
export interface Walk {
  kind: PassName;
  position: number;
  length: number;
  phase: string;
  layer: number;
  index: number;
  term: number;
  sentence: string;
  partial: PartialSum | null;
  /** what the last step was about */
  places: string[];
}

/** The task. `index` says which of its `count` examples is in the figure. */
export interface Task {
  name: string;
  label: string;
  why: string;
  /** whether the visitor puts the examples on the plane */
  is_drawn: boolean;
  options: Record<string, number>;
  /** changes whenever the examples change */
  edition: number;
  source: string;
  features: string[];
  classes: string[];
  /** names of the outputs, if targets are numbers */
  answers: string[];
  target_mean: Numbers | null;
  /** the mean and scale by which targets are standardised, if they are numbers */
  target_scale: Numbers | null;
  /** rows and columns, if the inputs are the pixels of a picture */
  picture: [number, number] | null;
  mean: Numbers | null;
  /** the mean and scale by which each input is standardised, or null */
  scale: Numbers | null;
  count: number;
  index: number;
  /** whether somebody changed the example in the figure */
  edited: boolean;
  /** whether its inputs differ from the example's */
  changed: boolean;
  /** the class that the targets mean, if any */
  meant: number | null;
  own_targets: Numbers | null;
  /** target and guess in the data's own units, if they are numbers */
  own_guess: Numbers | null;
  /** the inputs in the data's own units */
  raw_inputs: Numbers;
}

/** Mean cost and accuracy at a step of the training; null where not measured. */
export interface TrainingPoint {
  step: number;
  train_cost: number | null;
  test_cost: number | null;
  train_accuracy: number | null;
  test_accuracy: number | null;
  train_error: number | null;
  /** mean distance of the guess in its own units, if it is one number */
  test_error: number | null;
}

/** The settings of the training, and how far it has come. */
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
  /** how many examples of this epoch have been used */
  position: number;
  /** the optimiser's moments; null where they are too large to send */
  moments: Float64Array[] | null;
  /** how many steps the moments cover */
  age: number;
  /** the id of this training's curve */
  curve: number;
  points: number;
  /** why training stopped by itself, or empty */
  stopped: string;
  /** of an earlier step while a large network trains; it has its own `step` */
  figures: TrainingPoint | null;
}

/** The values of one layer. */
export interface SeenLayer {
  z: Numbers;
  a: Numbers;
}

/** The values of the last computed state. */
export interface Previous {
  layers: SeenLayer[];
  guess: Numbers;
  cost_value: number;
}

/** Everything that the page may show of a session. */
export interface Snapshot {
  layers: LayerSnapshot[];
  cost: string;
  inputs: Numbers;
  targets: Numbers;
  learning_rate: number;
  seed: number | null;
  /** the scheme by which the seed drew the start weights */
  initial: string;
  step: number;
  guess: Values | null;
  cost_value: number | null;
  last_cost: number | null;
  cost_change: number | null;
  /** what was computed before a Backprop or an edit, until Forward computes it anew */
  previous: Previous | null;
  /** what just happened, and what to press next */
  sentence: string;
  live: boolean;
  can_step_back: boolean;
  can_redo: boolean;
  /** a number that identifies the start that Reset returns to */
  origin: number;
  /** identifies the time line */
  line: number;
  /** number of moments on the time line */
  moments: number;
  /** the moment shown, or the one it was changed from */
  moment: number;
  /** the most useful one; null while all is well */
  diagnosis: Diagnosis | null;
  python: PythonInForce;
  /** how far the pass has come, in the middle of one */
  walk: Walk | null;
  /** what is learned; null if a network was loaded */
  task: Task | null;
  /** how it is learned; null if there is only one example */
  training: Training | null;
}

/** The step and the cost of each moment of the time line, starting at `first`. */
export interface Timeline {
  line: number;
  first: number;
  steps: Numbers;
  costs: Numbers;
}

/** A question before a pass: choices as (value, label), and the place it is about. */
export interface PredictionQuestion {
  text: string;
  choices: ([string, string])[];
  place: string;
}

/** The answer when there is nothing to predict. */
export interface NoQuestion {
  text: null;
}

/** Whether a prediction was right, and a sentence that says why. */
export interface PredictionVerdict {
  right: boolean;
  text: string;
}

/** One line of a derivation: a formula, the same with numbers, and the result. */
export interface FormulaLine {
  latex: string;
  /** the same in plain words */
  words: string;
  numbers: number[];
  value: number | null;
  label: string;
  /** whether some terms are folded into one number */
  is_folded: boolean;
}

/** An activation function around a point, and its slope there. */
export interface FunctionCurve {
  z: Numbers;
  f: Numbers;
  point: [number, number];
  slope: number;
  label: string;
}

/** One thing explained: sentences, lines of LaTeX, a curve. */
export interface Section {
  title: string;
  text: string;
  lines: FormulaLine[];
  curve: FunctionCurve | null;
}

/** How the number at a place came about, and what Backprop does to it. */
export interface ExplainedPlace {
  place: string;
  name: string;
  /** says so if Python that the visitor typed made these numbers */
  note: string;
  forward: Section[];
  when: string | null;
  backward: Section[];
  learns: boolean;
}

/** One slope, derived and measured; `agrees` is null where a nudge is lost to rounding. */
export interface Proof {
  place: string;
  derived: number;
  measured: number;
  nudge: number;
  cost_above: number;
  cost_below: number;
  agrees: boolean | null;
  text: string;
  latex: string;
  words: string;
}

/** One slope in the map of all slopes. */
export interface ProofRow {
  place: string;
  derived: number;
  measured: number;
  agrees: boolean | null;
  title: string;
}

/** Every slope, derived and measured, and whether all agree. */
export interface AllProofs {
  rows: ProofRow[];
  text: string;
  /** all of it as a text with tabs, for a spreadsheet */
  table: string;
  agrees: boolean | null;
}

/** The cost for values around a number's own value, and the tangent there. */
export interface Nudge {
  place: string;
  values: Numbers;
  costs: Numbers;
  tangent: Numbers;
  texts: string[];
  /** the index of the number's own value */
  own: number;
}

/** One entry of a menu. */
export interface Choice {
  name: string;
  label: string;
}

/** An activation function with the curves of f and of its slope. */
export interface ActivationChoice extends Choice {
  f: Numbers;
  f_prime: Numbers;
}

/** An optimiser; `takes_momentum` says whether it uses the momentum that is set. */
export interface OptimiserChoice extends Choice {
  takes_momentum: boolean;
}

/** A number that shapes the examples of a task. */
export interface TaskOption extends Choice {
  default: number;
  low: number;
  high: number;
  whole: boolean;
}

/** A task, and the numbers that shape its examples. */
export interface TaskChoice extends Choice {
  why: string;
  options: TaskOption[];
}

/** The entries of all menus. `id` identifies the visitor's own activation, or is 0. */
export interface Choices {
  id: number;
  z: Numbers;
  activations: ActivationChoice[];
  costs: Choice[];
  tasks: TaskChoice[];
  optimisers: OptimiserChoice[];
  /** ways to draw start weights */
  initial: Choice[];
}

/** The text of a module, with its id if the visitor typed it, else 0. */
export interface SourceText {
  module: ModuleName;
  text: string;
  id: number;
}

/** A name in the line that runs. `at` is the index of the number the step is about. */
export interface TracedName {
  name: string;
  shape: number[];
  values: number[];
  total: number;
  at: number | null;
}

/** The line that the last small step was about. If there is none, `text` says why. */
export interface Trace {
  text: string;
  module: ModuleName | null;
  line: number | null;
  last_line: number | null;
  names: TracedName[];
}

/** The right value, as the figure shows it and as a formula with its numbers. */
export interface Solution {
  value: number;
  shown: string;
  latex: string;
  words: string;
}

/** Whether a value worked out by hand is right, or which mistake it looks like. */
export interface Checked {
  right: boolean;
  mistake: string | null;
  text: string;
  solution: Solution;
}

/** A number with the symbol it stands for. */
export interface LabelledValue {
  label: string;
  value: string;
}

/** A column of a worksheet's table. */
export interface WorksheetColumn {
  label: string;
  name: string;
}

/** A row of a worksheet's table. */
export interface WorksheetRow {
  name: string;
  values: string[];
}

/** A layer's weights and biases. */
export interface WorksheetTable {
  caption: string;
  columns: WorksheetColumn[];
  rows: WorksheetRow[];
}

/** One exercise and its key. */
export interface WorksheetExercise {
  question: string;
  solution: string;
  answer: string;
}

/** Exercises of one kind. */
export interface WorksheetPart {
  title: string;
  exercises: WorksheetExercise[];
}

/**
 * A page of exercises with a key; labels, questions, solutions and rules are LaTeX.
 *
 * `words` maps each of these formulas to the same in plain words.
 */
export interface Worksheet {
  title: string;
  origin: string;
  intro: string;
  notes: string[];
  rules: string[];
  values: LabelledValue[];
  given: LabelledValue[];
  tables: WorksheetTable[];
  parts: WorksheetPart[];
  words: Record<string, string>;
}

/** The matrices that a layer may have. */
export type MatrixName = 'weights' | 'a_prev' | 'biases' | 'z' | 'a' | 'guess' | 'targets' | 'delta' | 'd_weights' | 'd_biases';

/** The kind of a number's place in the figure; empty if it is not there. */
export type PlaceKind = '' | 'weight' | 'bias' | 'neuron' | 'guess' | 'target';

/** A formula as LaTeX, and the same in plain words. */
export interface WrittenFormula {
  latex: string;
  words: string;
}

/**
 * One matrix with its symbol, and a name for each row and column.
 *
 * `values` is null while nothing is computed. A vector has one column without a name.
 */
export interface MatrixShown extends WrittenFormula {
  name: MatrixName;
  code: string;
  title: string;
  rows: string[];
  columns: string[];
  values: ValueTable | null;
  place: PlaceKind;
  /** the layer of the places */
  layer: number;
  can_edit: boolean;
  /** whether the numbers are from before the last change */
  is_before: boolean;
}

/** The formulas and matrices of a layer, forward and backward. */
export interface LayerMatrices {
  layer: number;
  many: boolean;
  /** what the numbers are about */
  about: string;
  /** what is not computed yet */
  note: string;
  forward: MatrixShown[];
  backward: MatrixShown[];
  forward_formulas: WrittenFormula[];
  backward_formulas: WrittenFormula[];
}

/** Matrices as text. */
export interface MatrixText {
  text: string;
}

/** The visitor's slopes beside the core's, which differ, and in what pattern. */
export interface Compared {
  agrees: boolean;
  pattern: string | null;
  text: string;
  rows: string[];
  columns: string[];
  mine: Table;
  ours: Table | null;
  differs: boolean[][];
}

/** How much of a table has been handed over. */
export interface PartTaken {
  bytes: number;
}

/** A row that can't be used. */
export interface BadRow {
  line: number;
  reason: string;
}

/** How many rows can't be used, and the first of them. */
export interface TableFaults {
  bad: number;
  bad_rows: BadRow[];
}

/** A column; `usable` says whether it can be learned from. */
export interface TableColumn {
  name: string;
  kind: 'number' | 'text' | 'empty';
  distinct: number;
  usable: boolean;
}

/** The report on a table. */
export interface TableReport extends TableFaults {
  rows: number;
  separator: string;
  decimal: string;
  header: boolean;
  encoding: string;
  columns: TableColumn[];
  head: string[][];
}

/** How much of a table is read, and the report at the end. */
export interface TableRead {
  share: number;
  report: TableReport | null;
}

/** The data that would be learned from; if there is none, `problem` says why. */
export interface TablePlan extends TableFaults {
  classes: boolean | null;
  inputs: number;
  rows: number;
  text: string;
  problem: string | null;
}

/** The examples as points on the plane, which extends from −extent to extent. */
export interface Points {
  edition: number;
  x: Numbers;
  y: Numbers;
  of_class: number[];
  classes: string[];
  extent: number;
}

export interface ExampleClass {
  class: number | null;
}

/** The example in the figure and its place among all examples. */
export interface ExamplesAnswer extends ExampleClass {
  edition: number;
  index: number;
  count: number;
  previous: number;
  next: number;
  is_test: boolean;
  /** the example with the largest cost among `looked_at` */
  worst: number;
  worst_cost: number | null;
  looked_at: number;
  targets: Numbers | null;
  /** in the data's own units, if targets are numbers */
  guesses: Numbers | null;
  /** how far off the worst is, in the data's own units, if targets are numbers */
  worst_off: Numbers | null;
}

/** Cost and accuracy at steps of the training; null where not measured. */
export interface Curves {
  steps: number[];
  train_cost: (number | null)[];
  test_cost: (number | null)[];
  train_accuracy: (number | null)[];
  test_accuracy: (number | null)[];
  train_error: (number | null)[];
  test_error: (number | null)[];
}

/** How far training has come. `noted` points are final; one more shows the present. */
export interface Progress extends Curves {
  curve: number;
  noted: number;
}

/** How often each class (row) is taken for each class (column), with examples. */
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

/** Inputs and targets of a few examples, row by row, in the data's own units. */
export interface Rows {
  indices: number[];
  features: number;
  values: Numbers;
}

/** The examples on the plane and the corners of all maps. A class of −1 means none. */
export interface Plane {
  edition: number;
  low: Numbers;
  high: Numbers;
  indices: Numbers;
  x: Numbers;
  y: Numbers;
  classes: Numbers;
  is_test: Numbers;
}

/** Maps of size × size values each, row by row from the bottom up. */
export interface Maps {
  size: number;
  maps: number;
  values: Float64Array;
  least: number;
  most: number;
}

/** A map of the plane: the network's guess, or a neuron's activation. */
export interface DecisionMap extends Maps {
  low: Numbers;
  high: Numbers;
  /** where the inputs in the figure lie */
  here: Numbers;
  neuron: string | null;
  /** least and most in the guess's own units, if the guess is one number */
  own: [number, number] | null;
}

/** The maps of a layer, and how many neurons it has. */
export interface LayerMaps extends Maps {
  neurons: number;
}

/** A small map of each hidden neuron's activation, layer by layer. */
export interface NeuronMaps {
  layers: LayerMaps[];
}

/** How many values lie in each of equal parts from low to high. */
export interface Histogram {
  low: number;
  high: number;
  counts: number[];
}

/** How the numbers of one layer are distributed. */
export interface LayerDistributions {
  weights: Histogram;
  biases: Histogram;
  d_weights: Histogram;
  d_biases: Histogram;
}

/** How the numbers of each layer are distributed. */
export interface Distributions {
  /** how many examples the slopes were computed on */
  looked_at: number;
  layers: LayerDistributions[];
}

/**
 * Two worlds: one follows the rule, the other a network that learns it.
 *
 * 1 is a live cell.
 */
export interface LifeShown {
  rows: number;
  columns: number;
  generation: number;
  true: Float64Array;
  learned: Float64Array;
  /** 1 where the network broke the rule in the last step */
  broken: Float64Array;
  true_alive: number;
  learned_alive: number;
  broken_count: number;
  differ: number;
  seed: number;
  step: number;
  right: number;
  of: number;
  says: Float64Array;
  /** for 0 to 8 live neighbours of a dead cell, then of a live one */
  truth: Float64Array;
  done: boolean;
}

/** A figure whose networks are still in training, and their progress. */
export interface Getting {
  ready: false;
  share: number;
}

/** How well the network reads as more connections are cut, for each order. */
export interface CutCurves {
  done: boolean;
  cut: Float64Array;
  smallest: Float64Array;
  random: Float64Array;
  largest: Float64Array;
}

/**
 * A damaged network and its accuracy.
 *
 * `alone`, `harmless` and `worst` come once they are computed.
 */
export interface CutShown {
  ready: boolean;
  share: number;
  sizes: [number, number, number];
  weights: Float64Array;
  touched: Float64Array;
  touched_count: number;
  of: number;
  before: number;
  before_share: number;
  right: number;
  right_share: number;
  otherwise: number;
  alone?: Float64Array;
  harmless?: number;
  worst?: number;
  curves: CutCurves;
}

/** The same network with its hidden neurons in another order. */
export interface TwinShown {
  order: number[];
  pictures: Float64Array;
  outgoing: Float64Array;
  moved: number;
  numbers: number;
  difference: number;
  unlike: number;
  outputs: number;
  otherwise: number;
}

/** Networks that learned the same from different random weights. */
export interface SeedsShown {
  ready: true;
  share: number;
  seeds: number[];
  hidden: number;
  of: number;
  right_shares: number[];
  agreement: Float64Array;
  least_agreement: number;
  all_agree: number;
  /** the lowest and the highest correlation between two networks' weights */
  likeness: [number, number];
  pictures: Float64Array;
  outgoing: Float64Array;
  twin: TwinShown;
}

/** The accuracy of each of the two networks. */
export interface GuessVerdict {
  right: boolean;
  better: 'left' | 'right';
  shares: [number, number];
  pictures: [Float64Array, Float64Array];
}

/** How many guesses were right. `chance` has a fair coin's range and mean. */
export interface GuessScore {
  right: number;
  asked: number;
  chance: [number, number, number];
}

/** The game before its networks are trained. */
export interface GuessGetting extends Getting {
  score: GuessScore;
}

/** One number from each of two networks; after the guess, which network reads better. */
export interface GuessShown {
  ready: true;
  share: number;
  place: string;
  name: string;
  weights: [number, number];
  verdict: GuessVerdict | null;
  score: GuessScore;
}

/** A network as plain data: the same in requests, in files and in links. */
export interface NetworkData {
  layers: {weights: Table, biases: Numbers, activation: string}[];
  cost?: string;
  inputs: Numbers;
  targets?: Numbers;
  learning_rate?: number;
}

/** A number that a visitor typed; where it is a text, Python says what is wrong with it. */
export type Typed = number | string;

/** Change nothing, and return the current snapshot. */
export interface LookRequest {
  op: 'snapshot';
}

/** Run the signal forward: compute all values, the guess and the cost. */
export interface ForwardRequest {
  op: 'forward';
}

/** Run the error back and take one step downhill; runs Forward first if needed. */
export interface BackpropRequest {
  op: 'backprop';
}

/** Go on by one whole pass, layer, neuron or term. Forward and Backprop alternate. */
export interface StepRequest {
  op: 'step';
  grain: 'pass' | 'layer' | 'neuron' | 'term';
}

/** Go back by one step of that size. By default, undo the last change. */
export interface StepBackRequest {
  op: 'step_back';
  grain?: 'pass' | 'layer' | 'neuron' | 'term' | null;
}

/** Do again what was undone last. */
export interface RedoRequest {
  op: 'redo';
}

/** Return to a moment of the time line: its network, values and gradients. */
export interface GoToRequest {
  op: 'go_to';
  moment: Typed;
  gesture?: Typed | null;
}

/** Set an input. */
export interface SetInputRequest {
  op: 'set_input';
  index: Typed;
  value: Typed;
  gesture?: Typed | null;
}

/**
 * Set all inputs at once. Raw ones are in the data's own units and get scaled.
 *
 * If the inputs are raw and the network has learned something, its guess follows at once.
 */
export interface SetInputsRequest {
  op: 'set_inputs';
  values: ArrayLike<Typed>;
  raw?: boolean | null;
  gesture?: Typed | null;
}

/** Set the target of an output. This drops the cost, but not the guess. */
export interface SetTargetRequest {
  op: 'set_target';
  index: Typed;
  value: Typed;
  gesture?: Typed | null;
}

/** Set the weight into neuron `to` of a layer, from neuron `from` before it. */
export interface SetWeightRequest {
  op: 'set_weight';
  layer: Typed;
  to: Typed;
  from: Typed;
  value: Typed;
  gesture?: Typed | null;
}

/** Set the bias of a neuron. */
export interface SetBiasRequest {
  op: 'set_bias';
  layer: Typed;
  index: Typed;
  value: Typed;
  gesture?: Typed | null;
}

/**
 * Set a block of weights, biases, inputs or targets to numbers in a text.
 *
 * `place` is the first of them. The text may come from a spreadsheet, NumPy, Matlab or LaTeX.
 */
export interface SetBlockRequest {
  op: 'set_block';
  place: string;
  text: string;
}

/** Set η, the size of a step. No computed value depends on it. */
export interface SetLearningRateRequest {
  op: 'set_learning_rate';
  value: Typed;
  gesture?: Typed | null;
}

/** Give a layer another activation function. */
export interface SetActivationRequest {
  op: 'set_activation';
  layer: Typed;
  name: string;
}

/** Choose another cost, which makes its own guess from the same activations. */
export interface SetCostRequest {
  op: 'set_cost';
  name: string;
}

/** Choose whether Forward follows every change at once. */
export interface SetLiveRequest {
  op: 'set_live';
  value: boolean;
}

/**
 * Return to the start weights; layers, functions, cost and settings stay as they are.
 *
 * A task keeps the example in the figure.
 */
export interface ResetRequest {
  op: 'reset';
}

/** Draw new start weights, by default with the next seed and the same scheme. */
export interface NewWeightsRequest {
  op: 'new_weights';
  seed?: Typed | null;
  initial?: string | null;
}

/** Begin with a network given as plain data. */
export interface LoadRequest {
  op: 'load';
  network: NetworkData;
}

/**
 * Continue another session from snapshots of its start and its end.
 *
 * The original Python runs then, or what the visitor typed there if the page passes it in
 * `typed`: no snapshot has typed texts.
 */
export interface RestoreRequest {
  op: 'restore';
  start: Snapshot;
  last: Snapshot;
  typed?: Partial<Record<ModuleName, string>> | null;
}

/** Run the visitor's text in place of a module, even if its calculus is wrong. */
export interface SetSourceRequest {
  op: 'set_source';
  module: 'network' | 'backprop';
  text: string;
}

/** Run the original module again, or remove the visitor's own activation function. */
export interface RestoreSourceRequest {
  op: 'restore_source';
  module: 'network' | 'backprop' | 'own';
}

/** Make the visitor's f and f_prime the activation function "own". */
export interface SetOwnActivationRequest {
  op: 'set_own_activation';
  text: string;
}

/**
 * Begin a task with its examples, a network and a learning rate.
 *
 * Without a name, the current task begins anew. It keeps its options, except those given.
 */
export interface LoadTaskRequest {
  op: 'load_task';
  name?: string | null;
  options?: Record<string, Typed> | null;
  gesture?: Typed | null;
}

/**
 * Begin the task again with its own network and settings, on the same examples.
 *
 * A network that was loaded is as it was then.
 */
export interface RestoreDefaultsRequest {
  op: 'restore_defaults';
}

/**
 * Learn from these points, each [x, y, class]; the list may be empty.
 *
 * A network that has learned points on the plane continues with what it knows; its outputs follow
 * the number of classes. Any other network is replaced.
 */
export interface LoadPointsRequest {
  op: 'load_points';
  points: ArrayLike<ArrayLike<Typed>>;
  classes?: Typed | null;
  gesture?: Typed | null;
}

/**
 * Learn the uploaded table: take its rows, and a network that fits them.
 *
 * `predict` names the column to predict, or several columns of numbers. The network learns from
 * all other columns except those in `without`. `leave_out` drops rows with faults.
 */
export interface LoadTableRequest {
  op: 'load_table';
  predict: string | string[];
  classes?: boolean | null;
  without?: string[] | null;
  leave_out?: boolean | null;
  separator?: 'tab' | 'semicolon' | 'comma' | null;
  decimal?: 'point' | 'comma' | null;
  header?: boolean | null;
}

/**
 * Show another example of the task in the figure.
 *
 * The guess follows at once if it was known before or the network has been trained, so that
 * examples can be compared.
 */
export interface SetExampleRequest {
  op: 'set_example';
  index: Typed;
  gesture?: Typed | null;
}

/** Set the class of the example in the figure. Its target becomes 1, the others 0. */
export interface SetClassRequest {
  op: 'set_class';
  index: Typed;
  gesture?: Typed | null;
}

/**
 * Choose how to train; fields that are not given keep their values.
 *
 * `batch_size` 0 takes all examples at once. `stop_step` and `stop_cost` end the training; 0
 * means never. Another split or scale also changes the example in the figure.
 */
export interface SetTrainingRequest {
  op: 'set_training';
  batch_size?: Typed | null;
  optimiser?: string | null;
  momentum?: Typed | null;
  l2?: Typed | null;
  seed?: Typed | null;
  share?: Typed | null;
  standardise?: boolean | null;
  stop_step?: Typed | null;
  stop_cost?: Typed | null;
  gesture?: Typed | null;
}

/**
 * Run one slice of training, up to the first limit: steps, epochs or time.
 *
 * Without any limit it takes 40 ms; without `milliseconds`, at most a second. `epochs` counts the
 * current epoch as the first. Forward follows, so the figure shows what was learned.
 */
export interface TrainRequest {
  op: 'train';
  steps?: Typed | null;
  epochs?: Typed | null;
  milliseconds?: Typed | null;
  gesture?: Typed | null;
}

/**
 * Return to the network that training had near that step: the nearest one kept.
 *
 * The curve stays whole until training goes on from here. Undo leads back.
 */
export interface GoToStepRequest {
  op: 'go_to_step';
  step: Typed;
  gesture?: Typed | null;
}

/** Insert a hidden layer at place `layer`, by default as wide as the one before. */
export interface AddLayerRequest {
  op: 'add_layer';
  layer: Typed;
  neurons?: Typed | null;
  seed?: Typed | null;
}

/** Remove a hidden layer. */
export interface RemoveLayerRequest {
  op: 'remove_layer';
  layer: Typed;
  seed?: Typed | null;
}

/** Give a hidden layer one more neuron. */
export interface AddNeuronRequest {
  op: 'add_neuron';
  layer: Typed;
  seed?: Typed | null;
}

/** Remove a neuron from a hidden layer. */
export interface RemoveNeuronRequest {
  op: 'remove_neuron';
  layer: Typed;
  index: Typed;
}

/** Add neurons to a hidden layer, or remove its last ones, to reach a size. */
export interface SetLayerSizeRequest {
  op: 'set_layer_size';
  layer: Typed;
  neurons: Typed;
  seed?: Typed | null;
  gesture?: Typed | null;
}

/** List the steps and costs of the time line from one moment on. */
export interface TimelineRequest {
  op: 'timeline';
  start?: Typed | null;
}

/** Find a question to ask before a pass; without one, `text` is null. */
export interface QuestionRequest {
  op: 'question';
  verb: 'forward' | 'backprop';
}

/** Tell whether the visitor's choice matches what the pass will show, and why. */
export interface VerdictRequest {
  op: 'verdict';
  verb: 'forward' | 'backprop';
  choice: string;
}

/**
 * Explain the number at a place, and what Backprop does to it.
 *
 * `unfold` shows every term of wide sums.
 */
export interface ExplainRequest {
  op: 'explain';
  place: string;
  unfold?: boolean | null;
}

/** Derive and measure the slope of one weight or bias. */
export interface ProofRequest {
  op: 'proof';
  place: string;
}

/** Derive and measure every slope. */
export interface ProofMapRequest {
  op: 'proof_map';
}

/** Compute the cost around one weight or bias, and the tangent its slope predicts. */
export interface NudgeCurveRequest {
  op: 'nudge_curve';
  place: string;
}

/** Check a value worked out by hand, or name the mistake it looks like. */
export interface CheckRequest {
  op: 'check';
  place: string;
  quantity: string;
  value: Typed;
}

/** Write the network as a worksheet with a key, to be printed. */
export interface WorksheetRequest {
  op: 'worksheet';
}

/**
 * List a layer's formulas and matrices.
 *
 * `many` shows the next training batch instead of the example in the figure.
 */
export interface MatricesRequest {
  op: 'matrices';
  layer: Typed;
  many?: boolean | null;
}

/**
 * Write matrices as text with all digits.
 *
 * By default, it writes all matrices of the layer, or of all layers.
 */
export interface CopyMatricesRequest {
  op: 'copy_matrices';
  style: 'numpy' | 'pytorch' | 'plain' | 'latex';
  layer?: Typed | null;
  name?: 'weights' | 'a_prev' | 'biases' | 'z' | 'a' | 'guess' | 'targets' | 'delta' | 'd_weights' | 'd_biases' | null;
  many?: boolean | null;
}

/** Compare the visitor's own slopes with the core's, and find the pattern of a mistake. */
export interface CompareRequest {
  op: 'compare';
  layer: Typed;
  name: 'delta' | 'd_weights' | 'd_biases';
  text: string;
  many?: boolean | null;
}

/** List the entries of all menus, with each f and f′ from −6 to 6. */
export interface ChoicesRequest {
  op: 'choices';
}

/** Return the text of a module, with its id if typed, else 0. */
export interface SourceRequest {
  op: 'source';
  module: 'network' | 'backprop' | 'own';
}

/** Find the line that the last small step was about, with its numbers. */
export interface TraceRequest {
  op: 'trace';
}

/** Take a part of a table; `first` starts a new table. */
export interface TablePartRequest {
  op: 'table_part';
  part: string | Uint8Array;
  first?: boolean | null;
}

/** Continue reading the table. The answer has the share done, and finally the report. */
export interface TableRequest {
  op: 'table';
  separator?: 'tab' | 'semicolon' | 'comma' | null;
  decimal?: 'point' | 'comma' | null;
  header?: boolean | null;
}

/** Describe the data that the table, as last read, gives to learn from. */
export interface TablePlanRequest {
  op: 'table_plan';
  predict: string | string[];
  classes?: boolean | null;
  without?: string[] | null;
}

/** List the examples as points on the plane, with the class of each. */
export interface PointsRequest {
  op: 'points';
}

/** Describe the example in the figure, its neighbours, its class, and the worst example. */
export interface ExamplesRequest {
  op: 'examples';
}

/** List the training curves after the step `start`. */
export interface ProgressRequest {
  op: 'progress';
  start?: Typed | null;
}

/** Count how often each class is taken for another, by default among test examples. */
export interface ConfusionRequest {
  op: 'confusion';
  of?: 'test' | 'train' | null;
}

/** List the inputs and targets of a few examples, in the data's own units. */
export interface RowsRequest {
  op: 'rows';
  indices: ArrayLike<number>;
}

/** List the examples on the plane, and the corners of all maps. */
export interface PlaneRequest {
  op: 'plane';
}

/** Map the guess, or one neuron's activation, at size × size points of the plane. */
export interface DecisionMapRequest {
  op: 'decision_map';
  size: Typed;
  neuron?: string | null;
}

/** Draw a small map of each hidden neuron's activation. */
export interface NeuronMapsRequest {
  op: 'neuron_maps';
  size: Typed;
}

/** Show how each layer's weights, biases and their slopes are distributed. */
export interface DistributionsRequest {
  op: 'distributions';
}

/** Show two worlds, one run by Conway's rule, one by a network that learns it. */
export interface LifeRequest {
  op: 'life';
  action?: string | null;
  row?: Typed | null;
  column?: Typed | null;
  alive?: boolean | null;
  name?: string | null;
  steps?: Typed | null;
  seed?: Typed | null;
}

/** Show a network that reads digits and can be damaged. */
export interface CutRequest {
  op: 'cut';
  action?: string | null;
  place?: string | null;
  seed?: Typed | null;
}

/** Compare networks that learned the same from different random weights. */
export interface SeedsRequest {
  op: 'seeds';
  action?: string | null;
  first?: Typed | null;
  second?: Typed | null;
  seed?: Typed | null;
}

/** Play a game: which of two networks reads better, judging by one weight of each? */
export interface GuessRequest {
  op: 'guess';
  action?: string | null;
  choice?: string | null;
  asked?: Typed | null;
  right?: Typed | null;
}

/** What may change the session: the answer is a snapshot. */
export type CommandRequest =
  | LookRequest
  | ForwardRequest
  | BackpropRequest
  | StepRequest
  | StepBackRequest
  | RedoRequest
  | GoToRequest
  | SetInputRequest
  | SetInputsRequest
  | SetTargetRequest
  | SetWeightRequest
  | SetBiasRequest
  | SetBlockRequest
  | SetLearningRateRequest
  | SetActivationRequest
  | SetCostRequest
  | SetLiveRequest
  | ResetRequest
  | NewWeightsRequest
  | LoadRequest
  | RestoreRequest
  | SetSourceRequest
  | RestoreSourceRequest
  | SetOwnActivationRequest
  | LoadTaskRequest
  | RestoreDefaultsRequest
  | LoadPointsRequest
  | LoadTableRequest
  | SetExampleRequest
  | SetClassRequest
  | SetTrainingRequest
  | TrainRequest
  | GoToStepRequest
  | AddLayerRequest
  | RemoveLayerRequest
  | AddNeuronRequest
  | RemoveNeuronRequest
  | SetLayerSizeRequest;

/** What has an answer of its own. */
export type QueryRequest =
  | TimelineRequest
  | QuestionRequest
  | VerdictRequest
  | ExplainRequest
  | ProofRequest
  | ProofMapRequest
  | NudgeCurveRequest
  | CheckRequest
  | WorksheetRequest
  | MatricesRequest
  | CopyMatricesRequest
  | CompareRequest
  | ChoicesRequest
  | SourceRequest
  | TraceRequest
  | TablePartRequest
  | TableRequest
  | TablePlanRequest
  | PointsRequest
  | ExamplesRequest
  | ProgressRequest
  | ConfusionRequest
  | RowsRequest
  | PlaneRequest
  | DecisionMapRequest
  | NeuronMapsRequest
  | DistributionsRequest
  | LifeRequest
  | CutRequest
  | SeedsRequest
  | GuessRequest;

export type Request = CommandRequest | QueryRequest;

/** The name of a request. */
export type Op = Request['op'];

/** Answers by op. */
export interface Answers {
  timeline: Timeline;
  question: PredictionQuestion | NoQuestion;
  verdict: PredictionVerdict;
  explain: ExplainedPlace;
  proof: Proof;
  proof_map: AllProofs;
  nudge_curve: Nudge;
  check: Checked;
  worksheet: Worksheet;
  matrices: LayerMatrices;
  copy_matrices: MatrixText;
  compare: Compared;
  choices: Choices;
  source: SourceText;
  trace: Trace;
  table_part: PartTaken;
  table: TableRead;
  table_plan: TablePlan;
  points: Points;
  examples: ExamplesAnswer;
  progress: Progress;
  confusion: Confusion;
  rows: Rows;
  plane: Plane;
  decision_map: DecisionMap;
  neuron_maps: NeuronMaps;
  distributions: Distributions;
  life: LifeShown;
  cut: CutShown | Getting;
  seeds: SeedsShown | Getting;
  guess: GuessShown | GuessGetting;
}

/** What a request is answered with. */
export type AnswerTo<R extends {op: string}> = R extends {op: keyof Answers}
  ? Answers[R['op']]
  : R extends CommandRequest
    ? Snapshot
    : never;
