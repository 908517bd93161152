"""A worksheet: the network's numbers, what to work out by hand, and the key.

All of it is about the network as it is and about the step that Backprop would make next. Of a
large network the first neurons of each layer are asked, and what else they need is given.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import starmap
from typing import Any

from learnscope.common.errors import count
from learnscope.common.formatting import neuron_name, shown
from learnscope.exercises.exercise import Exercise, step_of
from learnscope.exercises.solution import (
    WIDE,
    Formula,
    cost_formula,
    formula,
    function,
    guess_formula,
    is_held,
    symbol,
)
from learnscope.explain.forward import BRACKET
from learnscope.figure.narration import Numbers
from learnscope.figure.places import bias_key, neuron_key, weight_key
from learnscope.figure.state import State
from learnscope.figure.stepping import Walk
from learnscope.nn.activations import ACTIVATIONS
from learnscope.nn.costs import COSTS

MOST_EXERCISES = 26
"""As many as have room, with space to write, on one page."""

MOST_LAYERS = 4
"""Of a deeper network the first two and the last two layers are asked."""

type Plain = dict[str, Any]


def worksheet(state: State) -> Plain:
    """The worksheet as plain data: text, tables, and formulas in LaTeX.

    Raises Problem where the numbers are too large to compute.
    """
    state = replace(state.computed(), before=None, gradients=None)
    parts = [(title, some) for title, formulas in parts_of(state) if (some := list(formulas))]
    sizes = [len(state.inputs), *(layer.n_out for layer in state.network)]
    return {
        "title": f"A {'-'.join(map(str, sizes))} network by hand",
        "origin": origin(state),
        "intro": "Work out each number from those before it, with 4 decimals. "
        "In brackets stands the layer, then the neuron, then the neuron that a weight comes from.",
        "notes": [note for note in (left_out(state), held(state), brackets(state)) if note],
        "rules": rules(state),
        "values": values(state),
        "tables": [table(state, layer) for layer in shown_layers(state)],
        "given": given([of for _, formulas in parts for of in formulas]),
        "parts": [
            {
                "title": title,
                "exercises": [
                    {
                        "question": of.question,
                        "solution": of.with_numbers,
                        "answer": shown(of.answer),
                    }
                    for of in formulas
                ],
            }
            for title, formulas in parts
        ],
    }


# -- what is asked


def asked_layers(state: State) -> list[int]:
    """The layers whose neurons are asked, counted from 1."""
    layers = list(range(1, len(state.network) + 1))
    return layers if len(layers) <= MOST_LAYERS else [*layers[:2], *layers[-2:]]


def asked_neurons(state: State) -> int:
    """How many neurons of a layer are asked at most, so that all has room."""
    sizes = [state.network[layer - 1].n_out for layer in asked_layers(state)]
    for most in (3, 2):
        # z, a and delta of each; the guesses; the cost, three gradients and two new values
        if sum(3 * min(size, most) for size in sizes) + min(sizes[-1], most) + 6 <= MOST_EXERCISES:
            return most
    return 1


def neurons(state: State) -> Iterator[tuple[int, int]]:
    """Yield the layer and index of each neuron that is asked."""
    most = asked_neurons(state)
    for layer in asked_layers(state):
        for j in range(min(most, state.network[layer - 1].n_out)):
            yield layer, j


def parts_of(state: State) -> Iterator[tuple[str, Iterator[Formula]]]:
    """The formulas of each part of the worksheet."""
    last, asked = len(state.network), list(neurons(state))
    weights = [weight_key(last, 0, 0), *([weight_key(1, 0, 0)] if last > 1 else [])]

    def of(keys: Iterable[str], *quantities: str) -> Iterator[Formula]:
        return (formula(Exercise(state, key, each)) for key in keys for each in quantities)

    yield "Forward", of(starmap(neuron_key, asked), "z", "a")
    yield "Guess and cost", guess_and_cost(state)
    backwards = sorted(asked, key=lambda place: -place[0])
    yield "Errors, from the outputs back", of(starmap(neuron_key, backwards), "delta")
    yield "Gradients", of([*weights, bias_key(last, 0)], "gradient")
    yield "New values", of(weights, "new")


def guess_and_cost(state: State) -> Iterator[Formula]:
    """The guesses, where they are not the activations, and the cost."""
    assert state.cost_value is not None
    of = Numbers(step_of(state))
    outputs = min(asked_neurons(state), len(state.targets))
    asked = [guess_formula(of, k) for k in range(outputs)]
    yield from (each for each in [*asked, cost_formula(of, state.cost_value)] if each)


def given(formulas: list[Formula]) -> list[Plain]:
    """What the exercises need that is neither printed nor asked."""
    asked = {of.label for of in formulas}
    needed = {label: value for of in formulas for label, value in of.reads if label not in asked}
    return [{"label": label, "value": shown(value)} for label, value in needed.items()]


# -- what is printed of the network


def origin(state: State) -> str:
    """Which network this is."""
    seed = "Weights of its own" if state.seed is None else f"Seed {state.seed}"
    return f"{seed}, after {count(state.step, 'step')}"


def left_out(state: State) -> str | None:
    """That not every neuron is asked, where it is so."""
    most, layers = asked_neurons(state), asked_layers(state)
    if len(layers) == len(state.network) and all(of.n_out <= most for of in state.network):
        return None
    which = "each layer" if len(layers) == len(state.network) else "the first and last two layers"
    neurons = "the first neuron" if most == 1 else f"the first {most} neurons"
    return (
        f"This network is too large for one page, so it is about {neurons} of {which}. "
        "What else they need is given, with r and s for the rest of a long sum."
    )


def held(state: State) -> str | None:
    """That an activation is not what the cost can take, where it is so."""
    of = Numbers(Walk("forward", state, state, ()))
    if not any(is_held(of, k) for k in range(len(state.targets))):
        return None
    return (
        "This cost takes activations between 0 and 1 only: one beyond counts as if it were just "
        "inside, and there ∂C/∂a is 0."
    )


def brackets(state: State) -> str | None:
    """What square brackets mean, where a formula has them."""
    return BRACKET if any(r"\left[" in rule for rule in rules(state)) else None


def rules(state: State) -> list[str]:
    """The functions of this network, in LaTeX."""
    cost = COSTS[state.cost]
    found = []
    for name in dict.fromkeys(layer.activation for layer in state.network):
        activation, f = ACTIVATIONS[name], function(name)
        found += [
            f"a = {f}(z)" + (f" = {activation.latex}" if activation.latex else ""),
            f"{f}'(z)" + (f" = {activation.latex_prime}" if activation.latex_prime else ""),
        ]
    return [
        *found,
        f"p_k = {cost.latex_guess}",
        f"C = {cost.latex}",
        rf"\frac{{\partial C}}{{\partial a_k}} = {cost.latex_gradient}",
    ]


def values(state: State) -> list[Plain]:
    """Inputs, targets and the learning rate."""
    inputs = [(symbol("x", 0, i), x) for i, x in enumerate(state.inputs[:WIDE])]
    targets = [(f"t_{{{k + 1}}}", t) for k, t in enumerate(state.targets[:WIDE])]
    rate = [(r"\eta", state.learning_rate)]
    return [
        {"label": label, "value": shown(float(value))}
        for label, value in (*inputs, *targets, *rate)
    ]


def shown_layers(state: State) -> list[int]:
    """The layers whose weights are needed: those asked, and those after them."""
    asked = asked_layers(state)
    after = [layer + 1 for layer in asked if layer < len(state.network)]
    return sorted({*asked, *after})


def table(state: State, layer: int) -> Plain:
    """A layer's weights and biases, as far as they are needed: a row for each neuron."""
    of, layers = state.network[layer - 1], len(state.network)
    columns = [
        {"label": symbol("a", layer - 1, i), "name": f"from {neuron_name(layer - 1, layers, i)}"}
        for i in range(min(of.n_in, WIDE))
    ]
    return {
        "caption": f"Layer {layer}, {ACTIVATIONS[of.activation].label}: weights and bias",
        "columns": [*columns, {"label": "b", "name": "bias"}],
        "rows": [
            {
                "name": neuron_name(layer, layers, j),
                "values": [
                    shown(float(value)) for value in (*of.weights[j, : len(columns)], of.biases[j])
                ],
            }
            for j in range(min(of.n_out, WIDE))
        ],
    }
