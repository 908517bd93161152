"""Make the most useful diagnosis; none while all is well.

To add one, write a function that looks, and one entry in ``DIAGNOSES``.
"""

from collections.abc import Callable

from learnscope.diagnoses import course, limits, numbers_out_of_range, own_python
from learnscope.diagnoses.diagnosis import Diagnosis
from learnscope.diagnoses.evidence import Evidence

DIAGNOSES: dict[str, Callable[[Evidence], Diagnosis | None]] = {
    "own_python_wrong": own_python.wrong,
    "too_large": numbers_out_of_range.too_large,
    "dead": numbers_out_of_range.dead,
    "saturated": numbers_out_of_range.saturated,
    "rate_too_large": course.rate_too_large,
    "plateau": limits.plateau,
    "overfitting": course.overfitting,
    "rate_too_small": course.rate_too_small,
    "out_of_reach": limits.out_of_reach,
    "own_python_unchecked": own_python.unchecked,
}
"""Every diagnosis by its kind, the most useful first."""


def diagnosis_of(evidence: Evidence) -> tuple[str, Diagnosis] | None:
    """Return the first diagnosis that holds, with its kind."""
    for kind, look in DIAGNOSES.items():
        found = look(evidence)
        if found:
            return kind, found
    return None
