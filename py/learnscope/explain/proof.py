"""Prove a slope: compare what backprop derived with what a nudge measures."""

from typing import Any

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.equation import Applied, equal
from learnscope.common.errors import Problem
from learnscope.common.expression import Expression, Number, Symbol
from learnscope.common.formatting import shown
from learnscope.common.typesetting import written
from learnscope.figure.places import Place, bias_key, place_of, weight_key
from learnscope.figure.values import Values
from learnscope.nn.gradient_check import NUDGE, Finding, cost_near, finding, parameters
from learnscope.nn.gradient_check import Place as Where
from learnscope.nn.network import Network

CURVE_POINTS = 81
MOST_MEASURED = 3_000
"""Parameters that a map may have: each costs three Forwards, and more take too long."""


def proof(at: Place, step: Values) -> dict[str, Any]:
    """Return one parameter's slope both ways, the two measured costs, and a verdict.

    Raises:
        Problem: the place is no weight or bias.
    """
    where, state = parameter(at), step.state
    found = checked(step, where)
    above, below = (
        cost_near(state.network, where, examples(step), state.cost, x, state.calculus)
        for x in (NUDGE, -NUDGE)
    )
    return {
        "place": at.key,
        "derived": found.derived,
        "measured": found.measured,
        "nudge": NUDGE,
        "cost_above": above,
        "cost_below": below,
        "agrees": verdict(found),
        "text": (
            f"Nudged by ±{NUDGE:.5f}, the cost moves by {shown(above - below)}: a slope of "
            f"{shown(found.measured)}. Backprop says {shown(found.derived)}: {conclusion(found)}."
        ),
        **written(difference_quotient(at, found.measured), on_paper=True)._asdict(),
    }


def difference_quotient(at: Place, measured: float) -> Expression:
    """Write how a nudge ε measures a slope, with the result."""
    parameter, nudge, cost = Symbol(letter(at)), Symbol("ε"), Symbol("C")
    above, below = Applied((cost, parameter + nudge)), Applied((cost, parameter - nudge))
    return equal((above - below) / (2 * nudge), Number(measured, decimals=10))


def examples(step: Values) -> tuple[Array, Array]:
    """Return the step's one example as a batch."""
    return step.state.inputs[np.newaxis], step.state.targets[np.newaxis]


def checked(step: Values, where: Where) -> Finding:
    """Derive and measure a parameter's slope."""
    assert step.gradients
    with np.errstate(over="ignore", invalid="ignore"):
        state = step.state
        return finding(
            state.network, where, step.gradients, examples(step), state.cost, state.calculus
        )


def verdict(found: Finding) -> bool | None:
    """Tell whether the two slopes agree; None if the measurement proves nothing."""
    return found.agrees if found.is_measurable else None


def conclusion(found: Finding) -> str:
    """Write the end of a sentence: how close the two slopes are."""
    if not found.is_measurable:
        return "a nudge is lost beside numbers this large, so nothing can be measured here"
    if not found.agrees:
        return "they do not agree"
    return f"they agree to within {found.difference:.0e}".replace("-", "−")


def letter(at: Place) -> str:
    """Return the parameter's letter, w or b."""
    return "b" if at.kind == "bias" else "w"


def proof_map(step: Values) -> dict[str, Any]:
    """Return every parameter's slope both ways, in rows, and as a text for a spreadsheet.

    A row has the place, the derived and the measured slope, and whether they agree.

    Raises:
        Problem: there are too many parameters to measure each.
    """
    places = parameters(step.state.network)
    total = len(places)
    if total > MOST_MEASURED:
        raise Problem(
            f"This network has {total:,} weights and biases. Measuring each takes three Forwards, "
            f"so that is done for at most {MOST_MEASURED:,}."
        )
    rows: list[dict[str, Any]] = []
    for where in places:
        found = checked(step, where)
        title = f"derived {found.derived:.10f}, measured {found.measured:.10f}"
        rows.append(
            {
                "place": key_of(where),
                "derived": found.derived,
                "measured": found.measured,
                "agrees": verdict(found),
                "title": title.replace("-", "−"),
            }
        )
    verdicts = [row["agrees"] for row in rows]
    return {
        "rows": rows,
        "text": summary(verdicts),
        "table": as_table(rows, step.state.network, len(step.state.inputs)),
        "agrees": summed_up(verdicts),
    }


