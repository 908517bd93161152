/** What the page, its service worker and the parts of both about working offline share. */

import type {Action, Dispatch} from './actions';
import type {Manifest, SiteFile} from './host';
import type {Request as PythonRequest} from './protocol';

/** A file that is kept, and what it must be. */
export type KeptFile = Omit<SiteFile, 'path'>;

/** One version of the site: what its service worker keeps. */
export interface Version {
  build: string;
  files: KeptFile[];
}

/** What a service worker says of itself: its version, and whether it has all of it. */
export interface Kept {
  build: string;
  kept: boolean;
}

/** Why a version could not be kept. */
export type Reason = 'full' | 'network' | 'wrong';

/** Whether the page works without a network. */
export interface Offline {
  /** folder: it was opened from one; keeping: it is on the way; refused: this browser keeps nothing */
  stage: 'unknown' | 'folder' | 'single' | 'keeping' | 'kept' | 'insecure' | 'refused' | Reason;
  /** whether there is a newer version than this page's */
  newer: boolean;
  /** the visitor wants it, and the state is being kept for it */
  renewing: boolean;
  /** what is to be said of a renewal */
  told: string;
}

/** The folder on its way into a zip file: null, or the share that is done; and how it went. */
export interface Folder {
  share: number | null;
  told: string;
}

/** What of the page this is about. */
export interface Surroundings {
  store: import('../store/store.js').Store;
  client: import('../python/client.js').Client;
  manifest: Manifest;
  dispatch: Dispatch;
  /** in turn with everything that was asked for before */
  request: (request: PythonRequest) => Promise<unknown>;
  /** what waits for Python to be there */
  pending: () => Action[];
}

export type OfflineAction = {type: 'renew' | 'later' | 'take' | 'take_cancel'};
export type OfflineDispatch = (action: Action | OfflineAction) => unknown;

// What TypeScript knows of service workers is in another library, which has no documents.

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
