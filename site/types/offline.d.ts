/** Types that the page and its service worker share for working offline. */

import type {Action, Dispatch} from './actions';
import type {Manifest, SiteFile} from './host';
import type {Request as PythonRequest} from './protocol';

/** A file to keep, with the size and checksum it must have. */
export type KeptFile = Omit<SiteFile, 'path'>;

/** One version of the site, with the files that its service worker keeps. */
export interface Version {
  build: string;
  files: KeptFile[];
}

/** A service worker's report: its version, and whether it has all files of it. */
export interface Kept {
  build: string;
  kept: boolean;
}

/** The reason why a version could not be kept. */
export type Reason = 'full' | 'network' | 'wrong';

/** Whether the page works without a network. */
export interface Offline {
  /** folder: opened from one; keeping: being stored; refused: this browser stores nothing */
  stage: 'unknown' | 'folder' | 'single' | 'keeping' | 'kept' | 'insecure' | 'refused' | Reason;
  /** whether there is a newer version than this page's */
  newer: boolean;
  /** whether the visitor wants the newer version, for which the state is being saved */
  renewing: boolean;
  /** a message on the renewal */
  told: string;
}

/** The download as a zip file: the share that is done, or null; and a message. */
export interface Folder {
  share: number | null;
  told: string;
}

/** The parts of the page that the offline part works with. */
export interface Surroundings {
  store: import('../store/store.js').Store;
  client: import('../python/client.js').Client;
  manifest: Manifest;
  dispatch: Dispatch;
  /** sends a request after all earlier ones */
  request: (request: PythonRequest) => Promise<unknown>;
  /** the actions that wait for Python */
  pending: () => Action[];
}

export type OfflineAction = {type: 'renew' | 'later' | 'take' | 'take_cancel'};
export type OfflineDispatch = (action: Action | OfflineAction) => unknown;

// TypeScript's own types for service workers exclude those for documents, so these are declared here.

export interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface FetchEvent extends LifeEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Client {
  url: string;
  postMessage(message: unknown): void;
}

export interface Worker {
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(options: {includeUncontrolled: boolean}): Promise<Client[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', hear: (event: LifeEvent) => void): void;
  addEventListener(name: 'fetch', hear: (event: FetchEvent) => void): void;
  addEventListener(name: 'message', hear: (event: MessageEvent & LifeEvent) => void): void;
}

declare global {
  /** The first line of the built sw.js. */
  const learnscopeVersion: Version;
}
