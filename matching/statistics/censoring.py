"""Weights that let the stays whose end is known speak for those that were lost from sight."""

# Contact is taken to be lost without regard to what becomes of the household. Where that is false
# no weight mends it: the bounds for what is unknown stand beside each figure for that reason.

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.statistics.survival import Flags, Floats, departures_by_month


@dataclass(frozen=True, eq=False)
class Weighed:
    """Who is known at a horizon, shape (n,) each.

    `is_there` is meaningful where `weight` is above 0; elsewhere nobody knows.
    """

    is_there: Flags
    weight: Floats

    @property
    def is_known(self) -> Flags:
        """Whether the stay is known at the horizon."""
        return self.weight > 0.0


def weighed_at(months: Floats, is_departure: Flags, horizon: float) -> Weighed:
    """Who is still there after some months, weighed by the chance of having been followed so long.

    Who left weighs one over the chance of being followed until just before that day; who was there
    at the horizon, until just before the horizon.

    Args:
        months: how long each stay was followed, shape (n,).
        is_departure: whether it ended by a departure, shape (n,).
        horizon: in months.
    """
    is_gone = is_departure & (months <= horizon)
    is_there = ~is_gone & (months >= horizon)
    followed = _followed_before(np.where(is_gone, months, horizon), months, is_departure)
    is_known = is_gone | is_there
    weight = np.zeros(len(months))
    weight[is_known] = 1.0 / followed[is_known]
    return Weighed(is_there, weight)


def _followed_before(until: Floats, months: Floats, is_departure: Flags) -> Floats:
    """The chance that contact lasts until just before some months, whoever leaves, shape (n,).

    Contact lost on the very day does not count against it; and who left on a day could not be lost
    from sight any more on that day.
    """
    times, lost, at_risk = departures_by_month(months, ~is_departure)
    leave = np.sort(months[is_departure])
    gone = np.searchsorted(leave, times, side="right") - np.searchsorted(leave, times, side="left")
    share = np.concatenate([[1.0], np.cumprod(1.0 - lost / (at_risk - gone))])
    return np.asarray(share[np.searchsorted(times, until, side="left")])
