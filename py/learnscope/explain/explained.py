"""Explain every number: the formula behind it, in symbols and with values.

``explained`` answers for a place in the figure with sections of sentences and formulas; the page
typesets them and adds nothing. Read on in this order: ``common.expression`` (arithmetic that can be
shown and evaluated), ``figure.values`` (the numbers), ``forward`` and ``gradient`` (the
derivations), ``proof`` (the same slopes, measured).
"""

from dataclasses import asdict
from typing import Any

from learnscope.common.errors import Problem
from learnscope.explain import forward, gradient
from learnscope.explain.sections import Section
from learnscope.figure.places import Place, place_of
from learnscope.figure.state import State
from learnscope.figure.values import Values, step_of

BEFORE = "The step just made, with the numbers from before it."
AHEAD = "What Backprop would do now."
NOT_YET = "Press Forward, and the way back from the cost can be shown here."


def explained(place: str, now: State, learning: State, unfold: bool = False) -> dict[str, Any]:
    """Explain where the number at a place comes from.

    ``now`` is the state whose Forward is explained, ``learning`` the state whose Backprop is. They
    differ only in the middle of a pass. ``unfold`` shows every term of wide sums and every path.

    Raises:
        Problem: this network has no such place.
    """
    at = place_of(place, now.network, len(now.inputs))
    most = 1_000_000 if unfold else forward.MOST_TERMS
    step, when = backward(learning)
    back = back_sections(at, step, most) if step else []
    return {
        "place": place,
        "name": at.name,
        "forward": [asdict(section) for section in forward_sections(at, Values(now), most)],
        "when": when if back or at.learns else None,
        "backward": [asdict(section) for section in back],
        "learns": at.kind in ("weight", "bias"),
    }


def backward(state: State) -> tuple[Values | None, str]:
    """Find the step to explain, and a sentence that says which one it is."""
    try:
        step = step_of(state)
    except Problem as problem:
        return None, str(problem)
    if step is None:
        return None, NOT_YET
    return step, BEFORE if state.gradients else AHEAD


def forward_sections(at: Place, of: Values, most: int) -> list[Section]:
    """Explain where the place's value comes from, or where it goes."""
    match at.kind:
        case "input":
            return [forward.brought(of, at.index)]
        case "neuron":
            return [
                forward.weighted_input(of, at.layer, at.index, most),
                forward.activation(of, at.layer, at.index),
            ]
        case "weight":
            return [forward.carried(of, at.layer, at.index, at.from_)]
        case "guess":
            return [forward.guess(of, at.index, most)]
        case "cost":
            return [forward.cost(of, most)]
        case "bias":
            text = "It is added to the weighted input whatever comes in: the neuron’s own leaning."
            return [Section("What it does", text)]
        case _:
            text = "You set this number: it is what the output should have said."
            return [Section("What it is for", text)]


def back_sections(at: Place, step: Values, most: int) -> list[Section]:
    """Explain what Backprop computes at the place."""
    layer, index = at.layer, at.index
    match at.kind:
        case "neuron":
            first = [gradient.output_blame(step, index, most)] if layer == step.layers else []
            return [
                *first,
                gradient.slope_of_f(step, layer, index),
                gradient.delta(step, layer, index, most),
            ]
        case "weight":
            return [
                gradient.weight_slope(step, layer, index, at.from_),
                gradient.chain(step, at, most),
                gradient.new_value(step, at),
            ]
        case "bias":
            return [
                gradient.bias_slope(step, layer, index),
                gradient.chain(step, at, most),
                gradient.new_value(step, at),
            ]
        case "guess" | "target":
            return [gradient.output_blame(step, index, most)]
        case "cost":
            outputs = range(min(step.size(step.layers), most))
            return [gradient.output_blame(step, k, most) for k in outputs]
        case _:
            return []
