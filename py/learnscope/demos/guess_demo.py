"""Play a game: given one weight of each, which of two networks reads better?

One of the two is spoilt: the connections from its hidden neurons to the digits are shuffled, so it
has the same numbers as before, but not where they belong. The weight shown leads from a pixel to a
hidden neuron, which spoiling leaves as it was, and a fair coin decides which network is spoilt. So
whatever people read into the two numbers, they are right half of the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, lgamma, log
from random import Random
from typing import Any, ClassVar

import numpy as np

from learnscope.common.errors import Problem, choice, is_nothing, whole
from learnscope.demos.action import Action
from learnscope.demos.digit_data import pictures, right
from learnscope.demos.permutation import reordered
from learnscope.demos.pretrained import SIZES, PretrainedNetworks
from learnscope.demos.seeds_demo import SEEDS, derangement
from learnscope.figure.places import place_of, weight_key
from learnscope.nn.network import Network

SIDES = ("left", "right")
MOST_ASKED = 100_000
NOT_YET = "The networks are still learning to read: try again in a moment."


@dataclass(frozen=True)
class Round:
    """Two networks by their seeds, which one is spoilt and how, and the weight shown."""

    seeds: tuple[int, int]
    spoilt: int
    order: tuple[int, ...]
    neuron: int
    pixel: int


def drawn(random: Random) -> Round:
    """Draw a round; which side is spoilt is independent of everything else."""
    first, second = random.sample(SEEDS, 2)
    order = tuple(derangement(SIZES[1], random))
    neuron, pixel = random.randrange(SIZES[1]), random.randrange(SIZES[0])
    return Round((first, second), random.randrange(2), order, neuron, pixel)


def spoilt(network: Network, order: tuple[int, ...]) -> Network:
    """Shuffle the connections from a network's hidden neurons to the digits."""
    return (network[0], reordered(network, np.array(order))[1])


class GuessDemo:
    """The current round, and the guess if it was made."""

    def __init__(self, pretrained: PretrainedNetworks, random: Random | None = None) -> None:
        self._pretrained = pretrained
        self._random = random or Random()
        self._round = drawn(self._random)
        self._guess: int | None = None
        self._score = (0, 0)

    def prepare(self, asked: object = None, right: object = None) -> None:
        """Train the networks for one slice of time."""
        self._pretrained.train(SEEDS)
        self._take(asked, right)

    def next(self, asked: object = None, right: object = None) -> None:
        """Begin another round, even if this one was not guessed."""
        self._round, self._guess = drawn(self._random), None
        self._take(asked, right)

    def guess(self, choice_: object, asked: object = None, right: object = None) -> None:
        """Guess that this side reads better, and count the result.

        Raises:
            Problem: the networks are not trained yet, or this round has been guessed.
        """
        if not self._pretrained.has(SEEDS):
            raise Problem(NOT_YET)
        side = SIDES.index(choice(choice_, "The choice", dict.fromkeys(SIDES)))
        if self._guess is not None:
            raise Problem("This round has been guessed: ask for the next one.")
        self._take(asked, right)
        self._guess = side
        was_right, was_asked = self._score
        self._score = (was_right + int(side != self._round.spoilt), was_asked + 1)

    def _take(self, asked: object, right: object) -> None:
        """Take over the score that the visitor's browser has kept."""
        if is_nothing(asked) and is_nothing(right):
            return
        of = whole(asked, "The number of guesses", 0, MOST_ASKED - 1)
        self._score = (whole(right, "The number of right guesses", 0, of), of)

    def networks(self) -> tuple[Network, Network]:
        """Return the two networks of the round, left and right."""
        now = self._round
        left, right = (
            spoilt(network, now.order) if side == now.spoilt else network
            for side, network in enumerate(map(self._pretrained.network, now.seeds))
        )
        return left, right

    def look(self) -> dict[str, Any]:
        """Show the two numbers and the score; after the guess, each network's accuracy."""
        if not self._pretrained.has(SEEDS):
            return {"ready": False, "share": self._pretrained.share(SEEDS), **self._scored()}
        pair, now = self.networks(), self._round
        row, column = divmod(now.pixel, 8)
        place = place_of(weight_key(1, now.neuron, now.pixel), pair[0], SIZES[0])
        return {
            "ready": True,
            "share": 1.0,
            "place": place.key,
            "name": f"from pixel {row + 1}, {column + 1} to hidden {now.neuron + 1}",
            "weights": [float(each[0].weights[now.neuron, now.pixel]) for each in pair],
            "verdict": self._verdict(pair),
            **self._scored(),
        }

    def _verdict(self, pair: tuple[Network, Network]) -> dict[str, Any] | None:
        if self._guess is None:
            return None
        of = len(pictures().digits)
        return {
            "right": self._guess != self._round.spoilt,
            "better": SIDES[1 - self._round.spoilt],
            "shares": [right(network) / of for network in pair],
            "pictures": [each[0].weights[self._round.neuron].copy() for each in pair],
        }

    def _scored(self) -> dict[str, Any]:
        right, asked = self._score
        low, high = by_chance(asked)
        expected = asked / 2
        return {"score": {"right": right, "asked": asked, "chance": [low, high, expected]}}

    ACTIONS: ClassVar[Mapping[str, Action]] = {
        "prepare": Action(prepare, takes=("asked", "right")),
        "guess": Action(guess, ("choice",), ("asked", "right")),
        "next": Action(next, takes=("asked", "right")),
    }


def by_chance(asked: int) -> tuple[int, int]:
    """Return the range of a fair coin's score in 19 of 20 games."""
    total, low = 0.0, asked // 2
    for count in range(low, -1, -1):
        both = 1 if 2 * count == asked else 2
        ways = lgamma(asked + 1) - lgamma(count + 1) - lgamma(asked - count + 1)
        total += both * exp(ways - asked * log(2))
        low = count
        if total >= 0.95:
            break
    return low, asked - low
