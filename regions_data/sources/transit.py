"""The class of public transit, from stops published in 2022."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regions_data.definitions import transit_classes
from regions_data.sources.centres import is_core
from regions_data.sources.fact_frame import fact_frame
from regions_data.sources.places import place_frame
from regions_data.sources.raw_table import numbers, raw_table

STOPS = "gtfs_stops_2022_nearest_anchor"
SCHOOLS = "school_sites_within_500m_pct"


def facts(raw: Path) -> list[pd.DataFrame]:
    """`transit_class`."""
    places = place_frame(raw)
    table = raw_table(raw, "transit_access_by_municipality.csv")
    table = table.set_index("municipality_code_2026").loc[places.index]
    classes = transit_classes(
        places["population_2026"].to_numpy(),
        is_core(raw),
        numbers(table[STOPS]),
        numbers(table[SCHOOLS]),
    )
    unpublished = (table[STOPS] == "").map({True: "transit_by_schools_only", False: ""})
    return [fact_frame(places.index, "transit_class", classes.tolist(), labels=unpublished)]
