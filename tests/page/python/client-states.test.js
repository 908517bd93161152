import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nextState, TRANSITIONS} from '../../../site/python/client-states.js';

/** @typedef {import('../../../site/python/client-states.js').ClientState} ClientState */
/** @typedef {import('../../../site/python/client-states.js').ClientEvent} ClientEvent */

const STATES = /** @type {ClientState[]} */ (Object.keys(TRANSITIONS));
const EVENTS = /** @type {ClientEvent[]} */ ([
  ...new Set(STATES.flatMap(state => Object.keys(TRANSITIONS[state]))),
]);

/** @param {ClientState} from */
function reachable(from) {
  const found = new Set([from]);
  for (const state of found)
    for (const event of EVENTS) {
      const next = nextState(state, event);
      if (next) found.add(next);
    }
  return found;
}

test('every state can be reached from the start', () => {
  assert.deepEqual([...reachable('starting')].sort(), [...STATES].sort());
});

test('from every state but the hopeless one Python can get ready for the next request', () => {
  for (const state of STATES)
    if (state !== 'hopeless') assert.ok(reachable(state).has('busy'), state);
  assert.deepEqual([...reachable('hopeless')], ['hopeless']);
});

test('whenever Python is ready a breakdown starts it again', () => {
  for (const state of /** @type {const} */ (['idle', 'lacking', 'busy']))
    assert.equal(nextState(state, 'broke'), 'starting');
});

test('one request is under way at most, and only its answer ends it in peace', () => {
  assert.equal(nextState('busy', 'sent'), null);
  for (const state of STATES)
    assert.equal(nextState(state, 'answered'), state === 'busy' ? 'idle' : null);
});

test('an event that a state does not list changes nothing', () => {
  for (const event of /** @type {const} */ (['answered', 'broke', 'stopped', 'sent', 'withdrawn']))
    assert.equal(nextState('starting', event), null);
});
