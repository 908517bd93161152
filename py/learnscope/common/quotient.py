"""Read fractions that people type, such as 1/3."""

import re

NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
"""A pattern for a number without a sign."""

QUOTIENT = re.compile(rf"([+-]?{NUMBER})\s*/\s*({NUMBER})")


def quotient(value: object) -> object:
    """Turn a text such as "1/3" into a number; return anything else as it is."""
    if not isinstance(value, str):
        return value
    found = QUOTIENT.fullmatch(value.strip().replace("−", "-"))
    if not found or not float(found[2]):
        return value
    return float(found[1]) / float(found[2])
