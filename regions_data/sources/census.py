"""Facts of the 2021 Census: published for a subdivision, summed or left unknown after a merger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from regions_data.crosswalk import Origin, origins
from regions_data.sources.fact_frame import fact_frame
from regions_data.sources.places import joined
from regions_data.sources.raw_table import numbers, raw_table, written

SMALL_POPULATION = 1_000
PUBLISHED_EXTRA_LABELS = {"exact": "", "code_change": "former_code_value"}
MERGED_LABELS = joined("derived", "merger_inferred", "merger_summed")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the census table, and how its values are shown.

    `is_sampled`: a share of the long-form sample, noisy where few people live.
    """

    indicator: str
    name: str
    decimals: int
    is_sampled: bool = False


COUNT = Column("population_2021", "population_2021", 0)
CHANGE = Column("population_change_2016_2021_pct", "population_change_2016_2021_pct", 1)
DENSITY = Column("density_km2", "density_per_km2", 1)
NEVER_AVERAGED = (
    Column("rent_median_2021_cad_month", "median_monthly_shelter_cost_renters", 0),
    Column("unemployment_2021_pct", "unemployment_rate_may2021_pct", 1, is_sampled=True),
    Column("immigrants_share_pct", "immigrants_share_pct", 1, is_sampled=True),
    Column("remoteness_index", "index_of_remoteness_2021", 4),
)
AREA = "land_area_km2"


def facts(raw: Path) -> list[pd.DataFrame]:
    """Population, change, density, rent, unemployment, immigrants' share and remoteness."""
    table = raw_table(raw, "census_2021_csd.csv").set_index("csduid")
    wanted = (COUNT, CHANGE, DENSITY, *NEVER_AVERAGED)
    census = pd.DataFrame(
        {name: numbers(table[name]) for name in [*(c.name for c in wanted), AREA]},
        index=table.index,
    )
    return [_indicator(census, origins(raw), column) for column in wanted]


def _indicator(census: pd.DataFrame, places: Mapping[str, Origin], column: Column) -> pd.DataFrame:
    cells = [_cell(census, origin, column) for origin in places.values()]
    return fact_frame(
        pd.Index(list(places)),
        column.indicator,
        written(np.array([cell.value for cell in cells]), column.decimals),
        labels=[cell.labels for cell in cells],
        reason=[cell.reason for cell in cells],
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    value: float
    labels: str
    reason: str


def _cell(census: pd.DataFrame, origin: Origin, column: Column) -> _Cell:
    if origin.kind == "none":
        return _Cell(np.nan, "", "not_in_census_2021")
    rows = census.loc[list(origin.csds)]
    if origin.kind == "merger":
        return _merged(rows, column)
    row = rows.iloc[0]
    is_small = column.is_sampled and row[COUNT.name] < SMALL_POPULATION
    labels = joined(PUBLISHED_EXTRA_LABELS[origin.kind], "small_csd_rounding" if is_small else "")
    value = float(row[column.name])
    return _Cell(value, labels if not np.isnan(value) else "", "suppressed")


def _merged(rows: pd.DataFrame, column: Column) -> _Cell:
    """Counts are summed; change and density follow from the sums; nothing is averaged."""
    people = float(rows[COUNT.name].sum(skipna=False))
    if column is COUNT:
        return _Cell(people, MERGED_LABELS, "merger_no_value")
    if column is DENSITY:
        return _Cell(people / float(rows[AREA].sum(skipna=False)), MERGED_LABELS, "merger_no_value")
    if column is CHANGE:
        before = float((rows[COUNT.name] / (1 + rows[CHANGE.name] / 100)).sum(skipna=False))
        labels = joined(MERGED_LABELS, "change_from_rounded_rates")
        return _Cell((people / before - 1) * 100, labels, "merger_no_value")
    return _Cell(np.nan, "", "merger_no_value")
