"""Replace functions of the core by the visitor's text, as another ``Calculus``.

A text only comes from what the visitor typed and ran, never from a link, a file or a snapshot.
"""

import inspect
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Any

from learnscope.common.errors import Problem, choice
from learnscope.nn import backprop, network
from learnscope.nn.activations import Activation
from learnscope.nn.calculus import ORIGINAL, OWN, Calculus
from learnscope.usercode.contracts import CHECKS
from learnscope.usercode.sandbox import at_line, careful, defined, ran
from learnscope.usercode.tracer import line_returned

SOURCES: dict[str, ModuleType] = {"network": network, "backprop": backprop}
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "network": ("forward", "random_network"),
    "backprop": ("cost_value", "backprop", "descend"),
    OWN: ("f", "f_prime"),
}
"""Functions that a text of each kind must define.

Its other names only serve these: the core keeps its own types.
"""

TEMPLATE = '''"""Your own activation function. Both take and return an array, number by number."""

import numpy as np


def f(z):
    """Softplus, a ReLU without its corner: ln(1 + e^z)."""
    return np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0)


def f_prime(z):
    """Its slope, which happens to be the sigmoid."""
    return 1 / (1 + np.exp(-z))
'''


def file_of(kind: str) -> str:
    """Name the visitor's text, as a file in tracebacks and in messages."""
    return "your activation" if kind == OWN else f"your {kind}.py"


def with_text(calculus: Calculus, kind: str, text: object) -> Calculus:
    """Replace the functions of one kind by those of a text, without calling them.

    Raises:
        Problem: the text fails or lacks a function. It names the line, if there is one.
    """
    functions = compiled(kind, text)
    typed = {**calculus.typed, kind: str(text)}
    if kind == OWN:
        own = Activation(OWN, "Yours", "f", None, None, functions["f"], functions["f_prime"])
        return replace(calculus, own=own, typed=typed)
    changes: dict[str, Any] = {**functions, "typed": typed}
    return replace(calculus, **changes)


def without_text(calculus: Calculus, kind: str) -> Calculus:
    """Restore the original functions of one kind, or remove the own activation."""
    typed = {name: text for name, text in calculus.typed.items() if name != kind}
    if not typed:
        return ORIGINAL
    if kind == OWN:
        return replace(calculus, own=None, typed=typed)
    originals = {name: getattr(ORIGINAL, name) for name in FUNCTIONS[kind]}
    return replace(calculus, typed=typed, **originals)


def with_texts(texts: Mapping[str, object]) -> Calculus:
    """Replace the original functions by those of these texts, given by kind.

    Raises:
        Problem: a kind is unknown, or a text fails or lacks a function.
    """
    calculus = ORIGINAL
    for kind, text in texts.items():
        calculus = with_text(calculus, choice(kind, "The module", FUNCTIONS), text)
    return calculus


def compiled(kind: str, text: object) -> dict[str, Callable[..., Any]]:
    """Run a text and return the functions it defines, ready for the core to call.

    Raises:
        Problem: the text fails or lacks a function. It names the line, if there is one.
    """
    file = file_of(kind)
    module = "own_activation" if kind == OWN else SOURCES[kind].__name__
    namespace = ran(text, file, module)
    return {name: checked(defined(namespace, name, file), name, file) for name in FUNCTIONS[kind]}


def checked(function: Callable[..., Any], name: str, file: str) -> Callable[..., Any]:
    """Wrap a typed function so that its result is checked.

    The wrapper raises Problem, with the line, if the function fails or returns the wrong kind of
    value.
    """
    call, check = careful(function, file), CHECKS[name]

    def called(*given: Any, **named: Any) -> Any:
        result = call(*given, **named)
        try:
            return check(result, *given, **named)
        except Problem as problem:
            line = line_returned(partial(call, *given, **named), file, name)
            raise at_line(file, line, str(problem)) from None

    return called


def ids(calculus: Calculus) -> dict[str, int]:
    """Give each typed text a number that other texts hardly share: its CRC-32."""
    return {
        kind: zlib.crc32(text.encode("utf-8", "replace")) for kind, text in calculus.typed.items()
    }


def source(kind: str, calculus: Calculus = ORIGINAL) -> str:
    """Return the source in force for a kind; without an own activation, the template."""
    if kind in calculus.typed:
        return calculus.typed[kind]
    return TEMPLATE if kind == OWN else inspect.getsource(SOURCES[kind])


def file_that_runs(kind: str, calculus: Calculus) -> str:
    """Return the file name of the code in force for a kind."""
    code: str = getattr(ORIGINAL, FUNCTIONS[kind][0]).__code__.co_filename
    return file_of(kind) if kind in calculus.typed else code
