"""Proof on the spot: the slope that backprop derived, beside the slope that a nudge measures."""

from typing import Any

import numpy as np

from learnscope.activations import Array
from learnscope.backprop import cost_value
from learnscope.explain.moment import Moment
from learnscope.explain.places import Place
from learnscope.gradient_check import cost_nudged, measured_slope
from learnscope.network import Network
from learnscope.problem import Problem
from learnscope.wording import shown

NUDGE = 1e-5
AGREEMENT = 1e-6
"""Slopes closer than this, absolutely or in proportion, count as the same."""

CURVE_POINTS = 81
MOST_MEASURED = 3_000
"""A map of more parameters than that would take too long: each costs two Forwards."""


def agree(derived: float, measured: float) -> bool:
    """Whether two slopes are the same but for the nudge's size and rounding."""
    return bool(abs(derived - measured) <= AGREEMENT * max(1.0, abs(derived)))


def proof(at: Place, step: Moment) -> dict[str, Any]:
    """One parameter's slope both ways, the two costs that the measured one is made of, a verdict.

    Raises:
        Problem: the place is no weight or bias.
    """
    where = parameter(at)
    state = step.state
    examples = state.inputs[np.newaxis], state.targets[np.newaxis]
    derived = slope_at(step, where)
    measured = measured_slope(state.network, where, examples, state.cost, NUDGE)
    same = agree(derived, measured)
    above, below = (
        cost_nudged(state.network, where, examples, state.cost, offset)
        for offset in (NUDGE, -NUDGE)
    )
    verdict = "they agree" if same else "they do not agree"
    return {
        "place": at.place,
        "derived": derived,
        "measured": measured,
        "nudge": NUDGE,
        "cost_above": above,
        "cost_below": below,
        "agrees": same,
        "text": (
            f"Nudged by ±{NUDGE:.5f}, the cost moves by {shown(above - below)}: a slope of "
            f"{shown(measured)}. Backprop says {shown(derived)}: {verdict}"
            f"{difference(derived, measured)}."
        ),
        "latex": (
            r"\frac{C(" + letter(at) + r" + \varepsilon) - C(" + letter(at) + r" - \varepsilon)}"
            r"{2\varepsilon} = " + f"{measured:.10f}"
        ),
    }


def difference(derived: float, measured: float) -> str:
    """By how much two slopes differ."""
    return f" to within {abs(derived - measured):.0e}".replace("-", "−")


def letter(at: Place) -> str:
    """The parameter's."""
    return "b" if at.kind == "bias" else "w"


def proof_map(step: Moment) -> dict[str, Any]:
    """Every parameter's slope both ways: rows of place, derived, measured and whether they agree.

    Raises:
        Problem: there are too many parameters to measure each.
    """
    network, state = step.state.network, step.state
    total = sum(layer.weights.size + layer.biases.size for layer in network)
    if total > MOST_MEASURED:
        raise Problem(
            f"This network has {total:,} weights and biases. Measuring each takes two Forwards, "
            f"so that is done for at most {MOST_MEASURED:,}."
        )
    examples = state.inputs[np.newaxis], state.targets[np.newaxis]
    rows: list[dict[str, Any]] = []
    for where in parameters(network):
        derived = slope_at(step, where)
        measured = measured_slope(network, where, examples, state.cost, NUDGE)
        rows.append(
            {
                "place": key_of(where),
                "derived": derived,
                "measured": measured,
                "agrees": agree(derived, measured),
                "title": f"derived {derived:.10f}, measured {measured:.10f}".replace("-", "−"),
            }
        )
    good = sum(row["agrees"] for row in rows)
    text = (
        f"All {total} slopes agree with what a nudge measures."
        if good == total
        else f"{total - good} of {total} slopes do not agree with what a nudge measures."
    )
    return {"rows": rows, "text": text, "agrees": good == total}


def nudge_curve(at: Place, step: Moment, reach: float = 2.0) -> dict[str, Any]:
    """The cost for values of one parameter around its own, and the tangent backprop predicts.

    Raises:
        Problem: the place is no weight or bias.
    """
    where = parameter(at)
    state = step.state
    examples = state.inputs[np.newaxis], state.targets[np.newaxis]
    offsets = np.linspace(-reach, reach, CURVE_POINTS)
    own = value_at(state.network, where)
    with np.errstate(over="ignore", invalid="ignore"):
        costs = [cost_nudged(state.network, where, examples, state.cost, x) for x in offsets]
    slope = slope_at(step, where)
    here = cost_value(state.cost, state.passes, examples[1])
    tangent = here + slope * offsets
    return {
        "place": at.place,
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
    """What the cost is at one value of a parameter, and what the slope had promised."""
    if value == own:
        return f"{letter(at)} = {shown(value)}: the cost is {shown(here)}."
    return (
        f"{letter(at)} = {shown(value)}: the cost would be {shown(cost)} "
        f"({'+' if cost > here else ''}{shown(cost - here)}); "
        f"the tangent promises {shown(line)}."
    )


type Where = tuple[int, str, tuple[int, ...]]


def parameter(at: Place) -> Where:
    """The parameter at a place, as the gradient check names it."""
    if at.kind == "weight":
        return at.layer - 1, "weights", (at.index, at.from_)
    if at.kind == "bias":
        return at.layer - 1, "biases", (at.index,)
    raise Problem(f"{at.name.capitalize()} is no weight or bias, so Backprop does not move it.")


def parameters(network: Network) -> list[Where]:
    """Every parameter, layer by layer."""
    return [
        (depth, kind, index)
        for depth, layer in enumerate(network)
        for kind, array in (("weights", layer.weights), ("biases", layer.biases))
        for index in np.ndindex(array.shape)
    ]


def key_of(where: Where) -> str:
    """The page's key for a parameter."""
    depth, kind, index = where
    name = "weight" if kind == "weights" else "bias"
    return "-".join([name, str(depth + 1), *map(str, index)])


def slope_at(step: Moment, where: Where) -> float:
    """What backprop derived."""
    assert step.gradients
    depth, kind, index = where
    gradients: Array = getattr(step.gradients[depth], f"d_{kind}")
    return float(gradients[index])


def value_at(network: Network, where: Where) -> float:
    """The parameter itself."""
    depth, kind, index = where
    values: Array = getattr(network[depth], kind)
    return float(values[index])
