"""Import what a snapshot has. Runs inside Pyodide, right before the snapshot is taken.

All of the core, and all that it imports, be it only inside of functions: a restored Python has no
other files than the core's own until it is complete. Its last line is what the snapshot's maker
gets back.
"""

import ast
import gc
import importlib
import json
import pkgutil
import random
import sys
from pathlib import Path

import learnscope
from learnscope import selftest
from learnscope.api.bridge import Bridge
from learnscope.datasets.tasks import TASKS

TYPES_ONLY = {f"learnscope.protocol.{name}" for name in ("answers", "demo_answers", "snapshots")}
"""Modules that declare types only, and that nothing imports when it runs."""


def core_modules() -> list[str]:
    """List the names of the core's modules that run."""
    found = [found.name for found in pkgutil.walk_packages(learnscope.__path__, "learnscope.")]
    return [name for name in found if name not in TYPES_ONLY]


def imported_by(name: str) -> set[str]:
    """List what a module's source imports, wherever in it."""
    tree = ast.parse(Path(sys.modules[name].__file__ or "").read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def exercised() -> None:
    """Make requests, so that functions import what they need only when called."""
    bridge = Bridge()
    for task in TASKS:
        bridge.handle({"op": "load_task", "name": task})
        bridge.handle({"op": "train", "steps": 1, "milliseconds": 1000})
    for op in ("source", "trace", "worksheet", "distributions", "jump"):
        bridge.handle({"op": op, **({"module": "network"} if op == "source" else {})})
    json.dumps(bridge.handle({"op": "snapshot"}), default=str)


for module in core_modules():
    importlib.import_module(module)
for module in core_modules():
    for other in imported_by(module) - TYPES_ONLY:
        importlib.import_module(other)
exercised()
gc.collect()
random.seed(0)  # a visitor's browser seeds it anew
selftest.sample()
