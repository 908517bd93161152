"""The places in the figure, by the keys that the page knows them by, such as "weight-1-0-2"."""

import re
from dataclasses import dataclass

from learnscope.common.errors import Problem, described
from learnscope.common.formatting import neuron_name
from learnscope.nn.network import Network

KEY = re.compile(r"(input|target|guess|neuron|bias|weight|cost)((?:-\d{1,7})*)")
HOW_MANY = {"cost": 0, "input": 1, "target": 1, "guess": 1, "neuron": 2, "bias": 2, "weight": 3}


@dataclass(frozen=True)
class Place:
    """A thing in the figure. layer counts from 1, index and from_ (the other end) from 0."""

    place: str
    kind: str
    name: str
    layer: int = 0
    index: int = 0
    from_: int = -1

    @property
    def learns(self) -> bool:
        """Whether Backprop has something to say of it."""
        return self.kind != "input"


def place_of(key: object, network: Network, n_in: int) -> Place:
    """The place with that key.

    Raises:
        Problem: there is no such place in this network.
    """
    found = KEY.fullmatch(key) if isinstance(key, str) else None
    numbers = [int(n) for n in found[2].split("-")[1:]] if found else []
    sizes = [n_in, *(layer.n_out for layer in network)]
    layers = len(network)
    if found and len(numbers) == HOW_MANY[found[1]]:
        kind = found[1]
        match kind, numbers:
            case "cost", []:
                return Place(kind, kind, "cost")
            case "input", [i] if i < n_in:
                return Place(found[0], kind, f"input {i + 1}", 0, i)
            case (("target" | "guess"), [k]) if k < sizes[-1]:
                name = f"target {k + 1}" if kind == "target" else f"guess for output {k + 1}"
                return Place(found[0], kind, name, layers, k)
            case (("neuron" | "bias"), [layer, j]) if 1 <= layer <= layers and j < sizes[layer]:
                name = neuron_name(layer, layers, j)
                name = f"bias of {name}" if kind == "bias" else name
                return Place(found[0], kind, name, layer, j)
            case "weight", [layer, j, i] if (
                1 <= layer <= layers and j < sizes[layer] and i < sizes[layer - 1]
            ):
                name = (
                    f"weight from {neuron_name(layer - 1, layers, i)} "
                    f"to {neuron_name(layer, layers, j)}"
                )
                return Place(found[0], kind, name, layer, j, i)
    raise Problem(f"There is no place {described(key)} in this network.")
