"""A state as plain data, which crosses to the page and into files, and back.

A snapshot is a dict of numbers, names, NumPy arrays and None (for what is not computed). It holds
all there is to a state, so a session can be taken up again from one.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from learnscope.activations import ACTIVATIONS
from learnscope.costs import COSTS
from learnscope.network import Layer, Network
from learnscope.problem import (
    LARGEST_WHOLE,
    Problem,
    choice,
    count,
    described,
    is_nothing,
    mapping,
    number,
    numbers,
    whole,
)
from learnscope.state import State

MOST_NEURONS = 10_000
MOST_PARAMETERS = 1_000_000
"""Beyond these a network is refused: no page could show it, and few browsers could hold it."""


def snapshot_of(state: State) -> dict[str, Any]:
    """The state as a snapshot. Every array in it is the state's own: do not write to them."""
    return {
        "layers": [layer_snapshot(state, depth) for depth in range(len(state.network))],
        "cost": state.cost,
        "inputs": state.inputs,
        "targets": state.targets,
        "learning_rate": state.learning_rate,
        "seed": state.seed,
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
    if not isinstance(layers, list | tuple) or not layers:
        raise Problem(f"A network needs a list of layers, not {described(layers)}.")
    check_size(layers)
    inputs = numbers(data.get("inputs"), "Inputs")
    network: Network = ()
    width = len(inputs)
    for position, item in enumerate(layers, start=1):
        network += (layer_from_plain(mapping(item, f"Layer {position}"), position, width),)
        width = network[-1].n_out
    rate = number(data.get("learning_rate", 0.3), "The learning rate")
    if rate < 0:
        raise Problem("The learning rate must be 0 or more: below 0, the cost would grow.")
    return State(
        network=network,
        inputs=inputs,
        targets=numbers(data.get("targets", [0.0] * width), "Targets", width),
        cost=choice(data.get("cost", "softmax_cross_entropy"), "The cost", COSTS),
        learning_rate=rate,
    )


def layer_from_plain(data: Mapping[str, Any], position: int, n_in: int) -> Layer:
    """One layer, checked against the number of numbers that reach it."""
    name = f"Layer {position}"
    biases = numbers(data.get("biases"), f"{name}: biases")
    rows = data.get("weights")
    if not len(biases):
        raise Problem(f"{name} needs at least one neuron.")
    if not isinstance(rows, list | tuple | np.ndarray) or len(rows) != len(biases):
        raise Problem(
            f"{name}: weights must be {count(len(biases), 'list')}, one for each of its neurons."
        )
    return Layer(
        weights=np.array(
            [numbers(row, f"{name}: weights of neuron {n + 1}", n_in) for n, row in enumerate(rows)]
        ).reshape(len(biases), n_in),
        biases=biases,
        activation=choice(data.get("activation"), f"{name}: activation", ACTIVATIONS),
    )


def state_from_snapshot(snapshot: object) -> State:
    """The state that a snapshot was made of. Computed values are computed again, not believed."""
    data = mapping(snapshot, "A snapshot")
    state, layers = state_from_plain(data), data["layers"]
    seed, last_cost = data.get("seed"), data.get("last_cost")
    state = replace(
        state,
        seed=None if is_nothing(seed) else whole(seed, "The seed", 0, LARGEST_WHOLE),
        step=whole(data.get("step"), "The step", 0, LARGEST_WHOLE),
        last_cost=None if is_nothing(last_cost) else number(last_cost, "The last cost"),
    )
    known = sum(not is_nothing(layer.get("a")) for layer in layers)
    if known:
        full = state.computed()
        value = None if is_nothing(data.get("cost_value")) else full.cost_value
        state = replace(state, passes=full.passes[:known], cost_value=value)
    if not is_nothing(layers[0].get("weights_before")):
        old = [
            {**layer, "weights": layer["weights_before"], "biases": layer["biases_before"]}
            for layer in layers
        ]
        before = state_from_plain({**data, "layers": old}).computed()
        state = replace(state, before=before.network, gradients=before.slopes())
    return state


def check_size(layers: list[Any] | tuple[Any, ...]) -> None:
    """Refuse a network that is too large, before anything of it is copied."""
    neurons = parameters = 0
    for item in layers:
        biases, rows = (mapping(item, "A layer").get(key) for key in ("biases", "weights"))
        if not isinstance(biases, list | tuple) or not isinstance(rows, list | tuple):
            continue  # layer_from_plain says what is wrong
        width = len(rows[0]) if rows and isinstance(rows[0], list | tuple) else 0
        neurons += len(biases)
        parameters += len(biases) + len(rows) * width
    if neurons > MOST_NEURONS or parameters > MOST_PARAMETERS:
        raise Problem(
            f"This network has {neurons:,} neurons and {parameters:,} weights and biases. "
            f"At most {MOST_NEURONS:,} neurons and {MOST_PARAMETERS:,} numbers fit in here."
        )
