/** Names that scripts of the page put into the global scope. */

import type {AnswerTo, Request, Snapshot} from './protocol';
import type {Host} from './host';

/** The interface for other programs; documented in the README. */
export interface Learnscope {
  ready: Promise<void>;
  request<R extends Request>(request: R): Promise<AnswerTo<R>>;
  snapshot(): Snapshot;
}

/** The page's own module. */
export interface PageModule {
  main(host: Host): Promise<Learnscope>;
}

declare global {
  var learnscopePayload: (path: string, text: string, zipped: boolean) => void;
  /** The page module, as the classic script of a page in a folder defines it. */
  var learnscopePage: PageModule | undefined;
  /** The typesetting library, loaded by ui/formula.js. */
  var temml: {render(latex: string, element: Element, options: {wrap: 'tex'}): void};
  interface Window {
    learnscope: Learnscope;
  }
}
