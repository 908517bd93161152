// ConvNetJS: its trainer takes one example at a time, and makes a step after each batch.
let net, trainer, xs, classes, settings;

const trainerFor = batch =>
  new convnetjs.Trainer(net, {
    method: 'sgd',
    learning_rate: settings.rate,
    momentum: 0,
    l2_decay: 0,
    batch_size: batch,
  });

globalThis.peer = {
  make(network) {
    settings = network;
    const {sizes, activation} = network;
    net = new convnetjs.Net();
    net.makeLayers([
      {type: 'input', out_sx: 1, out_sy: 1, out_depth: sizes[0]},
      ...sizes.slice(1, -1).map(n => ({type: 'fc', num_neurons: n, activation})),
      {type: 'softmax', num_classes: sizes[sizes.length - 1]},
    ]);
    trainer = null;
  },
  take(inputs, targets) {
    xs = inputs.map(row => new convnetjs.Vol(row));
    classes = targets.map(argmax);
  },
  steps(count) {
    trainer ??= trainerFor(xs.length);
    for (let n = 0; n < count; n++) xs.forEach((x, i) => trainer.train(x, classes[i]));
  },
  epoch(batch) {
    trainer ??= trainerFor(batch || xs.length);
    for (const i of shuffled(xs.length)) trainer.train(xs[i], classes[i]);
  },
  right(inputs, wanted) {
    const found = inputs.map(row => argmax(Array.from(net.forward(new convnetjs.Vol(row)).w)));
    return wanted.filter((k, i) => k === found[i]).length / wanted.length;
  },
};
