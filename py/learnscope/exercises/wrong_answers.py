"""Make the usual mistakes: each function yields the values that one leads to."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from learnscope.common.formatting import shown
from learnscope.exercises.exercise import Exercise, total
from learnscope.figure.values import before_step

FORWARD = ("z", "a")

FEW_PATHS = 4
"""Most paths of which several may be missed together; with more paths, only one is."""


class Slip(NamedTuple):
    """A value that a mistake leads to.

    ``which`` says what was mistaken. ``scale`` multiplies the tolerance.
    """

    value: float
    which: str = ""
    scale: float = 1.0


def rounded(of: Exercise) -> Iterable[Slip]:
    """Round the right value to fewer decimals than the figure has."""
    for decimals in (3, 2, 1):
        if value := round(of.right, decimals):
            yield Slip(value, f"{decimals} decimal{'s' if decimals > 1 else ''}", scale=0.0)


def missed_path(of: Exercise) -> Iterable[Slip]:
    """Leave out, in a hidden δ, what some of the next neurons hand back."""
    paths = of.outgoing
    numbers = range(len(paths))
    most = len(paths) - 1 if len(paths) <= FEW_PATHS else 1
    for size in range(1, most + 1):
        for missed in combinations(numbers, size):
            d_a = total([paths[k] for k in numbers if k not in missed])
            names = listed([of.values.name(of.layer + 1, k) for k in missed])
            yield Slip(of.from_delta(d_a * of.f_prime(of.z)), names)


def updated_weights(of: Exercise) -> Iterable[Slip]:
    """Compute a hidden δ with the weights after the step."""
    if of.is_last:
        return
    new = [of.values.new_weight(of.layer + 1, k, of.index) for k in range(len(of.outgoing))]
    d_a = total([(delta, w) for (delta, _), w in zip(of.outgoing, new, strict=True)])
    k = max(range(len(new)), key=lambda k: abs(new[k] - of.outgoing[k][1]))
    path = (
        f"to {of.values.name(of.layer + 1, k)} {shown(of.outgoing[k][1])} belongs here, "
        f"not {shown(new[k])}"
    )
    yield Slip(of.from_delta(d_a * of.f_prime(of.z)), path)


def missed_term(of: Exercise) -> Iterable[Slip]:
    """Leave one product out of z."""
    if len(of.incoming) > 1:
        for i, (a, w) in enumerate(of.incoming):
            which = f"{of.values.name(of.layer - 1, i)} was left out: {shown(a)} × {shown(w)}"
            yield Slip(of.from_z(of.z - a * w), which)


def z_for_input(of: Exercise) -> Iterable[Slip]:
    """Use z of the layer before instead of its activation."""
    if of.layer == 1:
        return
    before = of.values.state.passes[of.layer - 2].z[0].tolist()
    if of.quantity in FORWARD:
        sum_ = total([(z, w) for z, (_, w) in zip(before, of.incoming, strict=True)])
        name = of.values.name(of.layer - 1, 0)
        yield Slip(of.from_z(sum_ + of.bias), f"{name} sends {shown(of.incoming[0][0])}")
    elif of.source is not None:
        which = f"{source(of)} sends {shown(of.carried)}"
        yield Slip(of.from_gradient(before[of.source] * of.delta), which)


def guess_slips(of: Exercise) -> Iterable[Slip]:
    """Compute δ of an output from another difference than the cost's slope."""
    if of.is_last:
        t = float(of.values.state.targets[of.index])
        for value, which in ((of.a, "activation"), (guess(of), "guess")):
            yield Slip(of.from_delta((value - t) * of.f_prime(of.z)), f"{which} minus target")


def old_weights(of: Exercise) -> Iterable[Slip]:
    """Use the z or a from before the Backprop just made.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    if of.state.before is not None:
        passed = before_step(of.state).passes[of.layer - 1]
        yield Slip(float(getattr(passed, of.quantity)[0, of.index]))


def decimal_slip(of: Exercise) -> Iterable[Slip]:
    """Put the decimal point in another place."""
    for places in (1, -1, 2, -2, 3, -3):
        which = f"{abs(places)} place{'s' if abs(places) > 1 else ''}"
        side = "right" if places > 0 else "left"
        yield Slip(of.right * 10.0**places, f"{which} too far to the {side}", 10.0**places)


def wrong_sign(of: Exercise) -> Iterable[Slip]:
    """Give the right size with the wrong sign."""
    yield Slip(-of.right)


def only_if(condition: bool, value: float) -> Iterable[Slip]:
    """Give the value if the mistake can be made."""
    return [Slip(value)] if condition else []


# -- names


def listed(names: list[str]) -> str:
    """Join names, as in “output 1, output 2 and output 3”."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def f(of: Exercise) -> str:
    """Give the symbol of the activation function."""
    return of.values.activation(of.layer).symbol


def neuron(of: Exercise) -> str:
    """Name the neuron."""
    return of.values.name(of.layer, of.index)


def source(of: Exercise) -> str:
    """Name the neuron that a weight comes from."""
    assert of.source is not None
    return of.values.name(of.layer - 1, of.source)


def feeds_on(of: Exercise) -> bool:
    """Tell whether the exercise is about a weight, which multiplies an activation."""
    return of.source is not None


def guess(of: Exercise) -> float:
    """Give the guess for the neuron, which must be an output."""
    return of.values.guess(of.index).number
