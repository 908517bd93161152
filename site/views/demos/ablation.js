// A network that reads digits, to be damaged: one connection or neuron at a time, or one after another.

import {html, write} from '../../lib/dom.js';
import {grouped, percent} from '../../lib/number-format.js';
import {createButton, createFrame, createMeter} from '../../ui/demo-frame.js';
import {part} from '../../ui/weight-picture.js';
import {createCuts} from './ablation-chart.js';
import {createConnectionGrids, DIGITS} from './connection-grids.js';
import {createMode, createNeurons, PIXELS} from './neuron-picker.js';

/** @typedef {import('../../types/demos').CutShown} Shown */

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one view, whose parts share what is chosen
export function createCutting(root, dispatch) {
  const frame = createFrame(
    root,
    'cut',
    'A network that reads digits, to cut and to shake',
    dispatch,
  );
  const {ask} = frame;
  /** @type {Shown | null} */
  let shown = null;
  let neuron = 0;
  const told = html('p', {class: 'told', 'aria-live': 'polite'});

  const mode = createMode();
  const treat = (/** @type {string} */ place, /** @type {boolean} */ touched) =>
    ask(touched ? 'mend' : mode.value(), {place});

  const grids = createConnectionGrids({
    shown: () => shown,
    neuron: () => neuron,
    treat,
    tell: text => write(told, text),
  });

  const neurons = createNeurons(chosen => {
    neuron = chosen;
    show();
  });
  const whole = createButton('', () => {
    if (!shown) return;
    const {touched} = shown;
    const all = part(touched, neuron * PIXELS, PIXELS).every(Boolean);
    treat(`neuron-1-${neuron}`, all);
  });
  const verdict = html('p', {class: 'verdict', 'aria-live': 'polite'});
  const bar = createMeter('test pictures read rightly');
  const survey = html('p', {class: 'survey'});
  const cuts = createCuts(
    () => {
      frame.repeat('curves', true);
    },
    () => ask('curves', {seed: ++draws}).then(() => frame.repeat('curves', true)),
  );
  let draws = 0;

  frame.body.append(
    neurons.element,
    html('div', {class: 'chosen'}, [
      html('div', {class: 'ins'}, [
        html('p', {class: 'title'}, ['from the pixels']),
        grids.ins.element,
      ]),
      html('div', {class: 'outs'}, [
        html('p', {class: 'title'}, ['to the answers']),
        html(
          'div',
          {class: 'digits', 'aria-hidden': 'true'},
          Array.from({length: DIGITS}, (_, n) => html('span', {}, [String(n)])),
        ),
        grids.outs.element,
        mode.element,
        html('div', {class: 'row'}, [whole, createButton('Make all whole', () => ask('mend'))]),
        verdict,
        bar.element,
      ]),
    ]),
    told,
    survey,
    cuts.element,
  );
  write(
    frame.caption,
    'Choose one of the sixteen hidden neurons; below it stand its weights, full squares for above 0, hollow ones for below, the larger the further from 0. Press one to cut it, that is, to set it to 0, or to shake it: to push it at random, about as far as its neighbours lie from 0. Say first what will happen to the count. Then cut all connections one after another.',
  );

  const show = () => {
    if (!shown?.ready) return;
    grids.ins.draw();
    grids.outs.draw();
    neurons.update(shown, neuron);
    const all = part(shown.touched, neuron * PIXELS, PIXELS).every(Boolean);
    write(
      whole,
      all
        ? `Mend hidden ${neuron + 1}`
        : `${mode.value() === 'cut' ? 'Cut' : 'Shake'} all of hidden ${neuron + 1}`,
    );
  };
  mode.element.addEventListener('change', show);

  return state => {
    const {cut} = state.emergence;
    frame.update(state, cut.shown?.ready ?? false, cut.shown?.share ?? 0);
    cuts.update(cut.shown?.ready ? cut.shown.curves : null, cut.going.includes('curves'));
    if (cut.shown === shown) return;
    shown = cut.shown;
    if (!shown?.ready) return;
    show();
    const {touched_count: many, right, of, right_share: share, before, otherwise} = shown;
    write(
      verdict,
      `${right} of ${of} test pictures read rightly, ${percent(share)}. ` +
        (many
          ? `Undamaged: ${before}. ${grouped(many)} connection${many === 1 ? ' is' : 's are'} damaged, and ${otherwise} answer${otherwise === 1 ? ' is' : 's are'} other than before.`
          : 'Nothing is damaged.'),
    );
    bar.update(right, of);
    write(
      survey,
      `Of all ${grouped(shown.alone?.length ?? 0)} connections, ${grouped(shown.harmless ?? 0)} can be cut alone without losing one right answer; the one that matters most costs ${shown.worst}.`,
    );
  };
}
