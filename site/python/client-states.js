// List the states of the page's Python client, and the events that lead from one to another.

// starting: Python is starting, for the first time or again.
// idle: Python is ready and has no request.
// lacking: the next request may run typed Python, and files that it may need are missing.
// busy: Python is working on one request.
// failed: Python did not start; another attempt may succeed.
// hopeless: Python can never start in this browser.
/** @typedef {'starting' | 'idle' | 'lacking' | 'busy' | 'failed' | 'hopeless'} ClientState */

// ready: Python has started.
// notStarted: no way of starting worked. neverStarts: none can work in this browser.
// retried: the visitor asked for another attempt.
// sent: a request went to Python. answered: its answer is here.
// filesLacking: the next request needs files that are missing. filesComplete: all are here.
// withdrawn: the visitor gave up the request that needs files.
// broke: the worker crashed, or did not answer in time.
// stopped: the visitor, or the time limit for typed Python, stopped the worker.
/**
 * @typedef {'ready' | 'notStarted' | 'neverStarts' | 'retried' | 'sent' | 'answered' | 'filesLacking' |
 *   'filesComplete' | 'withdrawn' | 'broke' | 'stopped'} ClientEvent
 */

/** Every transition. A state ignores the events that it does not list. */
export const TRANSITIONS = /** @type {const} */ ({
  starting: {
    ready: 'idle',
    notStarted: 'failed',
    neverStarts: 'hopeless',
    retried: 'starting',
  },
  idle: {sent: 'busy', filesLacking: 'lacking', broke: 'starting'},
  lacking: {filesComplete: 'idle', withdrawn: 'idle', broke: 'starting'},
  busy: {answered: 'idle', broke: 'starting', stopped: 'starting'},
  failed: {retried: 'starting'},
  hopeless: {},
});

/**
 * Find the state that follows an event.
 * @param {ClientState} state @param {ClientEvent} event
 * @returns {ClientState | null} null if that state ignores the event
 */
export function nextState(state, event) {
  /** @type {Partial<Record<ClientEvent, ClientState>>} */
  const transitions = TRANSITIONS[state];
  return transitions[event] ?? null;
}
