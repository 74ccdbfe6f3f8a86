"""How long each placement lasted, as far as anyone knew on a day."""

# A departure whose day nobody wrote down is taken at the first follow-up that found the household
# gone, which may be years late; `since` keeps the last day on which it was known to be there, so
# that whoever reads a rate can tell what the missing day could do to it.

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matching.backtest.outcomes import HORIZONS_MONTHS, Known, Presence, months_later
from matching.backtest.placement import Placement

Where = Literal["region", "quebec"]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Stays:
    """Stays of n placements, each array of shape (n,).

    `months` counts from the settlement to the departure, or to the last day on which the household
    was known to be there (0 where nothing is known); `is_departure` tells the first from the
    second; `is_dated` is False for a departure known at a follow-up only; `household` numbers the
    households from 0, the same for placements of one case. `since` is `months`, but for a departure
    without a day: the last months at which the household was known to be there.
    """

    months: Floats
    is_departure: Flags
    is_dated: Flags
    household: NDArray[np.intp]
    since: Floats

    def __len__(self) -> int:
        return len(self.months)

    @property
    def is_followed(self) -> Flags:
        """Whether anything is known after the day of settlement."""
        return self.is_departure | (self.months > 0)

    @property
    def worth(self) -> float:
        """How many independent stays one counts for, as if a household's were all the same.

        The number of stays over the sum of the squares of how many each household has (Kish).
        """
        return worth_of(self.household)

    @property
    def earliest(self) -> Floats:
        """The months, but for a departure without a day: just after it was last known there."""
        is_undated = self.is_departure & ~self.is_dated
        return np.where(is_undated, np.nextafter(self.since, np.inf), self.months)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> Stays:
        """Some of these stays, by a mask or by positions."""
        return Stays(
            self.months[rows], self.is_departure[rows], self.is_dated[rows],
            self.household[rows], self.since[rows],
        )  # fmt: skip


def worth_of(household: NDArray[np.intp]) -> float:
    """How many independent placements one counts for, by the number of each one's household.

    >>> worth_of(np.array([0, 1, 2, 2]))
    0.6666666666666666
    """
    counts = np.unique(household, return_counts=True)[1]
    return len(household) / float((counts**2).sum()) if len(household) else 1.0


def stays_of(
    placements: Iterable[Placement], where: Where = "region", seen_by: date | None = None
) -> Stays:
    """How long each placement lasted.

    Args:
        placements: a log, or some of it.
        where: still in the region, or still in Québec.
        seen_by: what was learned after the end of this day is left out; None leaves nothing out.
    """
    numbers: dict[str, int] = {}
    told = [
        (*_told(placement, where, seen_by), numbers.setdefault(placement.case_id, len(numbers)))
        for placement in placements
    ]
    months, is_departure, is_dated, since, household = zip(*told, strict=True) if told else [()] * 5
    return Stays(
        np.array(months, dtype=np.float64),
        np.array(is_departure, dtype=np.bool_),
        np.array(is_dated, dtype=np.bool_),
        np.array(household, dtype=np.intp),
        np.array(since, dtype=np.float64),
    )


def known_at(placement: Placement, months: int, where: Where = "region") -> Known:
    """Whether the household was still there after some months, from all that the log says.

    A household that left is taken to have stayed away; whoever is there later was there before.
    """
    presence, day = _presence(placement, where), months_later(placement.settled_on, months)
    if presence.left_on is not None:
        if presence.left_on <= day:
            return Known.NO
        return Known.YES
    answers = list(zip(HORIZONS_MONTHS, presence.at, strict=True))
    if any(known is Known.NO and asked <= months for asked, known in answers):
        return Known.NO
    seen = presence.seen_on is not None and presence.seen_on >= day
    if seen or any(known is Known.YES and asked >= months for asked, known in answers):
        return Known.YES
    return Known.UNKNOWN


def months_between(start: date, end: date) -> float:
    """Months from a day to a later one: whole months of the calendar, and a part of the next.

    The same day some months later is that whole number of months.

    >>> months_between(date(2023, 1, 31), date(2023, 2, 28))
    1.0
    """
    whole = (end.year - start.year) * 12 + end.month - start.month
    if months_later(start, whole) > end:
        whole -= 1
    before, after = months_later(start, whole), months_later(start, whole + 1)
    return whole + (end - before).days / (after - before).days


def _presence(placement: Placement, where: Where) -> Presence:
    outcome = placement.outcome
    return outcome.in_region if where == "region" else outcome.in_quebec


def _told(
    placement: Placement, where: Where, seen_by: date | None
) -> tuple[float, bool, bool, float]:
    """Months until the end of what is known, whether it is a departure, its day known, and since.

    Steps: what was learned by the day; a departure with a day; else one found at a follow-up; else
    the last day there.
    """
    presence, start = _presence(placement, where), placement.settled_on
    last = date.max if seen_by is None else seen_by
    asked = [months_later(start, months) for months in HORIZONS_MONTHS]
    answers = [(day, known) for day, known in zip(asked, presence.at, strict=True) if day <= last]
    seen = [] if presence.seen_on is None else [min(presence.seen_on, last)]
    there = max([start, *(day for day, known in answers if known is Known.YES), *seen])
    if presence.left_on is not None:
        has_left = presence.left_on <= last
        end = presence.left_on if has_left else max(start, last)
        months = months_between(start, end)
        return months, has_left, has_left, months
    gone = [day for day, known in answers if known is Known.NO]
    since = months_between(start, there)
    return (
        (months_between(start, gone[0]), True, False, since)
        if gone
        else (since, False, False, since)
    )
