// Play a game: given one weight of each of two networks, which of them reads better?

import {html, set, svg, write} from '../../lib/dom.js';
import {grouped, percent, rounded} from '../../lib/number-format.js';
import {createButton, createFrame} from '../../ui/demo-frame.js';
import {createWeightPicture} from '../../ui/weight-picture.js';

/** @typedef {import('../../types/demos').GuessShown} Shown */

const SIDES = /** @type {const} */ (['left', 'right']);

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createGuess(root, dispatch) {
  const frame = createFrame(root, 'guess', 'Which of two networks reads better?', dispatch);
  const {ask} = frame;
  /** @type {Shown | null} */
  let shown = null;
  const about = html('p', {class: 'about'});
  const sides = SIDES.map(side =>
    createSide(side, () => shown && !shown.verdict && ask('guess', {choice: side})),
  );
  const word = html('p', {class: 'word', role: 'status'});
  const next = createButton('Another pair', () => ask('next'), 'primary go');
  const score = html('p', {class: 'score'});
  const scale = createScore();
  const forget = createButton('Forget the score', () => ask('next', {asked: 0, right: 0}), 'quiet');
  frame.body.append(
    about,
    html(
      'div',
      {class: 'sides'},
      sides.map(({element}) => element),
    ),
    word,
    html('div', {class: 'row'}, [next, forget]),
    score,
    scale.element,
  );
  write(
    frame.caption,
    'One of the two networks reads digits well, the other badly; their accuracies are settled and hidden until you have guessed. Find a rule that beats the coin: the larger weight, the smaller, the positive one. The band is where a tossed coin ends up 19 times out of 20. Your score is kept on this device only.',
  );

  return state => {
    const {guess} = state.emergence;
    frame.update(state, guess.shown?.ready ?? false, guess.shown?.share ?? 0);
    if (guess.shown === shown) return;
    shown = guess.shown;
    if (!shown?.ready) return;
    const {verdict, weights, name} = shown;
    write(about, `The weight ${name}, in two networks:`);
    sides.forEach(({update}, n) =>
      update(
        weights[n],
        verdict && {
          share: verdict.shares[n],
          picture: verdict.pictures[n],
          better: verdict.better === SIDES[n],
        },
      ),
    );
    write(
      word,
      verdict
        ? `${verdict.right ? 'Right' : 'Wrong'}: the ${verdict.better} one reads better. The pictures show all 64 weights of this neuron. Do they tell?`
        : 'Which one reads better?',
    );
    const {
      right,
      asked,
      chance: [low, high, expected],
    } = shown.score;
    const isSure = low <= 0 && high >= asked; // a coin could still reach any score
    if (!asked && document.activeElement === forget) next.focus(); // the button disappears
    set(forget, {'data-unneeded': asked ? null : ''});
    write(
      score,
      asked
        ? `${grouped(right)} of ${grouped(asked)} right. A tossed coin gets ${expected} on average${isSure ? '.' : `, and 19 coins out of 20 end between ${grouped(low)} and ${grouped(high)}.`}`
        : '',
    );
    scale.update(shown.score);
  };
}

/** @param {'left' | 'right'} side @param {() => void} choose */
function createSide(side, choose) {
  const weight = html('output');
  const button = createButton(side === 'left' ? 'The left one' : 'The right one', choose);
  const picture = createWeightPicture(8, 8);
  const share = html('p', {class: 'share'});
  const element = html('div', {class: 'side'}, [
    weight,
    html('div', {class: 'reveal'}, [picture.element, share]),
    button,
  ]);
  return {
    element,
    /** @param {number} value @param {{share: number, picture: import('../../types/state').Numbers, better: boolean} | null} verdict */
    update(value, verdict) {
      write(weight, rounded(value));
      set(weight, {'data-sign': value < 0 ? 'negative' : 'positive'});
      set(button, {'aria-disabled': verdict ? 'true' : null});
      set(element, {
        'data-better': verdict ? String(verdict.better) : null,
        'data-open': verdict ? '' : null,
      });
      write(share, verdict ? `reads ${percent(verdict.share)} rightly` : '');
      if (verdict) picture.update(verdict.picture);
    },
  };
}

/** Draw the score on a line from none to all right, beside a coin's range. */
function createScore() {
  const band = svg('rect', {y: 6, height: 16, class: 'band'});
  const middle = svg('path', {class: 'middle', d: 'M150 2V26'});
  const point = svg('circle', {cy: 14, r: 5, class: 'point'});
  const element = svg('svg', {viewBox: '0 0 300 28', class: 'scale', 'aria-hidden': 'true'}, [
    svg('path', {class: 'axis', d: 'M6 14H294'}),
    band,
    middle,
    point,
  ]);
  return {
    element,
    /** @param {Shown['score']} score */
    update({right, asked, chance: [low, high]}) {
      set(element, {visibility: asked ? 'visible' : 'hidden'});
      if (!asked) return;
      const x = (/** @type {number} */ count) => 6 + (288 * count) / asked;
      set(band, {x: x(low), width: x(high) - x(low)});
      set(point, {cx: x(right)});
    },
  };
}
