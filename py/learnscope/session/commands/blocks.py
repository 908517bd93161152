"""Set a block of numbers from pasted text."""

from dataclasses import replace

import numpy as np

from learnscope.common.arrays import Array
from learnscope.common.errors import Problem, count
from learnscope.figure.places import Place, place_of
from learnscope.figure.state import State
from learnscope.matrices.block import Block, block_of
from learnscope.protocol import commands
from learnscope.session.commands.edit import with_layer, without_cost
from learnscope.session.entry import Entry, edit


def set_block(now: Entry, command: commands.SetBlock) -> Entry:
    """Set the numbers from one place on to those in a text.

    Raises:
        Problem: there is no such place, the text is no block of numbers, or it does not fit.
    """
    state = now.state
    at = place_of(command.place, state.network, len(state.inputs))
    try:
        after = with_block(state, at, block_of(command.text))
    except Problem as problem:
        raise Problem(str(problem), at.key) from None
    return edit(now, ("block",), None, after)


def with_block(state: State, at: Place, block: Block) -> State:
    """Put a block into a state, and drop what depended on the old numbers.

    Raises:
        Problem: the numbers at the place can't be set, or the block does not fit.
    """
    match at.kind:
        case "input":
            inputs = with_row(state.inputs, at.index, block)
            return replace(state.forgetting(1), inputs=inputs)
        case "target":
            return replace(without_cost(state), targets=with_row(state.targets, at.index, block))
        case "bias":
            layer = state.network[at.layer - 1]
            biases = with_row(layer.biases, at.index, block)
            return with_layer(state, at.layer, replace(layer, biases=biases))
        case "weight":
            layer = state.network[at.layer - 1]
            weights = with_table(layer.weights, (at.index, at.from_), block)
            return with_layer(state, at.layer, replace(layer, weights=weights))
    raise Problem(f"{at.name.capitalize()} is computed, so it can’t be set.")


def with_row(row: Array, start: int, block: Block) -> Array:
    """Copy a vector, replacing its numbers from an index on.

    Raises:
        Problem: the block does not fit.
    """
    if 1 not in block.shape:
        raise Problem(f"Only one row or column fits here, and this block has {size(block)}.")
    values, room = block.values.ravel(), len(row) - start
    if len(values) > room:
        raise Problem(f"There is room for {count(room, 'number')} here, not for {len(values)}.")
    return np.concatenate([row[:start], values, row[start + len(values) :]])


def with_table(table: Array, start: tuple[int, int], block: Block) -> Array:
    """Copy a matrix, replacing its numbers from a place on.

    Raises:
        Problem: the block does not fit.
    """
    (row, column), (rows, columns) = start, block.shape
    room = (len(table) - row, len(table[0]) - column)
    if rows > room[0] or columns > room[1]:
        text = (
            f"This block has {size(block)}. From here on there is room for "
            f"{count(room[0], 'row')} and {count(room[1], 'column')}."
        )
        if columns <= room[0] and rows <= room[1]:
            text += " With rows and columns swapped it would fit."
        raise Problem(text)
    copy = table.copy()
    copy[row : row + rows, column : column + columns] = block.values
    return copy


def size(block: Block) -> str:
    """Say how many rows and columns a block has."""
    rows, columns = block.shape
    return f"{count(rows, 'row')} and {count(columns, 'column')}"
