"""Who is still there at each follow-up, with those who were lost from sight on the way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.stays import Stays
from matching.outcomes.retention_curve import periods_of


def stays(*told: tuple[float, bool]) -> Stays:
    """Stays by their months and whether they ended by a departure."""
    months = np.array([each for each, _ in told], dtype=np.float64)
    has_left = np.array([left for _, left in told], dtype=np.bool_)
    return Stays(months, has_left, has_left, np.arange(len(told)), months)


def test_a_departure_gives_each_interval_before_it_and_its_own() -> None:
    found = periods_of(stays((15.0, True)))
    assert found.interval.tolist() == [0, 1, 2]
    assert found.stayed.tolist() == [True, True, False]
    assert found.weight.tolist() == [1.0, 1.0, 1.0]


def test_who_is_lost_inside_an_interval_counts_for_the_part_that_was_seen() -> None:
    found = periods_of(stays((15.0, False)))
    assert found.interval.tolist() == [0, 1, 2]
    assert found.stayed.all()
    assert found.weight.tolist() == [1.0, 1.0, 0.25]


def test_the_day_of_a_follow_up_belongs_to_the_interval_that_it_ends() -> None:
    there, gone = periods_of(stays((12.0, False))), periods_of(stays((12.0, True)))
    assert there.interval.tolist() == gone.interval.tolist() == [0, 1]
    assert there.weight.tolist() == [1.0, 1.0]
    assert gone.stayed.tolist() == [True, False]


def test_who_left_on_the_day_of_the_settlement_left_in_the_first_interval() -> None:
    found = periods_of(stays((0.0, True), (0.0, False)))
    assert found.placement.tolist() == [0]
    assert found.stayed.tolist() == [False]


def test_after_the_last_horizon_everything_is_over() -> None:
    found = periods_of(stays((61.0, True), (200.0, False)))
    assert found.stayed.all()
    assert found.weight.tolist() == [1.0] * 8


def test_an_interval_that_nobody_was_seen_in_has_no_figure() -> None:
    found = periods_of(stays((8.0, False), (8.0, True), (6.0, False)))
    assert found.still_there[0] == 1.0
    assert 0 < found.still_there[1] < 1
    assert np.isnan(found.still_there[2:]).all()
    assert found.departures.tolist() == [0, 1, 0, 0]


def test_without_anyone_lost_it_is_the_plain_share() -> None:
    months = np.random.default_rng(1).exponential(30.0, 500)
    found = periods_of(stays(*((each, True) for each in months)))
    for share, horizon in zip(found.still_there, HORIZONS_MONTHS, strict=True):
        assert share == pytest.approx(np.mean(months > horizon))


def test_losing_many_from_sight_does_not_bias_it_where_counting_the_known_does() -> None:
    """Half are lost within two years, whatever becomes of them; 29 % truly stay 60 months."""
    generator = np.random.default_rng(2)
    months, contact = generator.exponential(48.0, 40_000), generator.exponential(34.6, 40_000)
    has_left = months <= contact
    shorter = np.minimum(months, contact)
    seen = Stays(shorter, has_left, has_left, np.arange(40_000), shorter)
    found = periods_of(seen)
    for share, horizon in zip(found.still_there, HORIZONS_MONTHS, strict=True):
        truth = np.exp(-horizon / 48.0)
        assert share == pytest.approx(truth, abs=0.025), horizon
        known = has_left & (months <= horizon) | (seen.months >= horizon)
        naive = np.mean(seen.months[known] >= horizon)
        assert abs(naive - truth) > 2 * abs(share - truth), horizon
    assert abs(found.still_there[1] - np.exp(-12 / 48.0)) < 0.01


@given(st.lists(st.tuples(st.floats(0, 120), st.booleans()), max_size=30))
def test_each_stay_is_exposed_for_as_long_as_it_was_seen(told: list[tuple[float, bool]]) -> None:
    some = stays(*told)
    found = periods_of(some)
    assert ((found.weight >= 0) & (found.weight <= 1)).all()
    left = np.bincount(found.placement, ~found.stayed, len(some))
    assert np.array_equal(left == 1, some.is_departure & (some.months <= HORIZONS_MONTHS[-1]))
    lengths = np.diff((0, *HORIZONS_MONTHS))
    lost = ~some.is_departure
    seen = np.bincount(found.placement, found.weight * lengths[found.interval], len(some))
    assert np.allclose(seen[lost], np.minimum(some.months, HORIZONS_MONTHS[-1])[lost])
