"""The indicators, their warnings and the sources, as a snapshot folder carries them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regions_data.catalog import Indicator, Level, Source
from regions_data.text import Text

INDICATORS_NAME = "indicators.json"
SOURCES_NAME = "sources.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator, and what its facts say of their origin unless their own row says otherwise.

    `lowest` and `highest` bound the values that are possible, in the indicator's unit.
    """

    indicator: Indicator
    level: Level
    source: str
    period: str
    labels: tuple[str, ...]
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Registry:
    """Every indicator in its published order, and the words of labels, reasons and units."""

    entries: tuple[Entry, ...]
    labels: Mapping[str, Text]
    reasons: Mapping[str, Text]
    units: Mapping[str, Text]


def read_registry(folder: Path) -> Registry:
    """The registry of a snapshot folder."""
    return registry_of(json.loads((folder / INDICATORS_NAME).read_text(encoding="utf-8")))


def registry_of(document: Mapping[str, Any]) -> Registry:
    """The registry written in a parsed `indicators.yaml`.

    Raises:
        KeyError: an entry lacks a field.
    """
    return Registry(
        tuple(_entry(fields) for fields in document["indicators"]),
        _texts(document["labels"]),
        _texts(document["reasons"]),
        _texts(document["units"]),
    )


def _entry(fields: Mapping[str, Any]) -> Entry:
    levels = tuple(fields.get("levels", ()))
    lowest, highest = fields.get("range", (0, len(levels) - 1))
    indicator = Indicator(
        id=fields["id"],
        title=Text(**fields["title"]),
        unit=fields["unit"],
        decimals=fields["decimals"],
        good=fields["good"],
        gates=fields["gates"],
        levels=levels,
    )
    return Entry(
        indicator,
        level=fields.get("level", "municipality"),
        source=fields["source"],
        period=fields["period"],
        labels=tuple(fields.get("labels", ())),
        lowest=float(lowest),
        highest=float(highest),
    )


def _texts(words: Mapping[str, Mapping[str, str]]) -> dict[str, Text]:
    return {key: Text(text["fr"], text["en"]) for key, text in words.items()}


def read_sources(folder: Path) -> dict[str, Source]:
    """The sources of a snapshot folder, by id."""
    document = json.loads((folder / SOURCES_NAME).read_text(encoding="utf-8"))
    return {fields["id"]: _source(fields) for fields in document["source"]}


def _source(fields: Mapping[str, Any]) -> Source:
    return Source(
        id=fields["id"],
        publisher=fields["publisher"],
        title=Text(**fields["title"]),
        licence=fields["licence"],
        attribution=fields["attribution"],
        period=fields["period"],
        known_on=fields.get("known_on"),
        url=fields.get("url"),
    )
