"""Stays whose end is known speak for those that were lost, no more and no less."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from matching.statistics.censoring import Weighed, weighed_at
from matching.statistics.survival import curve_of

Months = NDArray[np.float64]
Flags = NDArray[np.bool_]
HORIZON = 24.0


def drawn(generator: np.random.Generator, size: int) -> tuple[Months, Flags]:
    """Stays of which 38 in 100 end within the horizon; contact is lost whatever happens."""
    leave = generator.exponential(50.0, size)
    lost = generator.uniform(0.0, 40.0, size)
    return np.minimum(leave, lost), leave <= lost


def share(found: Weighed) -> float:
    """Who is still there, of all that is known, weighed."""
    return float((found.weight * found.is_there).sum() / found.weight.sum())


@st.composite
def stays(draw: st.DrawFn) -> tuple[Months, Flags]:
    """Stays over a few months: departures and lost contact fall on the same days."""
    one = st.tuples(st.integers(0, 8), st.booleans())
    rows = draw(st.lists(one, min_size=1, max_size=30))
    return np.array([m for m, _ in rows], dtype=np.float64), np.array([gone for _, gone in rows])


@given(stays(), st.integers(1, 8).map(float))
def test_the_weighed_share_is_the_curve_even_when_all_ends_on_the_same_days(
    found: tuple[Months, Flags], horizon: float
) -> None:
    """Satten and Datta 2001: both estimate the same, so they must agree to the last digit."""
    curve = curve_of(*found)
    assert curve is not None
    at, weighed = curve.at(horizon), weighed_at(*found, horizon)
    if at is None:
        return
    size = len(found[0])
    assert float((weighed.weight * weighed.is_there).sum()) / size == pytest.approx(at.value)
    assert float(weighed.weight.sum()) == pytest.approx(size)


@given(stays(), st.integers(1, 8).map(float))
def test_who_is_unknown_at_the_horizon_weighs_nothing_and_who_is_known_one_at_least(
    found: tuple[Months, Flags], horizon: float
) -> None:
    months, is_departure = found
    weighed = weighed_at(months, is_departure, horizon)
    is_lost = ~is_departure & (months < horizon)
    assert (weighed.weight[is_lost] == 0).all()
    assert (weighed.weight[~is_lost] >= 1).all()
    assert weighed.is_known.tolist() == (~is_lost).tolist()
    gone = is_departure & (months <= horizon)
    assert (weighed.is_there[~is_lost] == ~gone[~is_lost]).all()


def test_while_nobody_is_lost_before_the_horizon_everybody_weighs_one() -> None:
    months = np.array([3.0, 12.0, 24.0, 24.0, 30.0, 40.0])
    is_departure = np.array([True, True, True, False, False, True])
    found = weighed_at(months, is_departure, HORIZON)
    assert found.weight.tolist() == [1.0] * 6
    assert found.is_there.tolist() == [False, False, False, True, True, True]


def test_weights_by_hand() -> None:
    """Lost at 2: one of four still there once who left on that day is gone; at 6: one of two."""
    months = np.array([2.0, 2.0, 4.0, 6.0, 9.0])
    is_departure = np.array([True, False, True, False, True])
    found = weighed_at(months, is_departure, 8.0)
    assert found.weight == pytest.approx([1, 0, 4 / 3, 0, 8 / 3])
    assert found.is_known.tolist() == [True, False, True, False, True]


def test_the_weighed_share_is_right_where_that_of_the_known_is_not() -> None:
    generator = np.random.default_rng(5)
    truth = float(np.exp(-HORIZON / 50.0))
    weighed, known_only = [], []
    for _ in range(300):
        found = weighed_at(*drawn(generator, 400), HORIZON)
        weighed.append(share(found))
        known_only.append(float(found.is_there[found.is_known].mean()))
    error = float(np.std(weighed)) / np.sqrt(len(weighed))
    assert float(np.mean(weighed)) == pytest.approx(truth, abs=4 * error)
    # A departure stays known for ever, a stay only until contact ends: the known leave more.
    assert float(np.mean(known_only)) < truth - 0.1


def test_no_stay_has_no_weight_and_a_horizon_nobody_reached_leaves_the_departures() -> None:
    none = weighed_at(np.zeros(0), np.zeros(0, dtype=np.bool_), HORIZON)
    assert len(none.weight) == 0
    short = weighed_at(np.array([3.0, 5.0]), np.array([True, False]), HORIZON)
    assert short.weight.tolist() == [1.0, 0.0]
