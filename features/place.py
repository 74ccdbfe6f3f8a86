"""The places as columns: one row of facts a place, as the engine reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from features.vocabulary import OUTLOOK
from regions_data.catalog import Place
from regions_data.distances import great_circle_km
from regions_data.labour import Labour
from regions_data.snapshot import Snapshot

Numbers: TypeAlias = NDArray[np.float64]
MONTREAL = "2440"
UNDETERMINED = OUTLOOK.position("undetermined")


@dataclass(frozen=True, eq=False)
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
        if name == "in_cmm":
            return np.array([[float(place.in_cmm) for place in self.places]])
        return self.snapshot.column(name)[self.positions][np.newaxis, :]

    def in_words(self, name: str, *levels: str) -> NDArray[np.bool_]:
        """Whether a fact in words is one of some levels, shape (1, m)."""
        known = self.snapshot.indicator(name).levels
        return np.isin(self.column(name), [known.index(level) for level in levels])

    @cached_property
    def economic_regions(self) -> NDArray[np.intp]:
        """The column of each place's economic region in the labour tables, shape (m,)."""
        order = {code: index for index, code in enumerate(self.labour.economic_regions)}
        return np.array([order[place.economic_region] for place in self.places], dtype=np.intp)

    @cached_property
    def outlooks(self) -> Numbers:
        """Outlook ranks by occupation and place, shape (516, m); NaN where not published."""
        ranks = self.labour.outlook[:, self.economic_regions].astype(np.float64)
        ranks[ranks < 0] = np.nan
        return ranks

    @cached_property
    def outlook_gains(self) -> Numbers:
        """Outlook ranks above Montréal's, shape (516, m); NaN where either is undetermined."""
        montreal = self.labour.outlook[:, [self.labour.economic_regions.index(MONTREAL)]]
        is_judged = (self.outlooks != UNDETERMINED) & (montreal != UNDETERMINED) & (montreal >= 0)
        return np.where(is_judged, self.outlooks - montreal, np.nan)

    @cached_property
    def specialisations(self) -> Numbers:
        """Shares of regional employment over Québec's, shape (516, m); NaN unknown."""
        return self.labour.specialisation[:, self.economic_regions]

    def distances_from(self, codes: Sequence[str | None]) -> Numbers:
        """Great-circle km from each municipality to each place, shape (n, m); None gives NaN."""
        table = np.full((len(codes), len(self.places)), np.nan)
        points = np.column_stack([self.snapshot.column(name) for name in ("latitude", "longitude")])
        for row, code in enumerate(codes):
            if code is not None:
                start = points[[self.snapshot.position(code)]]
                table[row] = great_circle_km(start, points[self.positions])[0]
        return table


def all_destinations(snapshot: Snapshot, labour: Labour) -> PlaceTable:
    """The 1,041 places outside the metropolitan community."""
    places = tuple(place for place in snapshot.places if not place.in_cmm)
    return PlaceTable(snapshot, labour, places)
