// Run the network: Forward, Backprop, single steps, and Play until it is paused or ends by itself.

/** @typedef {import('../types/protocol').PassName} PassName */

/**
 * @param {import('../store/store.js').Store} store
 * @param {import('./commands.js').Commands} commands
 * @param {import('./predictions.js').Predictions} predictions
 * @param {import('./training-loop.js').Trainer} trainer
 * @returns {import('../types/actions').Handlers<'forward' | 'backprop' | 'step' | 'play' | 'pause' | 'train'>}
 */
export function createPlayback(store, commands, predictions, trainer) {
  const isComputed = () => store.state.snapshot.cost_value !== null;
  const forward = (/** @type {number} */ mine) =>
    commands.send({op: 'forward'}, 'forward', 'forward', mine);
  const backprop = async (/** @type {number} */ mine) =>
    (isComputed() || (await forward(mine))) &&
    commands.send({op: 'backprop'}, 'backprop', 'backprop', mine);
  const passes = {forward, backprop};

  /** Run a pass after the visitor has predicted its result. @param {PassName} pass */
  const runPredicted = pass =>
    commands.perform(async mine => {
      if (pass === 'backprop' && !isComputed() && !(await forward(mine))) return false;
      return (await predictions.ask(pass, () => commands.isLatest(mine))) && passes[pass](mine);
    });

  /** Make a step of the chosen size. A whole pass asks first, and plays its motion. */
  function step() {
    const {grain} = store.state;
    return commands.perform(async mine => {
      const isPass = grain === 'pass' && !store.state.snapshot.walk;
      const next = isComputed() ? 'backprop' : 'forward';
      const pass = isPass ? next : null;
      if (pass && !(await predictions.ask(pass, () => commands.isLatest(mine)))) return false;
      return commands.send({op: 'step', grain}, 'step', pass, mine);
    });
  }

  let plays = 0; // how often Play was pressed: a newer one ends the older

  /** Play until it is paused, or ends by itself. @param {'step' | 'epoch'} [until] of training */
  async function play(until) {
    if (store.state.playing) return true;
    const mine = ++plays;
    const isOn = () => store.state.playing && mine === plays;
    store.set({playing: true, problem: null});
    if (store.state.snapshot.training) await trainer.train(isOn, until);
    else await playPasses(isOn);
    if (mine === plays) store.set({playing: false});
    return true;
  }

  /** Run Forward and Backprop again and again. @param {() => boolean} isOn */
  async function playPasses(isOn) {
    const isStuck = () => Boolean(store.state.snapshot.diagnosis?.halts);
    const wasStuck = isStuck();
    while (isOn()) {
      const done = await commands.add(() => playRound(commands.latest(), isOn));
      if (!done || (isStuck() && !wasStuck)) return;
      if (store.state.speed === 0) await new Promise(requestAnimationFrame);
    }
  }

  /** Run one round of Play. Pause ends it between two passes. @param {number} mine @param {() => boolean} isOn */
  async function playRound(mine, isOn) {
    for (const pass of isComputed() ? [backprop, forward] : [forward, backprop, forward]) {
      if (!isOn()) return true;
      if (!(await pass(mine))) return false;
    }
    return true;
  }

  return {
    forward: () => runPredicted('forward'),
    backprop: () => runPredicted('backprop'),
    step,
    play: () => play(),
    pause() {
      commands.begin();
      store.set({playing: false});
      return true;
    },
    train({of}) {
      commands.begin();
      return play(of);
    },
  };
}
