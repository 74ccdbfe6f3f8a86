"""Stays drawn from a declared hazard, for the tests of the outcome models."""

# The log-hazard of leaving in a month is constant in time: -4 less 0.8 times `pull`, plus 0.5 times
# `push`, plus what the region adds. `noise` does nothing, and is declared to be good.

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from features.design import Column, Design
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.stays import Floats, Stays

COLUMNS = (Column("pull", 1), Column("push", -1), Column("noise", 1))
REGIONS = {"01": -0.7, "08": 0.0, "12": 0.7}
BASE, PULL, PUSH = -4.0, 0.8, 0.5


@dataclass(frozen=True, eq=False)
class Simulated:
    """Stays, the columns that made them, and the true chance at each horizon, shape (n, 4)."""

    design: Design
    stays: Stays
    truth: Floats


def simulated(
    count: int, seed: int, *, followed_months: float = 60.0, missing: float = 0.0
) -> Simulated:
    """Some households, followed for up to twice some months, drawn without looking at the stay."""
    generator = np.random.default_rng(seed)
    values = generator.standard_normal((count, len(COLUMNS)))
    region = generator.choice(sorted(REGIONS), count)
    town = np.char.add(region, generator.integers(10, 18, count).astype(np.str_))
    log_hazard = BASE - PULL * values[:, 0] + PUSH * values[:, 1]
    log_hazard = log_hazard + np.array([REGIONS[code] for code in region])
    months = generator.exponential(1.0 / np.exp(log_hazard))
    contact = generator.uniform(0.0, 2.0 * followed_months, count)
    has_left = months <= contact
    truth = np.exp(-np.exp(log_hazard)[:, np.newaxis] * np.array(HORIZONS_MONTHS))
    values[generator.random(values.shape) < missing] = np.nan
    seen = np.minimum(months, contact)
    stays = Stays(seen, has_left, has_left, np.arange(count), seen)
    return Simulated(Design(COLUMNS, values, town, region), stays, truth)
