"""Reads the core's LaTeX: what an expression of numbers comes to, and which symbols are in it."""

import math
import re

SYMBOL = re.compile(
    r"\\frac\{\\partial C\}\{\\partial [^}]*\}[^}]*\}[^}]*\}\}?"
    r"|\\eta|(?:\\delta|\b[abprstwxz])(?:\^\{\(\d+\)\})?_\{[\d,]+\}|\\sum_j t_j"
)
FUNCTIONS = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "max": max}


def symbols(latex: str) -> list[str]:
    """Every symbol that stands for a number."""
    return SYMBOL.findall(latex.replace(r"\sum\nolimits_j", r"\sum_j"))


def value(latex: str) -> float:
    """What an expression without symbols comes to."""
    text = re.sub(r"\\left|\\right|\\begin.*?\\end\{cases\}", "", latex)
    text = text.replace("[", "(").replace("]", ")").replace(r"\cdot", "*")
    text = re.sub(r"\\t?frac", r"\\frac", text).replace(r"{\sum", r"{")
    text = re.sub(r"(?<![\d.*/+({-])\s*\\(ln|tanh)", r" \\\1", text)
    text = re.sub(r"([\d)}])\s+(?=\\(?:ln|frac)|\()", r"\1 * ", text)
    text = re.sub(r"\\(ln|tanh)\s+(\([^()]*(?:\([^()]*\)[^()]*)*\)|-?[\d.]+)", r"\\\1(\2)", text)
    text = text.replace(r"\ln", "log").replace(r"\tanh", "tanh").replace(r"\max", "max")
    text = re.sub(r"10\^\{(-?\d+)\}", r"10.0**(\1)", text)
    text = text.replace("e^{", "exp{").replace(r"\frac", "").replace("}{", ")/(")
    text = text.replace("{", "(").replace("}", ")").replace("^2", "**2")
    result: float = eval(text, {"__builtins__": {}}, dict(FUNCTIONS))
    return result
