"""Who is still there is counted by hand, bounded by what is unknown, and never told of too few."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.backtest.outcomes import HORIZONS_MONTHS, Presence
from matching.backtest.placement import PlacementLog
from matching.backtest.report.retention_tables import tests_sentence as said_of_tests
from matching.backtest.retention import (
    Comparison,
    Group,
    GroupRetention,
    compare,
    follow,
    retention_of,
)
from matching.statistics.log_rank import log_rank
from matching.statistics.proportions import difference, wilson
from regions_data.text import Text
from tests.matching.backtest.stories import Story, log, placement, presence, stories

STAYED, LEFT, UNKNOWN = presence(seen=70), presence(left=9), presence()


def compared(groups: Sequence[Sequence[Presence]], months: int = 24) -> Comparison:
    """Groups of stays beside each other, called `a`, `b`, `c`."""
    names = np.repeat(list("abcdef"[: len(groups)]), [len(group) for group in groups])
    masks = [Group(name, Text(name, name), names == name) for name in "abcdef"[: len(groups)]]
    return compare(follow(log(*(stay for group in groups for stay in group))), masks, months)


def alone(stays: Sequence[Presence]) -> GroupRetention:
    """One group of stays."""
    (found,) = compared([stays]).groups
    return found


def test_one_group_by_hand() -> None:
    """Of twelve, three left: at 9 months, at 18, and before the follow-up at 24; two are lost."""
    found = alone(
        [
            *[STAYED] * 6,
            presence(left=9),
            presence(left=18),
            presence(at="yyn?"),
            presence(seen=10),
            presence(at="y???"),
            UNKNOWN,
        ]
    )
    assert (found.placements, found.followed, found.departures, found.undated) == (12, 11, 3, 1)
    told = [(at.there, at.gone, at.unknown) for at in found.horizons]
    assert told == [(11, 0, 1), (8, 1, 3), (6, 3, 3), (6, 3, 3)]
    # Of eleven followed, one of ten left at 9 months, one of eight at 18, one of seven at 24.
    shares = [None if at.share is None else at.share.value for at in found.horizons]
    # At 12 months eight are followed, 8 over 0.9 is fewer than ten behind the share; at 60, six.
    assert (shares[1], shares[3]) == (None, None)
    assert (shares[0], shares[2]) == (1.0, pytest.approx(9 / 10 * 7 / 8 * 6 / 7))
    assert found.curve is not None
    assert found.curve.share == pytest.approx([1, 9 / 10, 9 / 10 * 7 / 8, 9 / 10 * 7 / 8 * 6 / 7])
    assert [(at.worst, at.best) for at in found.horizons] == [
        (11 / 12, 1.0), (8 / 12, 11 / 12), (6 / 12, 9 / 12), (6 / 12, 9 / 12),
    ]  # fmt: skip


def test_without_unknowns_it_is_the_plain_share_with_wilsons_interval() -> None:
    found = alone([STAYED] * 21 + [LEFT] * 9)
    for at in found.horizons[1:]:
        assert at.share is not None
        assert at.share.value == at.worst == at.best == 0.7
        plain = wilson(0.7, 30)
        assert (at.share.low, at.share.high) == pytest.approx((plain.low, plain.high))


@given(st.lists(stories(), min_size=10, max_size=30))
def test_the_share_lies_between_the_worst_and_the_best_that_the_unknown_could_make(
    found: list[Story],
) -> None:
    group = alone([story.known for story in found])
    for at in group.horizons:
        assert at.there + at.gone + at.unknown == at.placements == len(found)
        assert at.worst is not None
        assert at.best is not None
        truly = float(np.mean([story.months > at.months for story in found]))
        assert at.worst <= truly <= at.best
        if at.share is not None:
            assert at.worst - 1e-12 <= at.share.value <= at.best + 1e-12


@given(st.lists(stories(), min_size=1, max_size=9))
def test_no_rate_is_given_of_fewer_than_ten(found: list[Story]) -> None:
    group = alone([story.known for story in found])
    assert group.curve is None
    for at in group.horizons:
        assert (at.share, at.worst, at.best) == (None, None, None)
        assert at.there + at.gone + at.unknown == len(found)


def test_ten_placements_of_which_nine_are_followed_have_bounds_and_no_curve() -> None:
    found = alone([STAYED] * 8 + [LEFT, UNKNOWN])
    assert found.curve is None
    at = found.at(24)
    assert (at.share, at.worst, at.best) == (None, 0.8, 0.9)


def test_an_outcome_unknown_is_no_departure() -> None:
    found = alone([UNKNOWN] * 40)
    assert (found.placements, found.followed, found.departures) == (40, 0, 0)
    for at in found.horizons:
        assert (at.there, at.gone, at.unknown) == (0, 0, 40)
        assert (at.share, at.worst, at.best) == (None, 0.0, 1.0)


def test_beyond_the_last_contact_there_is_no_share() -> None:
    found = alone([presence(seen=30)] * 12 + [LEFT] * 3)
    assert found.at(24).share is not None
    assert found.at(60).share is None
    assert (found.at(60).worst, found.at(60).best) == (0.0, 0.8)


def test_a_share_that_nine_followed_stand_for_is_not_told_while_ten_are() -> None:
    """Nobody left: as many stand behind the share as are still followed."""
    for followed, told in ((9, None), (10, 1.0)):
        found = alone([presence(seen=13)] * 20 + [presence(seen=30)] * followed)
        assert found.at(12).share is not None
        share = found.at(24).share
        assert (None if share is None else share.value) == told


def test_departures_found_at_a_follow_up_leave_no_share_before_it_that_they_could_move() -> None:
    """Asked after at 24 months only, a household that is gone may have left at any time before."""
    found = alone([presence(at="??y?")] * 25 + [presence(at="??n?")] * 15)
    assert [at.why for at in found.horizons] == [
        "undated", "undated", None, "not_followed_so_long",
    ]  # fmt: skip
    share = found.at(24).share
    assert share is not None
    assert share.value == pytest.approx(25 / 40)


def test_one_undated_departure_in_many_moves_too_little_to_matter() -> None:
    found = alone([STAYED] * 150 + [LEFT] * 49 + [presence(at="??n?")])
    assert found.at(12).share is not None


def test_departures_alone_are_no_ground_for_a_rate() -> None:
    """Only those who left were written down; of the others nothing is known."""
    found = alone([LEFT] * 30 + [UNKNOWN] * 30)
    assert found.curve is None
    assert {at.why for at in found.horizons} == {"departures_only"}
    whole = alone([LEFT] * 30)
    assert whole.at(12).share is not None, "everybody is known to have left"


def test_why_there_is_no_share() -> None:
    assert alone([STAYED] * 9).at(12).why == "few_placements"
    assert alone([UNKNOWN] * 12).at(12).why == "nothing_recorded"
    assert alone([STAYED] * 9 + [UNKNOWN] * 3).at(12).why == "few_followed"
    assert alone([presence(seen=7)] * 12).at(12).why == "not_followed_so_long"


def test_a_household_written_five_times_is_no_surer_than_once() -> None:
    def told(times: int) -> Comparison:
        stays = [(f"A-{i}", stay) for i, stay in enumerate([STAYED, LEFT] * 30)]
        rows = [placement(case, stay) for _ in range(times) for case, stay in stays]
        is_first = np.array([int(row.case_id[2:]) < 30 for row in rows])
        groups = [Group("a", Text("a", "a"), is_first), Group("b", Text("b", "b"), ~is_first)]
        return compare(follow(PlacementLog(tuple(rows))), groups, 12)

    once, often = told(1), told(5)
    for one, other in zip(once.groups, often.groups, strict=True):
        first, second = one.at(12).share, other.at(12).share
        assert first is not None
        assert second is not None
        assert (first.low, first.high) == pytest.approx((second.low, second.high), abs=1e-3)
    assert once.trend is not None
    assert often.trend is not None
    assert once.trend.p_value == pytest.approx(often.trend.p_value, abs=0.02)


def test_a_share_of_nothing_rests_on_those_who_were_there_before_the_last_left() -> None:
    """Ninety-nine were seen one month, and the only other one left: that is no rate."""
    found = alone([presence(seen=1)] * 99 + [presence(left=3)])
    assert {at.why for at in found.horizons} == {"not_followed_so_long"}


def test_missing_days_that_pull_opposite_ways_do_not_cancel() -> None:
    """Those found gone at 12 months and those found at 24 each move the share by six points."""
    found = alone(
        [presence(seen=8)] * 40
        + [presence(at="?n??")] * 10
        + [presence(seen=24)] * 50
        + [presence(at="??n?")] * 6
    )
    assert found.at(12).why == "undated"


def test_a_test_is_not_told_where_the_missing_days_could_turn_it() -> None:
    """The same fate, with its day in one group and found at a follow-up in the other."""
    dated = [presence(left=3)] * 90 + [presence(seen=30)] * 90
    found_later = [presence(at="??n?")] * 90 + [presence(seen=30)] * 90
    both = compared([dated, found_later])
    assert both.trend is None
    assert both.log_rank is None


def test_departures_alone_are_not_tested_either() -> None:
    early, late = [presence(left=3)] * 30, [presence(left=30)] * 30
    both = compared([early + [UNKNOWN] * 30, late + [UNKNOWN] * 30])
    assert both.trend is None
    assert "départs seuls" in said_of_tests(both).fr
    assert "au moins deux groupes" in said_of_tests(compared([early])).fr


def test_a_group_of_leavers_in_a_log_that_follows_stayers_has_its_rate() -> None:
    gone, others = compared([[LEFT] * 15 + [UNKNOWN], [STAYED] * 40]).groups
    assert gone.at(12).share is not None
    assert others.at(12).share is not None


def test_a_long_tail_is_told_where_nobody_was_lost() -> None:
    found = alone([LEFT] * 18 + [STAYED] * 2)
    share = found.at(60).share
    assert share is not None
    assert share.value == pytest.approx(0.1)


def test_of_those_who_all_left_the_share_is_nothing_for_ever() -> None:
    found = alone([LEFT] * 14)
    assert found.at(6).share == wilson(1.0, 14)
    assert found.at(60).share == wilson(0.0, 14)


def test_households_are_counted_once() -> None:
    twice = PlacementLog(tuple(placement(f"A-{n % 8}", STAYED) for n in range(16)))
    group = Group("a", Text("a", "a"), np.ones(16, dtype=np.bool_))
    found = retention_of(follow(twice), group)
    assert (found.placements, found.households) == (16, 8)


def test_a_group_without_placements_is_left_out() -> None:
    found = compared([[STAYED] * 12, [], [LEFT] * 12])
    assert [group.key for group in found.groups] == ["a", "c"]
    assert found.group("b") is None
    assert found.group("c") is found.groups[1]
    assert [(each.first, each.second) for each in found.contrasts] == [("a", "c")]


def test_the_tests_are_about_the_groups_of_ten_or_more() -> None:
    large = [[STAYED] * 15 + [LEFT] * 5, [STAYED] * 5 + [LEFT] * 15]
    both, with_few = compared(large), compared([*large, [LEFT] * 9])
    assert both.log_rank is not None
    assert both.log_rank == with_few.log_rank
    assert both.trend == with_few.trend
    assert with_few.group("c") is not None
    by_hand = log_rank(
        [
            (np.array([70.0] * 15 + [9.0] * 5), np.arange(20) >= 15),
            (np.array([70.0] * 5 + [9.0] * 15), np.arange(20) >= 5),
        ]
    )
    assert both.log_rank == by_hand


def test_a_single_group_is_not_tested() -> None:
    found = compared([[STAYED] * 15 + [LEFT] * 15, [STAYED] * 9])
    assert (found.log_rank, found.trend, found.contrasts) == (None, None, ())


def test_neighbours_are_contrasted_at_the_horizon_asked_for() -> None:
    found = compared([[STAYED] * 16 + [LEFT] * 4, [STAYED] * 8 + [LEFT] * 12, [LEFT] * 10], 12)
    assert found.months == 12
    assert [(each.first, each.second) for each in found.contrasts] == [("a", "b"), ("b", "c")]
    first = found.contrasts[0]
    known = difference(wilson(0.8, 20), wilson(0.4, 20))
    assert (first.gap.value, first.gap.low, first.gap.high) == pytest.approx(
        (known.value, known.low, known.high)
    )
    assert first.survives_the_unknown


def test_an_order_that_the_unknown_could_turn_does_not_survive_it() -> None:
    sure = compared([[STAYED] * 16 + [UNKNOWN] * 4, [STAYED] * 5 + [LEFT] * 10 + [UNKNOWN] * 5])
    unsure = compared([[STAYED] * 16 + [UNKNOWN] * 8, [STAYED] * 5 + [LEFT] * 5 + [UNKNOWN] * 10])
    for found, survives in ((sure, True), (unsure, False)):
        (contrast,) = found.contrasts
        assert contrast.gap.value > 0
        assert contrast.survives_the_unknown is survives


def test_an_order_the_other_way_round_survives_by_the_same_rule() -> None:
    more, less = [STAYED] * 18 + [UNKNOWN] * 2, [STAYED] * 4 + [LEFT] * 14 + [UNKNOWN] * 2
    (there,), (back,) = compared([more, less]).contrasts, compared([less, more]).contrasts
    assert there.gap.value == pytest.approx(-back.gap.value)
    assert there.survives_the_unknown
    assert back.survives_the_unknown


def test_two_shares_that_are_the_same_have_no_order_to_survive() -> None:
    (found,) = compared([[STAYED] * 10 + [LEFT] * 10] * 2).contrasts
    assert found.gap.value == 0
    assert not found.survives_the_unknown


def test_every_horizon_is_told_in_its_order() -> None:
    found = alone([STAYED] * 10)
    assert tuple(at.months for at in found.horizons) == HORIZONS_MONTHS
    assert found.at(60).months == 60
