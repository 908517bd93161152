"""Measure cost and accuracy on the same examples while a network learns."""

import math
from dataclasses import replace

from learnscope.common.arrays import Array
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.network import Network
from learnscope.training.compiled_step import Pass
from learnscope.training.curve import Point
from learnscope.training.metrics import (
    AT_ONCE,
    Figures,
    classes,
    figures_of,
    outputs,
    stride,
    work_of,
)


class Evaluator:
    """Measure networks of one shape on inputs (N, n_in) and targets (N, n_out).

    ``like`` is such a network. If the targets are numbers, ``scale`` is what they were divided by.
    If there are very many examples, only some are used (``stride``).
    """

    def __init__(
        self,
        inputs: Array,
        targets: Array,
        cost: str,
        has_classes: bool,
        like: Network,
        scale: Array | None = None,
        calculus: Calculus = ORIGINAL,
    ) -> None:
        self._some = slice(None, None, stride(like, len(inputs)))
        self._inputs, self._targets = inputs[self._some], targets[self._some]
        self._cost, self._scale = cost, scale
        self._classes = classes(self._targets) if has_classes and len(targets) else None
        self._pass: Pass | None = None
        self._calculus = calculus
        self.work = len(self._inputs) * work_of(like)

    def figures(self, network: Network, a: Array | None = None) -> Figures:
        """Measure a network. The cost is None if it is not finite.

        ``a`` has its last layer's activations on all examples, if they are known.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        a = self._outputs(network) if a is None else a[self._some]
        found = figures_of(a, self._cost, self._targets, self._classes, self._scale)
        return found if math.isfinite(found.cost or 0.0) else replace(found, cost=None)

    def _outputs(self, network: Network) -> Array:
        if not self._calculus.is_original or not 0 < len(self._inputs) <= AT_ONCE:
            return outputs(network, self._inputs, self._calculus)
        self._pass = self._pass or Pass(network, self._inputs)
        return self._pass.run(network)


def point_of(
    evaluators: tuple[Evaluator, Evaluator], network: Network, step: int, a: Array | None = None
) -> Point:
    """Measure a network on training and test examples, as a point at a step.

    ``a`` has its outputs for the training examples, if they are known.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    train, test = evaluators[0].figures(network, a), evaluators[1].figures(network)
    return Point(
        step, train.cost, test.cost, train.accuracy, test.accuracy, train.error, test.error
    )
