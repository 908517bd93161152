"""Import everything a snapshot contains. Runs inside Pyodide, right before it is taken.

This includes all of the core and everything it imports, even inside functions: until a restored
Python is complete, it has no other files than the core's own. The last line's value goes back to
the snapshot's maker.
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
"""Modules that only declare types and that running code never imports."""


def core_modules() -> list[str]:
    """List the names of the core's modules that run."""
    found = [found.name for found in pkgutil.walk_packages(learnscope.__path__, "learnscope.")]
    return [name for name in found if name not in TYPES_ONLY]


def imported_by(name: str) -> set[str]:
    """List all imports in a module's source, wherever they are."""
    tree = ast.parse(Path(sys.modules[name].__file__ or "").read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def exercised() -> None:
    """Make requests, so that functions run the imports inside them."""
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
random.seed(0)  # visitors' browsers seed it again
selftest.sample()
