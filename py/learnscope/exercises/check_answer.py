"""Check a value that was worked out by hand, and explain what went wrong.

A value is right if the digits in the figure can lead to it (``tolerance``). A wrong one is compared
with the results of the usual mistakes (``mistakes``).
"""

from dataclasses import dataclass
from math import floor, log10

from learnscope.common.errors import number
from learnscope.common.formatting import shown
from learnscope.common.typesetting import written
from learnscope.exercises.exercise import QUANTITIES, Exercise
from learnscope.exercises.mistakes import MISTAKES, Mistake
from learnscope.exercises.solution import solution as solution_of
from learnscope.exercises.tolerance import tolerance
from learnscope.exercises.wrong_answers import Slip, guess, neuron, source
from learnscope.figure.state import State

MOST_DECIMALS = 12
"""Most decimals that are praised; beyond them, float64 itself has rounded."""


@dataclass(frozen=True)
class Checked:
    """The check of a value: whether it is right, the mistake, and a sentence.

    ``mistake`` is the one that the value looks like, or None. ``solution`` has the right value, as
    the figure shows it and as a formula with its numbers, in LaTeX and in words.
    """

    right: bool
    mistake: str | None
    text: str
    solution: dict[str, str | float]


def check(state: State, place: object, quantity: object, value: object) -> Checked:
    """Compare the visitor's value of a quantity at a place with the core's.

    Raises:
        Problem: there is no such quantity to work out, the value is not a number, numbers leave the
            range of float64, or the visitor's Python fails or is missing.
    """
    of = Exercise(state, place, quantity)
    given = number(value, f"Your value of {QUANTITIES[of.kind][of.quantity]}")
    solved = solution_of(of)
    solution: dict[str, str | float] = {
        "value": of.right,
        "shown": shown(of.right),
        **written(solved.with_answer, on_paper=True)._asdict(),
    }
    if is_right(of, given):
        return Checked(True, None, praise(of.right, given), solution)
    found = diagnosis(of, given)
    if found:
        mistake, slip = found
        return Checked(False, mistake.name, mistake.sentence(of, slip), solution)
    text = f"Not it, and not one of the usual slips. {first_step(of)}"
    return Checked(False, None, text, solution)


def is_right(of: Exercise, given: float) -> bool:
    """Tell whether rounding explains the whole difference."""
    unseen = given == 0 == round(of.right, 4)
    return given == of.right or unseen or abs(given - of.right) <= tolerance(of)


def diagnosis(of: Exercise, given: float) -> tuple[Mistake, Slip] | None:
    """Find the commonest mistake that leads to the given value, or None.

    Raises:
        Problem: the visitor's Python fails or is missing.
    """
    sharp = tolerance(of)
    for mistake in MISTAKES.values():
        if of.quantity in mistake.quantities:
            for slip in mistake.slips(of):
                if given == slip.value or abs(given - slip.value) <= near(slip, sharp):
                    return mistake, slip
    return None


def near(slip: Slip, sharp: float) -> float:
    """Give the distance from a wrong value at which an answer still looks like it."""
    if slip.scale != 1:
        return sharp * slip.scale
    return max(sharp, abs(slip.value) / 1000)


def praise(right: float, given: float) -> str:
    """Say that the value is right, and to how many decimals."""
    off = abs(given - right)
    decimals = MOST_DECIMALS if off == 0 else min(MOST_DECIMALS, floor(-log10(2 * off)))
    if decimals < 1:
        return f"Right, as far as the digits in the figure can tell: it is {shown(right)}."
    return f"Right, to {decimals} decimal{'s' if decimals > 1 else ''}: it is {shown(right)}."


def first_step(of: Exercise) -> str:
    """Say what to look at first, without the answer."""
    name = neuron(of)
    if of.quantity == "z":
        a, w = of.incoming[0]
        first = of.values.name(of.layer - 1, 0)
        return f"Look first at what {first} brings to {name}: {shown(a)} × {shown(w)}."
    if of.quantity == "a":
        return f"Look first at z of {name}: it is {shown(of.z)}."
    if of.quantity == "new":
        return (
            f"Look first at the gradient: it is {shown(of.gradient)}, and the step is "
            f"{shown(of.rate)} times as much."
        )
    if of.quantity == "gradient" and of.source is not None:
        return (
            f"Look first at what came in, {shown(of.carried)} from {source(of)}, "
            f"and at δ of {name}, {shown(of.delta)}."
        )
    before = "It is δ of the neuron itself. " if of.quantity == "gradient" else ""
    if of.is_last:
        return (
            f"{before}Look first at ∂C/∂a of {name}: its guess is {shown(guess(of))} "
            f"and its target {shown(float(of.values.state.targets[of.index]))}."
        )
    delta, w = of.outgoing[0]
    above = of.values.name(of.layer + 1, 0)
    return f"{before}Look first at what {above} hands back to {name}: {shown(delta)} × {shown(w)}."
