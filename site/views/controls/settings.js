// Show settings that are seldom changed. They are open for a single example, and can be folded away for a
// task, which has more to show.

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
