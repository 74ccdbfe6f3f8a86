"""The records that describe places, indicators, sources and facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regions_data.text import Text

Direction = Literal["up", "down", "none"]
Level = Literal["municipality", "mrc", "region", "economic_region", "province"]
Value = float | str | None
MrcType = Literal["MRC", "TE"]


@dataclass(frozen=True, slots=True)
class Region:
    """One of the 17 administrative regions."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class EconomicRegion:
    """One of Statistics Canada's economic regions (limits of 2016), or 2400 for the province."""

    code: str
    name: str
    includes_cmm: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One of the 1,123 local municipalities, known by its five-digit MAMH code.

    `mrc_type` is `TE` where a territory equivalent to an MRC (a large city, mostly) stands for it.
    `in_cmm` follows the ministry's own field, never the census metropolitan area. `listed` is
    whether a shortlist may name the place unasked. `labels` are keys of `indicators.yaml`'s
    `labels` about the place's identity (merged code, economic region inferred, …).
    """

    code: str
    name: str
    designation: str
    mrc_code: str
    mrc_name: str
    mrc_type: MrcType
    region: Region
    economic_region: str
    in_cmm: bool
    listed: bool
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A published source: who, what, under which licence, and when it was true and known."""

    id: str
    publisher: str
    title: Text
    licence: str
    attribution: str
    period: str
    known_on: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one place fact means.

    `good` is the direction that is better for a household (`none`: neither). `gates` says that it
    may give a colour: it covers at least 95 % of the listed places and its absence means absence.
    `levels`, for a fact in words, lists its values from worst to best.
    """

    id: str
    title: Text
    unit: str
    decimals: int
    good: Direction
    gates: bool
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One value about one place, with its origin.

    `value` is None when unknown, and then `reason` says why. `labels` warn that the value is
    derived by us, inferred, old, or true of a wider area.
    """

    name: str
    value: Value
    unit: str
    level: Level
    source: str
    period: str
    labels: tuple[Text, ...] = ()
    reason: Text | None = None
