"""The snapshot as the engine reads it."""

from pathlib import Path

import numpy as np
import pytest

from regions_data.registry import read_registry
from regions_data.snapshot import FOLDER_VARIABLE, PACKAGED_FOLDER, load_snapshot

SNAPSHOT = load_snapshot()
IDS = [
    "population_2021",
    "population_2026",
    "population_change_2016_2021_pct",
    "density_km2",
    "place_type",
    "latitude",
    "longitude",
    "distance_montreal_km",
    "distance_large_centre_km",
    "distance_hospital_km",
    "distance_clsc_km",
    "distance_cegep_km",
    "distance_university_km",
    "distance_vocational_centre_km",
    "distance_adult_education_km",
    "distance_primary_school_km",
    "distance_secondary_school_km",
    "distance_english_school_km",
    "distance_settlement_organisation_km",
    "remoteness_index",
    "rent_median_2021_cad_month",
    "vacancy_rate_pct",
    "transit_class",
    "unemployment_2021_pct",
    "immigrants_share_pct",
    "vacancies_per_1000",
]


def test_holds_exactly_the_published_indicators_in_their_order() -> None:
    assert [indicator.id for indicator in SNAPSHOT.indicators] == IDS


def test_counts_of_places_are_those_of_the_directory() -> None:
    places = SNAPSHOT.places
    assert len(places) == 1_123
    assert sum(place.in_cmm for place in places) == 82
    assert sum(place.listed for place in places) == 816
    assert len({place.mrc_code for place in places}) == 104
    assert len(SNAPSHOT.regions) == 17


def test_places_are_in_code_order_and_found_by_code() -> None:
    codes = [place.code for place in SNAPSHOT.places]
    assert codes == sorted(codes)
    assert SNAPSHOT.place("01023").name == "Les Îles-de-la-Madeleine"
    assert SNAPSHOT.places[SNAPSHOT.position("10043")].name == "Rimouski"
    with pytest.raises(KeyError):
        SNAPSHOT.place("1023")


def test_columns_are_read_only_and_agree_with_the_facts() -> None:
    column = SNAPSHOT.column("population_2026")
    assert column.shape == (1_123,)
    assert column[SNAPSHOT.position("66023")] == SNAPSHOT.fact("66023", "population_2026").value
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 1


def test_a_worded_column_counts_its_levels_from_the_worst() -> None:
    levels = SNAPSHOT.indicator("transit_class").levels
    column = SNAPSHOT.column("transit_class")
    assert levels == ("none", "unknown", "limited", "regular")
    assert levels[int(column[SNAPSHOT.position("43027")])] == "regular"
    assert SNAPSHOT.fact("43027", "transit_class").value == "regular"


def test_an_unknown_value_is_nan_with_a_reason_in_both_languages() -> None:
    fact = SNAPSHOT.fact("14030", "rent_median_2021_cad_month")
    assert np.isnan(SNAPSHOT.column("rent_median_2021_cad_month")[SNAPSHOT.position("14030")])
    assert fact.value is None
    assert fact.reason is not None
    assert "supprimé" in fact.reason.fr
    assert "suppressed" in fact.reason.en


def test_a_fact_carries_its_level_source_period_and_warnings() -> None:
    fact = SNAPSHOT.fact("47017", "vacancies_per_1000")
    assert (fact.level, fact.source) == ("economic_region", "statcan_jvws")
    assert fact.period == "2026-04/2026-06"
    assert "comprend la partie CMM" in [label.fr for label in fact.labels]
    assert SNAPSHOT.sources[fact.source].known_on == "2026-09-26"


def test_every_label_and_unit_has_words() -> None:
    for place in SNAPSHOT.places:
        assert all(SNAPSHOT.label(key).fr for key in place.labels)
    assert SNAPSHOT.unit_words("persons/km2").fr == "hab./km²"
    for indicator in SNAPSHOT.indicators:
        assert SNAPSHOT.unit_words(indicator.unit) is not None


def test_no_label_is_left_unused() -> None:
    registry = read_registry(PACKAGED_FOLDER)
    facts = [
        SNAPSHOT.fact(place.code, indicator.id)
        for place in SNAPSHOT.places
        for indicator in SNAPSHOT.indicators
    ]
    shown = {label for fact in facts for label in fact.labels}
    shown |= {SNAPSHOT.label(key) for place in SNAPSHOT.places for key in place.labels}
    assert [key for key, words in registry.labels.items() if words not in shown] == []


def test_a_place_says_whether_its_mrc_is_an_equivalent_territory() -> None:
    equivalent = [place for place in SNAPSHOT.places if place.mrc_type == "TE"]
    assert len(equivalent) == 68
    assert len({place.mrc_code for place in equivalent}) == 17
    assert SNAPSHOT.place("86042").mrc_type == "TE"  # Rouyn-Noranda
    assert SNAPSHOT.place("10043").mrc_type == "MRC"  # Rimouski


def test_indicators_that_law_3_keeps_from_colouring_do_not_gate() -> None:
    never = {"distance_settlement_organisation_km", "vacancy_rate_pct", "vacancies_per_1000"}
    never |= {"rent_median_2021_cad_month"}
    gates = {indicator.id for indicator in SNAPSHOT.indicators if indicator.gates}
    assert not gates & never
    assert {"transit_class", "place_type", "distance_hospital_km"} <= gates


def test_the_same_folder_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(PACKAGED_FOLDER))
    assert load_snapshot() is load_snapshot(PACKAGED_FOLDER)


def test_economic_regions_know_whether_they_reach_into_the_cmm() -> None:
    reach = {region.code for region in SNAPSHOT.economic_regions if region.includes_cmm}
    assert reach == {"2400", "2435", "2440", "2445", "2450", "2455"}
    assert SNAPSHOT.economic_region("2490").name == "Nord-du-Québec"
    with pytest.raises(KeyError):
        SNAPSHOT.economic_region("2499")


def test_packaged_tables_stand_beside_the_code() -> None:
    assert Path(SNAPSHOT.folder).name == "tables"
