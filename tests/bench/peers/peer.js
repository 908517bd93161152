// Times every peer in the same way: single steps, and training until it is right often enough.
//
// A peer's own file defines globalThis.peer with
//   make({sizes, activation, rate, initial})   a new network; softmax and its cross-entropy where it has them
//   take(inputs, targets)             the examples, in whatever form it likes best
//   steps(count)                      so many training steps, each on all of them
//   epoch(batch)                      all of them once, shuffled, in batches as its manual does it
//   right(inputs, classes)            the share of inputs whose largest output is at their class
// Each may return a promise.

/** Microseconds for one step, the fastest of a few loops of `ms` milliseconds each. */
globalThis.timeSteps = async (network, inputs, targets, ms) => {
  await peer.make(network);
  await peer.take(inputs, targets);
  await peer.steps(3);
  let count = 1;
  let best = Infinity;
  for (let loops = 0; loops < 3; ) {
    const begun = performance.now();
    await peer.steps(count);
    const took = performance.now() - begun;
    if (took < ms)
      count = Math.ceil(count * Math.min(10, Math.max(1.5, (1.2 * ms) / (took + 0.1))));
    else loops++, (best = Math.min(best, took / count));
  }
  return best * 1000;
};

/**
 * Measures seconds from the frame in which training begins until it has learned.
 * That is when `share` of the test is right, looked at after each epoch. The second figure is until
 * the frame in which it can be shown. null if it takes longer than `most` seconds.
 */
globalThis.timeLearning = async ({network, batch, share, most}, {train, test}) => {
  await peer.make(network);
  await peer.take(train.inputs, train.targets);
  await new Promise(requestAnimationFrame);
  const begun = performance.now();
  while (performance.now() - begun < 1000 * most) {
    await peer.epoch(batch);
    if ((await peer.right(test.inputs, test.classes)) < share) continue;
    const known = performance.now();
    await new Promise(requestAnimationFrame);
    return [(known - begun) / 1000, (performance.now() - begun) / 1000];
  }
  return null;
};

/** The place of the largest. */
globalThis.argmax = values =>
  values.reduce((best, value, i) => (value > values[best] ? i : best), 0);

/** Numbers from 0 to n - 1 in a random order. */
globalThis.shuffled = n => {
  const order = Array.from({length: n}, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
};
