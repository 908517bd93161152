"""Define a diagnosis: what is wrong, why, and a request that helps."""

from dataclasses import dataclass
from math import floor, log10


@dataclass(frozen=True)
class Remedy:
    """A way out: a request as plain data, and its button's label."""

    label: str
    request: dict[str, str | float]


@dataclass(frozen=True)
class Diagnosis:
    """Say where something is wrong and why, and offer a way out, if any.

    ``halts``: nothing more can be learned like this.
    """

    place: str
    text: str
    remedy: Remedy | None = None
    halts: bool = False


def to_rate(rate: float) -> Remedy:
    """Offer another learning rate."""
    return Remedy(f"Learning rate {rate:.10g}", {"op": "set_learning_rate", "value": rate})


def rounded(value: float) -> float:
    """Round to one digit, as a person would choose a learning rate."""
    if value <= 0:
        return 0.0
    return round(value, -floor(log10(value)))
