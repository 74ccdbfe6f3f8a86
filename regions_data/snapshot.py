"""The built snapshot: every place with its facts, proved by its manifest, and read-only."""

from __future__ import annotations

import csv
import functools
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from regions_data.catalog import (
    EconomicRegion,
    Fact,
    Indicator,
    Level,
    MrcType,
    Place,
    Region,
    Source,
    Value,
)
from regions_data.manifest import Manifest, verified_manifest
from regions_data.problems import refuse
from regions_data.registry import Entry, Registry, read_registry, read_sources
from regions_data.text import Text

FOLDER_VARIABLE = "ANCRAGE_DATA_DIR"
PACKAGED_FOLDER = Path(__file__).parent / "tables"
FACT_COLUMNS = (
    "place_code", "indicator", "value", "level", "source", "period", "labels", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of facts.csv as written; an empty field means the indicator's own default."""

    value: str
    level: str
    source: str
    period: str
    labels: tuple[str, ...]
    reason: str


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Every local municipality of Québec and what is known of it, at one state of the data.

    `id` changes when any byte of any table changes. `former_codes` leads from the code of a
    municipality that no longer exists to the one that holds its territory.
    """

    id: str
    hash: str
    folder: Path
    places: tuple[Place, ...]
    regions: tuple[Region, ...]
    economic_regions: tuple[EconomicRegion, ...]
    indicators: tuple[Indicator, ...]
    sources: Mapping[str, Source]
    former_codes: Mapping[str, str]
    _registry: Registry = field(repr=False)
    _rows: tuple[list[str], ...] = field(repr=False)
    _columns: Mapping[str, NDArray[np.float64]] = field(repr=False)
    _positions: Mapping[str, int] = field(repr=False)

    def position(self, code: str) -> int:
        """Where a place stands in `places` and in every column.

        Raises:
            KeyError: no local municipality has this code; `find_place` explains and suggests.
        """
        return self._positions[code]

    def place(self, code: str) -> Place:
        """The place that has this five-digit code; KeyError when none has."""
        return self.places[self._positions[code]]

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator of this id; KeyError when there is none."""
        return self._entry(indicator_id)[1].indicator

    def column(self, indicator_id: str) -> NDArray[np.float64]:
        """One indicator for every place, in place order, read-only; NaN is unknown.

        A worded indicator is given as the position of its word in `levels`, worst first.

        Raises:
            KeyError: there is no such indicator.
        """
        return self._columns[indicator_id]

    def fact(self, code: str, indicator_id: str) -> Fact:
        """What is known of one indicator in one place, with its origin and its warnings.

        Raises:
            KeyError: no such place or no such indicator.
        """
        number, entry = self._entry(indicator_id)
        row = self._row(self.position(code), number)
        return Fact(
            name=indicator_id,
            value=_value(row.value, entry.indicator),
            unit=entry.indicator.unit,
            level=_level(row.level or entry.level),
            source=row.source or entry.source,
            period=row.period or entry.period,
            labels=tuple(self.label(key) for key in (*entry.labels, *row.labels)),
            reason=self._registry.reasons[row.reason] if row.reason else None,
        )

    def origins(self) -> Iterator[tuple[str, str, str]]:
        """The indicator, the source and the period of every fact, in the order of the rows."""
        entries = {entry.indicator.id: entry for entry in self._registry.entries}
        for _, name, _, _, source, period, _, _ in self._rows:
            yield name, source or entries[name].source, period or entries[name].period

    def without(self, hidden: Sequence[bool], reason: str, words: Text) -> Snapshot:
        """The same places with some facts unknown, for a reason.

        Args:
            hidden: whether each fact is, in the order of `origins`.
            reason: the key of the reason.
            words: how it is said.
        """
        rows = tuple(
            [*row[:2], "", *row[3:7], reason] if hides else row
            for row, hides in zip(self._rows, hidden, strict=True)
        )
        registry = replace(self._registry, reasons={**self._registry.reasons, reason: words})
        return replace(self, _rows=rows, _registry=registry, _columns=_columns(rows, registry))

    def label(self, key: str) -> Text:
        """The words of a warning; KeyError when the key is not in the registry."""
        return self._registry.labels[key]

    def has_label(self, key: str) -> bool:
        """Whether the registry has words for this warning."""
        return key in self._registry.labels

    def possible_range(self, indicator_id: str) -> tuple[float, float]:
        """The lowest and the highest value an indicator can have, in its unit."""
        _, entry = self._entry(indicator_id)
        return entry.lowest, entry.highest

    def unit_words(self, unit: str) -> Text:
        """The words of an indicator's unit, such as `persons/km2`."""
        return self._registry.units[unit]

    def economic_region(self, code: str) -> EconomicRegion:
        """The economic region of this four-digit code; KeyError when there is none."""
        for region in self.economic_regions:
            if region.code == code:
                return region
        raise KeyError(code)

    def _entry(self, indicator_id: str) -> tuple[int, Entry]:
        return self._entries[indicator_id]

    @functools.cached_property
    def _entries(self) -> Mapping[str, tuple[int, Entry]]:
        return {e.indicator.id: (number, e) for number, e in enumerate(self._registry.entries)}

    def _row(self, position: int, number: int) -> FactRow:
        fields = self._rows[position * len(self.indicators) + number]
        _, _, value, level, source, period, labels, reason = fields
        keys = tuple(labels.split(";")) if labels else ()
        return FactRow(value, level, source, period, keys, reason)


def _value(written: str, indicator: Indicator) -> Value:
    if not written:
        return None
    return written if indicator.levels else float(written)


def _level(written: str) -> Level:
    levels: dict[str, Level] = {
        "municipality": "municipality",
        "mrc": "mrc",
        "region": "region",
        "economic_region": "economic_region",
        "province": "province",
    }
    return levels[written]


def load_snapshot(folder: Path | None = None) -> Snapshot:
    """The snapshot in a folder: by default $ANCRAGE_DATA_DIR, else the one shipped with the code.

    The same folder is read once in a process.

    Raises:
        Refused: the folder is missing, or a table is not the one its manifest announces.
    """
    return _load(folder or Path(os.environ.get(FOLDER_VARIABLE) or PACKAGED_FOLDER))


@functools.cache
def _load(folder: Path) -> Snapshot:
    manifest = verified_manifest(folder)
    try:
        return _read(folder, manifest)
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise refuse(
            str(folder),
            Text(
                f"les tables ne sont pas celles que ce logiciel sait lire ({error}).",
                f"the tables are not those this software can read ({error}).",
            ),
            Text(
                "Refaites-les avec « python -m regions_data.build ».",
                "Rebuild them with “python -m regions_data.build”.",
            ),
        ) from error


def _read(folder: Path, manifest: Manifest) -> Snapshot:
    registry = read_registry(folder)
    regions = {r["code"]: Region(r["code"], r["name"]) for r in _dicts(folder / "regions.csv")}
    places = tuple(_place(row, regions) for row in _dicts(folder / "places.csv"))
    rows = _fact_rows(folder, [p.code for p in places], registry)
    return Snapshot(
        id=manifest.snapshot,
        hash=manifest.hash,
        folder=folder,
        places=places,
        regions=tuple(regions.values()),
        economic_regions=tuple(
            EconomicRegion(row["code"], row["name"], row["includes_cmm"] == "1")
            for row in _dicts(folder / "economic_regions.csv")
        ),
        indicators=tuple(entry.indicator for entry in registry.entries),
        sources=read_sources(folder),
        former_codes={r["old_code"]: r["code"] for r in _dicts(folder / "former_codes.csv")},
        _registry=registry,
        _rows=rows,
        _columns=_columns(rows, registry),
        _positions={place.code: number for number, place in enumerate(places)},
    )


def _dicts(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place(row: Mapping[str, str], regions: Mapping[str, Region]) -> Place:
    return Place(
        code=row["code"],
        name=row["name"],
        designation=row["designation"],
        mrc_code=row["mrc_code"],
        mrc_name=row["mrc_name"],
        mrc_type=_MRC_TYPES[row["mrc_type"]],
        region=regions[row["region_code"]],
        economic_region=row["economic_region"],
        in_cmm=row["in_cmm"] == "1",
        listed=row["listed"] == "1",
        labels=tuple(row["labels"].split(";")) if row["labels"] else (),
    )


_MRC_TYPES: Mapping[str, MrcType] = {"MRC": "MRC", "TE": "TE"}


def _fact_rows(folder: Path, codes: list[str], registry: Registry) -> tuple[list[str], ...]:
    """The rows of facts.csv, proved to be every place × every indicator in that order."""
    with (folder / "facts.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    ids = [entry.indicator.id for entry in registry.entries]
    if tuple(header) != FACT_COLUMNS:
        raise ValueError(f"facts.csv: {header}")
    if [row[:2] for row in rows] != [[code, name] for code in codes for name in ids]:
        raise ValueError("facts.csv: place × indicator")
    return tuple(rows)


def _columns(rows: tuple[list[str], ...], registry: Registry) -> dict[str, NDArray[np.float64]]:
    step = len(registry.entries)
    columns = {}
    for number, entry in enumerate(registry.entries):
        written = [row[2] for row in rows[number::step]]
        ranks = {word: str(rank) for rank, word in enumerate(entry.indicator.levels)}
        numbers = [ranks[word] if word else "" for word in written] if ranks else written
        column = np.array([float(value) if value else np.nan for value in numbers])
        column.flags.writeable = False
        columns[entry.indicator.id] = column
    return columns
