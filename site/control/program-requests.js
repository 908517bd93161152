// Answer requests of other programs in the same way as the page's own.

import {BEGINS, LOADS} from '../lib/protocol-flags.js';

/** @typedef {import('../types/protocol').Request} Request */

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 * @param {import('./commands.js').Commands} commands
 * @param {(op: string, answer: unknown) => void} onAnswer receives each query's answer
 */
export function createProgramRequests(store, client, commands, onAnswer) {
  /**
   * Resolve to the snapshot, or to a query's own answer. Reject with the core's message.
   * @param {Request} request which may be anything at all @returns {Promise<unknown>}
   */
  return request => {
    const op = request?.op;
    commands.begin();
    if (LOADS.has(op)) store.set({playing: false});
    return new Promise((resolve, reject) => {
      commands.add(async () => {
        try {
          const {snapshot, answer} = await client.ask(request);
          if (snapshot) commands.show(snapshot, BEGINS.has(op) ? {problem: null} : {});
          else onAnswer(op, answer);
          resolve(snapshot ?? answer);
          return true;
        } catch (error) {
          reject(error);
          return false;
        }
      });
    });
  };
}
