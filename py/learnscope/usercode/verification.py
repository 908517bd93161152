"""Check whether a calculus's gradients are right, and whether f′ is the slope of f.

A wrong one is not refused: it may run, and be seen to be wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, is_nothing, mapping
from learnscope.common.formatting import neuron_name, shown
from learnscope.figure.state import State
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.nn.calculus import ORIGINAL, Calculus
from learnscope.nn.costs import COSTS
from learnscope.nn.gradient_check import NUDGE, Finding, Place, findings
from learnscope.nn.network import Network

MOST_CHECKED = 300
"""Most slopes checked in the visitor's network. A very large one has fewer, at least 20."""

ALIKE = 1 - 1e-6
"""Least ratio of two errors that count as equally wrong."""


@dataclass(frozen=True)
class Verdict:
    """A verdict on the visitor's Python: whether it is right, and a sentence."""

    agrees: bool
    text: str


def verdict_from_plain(plain: object) -> Verdict | None:
    """Read a verdict out of a snapshot, which keeps it like the last cost.

    Raises:
        Problem: it is neither an object nor nothing.
    """
    if is_nothing(plain):
        return None
    told = mapping(plain, "A verdict")
    return Verdict(told.get("agrees") is True, str(told.get("text")))


@dataclass(frozen=True, eq=False)
class Sample:
    """A network with examples: inputs (batch, n_in), targets (batch, n_out)."""

    network: Network
    inputs: Array
    targets: Array
    cost: str
    where: str


SMALL = (((3, 2, 3), "sigmoid", 1), ((2, 3, 2), "tanh", 3), ((2, 2, 3, 1), "sigmoid", 2))
"""Sizes, activation and number of examples of each small network. All activations are smooth."""


def small_samples() -> Iterator[Sample]:
    """Yield the same small networks each time, one for each cost."""
    for seed, (cost, (sizes, activation, batch)) in enumerate(zip(COSTS, cycle(SMALL))):
        random = np.random.default_rng(seed)
        yield Sample(
            ORIGINAL.random_network(sizes, seed, ACTIVATIONS[activation]),
            random.uniform(-1, 1, (batch, sizes[0])),
            np.eye(sizes[-1])[random.integers(sizes[-1], size=batch)],
            cost,
            f"in a small network of {', '.join(map(str, sizes))} neurons ",
        )


def of_calculus(calculus: Calculus, state: State | None) -> Verdict:
    """Check a calculus's gradients on small networks, and on the state's if given."""
    samples = list(small_samples())
    if state:
        data = (state.inputs[np.newaxis], state.targets[np.newaxis])
        samples.insert(0, Sample(state.network, *data, state.cost, ""))
    largest, checked = 0.0, 0
    for sample in samples:
        try:
            slopes = list(of_sample(sample, calculus))
            if not all(finding.agrees for finding in slopes):
                return disagreement(slopes, sample)
            if sample.where and not is_downhill(sample, calculus):
                return Verdict(
                    False,
                    "The slopes are right, but descend does not go downhill with them: "
                    f"{sample.where}with a tiny step the cost does not fall as they promise.",
                )
        except Problem as problem:
            where = sample.where or "on this network "
            return Verdict(False, f"It does not run {where.rstrip()}. {problem}")
        largest = max(largest, *(finding.difference for finding in slopes))
        checked += len(slopes_among(slopes))
    return Verdict(
        True,
        f"The gradient check agrees: of {checked:,} slopes, the derived and the measured differ by "
        f"{shown(largest)} at most.",
    )


def of_sample(sample: Sample, calculus: Calculus) -> Iterator[Finding]:
    """Compare derived and measured slopes in one network.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    size = sum(layer.weights.size for layer in sample.network)
    most = min(MOST_CHECKED, max(20, 2_000_000 // size))
    with np.errstate(over="ignore", invalid="ignore"):
        passes = calculus.forward(sample.network, sample.inputs)
        gradients = calculus.backprop(
            sample.network, sample.inputs, passes, sample.targets, sample.cost
        )
        data = (sample.inputs, sample.targets)
        yield from findings(sample.network, gradients, data, sample.cost, most, calculus)


def is_downhill(sample: Sample, calculus: Calculus) -> bool:
    """Tell whether a tiny step lowers the cost by half of what the slopes predict.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    rate = 1e-4
    passes = calculus.forward(sample.network, sample.inputs)
    gradients = calculus.backprop(
        sample.network, sample.inputs, passes, sample.targets, sample.cost
    )
    before = calculus.cost_value(sample.cost, passes, sample.targets)
    moved = calculus.descend(sample.network, gradients, rate)
    after = calculus.cost_value(sample.cost, calculus.forward(moved, sample.inputs), sample.targets)
    steepness = sum(float((g**2).sum()) for layer in gradients for g in layer[1:])
    return before - after >= 0.5 * rate * steepness


