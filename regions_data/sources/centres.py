"""Metropolitan areas and agglomerations: their cores, the large centres, and the place types."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from regions_data.crosswalk import origins
from regions_data.definitions import LARGE_CENTRE_POPULATION, place_types
from regions_data.distances import nearest_km
from regions_data.sources.fact_frame import fact_frame
from regions_data.sources.places import place_frame, points
from regions_data.sources.raw_table import raw_table, written

MONTREAL = "66023"


@dataclass(frozen=True, slots=True)
class Centre:
    """A metropolitan area (RMR) or agglomeration (AR), and its most populous place in Québec."""

    name: str
    core_code: str
    is_large: bool


@functools.cache
def urban_cores(raw: Path) -> tuple[Centre, ...]:
    """Every area of the 2021 Census; `is_large` is an RMR of 100,000 inhabitants or more."""
    table = raw_table(raw, "cma_ca_2021.csv")
    place_of = {csd: code for code, origin in origins(raw).items() for csd in origin.csds}
    population = place_frame(raw)["population_2026"]
    return tuple(
        Centre(
            row["cma_ca_name"],
            max(
                (place_of[csd] for csd in row["csduids"].split(";") if csd in place_of),
                key=lambda code: (population[code], code),
            ),
            row["type"] == "RMR"
            and int(row["population_2021_sum_of_csd"]) >= LARGE_CENTRE_POPULATION,
        )
        for _, row in table.iterrows()
    )


def is_core(raw: Path) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each place is the core of an area, shape (1123,), in code order."""
    cores = {centre.core_code for centre in urban_cores(raw)}
    return place_frame(raw).index.isin(cores)


def facts(raw: Path) -> list[pd.DataFrame]:
    """`distance_montreal_km`, `distance_large_centre_km` and `place_type`."""
    places = place_frame(raw)
    large = {centre.core_code for centre in urban_cores(raw) if centre.is_large}
    to_large = nearest_km(points(raw), points(raw)[places.index.isin(large)])
    to_montreal = nearest_km(points(raw), points(raw)[places.index == MONTREAL])
    types = place_types(places["population_2026"].to_numpy(), is_core(raw), to_large)
    labels = places["point_labels"]
    return [
        fact_frame(places.index, "place_type", types.tolist()),
        fact_frame(places.index, "distance_montreal_km", written(to_montreal, 1), labels=labels),
        fact_frame(places.index, "distance_large_centre_km", written(to_large, 1), labels=labels),
    ]
