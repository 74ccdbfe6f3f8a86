"""How long each placement lasted, as far as anyone knew on a day."""

# A departure whose day nobody wrote down is taken at the first follow-up that found the household
# gone: true at each follow-up, late between two of them. How many there are is counted, and the
# bounds of `known_at` do not rest on it.

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
    households from 0, the same for placements of one case.
    """

    months: Floats
    is_departure: Flags
    is_dated: Flags
    household: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.months)

    @property
    def is_followed(self) -> Flags:
        """Whether anything is known after the day of settlement."""
        return self.is_departure | (self.months > 0)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> Stays:
        """Some of these stays, by a mask or by positions."""
        return Stays(
            self.months[rows], self.is_departure[rows], self.is_dated[rows], self.household[rows]
        )


def stays_of(
    placements: Iterable[Placement], where: Where = "region", seen_by: date | None = None
) -> Stays:
    """How long each placement lasted.

    Args:
        placements: a log, or some of it.
        where: still in the region, or still in Québec.
        seen_by: what was learned after the end of this day is left out; None leaves nothing out.
    """
    months, is_departure, is_dated, household = [], [], [], []
    numbers: dict[str, int] = {}
    for placement in placements:
        end, has_left = _last_known(placement, where, seen_by)
        months.append(months_between(placement.settled_on, end))
        is_departure.append(has_left)
        is_dated.append(has_left and _presence(placement, where).left_on == end)
        household.append(numbers.setdefault(placement.case_id, len(numbers)))
    return Stays(
        np.array(months, dtype=np.float64),
        np.array(is_departure, dtype=np.bool_),
        np.array(is_dated, dtype=np.bool_),
        np.array(household, dtype=np.intp),
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


def _last_known(placement: Placement, where: Where, seen_by: date | None) -> tuple[date, bool]:
    """The day of the departure, or the last one there; and which of the two it is."""
    presence, start = _presence(placement, where), placement.settled_on
    last = date.max if seen_by is None else seen_by
    if presence.left_on is not None:
        return (presence.left_on, True) if presence.left_on <= last else (max(start, last), False)
    asked = [months_later(start, months) for months in HORIZONS_MONTHS]
    answers = [(day, known) for day, known in zip(asked, presence.at, strict=True) if day <= last]
    gone = [day for day, known in answers if known is Known.NO]
    if gone:
        return gone[0], True
    there = [day for day, known in answers if known is Known.YES]
    seen = [] if presence.seen_on is None else [min(presence.seen_on, last)]
    return max([start, *there, *seen]), False
