// What is seldom set. Of one example all of it is in sight; of a task, where there is more to see, it
// can be folded away.

import {set} from '../../lib/dom.js';

/**
 * @param {HTMLDetailsElement} root
 * @returns {import('../../types/state').View}
 */
export function createSettings(root) {
  let isFolded = false;
  return ({snapshot}) => {
    const folds = snapshot.training !== null;
    if (folds === isFolded && (folds || root.open)) return;
    isFolded = folds;
    root.open = !folds;
    set(root, {'data-folds': folds ? '' : null});
  };
}
