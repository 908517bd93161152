"""Everything the figure shows at one moment, as one value that never changes."""

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
    """A network, the example before it, and what has been computed of them so far.

    inputs (n_in,), targets (n_out,). seed drew the start weights, in the way ``initial``. passes
    holds the layers whose values are still true, from the first on: all after Forward, none after
    an edit of an input. cost_value is None while it is not computed. last_cost is the cost that
    Forward found before this one. gradients belong to the Backprop just made, which turned the
    network ``before`` into ``network``. calculus has the functions that compute all of it. previous
    has the values of the last computed state while this one is not.
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
        """The cost's view of the last layer, (n_out,); None while it is not computed."""
        if len(self.passes) < len(self.network):
            return None
        return COSTS[self.cost].guess(self.passes[-1].a)[0]

    @property
    def cost_change(self) -> float | None:
        """How much the cost moved between the last two times that Forward found it."""
        if self.cost_value is None or self.last_cost is None:
            return None
        return self.cost_value - self.last_cost

    def forgetting(self, from_layer: int) -> "State":
        """Copy the state without the results of that layer (from 1) and the later ones."""
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
        """All values, if they are computed."""
        if self.cost_value is None or self.guess is None:
            return None
        return Seen(self.passes, self.guess, self.cost_value)

    def bare(self) -> "State":
        """The same with nothing computed, the last cost included."""
        return replace(self.forgetting(1), last_cost=None, previous=None)

    def under(self, calculus: Calculus) -> "State":
        """The same with another calculus in force, and without numbers that it would not find."""
        if calculus is self.calculus:
            return self
        kept = self if calculus.still_holds(self.calculus) else self.bare()
        return replace(kept, calculus=calculus, network=calculus.adapted(self.network))

    def run_through(self, layers: int) -> "State":
        """Forward through that many layers only: their weighted inputs and activations."""
        with np.errstate(over="ignore", invalid="ignore"):
            passes = self.calculus.forward(self.network[:layers], self.inputs[np.newaxis])
            check_passes(passes, len(self.network), after_step=self.before is not None)
        return replace(self, passes=passes)

    def computed(self) -> "State":
        """Run Forward: compute every z and a, the guess and the cost.

        Raises:
            Problem: a number leaves the range of float64.
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
        """The gradients of a computed state."""
        inputs, targets = self.inputs[np.newaxis], self.targets[np.newaxis]
        with np.errstate(over="ignore", invalid="ignore"):
            gradients = self.calculus.backprop(
                self.network, inputs, self.passes, targets, self.cost
            )
            check_gradients(gradients)
        return gradients

    def learned(self) -> "State":
        """Backprop, after Forward where it is due: gradients, and every number moved by them."""
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
    """Whether every number is one: no infinity, no NaN."""
    return all(np.isfinite(value).all() for value in values)


def start_state(task: Task, calculus: Calculus = ORIGINAL) -> State:
    """Begin a task: its first example, weights drawn, nothing computed."""
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
