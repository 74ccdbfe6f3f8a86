"""The tests say what the published ones say, and keep their level where nothing differs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines.statistics import multivariate_logrank_test
from numpy.typing import NDArray
from scipy.stats import CensoredData, binom, chi2, logrank

from matching.statistics.log_rank import log_rank, trend
from tests.matching.statistics.published import NAMES, published

Stays = tuple[NDArray[np.float64], NDArray[np.bool_]]
LEVEL = 0.05


def drawn(generator: np.random.Generator, rates: list[float], size: int = 60) -> list[Stays]:
    """Stays that end at some rates a month, half of them lost from sight before 60 months."""
    found = []
    for rate in rates:
        leave = np.ceil(generator.exponential(1 / rate, size))
        lost = np.ceil(generator.uniform(10, 70, size))
        found.append((np.minimum(leave, lost), leave <= lost))
    return found


@st.composite
def groups(draw: st.DrawFn, fewest: int = 2) -> list[Stays]:
    """Some groups of stays over a few months, with many ends on the same day."""
    count = draw(st.integers(fewest, 5))
    one = st.tuples(st.integers(1, 8), st.booleans())
    found = [draw(st.lists(one, min_size=1, max_size=12)) for _ in range(count)]
    return [
        (
            np.array([months for months, _ in rows], dtype=np.float64),
            np.array([flag for _, flag in rows]),
        )
        for rows in found
    ]


def trend_by_hand(found: list[Stays]) -> float:
    """Tarone's statistic, month by month: departures are drawn from those there, without order."""
    everyone = [
        (month, gone, step)
        for step, (months, flags) in enumerate(found)
        for month, gone in zip(months, flags, strict=True)
    ]
    above = variance = 0.0
    for month in sorted({month for month, gone, _ in everyone if gone}):
        there = np.array([step for when, _, step in everyone if when >= month], dtype=float)
        left = np.array([step for when, gone, step in everyone if when == month and gone])
        above += left.sum() - len(left) * there.mean()
        if len(there) > 1:
            rest = (len(there) - len(left)) / (len(there) - 1)
            variance += len(left) * rest * there.var()
    return above**2 / variance if variance > 1e-9 else np.nan


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # lifelines 0.30, not ours
@pytest.mark.parametrize("name", NAMES)
def test_it_is_that_of_lifelines_for_any_number_of_groups(name: str) -> None:
    data = published(name)
    known = multivariate_logrank_test(data.months, data.group, data.is_departure)
    found = log_rank(data.groups)
    assert found is not None
    assert found.statistic == pytest.approx(float(known.test_statistic), abs=1e-6)
    assert found.p_value == pytest.approx(float(known.p_value), abs=1e-6)
    assert found.freedom == known.degrees_of_freedom


@pytest.mark.parametrize("name", ["waltons", "leukemia", "larynx", "kidney_transplant", "lcd"])
def test_of_two_groups_it_is_that_of_scipy_and_so_is_the_trend(name: str) -> None:
    data = published(name)
    one, other = data.groups
    known = logrank(*(CensoredData.right_censored(m, ~flags) for m, flags in (one, other)))
    for found in (log_rank([one, other]), trend([one, other])):
        assert found is not None
        assert found.statistic == pytest.approx(float(known.statistic) ** 2, rel=1e-9)
        assert found.p_value == pytest.approx(float(known.pvalue), rel=1e-6)
        assert found.freedom == 1


@given(groups())
def test_the_trend_is_tarones_worked_out_month_by_month(found: list[Stays]) -> None:
    by_hand, told = trend_by_hand(found), trend(found)
    assert (told is None) is bool(np.isnan(by_hand))
    if told is not None:
        assert told.statistic == pytest.approx(by_hand, abs=1e-9)
        assert told.p_value == pytest.approx(float(chi2.sf(by_hand, 1)), abs=1e-9)


@given(groups())
def test_two_groups_have_one_test(found: list[Stays]) -> None:
    both, slope = log_rank(found[:2]), trend(found[:2])
    assert (both is None) is (slope is None)
    if both is not None and slope is not None:
        assert slope.statistic == pytest.approx(both.statistic, abs=1e-9)


