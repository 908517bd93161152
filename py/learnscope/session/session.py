"""One visitor's session: the only thing here that changes. Its methods are the visitor's verbs.

A verb either does the whole of what it says or raises ``Problem`` and changes nothing: it makes a
new ``State`` first and puts it in place last.
"""

from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from learnscope.common.arrays import Array
from learnscope.common.errors import (
    LARGEST_WHOLE,
    Problem,
    choice,
    is_nothing,
    mapping,
    number,
    numbers,
    rate,
    whole,
)
from learnscope.datasets.tasks import FIRST, TASKS
from learnscope.figure.numerics import trouble_of
from learnscope.figure.partial_snapshot import reached
from learnscope.figure.state import State, start_state
from learnscope.figure.stepping import GRAINS, Walk, backprop_walk, forward_walk
from learnscope.figure.timeline import in_line
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from learnscope.nn.initialisation import INITIAL, initial_network
from learnscope.nn.network import Layer, Network
from learnscope.session.commands.own_data import OwnData
from learnscope.session.commands.training import fits, shown
from learnscope.session.commands.usercode import Workbench, verdicts_in
from learnscope.session.history import Entry, History
from learnscope.session.snapshot import snapshot_of, state_from_plain, state_from_snapshot
from learnscope.usercode import overrides

if TYPE_CHECKING:  # loaded when a task is
    from learnscope.datasets.table.upload import Desk


