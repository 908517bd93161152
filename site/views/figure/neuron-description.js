// Put a neuron's numbers into words, for those who hear the page.

import {exact} from '../../lib/number-format.js';

/**
 * Describe z, the activation and delta, with every digit.
 * @param {string} name @param {number | null} z @param {number | null} a @param {number | null} delta
 */
export function describeNeuron(name, z, a, delta) {
  const parts = [
    z === null ? 'weighted input z not computed yet' : `weighted input z ${exact(z)}`,
    a === null ? 'activation not computed yet' : `activation ${exact(a)}`,
  ];
  if (delta !== null) parts.push(`delta of the last Backprop ${exact(delta)}`);
  return `${name}: ${parts.join(', ')}`;
}
