"""Models are judged by what came after they learned, on households that they had never seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import ClassVar

import numpy as np
import pytest

from features.design import Design, Settled, design_of
from matching.backtest.benchmark import Benchmark, make_benchmark
from matching.backtest.outcomes import Outcome, Presence
from matching.backtest.placement import Placement, PlacementLog
from matching.backtest.stays import Stays, stays_of
from matching.backtest.walk_forward import Asked, ModelComparison, walk_forward
from matching.outcomes.base import Examples, OutcomeModel
from matching.outcomes.boosted import Boosted
from matching.outcomes.fitted import Classifier, FittedModel
from matching.outcomes.logistic import Logistic
from matching.outcomes.models import BASELINE
from matching.outcomes.place_rate import PlaceRate
from regions_data.as_known import FactsOfToday
from regions_data.text import Text
from tests.matching import households
from tests.strategies import labour, snapshot

SMALL, LARGE = 2_400, 20_000


@cache
def quebec(count: int = SMALL, seed: int = 1) -> tuple[Benchmark, Design]:
    made = make_benchmark(count, seed, (snapshot(), labour()), households.ruleset())
    return made, columns(made.log)


def columns(log: PlacementLog) -> Design:
    settled = [Settled(each.profile, each.place, each.decided_on) for each in log]
    return design_of(settled, FactsOfToday(snapshot(), labour()), "mean")


class Watched(OutcomeModel):
    """A baseline that keeps what it was taught."""

    name: ClassVar[str] = "watched"
    title: ClassVar[Text] = PlaceRate.title
    is_recalibrated: ClassVar[bool] = False

    def __init__(self) -> None:
        self.taught: list[tuple[Design, Stays]] = []
        self.asked: list[FittedModel] = []

    def learned(self, examples: Examples) -> Classifier:
        return PlaceRate().learned(examples)

    def fit(self, design: Design, stays: Stays, generator: np.random.Generator) -> FittedModel:
        self.taught.append((design, stays))
        self.asked.append(super().fit(design, stays, generator))
        return self.asked[-1]


def walked(log: PlacementLog, design: Design, *models: OutcomeModel) -> ModelComparison:
    asked = Asked(models=models, resamples=60)
    return walk_forward(log, design, np.random.default_rng(0), asked=asked)


# -- time, and households


def test_each_year_is_cut_once_two_years_of_decisions_lie_before() -> None:
    made, design = quebec()
    found = walked(made.log, design, BASELINE)
    assert [fold.cut for fold in found.folds] == [date(y, 1, 1) for y in range(2018, 2022)]
    assert [fold.learned_from for fold in found.folds] == [800, 1_200, 1_600, 2_000]
    assert [fold.tested for fold in found.folds] == [400] * 4
    assert all(0.85 * 400 < fold.known < 400 for fold in found.folds)


def test_what_was_learned_after_a_cut_changes_nothing_in_what_was_fitted() -> None:
    """All that came to be known after the second cut is turned over: who left stays, and so on."""
    made, design = quebec()
    cut = date(2019, 1, 1)
    turned = PlacementLog(tuple(_turned_over(each, cut) for each in made.log))
    before, after = Watched(), Watched()
    walked(made.log, design, before)
    walked(turned, design, after)
    for fold in (0, 1):
        then, now = before.taught[fold][1], after.taught[fold][1]
        assert np.array_equal(then.months, now.months), fold
        assert np.array_equal(then.is_departure, now.is_departure), fold
        told = [watched.asked[fold].curve(design) for watched in (before, after)]
        assert np.array_equal(*told, equal_nan=True), fold
    then, now = before.taught[2][1], after.taught[2][1]
    assert not np.array_equal(then.is_departure, now.is_departure)


def _turned_over(placement: Placement, day: date) -> Placement:
    """The placement with the end of its stay the other way round, if that was learned later."""
    region = placement.outcome.in_region
    end = region.left_on or region.seen_on
    if end is None or end <= day:
        return placement
    other = Presence(None, end) if region.left_on is not None else Presence(end, None)
    return replace(placement, outcome=Outcome(in_region=other))


def test_a_household_that_is_tested_teaches_nothing_that_year() -> None:
    made, _ = quebec()
    early = [each for each in made.log if each.decided_on.year == 2016]
    late = [each for each in made.log if each.decided_on.year == 2018]
    again = {two.case_id: one.case_id for one, two in zip(early, late, strict=True)}
    names = [replace(each, case_id=again.get(each.case_id, each.case_id)) for each in made.log]
    log, watched = PlacementLog(tuple(names)), Watched()
    found = walked(log, columns(log), watched)
    assert [fold.learned_from for fold in found.folds] == [400, 1_200, 1_600, 2_000]
    assert len(watched.taught[0][1]) == 400


@cache
def compared() -> ModelComparison:
    return walked(*_small(), BASELINE, Logistic())


def _small() -> tuple[PlacementLog, Design]:
    made, design = quebec()
    return made.log, design


def test_the_same_log_and_seed_give_the_same_figures() -> None:
    assert walked(*_small(), BASELINE, Logistic()) == compared()


def test_a_model_more_changes_nothing_for_the_others() -> None:
    more = walked(*_small(), BASELINE, PlaceRate(), Logistic()).scores
    assert (more[0], more[2]) == compared().scores
    assert more[1].brier_difference is not None
    assert more[1].brier_difference.value == 0


# -- figures


def test_scores_come_with_intervals_differences_and_bins() -> None:
    found = compared()
    assert found.too_little is None
    baseline, logistic = found.scores
    assert baseline.brier_difference is None
    assert logistic.brier_difference is not None
    assert logistic.brier_difference.value == pytest.approx(
        logistic.brier.value - baseline.brier.value
    )
    for score in found.scores:
        assert score.brier.low < score.brier.value < score.brier.high
        assert score.auc.low < score.auc.value < score.auc.high
        assert sum(each.count for each in score.bins) == 1_600
        assert sum(each.count - each.unknown for each in score.bins) == sum(
            fold.known for fold in found.folds
        )


def test_progress_is_told_and_may_stop_the_walk() -> None:
    made, design = quebec()
    told: list[tuple[int, int]] = []
    asked = Asked(models=(BASELINE, PlaceRate()), resamples=10)
    walk_forward(
        made.log, design, np.random.default_rng(0), asked=asked,
        progress=lambda done, of: told.append((done, of)),
    )  # fmt: skip
    assert told == [(done, 8) for done in range(1, 9)]

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        walk_forward(made.log, design, np.random.default_rng(0), asked=asked, progress=stop)


# -- what is not concluded


def test_too_little_is_said_with_the_numbers() -> None:
    made, design = quebec()
    rows = np.array([each.decided_on.year < 2019 for each in made.log])
    some = PlacementLog(tuple(e for e, is_kept in zip(made.log, rows, strict=True) if is_kept))
    found = walked(some, design.take(rows), BASELINE)
    assert found.scores == ()
    assert found.too_little is not None
    assert found.too_little.years == len(found.folds) == 1
    assert "test years, 1;" in found.too_little.sentence.en
    assert "années d'essai, 1 ;" in found.too_little.sentence.fr


def test_an_empty_log_or_one_without_outcomes_concludes_nothing() -> None:
    nothing = walked(PlacementLog(()), columns(PlacementLog(())), BASELINE)
    assert nothing.too_little is not None
    made, design = quebec()
    silent = PlacementLog(tuple(replace(each, outcome=Outcome()) for each in made.log))
    found = walked(silent, design, BASELINE)
    assert (found.folds, found.scores) == ((), ())
    assert found.too_little is not None
    assert (found.too_little.left, found.too_little.stayed) == (0, 0)


def test_a_horizon_that_nobody_was_followed_to_has_no_fold() -> None:
    made, design = quebec()
    asked = Asked(horizon_months=60, models=(BASELINE,), resamples=10)
    found = walk_forward(made.log, design, np.random.default_rng(0), asked=asked)
    assert [fold.cut.year for fold in found.folds] == sorted({f.cut.year for f in found.folds})
    assert date(2018, 1, 1) not in [fold.cut for fold in found.folds]


def test_another_horizon_or_another_design_is_an_error() -> None:
    made, design = quebec()
    with pytest.raises(ValueError, match="18 months"):
        walk_forward(made.log, design, np.random.default_rng(0), asked=Asked(horizon_months=18))
    with pytest.raises(ValueError, match="5 rows for 2400 cases"):
        walked(made.log, design.take(np.arange(5)), BASELINE)


# -- the known truth


def test_the_models_are_nearer_to_the_truth_than_the_baseline() -> None:
    """Beside the chances that no log can show, which take the luck of the test away."""
    made, design = quebec(4_000)
    truth = np.array([case.still_there[1] for case in made.cases])
    teaches = np.array([each.decided_on.year < 2020 for each in made.log])
    past = [each for each, is_past in zip(made.log, teaches, strict=True) if is_past]
    stays = stays_of(past, seen_by=date(2020, 1, 1))
    errors = []
    for model in (BASELINE, Logistic(), Boosted()):
        fitted = model.fit(design.take(teaches), stays, np.random.default_rng(0))
        told = fitted.still_there(design.take(~teaches), 12)
        errors.append(float(np.mean((told - truth[~teaches]) ** 2)))
    assert max(errors[1:]) < 0.9 * errors[0], errors


@pytest.mark.long
@pytest.mark.parametrize("horizon", [12, 24])
@pytest.mark.parametrize("seed", [2, 7])
def test_logistic_and_boosted_beat_the_rate_of_the_place_out_of_time(
    horizon: int, seed: int
) -> None:
    made, design = quebec(LARGE, seed)
    found = walk_forward(
        made.log, design, np.random.default_rng(0), asked=Asked(horizon_months=horizon)
    )
    assert len(found.folds) == 4
    for score in found.scores[1:]:
        assert score.brier_difference is not None
        assert score.auc_difference is not None
        assert score.brier_difference.high < 0, score
        assert score.auc_difference.low > 0, score
        kept = [each.observed.low <= each.predicted <= each.observed.high for each in score.bins]
        assert sum(kept) >= 8, score.bins
