"""What the rules had said of those who left, beside those who stayed, and why they left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import fisher_exact

from matching.backtest.leavers import UNKNOWN_REASON, Leavers, leavers_of
from matching.backtest.outcomes import EXIT_REASON, Presence
from matching.backtest.placement import PlacementLog
from matching.backtest.replay import Replayed
from matching.backtest.retention import Group, follow, retention_of
from matching.evaluate import GREEN, NOT_APPLIED, RED, YELLOW
from matching.statistics.proportions import difference, wilson
from matching.trial import TO_VERIFY
from regions_data.text import Text
from tests.matching.backtest.stories import log, placement, presence

STAYED, LEFT, LATER, UNKNOWN = presence(seen=70), presence(left=9), presence(left=40), presence()


def said(codes: dict[str, Sequence[int]]) -> Replayed:
    """What each rule said of each placement; the rest does not matter here."""
    table = np.array(list(codes.values()), dtype=np.uint8).T
    none = np.zeros(len(table), dtype=np.uint8)
    no = none.astype(bool)
    return Replayed(none, none, none, none.astype(float), no, no, tuple(codes), table)


def of(
    stays: Sequence[Presence], codes: dict[str, Sequence[int]], made: PlacementLog | None = None
) -> Leavers:
    placements = log(*stays) if made is None else made
    followed = follow(placements)
    everybody = Group("all", Text("all", "all"), np.ones(len(placements), dtype=np.bool_))
    whole = retention_of(followed, everybody)
    return leavers_of(placements, said(codes), followed, whole.at(24))


TWENTY_AND_THIRTY = [LEFT] * 20 + [STAYED] * 30


def test_rules_by_hand() -> None:
    codes = {
        "work": [RED] * 8 + [YELLOW] * 7 + [GREEN] * 5 + [YELLOW] * 6 + [GREEN] * 24,
        "move": [GREEN] * 20 + [TO_VERIFY] * 10 + [NOT_APPLIED] * 15 + [YELLOW] * 5,
    }
    found = of(TWENTY_AND_THIRTY, codes)
    assert (found.leavers, found.stayers, found.unknown, found.withheld) == (20, 30, 0, 0)
    work, move = found.rules
    assert (work.rule, move.rule) == ("work", "move")
    assert work.flagged == wilson(15 / 20, 20)
    assert work.flagged_stayers == wilson(6 / 30, 30)
    assert work.gap == difference(work.flagged, work.flagged_stayers)
    assert (move.flagged.value, move.flagged_stayers.value) == (0, pytest.approx(5 / 30))
    assert (move.to_verify.value, move.to_verify_stayers.value) == (0, pytest.approx(1 / 3))
    first = float(fisher_exact([[15, 5], [6, 24]]).pvalue)
    second = float(fisher_exact([[0, 20], [5, 25]]).pvalue)
    assert work.adjusted == pytest.approx(min(2 * first, second))
    assert move.adjusted == pytest.approx(second)


def test_to_verify_is_not_a_flag() -> None:
    codes = {"work": [TO_VERIFY] * 20 + [YELLOW] * 10 + [GREEN] * 20}
    (work,) = of(TWENTY_AND_THIRTY, codes).rules
    assert (work.flagged.value, work.to_verify.value) == (0, 1)
    assert (work.flagged_stayers.value, work.to_verify_stayers.value) == (pytest.approx(1 / 3), 0)


def test_a_rule_that_never_spoke_is_not_told_of_and_not_counted() -> None:
    codes = {"silent": [GREEN] * 50, "open": [TO_VERIFY] * 50, "loud": [YELLOW] * 50}
    found = of(TWENTY_AND_THIRTY, codes)
    assert [each.rule for each in found.rules] == ["loud"]
    assert found.withheld == 0


@pytest.mark.parametrize("flagged", [1, 4, 16, 19])
def test_a_rule_with_a_small_count_on_any_side_is_withheld(flagged: int) -> None:
    codes = {
        "small": [YELLOW] * flagged + [GREEN] * (20 - flagged) + [YELLOW] * 15 + [GREEN] * 15,
        "large": [YELLOW] * 10 + [GREEN] * 10 + [YELLOW] * 15 + [GREEN] * 15,
    }
    found = of(TWENTY_AND_THIRTY, codes)
    assert [each.rule for each in found.rules] == ["large"]
    assert found.withheld == 1


def test_a_small_count_of_facts_to_verify_withholds_the_rule_too() -> None:
    codes = {"work": [YELLOW] * 10 + [TO_VERIFY] * 3 + [GREEN] * 7 + [YELLOW] * 15 + [GREEN] * 15}
    found = of(TWENTY_AND_THIRTY, codes)
    assert (found.rules, found.withheld) == ((), 1)


@pytest.mark.parametrize(("left", "stayed"), [(9, 30), (30, 9), (0, 30), (30, 0), (0, 0)])
def test_no_rule_is_told_of_where_fewer_than_ten_left_or_stayed(left: int, stayed: int) -> None:
    stays = [LEFT] * left + [STAYED] * stayed + [UNKNOWN] * 20
    found = of(stays, {"work": [YELLOW] * len(stays)})
    assert (found.leavers, found.stayers, found.unknown) == (left, stayed, 20)
    assert found.rules == ()


def test_the_unknown_are_on_neither_side_and_later_departures_are_stays_at_the_horizon() -> None:
    stays = [LEFT] * 12 + [LATER] * 12 + [STAYED] * 12 + [UNKNOWN] * 12
    found = of(stays, {"work": [GREEN] * 12 + [YELLOW] * 36})
    assert (found.leavers, found.stayers, found.unknown) == (12, 24, 12)
    (work,) = found.rules
    assert (work.flagged.value, work.flagged_stayers.value) == (0, 1)


def test_of_a_household_written_twice_the_first_known_placement_speaks_for_it() -> None:
    """The first is of unknown outcome: the second, which is known, counts all the same."""
    rows = [placement(f"A-{i}", UNKNOWN) for i in range(24)]
    rows += [placement(f"A-{i}", LEFT if i < 12 else STAYED) for i in range(24)]
    found = of([], {"work": [GREEN] * 24 + [YELLOW] * 12 + [GREEN] * 12}, PlacementLog(tuple(rows)))
    (work,) = found.rules
    assert (work.flagged.value, work.flagged_stayers.value) == (1, 0)


def test_p_values_are_raised_for_the_number_of_rules_looked_at() -> None:
    generator = np.random.default_rng(4)
    stays = [LEFT] * 40 + [STAYED] * 40
    columns = {f"rule_{n:02}": generator.choice([GREEN, YELLOW], 80).tolist() for n in range(30)}
    found = of(stays, columns)
    assert len(found.rules) == 30
    alone = [of(stays, {name: column}).rules[0].adjusted for name, column in columns.items()]
    assert sum(p < 0.05 for p in alone) > 0
    assert all(each.adjusted >= 0.05 for each in found.rules)
    gaps = [each.gap.value for each in found.rules]
    assert gaps == sorted(gaps, reverse=True)


def because(*reasons: tuple[str | None, int]) -> list[tuple[str, int | None]]:
    """The reasons told, in their order, of a log in which so many left for each."""
    stays = [name for name, count in reasons for _ in range(count)]
    made = log(*[LEFT] * len(stays), *[STAYED] * 12)
    placements = [
        replace(each, outcome=replace(each.outcome, exit_reason=name))
        for each, name in zip(made.placements, [*stays, *["housing"] * 12], strict=True)
    ]
    found = of([], {"work": [YELLOW] * len(made)}, PlacementLog(tuple(placements)))
    return [(reason.title.en, reason.count) for reason in found.reasons]


def title(name: str) -> str:
    return EXIT_REASON.label(name).en


def test_reasons_come_most_frequent_first_and_unknown_last() -> None:
    told = because(("housing", 6), ("job_loss", 9), (None, 20), ("status", 7))
    assert told == [
        (title("job_loss"), 9), (title("status"), 7), (title("housing"), 6),
        (UNKNOWN_REASON.en, 20),
    ]  # fmt: skip


def test_a_small_reason_is_hidden_with_the_one_that_would_give_it_back() -> None:
    told = dict(because(("housing", 3), ("job_loss", 9), (None, 20), ("status", 7)))
    assert told[title("housing")] is None
    assert told[title("status")] is None
    assert (told[title("job_loss")], told[UNKNOWN_REASON.en]) == (9, 20)


def test_the_place_of_a_hidden_reason_does_not_tell_of_it() -> None:
    """By frequency, 4 would stand after 5: the two would be made out from their sum."""
    told = because(("job_loss", 4), ("housing", 5), ("status", 5), ("transport", 5))
    assert [name for name, count in told if count is None][:2] == [
        title("job_loss"), title("housing"),
    ]  # fmt: skip
    assert [count for _, count in told] == [5, 5, None, None, 0]


def test_the_reason_of_who_did_not_leave_does_not_count() -> None:
    assert because((None, 6)) == [(UNKNOWN_REASON.en, 6)]
    assert because() == [(UNKNOWN_REASON.en, 0)]
