/** How the page gets at its files, and how far Python is on its way. */

import type {PageModule} from './page';

/** How the page gets at its own files: over http, or opened from a folder. */
export interface Host {
  /** Whether the page was opened from a folder. */
  inFolder: boolean;
  /** The page's own module. */
  load(): Promise<PageModule>;
  startWorker(): Worker | Promise<Worker>;
  /** The worker that began to start Python before the page was there, and what it said; only once. */
  begun(): {worker: Worker, heard: Event[]} | null;
  /** The files' contents where the worker cannot fetch them itself, else null. */
  files(paths: string[], arrived: (path: string) => void): Promise<Record<string, Packed> | null>;
  /** Adds a script or a style to the page. */
  add(path: string): Promise<void>;
  /** What to do where a file turns out to be damaged, if there is anything to say of it. */
  damaged(path: string): string;
}

/** A file's contents in base64, and whether they are gzip-compressed. */
export interface Packed {
  text: string;
  zipped: boolean;
}

/** How Python starts: out of a snapshot, or from its parts. */
export type Way = 'snapshot' | 'plain';

/** A file of the site: what it is asked for by, its address, and what it must be when it arrives. */
export interface SiteFile {
  path: string;
  url: string;
  bytes: number;
  sha256: string;
  /** the same uncompressed, for hosts that compress better than the build did */
  raw?: SiteFile;
}

export interface Manifest {
  version: string;
  /** the name of this version of all files together; `files-${build}.json` lists them */
  build: string;
  /** what Python is made of, the worker in which it runs, and what the page itself adds later */
  runtime: SiteFile[];
  worker: SiteFile[];
  assets: SiteFile[];
  /** the addresses of the modules that the page begins with */
  first: string[];
  /** Pyodide's own modules */
  modules: string[];
  packages: string[];
  /** what Pyodide's lock file says of Pyodide itself */
  pyodide: object;
  snapshot: {path: string, id: string};
  /** which files each way needs to start, and which it loads when Python is ready */
  ways: Record<Way, {start: string[], later: string[]}>;
}

/**
 * Where Python is on its way: bytes loaded of total, then starting, then ready. `left` is how many
 * seconds the rest takes where that is long, else null; `missing` says why files did not come that
 * Python was started without; `waits` is whether something that was typed waits for them.
 */
export interface Boot {
  stage: 'download' | 'start' | 'ready' | 'failed';
  loaded: number;
  total: number;
  left: number | null;
  way: Way;
  message: string;
  /** whether Python will never be there, in this browser */
  isHopeless: boolean;
  missing: string;
  waits: boolean;
}
