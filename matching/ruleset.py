"""What a ruleset is: rules that colour, weights that order, and who answers for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np

from features.factor import About, Factor
from features.pairs import HouseholdRule
from features.place import Numbers
from matching.conditions import Comparison
from regions_data.text import Text

ColourName = Literal["green", "yellow", "red"]
Missing = Literal["yellow", "no_effect"]
StepOwner = Literal["candidate", "partner", "counsellor", "regional_org"]


@dataclass(frozen=True, slots=True)
class Band:
    """A comparison and the colour it gives; without a comparison it takes whatever is left."""

    when: Comparison | None
    colour: ColourName


def telling_values(bands: Sequence[Band], factor: Factor) -> Numbers:
    """Increasing values of a factor, among which every band that can hold does hold.

    Every rank for a factor in words; else one value below, at and above every limit.
    """
    if factor.levels is not None:
        return np.arange(len(factor.levels.values), dtype=np.float64)
    limits = sorted({band.when.limit for band in bands if band.when is not None})
    around = [(np.nextafter(x, -np.inf), x, np.nextafter(x, np.inf)) for x in limits]
    return np.array(around, dtype=np.float64).reshape(-1)


@dataclass(frozen=True, slots=True)
class Guard:
    """The rule applies to households whose fact is one of these words."""

    path: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What to prepare when the rule is yellow or red, by whom and when."""

    text: Text
    owner: StepOwner
    before_departure: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The catalogue entries a rule stands on, and how strong they are."""

    rules: tuple[str, ...]
    strength: str
    quote_source: str


@dataclass(frozen=True)
class Rule:
    """One rule of the closed language: a factor, bands, a sentence, a justification."""

    id: str
    about: About
    factor: Factor
    guards: tuple[Guard, ...]
    bands: tuple[Band, ...]
    missing: Missing
    reason: Text
    step: Step | None
    evidence: Evidence
    justification: str
    owner: str
    review_by: date

    @cached_property
    def household_paths(self) -> tuple[str, ...]:
        """The fact paths that the rule reads, guards first, each once."""
        guards = (guard.path for guard in self.guards)
        return tuple(dict.fromkeys((*guards, *self.factor.household)))

    @cached_property
    def may_colour(self) -> bool:
        """Whether it may make a pair yellow or red.

        Not where every band is green and no place fact is asked for: nothing could be worse.
        """
        asks_place = self.about == "place" and self.missing == "yellow"
        return asks_place or any(band.colour != "green" for band in self.bands)

    @cached_property
    def only_prepares(self) -> bool:
        """Whether it gives no colour: its step is due wherever it applies."""
        return self.step is not None and all(band.colour == "green" for band in self.bands)


@dataclass(frozen=True, slots=True)
class Weight:
    """How many of the 100 points a factor can earn: straight lines between, flat outside."""

    factor: Factor
    weight: float
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Rules and weights in force from a date, identified by the hash of their bytes."""

    version: str
    effective_from: date
    owner: str
    changelog: str
    household_rule: HouseholdRule
    rules: tuple[Rule, ...]
    weights: tuple[Weight, ...]
    hash: str
