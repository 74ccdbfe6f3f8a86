"""An evaluation says the same of the same log, names what is invented, and bears with any log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from matching.backtest.benchmark import Benchmark, make_benchmark
from matching.backtest.evaluation import (
    BANDS,
    Evaluation,
    Question,
    colour_groups,
    evaluate_log,
    score_bands,
)
from matching.backtest.evaluation_table import EvaluationTable
from matching.backtest.outcomes import Known, Outcome, Presence, months_later
from matching.backtest.placement import Placement, PlacementLog, Shown
from matching.backtest.retention import Comparison
from matching.evaluate import GREEN, RED, YELLOW, colour_name
from matching.statistics.proportions import wilson
from regions_data.as_known import FactsOfToday
from tests.matching import households
from tests.strategies import labour, snapshot

MONTHS, AS_OF = 24, date(2026, 11, 21)
Change = Callable[[Placement], Placement]


@cache
def made(count: int = 400) -> Benchmark:
    return make_benchmark(count, 7, (snapshot(), labour()), households.ruleset())


def evaluated(log: PlacementLog, groups: EvaluationTable | None = None) -> Evaluation:
    facts = FactsOfToday(snapshot(), labour())
    question = Question(households.ruleset(), facts, snapshot(), MONTHS, AS_OF, groups)
    return evaluate_log(log, question)


@cache
def whole() -> Evaluation:
    status = {case.case_id: case.admission_class for case in made().cases}
    return evaluated(made().log, EvaluationTable({"status_group": status}))


def changed(change: Change, count: int = 48) -> PlacementLog:
    return PlacementLog(tuple(change(each) for each in made().log.placements[:count]))


def with_stay(stay: Presence) -> Change:
    return lambda each: replace(each, outcome=Outcome(in_region=stay, in_quebec=stay))


def told(found: Evaluation) -> tuple[object, ...]:
    """All the figures of an evaluation, without the arrays that they come from."""
    comparisons = (
        found.by_fit, found.by_colour, found.by_preparation, found.by_shown, found.in_quebec,
        found.score.bands,
    )  # fmt: skip
    crossed = [(each.counts.tolist(), each.same, each.kappa, each.unknown)
               for each in found.agreements]  # fmt: skip
    return (
        [figures(each) for each in comparisons], found.score.auc, found.score.concordance,
        found.conclusion, found.in_field, found.partners, crossed, found.leavers, found.variables,
    )  # fmt: skip


def figures(found: Comparison) -> tuple[object, ...]:
    groups = [(group.key, group.placements, group.horizons) for group in found.groups]
    return groups, found.log_rank, found.trend, found.contrasts


# -- a synthetic log


def test_the_same_log_gives_the_same_figures_to_the_last_digit() -> None:
    status = {case.case_id: case.admission_class for case in made().cases}
    again = evaluated(made().log, EvaluationTable({"status_group": status}))
    assert told(again) == told(whole())


def test_it_says_that_the_log_is_synthetic_and_of_a_real_one_it_does_not() -> None:
    assert whole().is_synthetic
    renamed = changed(lambda each: replace(each, case_id=each.case_id.replace("SYN-", "R")), 12)
    assert not evaluated(renamed).is_synthetic
    one_invented = PlacementLog((*renamed.placements, made().log.placements[30]))
    assert evaluated(one_invented).is_synthetic


def test_a_replay_with_todays_facts_gives_the_colours_that_the_truth_names() -> None:
    """So coverage may be measured on the colours of the truth, without a replay."""
    said = whole().replayed
    for case, fit, colour in zip(made().cases, said.fit, said.colour, strict=True):
        assert (case.fit, case.colour) == (colour_name(int(fit)), colour_name(int(colour)))


def test_the_colours_that_were_shown_are_those_of_the_truth() -> None:
    pairs = list(zip(made().cases, made().log, strict=True))
    shown = [(case, one.shown) for case, one in pairs if one.shown.colour is not None]
    assert 0 < len(shown) < len(pairs)
    for case, one in shown:
        assert (case.fit, case.colour) == (one.fit, one.colour)


def test_every_placement_stands_once_in_each_comparison() -> None:
    found, size = whole(), len(made().log)
    for comparison in (found.by_fit, found.by_colour, found.by_preparation, found.score.bands):
        assert sum(group.placements for group in comparison.groups) == size
        for group in comparison.groups:
            for at in group.horizons:
                assert at.there + at.gone + at.unknown == group.placements
    shown = sum(one.shown.colour is not None for one in made().log)
    assert sum(group.placements for group in found.by_shown.groups) == shown
    assert found.leavers.leavers + found.leavers.stayers + found.leavers.unknown == size


def test_what_is_found_by_fit_is_close_to_the_truth() -> None:
    for group in whole().by_fit.groups:
        share = group.at(MONTHS).share
        chance = [case.still_there[2] for case in made().cases if case.fit == group.key]
        if share is not None:
            assert share.value == pytest.approx(float(np.mean(chance)), abs=0.12)


def test_the_score_of_a_synthetic_log_says_something_and_its_interval_holds_it() -> None:
    score = whole().score
    for found in (score.auc, score.concordance):
        assert found is not None
        assert found.low < found.value < found.high
        assert found.value > 0.5
    assert len(score.bands.groups) == BANDS


def test_the_groups_of_the_table_are_told_with_those_of_the_log() -> None:
    names = [variable.key for variable in whole().variables]
    assert names == ["status_group", "place_type", "activator", "region", "year"]


def test_jobs_are_counted_by_fit_and_partners_of_couples_only() -> None:
    found = whole()
    for name, table in (
        ("employed_in_field", found.in_field),
        ("partner_employed", found.partners),
    ):
        answers = [
            getattr(one.outcome, name)
            for one in made().log
            if name == "employed_in_field" or one.profile.word("household_kind") == "couple"
        ]
        assert sum(each.placements for each in table) == len(answers)
        assert sum(each.yes for each in table) == answers.count(Known.YES)
        assert sum(each.no for each in table) == answers.count(Known.NO)
        for each in table:
            assert each.yes + each.no + each.unknown == each.placements
            known = each.yes + each.no
            assert each.share == (wilson(each.yes / known, known) if known >= 10 else None)


def test_progress_is_told_and_may_stop_the_evaluation() -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert (done <= total, total) == (True, 48)
        raise Stopped

    question = Question(
        households.ruleset(), FactsOfToday(snapshot(), labour()), snapshot(), MONTHS, AS_OF
    )
    with pytest.raises(Stopped):
        evaluate_log(changed(lambda each: each), question, stop)


# -- any log


def test_an_empty_log_is_refused() -> None:
    with pytest.raises(ValueError, match="one placement at least"):
        evaluated(PlacementLog(()))


def test_a_log_of_which_nothing_is_known_is_too_little_and_nobody_left() -> None:
    found = evaluated(changed(with_stay(Presence())))
    assert found.conclusion.finding == "too_little"
    assert (found.conclusion.departures, found.conclusion.groups) == (0, 0)
    assert (found.score.auc, found.score.concordance) == (None, None)
    assert found.leavers.unknown == 48
    for group in found.by_fit.groups:
        assert (group.departures, group.followed) == (0, 0)
        assert group.at(MONTHS).share is None


def test_a_log_with_a_single_outcome_is_too_little() -> None:
    log = changed(with_stay(Presence()))
    day = months_later(log.placements[0].settled_on, 9)
    first = replace(log.placements[0], outcome=Outcome(Presence(left_on=day)))
    found = evaluated(PlacementLog((first, *log.placements[1:])))
    assert found.conclusion.finding == "too_little"
    assert found.conclusion.departures == 1
    assert (found.score.auc, found.score.concordance) == (None, None)
    assert found.leavers.rules == ()


def test_a_single_placement_is_too_little() -> None:
    for each in made().log.placements[:3]:
        found = evaluated(PlacementLog((each,)))
        assert found.conclusion.finding == "too_little"
        assert sum(group.placements for group in found.by_fit.groups) == 1
        assert found.by_fit.groups[0].curve is None
        assert len(found.score.bands.groups) == 1


def test_a_log_in_which_everybody_left_on_the_same_day_shows_no_difference() -> None:
    def left(each: Placement) -> Placement:
        return with_stay(Presence(left_on=months_later(each.settled_on, 12)))(each)

    found = evaluated(changed(left, 400))
    assert found.conclusion.departures == 400
    assert found.conclusion.finding in ("no_difference_shown", "too_little")
    assert found.leavers.leavers == 400
    assert found.score.auc is None
    for group in found.by_fit.groups:
        share = group.at(MONTHS).share
        assert share == (None if group.placements < 10 else wilson(0.0, group.placements))


def test_a_log_in_which_everybody_stayed_is_too_little_to_tell_colours_apart() -> None:
    def stayed(each: Placement) -> Placement:
        return with_stay(Presence(seen_on=months_later(each.settled_on, 61)))(each)

    found = evaluated(changed(stayed, 400))
    assert found.conclusion.finding == "too_little"
    assert found.conclusion.departures == 0
    assert found.conclusion.groups >= 2
    assert (found.score.auc, found.score.concordance) == (None, None)
    for group in found.by_fit.groups:
        share = group.at(MONTHS).share
        assert share is None or share.value == 1.0


def test_a_log_without_colours_or_decisions_written_down_has_nothing_to_agree_on() -> None:
    blank = changed(lambda each: replace(each, shown=Shown(), counsellor=None, person=None))
    found = evaluated(blank)
    assert found.by_shown.groups == ()
    assert [each.unknown for each in found.agreements] == [48] * 4
    assert all(each.same is None for each in found.agreements)


# -- colours and bands


def test_colours_come_green_first() -> None:
    groups = colour_groups(np.array([RED, GREEN, YELLOW, YELLOW], dtype=np.uint8))
    assert [group.key for group in groups] == ["green", "yellow", "red"]
    assert [int(group.rows.sum()) for group in groups] == [1, 2, 1]


def test_bands_are_fifths_from_the_highest_score_to_the_lowest() -> None:
    score = np.random.default_rng(1).permutation(np.arange(100.0))
    bands = score_bands(score)
    assert [int(band.rows.sum()) for band in bands] == [20] * BANDS
    assert [float(score[band.rows].min()) for band in bands] == [80, 60, 40, 20, 0]
    assert bands[0].title.en.split() == ["80.0", "to", "99.0"]
    assert bands[0].title.fr.split() == ["80,0", "à", "99,0"]


@pytest.mark.parametrize(
    "score", [[5.0], [5.0] * 30, [1.0] * 20 + [2.0] * 2, [float(n % 3) for n in range(40)]]
)
def test_equal_scores_stay_in_one_band_and_each_placement_in_one(score: list[float]) -> None:
    values = np.array(score)
    bands = score_bands(values)
    assert np.sum([band.rows for band in bands], axis=0).tolist() == [1] * len(score)
    for value in set(score):
        assert sum(bool(band.rows[values == value].any()) for band in bands) == 1
