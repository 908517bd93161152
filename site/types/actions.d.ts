/** Types of the actions by which a view asks for something. */

import type {DemoAction} from './demos';
import type {
  CommandRequest,
  ModuleName,
  NewWeightsRequest,
  Typed,
} from './protocol';
import type {Grain, Results, State, TableChoice, TableLayout} from './state';

/** Actions without fields. */
type PlainName =
  | 'forward'
  | 'backprop'
  | 'play'
  | 'pause'
  | 'step'
  | 'step_back'
  | 'undo'
  | 'redo'
  | 'reset'
  | 'restore_defaults'
  | 'retry'
  | 'stop'
  | 'table_cancel'
  | 'table_learn';
export type PlainAction = {[Name in PlainName]: {type: Name}}[PlainName];

/** One edit of the figure; `draft` is shown in its place until Python has answered. */
export interface EditAction {
  type: 'edit';
  place: string;
  request: CommandRequest;
  /** edits of the same gesture are undone as one */
  gesture?: number;
  draft?: Typed;
}

export interface PointsAction {
  type: 'points';
  /** x, y and the number of the class */
  points: Typed[][];
  classes: number;
  gesture?: number;
}

/** Everything that a view may ask for. */
export type Action =
  | PlainAction
  | EditAction
  | PointsAction
  | DemoAction
  | {type: 'grain', value: Grain}
  | {type: 'go_to', moment: number, gesture?: number}
  | {type: 'predicting', value: boolean}
  | {type: 'predict', choice: string | null}
  | {type: 'new_weights', seed?: Typed, initial?: NewWeightsRequest['initial']}
  | {type: 'live', value: boolean}
  | {type: 'speed', value: number}
  | {type: 'pace', value: number}
  | {type: 'train', of: 'step' | 'epoch'}
  | {type: 'go_to_step', step: number, gesture: number}
  | {type: 'results', change: Partial<Results>}
  | {type: 'check', place: string, quantity: string, value: Typed}
  | {type: 'worksheet', open: boolean}
  | {type: 'term', term: string | null}
  | {type: 'choose', place: string, request: CommandRequest}
  | {type: 'code', open: boolean}
  | {type: 'tab', module: ModuleName}
  | {type: 'restore_source', module: ModuleName}
  | {type: 'run', module: ModuleName, text: string}
  | {type: 'select', place: string | null}
  | {type: 'point', place: string | null}
  | {type: 'unfold', value: boolean}
  | {type: 'proof_map', open: boolean}
  | {type: 'tabling', open: boolean}
  | {type: 'table', source: Blob, name: string}
  | {type: 'table_layout', layout: TableLayout}
  | {type: 'table_choice', choice: Partial<TableChoice>}
  | {type: 'forgive', place: string};

/** The name of an action. */
export type ActionType = Action['type'];

/** The action with a name. */
export type ActionOf<T extends ActionType> = Extract<Action, {type: T}>;

/** Carry out an action; resolves to whether it succeeded. */
export type Handler<T extends ActionType = any> = (action: ActionOf<T>) => boolean | Promise<boolean>;

/** One handler for each type of action. */
export type Handlers<T extends ActionType = ActionType> = {[Type in T]: Handler<Type>};

/** Carry out any action; resolves to whether it succeeded. */
export type Dispatch = (action: Action) => Promise<boolean>;

/** Draw the state; called after changes. */
export type View = (state: State) => void;
