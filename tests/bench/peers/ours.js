// Our core through the site's own client and the built worker, without its views: the page would draw.

import {createDrawing} from './site/control/drawing.js';
import {createTrainer} from './site/control/training-loop.js';
import {Client} from './site/python/client.js';

const site = new DOMParser().parseFromString(await (await fetch('index.html')).text(), 'text/html');
const given = id => JSON.parse(site.getElementById(id).textContent);
const manifest = given('manifest');
const host = {
  inFolder: false,
  begun: () => null,
  startWorker: () => new Worker(new URL(manifest.worker[0].url, location.href), {type: 'module'}),
  files: async () => null,
};

globalThis.ready = new Promise((resolve, reject) => {
  const client = new Client(host, manifest, given('first-snapshot'), {
    onBoot: ({stage, message}) =>
      stage === 'ready' ? resolve(true) : stage === 'failed' && reject(message),
    onSlow: () => {},
    onRestored: () => {},
    onLost: reject,
  });
  globalThis.request = request => client.command(request);
});

/** Microseconds for one of the steps that requests of about `ms` milliseconds make. */
globalThis.timeSteps = async (batch, ms) => {
  await request({op: 'load_task', name: 'bench'});
  await request({op: 'set_training', share: 1, batch_size: batch});
  let before = (await request({op: 'train', steps: 5})).training.step;
  let steps = 1;
  let best = Infinity;
  for (let loops = 0; loops < 3; ) {
    const begun = performance.now();
    const {training} = await request({op: 'train', steps, gesture: 1});
    const took = performance.now() - begun;
    const made = training.step - before; // fewer than asked for where they would take too long
    before = training.step;
    if (took < ms)
      steps = Math.ceil(steps * Math.min(10, Math.max(1.5, (1.2 * ms) / (took + 0.1))));
    else {
      loops++;
      best = Math.min(best, took / made);
    }
  }
  return best * 1000;
};

/**
 * Measures seconds from the frame in which Play begins until it has learned.
 * That is when a snapshot says that `share` of the test is right. The second figure is until the
 * frame in which it shows. null if it takes longer than `most` seconds.
 */
globalThis.timeLearning = async ({task, rate, batch, seed, share, most}) => {
  await request({op: 'load_task', name: task});
  let snapshot = await request({op: 'new_weights', seed});
  if (rate) snapshot = await request({op: 'set_learning_rate', value: rate});
  if (batch !== null) snapshot = await request({op: 'set_training', batch_size: batch});
  await new Promise(requestAnimationFrame);
  const begun = performance.now();
  let known = 0;
  let shown = 0;
  const store = {
    state: {snapshot, pace: 0},
    set: ({snapshot: {training}}) => {
      if (training.figures?.test_accuracy >= share) shown ||= performance.now();
    },
  };
  const client = {
    async command(asked) {
      const news = await request(asked);
      if (news.training.figures?.test_accuracy >= share) known ||= performance.now();
      return news;
    },
  };
  const commands = {add: job => job()};
  const trainer = createTrainer(store, client, commands, createDrawing(store));
  await trainer.train(() => !shown && performance.now() - begun < 1000 * most);
  return shown ? [(known - begun) / 1000, (shown - begun) / 1000] : null;
};
