"""Read Fisher's Iris: four lengths of 150 flowers of three species."""

import numpy as np

from learnscope.datasets.dataset import Dataset, one_hot, shipped

SOURCE = (
    "R. A. Fisher, “The use of multiple measurements in taxonomic problems” (1936), measured by "
    "E. Anderson; UCI Machine Learning Repository, CC BY 4.0, doi.org/10.24432/C56C76."
)


def iris() -> Dataset:
    """Read (150, 4) lengths in centimetres, species by species, fifty flowers each.

    The file's first line counts rows and features and names the species. Each other line has a
    flower's four lengths and the number of its species.
    """
    (_, _, *species), *flowers = (line.split(",") for line in shipped("iris.csv").split())
    table = np.array(flowers, dtype=np.float64)
    return Dataset(
        name="iris",
        label="Fisher’s Iris",
        inputs=table[:, :-1].copy(),
        targets=one_hot(table[:, -1].astype(np.intp), len(species)),
        features=("sepal length", "sepal width", "petal length", "petal width"),
        classes=tuple(species),
        source=SOURCE,
    )
