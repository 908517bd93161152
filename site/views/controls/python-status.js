// Show how far Python's start has come, and what to do if it fails.

import {html, set, write} from '../../lib/dom.js';
import {grouped} from '../../lib/number-format.js';

/**
 * @param {HTMLElement} root
 * @param {import('../../types/state').Dispatch} dispatch
 * @returns {import('../../types/state').View}
 */
export function createStatus(root, dispatch) {
  const bar = html('progress', {'aria-label': 'Python on its way'});
  const how = html('span');
  const meanwhile = html('span', {class: 'meanwhile'});
  const text = html('p', {role: 'status'}, [how, meanwhile]);
  const retry = html('button', {type: 'button'}, ['Try again']);
  retry.addEventListener('click', () => dispatch({type: 'retry'}));
  root.replaceChildren(bar, text, retry);

  return ({boot, waiting, snapshot, playing}) => {
    set(root, {
      'data-stage': boot.stage,
      'data-way': boot.way,
      'data-missing': boot.missing ? '' : null,
    });
    // Reserve the last tenth of the bar for starting, whose length is not known beforehand.
    set(bar, {value: boot.loaded, max: boot.total / 0.9});
    retry.hidden =
      boot.isHopeless || (boot.stage !== 'failed' && !boot.missing && !isTooSlow(boot));
    set(text, {'aria-live': playing && boot.stage === 'ready' ? 'off' : null}); // a screen reader would read out every step
    write(how, sentence(boot, waiting, snapshot.step));
    write(
      meanwhile,
      boot.stage === 'download' && boot.left !== null && !waiting ? ` ${MEANWHILE}` : '',
    );
  };
}

const LONGEST = 600; // seconds to go after which a new attempt may help

/** @param {import('../../types/state').Boot} boot */
const isTooSlow = ({stage, left, waits}) =>
  (stage === 'download' || waits) && (left ?? 0) > LONGEST;

/** @param {number} bytes */
const megabytes = bytes => (bytes / 1e6).toFixed(bytes > 0 && bytes < 50_000 ? 3 : 1);

const READ = 'The explanation can be read';
const MEANWHILE = `${READ}, and what you change in the figure is kept until Python is there.`;

const LATER = 'What you do meanwhile is done after it.';

/** @param {number | null} left seconds */
function pace(left) {
  if (left === null) return '';
  if (left === Infinity) return ' Nothing comes at present.';
  const [amount, unit] =
    left < 90 ? [left, 'second'] : left < 5400 ? [left / 60, 'minute'] : [left / 3600, 'hour'];
  const rounded = Math.round(amount);
  return ` It comes slowly: about ${rounded} ${unit}${rounded === 1 ? '' : 's'} to go.`;
}

/** @param {import('../../types/state').Boot} boot @param {number} waiting @param {number} step */
function sentence(boot, waiting, step) {
  const why = boot.message ? `${boot.message} ` : '';
  const kept = waiting
    ? ` ${waiting === 1 ? 'What you did is' : `The ${waiting} things you did are`} kept and done as soon as it is ready.`
    : '';
  switch (boot.stage) {
    case 'download':
      return `${why}Loading Python: ${megabytes(boot.loaded)} of ${megabytes(boot.total)} MB.${pace(boot.left)}${kept}`;
    case 'start':
      return `${why}Starting Python and NumPy.${kept}`;
    case 'failed':
      return `Python could not be started. ${boot.message}${kept || ` ${boot.isHopeless ? `${READ}.` : MEANWHILE}`}`;
    case 'ready':
      if (boot.waits)
        return `Your own Python may need the last files: ${megabytes(boot.loaded)} of ${megabytes(boot.total)} MB have come.${pace(boot.left)}${boot.left === null ? '' : ` ${LATER}`}`;
      if (boot.missing)
        return `Python is ready, but for a part that only Python of your own may need. ${boot.missing}`;
      return step === 0
        ? 'Python is ready, here in your browser.'
        : `${grouped(step)} ${step === 1 ? 'step' : 'steps'} of learning so far.`;
  }
}
