"""Hold a training run as a value, and compute the slopes it needs.

``PythonSlopes`` calls the visitor's Python where it runs. Otherwise ``CompiledSlopes`` makes the
same steps faster, equal to about twelve digits.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from learnscope.common.arrays import Array, Indices
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.costs import COSTS
from learnscope.nn.network import LayerPass, Network
from learnscope.nn.resizing import sizes_of
from learnscope.training.compiled_step import Plan, blocks, flat


@dataclass(frozen=True)
class Settings:
    """Settings of a run. ``batch_size`` 0 means all examples at once.

    ``momentum`` is μ of the momentum optimiser. ``l2`` is λ: the cost gains ½λ·Σw² over all
    weights, biases left out. ``seed`` shuffles the examples.
    """

    batch_size: int = 0
    optimiser: str = "descent"
    momentum: float = 0.9
    l2: float = 0.0
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Run:
    """A network in training, with all its examples.

    ``inputs`` are (N, n_in), ``targets`` (N, n_out). ``step`` counts steps. ``epoch`` counts the
    times that all examples have been used, ``position`` the examples used since. ``moments`` are
    the optimiser's after ``age`` steps; an empty tuple begins anew. ``spoilt`` means that the next
    step would leave the range of float64, so it was not made. ``largest`` is ``largest_of`` the
    examples, if known. ``calculus`` computes the slopes.
    """

    network: Network
    inputs: Array
    targets: Array
    cost: str
    learning_rate: float
    settings: Settings = Settings()
    step: int = 0
    epoch: int = 0
    position: int = 0
    moments: tuple[Array, ...] = ()
    age: int = 0
    spoilt: bool = False
    largest: float | None = None
    calculus: Calculus = ORIGINAL

    def alone(self) -> "Run":
        """Return the run without its examples, which would take much room if kept."""
        return replace(self, inputs=NOTHING, targets=NOTHING)


NOTHING = np.empty((0, 0))


def largest_of(inputs: Array, targets: Array) -> float:
    """Return the largest absolute value in the inputs and targets."""
    return max(float(np.abs(values).max(initial=0.0)) for values in (inputs, targets))


def batch_of(run: Run) -> int:
    """Return the size of the batches; the last one of an epoch may be smaller."""
    n = len(run.inputs)
    return min(run.settings.batch_size or n, n)


class Slopes(Protocol):
    """The source of a run's slopes, which also moves its values."""

    values: Array

    def slopes(self, chosen: Indices | None) -> Array:
        """Compute the slopes at the values, on the chosen examples or all.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """

    def outputs(self) -> Array:
        """Return the last layer's activations (batch, n_out) behind the last slopes."""

    def cost(self) -> Array | float:
        """Return the cost of the examples behind the last slopes.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """

    def descend(self, direction: Array) -> None:
        """Compute values ← values − learning rate · direction.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """


def learner_of(run: Run, at_once: int) -> Slopes:
    """Choose the source of a run's slopes.

    ``at_once`` is the size that most batches have.
    """
    return CompiledSlopes(run, at_once) if run.calculus.is_original else PythonSlopes(run)


def mean_slopes(run: Run) -> list[Array]:
    """Compute each layer's slopes [d_weights | d_biases] on all examples, without L2.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    whole = replace(run, settings=replace(run.settings, batch_size=0))
    learner = learner_of(whole, len(run.inputs))
    with np.errstate(all="ignore"):
        return blocks(learner.slopes(None).copy(), sizes_of(run.network))


class PythonSlopes:
    """Slopes by the ``forward`` and ``backprop`` in force, whoever wrote them."""

    def __init__(self, run: Run) -> None:
        self._run, self._network = run, run.network
        self.values = flat(run.network)
        self._passes: tuple[LayerPass, ...] = ()
        self._targets = run.targets

    def slopes(self, chosen: Indices | None) -> Array:
        """Compute the slopes at the values, on the chosen examples or all.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        run = self._run
        inputs = run.inputs if chosen is None else run.inputs[chosen]
        self._targets = run.targets if chosen is None else run.targets[chosen]
        calculus = run.calculus
        self._passes = calculus.forward(self._network, inputs)
        gradients = calculus.backprop(self._network, inputs, self._passes, self._targets, run.cost)
        return np.concatenate(
            [np.column_stack([of.d_weights, of.d_biases]).ravel() for of in gradients]
        )

    def outputs(self) -> Array:
        """Return the last layer's activations on the examples of the last slopes."""
        return self._passes[-1].a

    def cost(self) -> Array | float:
        """Compute the mean cost of the examples of the last slopes.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        return self._run.calculus.cost_value(self._run.cost, self._passes, self._targets)

    def descend(self, direction: Array) -> None:
        """Move every number by the direction.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        gradients = tuple(
            LayerGradients(np.empty(0), block[:, :-1], block[:, -1])
            for block in blocks(direction, sizes_of(self._network))
        )
        self._network = self._run.calculus.descend(
            self._network, gradients, self._run.learning_rate
        )
        self.values = flat(self._network)


class CompiledSlopes:
    """Slopes by the operations of a compiled step."""

    def __init__(self, run: Run, at_once: int) -> None:
        self._run, self.values = run, flat(run.network)
        self._slopes, self._move = np.empty_like(self.values), np.empty_like(self.values)
        self._rate = np.array(run.learning_rate)
        self._sum_to_1 = bool((run.targets.sum(axis=1) == 1.0).all())
        self._plans: dict[int, Plan] = {}
        self._whole: Plan | None = None
        self._plan = self._new_plan(at_once)

    def _new_plan(self, batch: int) -> Plan:
        run = self._run
        plan = Plan(run.network, run.cost, batch, self.values, self._slopes, self._sum_to_1)
        if batch == len(run.inputs):
            plan.fill(run.inputs, run.targets)
            self._whole = plan  # never filled again
        else:
            self._plans[batch] = plan
        return plan

    def slopes(self, chosen: Indices | None) -> Array:
        """Compute the slopes at the values, on the chosen examples or all.

        Raises:
            Problem: the visitor's Python fails or is missing.
        """
        if chosen is None:
            plan = self._whole = self._whole or self._new_plan(len(self._run.inputs))
        else:
            plan = self._plans.get(len(chosen)) or self._new_plan(len(chosen))
            plan.fill(self._run.inputs.take(chosen, axis=0), self._run.targets.take(chosen, axis=0))
        self._plan = plan
        plan.run()
        return self._slopes

    def outputs(self) -> Array:
        """Return the last layer's activations on the examples of the last slopes."""
        return self._plan.guessed.T

    def cost(self) -> Array | float:
        """Compute the cost of each example of the last slopes."""
        return COSTS[self._run.cost].value(self._plan.guessed.T, self._plan.targets.T)

    def descend(self, direction: Array) -> None:
        """Move every number by the direction."""
        np.multiply(direction, self._rate, self._move)
        np.subtract(self.values, self._move, self.values)
