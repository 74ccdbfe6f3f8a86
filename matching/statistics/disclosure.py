"""Which counts of a table are hidden so that nobody in a small cell can be made out."""

# A count of 1 to 4 is hidden. So is whatever would give it back by subtraction. Steps, until there
# is nothing more to hide: (1) find the lines with a single hidden count, or whose hidden counts
# together are a small one; else those with a hidden count that follows from all that is shown,
# taken together; (2) in those lines, hide the smallest count still shown. What can be had from
# knowing that no count is below 0, or how this works, is not looked at.

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import null_space

SMALL = 5
"""Counts from 1 to one less than this are hidden (USERS §3)."""
_ROUNDING = 1e-9
Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]
Lines = NDArray[np.int8]
"""Shape (lines, rows, columns): 1 for the counts that add up, -1 for their total."""


def with_totals(counts: Counts) -> Counts:
    """A table of counts with a last column of row totals and a last row of column totals."""
    wide = np.column_stack([counts, counts.sum(axis=1)])
    return np.asarray(np.vstack([wide, wide.sum(axis=0)]), dtype=np.intp)


def hidden(counts: Counts, told: Sequence[Flags] = ()) -> Flags:
    """Which cells of a table with its totals are hidden, shape (rows + 1, columns + 1).

    The grand total is always shown. A line is a row or a column: its counts add up to its total.

    Args:
        counts: shape (rows, columns).
        told: masks of `counts`, each of cells whose sum is told elsewhere.

    >>> hidden(np.array([[2, 20, 30], [15, 25, 35], [9, 40, 50]]))[:3, :3].sum()
    np.int64(4)
    """
    table = with_totals(counts)
    lines = _lines(table.shape, told)
    mask = (table > 0) & (table < SMALL)
    mask[-1, -1] = False
    while (cell := _next_to_hide(table, mask, lines)) is not None:
        mask[cell] = True
    return mask


def _lines(shape: tuple[int, ...], told: Sequence[Flags]) -> Lines:
    """Every row, every column, and what is told, whose total is no cell of the table."""
    rows, columns = shape
    lines = np.zeros((rows + columns + len(told), rows, columns), dtype=np.int8)
    for row in range(rows):
        lines[row, row] = 1
        lines[row, row, -1] = -1
    for column in range(columns):
        lines[rows + column, :, column] = 1
        lines[rows + column, -1, column] = -1
    for number, cells in enumerate(told, start=rows + columns):
        lines[number, :-1, :-1] = cells
    return lines


def _next_to_hide(table: Counts, mask: Flags, lines: Lines) -> tuple[int, int] | None:
    """Of the lines that are exposed, the count still shown that costs least to hide.

    A total only when need be, then a zero; rather one that mends several lines; the smallest.
    """
    is_total = np.zeros(table.shape, dtype=np.bool_)
    is_total[-1, :] = is_total[:, -1] = True
    for exposed in (_exposed_alone, _exposed_together):
        mends = (lines[exposed(table, mask, lines)] != 0).sum(axis=0) * ~mask
        mends[-1, -1] = 0
        if mends.any():
            costs = np.stack([table, -mends, table == 0, is_total, mends == 0]).reshape(5, -1)
            row, column = np.unravel_index(np.lexsort(costs)[0], table.shape)
            return int(row), int(column)
    return None


def _exposed_alone(table: Counts, mask: Flags, lines: Lines) -> Flags:
    """The lines with a single hidden count, or a total that says of several that they are few."""
    unknown = lines[:, mask]
    is_single = (unknown != 0).sum(axis=1) == 1
    hides, is_total_shown = (unknown > 0).any(axis=1), ~(unknown < 0).any(axis=1)
    together = unknown.clip(min=0) @ table[mask]
    return np.asarray(is_single | (hides & is_total_shown & (together < SMALL)))


def _exposed_together(table: Counts, mask: Flags, lines: Lines) -> Flags:  # noqa: ARG001
    """The lines with a hidden count that follows from all the totals that are shown."""
    unknown = lines[:, mask].astype(np.float64)
    if not unknown.size:
        return np.zeros(len(lines), dtype=np.bool_)
    # What is hidden can be all that the sums allow: a count that cannot move at all is given away.
    is_fixed = np.linalg.norm(null_space(unknown), axis=1) < _ROUNDING
    return np.asarray((unknown[:, is_fixed] != 0).any(axis=1))
