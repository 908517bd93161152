"""Diagnose layers that pass no error back, and numbers that have grown too large."""

import numpy as np

from learnscope.common.formatting import shown
from learnscope.diagnoses.diagnosis import Diagnosis, Remedy
from learnscope.diagnoses.evidence import Evidence
from learnscope.figure.numerics import stuck_layer
from learnscope.figure.places import bias_key, neuron_key, weight_key

LARGE = 1e6
"""No weight that was learned from inputs of a usual size is larger."""


def too_large(evidence: Evidence) -> Diagnosis | None:
    """Find weights or biases that have grown beyond all use."""
    state = evidence.state
    if np.abs(state.inputs).max(initial=0.0) > 1000 or not state.step:
        return None
    for depth, layer in enumerate(state.network, start=1):
        for values, kind, key in (
            (layer.weights, "weight", weight_key),
            (layer.biases, "bias", bias_key),
        ):
            size = np.abs(values)
            if size.max() > LARGE:
                index = tuple(int(n) for n in np.unravel_index(int(size.argmax()), size.shape))
                return Diagnosis(
                    key(depth, *index),
                    f"A {kind} has grown to {shown(float(values[index]))}: the steps are too "
                    "long. Reset, and make the learning rate smaller.",
                    Remedy("Begin again", {"op": "reset"}),
                )
    return None


def dead(evidence: Evidence) -> Diagnosis | None:
    """Find the first layer whose neurons all pass no error back, being below 0."""
    return _stuck(evidence, is_dead=True)


def saturated(evidence: Evidence) -> Diagnosis | None:
    """Find the first layer whose neurons all pass no error back, being far from 0."""
    return _stuck(evidence, is_dead=False)


def _stuck(evidence: Evidence, is_dead: bool) -> Diagnosis | None:
    network, passes = evidence.state.network, evidence.passes
    found = stuck_layer(network, passes)
    if found is None or found.is_dead != is_dead:
        return None
    depth, z = found.depth, passes[found.depth].z
    name = "outputs" if depth == len(network) - 1 else f"neurons of layer {depth + 1}"
    symbol = network[depth].activation.symbol
    if is_dead:
        why = (
            f"have died: each z is below 0 (at most {shown(float(z.max()))}), where {symbol} is "
            "flat. Larger biases or a smaller learning rate would help."
        )
    else:
        why = (
            f"are saturated: each z is so far from 0 (at least {shown(float(np.abs(z).min()))}) "
            f"that {symbol} is flat there. Smaller weights or a smaller learning rate would help."
        )
    return Diagnosis(
        neuron_key(depth + 1, 0),
        f"All {name} {why} Nothing can be learned like this.",
        _way_back(evidence),
        halts=True,
    )


def _way_back(evidence: Evidence) -> Remedy:
    """Offer the last moment at which the network could learn, else other weights."""
    moment = evidence.line.last_well()
    if moment is None:
        return Remedy("Try other start weights", {"op": "new_weights"})
    return Remedy("Back to the last good step", {"op": "go_to", "moment": moment})
