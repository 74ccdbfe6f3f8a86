"""Nobody in a small cell can be made out, not even by solving for what is hidden."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from matching.statistics.disclosure import SMALL, hidden, with_totals

Counts = NDArray[np.intp]
Flags = NDArray[np.bool_]
BRIDGE = [[3, 3, 20, 20], [3, 3, 3, 20], [20, 20, 3, 3], [20, 20, 3, 3]]
"""Two squares of small counts and one between them, which all the totals together give back."""


@st.composite
def tables(draw: st.DrawFn, fewest_rows: int = 1, fewest_columns: int = 1) -> Counts:
    """Tables of groups, with many small counts and many zeroes, of ten people or more."""
    count = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 8, 13, 40])
    rows, columns = draw(st.integers(fewest_rows, 7)), draw(st.integers(fewest_columns, 4))
    cells = draw(st.lists(count, min_size=rows * columns, max_size=rows * columns))
    assume(sum(cells) >= 2 * SMALL)
    return np.array(cells, dtype=np.intp).reshape(rows, columns)


def columns_told(table: Counts) -> list[Flags]:
    """Each column as a sum that is told elsewhere."""
    return [
        np.tile(np.arange(table.shape[1]) == column, (table.shape[0], 1))
        for column in range(table.shape[1])
    ]


def solved(mask: Flags, told: Sequence[Flags] = ()) -> list[tuple[int, int]]:
    """The hidden cells that follow from everything shown: rows, columns, and what is told.

    A cell follows when fixing it adds nothing to the rank of the equations about hidden cells.
    """
    places = [(int(row), int(column)) for row, column in np.argwhere(mask)]
    equations = equations_of(mask, places)
    for cells in told:
        inside = np.zeros(mask.shape, dtype=np.bool_)
        inside[:-1, :-1] = cells
        equations.append([int(inside[place]) for place in places])
    system = np.array(equations, dtype=np.float64).reshape(len(equations), len(places))
    rank = np.linalg.matrix_rank(system) if places else 0
    return [
        place
        for place, alone in zip(places, np.eye(len(places)), strict=True)
        if np.linalg.matrix_rank(np.vstack([system, alone])) == rank
    ]


def equations_of(mask: Flags, places: list[tuple[int, int]]) -> list[list[int]]:
    """For each row, then each column: 1 for its hidden counts, -1 for its hidden total."""
    last = (mask.shape[0] - 1, mask.shape[1] - 1)
    return [
        [
            (place[axis] == line) * (-1 if place[1 - axis] == last[1 - axis] else 1)
            for place in places
        ]
        for axis in (0, 1)
        for line in range(mask.shape[axis])
    ]


@given(tables())
def test_no_small_count_is_shown(counts: Counts) -> None:
    mask, table = hidden(counts), with_totals(counts)
    assert not ((table > 0) & (table < SMALL) & ~mask).any()


@example(np.array(BRIDGE))
@given(tables())
def test_nothing_hidden_follows_from_all_that_is_shown(counts: Counts) -> None:
    assert solved(hidden(counts)) == []


@example(np.array(BRIDGE))
@given(tables(fewest_rows=2))
def test_nor_when_the_sum_of_each_column_is_told_elsewhere(counts: Counts) -> None:
    told = columns_told(counts)
    found = solved(hidden(counts, told), told)
    assert [cell for cell in found if cell[0] < len(counts)] == []


@given(tables(fewest_rows=3, fewest_columns=3))
def test_nor_when_the_sum_of_the_diagonal_is_told_beside_the_table(counts: Counts) -> None:
    told = [np.eye(*counts.shape, dtype=np.bool_)]
    assert solved(hidden(counts, told), told) == []


def test_nor_from_knowing_that_no_count_is_below_nothing() -> None:
    """None gives a small count back to who looks for the least and the most that it can be."""
    generator = np.random.default_rng(77)
    for _ in range(60):
        counts = generator.poisson(8, (int(generator.integers(2, 8)), 3)).astype(np.intp)
        counts[generator.random(counts.shape) < 0.3] = 0
        mask, table = hidden(counts), with_totals(counts)
        for cell, (least, most) in bounds_of(mask, table).items():
            assert not (0 < table[cell] < SMALL and most - least < 0.5), (counts, cell)


def bounds_of(mask: Flags, table: Counts) -> dict[tuple[int, int], tuple[float, float]]:
    """The least and the most that each hidden small count can be, given all that is shown."""
    places = [(int(row), int(column)) for row, column in np.argwhere(mask)]
    equations = equations_of(mask, places)
    sign = np.where(np.arange(table.shape[1]) == table.shape[1] - 1, -1, 1)
    shown = np.where(mask, 0, table)
    down = np.where(np.arange(table.shape[0]) == table.shape[0] - 1, -1, 1)
    known = -np.concatenate([shown @ sign, down @ shown])
    found = {}
    for place, aim in zip(places, np.eye(len(places)), strict=True):
        if 0 < table[place] < SMALL:
            least = linprog(aim, A_eq=equations, b_eq=known).fun
            found[place] = (least, -linprog(-aim, A_eq=equations, b_eq=known).fun)
    return found


@given(tables())
def test_what_is_hidden_in_a_line_with_its_total_shown_is_no_small_count_together(
    counts: Counts,
) -> None:
    mask, table = hidden(counts), with_totals(counts)
    for values, secret in (*zip(table, mask, strict=True), *zip(table.T, mask.T, strict=True)):
        if secret[:-1].any() and not secret[-1]:
            assert values[:-1][secret[:-1]].sum() >= SMALL


@given(tables())
def test_the_grand_total_is_shown_and_the_table_is_not_touched(counts: Counts) -> None:
    before = counts.copy()
    assert not hidden(counts)[-1, -1]
    assert (counts == before).all()


@given(tables())
def test_a_table_without_small_counts_hides_nothing(counts: Counts) -> None:
    assert not hidden(np.where((counts > 0) & (counts < SMALL), SMALL, counts)).any()


def test_the_totals_are_those_of_the_lines() -> None:
    assert with_totals(np.array([[1, 2], [3, 4]])).tolist() == [[1, 2, 3], [3, 4, 7], [4, 6, 10]]


def test_the_square_bridge_would_be_solved_line_after_line_and_is_not() -> None:
    """The first two rows less the first two columns leave the one count between the squares."""
    counts = np.array(BRIDGE)
    small = np.zeros((5, 5), dtype=np.bool_)
    small[:4, :4] = counts < SMALL
    assert solved(small) == [(1, 2)]
    assert hidden(counts).sum() > small.sum()


def test_a_single_small_count_takes_a_square_with_it_the_least_that_protects() -> None:
    mask = hidden(np.array([[2, 20, 30], [15, 25, 35], [9, 40, 50]]))
    assert np.argwhere(mask).tolist() == [[0, 0], [0, 1], [2, 0], [2, 1]]


def test_a_small_group_is_hidden_and_so_is_the_total_that_would_give_it_back() -> None:
    mask = hidden(np.array([[3, 0, 0], [30, 20, 10], [40, 30, 20]]))
    assert mask[0, 0]
    assert mask[0, -1]
    assert mask[1:-1, -1].any()
    assert mask[1:-1, 0].any()


def test_zeroes_are_shown_unless_they_are_needed() -> None:
    mask = hidden(np.array([[0, 20, 30], [25, 0, 35], [2, 40, 50]]))
    assert not mask[0, 0]
    assert not mask[1, 1]
    assert hidden(np.zeros((3, 3), dtype=np.intp)).sum() == 0


def test_a_column_whose_sum_is_told_elsewhere_is_not_protected_by_hiding_its_total() -> None:
    """Three who left, all of one group: the total of the column is small, and stands in any log."""
    counts = np.array([[3, 40, 40], [0, 20, 30], [0, 0, 0]], dtype=np.intp)
    told = columns_told(counts)
    assert (0, 0) in solved(hidden(counts), told)
    assert (0, 0) not in solved(hidden(counts, told), told)


@pytest.mark.parametrize("rows", [1, 18])
def test_it_ends_whatever_the_size(rows: int) -> None:
    counts = np.random.default_rng(3).poisson(3, (rows, 3)).astype(np.intp)
    mask = hidden(counts)
    assert mask.shape == (rows + 1, 4)


def test_of_three_people_in_all_nothing_can_be_hidden_but_the_cells() -> None:
    mask = hidden(np.array([[3, 0], [0, 0]]))
    assert mask[0, 0]
    assert not mask[-1, -1]
