// Generated from py/learnscope/protocol by buildtools/page/protocol_types.py.

/** Sets one number of the figure. @type {ReadonlySet<string>} */
export const EDITS = new Set([
  'set_input',
  'set_target',
  'set_weight',
  'set_bias',
  'set_learning_rate',
]);

/** Begins to learn something else. @type {ReadonlySet<string>} */
export const LOADS = new Set(['load', 'load_task', 'load_points', 'load_table']);

/** Puts another network in place: what went wrong before belongs to the old one. @type {ReadonlySet<string>} */
export const BEGINS = new Set(['load', 'restore', 'load_task', 'load_points', 'load_table']);

/** Lets Python that the visitor typed begin to run. @type {ReadonlySet<string>} */
export const TYPES = new Set(['set_source', 'set_own_activation']);

/** Trains. @type {ReadonlySet<string>} */
export const TRAINS = new Set(['train']);

/** Would be trained away at once if training went on. @type {ReadonlySet<string>} */
export const HALTS = new Set(['step_back', 'redo', 'go_to', 'reset', 'new_weights', 'go_to_step']);

/** Is about things that are gone when another worker takes over. @type {ReadonlySet<string>} */
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