class Session(Workbench, OwnData):
    """What the figure shows now, what led to it, and how far the reading of a pass has come."""

    def __init__(self) -> None:
        overrides.clear()
        begun = start_state(TASKS[FIRST])
        self.now = Entry(begun, start=begun)
        self.history = History()
        self.walk: Walk | None = None
        self.live = False
        self._origins = count(1)
        self._gesture: tuple[object, ...] | None = None
        self.desk: Desk | None = None

    @property
    def state(self) -> State:
        """The network, its example, and what is computed of them."""
        return self.now.state

    # -- running and learning

    def forward(self) -> None:
        """Run the signal through: all values, the guess and the cost."""
        state = self.state.computed()
        if state is not self.state:
            self._become(state, "forward")
        self.walk = None

    def backprop(self) -> None:
        """Run the error back and take one step downhill; does Forward first where it is due."""
        base = self.state.computed()
        self._become(self._followed(base.learned()), "backprop", seen=base)

    # -- steps as small as you like, in both directions

    def step(self, grain: object) -> None:
        """Go on by a whole pass, a layer, a neuron or a term: Forward, then Backprop, and so on."""
        size = choice(grain, "The size of a step", GRAINS)
        walk = (self.walk or self._walk()).onward(size)
        if not walk.is_over:
            self.walk = walk
        elif self.history.future and self.history.future[-1].cause == walk.kind:
            self.redo()
        elif walk.kind == "forward":
            self.forward()
        else:
            self.backprop()

    def step_back(self, grain: object = None) -> None:
        """Go back by one step of that size; by default undo the last change."""
        size = "pass" if is_nothing(grain) else choice(grain, "The size of a step", GRAINS)
        if self.walk:
            walk = self.walk.back(size)
        else:
            cause = self.now.cause
            self._undo()
            if size == "pass" or cause not in ("forward", "backprop"):
                return
            walk = self._walk().at_end().back(size)
        self.walk = walk if walk.position else None

    def redo(self) -> None:
        """Do again what was undone last."""
        if not self.history.future:
            raise Problem("There is nothing to do again.")
        self._move(self.history.future, self.history.past)

    def go_to(self, moment: object, gesture: object = None) -> None:
        """Return to a moment of the time line: its network, values and gradients."""
        line = self.now.line
        if line.end == line.moments.first:
            raise Problem("The time line is empty: press Forward to begin it.")
        wanted = whole(moment, "The moment", line.moments.first, line.end - 1)
        state = self._followed(line.moments.at(wanted))
        self._put(replace(self.now, state=state, at=wanted, cause="go_to"), ("go_to", gesture))

    # -- editing; each forgets what depended on the number, or recomputes it when live. A run of
    # edits of one number with the same gesture (one drag) is undone as one.

    def set_input(self, index: object, value: object, gesture: object = None) -> None:
        """Set input index (from 0)."""
        i = whole(index, "The input's index", 0, len(self.state.inputs) - 1)
        inputs = changed(self.state.inputs, i, number(value, f"Input {i + 1}"))
        self._edit(("input", i, gesture), replace(self.state.forgetting(1), inputs=inputs))

    def set_inputs(self, values: object, raw: object = None, gesture: object = None) -> None:
        """Set all inputs at once; raw: values are in the data's own units, and brought to scale.

        Such ones are tried out on a network that has learned something: its guess follows at once.
        """
        inputs = numbers(values, "Inputs", len(self.state.inputs))
        if not is_nothing(raw) and not isinstance(raw, bool):
            raise Problem("Raw must be true or false.")
        course = self.now.course
        if raw is True and course and course.scaling:
            inputs = course.scaling.applied(inputs)
        state = replace(self.state.forgetting(1), inputs=inputs)
        if raw is True and course and (course.step or self.state.cost_value is not None):
            with suppress(Problem):  # it is seen without its guess, and Forward says why
                state = state.computed()
        self._edit(("inputs", gesture), state)

    def set_target(self, index: object, value: object, gesture: object = None) -> None:
        """Set the target of output index (from 0). The guess stays true; the cost does not."""
        k = whole(index, "The target's index", 0, len(self.state.targets) - 1)
        targets = changed(self.state.targets, k, number(value, f"Target {k + 1}"))
        beyond = len(self.state.network) + 1
        self._edit(("target", k, gesture), replace(self.state.forgetting(beyond), targets=targets))

    def set_weight(
        self, layer: object, to: object, from_: object, value: object, gesture: object = None
    ) -> None:
        """Set the weight into neuron ``to`` of a layer (from 1), from neuron from_ before it."""
        depth, old = self._layer(layer)
        j = whole(to, "The index of the neuron the weight leads to", 0, old.n_out - 1)
        i = whole(from_, "The index of the neuron the weight comes from", 0, old.n_in - 1)
        weights = changed(old.weights, (j, i), number(value, "A weight"))
        self._edit(
            ("weight", depth, j, i, gesture), self._with(depth, replace(old, weights=weights))
        )

    def set_bias(self, layer: object, index: object, value: object, gesture: object = None) -> None:
        """Set the bias of neuron index (from 0) of a layer (from 1)."""
        depth, old = self._layer(layer)
        j = whole(index, "The neuron's index", 0, old.n_out - 1)
        biases = changed(old.biases, j, number(value, "A bias"))
        self._edit(("bias", depth, j, gesture), self._with(depth, replace(old, biases=biases)))

    def set_learning_rate(self, value: object, gesture: object = None) -> None:
        """Set η, the size of a step. Nothing that is computed depends on it."""
        self._edit(("learning rate", gesture), replace(self.state, learning_rate=rate(value)))

    def set_activation(self, layer: object, name: object) -> None:
        """Give a layer (from 1) another activation function."""
        depth, old = self._layer(layer)
        activation = choice(name, "The activation", ACTIVATIONS)
        self._edit(("activation", None), self._with(depth, replace(old, activation=activation)))

    def set_cost(self, name: object) -> None:
        """Measure by another cost, and let it make its own guess of the same activations."""
        beyond = len(self.state.network) + 1
        cost = choice(name, "The cost", COSTS)
        state = replace(self.state.forgetting(beyond), cost=cost, last_cost=None)
        course = self.now.course
        if course:  # another cost, another curve
            course = course.having(progress=course.progress.anew(), stopped="")
        self._edit(("cost", None), state, course)

    def set_live(self, value: object) -> None:
        """When live, every change is followed by Forward at once."""
        if not isinstance(value, bool):
            raise Problem("Live must be true or false.")
        if value and self.state.cost_value is None:
            self.forward()
        self.live = value

    # -- starting again

    def reset(self) -> None:
        """Return to the start values: weights, biases, inputs, targets, learning rate, step 0.

        Of a task the example in the figure stays.
        """
        start, course = self.now.start, self.now.course
        if course:
            start = shown(start, course)
        self._begin(start, "reset", course and course.begun())

    def new_weights(self, seed: object = None, initial: object = None) -> None:
        """Draw other start weights from a seed, by default the one after the last.

        initial is the way in which they are drawn, by default as the last ones were.
        """
        way = self.state.initial
        if not is_nothing(initial):
            way = choice(initial, "The way to draw start weights", INITIAL)
        if is_nothing(seed):
            seed = 0 if self.state.seed is None else (self.state.seed + 1) % (LARGEST_WHOLE + 1)
        chosen = whole(seed, "The seed", 0, LARGEST_WHOLE)
        sizes = (len(self.state.inputs), *(layer.n_out for layer in self.state.network))
        course = self.now.course
        drawn = initial_network(sizes, chosen, way, "tanh")
        network = tuple(
            replace(new, activation=old.activation)
            for new, old in zip(drawn, self.state.network, strict=True)
        )
        start = replace(fresh(self.state, network, chosen), initial=way)
        self._begin(start, "new_weights", course and course.begun())

    def load(self, network: object) -> None:
        """Begin with a network given as plain data."""
        self._begin(state_from_plain(network), "load")

    def restore(self, start: object, last: object, typed: object = None) -> None:
        """Take up where another session stopped, from a snapshot of its start and of its end.

        The original Python runs then, for what somebody typed is in no snapshot; or the visitor's
        texts that ran there, by kind, where the page hands them over again.
        """
        before = overrides.installed()
        overrides.clear()
        try:
            texts = {} if is_nothing(typed) else mapping(typed, "What was typed")
            overrides.install(overrides.versions_of(texts))
            begun, state = state_from_snapshot(start), state_from_snapshot(last)
            course = self._restored(state, mapping(last, "A snapshot"))
            verdicts = verdicts_in(mapping(last, "A snapshot"))
        except Problem:
            overrides.install(before)
            raise
        line = in_line(self.now.line.anew(), state)
        if course and not fits(begun, course):
            begun = state
        start_of_it = fresh(begun, begun.network, begun.seed)
        self.now = Entry(
            state, start_of_it, line, line.end - 1, course=course, origin=next(self._origins)
        )
        self.history, self.walk, self._gesture = History(), None, None
        self.verdict_on_python, self.verdict_on_own = verdicts
        self.live = mapping(last, "A snapshot").get("live") is True

    def snapshot(self) -> dict[str, Any]:
        """Everything the page may show, as plain data and arrays."""
        line = self.now.line
        whole_session = {
            "live": self.live,
            "can_step_back": bool(self.history.past or self.walk),
            "can_redo": bool(self.history.future),
            "origin": self.now.origin,
            "line": line.id,
            "moments": line.end,
            "moment": self.now.at,
            "trouble": self._trouble(),
            "python": self.python(),
            "walk": None,
            **self.lesson(),
        }
        if not self.walk:
            return snapshot_of(self.state) | whole_session
        return reached(self.walk, snapshot_of(self.walk.base) | whole_session)

    def _trouble(self) -> dict[str, Any] | None:
        """What keeps the network from learning, and the last moment when nothing did."""
        trouble = trouble_of(self.state.network, self.state.passes)
        if trouble is None:
            return None
        return {
            "place": trouble.place,
            "text": trouble.text,
            "last_well": self.now.line.upto(self.now.at + 1).last_well(),
        }

    def _walk(self) -> Walk:
        """The beginning of the pass that is due."""
        if self.state.cost_value is None:
            return forward_walk(self.state, self.state.computed())
        base = self.state.computed()
        return backprop_walk(base, base.learned())

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
    return replace(state.bare(), network=network, seed=seed, step=0)
