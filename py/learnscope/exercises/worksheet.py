"""Make a worksheet: the network's numbers, what to work out by hand, and the key.

It is about the network as it is now, and the step that Backprop would make next. In a large network
only the first neurons of each layer are asked, and what else they need is given.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import starmap
from typing import Any

from learnscope.common.equation import Derivative, equal
from learnscope.common.errors import count
from learnscope.common.expression import Expression, Symbol, Whether
from learnscope.common.formatting import neuron_name, shown, trimmed
from learnscope.common.typesetting import written
from learnscope.exercises.exercise import Exercise, step_made_or_next
from learnscope.exercises.solution import (
    WIDE,
    Solution,
    applied,
    cost_solution,
    guess_solution,
    is_held,
    solution,
    symbol,
)
from learnscope.explain.forward import BRACKET
from learnscope.figure.places import bias_key, neuron_key, weight_key
from learnscope.figure.state import State
from learnscope.figure.values import Values

MOST_EXERCISES = 26
"""Most exercises that fit on one page with space to write."""

MOST_LAYERS = 4
"""Most layers that are asked; in a deeper network, the first and last two."""

type Plain = dict[str, Any]


class Formulas:
    """The formulas of one worksheet.

    ``words`` has each formula in words, by its LaTeX.
    """

    def __init__(self) -> None:
        self.words: dict[str, str] = {}

    def latex(self, of: Expression) -> str:
        """Write a formula as LaTeX, and keep its words."""
        made = written(of, on_paper=True)
        self.words[made.latex] = made.words
        return made.latex

    def labelled(self, label: Expression, value: float) -> Plain:
        """Write a number with the symbol that it stands for."""
        return {"label": self.latex(label), "value": shown(value)}


def worksheet(state: State) -> Plain:
    """Make the worksheet as plain data: text, tables, and formulas in LaTeX and in words.

    Raises:
        Problem: a number leaves the range of float64, or the visitor's Python fails or is missing.
    """
    state = replace(state.computed(), before=None, gradients=None)
    parts = [(title, some) for title, solutions in parts_of(state) if (some := list(solutions))]
    sizes = [len(state.inputs), *(layer.n_out for layer in state.network)]
    formulas = Formulas()
    return {
        "title": f"A {'-'.join(map(str, sizes))} network by hand",
        "origin": origin(state),
        "intro": "Work out each number from those before it, with 4 decimals. "
        "In brackets stands the layer, then the neuron, then the neuron that a weight comes from.",
        "notes": [note for note in (left_out(state), held(state), brackets(state)) if note],
        "rules": [formulas.latex(rule) for rule in rules(state)],
        "values": [formulas.labelled(*each) for each in values(state)],
        "tables": [table(state, layer, formulas) for layer in shown_layers(state)],
        "given": [
            formulas.labelled(*each) for each in given([of for _, some in parts for of in some])
        ],
        "parts": [
            {"title": title, "exercises": [asked(of, formulas) for of in solutions]}
            for title, solutions in parts
        ],
        "words": formulas.words,
    }


def asked(of: Solution, formulas: Formulas) -> Plain:
    """Write one exercise with its key."""
    return {
        "question": formulas.latex(of.question),
        "solution": formulas.latex(of.with_numbers),
        "answer": shown(of.answer),
    }


# -- what is asked


def asked_layers(state: State) -> list[int]:
    """List the layers whose neurons are asked, from 1."""
    layers = list(range(1, len(state.network) + 1))
    return layers if len(layers) <= MOST_LAYERS else [*layers[:2], *layers[-2:]]


def asked_neurons(state: State) -> int:
    """Find how many neurons of each layer can be asked on one page."""
    sizes = [state.network[layer - 1].n_out for layer in asked_layers(state)]
    for most in (3, 2):
        # z, a and delta of each neuron; the guesses; the cost, three gradients and two new values
        if sum(3 * min(size, most) for size in sizes) + min(sizes[-1], most) + 6 <= MOST_EXERCISES:
            return most
    return 1


def neurons(state: State) -> Iterator[tuple[int, int]]:
    """Yield the layer and index of each neuron that is asked."""
    most = asked_neurons(state)
    for layer in asked_layers(state):
        for j in range(min(most, state.network[layer - 1].n_out)):
            yield layer, j


def parts_of(state: State) -> Iterator[tuple[str, Iterator[Solution]]]:
    """Yield the title and the exercises of each part of the worksheet."""
    last, asked = len(state.network), list(neurons(state))
    weights = [weight_key(last, 0, 0), *([weight_key(1, 0, 0)] if last > 1 else [])]

    def of(keys: Iterable[str], *quantities: str) -> Iterator[Solution]:
        return (solution(Exercise(state, key, each)) for key in keys for each in quantities)

    yield "Forward", of(starmap(neuron_key, asked), "z", "a")
    yield "Guess and cost", guess_and_cost(state)
    backwards = sorted(asked, key=lambda place: -place[0])
    yield "Errors, from the outputs back", of(starmap(neuron_key, backwards), "delta")
    yield "Gradients", of([*weights, bias_key(last, 0)], "gradient")
    yield "New values", of(weights, "new")


def guess_and_cost(state: State) -> Iterator[Solution]:
    """Yield the guesses, if they are not the activations, and the cost.

    Raises:
        Problem: a number leaves the range of float64, or the visitor's Python fails or is missing.
    """
    assert state.cost_value is not None
    of = step_made_or_next(state)
    outputs = min(asked_neurons(state), len(state.targets))
    guesses = [guess_solution(of, k) for k in range(outputs)]
    yield from (each for each in [*guesses, cost_solution(of, state.cost_value)] if each)


def given(solutions: list[Solution]) -> list[tuple[Expression, float]]:
    """List what the exercises need that is neither printed nor asked."""
    asked = {of.label for of in solutions}
    needed = {label: value for of in solutions for label, value in of.reads if label not in asked}
    return list(needed.items())


# -- what is printed about the network


def origin(state: State) -> str:
    """Say which network this is."""
    seed = "Weights of its own" if state.seed is None else f"Seed {state.seed}"
    return f"{seed}, after {count(state.step, 'step')}"


def left_out(state: State) -> str | None:
    """Say that not every neuron is asked, if so."""
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
    """Say that the cost doesn't take an activation as it is, if so."""
    of = Values(state)
    if of.cost.takes is None or not any(is_held(of, k) for k in range(len(state.targets))):
        return None
    low, high = map(trimmed, of.cost.takes)
    return (
        f"This cost takes activations between {low} and {high} only: one beyond counts as if it "
        "were just inside, and there ∂C/∂a is 0."
    )


