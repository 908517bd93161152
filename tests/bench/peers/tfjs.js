// TensorFlow.js by its layers API: trainOnBatch for single steps, fit for learning.
let model, x, y;

globalThis.peer = {
  make({sizes, activation, rate, initial}) {
    model?.dispose();
    model = tf.sequential();
    sizes.slice(1).forEach((units, i) =>
      model.add(
        tf.layers.dense({
          units,
          inputShape: i ? undefined : [sizes[0]],
          activation: i === sizes.length - 2 ? 'softmax' : activation,
          kernelInitializer: initial || 'glorotUniform',
        }),
      ),
    );
    model.compile({optimizer: tf.train.sgd(rate), loss: 'categoricalCrossentropy'});
  },
  take(inputs, targets) {
    tf.dispose([x, y]);
    [x, y] = [tf.tensor2d(inputs), tf.tensor2d(targets)];
  },
  async steps(count) {
    for (let n = 0; n < count; n++) await model.trainOnBatch(x, y);
  },
  async epoch(batch) {
    await model.fit(x, y, {
      epochs: 1,
      batchSize: batch || x.shape[0],
      shuffle: true,
      yieldEvery: 'never',
    });
  },
  async right(inputs, classes) {
    const guesses = tf.tidy(() => model.predict(tf.tensor2d(inputs)).argMax(1));
    const found = await guesses.data();
    guesses.dispose();
    return classes.filter((k, i) => k === found[i]).length / classes.length;
  },
};
