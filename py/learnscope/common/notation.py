"""Write expressions in any notation: where brackets, dots and signs go.

Subclasses of ``Notation`` decide what each of them looks like.
"""

from learnscope.common.equation import (
    Applied,
    Brackets,
    Derivative,
    Elementwise,
    Equation,
    Transposed,
)
from learnscope.common.expression import (
    Call,
    Constant,
    Expression,
    Fraction,
    FunctionName,
    Leaf,
    Minus,
    Number,
    Power,
    PowerOfE,
    Product,
    Rest,
    Sum,
    Symbol,
    Total,
    Whether,
)
from learnscope.common.formatting import shown, trimmed


class Notation:
    """Write expressions with the signs that a subclass defines."""

    DOT = " · "
    MINUS = "−"
    PRIME = "′"

    def __init__(self, on_paper: bool = False) -> None:
        self.on_paper = on_paper

    def write(self, of: Expression) -> str:
        """Write an expression."""
        return self._leaf(of) if isinstance(of, Leaf) else self._inner(of)

    def _leaf(self, of: Leaf) -> str:
        match of:
            case Number(place=place):
                return self.linked(place, self.number(of))
            case Constant(number):
                return trimmed(number).replace("−", self.MINUS)
            case Symbol(place=place):
                return self.linked(place, self.symbol(of))
            case FunctionName(name):
                return self.function(name)
            case Rest(number, count):
                return self.rest(self.number(Number(number)), f"{count} more")
        raise AssertionError(f"nobody knows how to write {type(of).__name__}")

    def _inner(self, of: Expression) -> str:
        match of:
            case Sum(terms):
                return self._sum(terms)
            case Minus((term,)):
                return self.MINUS + self.beside(term)
            case Product():
                return self._product(of)
            case Fraction((above, below)):
                return self.fraction(above, below)
            case Power((base, exponent)):
                return self.power(self._base(base), exponent)
            case PowerOfE((exponent,)):
                return self.power("e", exponent)
            case Call():
                return self._call(of)
            case Whether((left, right), relation):
                return self.square(f"{self.write(left)} {relation} {self.write(right)}")
            case Total((term,), index):
                return self.total(index, self.beside(term))
            case Brackets((inner,)):
                return self.brackets(inner)
            case Applied((function, argument), is_slope):
                prime = self.PRIME if is_slope else ""
                return f"{self.write(function)}{prime}({self.write(argument)})"
            case Derivative((along,)):
                return self.derivative(self.write(along))
            case Transposed((matrix,)):
                return self.transposed(matrix)
            case Elementwise((first, second)):
                return f"{self.beside(first)} {self.letter('⊙')} {self.beside(second)}"
            case Equation((*left, right), sign):
                before = "".join(f"{self.write(side)} " for side in left)
                return f"{before}{self.sign(sign)} {self.write(right)}"
        raise AssertionError(f"nobody knows how to write {type(of).__name__}")

    # -- where brackets and signs go

    def beside(self, part: Expression) -> str:
        """Write a part as it appears after a sign or beside a dot."""
        is_long = isinstance(part, Sum | Minus)
        return self.brackets(part) if is_long or self.starts_negative(part) else self.write(part)

    def starts_negative(self, part: Expression) -> bool:
        """Tell whether a part begins with a negative number and so needs brackets."""
        if isinstance(part, Product) and not self.on_paper:
            return self.starts_negative(part.parts[0])
        if not isinstance(part, Number | Rest):
            return False
        return part.number < 0 or (self.on_paper and "e" in shown(part.number))

    def _sum(self, terms: tuple[Expression, ...]) -> str:
        text = self.write(terms[0])
        for term in terms[1:]:
            is_minus = isinstance(term, Minus)
            rest = self.beside(term.parts[0] if is_minus else term)
            text += f" {self.MINUS} {rest}" if is_minus else f" + {rest}"
        return text

    def _product(self, of: Product) -> str:
        first, *others = of.parts
        is_beside = self.on_paper or isinstance(first, Sum)
        start = self.beside(first) if is_beside else self.write(first)
        return (self.DOT if of.has_dots else " ").join([start, *map(self.beside, others)])

    def _base(self, base: Expression) -> str:
        is_short = isinstance(base, Number | Constant) and not self.starts_negative(base)
        is_letter = isinstance(base, Symbol) and base.layer is None
        return self.write(base) if is_short or is_letter else self.brackets(base)

    def _call(self, of: Call) -> str:
        name = self.call_name(of.function)
        if len(of.parts) == 1 and isinstance(of.parts[0], Symbol):
            return f"{name} {self.write(of.parts[0])}"
        return f"{name}({', '.join(map(self.write, of.parts))})"

    # -- the signs

    def number(self, of: Number) -> str:
        """Write the digits that the figure shows."""
        mantissa, e, exponent = of.text.partition("e")
        if e and not self.on_paper:
            return self.literal(of.text)
        mantissa = mantissa.replace("−", self.MINUS).replace("∞", self.letter("∞"))
        if not e:
            return mantissa
        return mantissa + self.DOT + self.power("10", Constant(int(exponent.replace("−", "-"))))

    def linked(self, _place: str, text: str) -> str:
        """Link the text to its place in the figure."""
        return text

    def symbol(self, of: Symbol) -> str:
        """Write a symbol with its layer and index."""
        raise NotImplementedError

    def letter(self, letter: str) -> str:
        """Write a letter."""
        return letter

    def literal(self, text: str) -> str:
        """Write plain text inside a formula."""
        return text

    def function(self, name: str) -> str:
        """Write a function's name."""
        return name

    def call_name(self, name: str) -> str:
        """Write the name of a standard function, such as ln."""
        return name

    def sign(self, sign: str) -> str:
        """Write = or ←."""
        return sign

    def rest(self, number: str, note: str) -> str:
        """Write a number with a note."""
        return f"{number} ({note})"

    def brackets(self, of: Expression) -> str:
        """Write an expression in brackets."""
        return f"({self.write(of)})"

    def square(self, text: str) -> str:
        """Write a condition in square brackets."""
        return f"[{text}]"

    def fraction(self, above: Expression, below: Expression) -> str:
        """Write a fraction."""
        raise NotImplementedError

    def power(self, base: str, exponent: Expression) -> str:
        """Write a power."""
        raise NotImplementedError

    def total(self, index: str, term: str) -> str:
        """Write a sum over an index."""
        raise NotImplementedError

    def derivative(self, along: str) -> str:
        """Write the slope of the cost."""
        raise NotImplementedError

    def transposed(self, matrix: Expression) -> str:
        """Write the transpose of a matrix."""
        raise NotImplementedError