@given(groups())
def test_the_trend_is_the_same_backwards_but_for_its_direction(found: list[Stays]) -> None:
    there, back = trend(found), trend(found[::-1])
    assert (there is None) is (back is None)
    if there is not None and back is not None:
        assert back.statistic == pytest.approx(there.statistic, abs=1e-9)
        if there.statistic > 1e-9:
            assert {there.direction, back.direction} == {1, -1}


@given(groups(), st.randoms(use_true_random=False))
def test_the_order_of_the_groups_does_not_matter_to_the_log_rank(
    found: list[Stays], shuffler: object
) -> None:
    mixed = list(found)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = log_rank(found), log_rank(mixed)
    assert (one is None) is (other is None)
    if one is not None and other is not None:
        assert other.statistic == pytest.approx(one.statistic, abs=1e-8)
        assert other.freedom == one.freedom


def test_the_degrees_of_freedom_are_the_groups_less_one_whatever_the_rounding() -> None:
    """Many months of departures round the variance of nothing to a little more than 0."""
    generator = np.random.default_rng(8)
    for _ in range(400):
        count = int(generator.integers(2, 13))
        found = log_rank(drawn(generator, [0.02] * count, size=int(generator.integers(80, 250))))
        assert found is not None
        assert found.freedom == count - 1


def test_faster_and_faster_is_told_from_slower_and_slower() -> None:
    generator = np.random.default_rng(2)
    found = drawn(generator, [0.005, 0.02, 0.06])
    faster, slower = trend(found), trend(found[::-1])
    assert faster is not None
    assert slower is not None
    assert (faster.direction, slower.direction) == (1, -1)
    assert faster.p_value < 1e-6
    both = log_rank(found)
    assert both is not None
    assert both.direction == 0


def test_a_trend_is_found_sooner_than_a_difference_of_any_kind() -> None:
    generator = np.random.default_rng(3)
    p_values = np.array(
        [
            [told.p_value for told in (trend(found), log_rank(found)) if told is not None]
            for found in (drawn(generator, [0.02, 0.025, 0.031]) for _ in range(200))
        ]
    )
    by_trend, by_any = (p_values < LEVEL).mean(axis=0)
    assert by_trend > by_any + 0.05


def test_a_single_group_or_nobody_who_leaves_gives_no_test() -> None:
    months = np.arange(1.0, 21.0)
    stay, leave = np.zeros(20, dtype=np.bool_), np.ones(20, dtype=np.bool_)
    for found in ([(months, leave)], [(months, stay), (months + 1, stay)]):
        assert log_rank(found) is None
        assert trend(found) is None


def test_groups_that_were_never_there_together_cannot_be_compared() -> None:
    early = (np.linspace(0.1, 0.9, 30), np.zeros(30, dtype=np.bool_))
    for seed in range(40):
        generator = np.random.default_rng(seed)
        late = generator.integers(2, 40, 300).astype(np.float64), generator.random(300) < 0.7
        assert log_rank([early, late]) is None
        assert trend([early, late]) is None
    also = (np.linspace(2.3, 30.1, 25), np.arange(25) % 2 > 0)
    of_three = log_rank([early, late, also])
    assert of_three is not None
    assert of_three.freedom == 1


def rejected(repeats: int, seed: int) -> NDArray[np.bool_]:
    """How often three groups that leave alike are said to differ: by trend and by log-rank."""
    generator = np.random.default_rng(seed)
    found = []
    for _ in range(repeats):
        same = drawn(generator, [0.02] * 3, size=40)
        tests = (trend(same), log_rank(same))
        found.append([told is not None and told.p_value < LEVEL for told in tests])
    return np.array(found)


def test_where_nothing_differs_five_in_a_hundred_are_said_to() -> None:
    low, high = binom.ppf([0.001, 0.999], 1_000, LEVEL) / 1_000
    for share in rejected(1_000, 20).mean(axis=0):
        assert low <= share <= high


@pytest.mark.long
def test_where_nothing_differs_five_in_a_hundred_are_said_to_in_many_more_draws() -> None:
    for share in rejected(20_000, 21).mean(axis=0):
        assert share == pytest.approx(LEVEL, abs=0.006)
