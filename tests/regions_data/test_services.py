"""Which points count as a service."""

from pathlib import Path

import regions_data
from regions_data.sources import hospitals, services
from regions_data.sources.raw_table import raw_table
from regions_data.sources.services import is_university, service_points

RAW = Path(regions_data.__file__).parent / "raw"


def test_kept_and_refused_hospitals_are_all_those_with_the_mission() -> None:
    made = hospitals.tables(RAW)
    kept, refused = made["hospitals_kept"], made["hospitals_refused"]
    assert len(kept) + len(refused) == 278
    assert not set(kept["installation_code"]) & set(refused["installation_code"])


def test_choices_made_by_hand_name_installations_that_exist() -> None:
    names = set(raw_table(RAW, hospitals.RAW)["installation_name"])
    assert set(hospitals.KEPT_BY_HAND) <= names
    assert set(hospitals.REFUSED_BY_HAND) <= names


def test_towns_with_a_hospital_named_otherwise_keep_it() -> None:
    kept = set(hospitals.kept_hospitals(RAW)["municipality"])
    assert {"Baie-Comeau", "La Sarre", "Sherbrooke", "Sorel-Tracy", "Gaspé"} <= kept
    assert "Malartic" not in kept


def test_the_two_pierre_janet_hospitals_are_judged_alike() -> None:
    refused = hospitals.tables(RAW)["hospitals_refused"].set_index("installation_name")["decision"]
    names = ("CENTRE HOSPITALIER PIERRE-JANET", "HÔPITAL EN SANTÉ MENTALE PIERRE-JANET")
    assert [refused[name] for name in names] == ["refused: mental_health_only"] * 2


def test_points_of_each_service_are_counted_by_hand_in_the_raw_lists() -> None:
    points = service_points(RAW)
    assert {name: len(where) for name, where in points.items() if name != "hospital"} == {
        "clsc": 477,
        "cegep": 94,
        "university": 18,
        "vocational_centre": 745,
        "adult_education": 1_274,
        "primary_school": 2724,
        "secondary_school": 879,
        "english_school": 370,
    }


def test_universities_are_seats_a_civilian_attends() -> None:
    table = raw_table(RAW, "postsecondary_qc.csv")
    names = set(table[is_university(table)]["name"])
    assert {"Université Bishop's", "Université du Québec à Rimouski"} <= names
    assert not {"Université du Québec (siège social)", services.MILITARY_COLLEGE} & names
    assert "Conservatoire d'art dramatique de Québec" not in names
