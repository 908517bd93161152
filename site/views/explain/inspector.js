// Explain the selected number as Python does: in sentences, formulas and curves.

import {html, set, svg, write} from '../../lib/dom.js';
import {createScale} from '../../lib/plot-scale.js';
import {explainFormulas, setFormula} from '../../ui/formula.js';
import {light, linkPlaces} from '../../ui/place-links.js';

/** @typedef {import('../../types/state').Section} Section */

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createInspector(root, dispatch) {
  const title = html('h2', {tabindex: -1});
  const close = html(
    'button',
    {type: 'button', class: 'quiet', 'aria-label': 'close the explanation of this number'},
    ['close'],
  );
  close.addEventListener('click', () => dispatch({type: 'select', place: null}));
  const unfold = html('button', {type: 'button', class: 'quiet'}, ['Show every term']);
  unfold.addEventListener('click', () =>
    dispatch({type: 'unfold', value: unfold.textContent === 'Show every term'}),
  );
  const note = html('p', {class: 'note'});
  const hiding = html('input', {type: 'checkbox', role: 'switch'});
  hiding.addEventListener('change', () => set(root, {'data-hiding': hiding.checked ? '' : null}));
  const notice = html('div');
  const explain = explainFormulas(notice);
  const forward = html('div');
  const when = html('p', {class: 'when'});
  const backward = html('div');
  const hint = html('p', {class: 'hint'}, [
    'Select any number in the figure (by mouse, touch or Tab) to see where it comes from.',
  ]);
  const body = html('div', {class: 'body-of-it'}, [
    note,
    notice,
    html('label', {class: 'switch'}, [hiding, 'Let me work it out first']),
    forward,
    when,
    backward,
    unfold,
  ]);
  root.append(html('div', {class: 'heading'}, [title, close]), hint, body);
  linkPlaces(root, dispatch);
  goBetween(root, title, () => selectedNow);
  /** @type {string | null} */
  let selectedNow = null;

  /** @type {import('../../types/state').Explanation | null} */
  let shown = null;

  return ({explanation, selected, snapshot, unfolded, pointed, motion}) => {
    selectedNow = selected;
    const here = selected ? explanation : null;
    hint.hidden = Boolean(here);
    title.hidden = close.hidden = body.hidden = !here;
    set(root, {'aria-busy': here && here.of !== snapshot && !motion ? 'true' : null});
    if (here && here !== shown) {
      explain();
      write(title, here.name);
      write(note, here.note);
      title.dataset.of = here.place;
      showSections(forward, here.forward);
      write(when, here.when ?? '');
      showSections(backward, here.backward);
      const folds = [...here.forward, ...here.backward].some(({lines}) =>
        lines.some(({is_folded}) => is_folded),
      );
      for (const formula of root.querySelectorAll('.formula')) {
        set(formula, {tabindex: formula.scrollWidth > formula.clientWidth ? 0 : null}); // lets keys scroll it
      }
      unfold.hidden = !(folds || unfolded);
      write(unfold, unfolded ? 'Show the largest terms only' : 'Show every term');
    }
    shown = here;
    light(root, pointed);
  };
}

/**
 * Move the focus by keys: Enter on a neuron leads here, Escape back to it.
 * @param {HTMLElement} root @param {HTMLElement} title @param {() => string | null} place
 */
function goBetween(root, title, place) {
  document.addEventListener('keydown', ({key, target}) => {
    if (!(target instanceof Element)) return;
    if (key === 'Enter' && target.matches('svg [tabindex="0"][data-place]')) title.focus();
    if (key !== 'Escape' || !root.contains(target)) return;
    const there = document.querySelector(`#figure [data-place="${place()}"]:is([tabindex], input)`);
    if (there instanceof HTMLElement || there instanceof SVGElement) there.focus();
  });
}

/**
 * Show sections, and reuse their elements while their number stays, so that nothing jumps.
 * @param {HTMLElement} root @param {Section[]} sections
 */
function showSections(root, sections) {
  while (root.children.length > sections.length) root.lastElementChild?.remove();
  sections.forEach((section, n) => {
    const parts =
      root.children[n] ??
      root.appendChild(
        html('section', {}, [
          html('h3'),
          html('p'),
          html('div', {class: 'lines'}),
          html('div', {class: 'curve'}),
        ]),
      );
    const [heading, text, lines, curve] = /** @type {HTMLElement[]} */ ([...parts.children]);
    write(heading, section.title);
    write(text, section.text);
    showLines(lines, section.lines);
    curve.replaceChildren(...(section.curve ? [drawCurve(section.curve)] : []));
  });
}

/** @param {HTMLElement} root @param {Section['lines']} lines */
function showLines(root, lines) {
  while (root.children.length > lines.length) root.lastElementChild?.remove();
  lines.forEach(({latex, words, label, value}, n) => {
    const line =
      root.children[n] ??
      root.appendChild(
        html('div', {class: 'line-of-it'}, [
          html('span', {class: 'label'}),
          html('span', {class: 'formula'}),
        ]),
      );
    const [name, formula] = /** @type {HTMLElement[]} */ ([...line.children]);
    set(line, {'data-worked-out': value === null ? null : ''});
    write(name, label);
    name.hidden = !label;
    setFormula(formula, {latex, words});
  });
}

/** Draw f around z, the point on it and its tangent. @param {NonNullable<Section['curve']>} curve */
function drawCurve({z, f, point: [at, value], slope, label}) {
  const box = {width: 320, height: 130, margin: 12};
  const {x, y, path, left, right, low, high} = createScale(box, z, [f]);
  const reach = (right - left) / 8;
  const ends = [at - reach, at + reach].map(
    end => `${x(end).toFixed(1)} ${y(value + slope * (end - at)).toFixed(1)}`,
  );
  const [acrossAt, upAt] = [
    low <= 0 && high >= 0 ? y(0) : y(low),
    left <= 0 && right >= 0 ? x(0) : x(left),
  ];
  return svg(
    'svg',
    {
      viewBox: `0 0 ${box.width} ${box.height}`,
      role: 'img',
      'aria-label': `${label}, with the point at z and its tangent`,
    },
    [
      svg('path', {
        class: 'axis',
        d: `M${box.margin} ${acrossAt}H${box.width - box.margin}M${upAt} ${box.margin}V${box.height - box.margin}`,
      }),
      svg('path', {class: 'graph', d: path(f)}),
      svg('path', {class: 'tangent', d: `M${ends[0]}L${ends[1]}`}),
      svg('circle', {class: 'point', r: 4.5, cx: x(at).toFixed(1), cy: y(value).toFixed(1)}),
    ],
  );
}
