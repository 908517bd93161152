/** Types of what the page's client of Python says and hears. */

import type {Boot} from './host';
import type {Snapshot} from './protocol';

export interface ClientEvents {
  onBoot(boot: Boot, waiting: number): void;
  /** an answer takes long, or that is over */
  onSlow(isSlow: boolean): void;
  /** another worker has taken up the network; `without` says why it runs nothing typed, or is empty */
  onRestored(snapshot: Snapshot, without: string): void;
  /** no worker can take it up */
  onLost(why: string): void;
}

/** A worker's answer to the request with this number. */
export interface Message {
  id: number;
  snapshot?: Snapshot;
  answer?: any;
  error?: string;
  place?: string;
  line?: number;
}

/** Everything that a worker says. */
export type WorkerMessage =
  | {here: true}
  | {bytes: number, path: string}
  | {started: true}
  | {ready: true}
  | {completed: true, error: string, path?: string}
  | {failed: string, path?: string, final?: boolean}
  | {dead: string}
  | Message;
