"""Define a dataset: examples as rows, split in two and brought to one scale."""

from dataclasses import dataclass
from functools import cached_property
from random import Random
from zlib import crc32

import numpy as np

from learnscope.common.arrays import Array, Indices


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples to learn from.

    ``inputs`` (N, n_in) and ``targets`` (N, n_out) have one row for each example. ``features``
    names the inputs. ``classes`` names the outputs if each example belongs to one class; its target
    is then 1, and the others are 0. If the targets are numbers instead, ``answers`` names them, and
    ``target_scaling`` brought them to one scale. ``picture`` is (rows, columns) if the inputs are
    the pixels of a picture. ``source`` says where the data is from.
    """

    name: str
    label: str
    inputs: Array
    targets: Array
    features: tuple[str, ...]
    classes: tuple[str, ...] = ()
    picture: tuple[int, int] | None = None
    source: str = ""
    answers: tuple[str, ...] = ()
    target_scaling: "Scaling | None" = None

    def __len__(self) -> int:
        return len(self.inputs)

    @property
    def numbers(self) -> int:
        """Count the numbers in inputs and targets."""
        return self.inputs.size + self.targets.size

    @cached_property
    def edition(self) -> int:
        """Return a checksum of the inputs and classes, the same on every machine."""
        of_class = self.targets.argmax(axis=1) if self.classes else np.empty(0, dtype=np.intp)
        of_class = np.append(of_class, self.targets.shape[1])
        places = of_class.astype(np.uint8).tobytes()
        return crc32(places, crc32(np.ascontiguousarray(self.inputs).tobytes()))


@dataclass(frozen=True, eq=False)
class Split:
    """The examples to train on, and those kept back to test: rising indices."""

    train: Indices
    test: Indices


def split(dataset: Dataset, share: float, seed: int) -> Split:
    """Draw a share of the examples to train on (0 to 1), by a seed.

    Each class, if there are any, gives its share and at least one example.
    """
    random = Random(seed)
    train: list[int] = []
    for members in _groups(dataset):
        random.shuffle(members)
        train += members[: max(1, round(share * len(members)))]
    kept_back = np.ones(len(dataset), dtype=bool)
    kept_back[train] = False
    return Split(np.flatnonzero(~kept_back), np.flatnonzero(kept_back))


def _groups(dataset: Dataset) -> list[list[int]]:
    """List the indices of each class that has examples; without classes, all in one."""
    if not dataset.classes:
        return [list(range(len(dataset)))]
    of_class = dataset.targets.argmax(axis=1)
    # np.unique would import NumPy's masked arrays, which nothing here needs.
    return [np.flatnonzero(of_class == k).tolist() for k in sorted(set(of_class.tolist()))]


@dataclass(frozen=True, eq=False)
class Scaling:
    """A scaling of every feature to mean 0 and standard deviation 1.

    ``mean`` and ``scale`` are (n_in,).
    """

    mean: Array
    scale: Array

    def applied(self, inputs: Array) -> Array:
        """Compute (inputs − mean) / scale."""
        return (inputs - self.mean) / self.scale

    def undone(self, inputs: Array) -> Array:
        """Undo ``applied``."""
        return inputs * self.scale + self.mean


def scaling_of(inputs: Array) -> Scaling:
    """Fit a scaling to inputs (N, n_in).

    A feature that never varies keeps scale 1. Without examples, nothing is scaled.
    """
    if not len(inputs):
        return Scaling(np.zeros(inputs.shape[1]), np.ones(inputs.shape[1]))
    mean, scale = inputs.mean(axis=0), inputs.std(axis=0)
    # scale > 0 is not enough: the mean of equal numbers may differ from them in the last bit.
    varies = (inputs.max(axis=0) > inputs.min(axis=0)) & (scale > 0)
    return Scaling(mean, np.where(varies, scale, 1.0))


def one_hot(indices: Indices, classes: int) -> Array:
    """Make rows (N, classes) with a 1 at the class and 0 elsewhere."""
    return np.eye(classes)[indices]


def shipped(file: str) -> str:
    """Read a data file that comes with this package."""
    from importlib.resources import files  # not at the top: 4 % of all import time, seldom needed

    return files("learnscope.datasets").joinpath(file).read_text("utf-8")
