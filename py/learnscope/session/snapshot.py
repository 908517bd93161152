"""A state as plain data, which crosses to the page and into files, and back.

A snapshot is a dict of numbers, names, NumPy arrays and None (for what is not computed). It holds
all there is to a state, so a session can be taken up again from one.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from learnscope.common.errors import (
    LARGEST_WHOLE,
    Problem,
    choice,
    count,
    described,
    is_nothing,
    mapping,
    number,
    numbers,
    rate,
    unpacked,
    whole,
)
from learnscope.figure.state import State, finite
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS
from learnscope.nn.initialisation import INITIAL
from learnscope.nn.network import Layer, Network
from learnscope.usercode.overrides import OWN, ids, make_room_for_own

MOST_NEURONS = 10_000
MOST_PARAMETERS = 1_000_000
"""Beyond these (inputs count as neurons) a network is refused: no page could show it."""


def snapshot_of(state: State) -> dict[str, Any]:
    """The state as a snapshot. Every array in it is the state's own: do not write to them."""
    return {
        "layers": [layer_snapshot(state, depth) for depth in range(len(state.network))],
        "cost": state.cost,
        "inputs": state.inputs,
        "targets": state.targets,
        "learning_rate": state.learning_rate,
        "seed": state.seed,
        "initial": state.initial,
        "step": state.step,
        "guess": state.guess,
        "cost_value": state.cost_value,
        "last_cost": state.last_cost,
        "cost_change": state.cost_change,
    }


def layer_snapshot(state: State, depth: int) -> dict[str, Any]:
    """One layer of a snapshot; what is not computed is None.

    After a Backprop ``delta``, ``d_weights`` and ``d_biases`` are the gradients it used, and
    ``weights_before``, ``weights_change`` (new − old) and their like for biases say what moved.
    """
    layer = state.network[depth]
    known = state.passes[depth] if depth < len(state.passes) else None
    gradient = state.gradients[depth] if state.gradients else None
    before = state.before[depth] if state.before else None
    return {
        "weights": layer.weights,
        "biases": layer.biases,
        "activation": layer.activation,
        "symbol": ACTIVATIONS[layer.activation].symbol,
        "z": known and known.z[0],
        "a": known and known.a[0],
        "delta": gradient and gradient.delta[0],
        "d_weights": gradient and gradient.d_weights,
        "d_biases": gradient and gradient.d_biases,
        "weights_before": before and before.weights,
        "biases_before": before and before.biases,
        "weights_change": before and layer.weights - before.weights,
        "biases_change": before and layer.biases - before.biases,
    }


