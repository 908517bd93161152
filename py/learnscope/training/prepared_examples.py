"""Prepare a dataset for a network: split and scale it, and measure on it.

All of it is worked out when it is first needed, and can be given up again: it follows from the
dataset and a few choices.
"""

from functools import cached_property
from typing import Any

from learnscope.common.arrays import Array
from learnscope.datasets.dataset import Dataset, Scaling, Split, scaling_of, split
from learnscope.figure.state import State
from learnscope.training.evaluator import Evaluator
from learnscope.training.run import largest_of

type Examples = tuple[Array, Array]
"""Inputs (n, n_in) and targets (n, n_out)."""


class PreparedExamples:
    """The examples of a dataset as a network gets them.

    share is how many of them are learned from, seed draws which. With standardise, inputs are
    brought to one scale.
    """

    def __init__(self, data: Dataset, share: float, seed: int, standardise: bool) -> None:
        self.data = data
        self._share, self._seed, self._standardise = share, seed, standardise

    @cached_property
    def split(self) -> Split:
        """Which examples are to learn from, and which to test with."""
        return split(self.data, self._share, self._seed)

    @cached_property
    def scaling(self) -> Scaling | None:
        """Scale of the inputs, made from the examples to learn from."""
        return scaling_of(self.data.inputs[self.split.train]) if self._standardise else None

    @cached_property
    def inputs(self) -> Array:
        """All inputs as the network gets them, (N, n_in)."""
        return self.scaling.applied(self.data.inputs) if self.scaling else self.data.inputs

    @cached_property
    def learned(self) -> Examples:
        """The examples to learn from."""
        return self.inputs[self.split.train], self.data.targets[self.split.train]

    @cached_property
    def tested(self) -> Examples:
        """The examples to test with."""
        return self.inputs[self.split.test], self.data.targets[self.split.test]

    @cached_property
    def largest(self) -> float:
        """The largest number that there is to learn from, whatever its sign."""
        return largest_of(*self.learned)

    @cached_property
    def _evaluators(self) -> dict[Any, tuple[Evaluator, Evaluator]]:
        return {}

    def evaluators(self, state: State) -> tuple[Evaluator, Evaluator]:
        """Measure networks like the state's on the examples to learn from, and to test with.

        Slice after slice takes the same pair, so the last one is kept.
        """
        layers = tuple((layer.weights.shape, layer.activation.name) for layer in state.network)
        key = (state.cost, layers, state.calculus)
        if key not in self._evaluators:
            has_classes, scaling = bool(self.data.classes), self.data.target_scaling
            scale = scaling.scale if scaling else None
            learned, tested = (
                Evaluator(*examples, state.cost, has_classes, state.network, scale, state.calculus)
                for examples in (self.learned, self.tested)
            )
            self._evaluators.clear()
            self._evaluators[key] = learned, tested
        return self._evaluators[key]

    def forget(self) -> None:
        """Give up what can be worked out again."""
        for name, kind in vars(PreparedExamples).items():
            if isinstance(kind, cached_property):
                self.__dict__.pop(name, None)
