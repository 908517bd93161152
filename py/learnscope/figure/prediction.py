"""Ask what Forward or Backprop will show, and comment on the answer afterwards.

People who predict a result learn more from seeing it. A question is drawn from the present network;
the true answer comes from running it.
"""

from dataclasses import dataclass, replace
from random import Random

import numpy as np

from learnscope.common.formatting import neuron_name, shown, trimmed
from learnscope.figure.places import guess_key, weight_key, weight_name
from learnscope.figure.state import State
from learnscope.nn.network import Network

VERBS = {"forward": "Forward", "backprop": "Backprop"}


@dataclass(frozen=True)
class Question:
    """A question before a pass: choices as (value, label), and the place it concerns."""

    text: str
    choices: tuple[tuple[str, str], ...]
    place: str


@dataclass(frozen=True)
class Verdict:
    """A verdict on the visitor's answer: whether it is right, and why."""

    right: bool
    text: str


def question(state: State, verb: str) -> Question | None:
    """Choose a question for "forward" or "backprop"; None if there is nothing to ask.

    Raises:
        Problem: a number leaves the range of float64, or the visitor's Python fails or is missing.
    """
    if verb == "backprop":
        return _ask_direction(state.computed())
    return None if state.cost_value is not None else _ask_output(state)


def verdict(state: State, verb: str, choice: str) -> Verdict:
    """Judge a choice, given the state before the verb.

    Raises:
        Problem: a number leaves the range of float64, or the visitor's Python fails or is missing.
    """
    if verb == "backprop":
        return _judge_direction(state.computed(), choice)
    return _judge_output(state, choice)


# -- before Backprop: will this weight go up or down?


def _chosen_weight(state: State) -> tuple[int, int, int]:
    """Choose a weight whose slope is not tiny, as layer (from 1), to, from.

    The same state gives the same weight.
    """
    places = [
        (abs(float(slope)), layer, int(j), int(i))
        for layer, gradient in enumerate(state.slopes(), start=1)
        for (j, i), slope in np.ndenumerate(gradient.d_weights)
    ]
    largest = max(places)[0]
    worth_asking = [place[1:] for place in places if place[0] >= 0.05 * largest]
    seed = f"{state.seed} {state.step} {state.cost_value}"
    return Random(seed).choice(worth_asking)


def _weight_name(network: Network, layer: int, to: int, from_: int) -> str:
    return f"the {weight_name(len(network), layer, to, from_)}"


def _ask_direction(state: State) -> Question | None:
    if all(not np.any(gradient.d_weights) for gradient in state.slopes()):
        return None
    layer, to, from_ = _chosen_weight(state)
    value = float(state.network[layer - 1].weights[to, from_])
    name = _weight_name(state.network, layer, to, from_)
    return Question(
        f"Before you look: {name} is {shown(value)}. Which way will Backprop move it?",
        (("up", "up"), ("down", "down")),
        weight_key(layer, to, from_),
    )


def _judge_direction(state: State, choice: str) -> Verdict:
    layer, to, from_ = _chosen_weight(state)
    gradient = state.slopes()[layer - 1]
    slope = float(gradient.d_weights[to, from_])
    way = "down" if slope > 0 else "up"
    a = (
        trimmed(float(state.inputs[from_]))
        if layer == 1
        else shown(float(state.passes[layer - 2].a[0, from_]))
    )
    from_name = neuron_name(layer - 1, len(state.network), from_)
    to_name = neuron_name(layer, len(state.network), to)
    delta = float(gradient.delta[0, to])
    why = (
        f"{from_name} carried {a} and δ of {to_name} is {shown(delta)}: "
        f"their product, the slope, is {shown(slope)}, and a step goes against the slope."
    )
    return Verdict(choice == way, f"{_praise(choice == way)} It goes {way}. {_capital(why)}")


# -- before Forward: which output?


def _guesses(state: State) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the coming guess, and the one before if a Backprop was the last action."""
    after = state.computed().guess
    assert after is not None
    if state.before is None:
        return after, None
    before = replace(state.bare(), network=state.before)
    return after, before.computed().guess


def _ask_output(state: State) -> Question | None:
    after, before = _guesses(state)
    if len(after) < 2:
        return None
    what = "be the largest" if before is None else "rise most"
    last = len(state.network)
    choices = tuple((str(k), neuron_name(last, last, k)) for k in range(len(after)))
    return Question(f"Before you look: which output’s guess will {what}?", choices, guess_key(0))


def _judge_output(state: State, choice: str) -> Verdict:
    after, before = _guesses(state)
    scores = after if before is None else after - before
    best = int(np.argmax(scores))
    last = len(state.network)
    name, target = neuron_name(last, last, best), trimmed(float(state.targets[best]))
    if before is None:
        z = [shown(float(value)) for value in state.computed().passes[-1].z[0]]
        why = f"the z of the outputs are {', '.join(z)}, and the largest z makes the largest guess."
    else:
        why = (
            f"its guess went from {shown(float(before[best]))} to {shown(float(after[best]))}. "
            f"Its target is {target}, and every weight moved to bring the guesses closer to theirs."
        )
    right = choice == str(best)
    return Verdict(right, f"{_praise(right)} It is {name}: {why}")


def _praise(right: bool) -> str:
    return "Right." if right else "Not this time, and that is how one learns."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
