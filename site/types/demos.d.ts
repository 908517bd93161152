/** Types of the live figures of the explanation: what they show, and what may be asked of them. */

import type {CutShown, Getting, GuessGetting, GuessShown, LifeShown, SeedsShown} from './protocol';
import type {CutRequest, GuessRequest, LifeRequest, SeedsRequest} from './protocol';

export type {CutShown, Getting, GuessGetting, GuessShown, LifeShown, SeedsShown};

/** A figure: what it shows, whether it has been seen, what goes on in it, and what went wrong. */
export interface FigureState<Shown> {
  shown: Shown | null;
  seen: boolean;
  /** whether it is in sight now: what goes on in it rests while it is not */
  sight: boolean;
  /** the actions that are repeated until they are over */
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

/** What a figure is asked, but for its name. */
export interface DemoRequest
  extends Omit<LifeRequest, 'op'>, Omit<CutRequest, 'op'>, Omit<SeedsRequest, 'op'>, Omit<GuessRequest, 'op'> {}

/** Ask a figure something once, let an action go on or stop it, or say that the figure is seen, or in sight. */
export type DemoAction = {type: 'emergence', figure: FigureName} & (
  | {request: DemoRequest}
  | {repeat: string, on: boolean}
  | {seen: true}
  | {sight: boolean}
);
export type EmergenceAction = DemoAction;
