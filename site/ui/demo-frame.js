// Frame a live figure of the explanation: its name, its room in the page before Python is there, and its
// errors. Nothing is asked of Python before the figure comes into sight.

import {html, set, write} from '../lib/dom.js';

const NEAR = '400px'; // how far out of view a figure already gets ready

/**
 * @param {HTMLElement} root
 * @param {import('../types/demos').FigureName} figure
 * @param {string} name
 * @param {import('../types/state').Dispatch} dispatch
 */
export function createFrame(root, figure, name, dispatch) {
  const bar = html('progress', {max: 1, 'aria-label': `${name}: getting ready`});
  const waiting = html('p', {class: 'waiting'}, [html('span'), bar]);
  const error = html('p', {class: 'error', role: 'status'});
  const body = html('div', {class: 'contents'});
  const caption = html('figcaption');
  const element = html('figure', {'aria-label': name}, [body, waiting, error, caption]);
  root.replaceChildren(element);
  const tell = () => dispatch({type: 'emergence', figure, seen: true});
  const watch = new IntersectionObserver(
    ([entry]) => {
      if (!entry.isIntersecting) return;
      watch.disconnect();
      tell();
    },
    {rootMargin: NEAR},
  );
  watch.observe(root);
  root.addEventListener('pointerdown', tell);
  new IntersectionObserver(entries => {
    const {isIntersecting} = entries[entries.length - 1]; // older entries may come first
    dispatch({type: 'emergence', figure, sight: isIntersecting});
  }).observe(root);

  /** Ask the figure something once. @param {string} action @param {Record<string, unknown>} [fields] */
  const ask = (action, fields = {}) =>
    dispatch({type: 'emergence', figure, request: {action, ...fields}});
  /** @param {string} action @param {boolean} on */
  const repeat = (action, on) => dispatch({type: 'emergence', figure, repeat: action, on});

  return {
    body,
    caption,
    ask,
    repeat,
    /** @param {import('../types/state').State} state @param {boolean} shows whether there is something to show @param {number} [share] how much is ready */
    update({boot, emergence}, shows, share = 0) {
      const ready = shows && boot.stage === 'ready';
      body.inert = !ready && !body.contains(document.activeElement);
      set(element, {'data-ready': String(ready)});
      const {error: text} = emergence[figure];
      write(error, text ?? '');
      waiting.hidden = ready || text !== null;
      write(
        /** @type {Element} */ (waiting.firstElementChild),
        boot.stage === 'ready'
          ? 'Python is getting this ready …'
          : boot.stage === 'failed'
            ? 'This comes alive with Python, which could not be started.'
            : 'This comes alive as soon as Python is here.',
      );
      bar.hidden = share === 0 || boot.stage !== 'ready';
      bar.value = share;
    },
  };
}

/** @param {string} text @param {() => void} act @param {string} [className] */
export function createButton(text, act, className = '') {
  const element = html('button', {type: 'button', class: className}, [text]);
  element.addEventListener('click', act);
  return element;
}

/** Make a bar that shows a part of a whole. @param {string} name */
export function createMeter(name) {
  const filled = html('span');
  const element = html(
    'span',
    {class: 'meter', role: 'meter', 'aria-label': name, 'aria-valuemin': 0},
    [filled],
  );
  return {
    element,
    /** @param {number} value @param {number} of */
    update(value, of) {
      set(element, {'aria-valuenow': value, 'aria-valuemax': of});
      filled.style.width = `${(100 * value) / of}%`;
    },
  };
}
