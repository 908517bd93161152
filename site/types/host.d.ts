/** Types of the page's files and of Python's start. */

import type {PageModule} from './page';

/** Access to the page's own files: over http, or from a folder. */
export interface Host {
  /** Whether the page was opened from a folder. */
  inFolder: boolean;
  /** The page's own module. */
  load(): Promise<PageModule>;
  startWorker(): Worker | Promise<Worker>;
  /** Hand over, once, the worker that started Python before the page, and its messages so far. */
  begun(): {worker: Worker, heard: Event[]} | null;
  /** Read files that the worker can't fetch itself; null if it can. */
  files(paths: string[], arrived: (path: string) => void): Promise<Record<string, Packed> | null>;
  /** Add a script or a style to the page. */
  add(path: string): Promise<void>;
  /** Say what to do about a damaged file, or nothing. */
  damaged(path: string): string;
}

/** A file's contents in base64, and whether they are gzip-compressed. */
export interface Packed {
  text: string;
  zipped: boolean;
}

/** How Python starts: out of a snapshot, or from its parts. */
export type Way = 'snapshot' | 'plain';

/** A file of the site: its path, its address, and the size and checksum it must have. */
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
  /** the files of Python, of its worker, and those that the page itself adds later */
  runtime: SiteFile[];
  worker: SiteFile[];
  assets: SiteFile[];
  /** the addresses of the modules that the page begins with */
  first: string[];
  /** Pyodide's own modules */
  modules: string[];
  packages: string[];
  /** the entry of Pyodide's lock file on Pyodide itself */
  pyodide: object;
  snapshot: {path: string, id: string};
  /** which files each way needs to start, and which it loads when Python is ready */
  ways: Record<Way, {start: string[], later: string[]}>;
}

/**
 * The progress of Python's start: bytes loaded of the total, then starting, then ready.
 * `left` is how many seconds the rest takes, or null if few. `missing` says why some of the files that
 * are loaded after the start are missing. `waits` tells whether typed Python waits for them.
 */
export interface Boot {
  stage: 'download' | 'start' | 'ready' | 'failed';
  loaded: number;
  total: number;
  left: number | null;
  way: Way;
  message: string;
  /** whether Python can never start in this browser */
  isHopeless: boolean;
  missing: string;
  waits: boolean;
}
