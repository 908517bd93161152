"""Implement Conway's Game of Life on a sheet whose opposite edges meet.

A world is (rows, columns) of 0 and 1. A neighbourhood is nine cells, row by row, with its own cell
in the middle.
"""

from random import Random

import numpy as np

from learnscope.common.arrays import Array

ROWS, COLUMNS = 18, 24
CELLS = 9
MIDDLE = 4


def rule(cells: Array) -> Array:
    """Compute whether the middle of each neighbourhood (N, 9) will be alive, (N,).

    A live cell with two or three live neighbours lives on; a dead one with three comes alive.
    """
    middle = cells[:, MIDDLE]
    neighbours = cells.sum(axis=1) - middle
    return ((neighbours == 3) | ((neighbours == 2) & (middle == 1))).astype(np.float64)


def neighbourhoods(world: Array) -> Array:
    """List the neighbourhood of every cell, (rows · columns, 9)."""
    shifts = [(row, column) for row in (1, 0, -1) for column in (1, 0, -1)]
    return np.stack([np.roll(world, by, (0, 1)).ravel() for by in shifts], axis=1)


def next_world(world: Array) -> Array:
    """Compute the world one step later."""
    return rule(neighbourhoods(world)).reshape(world.shape)


EVERY = (np.arange(2**CELLS)[:, np.newaxis] >> np.arange(CELLS) & 1).astype(np.float64)
"""All 512 possible neighbourhoods, (512, 9)."""

LIVES = rule(EVERY)
"""The next state of the middle cell of each, (512,)."""

GROUPS = (9 * EVERY[:, MIDDLE] + EVERY.sum(axis=1) - EVERY[:, MIDDLE]).astype(np.intp)
"""The group of each neighbourhood, (512,).

The 18 groups have 0 to 8 live neighbours, of a dead cell and then of a live one.
"""

# -- start patterns: rows of a picture, and the place of its upper left corner

type Piece = tuple[str, int, int]

GLIDER = ".X. ..X XXX"
PATTERNS: dict[str, tuple[Piece, ...]] = {
    "glider": ((GLIDER, 1, 1),),
    "gliders": ((GLIDER, 1, 1), (GLIDER, 1, 13), (GLIDER, 10, 7)),
    "zoo": (
        (GLIDER, 1, 1),
        ("XX XX", 3, 18),
        ("XXX", 12, 3),
        (".XXX XXX.", 9, 16),
        (".XX. X..X .XX.", 13, 10),
    ),
    "five": ((".XX XX. .X.", 8, 11),),
    "soup": (),
    "empty": (),
}


def begun(name: str, seed: int = 0) -> Array:
    """Make the start world of this name in ``PATTERNS``; ``seed`` draws the soup."""
    world = np.zeros((ROWS, COLUMNS))
    if name == "soup":
        random = Random(seed)
        return np.array([float(random.random() < 0.3) for _ in range(ROWS * COLUMNS)]).reshape(
            world.shape
        )
    for picture, top, left in PATTERNS[name]:
        for y, line in enumerate(picture.split()):
            for x, sign in enumerate(line):
                world[top + y, left + x] = sign == "X"
    return world
