"""Say in a sentence or two where the network stands, and what to press next."""

from dataclasses import dataclass

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.formatting import shown, trimmed
from learnscope.datasets.dataset import Dataset
from learnscope.figure.movement import movement
from learnscope.figure.state import State
from learnscope.nn.costs import COSTS

MOST_OUTPUTS = 4
"""Most outputs whose guess is told whole. If there are more, the ``LARGEST`` largest are told."""

LARGEST = 3


@dataclass(frozen=True, eq=False)
class Subject:
    """Describe the task that the example in the figure belongs to.

    ``data`` has the names of inputs and outputs, if any. ``examples`` counts those that can be
    trained on; None means that there is no training. ``trained`` says that some was done.
    """

    data: Dataset | None = None
    examples: int | None = None
    trained: bool = False


def summary(state: State, subject: Subject) -> str:
    """Say where a state stands."""
    if subject.examples == 0:
        return "Put some points on the plane first."
    parts = []
    if state.before is not None and state.gradients is not None:
        parts.append(movement(state, subject.data.features if subject.data else ()))
    if state.cost_value is not None:
        parts += [guess_of(state, subject.data), cost_of(state, subject)]
        parts += [] if state.gradients or subject.trained else [next_of(subject)]
    elif parts:
        parts += ["Press Forward for the new guess."] if moved(state) else []
    elif len(state.passes) == len(state.network):
        parts = ["The guess still holds, but its cost does not. Press Forward."]
    elif state.previous is not None:
        parts = ["The old guess no longer holds. Press Forward for the new one."]
    else:
        parts = [beginning(subject)]
    return " ".join(parts)


def moved(state: State) -> bool:
    """Tell whether the Backprop just made moved any number."""
    assert state.before is not None
    return any(
        not np.array_equal(old.weights, new.weights) or not np.array_equal(old.biases, new.biases)
        for old, new in zip(state.before, state.network, strict=True)
    )


def beginning(subject: Subject) -> str:
    """Say what to press before anything is computed."""
    if subject.examples is None:
        return "Ready. Press Forward."
    return f"Ready. Press Forward, or Play to train on {examples(subject)}."


def next_of(subject: Subject) -> str:
    """Say what to press after Forward."""
    if subject.examples is None:
        return "Now press Backprop."
    return f"Now press Backprop, or Play to train on {examples(subject)}."


def examples(subject: Subject) -> str:
    """Count the examples to train on."""
    return "the one example" if subject.examples == 1 else f"all {subject.examples:,} examples"


# -- the guess beside the target


def guess_of(state: State, data: Dataset | None) -> str:
    """Say the guess, and what it should be, in the words of the task."""
    guess, targets = state.guess, state.targets
    assert guess is not None
    if data is not None and data.answers:
        return number_guessed(guess, targets, data)
    names = data.classes if data is not None else ()
    if len(names) != len(guess):
        return (
            f"The guess: {some([shown(float(p)) for p in guess])}. "
            f"The target: {some([trimmed(float(t)) for t in targets])}."
        )
    tell = share_of if COSTS[state.cost].gives_probabilities else value_of
    order = list(range(len(guess)))
    if len(guess) > MOST_OUTPUTS:
        order = np.argsort(-guess, kind="stable")[:LARGEST].tolist()
    told = ", ".join(tell(float(guess[k]), called(names[k])) for k in order)
    return f"The guess: {told}. {aim_of(guess, targets, names)}"


def aim_of(guess: Array, targets: Array, names: tuple[str, ...]) -> str:
    """Say what the guess should be."""
    if sorted(targets.tolist()) != [0.0] * (len(targets) - 1) + [1.0]:
        return f"The target: {some([trimmed(float(t)) for t in targets])}."
    k = int(targets.argmax())
    is_right = bool(np.all(np.delete(guess, k) < guess[k]))
    return f"It should say {called(names[k])}{', and it does' if is_right else ''}."


def number_guessed(guess: Array, targets: Array, data: Dataset) -> str:
    """Say guess and target in the data's own units."""
    scaling = data.target_scaling
    if scaling:
        guess, targets = scaling.undone(guess), scaling.undone(targets)
    told = some(
        [f"{name} {in_units(float(p))}" for name, p in zip(data.answers, guess, strict=True)]
    )
    return f"The guess: {told}. It should be {some([in_units(float(t)) for t in targets])}."


def share_of(p: float, name: str) -> str:
    """Write a probability: "38 % apple"."""
    if 0 < p < 0.005:
        return f"under 1 % {name}"
    if 0.995 < p < 1:
        return f"over 99 % {name}"
    return f"{round(100 * p)} % {name}"


def value_of(p: float, name: str) -> str:
    """Write a guess that is no probability: "apple 0.5312"."""
    return f"{name} {shown(p)}"


def called(name: str) -> str:
    """Put a name that is a number between quotation marks."""
    return name if name[:1].isalpha() else f"“{name}”"


def in_units(value: float) -> str:
    """Write a number in its own units."""
    return f"{value:,.0f}".replace("-", "−") if 1000 <= abs(value) < 1e15 else trimmed(value)


def some(texts: list[str]) -> str:
    """List the first few texts."""
    more = len(texts) - MOST_OUTPUTS
    return ", ".join(texts) if more <= 0 else f"{', '.join(texts[:MOST_OUTPUTS])} and {more} more"


# -- the cost


def cost_of(state: State, subject: Subject) -> str:
    """Say the cost, and by how much it fell or rose since the last Forward."""
    assert state.cost_value is not None
    cost, change = shown(state.cost_value), state.cost_change
    of = "" if subject.examples is None else " of this example"
    if change is None:
        return f"Cost{of} {cost}."
    if change == 0:
        return f"The cost{of} is still {cost}."
    return f"The cost{of} {'fell' if change < 0 else 'rose'} by {shown(abs(change))} to {cost}."
