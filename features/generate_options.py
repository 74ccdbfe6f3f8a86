"""Which towns and occupations invented households are drawn from, and with what weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.generate_sheet import Flags, Floats, Objects, Options, as_objects
from regions_data.labour import PROVINCE, Labour
from regions_data.snapshot import Snapshot

_CLASSROOMS = ("vocational_centre", "cegep", "university")
_CLASSROOM_KM = 5.0
_REGULATED = {
    "yes": "regulated",
    "may": "perhaps regulated",
    "unknown": "perhaps regulated",
    "no": "not listed",
}


@dataclass(frozen=True, eq=False)
class World:
    """What a snapshot offers to the draw.

    Homes lie in the metropolitan community, weighted by immigrants (census population × share of
    immigrants). Towns are the listed destinations by population; classrooms, those of them within
    5 km of a vocational centre, a cégep or a university. Regions are weighted by the population of
    their listed towns. Occupations are those with a published Québec employment, by employment;
    `conditions` tells the TEER category and the regulation of each.
    """

    homes: Options
    towns: Options
    classrooms: Options
    regions: Options
    occupations: Options
    teer: Objects
    regulation: Objects
    rows: dict[object, int]

    def teer_of(self, nocs: Objects) -> Objects:
        """The TEER category of each occupation, as `marginals.EDUCATION` names it."""
        return np.asarray(self.teer[self._positions(nocs)])

    def regulation_of(self, nocs: Objects) -> Objects:
        """Whether each occupation is regulated, as `marginals.ORDER_STATUS` names it."""
        return np.asarray(self.regulation[self._positions(nocs)])

    def _positions(self, nocs: Objects) -> NDArray[np.intp]:
        return np.array([self.rows[noc] for noc in nocs.tolist()], dtype=np.intp)


def world_of(snapshot: Snapshot, labour: Labour) -> World:
    """The towns and occupations of a snapshot, as options."""
    codes = as_objects(tuple(place.code for place in snapshot.places))
    in_cmm = np.array([place.in_cmm for place in snapshot.places])
    listed = np.array([place.listed for place in snapshot.places])
    population = snapshot.column("population_2026")
    immigrants = snapshot.column("population_2021") * snapshot.column("immigrants_share_pct")
    return World(
        homes=_options(codes, immigrants, in_cmm),
        towns=_options(codes, population, listed),
        classrooms=_options(codes, population, listed & _has_classroom(snapshot)),
        regions=_regions(snapshot, population, listed),
        occupations=_options(
            as_objects(labour.nocs), labour.employment[:, labour.region_position(PROVINCE)]
        ),
        teer=as_objects(tuple(f"TEER {occupation.teer}" for occupation in labour.occupations)),
        regulation=as_objects(tuple(_REGULATED[word] for word in labour.is_regulated)),
        rows=dict(labour.positions.items()),
    )


def _options(codes: Objects, weights: Floats, where: Flags | None = None) -> Options:
    kept = np.isfinite(weights) & (weights > 0)
    if where is not None:
        kept &= where
    return Options(codes[kept], weights[kept])


def _has_classroom(snapshot: Snapshot) -> Flags:
    distances = [snapshot.column(f"distance_{kind}_km") for kind in _CLASSROOMS]
    return np.asarray(np.fmin.reduce(distances) <= _CLASSROOM_KM)


def _regions(snapshot: Snapshot, population: Floats, listed: Flags) -> Options:
    codes = as_objects(tuple(place.region.code for place in snapshot.places))
    known = as_objects(tuple(region.code for region in snapshot.regions))
    weights = np.array([np.nansum(population[(codes == code) & listed]) for code in known])
    return _options(known, weights)
