"""Hold a Forward and a Backprop on some examples as rows, as a value."""

from typing import NamedTuple

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.figure.numerics import check_gradients, check_passes
from learnscope.figure.values import Values
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.costs import COSTS
from learnscope.nn.network import LayerPass, Network
from learnscope.training.next_batch import next_batch
from learnscope.training.run import Run

MOST_PRODUCTS = 50_000_000
"""Examples times parameters that are worked out at once, about 0.1 s in a browser."""


class Worked(NamedTuple):
    """A network's pass on N examples, and the slopes of their mean cost.

    inputs (N, n_in) and targets (N, n_out). examples counts N, even where these rows are fewer.
    """

    network: Network
    inputs: Array
    targets: Array
    passes: tuple[LayerPass, ...]
    gradients: tuple[LayerGradients, ...]
    cost: str
    learning_rate: float
    calculus: Calculus = ORIGINAL

    @property
    def guess(self) -> Array:
        """Return what the cost makes of the last activations, (N, n_out)."""
        return COSTS[self.cost].guess(self.passes[-1].a)

    def before(self, layer: int) -> Array:
        """Return the activations that a layer is given, (N, n_in)."""
        return self.inputs if layer == 1 else self.passes[layer - 2].a


def of_step(step: Values) -> Worked:
    """Take the one example of a step."""
    state = step.state
    assert step.gradients
    return Worked(
        network=state.network,
        inputs=state.inputs[np.newaxis],
        targets=state.targets[np.newaxis],
        passes=state.passes,
        gradients=step.gradients,
        cost=state.cost,
        learning_rate=state.learning_rate,
        calculus=state.calculus,
    )


def of_next_batch(run: Run) -> Worked:
    """Work out the batch that the next training step learns from.

    Raises:
        Problem: it is too large, or its numbers leave the range of float64.
    """
    rows = next_batch(run)
    size = sum(layer.weights.size + layer.biases.size for layer in run.network)
    if len(rows) * size > MOST_PRODUCTS:
        raise Problem(
            f"This batch has {len(rows):,} examples, too many to show here. "
            "Choose a smaller batch in the settings."
        )
    inputs, targets = run.inputs[rows], run.targets[rows]
    calculus = run.calculus
    with np.errstate(over="ignore", invalid="ignore"):
        passes = calculus.forward(run.network, inputs)
        check_passes(passes, len(run.network), after_step=False)
        gradients = calculus.backprop(run.network, inputs, passes, targets, run.cost)
        check_gradients(gradients)
    return Worked(
        network=run.network,
        inputs=inputs,
        targets=targets,
        passes=passes,
        gradients=gradients,
        cost=run.cost,
        learning_rate=run.learning_rate,
        calculus=calculus,
    )
