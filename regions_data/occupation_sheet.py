"""What is known of one occupation, region by region: outlook, people employed, wages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regions_data.catalog import EconomicRegion, Fact
from regions_data.labour import Labour
from regions_data.occupations import Occupation
from regions_data.snapshot import Snapshot
from regions_data.table_file import read_table
from regions_data.text import Text

_WAGE_COLUMNS = ("noc", "economic_region", "wage_median_hourly_cad", "edition")


@dataclass(frozen=True, slots=True)
class RegionalLine:
    """One occupation in one economic region; None is unknown, never zero."""

    region: EconomicRegion
    outlook: Fact
    employment: float | None
    specialisation: Fact
    wage_median_hourly_cad: float | None


@dataclass(frozen=True, slots=True)
class OccupationSheet:
    """One occupation: who regulates it, Canada's projection, and a line a region, Québec first."""

    occupation: Occupation
    projection: Text | None
    wage_edition: str
    lines: tuple[RegionalLine, ...]


def occupation_sheet(noc: str, snapshot: Snapshot, labour: Labour) -> OccupationSheet:
    """Everything the snapshot holds on an occupation.

    Raises:
        Refused: the code is not one of NOC 2021.
    """
    wages, edition = _wages(noc, snapshot)
    return OccupationSheet(
        occupation=labour.occupation(noc),
        projection=labour.national_projection(noc),
        wage_edition=edition,
        lines=tuple(
            _line(noc, region, labour, wages.get(region.code))
            for region in snapshot.economic_regions
        ),
    )


def _line(noc: str, region: EconomicRegion, labour: Labour, wage: float | None) -> RegionalLine:
    people = labour.employment[labour.position(noc), labour.region_position(region.code)]
    return RegionalLine(
        region=region,
        outlook=labour.outlook_fact(noc, region.code),
        employment=float(people) if np.isfinite(people) else None,
        specialisation=labour.specialisation_fact(noc, region.code),
        wage_median_hourly_cad=wage,
    )


def _wages(noc: str, snapshot: Snapshot) -> tuple[dict[str, float], str]:
    """Median hourly wages by economic region, and their edition."""
    rows = read_table(snapshot.folder, "wages", _WAGE_COLUMNS)
    wages = {region: float(wage) for other, region, wage, _ in rows.rows() if other == noc and wage}
    return wages, rows["edition"][0]
