"""Declare the contents of a snapshot: plain data and float64 arrays.

None means "not computed". ``buildtools.page.protocol_types`` writes the page's TypeScript types
from these declarations, so the string below a field becomes its comment there.
"""

from typing import Literal, TypedDict

from learnscope.common.arrays import Array

type Numbers = Array | list[float]
"""Numbers in a row."""

type Table = Array | list[list[float]]
"""Numbers in rows of equal length."""

type Values = Array | list[float | None]
"""Numbers in a row; None for those not reached yet."""

type ValueTable = Array | list[list[float | None]]
"""Numbers in rows of equal length; None for those not reached yet."""

type ModuleName = Literal["network", "backprop", "own"]
"""The modules a visitor can type: two of the core, and an activation function."""

type PassName = Literal["forward", "backprop"]
"""The two passes through the network."""


class LayerSnapshot(TypedDict):
    """One layer. After a Backprop it has the gradients used and each number's change."""

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


type PlainRequest = dict[str, str | float]
"""A request, ready to be sent."""


class Remedy(TypedDict):
    """A way out, with the label of its button."""

    label: str
    request: PlainRequest


class Diagnosis(TypedDict):
    """A reason why the network doesn't learn as it could, with a way out."""

    kind: str
    place: str
    text: str
    halts: bool
    """whether nothing more can be learned like this"""
    last_well: int | None
    """the last moment at which all layers could learn"""
    remedy: Remedy | None


class CodeVerdict(TypedDict):
    """Whether typed Python is right, and a sentence about it."""

    agrees: bool
    text: str


class PythonInForce(TypedDict):
    """The visitor's own Python that runs now."""

    typed: dict[ModuleName, int]
    """an id for each text that runs"""
    verdict: CodeVerdict | None
    own: CodeVerdict | None


class PartialSum(TypedDict):
    """A sum in progress, and the neuron it belongs to."""

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
    """The task. ``index`` says which of its ``count`` examples is in the figure."""

    name: str
    label: str
    why: str
    is_drawn: bool
    """whether the visitor puts the examples on the plane"""
    options: dict[str, float]
    edition: int
    """changes whenever the examples change"""
    source: str
    features: list[str]
    classes: list[str]
    answers: list[str]
    """names of the outputs, if targets are numbers"""
    target_mean: Numbers | None
    target_scale: Numbers | None
    """the mean and scale by which targets are standardised, if they are numbers"""
    picture: tuple[int, int] | None
    """rows and columns, if the inputs are the pixels of a picture"""
    mean: Numbers | None
    scale: Numbers | None
    """the mean and scale by which each input is standardised, or null"""
    count: int
    index: int
    edited: bool
    """whether somebody changed the example in the figure"""
    changed: bool
    """whether its inputs differ from the example's"""
    meant: int | None
    """the class that the targets mean, if any"""
    own_targets: Numbers | None
    own_guess: Numbers | None
    """target and guess in the data's own units, if they are numbers"""
    raw_inputs: Numbers
    """the inputs in the data's own units"""


class TrainingPoint(TypedDict):
    """Mean cost and accuracy at a step of the training; None where not measured."""

    step: int
    train_cost: float | None
    test_cost: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    train_error: float | None
    test_error: float | None
    """mean distance of the guess in its own units, if it is one number"""


class Training(TypedDict):
    """The settings of the training, and how far it has come."""

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
    """how many examples of this epoch have been used"""
    moments: list[Array] | None
    """the optimiser's moments; null where they are too large to send"""
    age: int
    """how many steps the moments cover"""
    curve: int
    """the id of this training's curve"""
    points: int
    stopped: str
    """why training stopped by itself, or empty"""
    figures: TrainingPoint | None
    """of an earlier step while a large network trains; it has its own ``step``"""


class SeenLayer(TypedDict):
    """The values of one layer."""

    z: Numbers
    a: Numbers


class Previous(TypedDict):
    """The values of the last computed state."""

    layers: list[SeenLayer]
    guess: Numbers
    cost_value: float


class Snapshot(TypedDict):
    """Everything that the page may show of a session."""

    layers: list[LayerSnapshot]
    cost: str
    inputs: Numbers
    targets: Numbers
    learning_rate: float
    seed: int | None
    initial: str
    """the scheme by which the seed drew the start weights"""
    step: int
    guess: Values | None
    cost_value: float | None
    last_cost: float | None
    cost_change: float | None
    previous: Previous | None
    """what was computed before a Backprop or an edit, until Forward computes it anew"""
    sentence: str
    """what just happened, and what to press next"""
    live: bool
    can_step_back: bool
    can_redo: bool
    origin: int
    """a number that identifies the start that Reset returns to"""
    line: int
    """identifies the time line"""
    moments: int
    """number of moments on the time line"""
    moment: int
    """the moment shown, or the one it was changed from"""
    diagnosis: Diagnosis | None
    """the most useful one; null while all is well"""
    python: PythonInForce
    walk: Walk | None
    """how far the pass has come, in the middle of one"""
    task: Task | None
    """what is learned; null if a network was loaded"""
    training: Training | None
    """how it is learned; null if there is only one example"""
