/** Plain-data types that the modules share. Numbers of the network come from Python only. */

export type Numbers = ArrayLike<number>;
export type Table = ArrayLike<Numbers>;

export interface LayerSnapshot {
  weights: Table;
  biases: Numbers;
  activation: string;
  symbol: string;
  z: Numbers | null;
  a: Numbers | null;
  delta: Numbers | null;
  d_weights: Table | null;
  d_biases: Numbers | null;
  weights_before: Table | null;
  biases_before: Numbers | null;
  weights_change: Table | null;
  biases_change: Numbers | null;
}

export interface Snapshot {
  layers: LayerSnapshot[];
  cost: string;
  inputs: Numbers;
  targets: Numbers;
  learning_rate: number;
  seed: number | null;
  step: number;
  guess: Numbers | null;
  cost_value: number | null;
  last_cost: number | null;
  cost_change: number | null;
  live: boolean;
  can_step_back: boolean;
}

export type Request = {op: string, [field: string]: unknown};

/** How the page gets at its own files: over http, or opened from a folder. */
export interface Host {
  load(path: string): Promise<any>;
  startWorker(path: string): Worker;
  /** The files' bytes where the worker cannot fetch them itself, else null. */
  files(paths: string[], arrived: (path: string) => void): Promise<Record<string, ArrayBuffer> | null>;
}

export interface Manifest {
  version: string;
  runtime: {path: string, bytes: number, sha256: string}[];
  packages: string[];
}

/** Where Python is on its way: bytes loaded of total, then starting, then ready. */
export interface Boot {
  stage: 'download' | 'start' | 'ready' | 'failed';
  loaded: number;
  total: number;
  message: string;
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
}

export interface State {
  snapshot: Snapshot;
  motion: Motion | null;
  playing: boolean;
  /** 0 is no animation */
  speed: number;
  boot: Boot;
  /** how many requests wait for Python to start */
  waiting: number;
  problem: Problem | null;
  /** edits that Python has not answered yet: place to the number or text entered */
  drafts: Record<string, number | string>;
  term: string | null;
}

/** What a view may ask for. */
export type Action =
  | {type: 'forward' | 'backprop' | 'play' | 'pause' | 'step_back' | 'reset' | 'retry'}
  | {type: 'new_weights', seed?: number | string}
  | {type: 'live', value: boolean}
  | {type: 'speed', value: number}
  | {type: 'term', term: string | null}
  | {type: 'edit', place: string, request: Request, dragging?: boolean}
  | {type: 'forgive', place: string};

/** Does it, and says whether it was done. */
export type Dispatch = (action: Action) => Promise<boolean>;
export type View = (state: State) => void;

declare global {
  var learnscopePayload: (path: string, text: string, zipped?: boolean) => void;
  interface Window {
    learnscope: {
      ready: Promise<void>;
      request(request: Request): Promise<unknown>;
      snapshot(): unknown;
    };
  }
}
