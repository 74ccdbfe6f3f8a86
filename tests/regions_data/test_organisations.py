"""The nearest settlement organisation, against the partial list read by eye."""

from pathlib import Path

import pandas as pd
import pytest

import regions_data
from regions_data.catalog import Fact
from regions_data.snapshot import load_snapshot
from regions_data.sources.organisations import RAW as LIST
from regions_data.sources.organisations import Host, hosts_of, missing_reasons
from regions_data.sources.places import place_frame
from regions_data.sources.raw_table import raw_table

RAW = Path(regions_data.__file__).parent / "raw"
SNAPSHOT = load_snapshot()
HOSTS = {host.code: host for host in hosts_of(RAW)}


def distance(code: str) -> Fact:
    return SNAPSHOT.fact(code, "distance_settlement_organisation_km")


def said(code: str) -> set[str]:
    return {label.en for label in distance(code).labels}


def test_twenty_eight_municipalities_have_an_organisation_that_counts() -> None:
    table = raw_table(RAW, LIST)
    located = set(table["municipality_code_2026"]) - {""}
    assert len(table) == 52
    assert (table["municipality_code_2026"] == "").sum() == 18
    assert located - set(HOSTS) == {"31084"}  # Thetford Mines: only a row flagged OLD
    assert len(HOSTS) == 28


def test_a_row_of_2014_or_2016_gives_no_distance() -> None:
    assert distance("31084").value == 51.0  # Thetford Mines to Victoriaville
    assert all(host.period == "s.d." or host.period >= "2017" for host in HOSTS.values())
    assert HOSTS["23027"].period == "s.d."  # Québec: the row of 2016 dates nothing


@pytest.mark.parametrize(
    ("code", "period", "labels"),
    [
        ("10043", "2019-10", "old"),  # Rimouski
        ("03005", "2021-11", ""),  # Gaspé
        ("81017", "2019-06/2022-06", ""),  # Gatineau: two rows
        ("97007", "2022-09", ""),  # Sept-Îles: « 2017 (approx.) » and 2022-09
        ("43027", "2020", "organisation_date_uncertain"),  # Sherbrooke: « 2020 or later »
        ("39062", "s.d.", "organisation_date_uncertain"),  # Victoriaville
    ],
)
def test_the_period_is_that_of_the_rows_used(code: str, period: str, labels: str) -> None:
    assert HOSTS[code] == Host(code, period, labels)
    assert distance(code).value == 0
    assert distance(code).period == period


def test_a_distance_says_that_it_is_at_most_that_and_to_no_address() -> None:
    told = said("53052")  # Sorel-Tracy to Saint-Hyacinthe or Drummondville
    assert any("at most this distance" in label for label in told)
    assert "to the point of the municipality, without an address" in told


def test_a_distance_that_rests_on_an_undated_page_says_so() -> None:
    uncertain = "date of the source page missing or approximate"
    assert uncertain in said("31084")
    assert uncertain not in said("03005")


def test_an_old_page_is_labelled() -> None:
    old = SNAPSHOT.label("old").en
    assert old in said("10043")
    assert old not in said("03005")


def test_a_region_without_a_located_organisation_has_no_distance_but_a_reason() -> None:
    assert missing_reasons(RAW) == {
        "06": "organisation_not_listed",
        "08": "organisation_not_located",
        "10": "organisation_not_listed",
        "13": "organisation_not_listed",
    }
    by_region = pd.Series(
        [distance(place.code).value is None for place in SNAPSHOT.places],
        index=place_frame(RAW)["region_code"],
    )
    unknown = by_region.groupby(level=0).mean()
    assert set(unknown[unknown == 1].index) == {"06", "08", "10", "13"}
    assert set(unknown[unknown < 1]) == {0}


@pytest.mark.parametrize(
    ("code", "words"),
    [("86042", "municipalité non donnée"), ("99025", "aucun organisme de cette région")],
)
def test_an_unknown_distance_says_why(code: str, words: str) -> None:
    fact = distance(code)  # Rouyn-Noranda and Chibougamau
    assert fact.value is None
    assert fact.reason is not None
    assert words in fact.reason.fr