def to_plain(value: Any) -> Any:
    """The same with every array as nested lists, ready for JSON."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_plain(item) for item in value]
    return value


def state_from_plain(plain: object) -> State:
    """The state in which a network given as plain data begins.

    layers and inputs must be there; targets are 0, the cost softmax cross-entropy and the
    learning rate 0.3 where they are not given. Raises Problem where something does not fit.
    """
    data = mapping(plain, "A network")
    layers = data.get("layers")
    if not isinstance(layers, list | tuple):
        raise Problem(f"A network needs a list of layers, not {described(layers)}.")
    if not layers:
        raise Problem("A network needs at least one layer.")
    check_size(data)
    inputs = numbers(data.get("inputs"), "Inputs")
    if not len(inputs):
        raise Problem("A network needs at least one input.")
    network: Network = ()
    width = len(inputs)
    for position, item in enumerate(layers, start=1):
        network += (layer_from_plain(item, position, width),)
        width = network[-1].n_out
    return State(
        network=network,
        inputs=inputs,
        targets=numbers(data.get("targets", [0.0] * width), "Targets", width),
        cost=choice(data.get("cost", "softmax_cross_entropy"), "The cost", COSTS),
        learning_rate=rate(data.get("learning_rate", 0.3)),
    )


def layer_from_plain(data: Mapping[str, Any], position: int, n_in: int) -> Layer:
    """One layer, checked against the number of numbers that reach it."""
    name = f"Layer {position}"
    biases = numbers(data.get("biases"), f"{name}: biases")
    rows = unpacked(data.get("weights"))
    if not len(biases):
        raise Problem(f"{name} needs at least one neuron.")
    if not isinstance(rows, list | tuple) or len(rows) != len(biases):
        raise Problem(
            f"{name}: weights must be {count(len(biases), 'list')}, one for each of its neurons."
        )
    return Layer(
        weights=np.array(
            [numbers(row, f"{name}: weights of neuron {n + 1}", n_in) for n, row in enumerate(rows)]
        ),
        biases=biases,
        activation=activation(data.get("activation"), f"{name}: activation"),
    )


def activation(value: object, name: str) -> str:
    """value as the name of an activation function. The visitor's own may be missing here: that is
    said when it is needed."""
    if value == OWN:
        make_room_for_own()
    return choice(value, name, ACTIVATIONS)


def state_from_snapshot(snapshot: object) -> State:
    """The state that a snapshot was made of. Computed values are computed again, not believed;
    those that another Python than what runs now had computed stay out."""
    data = mapping(snapshot, "A snapshot")
    if not is_nothing(data.get("walk")):
        raise Problem("A snapshot from the middle of a step can't be taken up again.")
    state, layers = state_from_plain(data), data["layers"]
    seed, last_cost = data.get("seed"), data.get("last_cost")
    state = replace(
        state,
        seed=None if is_nothing(seed) else whole(seed, "The seed", 0, LARGEST_WHOLE),
        initial=choice(data.get("initial", "uniform"), "The way to draw start weights", INITIAL),
        step=whole(data.get("step"), "The step", 0, LARGEST_WHOLE),
        last_cost=None if is_nothing(last_cost) else number(last_cost, "The last cost"),
    )
    if mapping(data.get("python", {}), "The snapshot’s python").get("typed", {}) != ids():
        return state.bare()
    if is_nothing(data.get("cost_value")):
        state = state.run_through(sum(not is_nothing(layer.get("a")) for layer in layers))
    else:
        state = state.computed()
    if not is_nothing(layers[0].get("weights_before")):
        old = [
            {**layer, "weights": layer.get("weights_before"), "biases": layer.get("biases_before")}
            for layer in layers
        ]
        before = state_from_plain({**data, "layers": old}).computed()
        check_move(before.network, state.network)
        state = replace(state, before=before.network, gradients=before.slopes())
    return state


def check_move(before: Network, after: Network) -> None:
    """Refuse a snapshot whose network cannot have been ``before`` one step earlier."""
    for position, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        with np.errstate(over="ignore"):
            if old.weights.shape != new.weights.shape or not finite(
                new.weights - old.weights, new.biases - old.biases
            ):
                raise Problem(f"Layer {position}: no step leads from weights_before to weights.")


def check_size(data: Mapping[str, Any]) -> None:
    """Refuse a network that is too large, before anything of it is copied."""
    layers = data["layers"]
    if len(layers) > MOST_NEURONS:
        raise Problem(f"A network may have at most {MOST_NEURONS:,} layers, not {len(layers):,}.")
    sizes = [size(data.get("inputs"))]
    for position, layer in enumerate(layers, start=1):
        sizes.append(size(mapping(layer, f"Layer {position}").get("biases")))
    neurons = sum(sizes)
    parameters = sum(n_out * (n_in + 1) for n_in, n_out in pairwise(sizes))
    if neurons > MOST_NEURONS or parameters > MOST_PARAMETERS:
        raise Problem(
            f"This network has {neurons:,} neurons and {parameters:,} weights and biases. "
            f"At most {MOST_NEURONS:,} neurons and {MOST_PARAMETERS:,} numbers fit in here."
        )


def size(values: object) -> int:
    """How many values there are, 0 where it is no list (which ``numbers`` will say)."""
    return len(values) if isinstance(values, list | tuple | np.ndarray | memoryview) else 0
