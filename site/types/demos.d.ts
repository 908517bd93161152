/** Types of the live figures of the explanation: what they show, and their requests. */

import type {CutShown, Getting, GuessGetting, GuessShown, LifeShown, SeedsShown} from './protocol';
import type {CutRequest, GuessRequest, LifeRequest, SeedsRequest} from './protocol';

export type {CutShown, Getting, GuessGetting, GuessShown, LifeShown, SeedsShown};

/** A figure: what it shows, whether it was seen, its running actions, and its error. */
export interface FigureState<Shown> {
  shown: Shown | null;
  seen: boolean;
  /** whether it is in sight now; its running actions rest while it is not */
  sight: boolean;
  /** the running actions, repeated until they are over */
  going: string[];
  error: string | null;
}

export interface Emergence {
  life: FigureState<LifeShown>;
  cut: FigureState<CutShown>;
  seeds: FigureState<SeedsShown>;
  guess: FigureState<GuessShown>;
}

export type FigureName = keyof Emergence;

/** A request to a figure, without the figure's name. */
export interface DemoRequest
  extends Omit<LifeRequest, 'op'>, Omit<CutRequest, 'op'>, Omit<SeedsRequest, 'op'>, Omit<GuessRequest, 'op'> {}

/** Ask a figure once, start or stop an action, or report that the figure is seen or in sight. */
export type DemoAction = {type: 'emergence', figure: FigureName} & (
  | {request: DemoRequest}
  | {repeat: string, on: boolean}
  | {seen: true}
  | {sight: boolean}
);
export type EmergenceAction = DemoAction;
