"""Write expressions as LaTeX for the page to typeset, and in plain words.

The words are for screen readers, and for everybody while nothing typesets formulas.
"""

from typing import NamedTuple

from learnscope.common.expression import Constant, Expression, Fraction, Number, Symbol, Total
from learnscope.common.notation import Notation

LETTERS = {
    "σ": r"\sigma",
    "δ": r"\delta",
    "Δ": r"\Delta",
    "η": r"\eta",
    "ε": r"\varepsilon",
    "∞": r"\infty",
    "…": r"\dots",
    "⊙": r"\odot",
    "←": r"\leftarrow",
}
"""LaTeX commands of letters and signs."""


class Latex(Notation):
    """Write LaTeX. A number or symbol is linked to its place in the figure by \\data."""

    DOT = r" \cdot "
    MINUS = "-"
    PRIME = "'"

    def linked(self, place: str, text: str) -> str:
        """Link the text to its place in the figure."""
        return rf"\data{{place={place}}}{{{text}}}" if place else text

    def symbol(self, of: Symbol) -> str:
        """Write a symbol with its layer as superscript and its index as subscript."""
        above = f"^{{({of.layer})}}" if of.layer is not None else ""
        return self.letter(of.letter) + above + self.index(of.index)

    def index(self, index: str) -> str:
        """Write an index: a letter, a word or numbers."""
        if len(index) <= 1 and not index.isdigit():
            return f"_{index}" if index else ""
        return rf"_{{\text{{{index}}}}}" if index.isalpha() else f"_{{{index}}}"

    def letter(self, letter: str) -> str:
        """Write a letter; Greek ones become commands."""
        return LETTERS.get(letter, letter)

    def literal(self, text: str) -> str:
        """Write plain text inside a formula."""
        return rf"\text{{{text}}}"

    def function(self, name: str) -> str:
        """Write a function's name, upright unless it is a Greek letter."""
        return LETTERS.get(name, rf"\operatorname{{{name}}}")

    def call_name(self, name: str) -> str:
        """Write the command of a function that LaTeX knows."""
        return rf"\{name}"

    def sign(self, sign: str) -> str:
        """Write = or ←."""
        return self.letter(sign)

    def rest(self, number: str, note: str) -> str:
        """Write a number with a brace below it and a note below the brace."""
        return rf"\underbrace{{{number}}}_{{\text{{{note}}}}}"

    def brackets(self, of: Expression) -> str:
        """Write an expression in brackets, on paper no taller than needed."""
        is_tall = not self.on_paper or of.has(Fraction) or of.has(Total)
        text = self.write(of)
        return rf"\left({text}\right)" if is_tall else f"({text})"

    def square(self, text: str) -> str:
        """Write a condition in square brackets."""
        return rf"\left[ {text} \right]"

    def fraction(self, above: Expression, below: Expression) -> str:
        """Write a fraction, in small type if it has two constants."""
        is_small = isinstance(above, Constant) and isinstance(below, Constant)
        command = r"\tfrac" if is_small else r"\frac"
        return f"{command}{{{self.write(above)}}}{{{self.write(below)}}}"

    def power(self, base: str, exponent: Expression) -> str:
        """Write a power."""
        text = self.write(exponent)
        return f"{base}^{text}" if len(text) == 1 else f"{base}^{{{text}}}"

    def total(self, index: str, term: str) -> str:
        """Write a sum over an index."""
        return rf"\sum{self.index(index)}{{{term}}}"

    def derivative(self, along: str) -> str:
        """Write the slope of the cost."""
        return rf"\frac{{\partial C}}{{\partial {along}}}"

    def transposed(self, matrix: Expression) -> str:
        """Write a matrix with a raised T; braces keep it apart from the layer's number."""
        return rf"{{{self.write(matrix)}}}^{{\mathsf{{T}}}}"


class Words(Notation):
    """Write a formula on one line, in signs that every font has."""

    def symbol(self, of: Symbol) -> str:
        """Write a symbol with its layer and index."""
        above = f"^({of.layer})" if of.layer is not None else ""
        return of.letter + above + (f"_{of.index}" if of.index else "")

    def short(self, part: Expression) -> str:
        """Write a part of a fraction or power, in brackets if it is long."""
        is_short = isinstance(part, Number | Constant | Symbol) and not self.starts_negative(part)
        return self.write(part) if is_short else self.brackets(part)

    def fraction(self, above: Expression, below: Expression) -> str:
        """Write a fraction."""
        return f"{self.short(above)} / {self.short(below)}"

    def power(self, base: str, exponent: Expression) -> str:
        """Write a power."""
        return f"{base}^{self.short(exponent)}"

    def total(self, index: str, term: str) -> str:
        """Write a sum over an index."""
        return f"Σ_{index} {term}"

    def derivative(self, along: str) -> str:
        """Write the slope of the cost."""
        return f"∂C/∂{along}"

    def transposed(self, matrix: Expression) -> str:
        """Write a matrix with a raised T."""
        return f"{self.write(matrix)}ᵀ"


class Written(NamedTuple):
    """A formula as LaTeX and in plain words."""

    latex: str
    words: str


def written(of: Expression, on_paper: bool = False) -> Written:
    """Write an expression as LaTeX and in words.

    ``on_paper`` writes it as by hand, with powers of ten.
    """
    return Written(Latex(on_paper).write(of), Words(on_paper).write(of))
