/** What the live figures of the explanation show, as Python tells it; see py/learnscope/emergence. */

import type {Numbers} from './state';

export interface LifeShown {
  rows: number;
  columns: number;
  generation: number;
  /** row by row, 1 is alive; `broken` is 1 where the network broke the rule in the last step */
  true: Numbers;
  learned: Numbers;
  broken: Numbers;
  true_alive: number;
  learned_alive: number;
  broken_count: number;
  differ: number;
  seed: number;
  step: number;
  right: number;
  of: number;
  /** of each kind of neighbourhood, a dead middle with 0 to 8 live neighbours, then a live one */
  says: Numbers;
  truth: Numbers;
  done: boolean;
}

export interface Getting {
  ready: boolean;
  share: number;
}

export interface CutShown extends Getting {
  sizes: [number, number, number];
  weights: Numbers;
  touched: Numbers;
  touched_count: number;
  of: number;
  before: number;
  before_share: number;
  right: number;
  right_share: number;
  otherwise: number;
  alone: Numbers;
  harmless: number;
  worst: number;
  curves: {done: boolean, cut: Numbers, smallest: Numbers, random: Numbers, largest: Numbers};
}

export interface SeedsShown extends Getting {
  seeds: number[];
  hidden: number;
  of: number;
  right_shares: number[];
  agreement: Numbers;
  least_agreement: number;
  all_agree: number;
  /** the lowest and the highest correlation of two networks’ weights */
  likeness: [number, number];
  pictures: Numbers;
  outgoing: Numbers;
  twin: {
    order: number[], pictures: Numbers, outgoing: Numbers, moved: number, numbers: number,
    difference: number, unlike: number, outputs: number, otherwise: number,
  };
}

export interface GuessShown extends Getting {
  place: string;
  name: string;
  weights: [number, number];
  verdict: {right: boolean, better: 'left' | 'right', shares: [number, number], pictures: [Numbers, Numbers]} | null;
  score: {right: number, asked: number, chance: [number, number, number]};
}

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

/** Ask a figure something once, let an action go on or stop it, or say that the figure is seen, or in sight. */
export type EmergenceAction = {type: 'emergence', figure: FigureName} & (
  | {request: {action: string, [field: string]: unknown}}
  | {repeat: string, on: boolean}
  | {seen: true}
  | {sight: boolean}
);
