"""PyTorch's results, asked for or recorded.

In the repository, `PYTHONPATH=py:. .venv/bin/python -m tests.oracle.record` writes them down anew.

PyTorch has no place among the pinned requirements: on x86 Linux its package index has a build of
several gigabytes. So its results are recorded once, at full precision, and every test run compares
with the recording; where a Python with PyTorch is to be found (``buildtools.fetch.oracle``), the
same cases are run in it as well, which also shows that the recording is true.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

from buildtools.fetch.oracle import find_torch
from tests.oracle.cases import cases, fingerprint

HERE = Path(__file__).parent
RECORDED = HERE / "torch.json"


def asked() -> dict[str, Any]:
    """The cases as plain data."""
    return {name: case.plain() for name, case in cases().items()}


def by_torch(python: Path) -> dict[str, Any]:
    """PyTorch's results, and its version."""
    done = subprocess.run(
        [python, HERE / "torch_run.py"],
        input=json.dumps(asked()),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Write the recording."""
    python = find_torch()
    assert python, "No Python with PyTorch was found."
    found = by_torch(python)
    lines = ",\n".join(f"{json.dumps(n)}: {json.dumps(r)}" for n, r in found["results"].items())
    head = f'{{"torch": "{found["torch"]}", "cases": "{fingerprint(asked())}", "results": {{\n'
    RECORDED.write_text(f"{head}{lines}\n}}}}\n")


if __name__ == "__main__":
    main()
