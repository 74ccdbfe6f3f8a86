"""What an organisation would have seen of a household's stay in the synthetic benchmark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from features.profile import HouseholdProfile
from matching.backtest.outcomes import (
    EXIT_REASON,
    HORIZONS_MONTHS,
    Known,
    Outcome,
    Presence,
    months_later,
)

SEEN_UNTIL = date(2026, 10, 31)
"""The last day of the synthetic follow-up."""
_DAYS_A_MONTH = 365.25 / 12
_LOST_AFTER_MONTHS = 180.0
"""Contact is lost after so many months on average, whatever becomes of the household; invented."""
_LOST_EARLY = 0.1
"""The share with whom contact ends on any day of the follow-up; invented."""
_JOB_KNOWN, _IN_FIELD, _PARTNER_WORKS = 0.8, 0.55, 0.5


@dataclass(frozen=True, slots=True)
class Stay:
    """How long one household stays, and whether it leaves Québec when it leaves the region."""

    settled_on: date
    months: float
    leaves_quebec: bool

    @property
    def left_on(self) -> date:
        """The day on which it leaves the region."""
        return self.settled_on + timedelta(days=1 + int(self.months * _DAYS_A_MONTH))


def outcome_of(
    stay: Stay,
    profile: HouseholdProfile,
    generator: np.random.Generator,
    *,
    missed_departures: float,
) -> Outcome:
    """What is known of a stay.

    Steps: contact lasts until it is lost or the follow-up ends, whatever becomes of the household;
    a departure during it is seen, and so is being there on its last day. A share of the departures
    may be missed on purpose: those households are only known to have been there before.
    """
    end = _end_of_contact(stay.settled_on, generator)
    is_gone = stay.left_on <= end
    missed, position = generator.random(2)
    if is_gone and missed < missed_departures:
        days = (stay.left_on - stay.settled_on).days
        seen = stay.settled_on + timedelta(days=int(position * days))
        return Outcome(in_region=Presence(seen_on=seen, at=_at(stay.settled_on, seen, None)))
    left = stay.left_on if is_gone else None
    region = Presence(left, None if is_gone else end, _at(stay.settled_on, end, left))
    return Outcome(
        in_region=region,
        in_quebec=_in_quebec(stay, end, left),
        employed_in_field=_said(generator, _IN_FIELD),
        partner_employed=_partner(profile, generator),
        exit_reason=None if left is None else _reason(generator),
    )


def _end_of_contact(settled_on: date, generator: np.random.Generator) -> date:
    """The last day of contact; it is drawn without looking at how long the household stays."""
    months = generator.exponential(_LOST_AFTER_MONTHS)
    is_lost_early, share = generator.random(2)
    days = int(months * _DAYS_A_MONTH)
    if is_lost_early < _LOST_EARLY:
        days = min(days, int(share * (SEEN_UNTIL - settled_on).days))
    return min(SEEN_UNTIL, settled_on + timedelta(days=days))


def _at(settled_on: date, end: date, left: date | None) -> tuple[Known, ...]:
    """Yes until the last day seen, no after a departure that was seen, else unknown."""
    days = [months_later(settled_on, months) for months in HORIZONS_MONTHS]
    return tuple(_known(day, end, left) for day in days)


def _known(day: date, end: date, left: date | None) -> Known:
    if left is not None and left <= day:
        return Known.NO if day <= SEEN_UNTIL else Known.UNKNOWN
    return Known.YES if day <= end else Known.UNKNOWN


def _in_quebec(stay: Stay, end: date, left: date | None) -> Presence:
    if left is not None and stay.leaves_quebec:
        return Presence(left, None, _at(stay.settled_on, end, left))
    return Presence(None, end, _at(stay.settled_on, end, None))


def _said(generator: np.random.Generator, share: float) -> Known:
    is_known, is_so = generator.random(2) < (_JOB_KNOWN, share)
    if not is_known:
        return Known.UNKNOWN
    return Known.YES if is_so else Known.NO


def _partner(profile: HouseholdProfile, generator: np.random.Generator) -> Known:
    said = _said(generator, _PARTNER_WORKS)
    return said if profile.word("household_kind") == "couple" else Known.UNKNOWN


def _reason(generator: np.random.Generator) -> str | None:
    """One of the reasons, evenly; unknown for a fifth of those who left."""
    reasons = (*EXIT_REASON.values, None, None, None)
    return reasons[int(generator.integers(len(reasons)))]
