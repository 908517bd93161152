// List runs that were kept, to compare the next one with.

import {html, set, write} from '../../lib/dom.js';
import {trimmed} from '../../lib/number-format.js';

const MOST = 3;
const LETTERS = ['A', 'B', 'C'];

/** @param {import('../../types/state').Dispatch} dispatch */
export function createRuns(dispatch) {
  const keep = html('button', {type: 'button', 'aria-describedby': 'runs-hint'}, [
    'Keep this run to compare',
  ]);
  const hint = html('p', {class: 'hint', id: 'runs-hint'});
  const list = html('ul', {class: 'runs-kept'});
  const element = html('div', {}, [html('div', {class: 'row'}, [keep]), list, hint]);
  /** @type {import('../../types/state').State | null} */
  let state = null;
  /** @type {import('../../types/state').KeptRun[]} */
  let shown = [];
  /** @param {import('../../types/state').KeptRun[]} kept */
  const change = kept => dispatch({type: 'results', change: {kept}});
  const isFull = () => (state?.results.kept.length ?? 0) >= MOST;
  const isRun = () => (state?.results.curves?.steps.length ?? 0) > 1;
  const room = () => isRun() && !isFull();
  keep.addEventListener('click', () => {
    if (!state?.results.curves || !room()) return;
    const {
      results: {
        kept,
        curves: {curve: _curve, noted: _noted, ...lines},
      },
    } = state;
    const letter = LETTERS.find(free => kept.every(run => run.letter !== free)) ?? '';
    change([...kept, {letter, label: labelOf(state), ...lines}]);
  });

  return {
    element,
    /** @param {import('../../types/state').State} latest */
    update(latest) {
      state = latest;
      const {kept} = latest.results;
      set(keep, {'aria-disabled': String(!room())});
      write(
        hint,
        isFull()
          ? 'Three runs are kept: as many as one can tell apart. Remove one to keep another.'
          : kept.length
            ? 'Now press Reset, or New weights under “more”, change what you like, and press Play: the next run is drawn before this one.'
            : isRun()
              ? ''
              : 'There is no run to keep yet: press Play first.',
      );
      if (shown === kept) return;
      shown = kept;
      list.replaceChildren(
        ...kept.map(run => {
          const remove = html(
            'button',
            {type: 'button', class: 'quiet', 'aria-label': `remove run ${run.letter}`},
            ['remove'],
          );
          remove.addEventListener('click', () => {
            keep.focus(); // this button disappears with its run
            change((state?.results.kept ?? []).filter(each => each !== run));
          });
          return html('li', {}, [html('b', {}, [run.letter]), ` ${run.label} `, remove]);
        }),
      );
    },
  };
}

/** Describe a run in a few words. @param {import('../../types/state').State} state */
function labelOf({snapshot: {task, training, seed, learning_rate: rate}, choices}) {
  const optimiser =
    choices?.optimisers.find(({name}) => name === training?.optimiser)?.label ??
    training?.optimiser;
  return [
    task?.label,
    ...(seed === null ? [] : [`seed ${seed}`]),
    `η ${trimmed(rate)}`,
    optimiser,
    training?.batch_size ? `batches of ${training.batch_size}` : 'all at once',
  ].join(', ');
}
