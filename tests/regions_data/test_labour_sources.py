"""The labour-market tables against the raw files: nothing lost, nothing added."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import regions_data
from regions_data.sources import (
    jobbank,
    labour_cops,
    labour_sectors,
    labour_vacancies,
    opq,
    statcan_noc,
)

RAW = Path(regions_data.__file__).parent / "raw"
MODULES = (statcan_noc, opq, jobbank, labour_sectors, labour_cops, labour_vacancies)


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return {name: table for module in MODULES for name, table in module.tables(RAW).items()}


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("occupations", 516), ("occupation_titles", 57_702), ("regulated_professions", 67),
        ("outlooks", 516 * 18), ("employment", 4_165), ("naics_shares", 11_085),
        ("wages", 2_532), ("cops", 516), ("sectors", 21), ("specialisation_sectors", 255),
        ("vacancies", 136),
    ],
)  # fmt: skip
def test_each_table_has_the_rows_of_its_source(
    tables: dict[str, pd.DataFrame], name: str, rows: int
) -> None:
    assert len(tables[name]) == rows


def test_every_occupation_code_is_one_of_the_516(tables: dict[str, pd.DataFrame]) -> None:
    nocs = set(tables["occupations"]["noc"])
    assert all(len(noc) == 5 and noc.isdigit() for noc in nocs)
    for name, table in tables.items():
        if "noc" in table:
            assert set(table["noc"]) <= nocs, name


def test_every_economic_region_is_one_of_the_18(tables: dict[str, pd.DataFrame]) -> None:
    regions = set(tables["outlooks"]["economic_region"])
    assert len(regions) == 18
    for name, table in tables.items():
        if "economic_region" in table:
            # The vacancy survey merges Côte-Nord and Nord-du-Québec.
            assert set(table["economic_region"]) <= regions | {"2480+2490"}, name


def test_titles_are_kept_in_both_languages(tables: dict[str, pd.DataFrame]) -> None:
    titles = tables["occupation_titles"]
    assert titles["lang"].value_counts().to_dict() == {"fr": 29_767, "en": 27_935}
    assert titles.groupby("lang")["noc"].nunique().to_dict() == {"fr": 516, "en": 516}
    welder = titles[(titles["title"] == "Soudeur/soudeuse") & (titles["lang"] == "fr")]
    assert welder["noc"].tolist() == ["72106"]


@pytest.mark.parametrize(
    ("parents", "kept"),
    [
        ("0114:good|1227:undetermined", "undetermined"),
        ("4155:undetermined|4212:moderate", "undetermined"),
        ("8431:limited|8611:undetermined", "limited"),
        ("7371:moderate|7611:limited", "limited"),
        ("4311:very_good|4313:good", "good"),
        ("1:very_limited|2:limited|3:very_good", "very_limited"),
    ],
)
def test_the_least_favourable_parent_is_kept(parents: str, kept: str) -> None:
    assert jobbank.least_favourable(parents) == kept


def test_a_reason_for_undetermined_stands_only_beside_undetermined(
    tables: dict[str, pd.DataFrame],
) -> None:
    outlooks = tables["outlooks"]
    with_reason = outlooks[outlooks["undetermined_reason"] != ""]
    assert set(with_reason["outlook"]) == {"undetermined"}
    counts = with_reason["undetermined_reason"].value_counts()
    assert counts["undetermined_low_employment"] == 2710
    assert counts.sum() == 3035


def test_national_signals_are_those_of_the_source_notes(tables: dict[str, pd.DataFrame]) -> None:
    future = tables["cops"].set_index("noc")["future_conditions"]
    assert future["31301"] == "strong_shortage"
    assert future["72106"] == "moderate_shortage"
    assert future["21232"] == "balance"
    assert (future == "").sum() == 31


def test_a_word_never_heard_of_stops_the_build(tmp_path: Path) -> None:
    text = (RAW / labour_cops.RAW).read_text(encoding="utf-8")
    spoiled = text.replace("Strong risk of Shortage", "Great need", 1)
    (tmp_path / labour_cops.RAW).write_text(spoiled, encoding="utf-8")
    with pytest.raises(KeyError, match="Great need"):
        labour_cops.tables(tmp_path)


def test_the_wholly_exclusive_groups_are_all_in_the_list(tables: dict[str, pd.DataFrame]) -> None:
    listed = tables["regulated_professions"]
    exclusive = set(listed.loc[listed["category"] == "exclusive_practice", "noc"])
    assert exclusive >= opq.WHOLLY_EXCLUSIVE
    assert set(tables["occupations"]["is_regulated"]) == {"yes", "may", "unknown", "no"}


def test_old_sectors_keep_their_year_and_their_page(tables: dict[str, pd.DataFrame]) -> None:
    sectors = tables["sectors"]
    assert (sectors["url"] != "").all()
    assert {"2003", "2008"} <= set(sectors["reference_year"])
    assert set(tables["specialisation_sectors"]["label"]) == {"derived"}
