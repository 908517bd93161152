// Asks before Forward and Backprop what they will show, and tells after whether that was right.
// Whether to ask, and the score, are remembered on this device only.

import {remember} from '../lib/local-storage.js';

/** @typedef {string | null | undefined} Choice null only wants to see, undefined gives up */

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 */
export function createPredictions(store, client) {
  /** @type {((choice: Choice) => void) | null} */
  let answer = null;

  /** @param {Choice} choice */
  function choose(choice) {
    answer?.(choice);
    answer = null;
    return true;
  }

  /** Shows a question until it is answered. @param {import('../types/state').Prediction} prediction @returns {Promise<Choice>} */
  const shown = prediction =>
    new Promise(resolve => {
      answer = resolve;
      store.set({prediction});
    });

  /**
   * Asks, if the visitor wants to be asked. Resolves to whether to go on, when the answer is there or
   * something newer has been asked for.
   * @param {import('../types/protocol').PassName} verb @param {() => boolean} isLatest
   */
  async function ask(verb, isLatest) {
    store.set({prediction: null});
    if (!store.state.predicting || store.state.playing) return true;
    const question = await client.query({op: 'question', verb});
    if (question.text === null) return true;
    if (!isLatest()) return false;
    const prediction = {...question, verb, before: store.state.snapshot, verdict: null};
    const choice = await shown(prediction);
    if (!choice) {
      store.set({prediction: null});
      return choice === null;
    }
    const verdict = await client.query({op: 'verdict', verb, choice});
    const {right, asked} = store.state.score;
    const score = {right: right + Number(verdict.right), asked: asked + 1};
    remember('score', score);
    store.set({prediction: {...prediction, verdict}, score});
    return true;
  }

  return {
    ask,
    choose,
    /** Whether the visitor is being asked. */
    isOpen: () => answer !== null,
    /** Gives up the question, and what was to follow it, for something newer. */
    giveUp() {
      choose(undefined);
      if (store.state.prediction) store.set({prediction: null});
    },
    /** @param {boolean} on */
    become(on) {
      remember('predicting', on);
      store.set({predicting: on});
      return true;
    },
  };
}

/** @typedef {ReturnType<typeof createPredictions>} Predictions */
