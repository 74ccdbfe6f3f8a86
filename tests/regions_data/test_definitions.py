"""Place types, transit classes, listed places and hospital names, on named towns."""

import numpy as np
import pytest

from regions_data.definitions import has_hospital_name, is_listed, place_types, transit_classes
from regions_data.snapshot import load_snapshot

SNAPSHOT = load_snapshot()


@pytest.mark.parametrize(
    ("code", "place_type"),
    [
        ("43027", "urban_centre"),  # Sherbrooke
        ("10043", "urban_centre"),  # Rimouski
        ("97007", "urban_centre"),  # Sept-Îles: under 30,000, core of an agglomeration
        ("44037", "small_town_near_centre"),  # Coaticook
        ("42055", "rural"),  # Valcourt, town
        ("42060", "rural"),  # Valcourt, township
        ("12005", "rural"),  # Saint-Cyprien
        ("28040", "rural"),  # the other Saint-Cyprien
    ],
)
def test_place_type_of_a_named_town(code: str, place_type: str) -> None:
    assert SNAPSHOT.fact(code, "place_type").value == place_type


def test_place_types_at_their_thresholds() -> None:
    types = place_types(
        np.array([30_000, 29_999, 10_000, 9_999, 2_500, 2_499, 2_500.0]),
        np.array([False, False, True, True, False, False, False]),
        np.array([500, 500, 500, 500, 60, 60, 60.1]),
    )
    assert types.tolist() == [
        "urban_centre", "rural", "urban_centre", "rural",
        "small_town_near_centre", "rural", "rural",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "transit"),
    [
        ("81017", "regular"),  # Gatineau, by its schools alone
        ("43027", "regular"),
        ("10043", "limited"),
        ("97007", "unknown"),
        ("03005", "unknown"),  # Gaspé
        ("14030", "none"),
    ],
)
def test_transit_class_of_a_named_town(code: str, transit: str) -> None:
    assert SNAPSHOT.fact(code, "transit_class").value == transit


def test_gatineau_says_how_its_class_was_found() -> None:
    warned = SNAPSHOT.label("transit_by_schools_only")
    assert warned in SNAPSHOT.fact("81017", "transit_class").labels
    assert warned not in SNAPSHOT.fact("43027", "transit_class").labels


def test_transit_classes_at_their_thresholds() -> None:
    classes = transit_classes(
        np.array([5_000, 5_000, 5_000, 2_500, 2_499, 2_499, 2_499, 2_500.0]),
        np.array([False, False, False, False, False, False, True, False]),
        np.array([200, 199, np.nan, 10, 10, 0, 0, 0]),
        np.array([90, 100, 90, 0, 0, np.nan, np.nan, 0]),
    )
    assert classes.tolist() == [
        "regular", "limited", "regular", "limited", "unknown", "none", "unknown", "unknown",
    ]  # fmt: skip


def test_listed_needs_a_destination_500_people_and_no_indigenous_village() -> None:
    listed = is_listed(
        np.array([500, 499, 900, 900, 900.0]),
        np.array([False, False, True, False, False]),
        np.array(["Ville", "Ville", "Ville", "Village nordique", "Village cri"], dtype=object),
    )
    assert listed.tolist() == [True, False, False, False, False]


def test_no_cree_naskapi_or_inuit_village_is_listed_and_the_rest_answer() -> None:
    assert not SNAPSHOT.place("99095").listed  # Kuujjuaq
    assert not SNAPSHOT.place("14030").listed  # 401 inhabitants
    assert not SNAPSHOT.place("66023").listed  # Montréal
    assert SNAPSHOT.place("03005").listed
    assert SNAPSHOT.place("99060").listed  # regional government of non-Cree localities


@pytest.mark.parametrize(
    ("name", "is_hospital"),
    [
        ("CHUS - HÔPITAL FLEURIMONT", True),
        ("CENTRE DE SANTE RENE-RICARD", True),
        ("CENTRE MULTISERVICES DE SANTÉ ET DE SERVICES SOCIAUX DE FERMONT", True),
        ("CHSLD DES BÂTISSEURS", False),
        ("CENTRE DE SERVICES AMBULATOIRES DE LAVAL", False),
        ("GROUPE DE MÉDECINE DE FAMILLE UNIVERSITAIRE DE LÉVIS", False),
    ],
)
def test_hospital_names(name: str, *, is_hospital: bool) -> None:
    assert has_hospital_name(name) == is_hospital
