"""How many are still there at each follow-up, with those who were lost from sight on the way."""

# Time is cut at the follow-ups (6, 12, 24, 60 months). Each placement gives one row for each
# interval that it began: stayed through it, or left in it. Who was lost from sight inside an
# interval counts as having stayed, with the weight of the part that was seen: dropping those rows
# would keep who left early and lose who was there, and counting them whole would take what nobody
# saw for a success. What remains is that a departure counts whole wherever it falls: where many
# are lost inside an interval in which many leave, the share who leave is a little too low (0.249
# against 0.259 where everybody is lost at an even pace).

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.stays import Flags, Floats, Stays

INTERVALS = len(HORIZONS_MONTHS)
_STARTS = np.array((0, *HORIZONS_MONTHS[:-1]), dtype=np.float64)
_ENDS = np.array(HORIZONS_MONTHS, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Periods:
    """One row for each interval that a placement began, each array of shape (r,).

    `placement` is its position among the stays, `interval` counts from 0; `stayed` is whether it
    lasted through the part that was seen, and `weight` how much of the interval that part is: 1
    for a departure.
    """

    placement: NDArray[np.intp]
    interval: NDArray[np.intp]
    stayed: Flags
    weight: Floats

    def take(self, rows: Flags) -> Periods:
        """Some of these rows."""
        return Periods(
            self.placement[rows], self.interval[rows], self.stayed[rows], self.weight[rows]
        )

    @property
    def departures(self) -> Floats:
        """How many left in each interval, shape (4,)."""
        return np.bincount(self.interval, ~self.stayed, INTERVALS).astype(np.float64)

    @property
    def exposed(self) -> Floats:
        """How many were seen in each interval, a part counting as a part, shape (4,)."""
        return np.bincount(self.interval, self.weight, INTERVALS).astype(np.float64)

    @property
    def hazards(self) -> Floats:
        """The share of those seen in an interval who left in it, shape (4,); NaN where nobody was.

        >>> from matching.backtest.stays import Stays
        >>> seen, gone = np.array([60.0, 3.0]), np.array([False, True])
        >>> periods_of(Stays(seen, gone, gone, np.arange(2), seen)).hazards.tolist()
        [0.5, 0.0, 0.0, 0.0]
        """
        is_seen = self.exposed > 0
        share = np.divide(self.departures, self.exposed, where=is_seen, out=np.zeros(INTERVALS))
        return np.where(is_seen, share, np.nan)

    @property
    def still_there(self) -> Floats:
        """The retention curve: the share still there at each of `HORIZONS_MONTHS`, shape (4,).

        NaN from the first interval in which nobody was seen. Trust it where being lost from sight
        has nothing to do with leaving.
        """
        return np.asarray(np.cumprod(1.0 - self.hazards))


def periods_of(stays: Stays) -> Periods:
    """The intervals that some stays began; a stay of which nothing is known gives none."""
    months, is_gone = stays.months[:, np.newaxis], stays.is_departure[:, np.newaxis]
    leaves_at_once = is_gone & (months == 0) & (_STARTS == 0)
    began = (months > _STARTS) | leaves_at_once
    left = began & is_gone & (months <= _ENDS)
    part = np.clip((months - _STARTS) / (_ENDS - _STARTS), 0.0, 1.0)
    placement, interval = np.nonzero(began)
    rows = placement, interval
    return Periods(placement, interval, ~left[rows], np.where(left, 1.0, part)[rows])
