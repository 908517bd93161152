"""Write what a layer computes in matrices, for one example or for examples as rows."""

from learnscope.common.equation import (
    Applied,
    Brackets,
    Derivative,
    Elementwise,
    Transposed,
    equal,
)
from learnscope.common.expression import Expression, FunctionName, Symbol
from learnscope.common.formula import total
from learnscope.common.typesetting import Written, written


def letter(of: str, layer: int, many: bool) -> Expression:
    """Write the symbol of a layer's vector, or of the matrix of many."""
    if many and of == "a" and layer == 0:
        return Symbol("X")
    return Symbol(of.upper() if many else of, layer=layer)


def weights(layer: int) -> Expression:
    """Write the symbol of a layer's weights."""
    return Symbol("W", layer=layer)


def biases(layer: int) -> Expression:
    """Write the symbol of a layer's biases."""
    return Symbol("b", layer=layer)


def forward_formulas(layer: int, symbol: str, many: bool) -> list[Written]:
    """Write how a layer computes z and a; ``symbol`` names its activation function."""
    before, z, a = (
        letter(of, at, many) for of, at in (("a", layer - 1), ("z", layer), ("a", layer))
    )
    w = weights(layer)
    product = before * Transposed((w,)) if many else w * before
    return [
        written(equal(z, product + biases(layer))),
        written(equal(a, Applied((FunctionName(symbol), z)))),
    ]


def backward_formulas(layer: int, layers: int, symbol: str, many: bool) -> list[Written]:
    """Write how a layer's δ and slopes follow from what comes after it."""
    delta, z, before = (
        letter(of, at, many) for of, at in (("δ", layer), ("z", layer), ("a", layer - 1))
    )
    blame: Expression = Derivative((letter("a", layer, many),))
    if layer < layers:
        w, after = weights(layer + 1), letter("δ", layer + 1, many)
        blame = Brackets((after * w if many else Transposed((w,)) * after,))
    slope = Applied((FunctionName(symbol), z), is_slope=True)
    outer = Transposed((delta,)) * before if many else delta * Transposed((before,))
    each = total("n", Symbol("δ", "n", layer)) if many else delta
    return [
        written(equal(delta, Elementwise((blame, slope)))),
        written(equal(Derivative((weights(layer),)), outer)),
        written(equal(Derivative((biases(layer),)), each)),
    ]
