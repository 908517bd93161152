"""List the matrices of a layer, with their symbols, headers and numbers."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from learnscope.common.equation import Derivative
from learnscope.common.expression import Expression, Symbol
from learnscope.common.formatting import neuron_name
from learnscope.matrices.layer_formulas import biases, letter, weights
from learnscope.matrices.worked import Worked


class Kind(NamedTuple):
    """One kind of matrix that each layer has.

    ``code`` names it in programs; ``symbol`` takes the layer, and whether examples are rows. Its
    rows are neurons of this layer (0) or of the one before (−1), and so are its columns unless it
    is a vector. ``place`` is the kind of its numbers' places in the figure. ``of_examples``: each
    example has its own.
    """

    name: str
    code: str
    title: str
    symbol: Callable[[int, bool], Expression]
    place: str
    at: int = 0
    is_vector: bool = True
    of_examples: bool = False
    can_edit: bool = False
    is_last_only: bool = False
    is_backward: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "weights", "W", "weights", lambda n, _: weights(n), "weight",
            is_vector=False, can_edit=True,
        ),
        Kind(
            "a_prev", "a", "activations of the layer before", lambda n, many: letter("a", n, many),
            "neuron", at=-1, of_examples=True,
        ),
        Kind("biases", "b", "biases", lambda n, _: biases(n), "bias", can_edit=True),
        Kind(
            "z", "z", "weighted inputs", lambda n, many: letter("z", n, many), "neuron",
            of_examples=True,
        ),
        Kind(
            "a", "a", "activations", lambda n, many: letter("a", n, many), "neuron",
            of_examples=True,
        ),
        Kind(
            "guess", "p", "guess", lambda _, many: Symbol("P" if many else "p"), "guess",
            of_examples=True, is_last_only=True,
        ),
        Kind(
            "targets", "t", "targets", lambda _, many: Symbol("T" if many else "t"), "target",
            of_examples=True, is_last_only=True, can_edit=True,
        ),
        Kind(
            "delta", "delta", "shares of the blame", lambda n, many: letter("δ", n, many),
            "neuron", of_examples=True, is_backward=True,
        ),
        Kind(
            "d_weights", "dW", "slopes of the weights", lambda n, _: Derivative((weights(n),)),
            "weight", is_vector=False, is_backward=True,
        ),
        Kind(
            "d_biases", "db", "slopes of the biases", lambda n, _: Derivative((biases(n),)),
            "bias", is_backward=True,
        ),
    )
}  # fmt: skip
"""Every kind of matrix, in the order of a page."""

BACKWARD = tuple(name for name, kind in KINDS.items() if kind.is_backward)
"""The matrices that Backprop computes."""


class Matrix(NamedTuple):
    """One matrix of a layer.

    ``values`` are rows of equal length, or one row for a vector; None stands for numbers not
    reached yet, and for all if nothing is computed. ``layer`` is that of the figure's places.
    ``is_before``: the numbers are from before the last change.
    """

    kind: Kind
    code: str
    symbol: Expression
    title: str
    layer: int
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Any
    is_vector: bool
    is_before: bool = False


class Numbers(NamedTuple):
    """The numbers of one layer by the name of their matrix, and whose they are.

    ``sizes`` counts the inputs and the neurons of each layer. ``examples`` names the rows of a
    batch; without any it is about one example. ``before`` names those from before the last change.
    """

    layer: int
    sizes: tuple[int, ...]
    values: Mapping[str, Any]
    examples: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()


def of_example(snapshot: Mapping[str, Any], layer: int) -> Numbers:
    """Take the numbers of a layer from a session's snapshot."""
    layers, previous = snapshot["layers"], snapshot.get("previous")
    own = layers[layer - 1]
    values = {**own, "targets": snapshot["targets"], "guess": snapshot["guess"]}
    values["a_prev"] = snapshot["inputs"] if layer == 1 else layers[layer - 2]["a"]
    before = set()
    if previous:
        seen = previous["layers"]
        earlier = {**seen[layer - 1], "guess": previous["guess"]}
        if layer > 1:
            earlier["a_prev"] = seen[layer - 2]["a"]
        before = {name for name in earlier if values[name] is None}
        values |= {name: earlier[name] for name in before}
    sizes = (len(snapshot["inputs"]), *(len(each["biases"]) for each in layers))
    return Numbers(layer, sizes, values, before=frozenset(before))


def of_examples(worked: Worked, layer: int, names: tuple[str, ...]) -> Numbers:
    """Take the numbers of a layer from a batch, whose examples have these names."""
    own, passed = worked.network[layer - 1], worked.passes[layer - 1]
    gradient = worked.gradients[layer - 1]
    values = {
        "weights": own.weights,
        "biases": own.biases,
        "a_prev": worked.before(layer),
        "z": passed.z,
        "a": passed.a,
        "guess": worked.guess,
        "targets": worked.targets,
        "delta": gradient.delta,
        "d_weights": gradient.d_weights,
        "d_biases": gradient.d_biases,
    }
    sizes = (worked.inputs.shape[1], *(each.n_out for each in worked.network))
    return Numbers(layer, sizes, values, names)


def matrices(of: Numbers) -> list[Matrix]:
    """List the matrices of a layer."""
    is_last = of.layer == len(of.sizes) - 1
    return [matrix(of, kind) for kind in KINDS.values() if is_last or not kind.is_last_only]


def matrix(of: Numbers, kind: Kind) -> Matrix:
    """Put together one matrix of a layer."""
    many, at = bool(of.examples), of.layer + kind.at
    is_rows = many and kind.of_examples
    neurons, before = names(of, at), names(of, of.layer - 1)
    return Matrix(
        kind=kind,
        code=code(kind, at, is_rows),
        symbol=kind.symbol(at, many),
        title="inputs" if kind.name == "a_prev" and not at else kind.title,
        layer=at,
        rows=of.examples if is_rows else neurons,
        columns=neurons if is_rows else () if kind.is_vector else before,
        values=of.values[kind.name],
        is_vector=kind.is_vector and not is_rows,
        is_before=kind.name in of.before,
    )


def names(of: Numbers, layer: int) -> tuple[str, ...]:
    """Name the neurons of a layer."""
    return tuple(neuron_name(layer, len(of.sizes) - 1, n) for n in range(of.sizes[layer]))


def code(kind: Kind, layer: int, is_rows: bool) -> str:
    """Name a matrix as in a program, such as "dW1"."""
    if kind.is_last_only:
        return kind.code.upper() if is_rows else kind.code
    if is_rows:
        return "X" if kind.name == "a_prev" and not layer else f"{kind.code.capitalize()}{layer}"
    return f"{kind.code}{layer}"
