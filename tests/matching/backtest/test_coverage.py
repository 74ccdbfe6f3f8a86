"""The intervals of retention by colour hold the truth of the synthetic Québec as often as said."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy.stats import binom

from matching.backtest.benchmark import Variant, calibrated_truth, make_benchmark
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.statistics.proportions import LEVEL
from tests.matching import households
from tests.matching.backtest.coverage import COLOURS, COUNT, Coverage, run, table
from tests.strategies import labour, snapshot

LOGS = 50
FEWEST_HELD = int(binom.ppf(0.001, LOGS, LEVEL))
"""Of fifty intervals that hold the truth at their level, so many at least do, but for bad luck."""


@cache
def fifty() -> Coverage:
    """Ten seeds of five logs of 2,000 placements each, made in half the time of fifty seeds."""
    return run(range(10), logs=5)


@pytest.mark.parametrize("variant", ["plain", "confounded", "thin"])
def test_a_truth_that_is_calibrated_once_gives_the_same_benchmark(variant: Variant) -> None:
    tables, ruleset = (snapshot(), labour()), households.ruleset()
    once = calibrated_truth(tables, ruleset, variant)
    reused = make_benchmark(48, 5, tables, ruleset, variant, calibrated=once)
    found = make_benchmark(48, 5, tables, ruleset, variant)
    assert (reused.truth, reused.log, reused.cases) == (found.truth, found.log, found.cases)


def test_fifty_logs_are_each_like_any_other() -> None:
    found = fifty()
    assert found.low.shape == (LOGS, len(COLOURS), len(HORIZONS_MONTHS))
    assert (found.sizes.sum(axis=1) <= COUNT).all()
    assert (found.sizes > 100).all()
    assert len({row.tobytes() for row in found.share}) == LOGS


def test_intervals_of_retention_by_colour_hold_the_truth_of_fifty_logs() -> None:
    held = fifty().held.sum(axis=0)
    assert (held >= FEWEST_HELD).all(), table(fifty())


def test_intervals_half_as_wide_or_one_that_leans_would_be_found_out() -> None:
    """What this tier can see: a width or a lean of that size, at each horizon of each colour."""
    assert (fifty().scaled(0.5).held.sum(axis=0) < FEWEST_HELD).all()
    leaning = fifty().shifted(0.5)
    assert (leaning.held.sum(axis=0) < FEWEST_HELD).all()


def test_shares_do_not_lean_from_the_truth() -> None:
    found = fifty()
    error = found.share.std(axis=0, ddof=1) / np.sqrt(LOGS)
    assert (np.abs(found.share.mean(axis=0) - found.truth) < 3.5 * error).all(), table(found)


@pytest.mark.long
def test_intervals_of_retention_by_colour_hold_the_truth_of_a_thousand_logs() -> None:
    # Two hundred seeds of five logs: `python -m tests.matching.backtest.coverage 1000` takes a
    # thousand seeds, in twice the time.
    found = run(range(200), logs=5)
    held = found.held.mean(axis=0)
    assert ((held >= 0.93) & (held <= 0.97)).all(), table(found)
