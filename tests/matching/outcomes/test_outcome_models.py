"""The models recover what is true, keep the declared directions, and tell chances that are kept."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.design import COLUMNS as REAL_COLUMNS
from features.design import Column, Design
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.stays import Floats, Stays
from matching.outcomes.base import FEWEST_DEPARTURES, Examples, OutcomeModel
from matching.outcomes.boosted import Boosted
from matching.outcomes.fitted import Calibration, Classifier, FittedModel, calibration_of
from matching.outcomes.logistic import Logistic
from matching.outcomes.models import BASELINE, MODELS
from matching.outcomes.place_rate import PlaceRate
from regions_data.problems import Refused
from tests.matching.outcomes.simulated_stays import COLUMNS, Simulated, simulated

BOTH = pytest.mark.parametrize("model", [Logistic(), Boosted()], ids=lambda model: model.name)
EACH = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


@cache
def made(seed: int = 1, missing: float = 0.0, followed_months: float = 60.0) -> Simulated:
    return simulated(3_000, seed, missing=missing, followed_months=followed_months)


@cache
def few() -> Simulated:
    """Enough to learn something, and quickly, where it does not matter how well."""
    return simulated(1_200, 1)


@cache
def fitted(model: OutcomeModel, missing: float = 0.0, followed_months: float = 60.0) -> FittedModel:
    some = made(missing=missing, followed_months=followed_months)
    return model.fit(some.design, some.stays, np.random.default_rng(0))


def test_the_list_is_complete_and_the_baseline_is_first() -> None:
    assert MODELS[0] is BASELINE
    assert [model.name for model in MODELS] == ["place_rate", "logistic", "boosted"]
    assert all(model.title.fr and model.title.en for model in MODELS)
    ours = [each for each in OutcomeModel.__subclasses__() if "tests" not in each.__module__]
    assert {type(model) for model in MODELS} == {*ours}


# -- what is true


@BOTH
def test_the_chances_are_near_the_true_ones(model: OutcomeModel) -> None:
    later = made(seed=2)
    told = fitted(model).curve(later.design)
    for column, horizon in enumerate(HORIZONS_MONTHS):
        assert np.corrcoef(told[:, column], later.truth[:, column])[0, 1] > 0.9, horizon
        assert np.abs(told - later.truth)[:, column].mean() < 0.06, horizon


@BOTH
def test_many_lost_from_sight_leave_the_chances_where_they_are(model: OutcomeModel) -> None:
    """Contact lasts eight months on average: four stays in five are lost within a year."""
    later = made(seed=2)
    told = fitted(model, followed_months=8.0).still_there(later.design, 12)
    assert told.mean() == pytest.approx(later.truth[:, 1].mean(), abs=0.03)
    seen = made(followed_months=8.0).stays
    known = seen.is_departure | (seen.months >= 12)
    naive = float(np.mean(seen.months[known] >= 12))
    assert abs(naive - later.truth[:, 1].mean()) > 0.2


@BOTH
def test_a_chance_is_kept_as_often_as_it_says(model: OutcomeModel) -> None:
    later = made(seed=3)
    for horizon in (1, 3):
        told = fitted(model).curve(later.design)[:, horizon]
        number = np.searchsorted(np.quantile(told, np.arange(1, 5) / 5), told)
        for index in range(5):
            rows = number == index
            truth = float(later.truth[rows, horizon].mean())
            assert told[rows].mean() == pytest.approx(truth, abs=0.05), (horizon, index)


@BOTH
def test_the_place_counts_though_the_household_is_the_same(model: OutcomeModel) -> None:
    probe = Design(COLUMNS, np.zeros((2, 3)), np.array(["", ""]), np.array(["01", "12"]))
    told = fitted(model).curve(probe)
    assert (told[0] > told[1] + 0.03).all()


@EACH
def test_the_chance_of_being_there_falls_with_the_months(model: OutcomeModel) -> None:
    told = fitted(model).curve(made(seed=2).design)
    assert (np.diff(told, axis=1) <= 0).all()
    assert ((told > 0) & (told < 1)).all()


# -- directions


@cache
def probe(missing: float) -> Design:
    return made(seed=4, missing=missing).design.take(np.arange(60))


@BOTH
@settings(max_examples=12)
@given(
    missing=st.sampled_from([0.0, 0.3]),
    column=st.integers(0, len(COLUMNS) - 1),
    by=st.floats(0.0, 6.0),
)
def test_a_better_value_never_lowers_a_chance(
    model: OutcomeModel, missing: float, column: int, by: float
) -> None:
    before = probe(missing)
    values = before.values.copy()
    values[:, column] += COLUMNS[column].direction * by
    less = fitted(model, missing).curve(before)
    more = fitted(model, missing).curve(replace(before, values=values))
    assert (more >= less - 1e-12).all()


@EACH
def test_a_fact_that_acts_against_its_direction_is_put_aside(model: OutcomeModel) -> None:
    some = few()
    turned = tuple(Column(each.name, -each.direction) for each in COLUMNS)  # type: ignore[arg-type]
    design = replace(some.design, columns=turned)
    told = model.fit(design, some.stays, np.random.default_rng(0))
    values = np.array([[-2.0, 0, 0], [0, 0, 0], [2.0, 0, 0]])
    three = Design(turned, values, np.array([""] * 3), np.array(["01"] * 3))
    assert np.ptp(told.curve(three), axis=0) == pytest.approx(np.zeros(4), abs=1e-9)


# -- what is missing


@BOTH
def test_a_value_that_is_missing_is_allowed_even_where_none_was_when_learning(
    model: OutcomeModel,
) -> None:
    nothing = Design(COLUMNS, np.full((1, 3), np.nan), np.array([""]), np.array(["08"]))
    told = fitted(model).curve(nothing)
    assert np.isfinite(told).all()


@EACH
def test_a_column_that_nobody_filled_teaches_nothing(model: OutcomeModel) -> None:
    some = few()
    values = some.design.values.copy()
    values[:, 2] = np.nan
    told = model.fit(replace(some.design, values=values), some.stays, np.random.default_rng(0))
    later = made(seed=2).design
    emptied = later.values.copy()
    emptied[:, 2] = np.nan
    assert np.array_equal(told.curve(later), told.curve(replace(later, values=emptied)))


# -- the same again


@EACH
def test_the_same_data_and_seed_give_the_same_numbers_and_change_nothing(
    model: OutcomeModel,
) -> None:
    some = few()
    values, months = some.design.values.copy(), some.stays.months.copy()
    twice = [model.fit(some.design, some.stays, np.random.default_rng(0)) for _ in range(2)]
    assert np.array_equal(*(each.curve(some.design) for each in twice))
    assert np.array_equal(values, some.design.values)
    assert np.array_equal(months, some.stays.months)


# -- nobody foresees themselves


class Watched(PlaceRate):
    """A baseline that keeps the examples it learned from."""

    def __init__(self) -> None:
        self.examples: list[Examples] = []

    def learned(self, examples: Examples) -> Classifier:
        self.examples.append(examples)
        return super().learned(examples)


def test_a_row_sees_no_place_ratio_in_which_its_own_household_had_a_share() -> None:
    """One household that left at once leaves late instead: its own first row stays as it was."""
    some = few()
    one = int(np.flatnonzero(some.stays.is_departure & (some.stays.months < 6))[0])
    months = some.stays.months.copy()
    months[one] = 50.0
    watched = Watched()
    for stays in (some.stays, replace(some.stays, months=months)):
        watched.fit(some.design, stays, np.random.default_rng(0))
    ratios = []
    for examples in watched.examples:
        own = (examples.matrix[:, :3] == some.design.values[one]).all(axis=1)
        ratios.append((examples.matrix[own, 3][0], examples.matrix[~own, 3]))
    assert ratios[0][0] == ratios[1][0]
    assert not np.array_equal(ratios[0][1], ratios[1][1])


def test_placements_of_a_household_are_never_split() -> None:
    """A fact that names the household would foresee a twin dealt to another part."""
    some = simulated(3_000, 6)
    twins = np.repeat(np.arange(1_500), 2)
    generator = np.random.default_rng(5)
    name = generator.standard_normal(1_500)[twins]
    months = np.where(generator.random(1_500) < 0.5, 3.0, 30.0)[twins]
    stays = Stays(months, months < 6, months < 6, twins, months)
    design = replace(some.design, values=np.column_stack([name, name, name]))
    told = Boosted().fit(design, stays, np.random.default_rng(0))
    assert told.calibration.slope < 0.3


# -- calibration


def test_a_line_mends_chances_that_are_too_sure() -> None:
    generator = np.random.default_rng(7)
    odds = generator.normal(1.0, 1.0, 60_000)
    stayed = generator.random(60_000) < 1 / (1 + np.exp(-odds))
    too_sure = 1 / (1 + np.exp(-2 * odds))
    line = calibration_of(too_sure, stayed, np.ones(60_000))
    assert line.slope == pytest.approx(0.5, abs=0.02)
    assert line.intercept == pytest.approx(0.0, abs=0.03)


def test_a_line_never_falls() -> None:
    chances = np.linspace(0.1, 0.9, 200)
    line = calibration_of(chances, chances < 0.5, np.ones(200))
    assert line.slope == 0
    assert (np.diff(line(chances)) >= 0).all()


@given(st.lists(st.floats(0, 1), min_size=2), st.floats(-3, 3), st.floats(0, 3))
def test_a_line_keeps_every_order(chances: list[float], intercept: float, slope: float) -> None:
    told: Floats = Calibration(intercept, slope)(np.sort(np.array(chances)))
    assert (np.diff(told) >= 0).all()


# -- what cannot be said


@EACH
def test_beyond_what_was_followed_nothing_is_said(model: OutcomeModel) -> None:
    some = few()
    months = np.minimum(some.stays.months, 15.0)
    has_left = some.stays.is_departure & (some.stays.months <= 15.0)
    stays = replace(some.stays, months=np.minimum(months, 11.9), is_departure=has_left)
    short = replace(stays, is_departure=has_left & (some.stays.months <= 11.9))
    told = model.fit(some.design, short, np.random.default_rng(0))
    assert told.reach == 2
    curve = told.curve(some.design)
    assert np.isfinite(curve[:, :2]).all()
    assert np.isnan(curve[:, 2:]).all()


@EACH
def test_too_few_departures_are_refused_with_their_number(model: OutcomeModel) -> None:
    some = simulated(5_000, 1)
    left = some.stays.is_departure & (some.stays.months <= HORIZONS_MONTHS[-1])
    gone = np.flatnonzero(left)[: FEWEST_DEPARTURES - 1]
    there = np.flatnonzero(~some.stays.is_departure)[:500]
    rows = np.concatenate([gone, there])
    with pytest.raises(Refused) as refusal:
        model.fit(some.design.take(rows), some.stays.take(rows), np.random.default_rng(0))
    [problem] = refusal.value.problems
    assert problem.message.fr.startswith("29 départs connus")
    assert "At least 30" in problem.remedy.en


@EACH
def test_nobody_is_refused_too(model: OutcomeModel) -> None:
    none = simulated(1, 1)
    rows = np.zeros(1, dtype=np.bool_)
    with pytest.raises(Refused):
        model.fit(none.design.take(rows), none.stays.take(rows), np.random.default_rng(0))


@EACH
def test_other_columns_another_horizon_or_another_length_are_errors(model: OutcomeModel) -> None:
    some = made()
    told = fitted(model)
    other = replace(some.design, columns=REAL_COLUMNS)
    with pytest.raises(ValueError, match="other columns"):
        told.curve(other)
    with pytest.raises(ValueError, match="18 months"):
        told.still_there(some.design, 18)
    with pytest.raises(ValueError, match="3000 rows and 5 stays"):
        model.fit(some.design, some.stays.take(np.arange(5)), np.random.default_rng(0))


@EACH
def test_nobody_to_tell_gives_an_empty_answer(model: OutcomeModel) -> None:
    nobody = made().design.take(np.zeros(3_000, dtype=np.bool_))
    assert fitted(model).curve(nobody).shape == (0, 4)


def test_the_baseline_alone_is_not_recalibrated() -> None:
    assert fitted(PlaceRate()).calibration == Calibration()
    assert fitted(BASELINE).calibration == Calibration()
    assert fitted(MODELS[1]).calibration != Calibration()
