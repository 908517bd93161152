"""Make and read the keys of places in the figure, such as "weight-1-0-2".

No other module writes or reads them. Layers count from 1 (0 is the inputs); neurons, inputs and
outputs count from 0.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from learnscope.common.errors import Problem, described
from learnscope.common.formatting import neuron_name
from learnscope.nn.network import Network

COST = "cost"
LEARNING_RATE = "learning-rate"

INDEX = r"-(0|[1-9]\d{0,6})"
KEY = re.compile(rf"([a-z]+)(?:{INDEX})?(?:{INDEX})?(?:{INDEX})?")


def input_key(index: int) -> str:
    """Make the key of an input."""
    return f"input-{index}"


def target_key(index: int) -> str:
    """Make the key of an output's target."""
    return f"target-{index}"


def guess_key(index: int) -> str:
    """Make the key of an output's guess."""
    return f"guess-{index}"


def neuron_key(layer: int, index: int) -> str:
    """Make the key of a neuron; in layer 0, of an input."""
    return input_key(index) if layer == 0 else f"neuron-{layer}-{index}"


def bias_key(layer: int, index: int) -> str:
    """Make the key of a neuron's bias."""
    return f"bias-{layer}-{index}"


def weight_key(layer: int, to: int, from_: int) -> str:
    """Make the key of the weight into neuron ``to``, from neuron ``from_`` before it."""
    return f"weight-{layer}-{to}-{from_}"


@dataclass(frozen=True)
class Place:
    """A place in the figure. ``layer`` counts from 1, ``index`` and ``from_`` from 0.

    ``from_`` is the neuron at a weight's other end; −1 without one.
    """

    key: str
    kind: str
    name: str
    layer: int = 0
    index: int = 0
    from_: int = -1

    @property
    def learns(self) -> bool:
        """Tell whether Backprop has something to say about it."""
        return self.kind != "input"


def place_of(key: object, network: Network, n_in: int) -> Place:
    """Find the place with a key, in a network of ``n_in`` inputs.

    Raises:
        Problem: there is no such place in this network.
    """
    found = KEY.fullmatch(key) if isinstance(key, str) else None
    if found and found[1] in READERS:
        numbers = tuple(int(n) for n in found.groups()[1:] if n is not None)
        place = READERS[found[1]](numbers, [n_in, *(layer.n_out for layer in network)])
        if place:
            return place
    raise Problem(f"There is no place {described(key)} in this network.")


# -- read each kind of place, from the numbers in its key and the sizes of all layers


def _cost(numbers: tuple[int, ...], _sizes: list[int]) -> Place | None:
    return None if numbers else Place(COST, "cost", "cost")


def _input(numbers: tuple[int, ...], sizes: list[int]) -> Place | None:
    match numbers:
        case (i,) if i < sizes[0]:
            return Place(input_key(i), "input", f"input {i + 1}", 0, i)
    return None


def _target(numbers: tuple[int, ...], sizes: list[int]) -> Place | None:
    match numbers:
        case (k,) if k < sizes[-1]:
            return Place(target_key(k), "target", f"target {k + 1}", len(sizes) - 1, k)
    return None


def _guess(numbers: tuple[int, ...], sizes: list[int]) -> Place | None:
    match numbers:
        case (k,) if k < sizes[-1]:
            return Place(guess_key(k), "guess", f"guess for output {k + 1}", len(sizes) - 1, k)
    return None


def _neuron(numbers: tuple[int, ...], sizes: list[int]) -> Place | None:
    match numbers:
        case (layer, j) if 1 <= layer < len(sizes) and j < sizes[layer]:
            name = neuron_name(layer, len(sizes) - 1, j)
            return Place(neuron_key(layer, j), "neuron", name, layer, j)
    return None


def _bias(numbers: tuple[int, ...], sizes: list[int]) -> Place | None:
    neuron = _neuron(numbers, sizes)
    if neuron is None:
        return None
    layer, j = neuron.layer, neuron.index
    return Place(bias_key(layer, j), "bias", f"bias of {neuron.name}", layer, j)


def _weight(numbers: tuple[int, ...], sizes: list[int]) -> Place | None:
    match numbers:
        case (layer, j, i) if 1 <= layer < len(sizes) and j < sizes[layer] and i < sizes[layer - 1]:
            layers = len(sizes) - 1
            name = weight_name(layers, layer, j, i)
            return Place(weight_key(layer, j, i), "weight", name, layer, j, i)
    return None


READERS: dict[str, Callable[[tuple[int, ...], list[int]], Place | None]] = {
    "cost": _cost,
    "input": _input,
    "target": _target,
    "guess": _guess,
    "neuron": _neuron,
    "bias": _bias,
    "weight": _weight,
}


def weight_name(layers: int, layer: int, to: int, from_: int) -> str:
    """Name a weight, as in "weight from input 1 to output 2"."""
    ends = neuron_name(layer - 1, layers, from_), neuron_name(layer, layers, to)
    return f"weight from {ends[0]} to {ends[1]}"
