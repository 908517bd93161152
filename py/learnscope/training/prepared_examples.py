"""Prepare a dataset for a network: split and scale it, and measure on it.

Everything is computed when it is first needed, and can be dropped again, because it follows from
the dataset and a few choices.
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

    ``share`` is the share of training examples, which ``seed`` draws. ``standardise`` brings the
    inputs to one scale.
    """

    def __init__(self, data: Dataset, share: float, seed: int, standardise: bool) -> None:
        self.data = data
        self._share, self._seed, self._standardise = share, seed, standardise

    @cached_property
    def split(self) -> Split:
        """Return which examples are for training, and which for testing."""
        return split(self.data, self._share, self._seed)

    @cached_property
    def scaling(self) -> Scaling | None:
        """Return the scale of the inputs, made from the training examples, or None."""
        return scaling_of(self.data.inputs[self.split.train]) if self._standardise else None

    @cached_property
    def inputs(self) -> Array:
        """Return all inputs as the network gets them, (N, n_in)."""
        return self.scaling.applied(self.data.inputs) if self.scaling else self.data.inputs

    @cached_property
    def learned(self) -> Examples:
        """Return the training examples."""
        return self.inputs[self.split.train], self.data.targets[self.split.train]

    @cached_property
    def tested(self) -> Examples:
        """Return the test examples."""
        return self.inputs[self.split.test], self.data.targets[self.split.test]

    @cached_property
    def largest(self) -> float:
        """Return the largest absolute value in the training examples."""
        return largest_of(*self.learned)

    @cached_property
    def _evaluators(self) -> dict[Any, tuple[Evaluator, Evaluator]]:
        return {}

    def evaluators(self, state: State) -> tuple[Evaluator, Evaluator]:
        """Return evaluators on training and test examples, for networks like the state's.

        The last pair is kept, because every slice of a training uses the same.
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
        """Drop what can be computed again."""
        for name, kind in vars(PreparedExamples).items():
            if isinstance(kind, cached_property):
                self.__dict__.pop(name, None)
