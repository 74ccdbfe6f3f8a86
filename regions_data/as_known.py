"""The facts as they were known on a past day: what was published later is unknown then."""

# A fact is known from the day on which its file demonstrably existed (`known_on`), else eighteen
# months after its period ends: a census takes that long to come out. What bears no date is known to
# no past decision. What a map says is the exception: the places themselves, where they lie and what
# kind they are, and the list of regulated occupations, are read as today in every year.

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

import numpy as np

from regions_data.catalog import Source
from regions_data.labour import EMPLOYMENT_PERIOD, EMPLOYMENT_SOURCE, UNKNOWN, Labour
from regions_data.snapshot import Snapshot
from regions_data.text import Text

PROJECTION_SOURCE = "esdc_cops_2024_2033"
STRUCTURE = frozenset(
    {
        "latitude",
        "longitude",
        "distance_montreal_km",
        "distance_large_centre_km",
        "place_type",
    }
)
"""The indicators that are read as today in every year."""
UNPROVEN_LAG = timedelta(days=548)
"""From the end of a period to the day on which its facts are taken to be known, without a proof."""
NOT_PUBLISHED_YET = "not_published_yet"
_REASON = Text("pas encore publié à cette date", "not published yet on that date")
_LAST_OF_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def first_known(source: Source, period: str) -> date | None:
    """The first day on which a fact of a source and a period can have been known.

    None when neither bears a date: no past decision could rest on it.
    """
    if source.known_on is not None:
        return date.fromisoformat(source.known_on)
    end = end_of_period(period)
    return None if end is None else end + UNPROVEN_LAG


def end_of_period(period: str) -> date | None:
    """The last day of a period: a year, a month, a day, or the second of two with a slash.

    >>> end_of_period("2024-07/2026-06"), end_of_period("2021"), end_of_period("s.d.")
    (datetime.date(2026, 6, 30), datetime.date(2021, 12, 31), None)
    """
    last = re.split(r"/|(?<=\d{4})-(?=\d{4})", period)[-1]
    found = _LAST_OF_PERIOD.fullmatch(last)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    day = int(found[3]) if found[3] else calendar.monthrange(year, month)[1]
    return date(year, month, day)


class Facts(Protocol):
    """The tables that a past decision is judged by."""

    def latest(self, as_of: date) -> date | None:
        """The day of the last publication by then; None where the tables are of no day."""
        ...

    def on(self, day: date) -> tuple[Snapshot, Labour]:
        """The tables for a decision of a day."""
        ...


@dataclass(frozen=True, eq=False)
class FactsOfToday:
    """Today's tables on every day: for an invented past, in which they held all along."""

    snapshot: Snapshot
    labour: Labour

    def latest(self, as_of: date) -> None:
        """No day: the tables are the same on all of them."""

    def on(self, day: date) -> tuple[Snapshot, Labour]:  # noqa: ARG002 - the same on every day
        """The tables, whatever the day."""
        return self.snapshot, self.labour


@dataclass(frozen=True, eq=False)
class AsKnown:
    """A snapshot and its labour tables, as they were known on any day.

    Days between two publications share the same tables.
    """

    snapshot: Snapshot
    labour: Labour
    _made: dict[int, tuple[Snapshot, Labour]] = field(default_factory=dict, repr=False)

    def on(self, day: date) -> tuple[Snapshot, Labour]:
        """What was known on a day, at its end."""
        epoch = bisect_right(self.publications, day)
        if epoch not in self._made:
            self._made[epoch] = self._at(day)
        return self._made[epoch]

    def latest(self, as_of: date) -> date | None:
        """The day of the last publication by then."""
        by_then = bisect_right(self.publications, as_of)
        return self.publications[by_then - 1] if by_then else None

    @cached_property
    def publications(self) -> tuple[date, ...]:
        """The days on which something became known, in order."""
        days = {known for known in self._first_known if known is not None}
        return tuple(sorted({*days, self._outlook_known, *self._employment_known}))

    @cached_property
    def _first_known(self) -> tuple[date | None, ...]:
        """From when each fact is known, in the order of the rows; the past is open to a map."""
        seen: dict[tuple[str, str], date | None] = {}
        found: list[date | None] = []
        for indicator, source, period in self.snapshot.origins():
            if indicator in STRUCTURE:
                found.append(date.min)
                continue
            if (source, period) not in seen:
                seen[source, period] = first_known(self.snapshot.sources[source], period)
            found.append(seen[source, period])
        return tuple(found)

    @property
    def _outlook_known(self) -> date:
        return date.fromisoformat(self.labour.released)

    @property
    def _employment_known(self) -> Iterator[date]:
        known = first_known(self.snapshot.sources[EMPLOYMENT_SOURCE], EMPLOYMENT_PERIOD)
        if known is not None:
            yield known

    def _projection_known(self, day: date) -> bool:
        """Canada's projection is for years to come: it is known once its first year begins."""
        source = self.snapshot.sources[PROJECTION_SOURCE]
        first = date(int(source.period[:4]), 1, 1)
        return day >= first

    def _at(self, day: date) -> tuple[Snapshot, Labour]:
        hidden = [known is None or known > day for known in self._first_known]
        return self.snapshot.without(hidden, NOT_PUBLISHED_YET, _REASON), self._labour_at(day)

    def _labour_at(self, day: date) -> Labour:
        labour = self.labour
        if day < self._outlook_known:
            labour = replace(labour, outlook=np.full_like(labour.outlook, UNKNOWN))
        if not self._projection_known(day):
            labour = replace(labour, national_conditions=("",) * len(labour.occupations))
        if any(day < known for known in self._employment_known):
            nothing = np.full_like(labour.specialisation, np.nan)
            labour = replace(labour, specialisation=nothing, employment=nothing)
        return labour
