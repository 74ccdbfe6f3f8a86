"""National projections 2024–2033 (COPS): the newest signal that covers every occupation."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

RAW = "cops_2024_2033_canada_by_noc.csv"

_NAMES = {
    "noc_code": "noc",
    "employment_2023": "employment_2023",
    "job_openings_2024_2033": "job_openings_2024_2033",
    "job_seekers_2024_2033": "job_seekers_2024_2033",
    "recent_conditions_en": "recent_conditions",
    "future_conditions_en": "future_conditions",
}
# The publisher's words → ours; N/A is unknown.
_CONDITIONS = {
    "Strong signs of Shortage": "strong_shortage",
    "Moderate signs of Shortage": "moderate_shortage",
    "Strong risk of Shortage": "strong_shortage",
    "Moderate risk of Shortage": "moderate_shortage",
    "Balance": "balance",
    "Moderate signs of Surplus": "moderate_surplus",
    "Strong signs of Surplus": "strong_surplus",
    "Moderate risk of Surplus": "moderate_surplus",
    "Strong risk of Surplus": "strong_surplus",
    "N/A": "",
}


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`cops`: Canada, one row a unit group; the 17 aggregates of the source are left out."""
    rows = pd.read_csv(raw / RAW, dtype=str, keep_default_na=False)
    tidy = rows[list(_NAMES)].rename(columns=_NAMES)
    is_unit_group = tidy["noc"].str.fullmatch(r"\d{5}") & (tidy["noc"] != "00000")
    tidy = tidy[is_unit_group].sort_values("noc", ignore_index=True)
    for column in ("recent_conditions", "future_conditions"):
        # A word never heard of stops the build: KeyError here is a source that changed.
        tidy[column] = [_CONDITIONS[word] for word in tidy[column]]
    return {"cops": tidy}
