// Ask before Forward and Backprop what they will show, and say afterwards whether that was right.
// Whether to ask, and the score, are stored on this device only.

import {remember} from '../lib/local-storage.js';

/** @typedef {string | null | undefined} Choice null skips the question, undefined gives up the pass too */

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

  /** Show a question until it is answered. @param {import('../types/state').Prediction} prediction @returns {Promise<Choice>} */
  const shown = prediction =>
    new Promise(resolve => {
      answer = resolve;
      store.set({prediction});
    });

  /**
   * Ask for a prediction, if the visitor wants to be asked. Resolves to whether to go on, after the answer
   * or when a newer action has begun.
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
    /** Tell whether the visitor is being asked. */
    isOpen: () => answer !== null,
    /** Give up the question, and the pass after it, for something newer. */
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
