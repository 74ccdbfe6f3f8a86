"""Whether groups leave at the same pace: the log-rank test, and the test of a trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from matching.statistics.survival import Flags, Floats, departures_by_month

_ROUNDING = 1e-10
"""Of the departures: a variance below it is the rounding of a zero."""


@dataclass(frozen=True, slots=True)
class Test:
    """A chi-squared statistic, its degrees of freedom, and how rarely chance alone exceeds it.

    `direction` is 1 where each group leaves faster than the one before it on the whole, -1 where it
    leaves slower, and 0 where the test has none.
    """

    statistic: float
    freedom: int
    p_value: float
    direction: int = 0


@dataclass(frozen=True, eq=False)
class _Excess:
    """Departures above those expected if all left at one pace, shape (k,), and their covariance."""

    departures: Floats
    covariance: Floats
    rounding: float


def log_rank(groups: Sequence[tuple[Floats, Flags]], worth: float = 1.0) -> Test | None:
    """Whether some groups, two or more, leave at different paces.

    Each group is its months and whether each stay ended by a departure; `worth` is how many
    independent stays one counts for. None where nothing can be compared: a single group, or no
    departure while several groups were there.
    """
    excess = _excess(groups)
    variances, axes = np.linalg.eigh(excess.covariance)
    # The excesses add up to 0: one variance at least is the rounding of a zero.
    own = variances > excess.rounding
    freedom = int(own.sum())
    if freedom == 0:
        return None
    along = (axes.T @ excess.departures)[own]
    return _test(worth * float((along**2 / variances[own]).sum()), freedom)


def trend(groups: Sequence[tuple[Floats, Flags]], worth: float = 1.0) -> Test | None:
    """Whether groups, in the order given, leave faster and faster (or slower and slower).

    Scores 0, 1, 2, … (Tarone 1975); `worth` is how many independent stays one counts for. None
    where nothing can be compared.
    """
    excess = _excess(groups)
    steps = np.arange(len(groups), dtype=np.float64)
    variance = float(steps @ excess.covariance @ steps)
    if variance <= excess.rounding:
        return None
    slope = float(steps @ excess.departures)
    return _test(worth * slope**2 / variance, 1, int(np.sign(slope)))


def _test(statistic: float, freedom: int, direction: int = 0) -> Test:
    return Test(statistic, freedom, float(chi2.sf(statistic, freedom)), direction)


def _excess(groups: Sequence[tuple[Floats, Flags]]) -> _Excess:
    """What each group has above its share of the departures.

    Steps, at each month of a departure: who was there by group; the departures expected of each
    group and their hypergeometric covariance; both summed over the months.
    """
    everyone = np.concatenate([months for months, _ in groups])
    leave = np.concatenate([flags for _, flags in groups])
    times, departures, at_risk = departures_by_month(everyone, leave)
    there = np.array([_there(months, times) for months, _ in groups])
    left = np.array([float(flags.sum()) for _, flags in groups])
    shares = there / at_risk
    spread = departures * (at_risk - departures) / np.maximum(at_risk - 1, 1)
    covariance = np.diag((shares * spread).sum(axis=1)) - (shares * spread) @ shares.T
    rounding = _ROUNDING * float(departures.sum())
    return _Excess(left - (shares * departures).sum(axis=1), covariance, rounding)


def _there(months: Floats, times: Floats) -> NDArray[np.intp]:
    return len(months) - np.searchsorted(np.sort(months), times, side="left")
