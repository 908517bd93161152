// brain.js: squared error, and a step after every example; it has no batches. So its "step" is as
// many single ones as there are examples. Its own momentum of 0.1 stays, and its data are put into
// its form once, which its train() would do in each call.
let net, data;

globalThis.peer = {
  make({sizes, activation, rate}) {
    net = new brain.NeuralNetwork({
      hiddenLayers: sizes.slice(1, -1),
      activation,
      learningRate: rate,
    });
  },
  take(inputs, targets) {
    data = net.formatData(inputs.map((input, i) => ({input, output: targets[i]})));
    net.verifyIsInitialized(data);
  },
  steps(count) {
    for (let n = 0; n < count; n++) net.trainPatterns(data);
  },
  epoch() {
    net.trainPatterns(shuffled(data.length).map(i => data[i]));
  },
  right(inputs, wanted) {
    const found = inputs.map(row => argmax(Array.from(net.run(row))));
    return wanted.filter((k, i) => k === found[i]).length / wanted.length;
  },
};
