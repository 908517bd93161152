"""Declare what the live figures of the explanation show."""

from typing import Literal, NotRequired, TypedDict

from learnscope.common.arrays import Array


class LifeShown(TypedDict):
    """Two worlds: one follows the rule, the other a network that learns it.

    1 is a live cell.
    """

    rows: int
    columns: int
    generation: int
    true: Array
    learned: Array
    broken: Array
    """1 where the network broke the rule in the last step"""
    true_alive: int
    learned_alive: int
    broken_count: int
    differ: int
    seed: int
    step: int
    right: int
    of: int
    says: Array
    truth: Array
    """for 0 to 8 live neighbours of a dead cell, then of a live one"""
    done: bool


class Getting(TypedDict):
    """A figure whose networks are still in training, and their progress."""

    ready: Literal[False]
    share: float


class CutCurves(TypedDict):
    """How well the network reads as more connections are cut, for each order."""

    done: bool
    cut: Array
    smallest: Array
    random: Array
    largest: Array


class CutShown(TypedDict):
    """A damaged network and its accuracy.

    ``alone``, ``harmless`` and ``worst`` come once they are computed.
    """

    ready: bool
    share: float
    sizes: tuple[int, int, int]
    weights: Array
    touched: Array
    touched_count: int
    of: int
    before: int
    before_share: float
    right: int
    right_share: float
    otherwise: int
    alone: NotRequired[Array]
    harmless: NotRequired[int]
    worst: NotRequired[int]
    curves: CutCurves


class TwinShown(TypedDict):
    """The same network with its hidden neurons in another order."""

    order: list[int]
    pictures: Array
    outgoing: Array
    moved: int
    numbers: int
    difference: float
    unlike: int
    outputs: int
    otherwise: int


class SeedsShown(TypedDict):
    """Networks that learned the same from different random weights."""

    ready: Literal[True]
    share: float
    seeds: list[int]
    hidden: int
    of: int
    right_shares: list[float]
    agreement: Array
    least_agreement: float
    all_agree: float
    likeness: tuple[float, float]
    """the lowest and the highest correlation between two networks' weights"""
    pictures: Array
    outgoing: Array
    twin: TwinShown


class GuessVerdict(TypedDict):
    """The accuracy of each of the two networks."""

    right: bool
    better: Literal["left", "right"]
    shares: tuple[float, float]
    pictures: tuple[Array, Array]


class GuessScore(TypedDict):
    """How many guesses were right. ``chance`` has a fair coin's range and mean."""

    right: int
    asked: int
    chance: tuple[float, float, float]


class GuessGetting(Getting):
    """The game before its networks are trained."""

    score: GuessScore


class GuessShown(TypedDict):
    """One number from each of two networks; after the guess, which network reads better."""

    ready: Literal[True]
    share: float
    place: str
    name: str
    weights: tuple[float, float]
    verdict: GuessVerdict | None
    score: GuessScore
