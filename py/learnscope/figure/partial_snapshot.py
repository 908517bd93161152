"""Cut a snapshot down to what a walk has reached. All else becomes None."""

from typing import Any

from learnscope.figure.narration import sentence
from learnscope.figure.places import bias_key, guess_key, neuron_key, weight_key
from learnscope.figure.state import Seen
from learnscope.figure.stepping import Mark, Walk
from learnscope.figure.values import values_of


def reached(walk: Walk, snapshot: dict[str, Any]) -> dict[str, Any]:
    """Cut the base's snapshot down to what the walk has reached. All else becomes None.

    Its ``walk`` says how far that is: the kind, position and length, the last mark, and a sentence.
    In it, ``partial`` is the sum so far of a neuron whose terms are being added.
    """
    show = _show_forward if walk.kind == "forward" else _show_backprop
    done = walk.marks[: walk.position]
    layers = [dict(layer) for layer in snapshot["layers"]]
    whole, told = show(walk, done, layers), sentence(walk)
    return {
        **snapshot,
        **whole,
        "layers": layers,
        "sentence": told,
        "walk": {
            "kind": walk.kind,
            "position": walk.position,
            "length": len(walk.marks),
            "phase": walk.mark.phase,
            "layer": walk.mark.layer,
            "index": walk.mark.neuron,
            "term": walk.mark.term,
            "sentence": told,
            "partial": partial(walk),
            "places": places(walk),
        },
    }


def _show_forward(
    walk: Walk, done: tuple[Mark, ...], layers: list[dict[str, Any]]
) -> dict[str, Any]:
    guess = walk.goal.guess
    assert guess is not None
    shown: list[float | None] = [None] * len(guess)
    for layer, passed in zip(layers, walk.goal.passes, strict=True):
        layer["z"] = [None] * passed.z.shape[1]
        layer["a"] = [None] * passed.a.shape[1]
    for phase, layer_number, j, _, _ in done:
        passed, layer = walk.goal.passes[layer_number - 1], layers[layer_number - 1]
        if phase == "bias":
            layer["z"][j] = float(passed.z[0, j])
        elif phase == "activate":
            layer["a"][j] = float(passed.a[0, j])
        elif phase == "guess":
            shown[j] = float(guess[j])
    return {"guess": shown, "cost_value": None, "cost_change": None}


def _show_backprop(
    walk: Walk, done: tuple[Mark, ...], layers: list[dict[str, Any]]
) -> dict[str, Any]:
    gradients = walk.goal.gradients or ()
    moving = any(mark.phase in ("move", "bias_move") for mark in done)
    for layer, of in zip(layers, walk.base.network, strict=True):
        layer["delta"], layer["d_biases"] = [None] * of.n_out, [None] * of.n_out
        layer["d_weights"] = [[None] * of.n_in for _ in range(of.n_out)]
        if moving:
            layer["z"] = layer["a"] = None
            layer["weights"], layer["biases"] = of.weights.tolist(), of.biases.tolist()
            for name in ("weights_before", "weights_change"):
                layer[name] = [[None] * of.n_in for _ in range(of.n_out)]
            for name in ("biases_before", "biases_change"):
                layer[name] = [None] * of.n_out
    for phase, number, j, i, _ in done:
        layer, gradient = layers[number - 1], gradients[number - 1]
        old, new = walk.base.network[number - 1], walk.goal.network[number - 1]
        if phase == "delta":
            layer["delta"][j] = float(gradient.delta[0, j])
        elif phase == "slope":
            layer["d_weights"][j][i] = float(gradient.d_weights[j, i])
        elif phase == "bias_slope":
            layer["d_biases"][j] = float(gradient.d_biases[j])
        elif phase == "move":
            before, after = float(old.weights[j, i]), float(new.weights[j, i])
            layer["weights"][j][i], layer["weights_before"][j][i] = after, before
            layer["weights_change"][j][i] = after - before
        elif phase == "bias_move":
            before, after = float(old.biases[j]), float(new.biases[j])
            layer["biases"][j], layer["biases_before"][j] = after, before
            layer["biases_change"][j] = after - before
    if not moving:
        return {}
    previous = previous_snapshot(walk.base.seen)
    return {"guess": None, "cost_value": None, "cost_change": None, "previous": previous}


def previous_snapshot(seen: Seen | None) -> dict[str, Any] | None:
    """Return the values of the last computed state as plain data, or None."""
    if seen is None:
        return None
    return {
        "layers": [{"z": passed.z[0], "a": passed.a[0]} for passed in seen.passes],
        "guess": seen.guess,
        "cost_value": seen.cost_value,
    }


def partial(walk: Walk) -> dict[str, Any] | None:
    """Return the sum that the last mark added to: its layer, index and value."""
    mark = walk.mark
    if mark.phase not in ("term", "back"):
        return None
    value = sum(a * b for a, b in values_of(walk).products(mark))
    return {"layer": mark.layer, "index": mark.neuron, "value": value}


def places(walk: Walk) -> list[str]:
    """List the place keys that the last step was about."""
    phase, layer, j, i, _ = walk.mark
    neuron = neuron_key(layer, j)
    if walk.grain == "layer":
        return [neuron_key(layer, n) for n in range(walk.base.network[layer - 1].n_out)]
    if phase in ("guess", "blame"):
        return [neuron, guess_key(j)]
    if walk.grain == "neuron":
        return [neuron, bias_key(layer, j)]
    if phase == "back":
        return [neuron_key(layer + 1, i), weight_key(layer + 1, i, j), neuron]
    if i >= 0:
        return [neuron_key(layer - 1, i), weight_key(layer, j, i), neuron]
    return [neuron, bias_key(layer, j)] if "bias" in phase else [neuron]
