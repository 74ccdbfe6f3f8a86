"""The places as columns: one row of facts a place, as the engine reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from features.levels import OUTLOOK
from regions_data.catalog import Place
from regions_data.distances import great_circle_km
from regions_data.labour import MONTREAL, Labour
from regions_data.snapshot import Snapshot

Numbers: TypeAlias = NDArray[np.float64]
_Cell = TypeVar("_Cell", np.float64, np.bool_)
UNDETERMINED = OUTLOOK.position("undetermined")


@dataclass(frozen=True, eq=False, repr=False)
class OccupationTable:
    """A number by occupation and economic region, read where each place is.

    `by_region` has shape (516, regions); `region_of` is the column of each place, shape (m,).
    """

    by_region: Numbers
    region_of: NDArray[np.intp]

    def rows(self, positions: NDArray[np.intp]) -> Numbers:
        """The numbers of some occupations in each place, shape (occupations, m); NaN unknown."""
        return self.by_region[positions][:, self.region_of]

    @cached_property
    def lowest(self) -> Numbers:
        """The lowest number of any occupation where each place is, an unknown one being 0."""
        return np.asarray(np.fmin.reduce(np.nan_to_num(self.by_region))[self.region_of])

    @cached_property
    def highest(self) -> Numbers:
        """The highest number of any occupation where each place is, shape (m,)."""
        return np.asarray(np.fmax.reduce(self.by_region)[self.region_of])


@dataclass(frozen=True, eq=False, repr=False)
class PlaceTable:
    """Some places of a snapshot, in the order given.

    A column never depends on which other places are in the table: adding or removing a place
    changes nothing for the others.
    """

    snapshot: Snapshot
    labour: Labour
    places: tuple[Place, ...]

    @cached_property
    def positions(self) -> NDArray[np.intp]:
        """Where each place stands in the snapshot, shape (m,)."""
        return np.array(
            [self.snapshot.position(place.code) for place in self.places], dtype=np.intp
        )

    def column(self, name: str) -> Numbers:
        """An indicator, shape (1, m); NaN where unknown; a fact in words by its level's number.

        `in_cmm` is 1 inside the metropolitan community, else 0.
        """
        if name not in self._columns:
            self._columns[name] = self._column(name)
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, Numbers]:
        return {}

    def _column(self, name: str) -> Numbers:
        if name == "in_cmm":
            return _read_only(np.array([[float(place.in_cmm) for place in self.places]]))
        return _read_only(self.snapshot.column(name)[self.positions][np.newaxis, :])

    def identities(self, name: str) -> NDArray[np.str_]:
        """The code of each place, or of its MRC or administrative region, shape (m,)."""
        if name not in self._identities:
            self._identities[name] = np.array([_IDENTITIES[name](place) for place in self.places])
        return self._identities[name]

    @cached_property
    def _identities(self) -> dict[str, NDArray[np.str_]]:
        return {}

    def distinct(self, names: tuple[str, ...]) -> tuple[PlaceTable, NDArray[np.intp]]:
        """One place for each distinct set of facts, and where each finds its own, shape (m,)."""
        if names not in self._distinct:
            self._distinct[names] = self._told_apart(names)
        return self._distinct[names]

    @cached_property
    def _distinct(self) -> dict[tuple[str, ...], tuple[PlaceTable, NDArray[np.intp]]]:
        return {}

    def _told_apart(self, names: tuple[str, ...]) -> tuple[PlaceTable, NDArray[np.intp]]:
        keys = np.zeros(len(self.places), dtype=np.intp)
        for name in names:
            facts, rows = np.unique(self._told_apart_by(name), return_inverse=True)
            keys = np.unique(keys * len(facts) + rows, return_inverse=True)[1]
        _, first, rows = np.unique(keys, return_index=True, return_inverse=True)
        return replace(self, places=tuple(self.places[i] for i in first)), rows

    def _told_apart_by(self, name: str) -> NDArray[np.generic]:
        """The values of a fact that a factor may read, by place, shape (m,)."""
        if name in _IDENTITIES:
            return self.identities(name)
        if name in _BY_ECONOMIC_REGION:
            return self.economic_regions
        return np.asarray(self.column(name)[0])

    def in_words(self, name: str, *levels: str) -> NDArray[np.bool_]:
        """Whether a fact in words is one of some levels, shape (1, m)."""
        key = (name, *levels)
        if key not in self._in_words:
            known = self.snapshot.indicator(name).levels
            ranks = [known.index(level) for level in levels]
            self._in_words[key] = _read_only(np.isin(self.column(name), ranks))
        return self._in_words[key]

    @cached_property
    def _in_words(self) -> dict[tuple[str, ...], NDArray[np.bool_]]:
        return {}

    @cached_property
    def economic_regions(self) -> NDArray[np.intp]:
        """The column of each place's economic region in the labour tables, shape (m,)."""
        order = {code: index for index, code in enumerate(self.labour.economic_regions)}
        return np.array([order[place.economic_region] for place in self.places], dtype=np.intp)

    @cached_property
    def outlooks(self) -> OccupationTable:
        """Outlook ranks by occupation and place; NaN where not published."""
        outlook = self.labour.outlook
        return self._by_place(np.where(outlook < 0, np.nan, outlook))

    @cached_property
    def is_very_good_in_montreal(self) -> NDArray[np.bool_]:
        """Whether an occupation has the best outlook in Montréal, shape (516,)."""
        column = self.labour.economic_regions.index(MONTREAL)
        return np.asarray(self.labour.outlook[:, column] == OUTLOOK.position("very_good"))

    def are_regulated(self, *words: str) -> NDArray[np.bool_]:
        """Whether our list says one of some words of an occupation, shape (516,)."""
        if words not in self._regulated:
            is_marked = np.isin(np.array(self.labour.is_regulated), words)
            self._regulated[words] = _read_only(is_marked)
        return self._regulated[words]

    @cached_property
    def _regulated(self) -> dict[tuple[str, ...], NDArray[np.bool_]]:
        return {}

    @cached_property
    def outlook_gains(self) -> OccupationTable:
        """Outlook ranks above Montréal's by occupation; NaN where either is undetermined."""
        outlook = self.outlooks.by_region
        montreal = outlook[:, [self.labour.economic_regions.index(MONTREAL)]]
        is_judged = (outlook != UNDETERMINED) & (montreal != UNDETERMINED)
        return self._by_place(np.where(is_judged, outlook - montreal, np.nan))

    @cached_property
    def specialisations(self) -> OccupationTable:
        """Shares of regional employment over Québec's by occupation; NaN unknown."""
        return self._by_place(self.labour.specialisation)

    def _by_place(self, by_region: Numbers) -> OccupationTable:
        return OccupationTable(by_region, self.economic_regions)

    def distances_from(self, codes: Sequence[str | None]) -> Numbers:
        """Great-circle km from each municipality to each place, shape (n, m); None gives NaN."""
        unknown = np.full(len(self.places), np.nan)
        rows = [unknown if code is None else self._distances_from(code) for code in codes]
        return np.array(rows, dtype=np.float64).reshape(len(codes), len(self.places))

    def _distances_from(self, code: str) -> Numbers:
        """Great-circle km from a municipality to each place, shape (m,), measured once."""
        if code not in self._distances:
            start = self._points[[self.snapshot.position(code)]]
            self._distances[code] = great_circle_km(start, self._points[self.positions])[0]
        return self._distances[code]

    @cached_property
    def _points(self) -> Numbers:
        """Latitude and longitude of every place of the snapshot."""
        return np.column_stack([self.snapshot.column(name) for name in ("latitude", "longitude")])

    @cached_property
    def _distances(self) -> dict[str, Numbers]:
        return {}


_BY_ECONOMIC_REGION = frozenset({"occupation_outlook", "occupation_specialisation"})
_IDENTITIES: dict[str, Callable[[Place], str]] = {
    "code": lambda place: place.code,
    "mrc": lambda place: place.mrc_code,
    "region": lambda place: place.region.code,
}


def _read_only(column: NDArray[_Cell]) -> NDArray[_Cell]:
    column.flags.writeable = False
    return column


def all_destinations(snapshot: Snapshot, labour: Labour) -> PlaceTable:
    """The 1,041 places outside the metropolitan community."""
    places = tuple(place for place in snapshot.places if not place.in_cmm)
    return PlaceTable(snapshot, labour, places)
