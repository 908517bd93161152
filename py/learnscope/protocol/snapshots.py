"""Declare what a snapshot holds: plain data and float64 arrays, with None for "not computed".

``buildtools.page.protocol_types`` writes the page's TypeScript types from these declarations, so
the string below a field becomes its comment there.
"""

from typing import Literal, TypedDict

from learnscope.common.arrays import Array

type Numbers = Array | list[float]
"""Numbers in a row."""

type Table = Array | list[list[float]]
"""Numbers in rows of equal length."""

type Values = Array | list[float | None]
"""Numbers in a row, None for those that are not reached yet."""

type ValueTable = Array | list[list[float | None]]
"""Numbers in rows of equal length, None for those that are not reached yet."""

type ModuleName = Literal["network", "backprop", "own"]
"""What the visitor can type: two modules of the core, and an activation function."""

type PassName = Literal["forward", "backprop"]
"""The two passes through the network."""


class LayerSnapshot(TypedDict):
    """One layer. After a Backprop it has the gradients used and how far each number moved."""

    weights: Table
    biases: Numbers
    activation: str
    symbol: str
    z: Values | None
    a: Values | None
    delta: Values | None
    d_weights: ValueTable | None
    d_biases: Values | None
    weights_before: ValueTable | None
    biases_before: Values | None
    weights_change: ValueTable | None
    biases_change: Values | None


class Trouble(TypedDict):
    """A reason why the network can't learn, and the last moment without one."""

    place: str
    text: str
    last_well: int | None


class CodeVerdict(TypedDict):
    """Whether typed Python is right, and a sentence on it."""

    agrees: bool
    text: str


class PythonInForce(TypedDict):
    """The visitor's own Python that runs."""

    typed: dict[ModuleName, int]
    """an id of each text that runs"""
    verdict: CodeVerdict | None
    own: CodeVerdict | None


class PartialSum(TypedDict):
    """A sum that is being added up, and the neuron that it belongs to."""

    layer: int
    index: int
    value: float


class Walk(TypedDict):
    """How far a pass has been stepped through, and what the last small step did."""

    kind: PassName
    position: int
    length: int
    phase: str
    layer: int
    index: int
    term: int
    sentence: str
    partial: PartialSum | None
    places: list[str]
    """what the last step was about"""


class Task(TypedDict):
    """The task. ``index`` is that of the example in the figure, out of ``count``."""

    name: str
    label: str
    why: str
    is_drawn: bool
    """whether the visitor puts the examples on the plane"""
    options: dict[str, float]
    edition: int
    """another number where the examples are others"""
    source: str
    features: list[str]
    classes: list[str]
    answers: list[str]
    """names of the outputs, where targets are numbers"""
    target_mean: Numbers | None
    target_scale: Numbers | None
    """what targets were brought to one scale by, where they are numbers"""
    picture: tuple[int, int] | None
    """rows and columns where the inputs are the pixels of a picture"""
    mean: Numbers | None
    scale: Numbers | None
    """what each input was brought to one scale by, or null"""
    count: int
    index: int
    edited: bool
    """whether the figure shows what somebody made of the example"""
    changed: bool
    """whether its inputs are others than the example's"""
    meant: int | None
    """the class that the targets mean, if any"""
    own_targets: Numbers | None
    own_guess: Numbers | None
    """target and guess in their own units, where they are numbers"""
    raw_inputs: Numbers
    """the inputs in the data's own units"""


class TrainingPoint(TypedDict):
    """Mean cost and accuracy after so many steps; None where there is none."""

    step: int
    train_cost: float | None
    test_cost: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    train_error: float | None
    test_error: float | None
    """the mean distance of the guess, if it is one number, in its own units"""


class Training(TypedDict):
    """How training goes, and how it is done."""

    batch_size: int
    """0: all examples at once"""
    optimiser: str
    momentum: float
    l2: float
    seed: int
    share: float
    standardise: bool
    stop_step: int
    """0: never"""
    stop_cost: float
    train_count: int
    test_count: int
    step: int
    epoch: int
    position: int
    """how many examples have had their turn in this epoch"""
    moments: list[Array] | None
    """what the optimiser remembers; null where that is too much to be told"""
    age: int
    """how many steps the moments have seen"""
    curve: int
    """the id of the curve of this training"""
    points: int
    stopped: str
    """why training ended by itself, or empty"""
    figures: TrainingPoint | None
    """may be older for a large network in training, with a step of their own"""


class Snapshot(TypedDict):
    """Everything that the page may show of a session."""

    layers: list[LayerSnapshot]
    cost: str
    inputs: Numbers
    targets: Numbers
    learning_rate: float
    seed: int | None
    initial: str
    """the way in which the seed drew the start weights"""
    step: int
    guess: Values | None
    cost_value: float | None
    last_cost: float | None
    cost_change: float | None
    live: bool
    can_step_back: bool
    can_redo: bool
    origin: int
    """a number of its own for every start that Reset returns to"""
    line: int
    """which time line this is on"""
    moments: int
    """how many moments the time line has"""
    moment: int
    """the moment that this one is at, or came from"""
    trouble: Trouble | None
    python: PythonInForce
    walk: Walk | None
    """set in the middle of a pass: how far it has come"""
    task: Task | None
    training: Training | None
    """what is learned and how, where there is more than one example; else both null"""
