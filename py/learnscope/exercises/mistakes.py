"""List the usual mistakes in working a network out by hand, commonest first.

Each is one entry in ``MISTAKES``: its name, the quantities in which it happens, a sentence for the
visitor who made it, and a function that makes it and gives the values it leads to. If two mistakes
lead to the same value, the first one is named. To add one, write an entry.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from learnscope.common.formatting import shown
from learnscope.exercises.exercise import Exercise
from learnscope.exercises.wrong_answers import (
    FORWARD,
    Slip,
    decimal_slip,
    f,
    feeds_on,
    guess,
    guess_slips,
    missed_path,
    missed_term,
    neuron,
    old_weights,
    only_if,
    rounded,
    source,
    updated_weights,
    wrong_sign,
    z_for_input,
)

BACKWARD = ("delta", "gradient", "new")
EVERY = (*FORWARD, *BACKWARD)


@dataclass(frozen=True)
class Mistake:
    """A usual mistake; see the module's docstring."""

    name: str
    quantities: tuple[str, ...]
    sentence: Callable[[Exercise, Slip], str]
    slips: Callable[[Exercise], Iterable[Slip]]


MISTAKES: dict[str, Mistake] = {
    entry.name: entry
    for entry in (
        Mistake(
            "rounded",
            EVERY,
            lambda _, slip: (
                f"Right as far as it goes, to {slip.which}: please keep 4 decimals on the way "
                "and in the answer, as the figure does."
            ),
            rounded,
        ),
        Mistake(
            "forgot_bias",
            FORWARD,
            lambda of, _: (
                f"It looks as if the bias was forgotten: {shown(of.bias)} belongs to the sum too."
            ),
            lambda of: [Slip(of.from_z(of.z - of.bias))],
        ),
        Mistake(
            "a_for_z",
            ("z",),
            lambda of, _: f"That is a, after the activation: z is the sum that {f(of)} is given.",
            lambda of: [Slip(of.a)],
        ),
        Mistake(
            "z_for_a",
            ("a",),
            lambda of, _: f"That is z, before the activation: a is {f(of)}({shown(of.z)}).",
            lambda of: [Slip(of.z)],
        ),
        Mistake(
            "guess_for_a",
            ("a",),
            lambda of, _: (
                f"That is the guess, which is made of all outputs together: a is "
                f"{f(of)}({shown(of.z)}), of this one alone."
            ),
            lambda of: only_if(of.is_last, guess(of) if of.is_last else 0.0),
        ),
        Mistake(
            "forgot_slope",
            BACKWARD,
            lambda of, _: (
                f"It looks as if {f(of)}′(z) was forgotten: at z = {shown(of.z)} it is "
                f"{shown(of.f_prime(of.z))}, and δ has it as a factor."
            ),
            lambda of: [Slip(of.from_delta(of.d_a))],
        ),
        Mistake(
            "forgot_input",
            ("gradient", "new"),
            lambda of, _: (
                f"It looks as if what came in was forgotten: the gradient of a weight is δ times "
                f"the activation of {source(of)}, {shown(of.carried)}."
            ),
            lambda of: only_if(feeds_on(of), of.from_gradient(of.delta)),
        ),
        Mistake(
            "forgot_rate",
            ("new",),
            lambda of, _: (
                f"It looks as if the learning rate was forgotten: the step is "
                f"{shown(of.rate)} × {shown(of.gradient)}."
            ),
            lambda of: [Slip(of.old - of.gradient)],
        ),
        Mistake(
            "added",
            ("new",),
            lambda of, _: (
                f"It looks as if the step was added: it goes against the slope, so subtract "
                f"{shown(of.rate)} × {shown(of.gradient)} from {shown(of.old)}."
            ),
            lambda of: [Slip(of.old + of.rate * of.gradient)],
        ),
        Mistake(
            "target_minus_guess",
            ("delta", "gradient"),
            lambda of, _: (
                f"The size is right, the sign is not: it looks as if target minus guess was taken "
                f"where it is guess minus target, {shown(guess(of))} and "
                f"{shown(float(of.values.state.targets[of.index]))}."
            ),
            lambda of: only_if(of.is_last, -of.right),
        ),
        Mistake(
            "wrong_sign",
            EVERY,
            lambda of, _: (
                f"{shown(-of.right)} has the right size but the wrong sign: "
                "please look at the minus signs on the way."
            ),
            wrong_sign,
        ),
        Mistake(
            "missed_path",
            BACKWARD,
            lambda of, slip: (
                f"It looks as if {slip.which} was left out: {neuron(of)} feeds "
                f"{len(of.outgoing)} neurons, and each of them hands back its δ times the weight."
            ),
            missed_path,
        ),
        Mistake(
            "updated_weights",
            BACKWARD,
            lambda _, slip: (
                "It looks as if weights were used that had already been updated: all the slopes "
                f"come from the weights before the step, so {slip.which}."
            ),
            updated_weights,
        ),
        Mistake(
            "missed_term",
            FORWARD,
            lambda _, slip: f"It looks as if {slip.which} belongs to the sum too.",
            missed_term,
        ),
        Mistake(
            "slope_at_a",
            BACKWARD,
            lambda of, _: (
                f"It looks as if {f(of)}′ was taken at a = {shown(of.a)}: it belongs at z = "
                f"{shown(of.z)}, where it is {shown(of.f_prime(of.z))}."
            ),
            lambda of: [Slip(of.from_delta(of.d_a * of.f_prime(of.a)))],
        ),
        Mistake(
            "wrong_difference",
            BACKWARD,
            lambda of, slip: (
                f"It looks as if ∂C/∂a was taken to be {slip.which}: of this cost it is "
                f"{shown(of.d_a)}."
            ),
            guess_slips,
        ),
        Mistake(
            "z_for_input",
            (*FORWARD, "gradient", "new"),
            lambda _, slip: (
                f"It looks as if z was used where a belongs: {slip.which}, its activation."
            ),
            z_for_input,
        ),
        Mistake(
            "wrong_end",
            ("gradient", "new"),
            lambda of, _: (
                f"It looks as if the activation of {neuron(of)} was used: a weight multiplies what "
                f"comes in, {shown(of.carried)} from {source(of)}."
            ),
            lambda of: only_if(feeds_on(of), of.from_gradient(of.a * of.delta)),
        ),
        Mistake(
            "rate_too_early",
            ("gradient",),
            lambda of, _: (
                f"That is the gradient times the learning rate, {shown(of.rate)}, which comes in "
                "only with the step."
            ),
            lambda of: [Slip(of.rate * of.gradient)],
        ),
        Mistake(
            "only_step",
            ("new",),
            lambda of, _: (
                f"That is how far it moves: the new value is the old one, {shown(of.old)}, "
                f"minus {shown(of.rate)} × {shown(of.gradient)}."
            ),
            lambda of: [Slip(of.rate * of.gradient), Slip(-of.rate * of.gradient)],
        ),
        Mistake(
            "old_weights",
            FORWARD,
            lambda of, _: (
                "That is what it was before the last Backprop: the weights and biases have moved "
                f"since, the bias of {neuron(of)} to {shown(of.bias)}."
            ),
            old_weights,
        ),
        Mistake(
            "decimal_slip",
            EVERY,
            lambda _, slip: f"The digits are right, but the decimal point is {slip.which}.",
            decimal_slip,
        ),
    )
}
