// Names the states of the page's client of Python, and the events that lead from one to another.

// starting: Python is on its way, for the first time or again.
// idle: Python is ready, and nothing is asked of it.
// lacking: the next request may run typed Python, and files that it may need have not come.
// busy: one request is with Python.
// failed: Python did not start, and may start when it is tried again.
// hopeless: Python never starts in this browser.
/** @typedef {'starting' | 'idle' | 'lacking' | 'busy' | 'failed' | 'hopeless'} ClientState */

// ready: Python has started.
// notStarted: no way of starting worked. neverStarts: none ever works here.
// retried: the visitor wants another attempt.
// sent: a request went to Python. answered: its answer is here.
// filesLacking: the next request needs files that have not come. filesComplete: all are here.
// withdrawn: the visitor gave up the request that needs files.
// broke: the worker broke down, or did not answer in time.
// stopped: the visitor, or the limit for typed Python, stopped the worker.
/**
 * @typedef {'ready' | 'notStarted' | 'neverStarts' | 'retried' | 'sent' | 'answered' | 'filesLacking' |
 *   'filesComplete' | 'withdrawn' | 'broke' | 'stopped'} ClientEvent
 */

/** Every transition. An event that a state does not list changes nothing in that state. */
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
 * Finds the state that follows an event.
 * @param {ClientState} state @param {ClientEvent} event
 * @returns {ClientState | null} null where the event means nothing in that state
 */
export function nextState(state, event) {
  /** @type {Partial<Record<ClientEvent, ClientState>>} */
  const transitions = TRANSITIONS[state];
  return transitions[event] ?? null;
}
