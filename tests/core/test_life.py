"""Test Life and the network that learns its rule from nine cells."""

from itertools import product

import numpy as np
import pytest

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem
from learnscope.demos import life
from learnscope.demos.life_demo import LifeDemo


def counted(cells: tuple[int, ...]) -> bool:
    """Apply Conway's rule by counting neighbours."""
    neighbours = [cell for place, cell in enumerate(cells) if place != 4]
    live = neighbours.count(1)
    return live == 3 or (live == 2 and cells[4] == 1)


def taught() -> LifeDemo:
    """Return the Life demo with a network that has learned the rule."""
    worlds = LifeDemo()
    while not worlds.look()["done"]:
        worlds.train(100)
    assert worlds.look()["right"] == 512
    return worlds


def sheet(worlds: LifeDemo, which: str) -> Array:
    cells: Array = worlds.look()[which].reshape(life.ROWS, life.COLUMNS)
    return cells


def test_the_rule_is_right_for_all_512_neighbourhoods() -> None:
    cells = list(product((0, 1), repeat=9))
    assert life.rule(np.array(cells, dtype=float)).tolist() == [counted(each) for each in cells]
    assert {tuple(each) for each in life.EVERY.astype(int)} == set(cells)
    assert life.LIVES.sum() == 140  # C(8,3) dead, C(8,2) + C(8,3) live


def test_a_neighbourhood_has_its_nine_cells_in_reading_order_over_the_edges() -> None:
    world = np.arange(life.ROWS * life.COLUMNS, dtype=float).reshape(life.ROWS, life.COLUMNS)
    found = life.neighbourhoods(world).reshape(life.ROWS, life.COLUMNS, 9)
    assert found[5, 7].tolist() == world[4:7, 6:9].ravel().tolist()
    assert found[0, 0].tolist() == world[np.ix_([-1, 0, 1], [-1, 0, 1])].ravel().tolist()


@pytest.mark.parametrize("name", [name for name in life.PATTERNS if name not in ("soup", "empty")])
def test_every_pattern_to_begin_with_fits_and_lives(name: str) -> None:
    world = life.begun(name)
    assert world.sum() >= 5
    for _ in range(8):
        world = life.next_world(world)
    assert world.sum() >= 5
    assert life.begun("soup", 1).tolist() != life.begun("soup", 2).tolist()


def test_in_the_small_zoo_all_that_does_not_travel_stays_or_comes_back() -> None:
    world = life.begun("zoo")
    after = life.next_world(life.next_world(world))
    resting = (slice(0, 18), slice(14, 24))  # block and toad, right of the glider's path
    assert world[resting].sum() > 0
    assert after[resting].tolist() == world[resting].tolist()


@pytest.mark.parametrize("which", ["true", "learned"])
def test_a_glider_moves_by_one_and_one_in_four_generations(which: str) -> None:
    worlds = taught()
    worlds.pattern("glider")
    before = sheet(worlds, which)
    for _ in range(4):
        worlds.step()
    assert sheet(worlds, which).tolist() == np.roll(before, (1, 1), (0, 1)).tolist()
    assert before.sum() == 5


def test_once_all_512_are_right_the_two_worlds_stay_alike_for_ever() -> None:
    worlds = taught()
    for seed in range(3):
        worlds.pattern("soup", seed)
        for _ in range(60):
            worlds.step()
            assert (worlds.look()["differ"], worlds.look()["broken_count"]) == (0, 0)


@pytest.mark.parametrize("seed", range(8))
def test_the_rule_is_learned_from_any_seed(seed: int) -> None:
    worlds = LifeDemo()
    worlds.forget(seed)
    assert worlds.look()["right"] < 400
    for _ in range(20):
        worlds.train(100)
    assert worlds.look()["right"] == 512
    assert worlds.look()["says"].tolist() == worlds.look()["truth"].tolist()


def test_with_random_weights_the_sheet_boils_and_the_crosses_are_where_the_rule_is_broken() -> None:
    worlds = LifeDemo()
    for _ in range(20):
        before = sheet(worlds, "learned")
        worlds.step()
        wrong = sheet(worlds, "learned") != life.next_world(before)
        assert sheet(worlds, "broken").tolist() == wrong.tolist()
    assert 50 < worlds.look()["learned_alive"] < 380
    assert worlds.look()["broken_count"] > 50


def test_a_cell_is_drawn_in_both_worlds_and_comes_back_with_the_start() -> None:
    worlds = LifeDemo()
    worlds.pattern("empty")
    worlds.draw(3, 4, True)
    worlds.step()
    worlds.draw(5, 6, True)
    assert sheet(worlds, "true")[5, 6] == sheet(worlds, "learned")[5, 6] == 1
    worlds.again()
    for which in ("true", "learned"):
        assert np.argwhere(sheet(worlds, which)).tolist() == [[3, 4]]
    worlds.draw(3, 4, False)
    worlds.step()
    worlds.again()
    assert sheet(worlds, "true").sum() == 0


@pytest.mark.parametrize(
    ("row", "column", "alive"),
    [(-1, 0, True), (18, 0, True), (0, 24, True), (0.5, 0, True), (0, 0, 1), (0, 0, None)],
)
def test_a_cell_that_is_not_there_is_refused(row: object, column: object, alive: object) -> None:
    with pytest.raises(Problem):
        LifeDemo().draw(row, column, alive)
