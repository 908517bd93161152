/** Types of the events and messages of the page's Python client. */

import type {Boot} from './host';
import type {Snapshot} from './protocol';

export interface ClientEvents {
  onBoot(boot: Boot, waiting: number): void;
  /** whether the current answer takes long */
  onSlow(isSlow: boolean): void;
  /** another worker has the network; `without` says why typed Python was left out, or is empty */
  onRestored(snapshot: Snapshot, without: string): void;
  /** no worker can restore the network */
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

/** All messages of a worker. */
export type WorkerMessage =
  | {here: true}
  | {bytes: number, path: string}
  | {started: true}
  | {ready: true}
  | {completed: true, error: string, path?: string}
  | {failed: string, path?: string, final?: boolean}
  | {dead: string}
  | Message;
