"""The National Occupational Classification 2021: unit groups and their job titles."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regions_data.sources import opq

RAW_GROUPS = "noc_2021_unit_groups.csv"
RAW_TITLES = "noc_2021_job_titles.csv.gz"


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`occupations` (516 unit groups) and `occupation_titles` (57,702 titles, both languages)."""
    return {"occupations": _occupations(raw), "occupation_titles": _titles(raw)}


def _occupations(raw: Path) -> pd.DataFrame:
    names = {
        "noc_code": "noc",
        "title_fr": "title_fr",
        "title_en": "title_en",
        "teer": "teer",
        "broad_category_code": "broad_category",
        "broad_category_fr": "broad_category_fr",
        "broad_category_en": "broad_category_en",
    }
    groups = pd.read_csv(raw / RAW_GROUPS, dtype=str, keep_default_na=False)
    tidy = groups[list(names)].rename(columns=names).sort_values("noc", ignore_index=True)
    return pd.concat([tidy, opq.regulation(raw, tidy["noc"].tolist())], axis=1)


def _titles(raw: Path) -> pd.DataFrame:
    titles = pd.read_csv(raw / RAW_TITLES, dtype=str, keep_default_na=False)
    tidy = titles.rename(columns={"noc_code": "noc", "job_title": "title"})
    return tidy[["noc", "lang", "title"]].sort_values(["noc", "lang", "title"], ignore_index=True)
