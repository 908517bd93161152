"""Hold everything the figure shows at one moment, as a value that never changes."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from learnscope.common.arrays import Array
from learnscope.datasets.dataset import scaling_of
from learnscope.datasets.tasks import Task
from learnscope.figure.numerics import check_gradients, check_network, check_passes, too_large
from learnscope.figure.places import COST
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.costs import COSTS
from learnscope.nn.initialisation import initial_network
from learnscope.nn.network import LayerPass, Network


class Seen(NamedTuple):
    """The values of a computed state: every z and a, the guess and the cost."""

    passes: tuple[LayerPass, ...]
    guess: Array
    cost_value: float


@dataclass(frozen=True, eq=False)
class State:
    """A network, the example before it, and what has been computed from them so far.

    ``inputs`` are (n_in,), ``targets`` (n_out,). ``seed`` drew the start weights, in the way
    ``initial``. ``passes`` holds the layers whose values are still true, from the first on: all
    after Forward, none after an edit of an input. ``cost_value`` is None while it is not computed.
    ``last_cost`` is the one that Forward found before. ``gradients`` belong to the Backprop just
    made, which turned the network ``before`` into ``network``. ``calculus`` has the functions that
    compute all of it. ``previous`` has the values of the last computed state while this one is not
    computed.
    """

    network: Network
    inputs: Array
    targets: Array
    cost: str
    learning_rate: float
    seed: int | None = None
    initial: str = "uniform"
    step: int = 0
    passes: tuple[LayerPass, ...] = ()
    cost_value: float | None = None
    last_cost: float | None = None
    before: Network | None = None
    gradients: tuple[LayerGradients, ...] | None = None
    calculus: Calculus = ORIGINAL
    previous: Seen | None = None

    @property
    def guess(self) -> Array | None:
        """Return the cost's view of the last layer, (n_out,); None while not computed."""
        if len(self.passes) < len(self.network):
            return None
        return COSTS[self.cost].guess(self.passes[-1].a)[0]

    @property
    def cost_change(self) -> float | None:
        """Return by how much the cost changed between the last two Forwards, or None."""
        if self.cost_value is None or self.last_cost is None:
            return None
        return self.cost_value - self.last_cost

    def forgetting(self, from_layer: int) -> "State":
        """Return the state without the results of a layer (from 1) and later ones."""
        known = self.passes[: from_layer - 1]
        if len(known) == len(self.passes) and self.cost_value is None and not self.before:
            return self
        last = self.last_cost if self.cost_value is None else self.cost_value
        return replace(
            self,
            passes=known,
            cost_value=None,
            last_cost=last,
            before=None,
            gradients=None,
            previous=self.seen or self.previous,
        )

    @property
    def seen(self) -> Seen | None:
        """Return all values, or None if they are not all computed."""
        if self.cost_value is None or self.guess is None:
            return None
        return Seen(self.passes, self.guess, self.cost_value)

    def bare(self) -> "State":
        """Return the state with nothing computed, not even a last cost."""
        return replace(self.forgetting(1), last_cost=None, previous=None)

    def under(self, calculus: Calculus) -> "State":
        """Return the state with another calculus in force.

        Numbers that it might not compute again are dropped.
        """
        if calculus is self.calculus:
            return self
        kept = self if calculus.still_holds(self.calculus) else self.bare()
        return replace(kept, calculus=calculus, network=calculus.adapted(self.network))

    def run_through(self, layers: int) -> "State":
        """Run Forward through the first layers only: compute their z and a.

        Raises:
            Problem: a number leaves the range of float64, or the visitor's Python fails or is
                missing.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            passes = self.calculus.forward(self.network[:layers], self.inputs[np.newaxis])
            check_passes(passes, len(self.network), after_step=self.before is not None)
        return replace(self, passes=passes)

    def computed(self) -> "State":
        """Run Forward: compute every z and a, the guess and the cost.

        Raises:
            Problem: a number leaves the range of float64, or the visitor's Python fails or is
                missing.
        """
        if self.cost_value is not None:
            return self if self.gradients is None else replace(self, before=None, gradients=None)
        state = self.run_through(len(self.network))
        with np.errstate(over="ignore", invalid="ignore"):
            cost = self.calculus.cost_value(self.cost, state.passes, self.targets[np.newaxis])
        state = replace(state, cost_value=cost, before=None, gradients=None, previous=None)
        if not finite(cost, state.cost_change or 0.0):
            raise too_large("Forward", COST, "the cost", after_step=self.before is not None)
        return state

    def slopes(self) -> tuple[LayerGradients, ...]:
        """Compute the gradients of a computed state.

        Raises:
            Problem: a number leaves the range of float64, or the visitor's Python fails or is
                missing.
        """
        inputs, targets = self.inputs[np.newaxis], self.targets[np.newaxis]
        with np.errstate(over="ignore", invalid="ignore"):
            gradients = self.calculus.backprop(
                self.network, inputs, self.passes, targets, self.cost
            )
            check_gradients(gradients)
        return gradients

    def learned(self) -> "State":
        """Run Backprop: compute the gradients, and move every number by them.

        Forward is run first if it is due.

        Raises:
            Problem: a number leaves the range of float64, or the visitor's Python fails or is
                missing.
        """
        state = self.computed()
        gradients = state.slopes()
        with np.errstate(over="ignore"):
            network = self.calculus.descend(state.network, gradients, state.learning_rate)
        check_network(network)
        return replace(
            state.forgetting(1),
            network=network,
            step=state.step + 1,
            before=state.network,
            gradients=gradients,
        )


def finite(*values: Array | float) -> bool:
    """Tell whether all numbers are finite."""
    return all(np.isfinite(value).all() for value in values)


def start_state(task: Task, calculus: Calculus = ORIGINAL) -> State:
    """Begin a task: its first example, weights drawn, nothing computed.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    dataset = task.dataset()
    inputs = dataset.inputs
    if task.standardised:
        inputs = scaling_of(inputs).applied(inputs)
    return State(
        network=initial_network(
            task.sizes, task.seed, task.initial, task.activation, task.output, calculus
        ),
        inputs=inputs[0],
        targets=dataset.targets[0],
        cost=task.cost,
        learning_rate=task.learning_rate,
        seed=task.seed,
        initial=task.initial,
        calculus=calculus,
    )
