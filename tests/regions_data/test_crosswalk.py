"""Mergers and economic regions."""

from pathlib import Path

import pytest

import regions_data
from regions_data.crosswalk import DECISIONS, economic_regions, origins
from regions_data.snapshot import load_snapshot

RAW = Path(regions_data.__file__).parent / "raw"
SNAPSHOT = load_snapshot()


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("47017", "2435"),  # Granby: Estrie today, Montérégie in the limits of 2016
        ("46080", "2435"),  # Cowansville, in Brome-Missisquoi
        ("43027", "2430"),
        ("39152", "2433"),
        ("60037", "2450"),
        ("85052", "2465"),
        ("99820", "2490"),
        ("29027", "2425"),  # its former halves disagree: the MRC decides
        ("88057", "2465"),
        ("80087", "2460"),
    ],
)
def test_economic_region_of_a_municipality(code: str, region: str) -> None:
    assert SNAPSHOT.place(code).economic_region == region


def test_exactly_twelve_regions_are_inferred_and_labelled() -> None:
    inferred = {p.code for p in SNAPSHOT.places if "economic_region_inferred" in p.labels}
    assert inferred == {
        "13062", "14082", "29027", "32043", "39152", "60037",
        "80087", "85052", "88012", "88057", "93022", "99820",
    }  # fmt: skip
    assert not economic_regions(RAW).loc["47017", "is_inferred"]


def test_every_row_of_the_directory_has_an_economic_region() -> None:
    regions = economic_regions(RAW)["economic_region"]
    known = {region.code for region in SNAPSHOT.economic_regions}
    unknown = regions[~regions.isin(known)]
    assert list(unknown.index) == []


def test_five_hand_made_decisions_are_shown_beside_their_place() -> None:
    assert {decision.code for decision in DECISIONS} == {
        "39152", "60037", "85052", "99820", "29027",
    }  # fmt: skip
    for decision in DECISIONS:
        assert decision.label in SNAPSHOT.place(decision.code).labels
        assert SNAPSHOT.label(decision.label).fr


def test_origins_tell_a_merger_from_a_change_of_code() -> None:
    found = origins(RAW)
    kinds = {code: origin.kind for code, origin in found.items() if origin.kind != "exact"}
    assert kinds == {
        "13062": "merger", "14082": "merger", "29027": "merger", "32043": "merger",
        "80087": "code_change", "88012": "merger", "88057": "merger", "93022": "merger",
        "99820": "none",
    }  # fmt: skip
    assert found["93022"].csds == ("2493020", "2493025", "2493030")