def disagreement(slopes: list[Finding], sample: Sample) -> Verdict:
    """Write the verdict that names the most wrong slope."""
    badness = np.nan_to_num([f.difference / f.doubt for f in slopes], nan=np.inf)
    # Name the first of equally wrong ones: machines differ in the last digits.
    worst = slopes[int(np.argmax(badness >= ALIKE * badness.max()))]
    wrong = slopes_among(finding for finding in slopes if not finding.agrees)
    return Verdict(
        False,
        f"The gradient check disagrees: {sample.where}{len(wrong)} of "
        f"{len(slopes_among(slopes))} slopes are wrong. "
        f"For {place_name(worst, sample.network)} backprop says {shown(worst.derived)}, and "
        f"measuring says {shown(worst.measured)}.",
    )


def slopes_among(found: Iterable[Finding]) -> set[Place]:
    """Name the parameters that these findings are about. A delta is its bias's slope."""
    places = (finding.place for finding in found)
    return {(d, "biases" if kind == "delta" else kind, index) for d, kind, index in places}


def place_name(finding: Finding, network: Network) -> str:
    """Name a finding's place, as in "the weight from input 1 to hidden 2"."""
    depth, kind, index = finding.place
    to = neuron_name(depth + 1, len(network), index[0])
    if kind == "weights":
        return f"the weight from {neuron_name(depth, len(network), index[1])} to {to}"
    return f"the bias of {to}" if kind == "biases" else f"δ of {to}"


# -- the visitor's own activation function

RANGE = np.linspace(-6, 6, 121)
"""Values of z at which an own activation is checked and drawn."""


def of_activation(entry: Activation) -> Verdict:
    """Check whether f_prime is the slope of f, measured from −6 to 6.

    Raises:
        Problem: one of them fails, gives a number that is not finite, or gives another one for the
            same z in another array.
    """
    for name, function in (("f", entry.f), ("f_prime", entry.f_prime)):
        check_finite(name, function(RANGE))
        halves = np.concatenate([function(RANGE[:60]), function(RANGE[60:])])
        wide = function(RANGE[np.newaxis])[0]
        if not (np.allclose(function(RANGE), halves) and np.allclose(function(RANGE), wide)):
            raise Problem(f"{name} must treat each number by itself, whatever stands beside it.")
    here, after, before = (entry.f(RANGE + offset) for offset in (0.0, NUDGE, -NUDGE))
    measured = (after - before) / (2 * NUDGE)
    # At a corner, the slope of either side is right, and any between them (see ``Finding``).
    doubt = np.abs(after - 2 * here + before) / NUDGE + 1e-6 * np.maximum(1, np.abs(measured))
    derived = entry.f_prime(RANGE)
    difference = np.abs(derived - measured)
    worst = int(np.argmax(difference / doubt))
    if difference[worst] <= doubt[worst]:
        return Verdict(True, "f_prime is the slope of f, measured at 121 places from −6 to 6.")
    return Verdict(
        False,
        f"f_prime is not the slope of f: at z = {shown(float(RANGE[worst]))} it says "
        f"{shown(float(derived[worst]))}, and measuring says {shown(float(measured[worst]))}. "
        "It can be used all the same, and Backprop will go wrong with it.",
    )


def check_finite(name: str, values: Array) -> None:
    """Check that a function is finite on the whole range.

    Raises:
        Problem: it is not. The message names the first such z.
    """
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        z = shown(float(RANGE[bad[0]]))
        raise Problem(f"{name} gives no finite number at z = {z} (it must from −6 to 6).")
