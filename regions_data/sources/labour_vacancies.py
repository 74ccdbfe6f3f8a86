"""Job vacancies of Statistics Canada (14-10-0444-01), all occupations together, by quarter."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

RAW = "job_vacancies_er_2024q3_2026q2.csv"


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`vacancies`: 16 economic regions and Québec, eight quarters; 2480 holds 2490 too."""
    rows = pd.read_csv(raw / RAW, dtype=str, keep_default_na=False)
    names = {"er_code": "economic_region", "ref_quarter_start": "quarter_start"}
    tidy = rows.rename(columns=names).drop(columns="er_name_fr")
    return {"vacancies": tidy.sort_values(["economic_region", "quarter_start"], ignore_index=True)}