def as_table(rows: list[dict[str, Any]], network: Network, n_in: int) -> str:
    """Write all slopes as a text with tabs between the columns."""
    lines = ["number\tderived\tmeasured\tagrees"]
    for row in rows:
        name = place_of(row["place"], network, n_in).name
        agrees = {True: "yes", False: "no", None: "not measurable"}[row["agrees"]]
        lines.append(f"{name}\t{row['derived']!r}\t{row['measured']!r}\t{agrees}")
    return "\n".join(lines) + "\n"


def summed_up(verdicts: list[bool | None]) -> bool | None:
    """Combine verdicts: one that is wrong decides, else one that is open."""
    if False in verdicts:
        return False
    return None if None in verdicts else True


def summary(verdicts: list[bool | None]) -> str:
    """Say how many slopes agree, how many don't, and how many can't be measured."""
    total, wrong, lost = len(verdicts), verdicts.count(False), verdicts.count(None)
    if lost == total:
        return "A nudge is lost beside numbers this large, so no slope can be measured."
    if lost:
        others = f"{wrong:,} of the others do not agree" if wrong else "the others agree"
        some = f"{lost:,} of {total:,} slopes"
        return f"{some} can't be measured beside numbers this large; {others}."
    if wrong:
        return f"{wrong:,} of {total:,} slopes do not agree with what a nudge measures."
    return f"All {total:,} slopes agree with what a nudge measures."


def nudge_curve(at: Place, step: Values, reach: float = 2.0) -> dict[str, Any]:
    """Compute the cost around one parameter's value, and the tangent that backprop predicts.

    Raises:
        Problem: the place is no weight or bias.
    """
    where, state = parameter(at), step.state
    offsets = np.linspace(-reach, reach, CURVE_POINTS)
    own = value_at(state.network, where)
    with np.errstate(over="ignore", invalid="ignore"):
        costs = [
            cost_near(state.network, where, examples(step), state.cost, x, state.calculus)
            for x in offsets
        ]
    slope = checked(step, where).derived
    here = float(costs[CURVE_POINTS // 2])
    tangent = here + slope * offsets
    return {
        "place": at.key,
        "values": own + offsets,
        "costs": np.array(costs),
        "tangent": tangent,
        "texts": [
            told(at, own, own + x, here, cost, line)
            for x, cost, line in zip(offsets, costs, tangent, strict=True)
        ],
        "own": CURVE_POINTS // 2,
    }


def told(at: Place, own: float, value: float, here: float, cost: float, line: float) -> str:
    """State the cost at one value of a parameter, and what the slope predicts there."""
    if value == own:
        return f"{letter(at)} = {shown(value)}: the cost is {shown(here)}."
    return (
        f"{letter(at)} = {shown(value)}: the cost would be {shown(cost)} "
        f"({'+' if cost > here else ''}{shown(cost - here)}); "
        f"the tangent promises {shown(line)}."
    )


def parameter(at: Place) -> Where:
    """Find the parameter at a place, in the terms of the gradient check.

    Raises:
        Problem: the place is no weight or bias.
    """
    if at.kind == "weight":
        return at.layer - 1, "weights", (at.index, at.from_)
    if at.kind == "bias":
        return at.layer - 1, "biases", (at.index,)
    raise Problem(f"{at.name.capitalize()} is no weight or bias, so Backprop does not move it.")


def key_of(where: Where) -> str:
    """Write the page's key for a parameter."""
    depth, kind, index = where
    return (weight_key if kind == "weights" else bias_key)(depth + 1, *index)


def value_at(network: Network, where: Where) -> float:
    """Return the parameter's value."""
    depth, kind, index = where
    values: Array = getattr(network[depth], kind)
    return float(values[index])
