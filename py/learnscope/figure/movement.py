"""Say how many weights and biases the last Backprop moved, and why the others stayed."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, count
from learnscope.common.formatting import neuron_name, shown
from learnscope.figure.state import State
from learnscope.figure.values import before_step
from learnscope.nn.activations import Activation
from learnscope.nn.costs import COSTS

MOST_PLACES = 3
"""Most neurons that a reason names. It counts them if there are more."""

MOST_REASONS = 3
"""Most reasons in a sentence."""


@dataclass
class Reason:
    """A reason why numbers stayed the same, the neurons concerned, and how many numbers."""

    kind: str
    layer: int
    neurons: list[int] = field(default_factory=list)
    weights: int = 0
    biases: int = 0
    z: float = 0.0
    activation: Activation | None = None

    @property
    def numbers(self) -> int:
        """Count the weights and biases that stayed for this reason."""
        return self.weights + self.biases


def movement(state: State, features: tuple[str, ...] = ()) -> str:
    """Say what the Backprop that led to a state moved; ``features`` name the inputs."""
    assert state.before is not None
    total = moved = 0
    for old, new in zip(state.before, state.network, strict=True):
        total += old.weights.size + old.biases.size
        moved += int((old.weights != new.weights).sum() + (old.biases != new.biases).sum())
    if moved == total:
        return f"All {total:,} weights and biases moved." if total > 2 else "Both numbers moved."
    if not moved and state.learning_rate == 0:
        return "Nothing moved, because the learning rate is 0."
    reasons = sorted(reasons_of(state), key=lambda reason: -reason.numbers)
    if not moved:
        return f"Nothing moved, because {why_nothing(state, reasons)}."
    told = "; ".join(
        sentence_of(reason, len(state.network), features) for reason in reasons[:MOST_REASONS]
    )
    more = sum(reason.numbers for reason in reasons[MOST_REASONS:])
    rest = f"; {more:,} more did not either" if more else ""
    return f"{moved:,} of {total:,} moved; {told}{rest}."


def reasons_of(state: State) -> list[Reason]:
    """List the reasons for which numbers stayed the same."""
    found: dict[tuple[str, int], Reason] = {}

    def note(kind: str, layer: int, neuron: int, weights: int, biases: int = 0) -> Reason:
        reason = found.setdefault((kind, layer), Reason(kind, layer))
        if neuron not in reason.neurons:
            reason.neurons.append(neuron)
        reason.weights += weights
        reason.biases += biases
        return reason

    for layer, (a_prev, z, blame) in enumerate(passes_before(state), start=1):
        assert state.before and state.gradients
        old, new = state.before[layer - 1], state.network[layer - 1]
        gradient = state.gradients[layer - 1]
        still, still_bias = old.weights == new.weights, old.biases == new.biases
        from_zero = still & (a_prev == 0) & (gradient.d_weights == 0)
        slopes = old.activation.f_prime(z)
        for j in np.flatnonzero(still_bias | (still & ~from_zero).any(axis=1)).tolist():
            weights, biases = int((still & ~from_zero)[j].sum()), int(still_bias[j])
            if gradient.delta[0, j] != 0:
                kind = "small"
            elif slopes[j] == 0:
                kind = "flat"
            else:
                kind = "met" if blame is not None and blame[j] == 0 else "unreached"
            reason = note(kind, layer, j, weights, biases)
            reason.z, reason.activation = float(z[j]), old.activation
        for i in np.flatnonzero(from_zero.any(axis=0)).tolist():
            note("zero", layer - 1, i, int(from_zero[:, i].sum()))
    return list(found.values())


def passes_before(state: State) -> Iterator[tuple[Array, Array, Array | None]]:
    """Yield what came into each layer, and its z, before the Backprop.

    The last layer also has ∂C/∂a. Nothing is yielded if the pass can't be run again.
    """
    assert state.before is not None
    before = None
    with suppress(Problem):  # the visitor's Python may fail the second time
        before = before_step(state)
    if before is None:
        return
    a, last = state.inputs, len(state.before) - 1
    for depth, passed in enumerate(before.passes):
        blame = None
        if depth == last:
            blame = COSTS[state.cost].gradient(passed.a, state.targets[np.newaxis])[0]
        yield a, passed.z[0], blame
        a = passed.a[0]


def why_nothing(state: State, reasons: list[Reason]) -> str:
    """Say why not a single number moved."""
    outputs = {reason.kind: reason for reason in reasons if reason.layer == len(state.network)}
    if set(outputs) == {"met"}:
        return "the guess equals the target: there is nothing to correct"
    if set(outputs) == {"flat"}:
        return f"all outputs are {stuck(outputs['flat'])}"
    if "small" in outputs:
        return "the steps are too small to change a number"
    return "the slopes are all 0"


def stuck(reason: Reason) -> str:
    """Say that neurons are dead or saturated, and where their activation is flat."""
    activation = reason.activation
    assert activation is not None
    if activation.bounds is None and reason.z <= 0:
        return f"dead: {activation.symbol} is flat where z is below 0"
    return f"saturated: {activation.symbol} is flat so far from 0"


def sentence_of(reason: Reason, layers: int, features: tuple[str, ...]) -> str:
    """Say which numbers stayed, and why: "the 2 weights from input 2 did not, …"."""
    many = len(reason.neurons) > 1
    names = named(reason, layers, features)
    if reason.kind == "zero":
        what = f"the {count(reason.weights, 'weight')} from {names}"
        if reason.layer == 0:
            why = "those inputs are 0" if many else "that input is 0"
        else:
            why = "their activations are 0" if many else "its activation is 0"
    else:
        what = f"the {both(reason)} of {names}"
        z = "their z" if many else f"its z, {shown(reason.z)}"
        whys = {
            "flat": f"{reason.activation.symbol if reason.activation else 'f'} is flat at {z}",
            "met": "their guesses equal their targets" if many else "its guess equals its target",
            "small": "their steps are too small",
            "unreached": f"no error came back to {'them' if many else 'it'}",
        }
        why = whys[reason.kind]
    return f"{what} did not, because {why}"


def both(reason: Reason) -> str:
    """Count weights and biases: "4 weights and biases", "1 bias"."""
    if not reason.biases:
        return count(reason.weights, "weight")
    if not reason.weights:
        return "1 bias" if reason.biases == 1 else f"{reason.biases} biases"
    return f"{reason.numbers:,} weights and biases"


def named(reason: Reason, layers: int, features: tuple[str, ...]) -> str:
    """Name the neurons of a reason, or say how many they are."""
    if len(reason.neurons) > MOST_PLACES:
        kind = "inputs" if reason.layer == 0 else "outputs" if reason.layer == layers else "neurons"
        return f"{len(reason.neurons)} {kind}"
    names = [neuron_name(reason.layer, layers, n) for n in reason.neurons]
    if reason.layer == 0 and len(features) > max(reason.neurons):
        names = [
            name if features[n] == name else f"{name} ({features[n]})"
            for n, name in zip(reason.neurons, names, strict=True)
        ]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
