"""Stays that are not over: how many are still there, month after month (Kaplan and Meier)."""

# The curve is SciPy's. Its interval is Wilson's with an effective size (Rothman 1978): unlike
# Greenwood's, it keeps its level in small groups, and it has a width where nobody has left.

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import CensoredData, ecdf

from matching.statistics.proportions import Estimate, wilson

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Curve:
    """The share still there after each number of months at which somebody left.

    Arrays of shape (k,) from 0 months on; `share` holds from its month until the next. `size` is
    the effective number of observations behind each share (everybody at 0 months), `followed` how
    long each stay was followed, in increasing order: beyond the last nothing is known. `worth` is
    how many independent stays one counts for: less than 1 where some belong to one household.
    """

    months: Floats
    share: Floats
    size: Floats
    followed: Floats
    worth: float = 1.0

    @property
    def intervals(self) -> tuple[Estimate, ...]:
        """Each share with its 95 % interval."""
        return tuple(
            wilson(float(share), float(size) * self.worth)
            for share, size in zip(self.share, self.size, strict=True)
        )

    def at_risk(self, months: float) -> int:
        """How many were followed for so many months or more, and had not left before."""
        return int(len(self.followed) - np.searchsorted(self.followed, months, side="left"))

    def at(self, months: float) -> Estimate | None:
        """The share still there after some months; None where nobody was followed so long."""
        row = int(np.searchsorted(self.months, months, side="right")) - 1
        share = float(self.share[row])
        if self.at_risk(months) == 0 and share > 0.0:
            return None
        size = self.at_risk(months) if share == 1.0 else float(self.size[row])
        return wilson(share, size * self.worth)


def curve_of(months: Floats, is_departure: Flags, worth: float = 1.0) -> Curve | None:
    """The Kaplan–Meier curve of some stays; None when there is none.

    Args:
        months: how long each was followed, shape (n,), more than 0.
        is_departure: whether it ended by a departure, else it was last seen there, shape (n,).
        worth: how many independent stays one counts for.
    """
    if not len(months):
        return None
    followed = np.sort(months)
    times, departures, at_risk = departures_by_month(months, is_departure)
    shares = ecdf(CensoredData.right_censored(months, ~is_departure)).sf.evaluate(times)
    share = np.concatenate([[1.0], shares])
    sizes = np.concatenate([[len(months)], _sizes(shares, departures, at_risk)])
    return Curve(np.concatenate([[0.0], times]), share, sizes, followed, worth)


def departures_by_month(months: Floats, is_departure: Flags) -> tuple[Floats, Counts, Counts]:
    """The months at which somebody left, how many left, and how many were there just before."""
    times, departures = np.unique(months[is_departure], return_counts=True)
    before = np.searchsorted(np.sort(months), times, side="left")
    return times, departures, len(months) - before


def _sizes(share: Floats, departures: Counts, at_risk: Counts) -> Floats:
    """The effective size behind each share: share (1 - share) over Greenwood's variance.

    Once nobody is left, it is how many there would have been from the start for who was there just
    before to be such a share of them.
    """
    stay = at_risk - departures
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(departures / (at_risk * stay))
        sizes = (1.0 - share) / (share * greenwood)
    before = np.concatenate([[1.0], share[:-1]])
    return np.where(stay == 0, at_risk / before, sizes)
