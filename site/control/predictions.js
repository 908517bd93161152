// Predict, then look: asks before Forward and Backprop what they will show, and tells after.
// Whether to ask, and the score, are remembered on this device only.

import {recall, remember} from '../lib/local-storage.js';

/** @typedef {import('../types/state').Prediction} Prediction */

/**
 * @param {import('../store/store.js').Store} store
 * @param {ReturnType<typeof import('../python/client.js').createBridge>} bridge
 */
export function createPredictions(store, bridge) {
  /** @type {((choice: string | null | undefined) => void) | null} */
  let answer = null;
  /** @param {string | null | undefined} choice null only wants to see, undefined gives up */
  const choose = choice => {
    answer?.(choice);
    answer = null;
  };

  return {
    /**
     * Asks, if the visitor wants to be asked. Resolves to whether to go on, when the answer is
     * there or something newer has been asked for.
     * @param {'forward' | 'backprop'} verb @param {() => boolean} isLatest
     */
    async ask(verb, isLatest) {
      store.set({prediction: null});
      if (!store.state.predicting || store.state.playing) return true;
      /** @type {Omit<Prediction, 'verb' | 'before' | 'verdict'> | {text: null}} */
      const question = await bridge.query({op: 'question', verb});
      if (question.text === null) return true;
      if (!isLatest()) return false;
      const before = store.state.snapshot;
      const choice = await new Promise(resolve => {
        answer = resolve;
        store.set({prediction: {...question, verb, before, verdict: null}});
      });
      if (!choice) {
        store.set({prediction: null});
        return choice === null;
      }
      const verdict = await bridge.query({op: 'verdict', verb, choice});
      const {right, asked} = store.state.score;
      const score = {right: right + Number(verdict.right), asked: asked + 1};
      remember('score', score);
      store.set({prediction: {...question, verb, before, verdict}, score});
      return true;
    },
    choose,
    /** Whether the visitor is being asked. */
    isOpen: () => answer !== null,
    /** Something else was done: what was asked is not asked any more, nor done. */
    giveUp() {
      choose(undefined);
      if (store.state.prediction) store.set({prediction: null});
    },
    /** @param {boolean} on */
    become(on) {
      remember('predicting', on);
      store.set({predicting: on});
    },
  };
}

/** What is remembered from earlier visits. */
export const remembered = () => ({
  predicting: recall('predicting', false) === true,
  score: {right: 0, asked: 0, ...recall('score', {})},
});
