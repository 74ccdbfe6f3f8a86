"""Values compared with the source tables by hand, and the merged municipalities."""

import pytest

from regions_data.snapshot import load_snapshot

SNAPSHOT = load_snapshot()
POINTS = "points des municipalités : Lieux habités, sauf autre mention"


def value(code: str, indicator: str) -> object:
    return SNAPSHOT.fact(code, indicator).value


def labels(code: str, indicator: str) -> set[str]:
    return {label.fr for label in SNAPSHOT.fact(code, indicator).labels}


@pytest.mark.parametrize(
    ("code", "people"),
    [
        ("10043", 48_935),  # Rimouski
        ("43027", 172_950),  # Sherbrooke
        ("94068", 144_723),  # Saguenay
        ("37067", 139_163),  # Trois-Rivières
        ("03005", 15_063),  # Gaspé
        ("53052", 35_165),  # Sorel-Tracy
    ],
)
def test_census_populations_are_the_published_ones(code: str, people: int) -> None:
    assert value(code, "population_2021") == people


@pytest.mark.parametrize(
    ("code", "indicator", "expected"),
    [
        ("10043", "population_2026", 51_598),
        ("10043", "density_km2", 144.3),
        ("10043", "unemployment_2021_pct", 7.6),
        ("03005", "immigrants_share_pct", 2.0),
        ("03005", "vacancy_rate_pct", 1.7),
        ("03005", "distance_hospital_km", 2.2),
        ("44037", "population_change_2016_2021_pct", -1.0),
        ("44037", "rent_median_2021_cad_month", 628),
        ("44037", "distance_university_km", 26.1),
        ("53052", "distance_cegep_km", 4.2),
        ("14030", "distance_secondary_school_km", 15.3),
        ("14030", "distance_english_school_km", 146.7),
        ("99095", "remoteness_index", 0.5683),
        ("99095", "distance_adult_education_km", 0.1),
    ],
)
def test_sheets_read_by_eye(code: str, indicator: str, expected: float) -> None:
    assert value(code, indicator) == expected


def test_distances_to_montreal_are_plausible() -> None:
    assert value("66023", "distance_montreal_km") == 0
    assert 230 <= float(str(value("23027", "distance_montreal_km"))) <= 236  # Québec
    assert 700 <= float(str(value("03005", "distance_montreal_km"))) <= 800  # Gaspé


def test_counts_of_a_merger_are_summed_and_say_so() -> None:
    assert value("88057", "population_2021") == 13_701  # Amos: 2488055 + 2488060
    assert value("93022", "population_2021") == 6_631  # Hébertville: three
    assert "somme des anciennes municipalités, calculée par Ancrage" in labels(
        "88057", "population_2021"
    )


def test_shares_of_a_merger_are_unknown_and_not_averaged() -> None:
    for indicator in ("immigrants_share_pct", "unemployment_2021_pct", "remoteness_index"):
        fact = SNAPSHOT.fact("14082", indicator)
        assert fact.value is None
        assert fact.reason is not None
        assert "fusion" in fact.reason.fr


def test_change_after_a_merger_is_recomputed_from_the_former_ones() -> None:
    # Plessisville: the town and the parish, from their 2021 counts and rounded changes.
    assert value("32043", "population_change_2016_2021_pct") == -1.6
    assert any("arrondies" in label for label in labels("32043", "population_change_2016_2021_pct"))


def test_a_place_that_only_changed_code_keeps_its_published_values() -> None:
    assert value("80087", "population_change_2016_2021_pct") == 15.7  # was 2482010
    assert "valeur publiée sous l’ancien code" in labels("80087", "population_2021")


def test_a_place_newer_than_the_census_has_no_census_value() -> None:
    fact = SNAPSHOT.fact("99820", "population_2021")
    assert fact.value is None
    assert fact.reason is not None
    assert "absente du Recensement" in fact.reason.fr


def test_a_rate_in_a_village_warns_of_rounding() -> None:
    assert any("arrondi au hasard" in label for label in labels("14030", "immigrants_share_pct"))
    assert not any("arrondi au hasard" in x for x in labels("10043", "immigrants_share_pct"))


def test_points_that_are_not_the_village_say_so_on_every_distance() -> None:
    assert "deux municipalités du même nom partagent ce point" in labels(
        "42060", "distance_hospital_km"
    )
    assert any(
        label.startswith("centre du polygone") for label in labels("29027", "distance_clsc_km")
    )
    assert "à vol d’oiseau" in labels("10043", "distance_clsc_km")


def test_eighteen_places_share_a_village_point() -> None:
    shared = [p.code for p in SNAPSHOT.places if "shared_village_point" in p.labels]
    assert len(shared) == 18


def test_the_rental_vacancy_says_why_it_is_unknown() -> None:
    reasons = {
        code: SNAPSHOT.fact(code, "vacancy_rate_pct").reason for code in ("10043", "97007", "12005")
    }
    assert [r.en.split()[0] for r in reasons.values() if r] == ["suppressed", "survey", "no"]


@pytest.mark.parametrize("code", ["31084", "36033", "37067", "39062", "43027", "53052", "89008"])
def test_a_survey_centre_after_the_end_of_the_excerpt_says_so(code: str) -> None:
    reason = SNAPSHOT.fact(code, "vacancy_rate_pct").reason
    assert reason is not None
    assert reason.en == "survey centre missing from the stored excerpt"


def test_a_poor_vacancy_estimate_is_labelled() -> None:
    assert any("cote d" in label for label in labels("75040", "vacancy_rate_pct"))  # Prévost
    assert not any("cote d" in label for label in labels("03005", "vacancy_rate_pct"))


@pytest.mark.parametrize(
    ("indicator", "told"),
    [
        ("vacancies_per_1000", "population : décret MAMH 2026"),
        ("place_type", "RMR et AR : Statistique Canada, 2021"),
        (
            "distance_large_centre_km",
            POINTS,
        ),
        ("distance_hospital_km", POINTS),
    ],
)
def test_a_fact_made_from_two_sources_names_the_second(indicator: str, told: str) -> None:
    assert told in labels("10043", indicator)


def test_vacancies_divide_by_the_whole_economic_region() -> None:
    # Bas-Saint-Laurent is the same in 2016 and today: 2,735 vacancies, 204,513 inhabitants.
    assert value("10043", "vacancies_per_1000") == round(2_735 / 204_513 * 1_000, 2)
    assert value("97007", "vacancies_per_1000") == value("99095", "vacancies_per_1000")
    assert "Côte-Nord et Nord-du-Québec réunis par Statistique Canada" in labels(
        "97007", "vacancies_per_1000"
    )
    assert value("66023", "vacancies_per_1000") is not None
    assert value("65005", "vacancies_per_1000") is not None
