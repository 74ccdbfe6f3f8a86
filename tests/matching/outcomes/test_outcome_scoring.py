"""Figures of models are scikit-learn's, weighed, with intervals that hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, roc_auc_score

from matching.outcomes.comparison import Told, model_scores
from matching.outcomes.scoring import calibration_bins, ranked, weighted_auc, weighted_brier
from matching.statistics.censoring import weighed_at
from tests.matching.outcomes.simulated_stays import simulated


@given(st.integers(0, 2**32 - 1), st.integers(3, 60))
def test_the_figures_are_those_of_scikit_learn(seed: int, count: int) -> None:
    generator = np.random.default_rng(seed)
    chances = generator.integers(0, 8, count) / 8
    stayed = np.concatenate([[True, False], generator.random(count - 2) < 0.6])
    weight = generator.uniform(0.1, 3, count)
    auc = weighted_auc(ranked(chances), stayed, weight)
    assert auc == pytest.approx(roc_auc_score(stayed, chances, sample_weight=weight))
    brier = weighted_brier(chances, stayed, weight)
    assert brier == pytest.approx(brier_score_loss(stayed, chances, sample_weight=weight))


def test_weights_let_the_known_speak_for_the_lost() -> None:
    """Half are lost from sight; the weighed figures are those of a log that lost nobody."""
    lossy, whole = simulated(40_000, 1, followed_months=12.0), simulated(40_000, 1)
    weighed = weighed_at(lossy.stays.months, lossy.stays.is_departure, 12)
    chances = lossy.truth[:, 1]
    expected = float(np.mean(chances * (1 - chances)))
    assert np.array_equal(whole.truth, lossy.truth)
    assert weighted_brier(chances, weighed.is_there, weighed.weight) == pytest.approx(
        expected, abs=0.004
    )
    known = weighed.is_known
    naive = float(np.mean((chances - weighed.is_there)[known] ** 2))
    assert abs(naive - expected) > 0.01


def test_bins_hold_everybody_once_and_say_how_many_are_unknown() -> None:
    generator = np.random.default_rng(2)
    chances = generator.random(1_000)
    stayed, weight = generator.random(1_000) < chances, 1.0 * (generator.random(1_000) < 0.8)
    bins = calibration_bins(chances, stayed, weight)
    assert len(bins) == 10
    assert sum(each.count for each in bins) == 1_000
    assert sum(each.unknown for each in bins) == int((weight == 0).sum())
    assert [each.predicted for each in bins] == sorted(each.predicted for each in bins)
    inside = [each.observed.low <= each.predicted <= each.observed.high for each in bins]
    assert sum(inside) >= 8


def test_equal_chances_share_a_bin() -> None:
    chances = np.repeat([0.5, 0.8], 50)
    stayed, weight = np.arange(100) % 2 == 0, np.ones(100)
    bins = calibration_bins(chances, stayed, weight)
    assert [(each.predicted, each.count) for each in bins] == [
        (pytest.approx(0.5), 50),
        (pytest.approx(0.8), 50),
    ]


def told(count: int, seed: int, sharpness: float) -> Told:
    """A baseline that says the mean, and a model that knows something of each chance."""
    generator = np.random.default_rng(seed)
    truth = 1 / (1 + np.exp(-1.0 - sharpness * generator.standard_normal(count)))
    stayed = generator.random(count) < truth
    flat = generator.uniform(0.70, 0.72, count)
    chances = np.array([flat, truth])
    return Told(chances, stayed, np.ones(count), np.arange(count))


def test_a_model_that_knows_more_beats_the_baseline_and_one_that_does_not_does_not() -> None:
    generator = np.random.default_rng(0)
    knows = model_scores(told(3_000, 3, 1.0), ("flat", "knows"), generator, resamples=200)
    assert knows[0].brier_difference is None
    assert knows[1].brier_difference is not None
    assert knows[1].brier_difference.high < 0
    assert knows[1].auc_difference is not None
    assert knows[1].auc_difference.low > 0
    nothing = model_scores(told(3_000, 4, 0.0), ("flat", "same"), generator, resamples=200)
    assert nothing[1].auc_difference is not None
    assert nothing[1].auc_difference.low <= 0 <= nothing[1].auc_difference.high


@pytest.mark.parametrize("twins", [1, 4])
def test_intervals_widen_with_households_and_not_with_their_placements(twins: int) -> None:
    one = told(500, 5, 1.0)
    many = Told(
        np.repeat(one.chances, twins, axis=1), np.repeat(one.stayed, twins),
        np.repeat(one.weight, twins), np.repeat(one.household, twins),
    )  # fmt: skip
    scores = [
        model_scores(each, ("flat", "knows"), np.random.default_rng(1), resamples=200)[1]
        for each in (one, many)
    ]
    assert scores[0].brier.low == pytest.approx(scores[1].brier.low)
    assert scores[0].auc.high == pytest.approx(scores[1].auc.high)


def test_the_interval_of_a_difference_holds_the_truth_as_often_as_it_says() -> None:
    """The true difference is that of a hundred thousand households; 60 logs of 400."""
    large = told(100_000, 6, 1.0)
    whole = model_scores(large, ("flat", "knows"), np.random.default_rng(2), resamples=1)[1]
    assert whole.brier_difference is not None
    truth, held = whole.brier_difference.value, 0
    for seed in range(60):
        generator = np.random.default_rng([7, seed])
        found = model_scores(
            told(400, 100 + seed, 1.0), ("flat", "knows"), generator, resamples=150
        )
        difference = found[1].brier_difference
        assert difference is not None
        held += difference.low <= truth <= difference.high
    assert held >= 51
