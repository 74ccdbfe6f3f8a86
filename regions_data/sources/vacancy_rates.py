"""Job vacancies of the newest quarter per 1,000 inhabitants of the whole economic region."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from regions_data.crosswalk import economic_regions
from regions_data.sources.fact_frame import fact_frame
from regions_data.sources.places import VACANCIES, joined, place_frame
from regions_data.sources.raw_table import numbers, raw_table, written

# The survey publishes these two together.
MERGED_CODE = "2480+2490"
MERGED = {"2480": MERGED_CODE, "2490": MERGED_CODE}
PARTLY_CMM = ("2435", "2450", "2455")


def facts(raw: Path) -> list[pd.DataFrame]:
    """`vacancies_per_1000`, the same for every place of an economic region."""
    places = place_frame(raw)
    rates = vacancies_per_1000(raw)
    region = places["economic_region"]
    inferred = places["labels"].str.contains("economic_region_inferred")
    return [
        fact_frame(
            places.index,
            "vacancies_per_1000",
            written(np.asarray(region.replace(MERGED).map(rates), dtype=np.float64), 2),
            labels=[
                joined(
                    "includes_cmm" if code in PARTLY_CMM else "",
                    "cote_nord_nord_merged" if code in MERGED else "",
                    "economic_region_inferred" if is_inferred else "",
                )
                for code, is_inferred in zip(region, inferred, strict=True)
            ],
            reason="not_published",
        )
    ]


def vacancies_per_1000(raw: Path) -> pd.Series[float]:
    """Vacancies of the newest quarter ÷ inhabitants × 1000, by survey region.

    The inhabitants are those of the 2026 decree in every row of the directory that has a figure:
    municipalities, and the category I lands and territories that lie in the same region.
    """
    survey = raw_table(raw, VACANCIES)
    newest = survey[survey["ref_quarter_start"] == survey["ref_quarter_start"].max()]
    vacancies = pd.Series(numbers(newest["job_vacancies"]), index=newest["er_code"])
    directory = raw_table(raw, "municipalities.csv").set_index("mamh_code").sort_index()
    region = economic_regions(raw)["economic_region"].replace(MERGED)
    people = pd.Series(numbers(directory["population_decret_2026"]), index=directory.index)
    return (vacancies / people.groupby(region).sum() * 1000).dropna()
