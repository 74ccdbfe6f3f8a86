"""Job Bank (ESDC): outlooks, employment, sectors and wages by occupation and economic region."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

RAW_OUTLOOKS = "job_outlooks_2022_2024_qc_complete.csv"
RAW_TEXTS = "job_outlooks_2022_2024_qc_noc2021.csv.gz"
RAW_NAICS = "noc2021_naics_share_by_er_2022_2024.csv.gz"
RAW_WAGES = "wages_2024_qc_noc2021_by_er.csv"

EDITION = "2022-2024"
RELEASED = "2022-11-04"

# Least favourable first. "undetermined" is a published answer (too few people to judge), taken
# as less favourable than "moderate" when the 2016 parents of an occupation disagree.
LEAST_FAVOURABLE_FIRST = (
    "very_limited", "limited", "undetermined", "moderate", "good", "very_good",
)  # fmt: skip

# The publisher's sentence → the key under which `labour.py` says it in two languages.
UNDETERMINED_REASONS = (
    ("low levels of employment", "undetermined_low_employment"),
    ("talent or entrepreneurship", "undetermined_talent"),
    ("election or a nomination", "undetermined_appointed"),
    ("reliable analysis", "undetermined_no_reliable_analysis"),
    ("number of varied occupations", "undetermined_varied"),
    ("was not assessed in this region", "undetermined_not_assessed"),
)

_KEYS = ["noc", "economic_region"]
_SOURCE_KEYS = {"noc_2021_code": "noc", "er_code": "economic_region"}


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`outlooks`, `employment`, `naics_shares` and `wages`, sorted by occupation and region."""
    texts = _read(raw / RAW_TEXTS)
    return {
        "outlooks": _outlooks(_read(raw / RAW_OUTLOOKS), texts),
        "employment": _employment(texts),
        "naics_shares": _naics_shares(_read(raw / RAW_NAICS)),
        "wages": _wages(_read(raw / RAW_WAGES)),
    }


def _read(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False).rename(columns=_SOURCE_KEYS)
    return frame.sort_values(_KEYS, kind="stable", ignore_index=True)


def _outlooks(complete: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    tidy = complete[[*_KEYS, "outlook", "basis"]].copy()
    tidy["parents"] = complete["noc2016_parent_outlooks"]
    disagree = tidy["basis"] == "noc2016_parents_disagree"
    tidy.loc[disagree, "outlook"] = tidy.loc[disagree, "parents"].map(least_favourable)
    tidy["undetermined_reason"] = texts["undetermined_reason"].map(_reason_key)
    tidy.loc[tidy["outlook"] != "undetermined", "undetermined_reason"] = ""
    return tidy.assign(edition=EDITION, released=RELEASED)


def least_favourable(parents: str) -> str:
    """The least favourable outlook of a list of 2016 parents.

    >>> least_favourable("8252:moderate|8431:undetermined")
    'undetermined'
    """
    outlooks = [parent.partition(":")[2] for parent in parents.split("|")]
    return min(outlooks, key=LEAST_FAVOURABLE_FIRST.index)


def undetermined_reason(text: str) -> str:
    """The key of the reason that a text gives for an undetermined outlook, blank if it gives none.

    >>> undetermined_reason("… in this region due to low levels of employment.")
    'undetermined_low_employment'
    """
    return next((key for words, key in UNDETERMINED_REASONS if words in text), "")


def _reason_key(sentence: str) -> str:
    key = undetermined_reason(sentence)
    if sentence and not key:
        # An unheard-of sentence must stop the build rather than lose the publisher's reason.
        raise ValueError(f"{RAW_TEXTS}: {sentence}")
    return key


def _employment(texts: pd.DataFrame) -> pd.DataFrame:
    given = texts[texts["employment_approx"] != ""]
    names = {"employment_qualifier": "qualifier", "employment_reference": "reference"}
    columns = [*_KEYS, "employment_approx", *names]
    return given[columns].rename(columns=names).reset_index(drop=True)


def _naics_shares(shares: pd.DataFrame) -> pd.DataFrame:
    return shares[[*_KEYS, "naics_code", "naics_title_en", "share_qualifier", "share_pct"]]


def _wages(wages: pd.DataFrame) -> pd.DataFrame:
    columns = ["wage_low_hourly_cad", "wage_median_hourly_cad", "wage_high_hourly_cad"]
    return wages[[*_KEYS, *columns]].assign(edition="2024")
