"""The workshop: which Python runs as forward and as the calculus, ours or the visitor's.

``SOURCES`` are the modules whose functions can be replaced; all of the core calls these through
their module. There is one visitor to a Python, so what is installed is this module's business; a
new ``Session`` begins with the originals. Nothing here is ever read out of a link, a file or a
snapshot: it comes from what the visitor typed and ran.
"""

import inspect
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, choice
from learnscope.nn import backprop, network
from learnscope.nn.activations import ACTIVATIONS, Activation
from learnscope.usercode.contracts import CHECKS
from learnscope.usercode.sandbox import at_line, careful, defined, ran
from learnscope.usercode.tracer import line_returned

OWN = "own"
"""The name of the visitor's own activation function."""

SOURCES: dict[str, ModuleType] = {"network": network, "backprop": backprop}
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "network": ("forward", "random_network"),
    "backprop": ("cost_value", "backprop", "descend"),
    OWN: ("f", "f_prime"),
}
"""What each text must define. Its other names serve these; the core's own types stay."""

TEMPLATE = '''"""Your own activation function. Both take and return an array, number by number."""

import numpy as np


def f(z):
    """Softplus, a ReLU without its corner: ln(1 + e^z)."""
    return np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0)


def f_prime(z):
    """Its slope, which happens to be the sigmoid."""
    return 1 / (1 + np.exp(-z))
'''


@dataclass(frozen=True)
class Version:
    """A text that the visitor typed, and its functions ready to be called."""

    text: str
    functions: dict[str, Callable[..., Any]]

    @property
    def id(self) -> int:
        """A number that other texts hardly have."""
        return zlib.crc32(self.text.encode("utf-8", "replace"))


type Versions = dict[str, Version]
type Texts = dict[str, str]

ORIGINALS = {
    name: getattr(module, name) for kind, module in SOURCES.items() for name in FUNCTIONS[kind]
}
_installed: Versions = {}


def file_of(kind: str) -> str:
    """What the visitor's text is called."""
    return "your activation" if kind == OWN else f"your {kind}.py"


def version(kind: str, text: object) -> Version:
    """A text compiled and run, its functions not yet called.

    Raises:
        Problem: with the line that is wrong.
    """
    file = file_of(kind)
    module = "own_activation" if kind == OWN else SOURCES[kind].__name__
    namespace = ran(text, file, module)
    functions = {
        name: checked(defined(namespace, name, file), name, file) for name in FUNCTIONS[kind]
    }
    return Version(str(text), functions)


def checked(function: Callable[..., Any], name: str, file: str) -> Callable[..., Any]:
    """A typed function that returns what it must, or raises Problem with its line."""
    call, check = careful(function, file), CHECKS[name]

    def called(*given: Any, **named: Any) -> Any:
        result = call(*given, **named)
        try:
            return check(result, *given, **named)
        except Problem as problem:
            line = line_returned(partial(call, *given, **named), file, name)
            raise at_line(file, line, str(problem)) from None

    return called


def versions_of(texts: Mapping[str, object]) -> Versions:
    """The versions of texts, by kind.

    Raises:
        Problem: with the line that is wrong.
    """
    return {choice(kind, "The module", FUNCTIONS): version(kind, texts[kind]) for kind in texts}


def installed() -> Versions:
    """What of the visitor's runs now, by kind."""
    return dict(_installed)


def install(versions: Versions) -> None:
    """Let these versions run, and the originals where there is none."""
    _installed.clear()
    _installed.update(versions)
    for kind, module in SOURCES.items():
        functions = versions[kind].functions if kind in versions else ORIGINALS
        for name in FUNCTIONS[kind]:
            setattr(module, name, functions[name])
    if OWN in versions:
        ACTIVATIONS[OWN] = own_activation(versions[OWN])
    elif OWN in ACTIVATIONS:
        ACTIVATIONS[OWN] = MISSING


def clear() -> None:
    """Begin with the originals, and no activation function of the visitor's own."""
    install({})
    ACTIVATIONS.pop(OWN, None)


@contextmanager
def using(versions: Versions) -> Iterator[None]:
    """Let these versions run for a while."""
    before = installed()
    install(versions)
    try:
        yield
    finally:
        install(before)


def ids() -> dict[str, int]:
    """What of the visitor's runs now, by kind, with an id for each text."""
    return {kind: version.id for kind, version in _installed.items()}


def calculus() -> Texts:
    """What every computed number depends on besides the network: the texts that run, by kind."""
    return {kind: version.text for kind, version in _installed.items()}


def is_valid(computed_with: Texts) -> bool:
    """Whether what was computed with these texts would be computed again by what runs now."""
    now = calculus()
    return computed_with.get(OWN) in (None, now.get(OWN)) and all(
        computed_with.get(kind) == now.get(kind) for kind in SOURCES
    )


def source(kind: str) -> str:
    """The text of what runs."""
    if kind in _installed:
        return _installed[kind].text
    return TEMPLATE if kind == OWN else inspect.getsource(SOURCES[kind])


def file_that_runs(kind: str) -> str:
    """The file name that the code which runs goes by."""
    code: str = ORIGINALS[FUNCTIONS[kind][0]].__code__.co_filename
    return file_of(kind) if kind in _installed else code


# -- the visitor's own activation function


def own_activation(typed: Version) -> Activation:
    """The entry for the registry."""
    f, f_prime = typed.functions["f"], typed.functions["f_prime"]
    return Activation(OWN, "Yours", "f", None, None, f, f_prime)


def missing(_: Array) -> Array:
    """What stands for an own activation function that was not typed here."""
    raise Problem(
        "This network has an activation function that somebody typed, and nothing runs here but "
        "what you type yourself. Run yours below, or choose another for its layers."
    )


MISSING = Activation(OWN, "Yours, which is not here", "f", None, None, missing, missing)


def make_room_for_own() -> None:
    """Let a network name an own activation function, even where there is none."""
    ACTIVATIONS.setdefault(OWN, MISSING)
