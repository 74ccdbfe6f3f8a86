"""The curves are those of `lifelines`, and their intervals those of a plain share."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from scipy.stats import CensoredData, binomtest, ecdf

from matching.statistics.proportions import Z, wilson
from matching.statistics.survival import Curve, curve_of
from tests.matching.statistics.published import NAMES, published


def curve(months: list[float], is_departure: list[bool]) -> Curve:
    found = curve_of(np.array(months, dtype=np.float64), np.array(is_departure, dtype=np.bool_))
    assert found is not None
    return found


def stays() -> st.SearchStrategy[tuple[list[float], list[bool]]]:
    """A few stays on a few months, so that many end together."""
    one = st.tuples(st.integers(1, 9).map(float), st.booleans())
    return st.lists(one, min_size=1, max_size=25).map(lambda rows: tuple(zip(*rows, strict=True)))


@pytest.mark.parametrize("name", NAMES)
def test_the_curve_is_that_of_lifelines(name: str) -> None:
    data = published(name)
    fitted = KaplanMeierFitter().fit(data.months, data.is_departure)
    found = curve_of(data.months, data.is_departure)
    assert found is not None
    last = data.months.max()
    for months in np.unique([*data.months, *np.linspace(0, last, 97)]):
        at = found.at(float(months))
        assert at is not None
        assert at.value == pytest.approx(float(fitted.predict(months)), abs=1e-6), months


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")  # SciPy's, not ours
@pytest.mark.parametrize("name", NAMES)
def test_the_effective_size_is_that_of_greenwoods_variance_in_scipy(name: str) -> None:
    data = published(name)
    found = curve_of(data.months, data.is_departure)
    assert found is not None
    known = ecdf(CensoredData.right_censored(data.months, ~data.is_departure)).sf
    # SciPy's plain interval is the share and its standard error times Z, before it is cut.
    high = known.confidence_interval().high.probabilities
    inside = (known.probabilities > 0) & (high < 1) & np.isin(known.quantiles, found.months)
    rows = np.searchsorted(found.months, known.quantiles[inside])
    share = known.probabilities[inside]
    variance = ((high[inside] - share) / Z) ** 2
    assert inside.any()
    assert found.size[rows] == pytest.approx(share * (1 - share) / variance, rel=1e-6)


@pytest.mark.parametrize("name", ["waltons", "leukemia", "kidney_transplant"])
def test_greenwoods_sum_is_that_of_lifelines(name: str) -> None:
    data = published(name)
    fitted = KaplanMeierFitter().fit(data.months, data.is_departure)
    found = curve_of(data.months, data.is_departure)
    assert found is not None
    whole = fitted._cumulative_sq_
    for month, share, size in zip(found.months[1:], found.share[1:], found.size[1:], strict=True):
        if share > 0:
            assert (1 - share) / (share * size) == pytest.approx(float(whole[month]), abs=1e-6)


@given(stays())
def test_while_nobody_is_lost_it_is_a_plain_share_with_wilsons_interval(
    found: tuple[list[float], list[bool]],
) -> None:
    months = np.array(found[0])
    plain = curve(found[0], [True] * len(months))
    for month in range(10):
        there = int((months > month).sum())
        at = plain.at(float(month))
        assert at is not None
        exact = binomtest(there, len(months)).proportion_ci(method="wilson")
        assert (at.value, at.low, at.high) == pytest.approx(
            (there / len(months), exact.low, exact.high), abs=1e-9
        )


@given(stays())
def test_the_interval_of_each_step_is_the_one_told_at_its_month(
    found: tuple[list[float], list[bool]],
) -> None:
    made = curve(*found)
    told = [made.at(float(month)) for month in made.months]
    assert list(made.intervals) == told


@given(stays())
def test_the_share_lies_in_its_interval_and_never_rises(
    found: tuple[list[float], list[bool]],
) -> None:
    made = curve(*found)
    assert (np.diff(made.share) <= 0).all()
    for each in made.intervals:
        assert 0 <= each.low <= each.value <= each.high <= 1


@given(stays())
def test_nothing_is_told_of_months_that_nobody_was_followed(
    found: tuple[list[float], list[bool]],
) -> None:
    made = curve(*found)
    longest = float(made.followed[-1])
    assert made.at(longest) is not None
    beyond = made.at(longest + 0.01)
    # Once everybody has left, nobody comes back: 0 holds for ever.
    assert (beyond is None) is bool(made.share[-1] > 0)
    assert beyond is None or beyond.value == 0.0


@given(stays())
def test_who_is_lost_makes_the_interval_wider_than_if_followed_to_the_end(
    found: tuple[list[float], list[bool]],
) -> None:
    made = curve(*found)
    assert (made.size <= len(found[0]) + 1e-9).all()


def test_a_curve_by_hand() -> None:
    """Of five, one leaves at 2; one is lost at 3; one of the three left leaves at 4."""
    made = curve([2, 3, 4, 6, 6], [True, False, True, False, False])
    assert made.months.tolist() == [0, 2, 4]
    assert made.share == pytest.approx([1, 4 / 5, 4 / 5 * 2 / 3])
    # Greenwood: 1/(5·4), then 1/(5·4) + 1/(3·2).
    greenwood = 1 / 20 + 1 / 6
    share = 8 / 15
    assert made.size == pytest.approx([5, 5, (1 - share) / (share * greenwood)])
    assert [made.at_risk(month) for month in (0, 2, 2.5, 6, 6.5)] == [5, 5, 4, 2, 0]


def test_who_leaves_on_the_day_contact_with_others_is_lost_leaves_first() -> None:
    made = curve([4, 4, 4, 4], [True, False, False, False])
    at = made.at(4)
    assert at is not None
    assert at.value == 0.75


def test_where_nobody_left_the_interval_rests_on_who_was_followed_so_long() -> None:
    made = curve([1] * 30 + [12] * 10, [False] * 40)
    assert made.at(0) == wilson(1.0, 40)
    assert made.at(1) == wilson(1.0, 40)
    assert made.at(2) == wilson(1.0, 10)
    assert made.at(12) == wilson(1.0, 10)
    assert made.at(13) is None


def test_where_everybody_left_the_interval_rests_on_who_was_there_last() -> None:
    made = curve([3] * 20 + [5] * 6, [False] * 20 + [True] * 6)
    assert made.at(5) == wilson(0.0, 6)
    assert made.at(60) == wilson(0.0, 6)


def test_where_everybody_left_one_by_one_nobody_counts_for_less() -> None:
    made = curve([float(month) for month in range(1, 13)], [True] * 12)
    assert made.size == pytest.approx([12] * 13)
    at = made.at(60)
    assert at is not None
    assert (at.low, at.high) == pytest.approx((0.0, wilson(0.0, 12).high))


def test_no_stay_has_no_curve() -> None:
    assert curve_of(np.zeros(0), np.zeros(0, dtype=np.bool_)) is None