def brackets(state: State) -> str | None:
    """Say what square brackets mean, if a formula has them."""
    return BRACKET if any(rule.has(Whether) for rule in rules(state)) else None


def rules(state: State) -> list[Expression]:
    """Write the functions of this network."""
    of, z = Values(state), Symbol("z")
    found = []
    layers = range(1, of.layers + 1)
    for activation in {of.activation(n).name: of.activation(n) for n in layers}.values():
        found += [
            equal(Symbol("a"), applied(activation, z), activation.formula),
            equal(applied(activation, z, is_slope=True), activation.slope_formula),
        ]
    return [
        *found,
        equal(Symbol("p", "k"), of.cost.guess_formula),
        equal(Symbol("C"), of.cost.formula),
        equal(Derivative((Symbol("a", "k"),)), of.cost.gradient_formula),
    ]


def values(state: State) -> list[tuple[Expression, float]]:
    """List inputs, targets and the learning rate."""
    inputs = [(symbol("x", 0, i), float(x)) for i, x in enumerate(state.inputs[:WIDE])]
    targets = [(Symbol("t", str(k + 1)), float(t)) for k, t in enumerate(state.targets[:WIDE])]
    return [*inputs, *targets, (Symbol("η"), state.learning_rate)]


def shown_layers(state: State) -> list[int]:
    """List the layers whose weights are needed: those asked, and the next ones."""
    asked = asked_layers(state)
    after = [layer + 1 for layer in asked if layer < len(state.network)]
    return sorted({*asked, *after})


def table(state: State, layer: int, formulas: Formulas) -> Plain:
    """List the needed weights and biases of a layer, with a row for each neuron."""
    of, layers = state.network[layer - 1], len(state.network)
    columns = [
        {
            "label": formulas.latex(symbol("a", layer - 1, i)),
            "name": f"from {neuron_name(layer - 1, layers, i)}",
        }
        for i in range(min(of.n_in, WIDE))
    ]
    return {
        "caption": f"Layer {layer}, {Values(state).activation(layer).label}: weights and bias",
        "columns": [*columns, {"label": formulas.latex(Symbol("b")), "name": "bias"}],
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
