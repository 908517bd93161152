"""One visitor's session: the only thing here that changes. Its methods are the visitor's verbs.

A verb either does the whole of what it says or raises ``Problem`` and changes nothing: it makes a
new ``State`` first and puts it in place last.
"""

from dataclasses import replace
from typing import Any

from learnscope.activations import Array
from learnscope.network import Layer, Network, random_network
from learnscope.problem import LARGEST_WHOLE, Problem, is_nothing, mapping, number, rate, whole
from learnscope.snapshot import snapshot_of, state_from_plain, state_from_snapshot
from learnscope.state import State, start_state
from learnscope.tasks import FIRST, TASKS

MOST_STEPS_BACK = 2_000
"""How many states before this one are kept: about 3 MB for a 3-2-3 network."""

HISTORY_BUDGET = 4_000_000
"""How many weights and biases the kept networks may have together: 32 MB, twice with gradients."""


class Session:
    """A state, where it started, and the same two before each change (newest last)."""

    def __init__(self) -> None:
        self.state: State = start_state(TASKS[FIRST])
        self.start: State = self.state
        self.live = False
        self.history: list[tuple[State, State]] = []
        self._last_edit: tuple[object, ...] | None = None

    # -- running and learning

    def forward(self) -> None:
        """Run the signal through: all values, the guess and the cost."""
        state = self.state.computed()
        if state is not self.state:
            self._become(state)

    def backprop(self) -> None:
        """Run the error back and take one step downhill; does Forward first where it is due."""
        self._become(self._followed(self.state.learned()))

    def step_back(self) -> None:
        """Return to the state before the last change."""
        if not self.history:
            raise Problem("This is the beginning: there is no step to take back.")
        state, start = self.history[-1]
        self.state, self.start, self._last_edit = self._followed(state), start, None
        self.history.pop()

    # -- editing; each forgets what depended on the number, or recomputes it when live

    def set_input(self, index: object, value: object) -> None:
        """Set input index (from 0)."""
        i = whole(index, "The input's index", 0, len(self.state.inputs) - 1)
        inputs = changed(self.state.inputs, i, number(value, f"Input {i + 1}"))
        self._edit(("input", i), replace(self.state.forgetting(1), inputs=inputs))

    def set_target(self, index: object, value: object) -> None:
        """Set the target of output index (from 0). The guess stays true; the cost does not."""
        k = whole(index, "The target's index", 0, len(self.state.targets) - 1)
        targets = changed(self.state.targets, k, number(value, f"Target {k + 1}"))
        beyond = len(self.state.network) + 1
        self._edit(("target", k), replace(self.state.forgetting(beyond), targets=targets))

    def set_weight(self, layer: object, to: object, from_: object, value: object) -> None:
        """Set the weight into neuron ``to`` of a layer (from 1), from neuron from_ before it."""
        depth, old = self._layer(layer)
        j = whole(to, "The index of the neuron the weight leads to", 0, old.n_out - 1)
        i = whole(from_, "The index of the neuron the weight comes from", 0, old.n_in - 1)
        weights = changed(old.weights, (j, i), number(value, "A weight"))
        self._edit(("weight", depth, j, i), self._with(depth, replace(old, weights=weights)))

    def set_bias(self, layer: object, index: object, value: object) -> None:
        """Set the bias of neuron index (from 0) of a layer (from 1)."""
        depth, old = self._layer(layer)
        j = whole(index, "The neuron's index", 0, old.n_out - 1)
        biases = changed(old.biases, j, number(value, "A bias"))
        self._edit(("bias", depth, j), self._with(depth, replace(old, biases=biases)))

    def set_learning_rate(self, value: object) -> None:
        """Set η, the size of a step. Nothing that is computed depends on it."""
        self._edit(("learning rate",), replace(self.state, learning_rate=rate(value)))

    def set_live(self, value: object) -> None:
        """When live, every change is followed by Forward at once."""
        if not isinstance(value, bool):
            raise Problem("Live must be true or false.")
        if value and self.state.cost_value is None:
            self.forward()
        self.live = value

    # -- starting again

    def reset(self) -> None:
        """Return to the start values: weights, biases, inputs, targets, learning rate, step 0."""
        self._become(self._followed(self.start))

    def new_weights(self, seed: object = None) -> None:
        """Draw other start weights from a seed, by default the one after the last."""
        if is_nothing(seed):
            seed = 0 if self.state.seed is None else (self.state.seed + 1) % (LARGEST_WHOLE + 1)
        chosen = whole(seed, "The seed", 0, LARGEST_WHOLE)
        sizes = (len(self.state.inputs), *(layer.n_out for layer in self.state.network))
        drawn = random_network(sizes, chosen)
        network = tuple(
            replace(new, activation=old.activation)
            for new, old in zip(drawn, self.state.network, strict=True)
        )
        self._begin(fresh(self.state, network, chosen))

    def load(self, network: object) -> None:
        """Begin with a network given as plain data."""
        self._begin(state_from_plain(network))

    def restore(self, start: object, last: object) -> None:
        """Take up where another session stopped, from a snapshot of its start and of its end."""
        begun, state = state_from_snapshot(start), state_from_snapshot(last)
        self.start, self.state = fresh(begun, begun.network, begun.seed), state
        self.history, self._last_edit = [], None
        self.live = mapping(last, "A snapshot").get("live") is True

    def snapshot(self) -> dict[str, Any]:
        """Everything the page may show, as plain data and arrays."""
        return snapshot_of(self.state) | {
            "live": self.live,
            "can_step_back": bool(self.history),
        }

    # -- the one place where the state changes

    def _become(self, state: State, start: State | None = None) -> None:
        self.history.append((self.state, self.start))
        size = sum(layer.weights.size + layer.biases.size for layer in state.network)
        del self.history[: -min(MOST_STEPS_BACK, HISTORY_BUDGET // size)]
        self.state, self.start, self._last_edit = state, start or self.start, None

    def _edit(self, what: tuple[object, ...], state: State) -> None:
        """Become state; a run of edits of the same number is one step in the history."""
        state = self._followed(state)
        if what == self._last_edit:
            self.state = state
        else:
            self._become(state)
        self._last_edit = what

    def _begin(self, state: State) -> None:
        self._become(self._followed(state), start=state)

    def _followed(self, state: State) -> State:
        """The state, with Forward done where the session is live."""
        if not self.live or state.cost_value is not None:
            return state
        after = state.computed()
        return replace(after, before=state.before, gradients=state.gradients)

    def _layer(self, layer: object) -> tuple[int, Layer]:
        depth = whole(layer, "The layer", 1, len(self.state.network))
        return depth, self.state.network[depth - 1]

    def _with(self, depth: int, layer: Layer) -> State:
        network: Network = self.state.network
        network = (*network[: depth - 1], layer, *network[depth:])
        return replace(self.state.forgetting(depth), network=network)


def changed(array: Array, index: int | tuple[int, int], value: float) -> Array:
    """A copy of array with one number changed."""
    copy = array.copy()
    copy[index] = value
    return copy


def fresh(state: State, network: Network, seed: int | None) -> State:
    """The same example, cost and learning rate before another network, with nothing computed."""
    return State(network, state.inputs, state.targets, state.cost, state.learning_rate, seed)
