"""What is said of the colours follows from what there is, and « too little » is an answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matching.backtest.conclusion import Finding, conclude
from matching.backtest.outcomes import Presence
from matching.backtest.retention import FEWEST_DEPARTURES, Comparison, Group, compare, follow
from regions_data.text import Text
from tests.matching.backtest.stories import log, presence

STAYED, LEFT, LOST = presence(seen=70), presence(left=9), presence(seen=3)


def colours(*groups: list[Presence], months: int = 24) -> Comparison:
    """Stays by colour, green first."""
    names = np.repeat(["green", "yellow", "red"][: len(groups)], [len(own) for own in groups])
    masks = [Group(key, Text(key, key), names == key) for key in ("green", "yellow", "red")]
    return compare(follow(log(*(stay for own in groups for stay in own))), masks, months)


def some(stayed: int, left: int) -> list[Presence]:
    return [STAYED] * stayed + [LEFT] * left


@pytest.mark.parametrize(
    ("groups", "finding"),
    [
        ([some(36, 4), some(15, 25)], "as_meant"),
        ([some(15, 25), some(36, 4)], "reversed"),
        ([some(30, 10), some(29, 11)], "no_difference_shown"),
        ([some(36, 4), some(36, 5)], "too_little"),
        ([some(20, 20)], "too_little"),
        ([some(20, 20), some(4, 5)], "too_little"),
        ([[LOST] * 30, [LOST] * 30], "too_little"),
    ],
)
def test_the_finding_follows_from_the_stays(groups: list[list[Presence]], finding: Finding) -> None:
    assert conclude(colours(*groups)).finding == finding


@pytest.mark.parametrize("left", [FEWEST_DEPARTURES - 1, FEWEST_DEPARTURES])
def test_fewer_than_ten_departures_are_too_little(left: int) -> None:
    found = conclude(colours(some(60, 0), some(60 - left, left)))
    assert found.departures == left
    assert (found.finding == "too_little") is (left < FEWEST_DEPARTURES)
    assert (found.contrast is None) is (left < FEWEST_DEPARTURES)


def test_what_there_is_is_told_with_too_little() -> None:
    found = conclude(colours([*some(0, 30), *[presence(seen=40)] * 9], some(3, 4), months=60))
    assert (found.finding, found.departures, found.groups) == ("too_little", 34, 0)
    found = conclude(colours(some(0, 30), some(3, 4)))
    assert (found.finding, found.departures, found.groups) == ("too_little", 34, 1)


def test_where_there_is_no_green_the_next_two_colours_are_compared() -> None:
    found = conclude(colours([], some(36, 4), some(15, 25)))
    assert found.finding == "as_meant"
    assert found.contrast is not None
    assert (found.contrast.first, found.contrast.second) == ("yellow", "red")
    assert found.groups == 2


def test_an_order_of_two_colours_does_not_hang_on_the_third() -> None:
    """Green stays more than yellow, and many reds stay more than both: each pair has its own."""
    found = colours(some(34, 6), some(22, 18), some(400, 0))
    assert found.trend is not None
    assert found.trend.direction == -1
    told = conclude(found)
    assert told.finding == "as_meant"
    assert [finding for finding, _ in told.others] == ["reversed"]


def test_a_difference_at_the_horizon_alone_is_not_enough_nor_is_a_trend_alone() -> None:
    found = colours(some(36, 4), some(15, 25))
    (contrast,) = found.contrasts
    assert contrast.pace is not None
    for pace in (
        None, replace(contrast.pace, p_value=0.2), replace(contrast.pace, direction=-1),
    ):  # fmt: skip
        unproven = replace(found, contrasts=(replace(contrast, pace=pace),))
        assert conclude(unproven).finding == "no_difference_shown"
    gap = replace(found.contrasts[0].gap, low=-0.01)
    wide = replace(found, contrasts=(replace(found.contrasts[0], gap=gap),))
    assert conclude(wide).finding == "no_difference_shown"


def test_leaving_sooner_but_no_more_in_the_end_is_no_difference_at_the_horizon() -> None:
    soon, late = presence(left=2), presence(left=22)
    found = colours([STAYED] * 20 + [late] * 40, [STAYED] * 20 + [soon] * 40)
    assert found.trend is not None
    assert found.trend.p_value < 0.01
    assert conclude(found).finding == "no_difference_shown"


def test_every_neighbouring_pair_has_its_own_finding() -> None:
    """Green and yellow alike, red far below: the second pair is not passed over in silence."""
    alike = [STAYED] * 80 + [LEFT] * 20
    found = conclude(colours(alike, alike, [STAYED] * 10 + [LEFT] * 60))
    assert found.finding == "no_difference_shown"
    assert [(finding, contrast.second) for finding, contrast in found.others] == [
        ("as_meant", "red")
    ]
