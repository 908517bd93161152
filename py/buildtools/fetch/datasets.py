"""Make the data files of ``learnscope.datasets`` from the pinned scikit-learn.

They are kept in the repository, so that the core runs from a plain checkout. A test compares them
with what this module makes. `PYTHONPATH=py .venv/bin/python -m buildtools.fetch.datasets` writes
them anew.
"""

import gzip
import zipfile
from pathlib import Path

from buildtools.common.paths import ROOT
from buildtools.fetch.obtain import obtain
from buildtools.fetch.parts import SCIKIT_LEARN

FOLDER = ROOT / "py" / "learnscope" / "datasets"
SIGNS = "0123456789abcdefg"  # a pixel from 0 to 16 as one digit to the base 17

NOTICE = f"""\
iris.csv: R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of
Eugenics 7 (1936), pages 179 to 188, measured by E. Anderson; UCI Machine Learning Repository,
https://doi.org/10.24432/C56C76, CC BY 4.0 (two rows corrected after the paper).

digits.txt: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits" (1998), its test
set; UCI Machine Learning Repository, https://doi.org/10.24432/C50P49, CC BY 4.0 (written here with
one sign for each pixel).

Both are as {SCIKIT_LEARN.title} has them, which is under this licence:

"""


def made() -> dict[str, str]:
    """Make the text of each file, by its name."""
    with zipfile.ZipFile(obtain(SCIKIT_LEARN)) as wheel:
        data = "sklearn/datasets/data"
        iris = wheel.read(f"{data}/iris.csv").decode()
        digits = gzip.decompress(wheel.read(f"{data}/digits.csv.gz")).decode()
        licence = wheel.read("scikit_learn-1.7.2.dist-info/licenses/COPYING").decode()
    return {
        "iris.csv": "".join(f"{line}\n" for line in iris.splitlines()),
        "digits.txt": "".join(f"{encoded(line)}\n" for line in digits.splitlines()),
        # The text below the rule is about compiled libraries, which are not used here.
        "SOURCES.txt": NOTICE + licence.split("\n----\n")[0].strip() + "\n",
    }


def encoded(line: str) -> str:
    """Encode one image: 64 digits for its pixels, row by row, and its class."""
    *pixels, digit = (int(float(value)) for value in line.split(","))
    return "".join(SIGNS[pixel] for pixel in pixels) + f" {digit}"


def write(folder: Path = FOLDER) -> None:
    """Write every file."""
    for name, text in made().items():
        (folder / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write()
