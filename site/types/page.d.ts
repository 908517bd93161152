/** Names that scripts of the page put into the global scope. */

import type {AnswerTo, Request, Snapshot} from './protocol';
import type {Host} from './host';

/** How other programs ask Python; documented in the README. */
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
  /** The page as one classic script has it, in a folder. */
  var learnscopePage: PageModule | undefined;
  /** ui/formula.js loads it. */
  var temml: {render(latex: string, element: Element, options: {wrap: 'tex'}): void};
  interface Window {
    learnscope: Learnscope;
  }
}
