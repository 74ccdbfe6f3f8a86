"""Shares and their differences have the intervals of the books."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from matching.statistics.proportions import LEVEL, Estimate, difference, wilson

sizes = st.integers(1, 400)


@given(st.data(), sizes)
def test_wilsons_interval_is_that_of_scipy(data: st.DataObject, size: int) -> None:
    count = data.draw(st.integers(0, size))
    exact = binomtest(count, size).proportion_ci(LEVEL, method="wilson")
    found = wilson(count / size, size)
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-12)


@given(st.floats(0, 1), st.floats(0.1, 5_000))
def test_an_interval_holds_its_share_and_stays_within_0_and_1(value: float, size: float) -> None:
    found = wilson(value, size)
    assert 0 <= found.low <= value <= found.high <= 1


@given(st.floats(0, 1), st.floats(1, 5_000))
def test_more_observations_make_it_narrower(value: float, size: float) -> None:
    fewer, more = wilson(value, size), wilson(value, 2 * size)
    assert more.high - more.low < fewer.high - fewer.low


def test_nobody_and_everybody_have_a_width_on_one_side() -> None:
    none, every = wilson(0.0, 10), wilson(1.0, 10)
    assert none.low == 0.0
    assert every.high == 1.0
    assert none.high == pytest.approx(1 - every.low)
    assert none.high > 0.2


@pytest.mark.parametrize(("value", "size"), [(0.5, 0), (0.5, -3), (1.2, 10), (-0.1, 10)])
def test_a_share_that_cannot_be_is_refused(value: float, size: float) -> None:
    with pytest.raises(ValueError, match="no such share"):
        wilson(value, size)


def test_wilsons_interval_keeps_its_level_where_the_plain_one_does_not() -> None:
    """Computed over every count, not drawn: the plain interval of 20 with a share of 0.9 fails."""
    size, truth = 20, 0.9
    counts = np.arange(size + 1)
    chance = binom.pmf(counts, size, truth)
    found = [wilson(float(count / size), size) for count in counts]
    held = np.array([each.low <= truth <= each.high for each in found])
    half = 1.96 * np.sqrt(counts / size * (1 - counts / size) / size)
    plain = np.abs(counts / size - truth) <= half
    assert float(chance @ held) == pytest.approx(LEVEL, abs=0.01)
    assert float(chance @ plain) < 0.9


def test_newcombes_published_differences_are_found() -> None:
    """Newcombe 1998 (Stat Med 17:873), table II, method 10: 56/70 − 48/80, and 9/10 − 3/10."""
    first = difference(wilson(56 / 70, 70), wilson(48 / 80, 80))
    assert (first.value, first.low, first.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    second = difference(wilson(0.9, 10), wilson(0.3, 10))
    assert (second.value, second.low, second.high) == pytest.approx((0.6, 0.1705, 0.8090), abs=5e-5)
    third = difference(wilson(0.0, 10), wilson(0.0, 20))
    assert (third.low, third.high) == pytest.approx((-0.1611, 0.2775), abs=5e-5)
    last = difference(wilson(1.0, 10), wilson(0.0, 10))
    assert (last.low, last.high) == pytest.approx((0.6075, 1.0), abs=5e-5)


@given(st.data(), sizes, sizes)
def test_a_difference_the_other_way_round_has_the_other_sign(
    data: st.DataObject, one: int, other: int
) -> None:
    first = wilson(data.draw(st.integers(0, one)) / one, one)
    second = wilson(data.draw(st.integers(0, other)) / other, other)
    there, back = difference(first, second), difference(second, first)
    assert -1 <= there.low <= there.value <= there.high <= 1
    assert (back.value, back.low, back.high) == pytest.approx(
        (-there.value, -there.high, -there.low)
    )


def test_a_difference_from_a_sure_share_is_as_wide_as_the_other_one() -> None:
    found = difference(Estimate(0.5, 0.4, 0.6), Estimate(0.2, 0.2, 0.2))
    assert (found.value, found.low, found.high) == pytest.approx((0.3, 0.2, 0.4))
