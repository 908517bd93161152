"""Step through a pass in steps as small as you like, forward and back.

The whole pass is computed at once, and a walk is a position in it. ``partial_snapshot`` says which
numbers it has reached, and ``narration`` what its last step did.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from learnscope.figure.state import State
from learnscope.nn.network import Layer

type Kind = Literal["forward", "backprop"]

GRAINS = {"pass": 0, "layer": 1, "neuron": 2, "term": 3}
"""Sizes of a step, from coarse to fine. A mark that ends a neuron also ends a term, and so on."""


class Mark(NamedTuple):
    """The smallest step there is.

    ``phase`` in a forward pass is "term" (one product joins the sum), "bias" (z is complete),
    "activate", "guess" or "cost". In a backward pass it is "blame" (∂C/∂a of an output), "back"
    (one product joins ∂C/∂a of a hidden neuron), "delta", "slope", "bias_slope", "move" or
    "bias_move". ``layer`` counts from 1. ``neuron`` is an index, and ``term`` the index of the
    neuron at the connection's other end. ``ends`` is the coarsest grain that is complete with this
    mark.
    """

    phase: str
    layer: int
    neuron: int
    term: int = -1
    ends: int = GRAINS["term"]


@dataclass(frozen=True, eq=False)
class Walk:
    """A pass from ``base`` to ``goal``, read as far as the first ``position`` marks.

    ``grain`` is the size of the last step.
    """

    kind: Kind
    base: State
    goal: State
    marks: tuple[Mark, ...]
    position: int = 0
    grain: str = "pass"

    @property
    def is_over(self) -> bool:
        """Tell whether every mark has been reached."""
        return self.position == len(self.marks)

    @property
    def mark(self) -> Mark:
        """Return the last mark reached."""
        return self.marks[self.position - 1]

    def at_end(self) -> "Walk":
        """Return the walk with every mark reached."""
        return replace(self, position=len(self.marks))

    def onward(self, grain: str) -> "Walk":
        """Go one step on, to the next mark that completes the grain."""
        end = next(
            n
            for n in range(self.position + 1, len(self.marks) + 1)
            if self.marks[n - 1].ends <= GRAINS[grain]
        )
        return replace(self, position=end, grain=grain)

    def back(self, grain: str) -> "Walk":
        """Go one step back, to the mark before, or to the beginning."""
        ends = (
            n for n in range(self.position - 1, 0, -1) if self.marks[n - 1].ends <= GRAINS[grain]
        )
        return replace(self, position=next(ends, 0), grain=grain)


def forward_walk(base: State, goal: State) -> Walk:
    """Begin a Forward that leads from ``base`` to ``goal``."""
    return Walk("forward", base, goal, tuple(forward_marks(base)))


def backprop_walk(base: State, goal: State) -> Walk:
    """Begin a Backprop that leads from ``base``, which is computed, to ``goal``."""
    return Walk("backprop", base, goal, tuple(backprop_marks(base)))


def forward_marks(state: State) -> Iterator[Mark]:
    """List the marks of a Forward, neuron by neuron: terms, bias, activation.

    The guesses and the cost come last.
    """
    for layer, of in enumerate(state.network, start=1):
        for j in range(of.n_out):
            yield from (Mark("term", layer, j, i) for i in range(of.n_in))
            yield Mark("bias", layer, j)
            yield Mark("activate", layer, j, ends=complete(j, of))
    last = len(state.network)
    yield from (Mark("guess", last, k, ends=GRAINS["neuron"]) for k in range(of.n_out))
    yield Mark("cost", last, 0, ends=GRAINS["pass"])


def backprop_marks(state: State) -> Iterator[Mark]:
    """List the marks of a Backprop: deltas and slopes first, then all moves.

    Both run from the last layer to the first.
    """
    last = len(state.network)
    for layer in range(last, 0, -1):
        of = state.network[layer - 1]
        for j in range(of.n_out):
            if layer == last:
                yield Mark("blame", layer, j)
            else:
                above = state.network[layer].n_out
                yield from (Mark("back", layer, j, k) for k in range(above))
            yield Mark("delta", layer, j)
            yield from (Mark("slope", layer, j, i) for i in range(of.n_in))
            yield Mark("bias_slope", layer, j, ends=complete(j, of))
    for layer in range(last, 0, -1):
        of = state.network[layer - 1]
        for j in range(of.n_out):
            yield from (Mark("move", layer, j, i) for i in range(of.n_in))
            ends = GRAINS["pass"] if layer == 1 and j == of.n_out - 1 else complete(j, of)
            yield Mark("bias_move", layer, j, ends=ends)


def complete(index: int, layer: Layer) -> int:
    """Return what this neuron completes: itself, or its layer if it is the last."""
    return GRAINS["layer"] if index == layer.n_out - 1 else GRAINS["neuron"]
