// Generated from py/learnscope/protocol by buildtools/page/protocol_types.py.

/** Sets one number of the figure. @type {ReadonlySet<string>} */
export const EDITS = new Set([
  'set_input',
  'set_target',
  'set_weight',
  'set_bias',
  'set_learning_rate',
]);

/** Starts learning something else. @type {ReadonlySet<string>} */
export const LOADS = new Set(['load', 'load_task', 'load_points', 'load_table']);

/** Replaces the network: earlier errors belong to the old one. @type {ReadonlySet<string>} */
export const BEGINS = new Set(['load', 'restore', 'load_task', 'load_points', 'load_table']);

/** Starts to run Python that the visitor typed. @type {ReadonlySet<string>} */
export const TYPES = new Set(['set_source', 'set_own_activation']);

/** Trains. @type {ReadonlySet<string>} */
export const TRAINS = new Set(['train']);

/** Would be lost at once if training continued. @type {ReadonlySet<string>} */
export const HALTS = new Set([
  'step_back',
  'redo',
  'go_to',
  'reset',
  'new_weights',
  'restore_defaults',
  'go_to_step',
]);

/** Refers to things that are lost when another worker takes over. @type {ReadonlySet<string>} */
export const FORGOTTEN = new Set([
  'step_back',
  'redo',
  'go_to',
  'load_table',
  'go_to_step',
  'table_part',
  'table',
  'table_plan',
  'life',
  'cut',
  'seeds',
  'guess',
]);
