"""Groups are told of side by side, and nobody in a small one can be made out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from features.vocabulary import PLACE_TYPE
from matching.backtest.evaluation_table import UNKNOWN_GROUP, EvaluationTable
from matching.backtest.outcomes import HORIZONS_MONTHS, Presence
from matching.backtest.placement import PlacementLog
from matching.backtest.retention import GONE, HERE, follow
from matching.backtest.subgroups import (
    JOINED,
    NOT_SAID,
    VARIABLE_TITLES,
    Labels,
    Subgroup,
    Variable,
    variables_of,
)
from matching.evaluate import GREEN, YELLOW
from matching.statistics.disclosure import SMALL
from matching.statistics.log_rank import log_rank
from matching.statistics.proportions import wilson
from regions_data.catalog import Place
from tests.matching.backtest.stories import log, placement, presence
from tests.strategies import snapshot

STAYED, LEFT, UNKNOWN = presence(seen=70), presence(left=9), presence()
Row = tuple[str, Presence, int]
"""The group of a placement, its stay and the colour of its place."""


def rows(name: str, *, there: int, gone: int, unknown: int = 0, green: int = 0) -> list[Row]:
    stays = [STAYED] * there + [LEFT] * gone + [UNKNOWN] * unknown
    return [(name, stay, GREEN if n < green else YELLOW) for n, stay in enumerate(stays)]


def variables(said: Sequence[Row], name: str = "sex") -> dict[str, Variable]:
    """The variables of a log whose groups stand in a table of their own."""
    made = log(*(stay for _, stay, _ in said))
    table = EvaluationTable(
        {name: {p.case_id: row[0] for p, row in zip(made, said, strict=True) if row[0]}}
    )
    fit = np.array([colour for *_, colour in said], dtype=np.uint8)
    found = variables_of(made, follow(made), fit, Labels(snapshot(), table), months=24)
    return {variable.key: variable for variable in found}


def groups(said: Sequence[Row]) -> dict[str, Subgroup]:
    return {group.key: group for group in variables(said)["sex"].groups}


def test_groups_by_hand() -> None:
    found = variables(
        [
            *rows("F", there=24, gone=6, unknown=6, green=18),
            *rows("M", there=10, gone=15, green=5),
        ]
    )["sex"]
    women, men = found.groups
    assert (women.key, women.placements) == ("F", 36)
    assert (women.there, women.gone, women.unknown) == (24, 6, 6)
    assert (men.there, men.gone, men.unknown) == (10, 15, 0)
    assert women.share is not None
    assert women.share.value == pytest.approx(0.8)
    assert women.green == wilson(0.5, 36)
    assert men.green == wilson(0.2, 25)
    assert found.gap_in_green == pytest.approx(0.3)
    assert found.title == VARIABLE_TITLES["sex"]
    assert not found.hides
    left = np.arange(30) >= 24
    known = log_rank(
        [
            (np.where(left, 9.0, 70.0), left),
            (np.where(np.arange(25) >= 10, 9.0, 70.0), np.arange(25) >= 10),
        ]
    )
    assert found.log_rank == known


def test_a_group_of_fewer_than_five_is_hidden_and_so_is_another_that_would_give_it_back() -> None:
    found = groups(
        [
            *rows("F", there=30, gone=20, unknown=10, green=20),
            *rows("M", there=30, gone=25, unknown=15, green=20),
            *rows("X", there=3, gone=0, green=3),
        ]
    )
    small = found["X"]
    assert (small.placements, small.there, small.share, small.green) == (None, None, None, None)
    others = [found["F"], found["M"]]
    assert sum(group.placements is None for group in others) == 1
    assert sum(group.there is None for group in others) >= 1
    for group in others:
        if group.placements is None:
            assert (group.share, group.green) == (None, None)


def test_small_counts_hide_the_share_that_would_give_them_back() -> None:
    found = groups([*rows("F", there=30, gone=3, green=10), *rows("M", there=20, gone=20, green=9)])
    assert found["F"].gone is None
    assert found["M"].gone is None
    assert found["F"].share is None
    assert found["M"].share is None
    assert (found["F"].placements, found["M"].placements) == (33, 40)


def test_few_greens_of_one_group_hide_the_share_of_another_too() -> None:
    """So many are green in all, in any report: without the third group's the first's is known."""
    found = groups(
        [
            *rows("F", there=20, gone=20, green=2),
            *rows("M", there=20, gone=20, green=10),
            *rows("X", there=20, gone=20, green=20),
        ]
    )
    assert found["F"].green is None
    assert [found["M"].green, found["X"].green].count(None) == 1


def test_few_who_left_in_all_are_not_made_out_by_the_zeroes_of_the_other_groups() -> None:
    """Three who left, all of one group: their number in all stands elsewhere in any report."""
    found = groups([*rows("F", there=40, gone=3), *rows("M", there=40, gone=0)])
    assert (found["F"].gone, found["M"].gone) == (None, None)


def test_no_rate_is_given_of_fewer_than_ten() -> None:
    found = groups([*rows("F", there=5, gone=0, green=0), *rows("M", there=30, gone=15, green=15)])
    assert found["F"].placements == 5
    assert (found["F"].share, found["F"].green) == (None, None)
    assert found["M"].share is not None


def test_who_is_not_in_the_table_is_told_apart_and_last() -> None:
    found = variables(
        [
            *rows("M", there=10, gone=10),
            *rows("", there=10, gone=10),
            *rows("F", there=10, gone=10),
        ]
    )["sex"]
    assert [group.key for group in found.groups] == ["F", "M", UNKNOWN_GROUP]
    assert found.groups[-1].title == NOT_SAID
    assert found.groups[-1].placements == 20


def test_a_variable_of_which_nothing_is_known_is_left_out() -> None:
    assert "sex" not in variables(rows("", there=10, gone=10))
    made = log(*[STAYED] * 12)
    fit = np.full(12, GREEN, dtype=np.uint8)
    found = variables_of(made, follow(made), fit, Labels(snapshot(), None), months=24)
    assert [variable.key for variable in found] == ["place_type", "activator", "region", "year"]


def test_groups_of_the_log_itself_are_named_and_ordered_as_in_their_lists() -> None:
    places = [place for place in snapshot().places if place.listed and not place.in_cmm][::9]
    made = PlacementLog(
        tuple(placement(f"A-{n}", STAYED, place=place) for n, place in enumerate(places))
    )
    fit = np.full(len(made), GREEN, dtype=np.uint8)
    found = {
        variable.key: variable
        for variable in variables_of(made, follow(made), fit, Labels(snapshot(), None), months=24)
    }
    for key in ("place_type", "region"):
        assert sum(group.placements or 0 for group in found[key].groups) <= len(places)
        assert len(found[key].groups) > 2
    types = {str(snapshot().fact(place.code, "place_type").value) for place in places}
    assert {group.key for group in found["place_type"].groups} == types
    regions = {group.key for group in found["region"].groups}
    assert regions - {JOINED} < {p.region.name for p in places}


def test_regions_with_a_small_count_are_joined_so_that_the_others_can_be_shown() -> None:
    """Thirty, twelve and three placements in three regions: the three join the twelve."""
    by_region: dict[str, Place] = {}
    for place in snapshot().places:
        if place.listed and not place.in_cmm:
            by_region.setdefault(place.region.name, place)
    first, second, third = list(by_region.values())[:3]
    chosen = [*[first] * 30, *[second] * 12, *[third] * 3]
    made = PlacementLog(tuple(placement(f"A-{n}", STAYED, place=p) for n, p in enumerate(chosen)))
    fit = np.full(len(made), GREEN, dtype=np.uint8)
    labels = Labels(snapshot(), None)
    (region,) = (
        variable
        for variable in variables_of(made, follow(made), fit, labels, months=24)
        if variable.key == "region"
    )
    assert [(group.key, group.placements) for group in region.groups] == [
        (first.region.name, 30), (JOINED, 15),
    ]  # fmt: skip
    assert not region.hides


def test_each_known_kind_of_place_has_a_name() -> None:
    """A group that its closed list does not know would drop out of the counts."""
    found = {snapshot().fact(place.code, "place_type").value for place in snapshot().places}
    assert found - {None} <= set(PLACE_TYPE.values)


CELLS = st.tuples(*[st.sampled_from([0, 0, 1, 3, 4, 5, 7, 12])] * 3, st.integers(0, 30))


def drawn(cells: list[tuple[int, int, int, int]]) -> list[Row]:
    return [
        row
        for number, (there, gone, unknown, green) in enumerate(cells)
        for row in rows(f"g{number}", there=there, gone=gone, unknown=unknown, green=green)
    ]


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_no_small_count_is_shown_whatever_the_groups(
    cells: list[tuple[int, int, int, int]],
) -> None:
    said = drawn(cells)
    assume(len(said) >= SMALL)
    for group in groups(said).values():
        for count in (group.there, group.gone, group.unknown):
            assert count is None or count == 0 or count >= SMALL
        assert group.placements is None or group.placements >= SMALL


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_no_rate_tells_of_what_is_hidden(cells: list[tuple[int, int, int, int]]) -> None:
    said = drawn(cells)
    assume(said)
    for group in groups(said).values():
        if group.placements is None or group.placements < 10:
            assert (group.share, group.green) == (None, None)
            continue
        assert group.share is None or None not in (group.there, group.gone)
        if group.green is not None:
            greens = round(group.green.value * group.placements)
            for count in (greens, group.placements - greens):
                assert count == 0 or count >= SMALL


@given(st.lists(CELLS, min_size=2, max_size=5))
def test_the_greens_of_a_group_do_not_follow_from_those_of_the_others(
    cells: list[tuple[int, int, int, int]],
) -> None:
    """How many are green in all stands elsewhere: the only group not told of would be known."""
    said = drawn(cells)
    found = groups(said) if said else {}
    secret = [key for key, group in found.items() if group.green is None]
    if len(said) < 2 * SMALL or len(found) < 2 or len(secret) != 1:
        return
    colours = [colour for name, _, colour in said if name == secret[0]]
    greens = colours.count(GREEN)
    for count in (greens, len(colours) - greens):
        assert count == 0 or count >= SMALL


@given(st.lists(CELLS, min_size=2, max_size=5))
def test_what_is_hidden_does_not_follow_from_the_sums_of_the_whole_log(
    cells: list[tuple[int, int, int, int]],
) -> None:
    """One hidden count of a column, and the sum of the column in the log, would give it back."""
    said = drawn(cells)
    found = list(groups(said).values()) if said else []
    assume(len(said) >= 2 * SMALL and len(found) > 1)
    for column in ("there", "gone", "unknown", "placements"):
        secret = [group for group in found if getattr(group, column) is None]
        assert len(secret) != 1, column


def test_the_counts_are_those_at_the_horizon_asked_for() -> None:
    made = log(*[presence(left=18)] * 12, *[STAYED] * 12)
    followed = follow(made)
    fit = np.full(24, GREEN, dtype=np.uint8)
    for months, gone in ((12, 0), (24, 12)):
        found = variables_of(made, followed, fit, Labels(snapshot(), None), months=months)
        column = followed.known[:, HORIZONS_MONTHS.index(months)]
        (group,) = found[-1].groups
        assert (group.gone, group.there) == (gone, 24 - gone)
        assert ((column == GONE).sum(), (column == HERE).sum()) == (gone, 24 - gone)


def test_the_year_of_the_decision_makes_groups() -> None:
    made = log(*[STAYED] * 24)
    later = tuple(
        replace(each, decided_on=each.decided_on.replace(year=2020 + n % 2))
        for n, each in enumerate(made.placements)
    )
    fit = np.full(24, GREEN, dtype=np.uint8)
    found = variables_of(
        PlacementLog(later), follow(made), fit, Labels(snapshot(), None), months=24
    )
    (year,) = (variable for variable in found if variable.key == "year")
    assert [(group.key, group.placements) for group in year.groups] == [("2020", 12), ("2021", 12)]
