"""A pass through the network in steps as small as you like, forward and back.

The whole pass is computed at once. A walk is a place in the reading of it; ``reading`` says which
numbers it has reached, and what its last step did.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from learnscope.figure.state import State
from learnscope.nn.network import Layer

type Kind = Literal["forward", "backprop"]

GRAINS = {"pass": 0, "layer": 1, "neuron": 2, "term": 3}
"""How far one step goes. A mark that ends a neuron ends a term as well, and so on."""


class Mark(NamedTuple):
    """The smallest step there is.

    phase: in a forward pass "term" (one product joins the sum), "bias" (z is complete),
    "activate", "guess", "cost"; in a backward one "blame" (∂C/∂a of an output), "back" (one
    product joins ∂C/∂a of a hidden neuron), "delta", "slope", "bias_slope", "move", "bias_move".
    layer counts from 1; neuron is its index, term that of the neuron at the connection's other end.
    ends: the coarsest grain that is complete with it.
    """

    phase: str
    layer: int
    neuron: int
    term: int = -1
    ends: int = GRAINS["term"]


@dataclass(frozen=True, eq=False)
class Walk:
    """How far a pass from ``base`` to ``goal`` has been read: the first ``position`` marks.

    grain is that of the last step.
    """

    kind: Kind
    base: State
    goal: State
    marks: tuple[Mark, ...]
    position: int = 0
    grain: str = "pass"

    @property
    def is_over(self) -> bool:
        """Whether all has been reached."""
        return self.position == len(self.marks)

    @property
    def mark(self) -> Mark:
        """The last one reached."""
        return self.marks[self.position - 1]

    def at_end(self) -> "Walk":
        """The same with all reached."""
        return replace(self, position=len(self.marks))

    def onward(self, grain: str) -> "Walk":
        """One step further: to the next mark that completes the grain."""
        end = next(
            n
            for n in range(self.position + 1, len(self.marks) + 1)
            if self.marks[n - 1].ends <= GRAINS[grain]
        )
        return replace(self, position=end, grain=grain)

    def back(self, grain: str) -> "Walk":
        """One step back: to the mark before, or to the beginning."""
        ends = (
            n for n in range(self.position - 1, 0, -1) if self.marks[n - 1].ends <= GRAINS[grain]
        )
        return replace(self, position=next(ends, 0), grain=grain)


def forward_walk(base: State, goal: State) -> Walk:
    """The beginning of a Forward that leads from base to goal."""
    return Walk("forward", base, goal, tuple(forward_marks(base)))


def backprop_walk(base: State, goal: State) -> Walk:
    """The beginning of a Backprop that leads from base, which is computed, to goal."""
    return Walk("backprop", base, goal, tuple(backprop_marks(base)))


def forward_marks(state: State) -> Iterator[Mark]:
    """List the marks of a Forward, neuron by neuron: the terms, the bias, the activation. The
    answer comes last."""
    for layer, of in enumerate(state.network, start=1):
        for j in range(of.n_out):
            yield from (Mark("term", layer, j, i) for i in range(of.n_in))
            yield Mark("bias", layer, j)
            yield Mark("activate", layer, j, ends=complete(j, of))
    last = len(state.network)
    yield from (Mark("guess", last, k, ends=GRAINS["neuron"]) for k in range(of.n_out))
    yield Mark("cost", last, 0, ends=GRAINS["pass"])


def backprop_marks(state: State) -> Iterator[Mark]:
    """From the last layer to the first each neuron's delta and slopes; then all moves."""
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
    """Name what this neuron completes: itself, or its layer if it is the last one."""
    return GRAINS["layer"] if index == layer.n_out - 1 else GRAINS["neuron"]
