// Collect what the visitor can do: one handler for each type of action.

import {createCodeRuns} from './code-runs.js';
import {createCommands} from './commands.js';
import {createDemos} from './demos.js';
import {createDrawing} from './drawing.js';
import {createEdits, createHistory} from './edits.js';
import {createExercises} from './exercises.js';
import {createPageSettings} from './page-settings.js';
import {createPlayback} from './playback.js';
import {createPredictions} from './predictions.js';
import {createProgramRequests} from './program-requests.js';
import {createTables} from './table-upload.js';
import {createTrainer} from './training-loop.js';

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('../python/client.js').Client} client
 */
export function createDispatch(store, client) {
  const drawing = createDrawing(store);
  const predictions = createPredictions(store, client);
  const commands = createCommands(store, client, drawing, predictions);
  const trainer = createTrainer(store, client, commands, drawing);
  const demos = createDemos(store, client);

  /** @type {import('../types/actions').Handlers} */
  const handlers = {
    ...createPageSettings(store),
    ...createPlayback(store, commands, predictions, trainer),
    ...createEdits(store, commands),
    ...createHistory(store, commands),
    ...createCodeRuns(store, client, commands),
    ...createExercises(store, client, commands),
    ...createTables(store, client, commands),
    emergence: demos.act,
    predicting({value}) {
      commands.begin();
      return predictions.become(value);
    },
    predict: ({choice}) => predictions.choose(choice),
  };

  /** @type {import('../types/actions').Dispatch} */
  const dispatch = async action => {
    const handle = /** @type {import('../types/actions').Handler} */ (handlers[action.type]);
    return handle(action);
  };
  return {dispatch, request: createProgramRequests(store, client, commands, demos.heard)};
}
