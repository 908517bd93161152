"""Hold the functions that compute everything, original or typed, as one value.

A state and a training run each carry the calculus that computes them. So two sessions in one
process never run each other's Python.
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
    """The functions of ``network`` and ``backprop`` in force, and the visitor's own activation.

    ``typed`` has the visitor's texts that it was made from, by kind: "network", "backprop" or
    "own". It is empty for the core's own functions.
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
        """Tell whether nothing in it was typed."""
        return not self.typed

    def computes_like(self, other: "Calculus") -> bool:
        """Tell whether both were made from the same texts, and so compute the same numbers."""
        return self is other or self.typed == other.typed

    def still_holds(self, earlier: "Calculus") -> bool:
        """Tell whether it would compute again what an earlier calculus computed.

        An own activation that was typed since then had no part in those numbers.
        """
        added_own = {name: text for name, text in self.typed.items() if name != OWN}
        return self.computes_like(earlier) or added_own == earlier.typed

    def adapted(self, of: Network) -> Network:
        """Return the network with the own activation now in force, if a layer uses one."""
        own = self.own or MISSING
        others = [
            layer for layer in of if layer.activation.name == OWN and layer.activation is not own
        ]
        if not others:
            return of
        return tuple(replace(layer, activation=own) if layer in others else layer for layer in of)


def missing(_: Array) -> Array:
    """Stand in for an own activation function that was not typed here.

    Raises:
        Problem: always.
    """
    raise Problem(
        "This network has an activation function that somebody typed, and nothing runs here but "
        "what you type yourself. Run yours below, or choose another for its layers."
    )


MISSING = Activation(OWN, "Yours, which is not here", "f", None, None, missing, missing)
"""The activation used where a network needs an own one and there is none."""

ORIGINAL = Calculus()
"""The core's own functions."""
