"""The records of the programme register: dated entries, each with its conditions and its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from features.profile import HouseholdProfile
from regions_data.text import Text

ProgrammeWord = Literal["eligible", "not_eligible", "verify"]
ProgrammeConfidence = Literal["official", "secondary", "organisation", "unverified"]
UNVERIFIED: ProgrammeConfidence = "unverified"
SILENT = Text(
    "Nos sources ne disent rien de cette situation à cette date.",
    "Our sources say nothing of this situation on this date.",
)


@dataclass(frozen=True, slots=True)
class WordCondition:
    """A fact that is one of some words."""

    fact: str
    words: tuple[str, ...]

    def holds(self, profile: HouseholdProfile, as_of: date) -> bool | None:  # noqa: ARG002
        """Whether it does; None when the fact is not known, whatever the reason."""
        word = profile.word(self.fact)
        return None if word is None else word in self.words


@dataclass(frozen=True, slots=True)
class YearsCondition:
    """A dated fact that is at most so many years old on the date of the service.

    >>> from features.profile import HouseholdProfile
    >>> landed = HouseholdProfile({"programme.pr_landing_date": date(2020, 5, 1)}, {})
    >>> YearsCondition("programme.pr_landing_date", 5).holds(landed, date(2025, 5, 2))
    False
    """

    fact: str
    within_years: int

    def holds(self, profile: HouseholdProfile, as_of: date) -> bool | None:
        """Whether it does, the anniversary included; None when not known, or still to come."""
        day = profile.day(self.fact)
        if day is None or day > as_of:
            return None
        last = (day.year + self.within_years, day.month, day.day)
        return last >= (as_of.year, as_of.month, as_of.day)


ProgrammeCondition: TypeAlias = WordCondition | YearsCondition


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """What a programme answers from one day to another to who meets every condition.

    `until` is the last day, None while no end is known. `verified_on` is the last day for which a
    dated source says so. `written` is the answer of the file; read `answer`.
    """

    starts: date
    until: date | None
    conditions: tuple[ProgrammeCondition, ...]
    written: ProgrammeWord
    confidence: ProgrammeConfidence
    why: Text
    source: str
    verified_on: date

    @property
    def answer(self) -> ProgrammeWord:
        """The answer that it may give: what is not verified can only be to verify."""
        return "verify" if self.confidence == UNVERIFIED else self.written

    def in_force(self, as_of: date) -> bool:
        """Whether the entry speaks of a day."""
        return self.starts <= as_of and (self.until is None or as_of <= self.until)

    def holds(self, profile: HouseholdProfile, as_of: date) -> bool | None:
        """Whether every condition is met: surely, surely not, or None when a fact is missing."""
        held = [condition.holds(profile, as_of) for condition in self.conditions]
        if False in held:
            return False
        return None if None in held else True

    def missing(self, profile: HouseholdProfile, as_of: date) -> tuple[str, ...]:
        """The facts that keep it from being sure."""
        return tuple(c.fact for c in self.conditions if c.holds(profile, as_of) is None)


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme and its entries, read from the top: the first that holds answers."""

    id: str
    title: Text
    entries: tuple[ProgrammeEntry, ...]

    @property
    def silence(self) -> ProgrammeEntry:
        """What it answers when no entry does: to verify, by its most recent source."""
        latest = max(self.entries, key=lambda entry: entry.verified_on)
        return replace(latest, conditions=(), written="verify", why=SILENT)


@dataclass(frozen=True, slots=True)
class Programmes:
    """The register: the facts that it may read, with their words, and every programme.

    `no_conclusion` comes before the entries of every programme: the situations about which none
    may conclude; `hash` is the SHA-256 of the file.
    """

    version: str
    owner: str
    changelog: str
    facts: Mapping[str, Text]
    no_conclusion: tuple[ProgrammeEntry, ...]
    programmes: tuple[Programme, ...]
    hash: str
