"""Hold the functions that compute everything as one value: the core's own, or typed ones.

A state and a training run each carry the calculus that computes them. So two
sessions in one process never run each other's Python.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.nn import backprop as way_back
from learnscope.nn import network as way_there
from learnscope.nn.activations import Activation
from learnscope.nn.backprop import LayerGradients
from learnscope.nn.network import LayerPass, Network

OWN = "own"
"""The name of the visitor's own activation function."""


@dataclass(frozen=True, eq=False)
class Calculus:
    """The functions of ``network`` and ``backprop`` that are in force, and the own activation.

    typed has the visitor's texts that it was made from, by their kind: "network", "backprop" or
    "own"; it is empty for the core's own.
    """

    forward: Callable[[Network, Array], tuple[LayerPass, ...]] = way_there.forward
    random_network: Callable[..., Network] = way_there.random_network
    cost_value: Callable[[str, tuple[LayerPass, ...], Array], float] = way_back.cost_value
    backprop: Callable[..., tuple[LayerGradients, ...]] = way_back.backprop
    descend: Callable[[Network, tuple[LayerGradients, ...], float], Network] = way_back.descend
    own: Activation | None = None
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_original(self) -> bool:
        """Whether nothing in it was typed."""
        return not self.typed

    def computes_like(self, other: "Calculus") -> bool:
        """Whether both were made from the same texts, so that they find the same numbers."""
        return self is other or self.typed == other.typed

    def still_holds(self, earlier: "Calculus") -> bool:
        """Whether numbers that an earlier calculus found would be found again.

        An own activation that was typed since was no part of them.
        """
        added_own = {name: text for name, text in self.typed.items() if name != OWN}
        return self.computes_like(earlier) or added_own == earlier.typed

    def adapted(self, of: Network) -> Network:
        """The network with the own activation that is in force, where a layer has one."""
        own = self.own or MISSING
        others = [
            layer for layer in of if layer.activation.name == OWN and layer.activation is not own
        ]
        if not others:
            return of
        return tuple(replace(layer, activation=own) if layer in others else layer for layer in of)


def missing(_: Array) -> Array:
    """Stand for an own activation function that was not typed here.

    Raises:
        Problem: always.
    """
    raise Problem(
        "This network has an activation function that somebody typed, and nothing runs here but "
        "what you type yourself. Run yours below, or choose another for its layers."
    )


MISSING = Activation(OWN, "Yours, which is not here", "f", None, None, missing, missing)
"""The activation of a network that needs an own one where there is none."""

ORIGINAL = Calculus()
"""The core's own functions."""
