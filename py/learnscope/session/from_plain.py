"""Read a state from plain data: a network in a file, or a snapshot."""

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
from learnscope.figure.state import Seen, State, finite
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.calculus import MISSING, ORIGINAL, OWN, Calculus
from learnscope.nn.costs import COSTS
from learnscope.nn.initialisation import INITIAL
from learnscope.nn.network import Layer, LayerPass, Network
from learnscope.usercode.overrides import ids

MOST_NEURONS = 10_000
MOST_PARAMETERS = 1_000_000
"""Largest network that is accepted; no page could show more. Inputs count as neurons."""


def state_from_plain(plain: object, calculus: Calculus = ORIGINAL) -> State:
    """Read the state in which a network given as plain data begins.

    ``layers`` and ``inputs`` are required. By default targets are 0, the cost is softmax
    cross-entropy and the learning rate 0.3.

    Raises:
        Problem: something is missing, does not fit, or is too large.
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
        network=calculus.adapted(network),
        inputs=inputs,
        targets=numbers(data.get("targets", [0.0] * width), "Targets", width),
        cost=choice(data.get("cost", "softmax_cross_entropy"), "The cost", COSTS),
        learning_rate=rate(data.get("learning_rate", 0.3)),
        calculus=calculus,
    )


def layer_from_plain(data: Mapping[str, Any], position: int, n_in: int) -> Layer:
    """Read one layer that must take ``n_in`` inputs.

    Raises:
        Problem: something does not fit.
    """
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


def activation(value: object, name: str) -> Activation:
    """Find an activation function by its name.

    The visitor's own may be missing here; that is reported when it is needed.

    Raises:
        Problem: there is no such function.
    """
    return MISSING if value == OWN else ACTIVATIONS[choice(value, name, ACTIVATIONS)]


def state_from_snapshot(snapshot: object, calculus: Calculus = ORIGINAL) -> State:
    """Read the state that a snapshot was made of.

    Computed values are not trusted but computed again; values that a different calculus made are
    left out.

    Raises:
        Problem: something is missing or does not fit.
    """
    data = mapping(snapshot, "A snapshot")
    if not is_nothing(data.get("walk")):
        raise Problem("A snapshot from the middle of a step can't be taken up again.")
    state, layers = state_from_plain(data, calculus), data["layers"]
    seed, last_cost = data.get("seed"), data.get("last_cost")
    state = replace(
        state,
        seed=None if is_nothing(seed) else whole(seed, "The seed", 0, LARGEST_WHOLE),
        initial=choice(data.get("initial", "uniform"), "The way to draw start weights", INITIAL),
        step=whole(data.get("step"), "The step", 0, LARGEST_WHOLE),
        last_cost=None if is_nothing(last_cost) else number(last_cost, "The last cost"),
    )
    typed = mapping(data.get("python", {}), "The snapshot’s python").get("typed", {})
    if typed != ids(calculus):
        return state.bare()
    if is_nothing(data.get("cost_value")):
        state = state.run_through(sum(not is_nothing(layer.get("a")) for layer in layers))
    else:
        state = state.computed()
    if state.cost_value is None:
        state = replace(state, previous=previous_told(data.get("previous"), state.network))
    return state if is_nothing(layers[0].get("weights_before")) else after_backprop(state, data)


def previous_told(value: object, network: Network) -> Seen | None:
    """Read the values of the last computed state. They are shown, and nothing follows from them.

    Raises:
        Problem: they do not fit the network.
    """
    if is_nothing(value):
        return None
    told, name = mapping(value, "The previous values"), "The previous values"
    layers = told.get("layers")
    if not isinstance(layers, list | tuple) or len(layers) != len(network):
        raise Problem(f"{name} must be of {count(len(network), 'layer')}.")
    passes = []
    for layer, each in zip(network, layers, strict=True):
        values = mapping(each, name)
        z, a = (numbers(values.get(of), name, layer.n_out)[np.newaxis] for of in ("z", "a"))
        passes.append(LayerPass(z, a))
    guess = numbers(told.get("guess"), name, network[-1].n_out)
    return Seen(tuple(passes), guess, number(told.get("cost_value"), name))


def after_backprop(state: State, data: Mapping[str, Any]) -> State:
    """Restore the gradients of the Backprop that led to a state, by running it again.

    Raises:
        Problem: no step leads from the earlier network to this one.
    """
    old = [
        {**layer, "weights": layer.get("weights_before"), "biases": layer.get("biases_before")}
        for layer in data["layers"]
    ]
    before = state_from_plain({**data, "layers": old}, state.calculus).computed()
    check_move(before.network, state.network)
    return replace(state, before=before.network, gradients=before.slopes())


def check_move(before: Network, after: Network) -> None:
    """Refuse a snapshot whose network is not one step away from ``before``.

    Raises:
        Problem: one step can't lead from one to the other.
    """
    for position, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        with np.errstate(over="ignore"):
            if old.weights.shape != new.weights.shape or not finite(
                new.weights - old.weights, new.biases - old.biases
            ):
                raise Problem(f"Layer {position}: no step leads from weights_before to weights.")


def check_size(data: Mapping[str, Any]) -> None:
    """Refuse a network that is too large, before copying anything of it.

    Raises:
        Problem: it is too large.
    """
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
    """Count the values in a list; anything else counts 0 and is refused by ``numbers``."""
    return len(values) if isinstance(values, list | tuple | np.ndarray | memoryview) else 0
