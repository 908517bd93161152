"""Check datasets: reproducible, true to their source, split and scaled as declared."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from buildtools.fetch.datasets import FOLDER, made
from learnscope.common.arrays import Array
from learnscope.datasets.dataset import Dataset, one_hot, scaling_of, split
from learnscope.datasets.digits import digits
from learnscope.datasets.iris import iris
from learnscope.datasets.tasks import TASKS

PLANE = ("blobs", "circle", "moons", "spirals")


def a_dataset(of_class: list[int], classes: int) -> Dataset:
    """Build a dataset whose only input is the example's number."""
    return Dataset(
        name="small",
        label="Small",
        inputs=np.arange(len(of_class), dtype=np.float64)[:, np.newaxis],
        targets=one_hot(np.array(of_class), classes),
        features=("n",),
        classes=tuple("abcdef"[:classes]),
    )


# -- shipped data


def test_the_data_files_are_what_the_pinned_source_gives() -> None:
    for name, text in made().items():
        assert (FOLDER / name).read_text("utf-8") == text, name


def test_iris_has_fifty_flowers_of_each_species() -> None:
    flowers = iris()
    assert flowers.inputs.shape == (150, 4)
    assert flowers.classes == ("setosa", "versicolor", "virginica")
    assert flowers.targets.sum(axis=0).tolist() == [50, 50, 50]
    # The means, to two decimals, that the source's description states.
    assert flowers.inputs.mean(axis=0) == pytest.approx([5.84, 3.05, 3.76, 1.20], abs=0.0101)
    # The two rows that are wrong in the UCI copy, as in Fisher's paper.
    assert flowers.inputs[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert flowers.inputs[37].tolist() == [4.9, 3.6, 1.4, 0.1]


def test_digits_are_pictures_from_0_to_1_of_every_digit() -> None:
    pictures = digits()
    assert pictures.inputs.shape == (1797, 64)
    assert pictures.picture == (8, 8)
    assert (pictures.inputs.min(), pictures.inputs.max()) == (0.0, 1.0)
    assert set((pictures.inputs * 16 % 1).ravel()) == {0.0}
    # The count of each digit, as UCI's description of its test set states.
    assert pictures.targets.sum(axis=0).tolist() == [
        178,
        182,
        177,
        183,
        181,
        182,
        181,
        179,
        174,
        180,
    ]
    zero = (pictures.inputs[0].reshape(8, 8) * 16).astype(int)
    assert zero[0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert pictures.classes[pictures.targets[0].argmax()] == "0"


# -- points on the plane


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("blobs", "695c57c4f41a"),
        ("circle", "cf98807259c4"),
        ("moons", "5408ce6f9033"),
        ("spirals", "a06a16ec31ca"),
    ],
)
def test_points_are_the_same_everywhere(name: str, digest: str) -> None:
    inputs = TASKS[name].dataset().inputs
    assert hashlib.sha256(repr(inputs.tolist()).encode()).hexdigest()[:12] == digest


@pytest.mark.parametrize("name", PLANE)
def test_points_take_turns_between_two_classes_and_lie_about_the_middle(name: str) -> None:
    dataset = TASKS[name].dataset({"count": 500, "noise": 0.0})
    assert len(dataset) == 500
    assert dataset.targets.argmax(axis=1).tolist() == [0, 1] * 250
    assert np.abs(dataset.inputs).max() <= 1.0
    assert np.abs(dataset.inputs.mean(axis=0)).max() < 0.1


@pytest.mark.parametrize("name", PLANE)
def test_the_seed_and_the_noise_make_other_points(name: str) -> None:
    task = TASKS[name]
    made = [
        task.dataset(options).inputs.tolist()
        for options in ({}, {"seed": 2}, {"noise": 0.3}, {"seed": 2, "noise": 0.3})
    ]
    assert all(one != other for n, one in enumerate(made) for other in made[:n])


def test_noise_is_the_standard_deviation_of_a_coordinate() -> None:
    blobs = TASKS["blobs"].dataset({"noise": 0.25, "count": 1000})
    of_class = blobs.targets.argmax(axis=1)
    for k, middle in ((0, -0.5), (1, 0.5)):
        cloud = blobs.inputs[of_class == k]
        assert cloud.mean(axis=0) == pytest.approx([middle] * 2, abs=0.04)
        assert cloud.std(axis=0) == pytest.approx([0.25] * 2, rel=0.1)


# -- splitting


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=60),
    st.floats(0, 1),
    st.integers(0, 2**32),
)
def test_a_split_has_every_example_once_and_each_class_in_its_share(
    of_class: list[int], share: float, seed: int
) -> None:
    dataset = a_dataset(of_class, 4)
    parts = split(dataset, share, seed)
    assert sorted([*parts.train, *parts.test]) == list(range(len(of_class)))
    assert parts.train.tolist() == sorted(parts.train)
    assert parts.test.tolist() == sorted(parts.test)
    for k in set(of_class):
        members = of_class.count(k)
        taken = sum(of_class[i] == k for i in parts.train)
        assert taken == max(1, round(share * members))


def test_a_split_is_the_same_for_the_same_seed_only_and_on_every_machine() -> None:
    dataset = iris()
    first, again, other = (split(dataset, 0.8, seed).test.tolist() for seed in (1, 1, 2))
    assert first == again != other
    assert split(a_dataset([0, 1] * 6, 2), 0.5, 2015).train.tolist() == [1, 2, 3, 4, 5, 6]


def test_without_classes_a_split_takes_its_share_of_all() -> None:
    numbers = Dataset("n", "N", np.zeros((10, 1)), np.zeros((10, 1)), ("x",))
    parts = split(numbers, 0.75, 3)
    assert (len(parts.train), len(parts.test)) == (8, 2)  # round(7.5) is 8


# -- scaling


def columns(bound: float) -> st.SearchStrategy[Array]:
    """Draw up to ten rows of up to four numbers."""
    shape = st.tuples(st.integers(1, 10), st.integers(1, 4))
    return shape.flatmap(lambda s: arrays(np.float64, s, elements=st.floats(-bound, bound)))


def test_scaling_by_pencil() -> None:
    # 1, 3, 5: mean 3, variance ((−2)² + 0² + 2²)/3 = 8/3. The second column never varies.
    inputs = np.array([[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]])
    scaling = scaling_of(inputs)
    assert scaling.mean.tolist() == [3.0, 7.0]
    assert scaling.scale == pytest.approx([(8 / 3) ** 0.5, 1.0])
    assert scaling.applied(inputs)[:, 1].tolist() == [0.0, 0.0, 0.0]


@given(columns(1e100))
def test_what_is_scaled_is_about_0_and_1_wide_and_can_be_undone(inputs: Array) -> None:
    scaling = scaling_of(inputs)
    scaled = scaling.applied(inputs)
    assert np.isfinite(scaled).all()
    wide = np.abs(inputs).max(axis=0)
    assert np.abs(scaling.undone(scaled) - inputs).max(axis=0) == pytest.approx(
        np.zeros(inputs.shape[1]), abs=1e-12 * max(1.0, wide.max())
    )


def test_a_feature_that_never_varies_keeps_scale_1_though_its_mean_is_rounded() -> None:
    inputs = np.full((3, 1), 0.1)
    assert 0 < inputs.std(axis=0)[0] < 1e-15
    assert scaling_of(inputs).scale.tolist() == [1.0]
    assert scaling_of(np.array([[4.2]])).scale.tolist() == [1.0]
