"""The rental vacancy rate of CMHC's survey centres, given to the municipality of that name only."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regions_data.sources.fact_frame import fact_frame
from regions_data.sources.places import place_frame
from regions_data.sources.raw_table import raw_table

RATE = "vacancy_rate_pct_total"
GRADE = f"{RATE}_reliability"
POOR = "d"
NOT_IN_EXCERPT = "not_in_excerpt"
REASONS = {"**": "cmhc_suppressed", NOT_IN_EXCERPT: "cmhc_not_in_excerpt"}

# Survey centres of which the stored excerpt, cut in alphabetical order, holds no row at all.
CENTRES_AFTER_EXCERPT = (
    "31084",  # Thetford Mines
    "36033",  # Shawinigan
    "37067",  # Trois-Rivières
    "39062",  # Victoriaville
    "43027",  # Sherbrooke
    "53052",  # Sorel-Tracy
    "89008",  # Val-d'Or
)


def facts(raw: Path) -> list[pd.DataFrame]:
    """`vacancy_rate_pct`."""
    places = place_frame(raw)
    table = raw_table(raw, "cmhc_rms_centres_partial.csv")
    table = table[table["municipality_code_2026"] != ""].set_index("municipality_code_2026")
    grade = table[GRADE].reindex(places.index).fillna("")
    grade = grade.mask(places.index.isin(CENTRES_AFTER_EXCERPT), NOT_IN_EXCERPT)
    return [
        fact_frame(
            places.index,
            "vacancy_rate_pct",
            table[RATE].reindex(places.index).fillna(""),
            labels=grade.map(lambda letter: "cmhc_poor_reliability" if letter == POOR else ""),
            reason=grade.map(lambda letter: REASONS.get(letter, "cmhc_not_surveyed")),
        )
    ]
