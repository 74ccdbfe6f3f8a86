"""How often a score says which of two stays longer, and how sure that is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines.utils import concordance_index
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from matching.statistics.discrimination import DRAWS, Scored, _auc, auc_at, concordance, draws
from matching.statistics.proportions import FEWEST, wilson
from tests.matching.statistics.published import NAMES, published

HORIZON = 24.0


def generator(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def scored(
    score: NDArray[np.float64], months: NDArray[np.float64], is_departure: NDArray[np.bool_]
) -> Scored:
    """Stays of as many households."""
    return Scored(score, months, is_departure, np.arange(len(score)))


def drawn(seed: np.random.Generator, size: int, effect: float = 0.6) -> Scored:
    """Stays that are longer where a rounded score is higher; contact is lost whatever happens."""
    score = np.round(seed.normal(size=size), 1)
    leave = seed.exponential(30.0 * np.exp(effect * score))
    lost = seed.uniform(5.0, 60.0, size)
    return scored(score, np.minimum(leave, lost), leave <= lost)


# -- concordance


@pytest.mark.parametrize("name", NAMES)
def test_concordance_is_that_of_lifelines_with_ties_in_score_and_in_time(name: str) -> None:
    data = published(name)
    noise = generator().normal(size=len(data.months))
    for score in (np.round(data.months / data.months.max() + noise), np.round(noise, 2)):
        found = concordance(scored(score, data.months, data.is_departure))
        known = concordance_index(data.months, score, data.is_departure)
        assert found is not None
        assert found.value == pytest.approx(float(known), abs=1e-12)


@given(st.data())
def test_concordance_is_that_of_lifelines_where_nearly_everything_is_tied(
    data: st.DataObject,
) -> None:
    row = st.tuples(st.integers(1, 4), st.integers(1, 3), st.booleans())
    rows = [(month, point, True) for month, point in [(1, 1), (2, 3)] * 5]
    rows += data.draw(st.lists(row, max_size=20))
    months, score, gone = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    found = concordance(scored(score, months, gone > 0))
    assert found is not None
    assert found.value == pytest.approx(float(concordance_index(months, score, gone)))
    assert found.low <= found.value <= found.high


def test_the_interval_of_concordance_holds_the_truth_as_often_as_it_says() -> None:
    """400 draws of 80 stays; a large draw stands for the truth."""
    seed = generator(4)
    large = concordance(drawn(seed, 8_000))
    assert large is not None
    found = [concordance(drawn(seed, 80)) for _ in range(400)]
    held = [one is not None and one.low <= large.value <= one.high for one in found]
    assert np.mean(held) == pytest.approx(0.95, abs=0.03)
    halves = [
        one is not None and abs(one.value - large.value) <= (one.high - one.low) / 4
        for one in found
    ]
    assert np.mean(halves) < 0.8


def test_placements_of_one_household_do_not_make_it_surer() -> None:
    """Every stay written twice: as of the same household nothing is gained, as of two it would."""
    one = drawn(generator(6), 120)
    twice = [np.repeat(column, 2) for column in (one.score, one.months, one.is_departure)]
    single = concordance(one)
    together = concordance(Scored(*twice, np.repeat(np.arange(120), 2)))
    apart = concordance(scored(*twice))
    assert single is not None
    assert together is not None
    assert apart is not None
    assert (together.low, together.value, together.high) == pytest.approx(
        (single.low, single.value, single.high)
    )
    assert apart.high - apart.low < 0.8 * (single.high - single.low)


def test_many_stays_are_compared_a_few_at_a_time_without_a_difference() -> None:
    one = drawn(generator(9), 1_500)
    assert one.is_departure.sum() > 512
    found = concordance(one)
    assert found is not None
    assert found.value == pytest.approx(
        float(concordance_index(one.months, one.score, one.is_departure)), abs=1e-12
    )


# -- the area under the curve


def test_the_area_is_that_of_scikit_learn_where_nobody_is_lost() -> None:
    one = drawn(generator(2), 150)
    known = scored(one.score, one.months, np.ones(150, dtype=np.bool_))
    found = auc_at(known, HORIZON, generator())
    assert found is not None
    assert found.value == pytest.approx(float(roc_auc_score(one.months > HORIZON, one.score)))
    assert found.low < found.value < found.high


def test_the_area_is_right_where_contact_is_lost_and_that_of_the_known_is_not() -> None:
    """Low scores lose contact no sooner than high ones; yet the known lean to departures."""
    seed = generator(3)
    score = seed.normal(size=200_000)
    leave = seed.exponential(30.0 * np.exp(0.6 * score))
    truth = float(roc_auc_score(leave > HORIZON, score))
    lost = seed.uniform(0.0, 26.0, len(score))
    months, gone = np.minimum(leave, lost), leave <= lost
    is_known = gone | (months >= HORIZON)
    naive = float(roc_auc_score(~gone[is_known], score[is_known]))
    assert area_of(score, months, gone) == pytest.approx(truth, abs=0.01)
    assert abs(naive - truth) > 0.02


def area_of(
    score: NDArray[np.float64], months: NDArray[np.float64], gone: NDArray[np.bool_]
) -> float:
    """The area alone, without the draws behind its interval."""
    found = _auc(scored(score, months, gone), HORIZON)
    assert found is not None
    return found


def test_the_interval_is_the_same_for_the_same_draws() -> None:
    one = drawn(generator(5), 90)
    first, again = (auc_at(one, HORIZON, generator(7)) for _ in range(2))
    assert first is not None
    assert first == again


@pytest.mark.long
def test_the_interval_of_the_area_holds_the_truth_as_often_as_it_says() -> None:
    seed = generator(11)
    large = drawn(seed, 60_000)
    truth = area_of(large.score, large.months, large.is_departure)
    found = [auc_at(drawn(seed, 150), HORIZON, seed) for _ in range(300)]
    held = [one is not None and one.low <= truth <= one.high for one in found]
    assert np.mean(held) == pytest.approx(0.95, abs=0.04)


# -- where there is little to go by


def few(departures: int, stays: int) -> Scored:
    """Some who left at 6 months with low scores, and some who stayed 30 with high ones."""
    months = np.array([6.0] * departures + [30.0] * stays)
    score = np.array([1.0] * departures + [2.0] * stays)
    return scored(score, months, months < HORIZON)


def test_nothing_is_told_of_fewer_than_ten_who_left_or_who_stayed() -> None:
    assert auc_at(few(FEWEST - 1, 50), HORIZON, generator()) is None
    assert auc_at(few(50, FEWEST - 1), HORIZON, generator()) is None
    assert auc_at(few(FEWEST, FEWEST), HORIZON, generator()) is not None
    assert concordance(few(FEWEST - 1, 50)) is None
    assert concordance(few(FEWEST, 50)) is not None


def test_a_score_that_was_always_right_is_not_told_as_certain() -> None:
    one = few(12, 30)
    for found in (auc_at(one, HORIZON, generator()), concordance(one)):
        assert found == wilson(1.0, 12)
    wrong = scored(-one.score, one.months, one.is_departure)
    for found in (auc_at(wrong, HORIZON, generator()), concordance(wrong)):
        assert found == wilson(0.0, 12)


def test_where_everybody_stayed_or_everybody_left_there_is_nothing_to_tell() -> None:
    months, score = np.full(40, 30.0), np.arange(40.0)
    for left in (False, True):
        one = scored(score, months, np.full(40, left))
        assert auc_at(one, HORIZON, generator()) is None
        assert concordance(one) is None


def test_a_score_that_says_the_same_of_all_is_chance() -> None:
    one = drawn(generator(12), 100)
    same = scored(np.zeros(100), one.months, one.is_departure)
    for found in (auc_at(same, HORIZON, generator()), concordance(same)):
        assert found is not None
        assert found.value == 0.5


# -- the draws


def test_placements_of_a_household_are_drawn_together() -> None:
    household = np.array([4, 0, 0, 7, 4, 4, 9])
    found = draws(household, generator())
    assert len(found) == DRAWS
    for rows in found:
        times = np.bincount(rows, minlength=len(household))
        for name in np.unique(household):
            assert len(set(times[household == name].tolist())) == 1
        assert times[[0, 1, 3, 6]].sum() == 4


def test_each_household_is_drawn_once_on_average() -> None:
    for household in (np.arange(30), np.repeat(np.arange(15), 2)):
        times = np.bincount(np.concatenate(draws(household, generator())), minlength=30) / DRAWS
        assert times == pytest.approx(np.ones(30), abs=0.25)
