// Our core through the real bridge and worker of the site, without its views: the page would draw.
import {createBridge} from './bridge.js';

const site = new DOMParser().parseFromString(await (await fetch('index.html')).text(), 'text/html');
const given = id => JSON.parse(site.getElementById(id).textContent);
const host = {
  startWorker: path => new Worker(new URL(path, location.href), {type: 'module'}),
  files: async () => null,
};

globalThis.ready = new Promise((resolve, reject) => {
  const bridge = createBridge(host, given('manifest'), given('first-snapshot'), {
    onBoot: ({stage, message}) => (stage === 'ready' ? resolve(true) : stage === 'failed' && reject(message)),
    onSlow: () => {},
    onRestored: () => {},
  });
  globalThis.request = request => bridge.request(request);
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
    if (took < ms) steps = Math.ceil(steps * Math.min(10, Math.max(1.5, (1.2 * ms) / (took + 0.1))));
    else loops++, (best = Math.min(best, took / made));
  }
  return best * 1000;
};

/**
 * Seconds from the first slice of training to the snapshot that says that so large a share of the
 * test is right. null where it takes longer than `most` seconds.
 */
globalThis.timeLearning = async ({task, rate, batch, seed, share, most}) => {
  await request({op: 'load_task', name: task});
  await request({op: 'new_weights', seed});
  if (rate) await request({op: 'set_learning_rate', value: rate});
  await request({op: 'set_training', batch_size: batch});
  const begun = performance.now();
  while (performance.now() - begun < 1000 * most) {
    const {training} = await request({op: 'train', milliseconds: SLICE, gesture: 1});
    if (training.figures && training.figures.test_accuracy >= share) return (performance.now() - begun) / 1000;
    if (training.stopped) return null;
  }
  return null;
};

const SLICE = 25; // ms, as Play has it
