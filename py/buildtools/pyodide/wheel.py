"""Our own wheel, built by hatchling as pyproject.toml says."""

import os
import subprocess
import sys
from pathlib import Path

from buildtools.common.build_error import BuildError, explain_output
from buildtools.common.paths import ROOT


def build_wheel(folder: Path) -> Path:
    """Build learnscope's wheel into a folder; the same sources give the same bytes.

    Raises:
        BuildError: hatchling could not build it.
    """
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        # The earliest time a zip file can hold: the clock must not get into the wheel.
        env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    wheels = list(folder.glob("learnscope-*.whl"))
    if done.returncode or len(wheels) != 1:
        reason = explain_output(done.stderr or done.stdout)
        raise BuildError(f"The learnscope wheel could not be built: {reason}.")
    return wheels[0]
