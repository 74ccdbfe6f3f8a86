"""Facts of the ministry's directory: population by decree, and the point of the village."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regions_data.sources.fact_frame import fact_frame
from regions_data.sources.places import place_frame
from regions_data.sources.raw_table import written

POINT_DECIMALS = 5
POINT_SOURCES = {
    "lieu_habite_meme_nom": "",
    "geonames": "geonames",
    "centroide_sdr": "statcan_boundaries_2021",
}


def facts(raw: Path) -> list[pd.DataFrame]:
    """`population_2026`, `latitude` and `longitude`."""
    places = place_frame(raw)
    apart = places["labels"].str.contains("population_on_category_land")
    population = fact_frame(
        places.index,
        "population_2026",
        written(places["population_2026"].to_numpy(), 0),
        labels=apart.map({True: "population_on_category_land", False: ""}),
        reason="not_covered_by_decree",
    )
    return [population, *(_coordinate(places, name) for name in ("latitude", "longitude"))]


def _coordinate(places: pd.DataFrame, name: str) -> pd.DataFrame:
    return fact_frame(
        places.index,
        name,
        written(places[name].to_numpy(), POINT_DECIMALS),
        labels=places["point_labels"],
        source=places["coord_source"].map(POINT_SOURCES),
        reason="not_published",
    )
