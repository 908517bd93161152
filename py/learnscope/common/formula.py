"""Build formulas from symbols, with Python's operators and the functions below.

``1 / (1 + exp(-z))`` is the sigmoid of a symbol z; ``total("k", t_k * ln(p_k))`` is a sum over all
outputs. ``put_in`` replaces symbols with numbers or other symbols.
"""

from collections.abc import Callable
from dataclasses import replace

from learnscope.common.expression import (
    Call,
    Expression,
    Inner,
    PowerOfE,
    Product,
    Rest,
    Sum,
    Symbol,
    Total,
    Whether,
    expression,
)


def exp(of: Expression) -> Expression:
    """Write e to a power."""
    return PowerOfE((of,))


def ln(of: Expression) -> Expression:
    """Write the natural logarithm."""
    return Call((of,), "ln")


def tanh(of: Expression) -> Expression:
    """Write the hyperbolic tangent."""
    return Call((of,), "tanh")


def largest(*of: Expression | float) -> Expression:
    """Write the maximum."""
    return Call(tuple(map(expression, of)), "max")


def smallest(*of: Expression | float) -> Expression:
    """Write the minimum."""
    return Call(tuple(map(expression, of)), "min")


def whether(left: Expression, relation: str, right: Expression | float) -> Expression:
    """Write 1 where left > right, or left = right, and 0 elsewhere."""
    return Whether((left, expression(right)), relation)


def total(index: str, term: Expression) -> Expression:
    """Write the sum of a term over all outputs."""
    return Total((term,), index)


type Named = Callable[[str, int | None], Expression]
"""Map a letter, and the output's number if the letter has an index, to an expression."""


def put_in(
    formula: Expression,
    named: Named,
    outputs: int = 0,
    k: int | None = None,
    most: int = 1_000,
    writes_totals_out: bool = True,
) -> Expression:
    """Replace a formula's symbols, and expand its totals over all outputs.

    ``k`` is the output that the index k means outside of a total. A total of more than ``most``
    terms is ``folded``. Adjacent factors get a dot between them, since numbers need one.
    """

    def filled(of: Expression, indices: dict[str, int]) -> Expression:
        if isinstance(of, Symbol):
            return named(of.letter, indices[of.index] if of.index else None)
        if isinstance(of, Total):
            if not writes_totals_out:
                return of
            each = (filled(of.parts[0], {**indices, of.index: n}) for n in range(outputs))
            return Sum(folded(tuple(each), most))
        if not isinstance(of, Inner):
            return of
        parts = tuple(filled(part, indices) for part in of.parts)
        return Product(parts) if isinstance(of, Product) else of.with_parts(*parts)

    return filled(formula, {} if k is None else {"k": k})


def at_output(formula: Expression, k: int) -> Expression:
    """Replace the index k, outside of totals, with the number of an output (from 0)."""
    if isinstance(formula, Symbol) and formula.index == "k":
        return replace(formula, index=str(k + 1))
    if not isinstance(formula, Inner) or isinstance(formula, Total):
        return formula
    return formula.with_parts(*(at_output(part, k) for part in formula.parts))


def folded(terms: tuple[Expression, ...], most: int) -> tuple[Expression, ...]:
    """Keep the ``most`` largest terms in order, and fold the others into one."""
    if len(terms) <= most + 1:
        return terms
    sizes = [abs(term.value()) for term in terms]
    kept = set(sorted(range(len(terms)), key=lambda n: -sizes[n])[:most])
    rest = sum(term.value() for n, term in enumerate(terms) if n not in kept)
    return (*(terms[n] for n in sorted(kept)), Rest(rest, len(terms) - most))
