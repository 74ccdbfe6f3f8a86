"""Sectors of the economic regions: the sourced, partial list and the derived specialisation."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

RAW_SOURCED = "secteurs_porteurs_regions_partiel.csv"
RAW_DERIVED = "derived_sector_mix_by_er_from_outlooks.csv"


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`sectors` (21 sourced rows, some old) and `specialisation_sectors` (our estimate)."""
    return {"sectors": _sourced(raw), "specialisation_sectors": _derived(raw)}


def _sourced(raw: Path) -> pd.DataFrame:
    names = {
        "er_code": "economic_region",
        "type": "kind",
        "secteur_fr": "sector_fr",
        "annee_reference": "reference_year",
        "source_url": "url",
    }
    listed = pd.read_csv(raw / RAW_SOURCED, dtype=str, keep_default_na=False)
    tidy = listed[list(names)].rename(columns=names)
    return tidy.sort_values(["economic_region", "kind", "sector_fr"], ignore_index=True)


def _derived(raw: Path) -> pd.DataFrame:
    names = {
        "er_code": "economic_region",
        "naics_group": "naics_group",
        "naics_group_fr": "naics_group_fr",
        "employment_est": "employment_estimate",
        "share_pct_est": "share_estimate_pct",
        "location_quotient_est_vs_15_regions": "location_quotient_estimate",
    }
    mix = pd.read_csv(raw / RAW_DERIVED, dtype=str, keep_default_na=False)
    tidy = mix[list(names)].rename(columns=names)
    keys = ["economic_region", "naics_group"]
    return tidy.assign(label="derived").sort_values(keys, kind="stable", ignore_index=True)
