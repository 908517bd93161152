"""Write the `pyodide-lock.json` that names the wheels: NumPy and ours."""

import json
from pathlib import Path
from typing import Any

from pyodide_lock import PyodideLockSpec
from pyodide_lock.spec import PackageSpec

from buildtools.fetch.obtain import sha256_of


def minimal_lock(official: dict[str, Any], numpy: Path, learnscope: Path) -> str:
    """Make the lock file's text, with the official entry for NumPy and our own.

    Args:
        official: the lock file of the Pyodide release, parsed.
        numpy: the NumPy wheel as it will be served; its bytes may differ from the official one.
        learnscope: our wheel, as it will be served.
    """
    spec = PyodideLockSpec.from_dict(official)
    numpy_entry = spec.packages["numpy"]
    numpy_entry.file_name = numpy.name
    numpy_entry.sha256 = sha256_of(numpy)
    ours = PackageSpec(
        name="learnscope",
        version=learnscope.name.split("-")[1],
        file_name=learnscope.name,
        install_dir="site",
        sha256=sha256_of(learnscope),
        imports=["learnscope"],
        depends=["numpy"],
    )
    spec.packages = {"learnscope": ours, "numpy": numpy_entry}
    spec.check_wheel_filenames()
    return json.dumps(spec.to_dict(), indent=1, sort_keys=True) + "\n"
