"""One past placement: the household as it was, where it settled, what was said, what became."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from features.profile import HouseholdProfile
from matching.backtest.outcomes import Outcome
from matching.ruleset import ColourName
from regions_data.catalog import Place

SYNTHETIC = "SYN-"
"""How the case numbers of an invented placement begin."""
PersonsDecision = Literal["continue", "reflect", "stop"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the tool showed on the day, if it showed anything; None where nobody wrote it down."""

    colour: ColourName | None = None
    fit: ColourName | None = None
    score: float | None = None
    ruleset: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that was proposed, and with what probability; None where it was not recorded."""

    place: Place
    propensity: float | None


@dataclass(frozen=True, slots=True)
class Placement:
    """One household that settled in one place.

    `case_id` is opaque and names a household: its placements stay together when a log is split.
    `settled_on` is the day from which months are counted. The tool's colour (`shown`), the
    counsellor's and the person's own decision are three separate facts.
    """

    case_id: str
    decided_on: date
    settled_on: date
    profile: HouseholdProfile
    place: Place
    propensity: float | None
    offered: tuple[Offer, ...]
    shown: Shown
    counsellor: ColourName | None
    person: PersonsDecision | None
    outcome: Outcome

    @property
    def is_synthetic(self) -> bool:
        """Whether its number says that nobody lived it."""
        return self.case_id.startswith(SYNTHETIC)


@dataclass(frozen=True, slots=True)
class PlacementLog:
    """Past placements, in the order of the file they came from."""

    placements: tuple[Placement, ...]

    def __len__(self) -> int:
        return len(self.placements)

    def __iter__(self) -> Iterator[Placement]:
        return iter(self.placements)
