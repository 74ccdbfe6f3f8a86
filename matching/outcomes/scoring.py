"""What chances are worth against what became, the known outcomes weighed for the unknown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.backtest.stays import Flags, Floats
from matching.statistics.proportions import Estimate, wilson

BINS = 10


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Placements that were told nearly the same chance.

    `predicted` is the mean chance told, `observed` the share that stayed, weighed; of the `count`
    placements, `unknown` were lost from sight before.
    """

    predicted: float
    observed: Estimate
    count: int
    unknown: int


def weighted_brier(chances: Floats, stayed: Flags, weight: Floats) -> float:
    """The mean squared distance between chances and what became, (n,) each: lower is better."""
    return float((weight * (chances - stayed) ** 2).sum() / weight.sum())


def ranked(chances: Floats) -> NDArray[np.intp]:
    """The rank of each chance from 0, equal chances sharing one, shape (n,)."""
    return np.unique(chances, return_inverse=True)[1]


def weighted_auc(ranks: NDArray[np.intp], stayed: Flags, weight: Floats) -> float:
    """How often a placement that lasted was told a higher chance than one that did not.

    scikit-learn's figure, from ranks made once for the many draws of an interval.

    Args:
        ranks: of the chances, shape (n,), as `ranked` gives them.
        stayed: whether each lasted, shape (n,); some did, and some did not.
        weight: how much each counts, shape (n,).
    """
    up = np.bincount(ranks, weight * stayed)
    down = np.bincount(ranks, weight * ~stayed)
    below = np.cumsum(down) - down / 2
    return float((up * below).sum() / (up.sum() * down.sum()))


def calibration_bins(chances: Floats, stayed: Flags, weight: Floats) -> tuple[CalibrationBin, ...]:
    """Placements by tenths of the chance they were told, and how many of each stayed.

    Equal chances stay together; a tenth in which no outcome is known is left out.

    Args:
        chances: told, shape (n,).
        stayed: whether each stayed, shape (n,), read where it is known.
        weight: what each outcome counts for, shape (n,), 0 where it is not known.
    """
    edges = np.unique(np.quantile(chances, np.arange(1, BINS) / BINS))
    number = np.searchsorted(edges, chances, side="right")
    bins = [number == index for index in range(len(edges) + 1)]
    return tuple(
        _bin(chances[rows], stayed[rows], weight[rows]) for rows in bins if weight[rows].any()
    )


def _bin(chances: Floats, stayed: Flags, weight: Floats) -> CalibrationBin:
    share = min(float((weight * stayed).sum() / weight.sum()), 1.0)
    worth = float(weight.sum() ** 2 / (weight**2).sum())  # as many equal weights
    unknown = int((weight == 0).sum())
    return CalibrationBin(float(chances.mean()), wilson(share, worth), len(chances), unknown)
