"""Write names and numbers for sentences, just as the page does."""

from math import floor, isfinite, log10


def shown(value: float) -> str:
    """Write a value as the figure does: with 4 decimals, or an exponent instead."""
    size = abs(value)
    if not isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "NaN"
    if size >= 1000 or 0 < size < 0.00005:
        digits, exponent = f"{value:.1e}".split("e")
        return f"{digits}e{int(exponent)}".replace("-", "−")
    return f"{value + 0.0:.4f}".replace("-", "−")  # −0 is 0


def half_unit(value: float) -> float:
    """Return half a unit of the last digit that ``shown`` writes.

    That is the largest error that rounding can cause.
    """
    size = abs(value)
    if size >= 1000 or 0 < size < 0.00005:
        return float(0.05 * 10.0 ** floor(log10(size)))
    return 0.00005 if size else 0.0


def trimmed(value: float) -> str:
    """Write a value like ``shown``, without trailing zeros: for values that people set."""
    text = shown(value)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def neuron_name(layer: int, layers: int, index: int) -> str:
    """Name a neuron for a sentence.

    ``layer`` counts from 0, the inputs, to ``layers``, the outputs.
    """
    if layer == 0:
        return f"input {index + 1}"
    if layer == layers:
        return f"output {index + 1}"
    return f"hidden {index + 1}" if layers == 2 else f"hidden {layer}.{index + 1}"
