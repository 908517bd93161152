"""Diagnose Python of the visitor's that runs and is wrong, or was not checked."""

from learnscope.diagnoses.diagnosis import Diagnosis, Remedy
from learnscope.diagnoses.evidence import Evidence
from learnscope.figure.places import COST
from learnscope.nn.calculus import OWN

NAMES = {"network": "Your network.py", "backprop": "Your backprop.py", OWN: "Your function"}


def wrong(evidence: Evidence) -> Diagnosis | None:
    """Find typed Python that runs although a check found it wrong."""
    for kind, verdict in (evidence.verdicts or {}).items():
        if verdict and not verdict.agrees:
            return Diagnosis(COST, f"{NAMES[kind]} is running. {verdict.text}", back_to(kind))
    return None


def unchecked(evidence: Evidence) -> Diagnosis | None:
    """Find typed Python that runs and was not checked."""
    for kind, verdict in (evidence.verdicts or {}).items():
        if verdict is None:
            text = f"{NAMES[kind]} is running, and nothing has checked it."
            return Diagnosis(COST, text, back_to(kind))
    return None


def back_to(kind: str) -> Remedy:
    """Offer the original."""
    label = "Remove your function" if kind == OWN else "Run the original again"
    return Remedy(label, {"op": "restore_source", "module": kind})
