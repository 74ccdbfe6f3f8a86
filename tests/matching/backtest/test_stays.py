"""How long a placement lasted is what anyone knew on a day, and never a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.backtest.outcomes import HORIZONS_MONTHS, Known, Presence, months_later
from matching.backtest.stays import Stays, known_at, months_between, stays_of
from tests.matching.backtest.stories import (
    START,
    Story,
    after,
    log,
    placement,
    presence,
    stories,
)

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def one(known: Presence, seen_by: date | None = None) -> tuple[float, bool, bool]:
    """Months, whether it ended by a departure, and whether the day is known."""
    found = stays_of(log(known), seen_by=seen_by)
    return float(found.months[0]), bool(found.is_departure[0]), bool(found.is_dated[0])


# -- months


@given(DAYS, st.integers(0, 130))
def test_the_same_day_some_months_later_is_so_many_months(start: date, months: int) -> None:
    assert months_between(start, months_later(start, months)) == months


def test_the_part_of_a_month_is_that_of_the_calendar() -> None:
    assert months_between(date(2023, 1, 15), date(2023, 2, 10)) == 26 / 31
    assert months_between(date(2023, 1, 31), date(2023, 3, 1)) == 1 + 1 / 31
    assert months_between(date(2024, 2, 29), date(2025, 2, 27)) == 11 + 29 / 30


@given(DAYS, st.integers(0, 3_000))
def test_a_day_more_is_never_fewer_months(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    before, then = months_between(start, end), months_between(start, end + timedelta(days=1))
    assert 0 <= before <= then <= before + 1 / 27


# -- stays


def test_a_departure_with_its_day_ends_the_stay_on_that_day() -> None:
    assert one(presence(left=17)) == (17.0, True, True)
    assert one(presence(left=17, seen=12, at="yynn")) == (17.0, True, True)


def test_a_departure_without_its_day_is_taken_at_the_first_follow_up_that_found_them_gone() -> None:
    assert one(presence(at="y?n?")) == (24.0, True, False)
    assert one(presence(seen=13, at="??nn")) == (24.0, True, False)
    assert one(presence(at="n???")) == (6.0, True, False)


def test_who_was_last_seen_there_has_stayed_until_then() -> None:
    assert one(presence(seen=31)) == (31.0, False, False)
    assert one(presence(at="yy??")) == (12.0, False, False)
    assert one(presence(seen=8, at="yy??")) == (12.0, False, False)
    assert one(presence(seen=20, at="yy??")) == (20.0, False, False)


def test_of_whom_nothing_is_known_nothing_is_said_and_least_of_all_that_they_left() -> None:
    found = stays_of(log(presence(), presence(seen=0), presence(seen=1)))
    assert found.months.tolist() == [0, 0, 1]
    assert not found.is_departure.any()
    assert found.is_followed.tolist() == [False, False, True]


def test_who_left_on_the_day_of_the_settlement_is_followed() -> None:
    found = stays_of(log(presence(left=0)))
    assert found.is_followed.tolist() == [True]
    assert found.is_dated.tolist() == [True]


@given(st.lists(stories(), min_size=1, max_size=6))
def test_a_stay_is_as_long_as_it_was_or_as_far_as_contact_went(found: list[Story]) -> None:
    stays = stays_of(log(*(story.known for story in found)))
    for story, months, gone, dated in zip(
        found, stays.months, stays.is_departure, stays.is_dated, strict=True
    ):
        if dated:
            assert months == story.months
        elif gone:
            assert months in HORIZONS_MONTHS
            assert months >= story.months
        else:
            assert months < max(story.months, 1)
            assert months <= story.contact


def test_placements_of_one_case_are_of_one_household() -> None:
    cases = [placement(case, presence(seen=5)) for case in ("B", "A", "B", "C", "A")]
    assert stays_of(cases).household.tolist() == [0, 1, 0, 2, 1]


def test_the_region_and_quebec_are_told_apart() -> None:
    made = placement(region=presence(left=9))
    made = replace(made, outcome=replace(made.outcome, in_quebec=presence(seen=40)))
    assert stays_of([made]).months.tolist() == [9.0]
    elsewhere = stays_of([made], "quebec")
    assert elsewhere.months.tolist() == [40.0]
    assert not elsewhere.is_departure.any()
    assert known_at(made, 24) is Known.NO
    assert known_at(made, 24, "quebec") is Known.YES


def test_some_stays_are_taken_by_a_mask_or_by_position() -> None:
    every = stays_of(log(presence(left=3), presence(seen=9), presence(at="y???")))
    by_mask, by_position = (
        every.take(np.array([True, False, True])),
        every.take(np.array([2, 0, 0])),
    )
    assert by_mask.months.tolist() == [3.0, 6.0]
    assert by_position.months.tolist() == [6.0, 3.0, 3.0]
    assert by_position.household.tolist() == [2, 0, 0]
    assert len(by_position) == 3


def test_no_placement_gives_no_stay() -> None:
    found = stays_of(())
    assert len(found) == 0
    assert isinstance(found, Stays)
    assert found.household.dtype == np.intp


# -- as of a day


@pytest.mark.parametrize(
    ("known", "months", "expected"),
    [
        (presence(left=17), 17, (17.0, True, True)),
        (presence(left=17), 16, (16.0, False, False)),
        (presence(at="y?n?"), 24, (24.0, True, False)),
        (presence(at="y?n?"), 23, (6.0, False, False)),
        (presence(at="y?n?"), 5, (0.0, False, False)),
        (presence(at="yyyy"), 13, (12.0, False, False)),
        (presence(seen=31), 20, (20.0, False, False)),
        (presence(seen=31), 40, (31.0, False, False)),
    ],
)
def test_what_was_learned_later_is_left_out(
    known: Presence, months: int, expected: tuple[float, bool, bool]
) -> None:
    assert one(known, after(months)) == expected


def test_before_the_settlement_nothing_is_known() -> None:
    eve = START - timedelta(days=40)
    for known in (presence(left=17), presence(seen=31), presence(at="yyn?")):
        assert one(known, eve) == (0.0, False, False)


@given(stories(), st.integers(0, 100), st.integers(0, 40))
def test_a_later_day_never_takes_back_what_was_known(story: Story, months: int, more: int) -> None:
    before, gone, _ = one(story.known, after(months))
    later, gone_later, _ = one(story.known, after(months + more))
    assert before <= months
    assert later >= before
    if gone:
        assert (later, gone_later) == (before, True)


@given(stories(), st.integers(0, 100))
def test_no_departure_is_known_before_its_day(story: Story, months: int) -> None:
    _, gone, _ = one(story.known, after(months))
    assert not (gone and story.months > months)


# -- at a horizon


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (presence(), "????"),
        (presence(left=12), "ynnn"),
        (presence(left=13), "yynn"),
        (presence(seen=12), "yy??"),
        (presence(seen=11), "y???"),
        (presence(at="??y?"), "yyy?"),
        (presence(at="?n??"), "?nnn"),
        (presence(at="y?n?"), "y?nn"),
        (presence(seen=7, at="??n?"), "y?nn"),
    ],
)
def test_what_is_known_at_each_horizon(known: Presence, expected: str) -> None:
    words = {Known.YES: "y", Known.NO: "n", Known.UNKNOWN: "?"}
    told = [words[known_at(placement(region=known), months)] for months in HORIZONS_MONTHS]
    assert "".join(told) == expected


@given(stories())
def test_what_is_known_at_a_horizon_is_true_and_agrees_with_the_stay(story: Story) -> None:
    months, gone, _ = one(story.known)
    for horizon in HORIZONS_MONTHS:
        told = known_at(placement(region=story.known), horizon)
        if told is Known.YES:
            assert story.months > horizon
            assert months >= horizon
            assert not (gone and months <= horizon)
        if told is Known.NO:
            assert story.months <= horizon
            assert gone
            assert months <= horizon
        if told is Known.UNKNOWN and not gone:
            assert months < horizon
