"""Each kind of value is read as a person writes it, or refused with what to write instead."""

from __future__ import annotations

import pytest

from tests.features.reading import household, problem, problems


@pytest.mark.parametrize(
    ("text", "written", "near"),
    [
        ("car_access: availble", "availble", "available"),
        ("adults: [{licence_status: valid_quebeck}]", "valid_quebeck", "valid_quebec"),
        ("preferences: {needs: [hospitals]}", "hospitals", "hospital"),
        ("preferences: {place_types: [urban]}", "urban", "urban_centre"),
        ("readiness: {lease: settle}", "settle", "settled"),
    ],
)
def test_a_misspelt_value_is_refused_with_the_likely_one(
    text: str, written: str, near: str
) -> None:
    found = problem(text)
    assert found.value == written
    assert near in found.known
    assert near in found.remedy.fr


@pytest.mark.parametrize(
    ("noc", "near"),
    [("3130", "31301"), ("313011", "31301"), ("soudeur", None), ("31309", "31301"), ("", None)],
)
def test_a_wrong_occupation_code_is_refused_with_the_nearest(noc: str, near: str | None) -> None:
    found = problem(f"adults: [{{occupation_noc: '{noc}'}}]")
    assert (found.where, found.value, found.line) == ("adults.0.occupation_noc", noc, 1)
    assert near is None or near in found.known
    assert "ancrage occupations" in found.remedy.fr


def test_a_code_of_the_older_classification_is_named_as_such() -> None:
    assert "CNP 2016" in problem("adults: [{occupation_noc: '3012'}]").message.fr


@pytest.mark.parametrize(
    ("written", "code"),
    [("10043", "10043"), ("Rimouski", "10043"), ("rimouski", "10043"), ("Sept-Iles", "97007"),
     ("01023", "01023")],
)  # fmt: skip
def test_a_municipality_is_known_by_code_or_by_name(written: str, code: str) -> None:
    profile = household(f"residence_municipality: '{written}'")
    assert profile.word("residence_municipality") == code


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("1023", "01023", "cinq chiffres"),
        ("2410043", "10043", "cinq chiffres"),
        ("11020", "13062", "ancien code"),
        ("Rimousky", "10043", "ne s’appelle"),
        ("Saint-Elzéar", "26022", "2 municipalités"),
    ],
)
def test_a_doubtful_municipality_is_refused_with_the_likely_ones(
    written: str, code: str, said: str
) -> None:
    found = problem(f"activator: job\nresidence_municipality: '{written}'")
    assert (found.where, found.value, found.line) == ("residence_municipality", written, 2)
    assert any(known.startswith(code) for known in found.known)
    assert said in found.message.fr


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("preferences: {municipalities: ['10043', 'Nulle-Part']}", "preferences.municipalities.1"),
        ("network: {contacts: [{municipality: '99999'}]}", "network.contacts.0.municipality"),
        ("adults: [{training: {municipality: Xyzzy}}]", "adults.0.training.municipality"),
    ],
)
def test_a_municipality_is_checked_wherever_it_stands(text: str, where: str) -> None:
    assert problem(text).where == where


@pytest.mark.parametrize("written", ["05", "Estrie", "estrie", "ESTRIE"])
def test_a_region_is_known_by_code_or_by_name(written: str) -> None:
    profile = household(f"preferences: {{regions: ['{written}']}}")
    assert profile.words("preferences.regions") == ("05",)


def test_a_region_is_known_without_its_accents() -> None:
    profile = household("preferences: {regions: [cote nord, Saguenay-Lac-St-Jean]}")
    assert profile.words("preferences.regions") == ("09", "02")


@pytest.mark.parametrize("written", ["5", "18", "Cantons"])
def test_an_unknown_region_is_refused_with_all_of_them(written: str) -> None:
    found = problem(f"preferences: {{regions: ['{written}']}}")
    assert (found.where, found.value) == ("preferences.regions.0", written)
    assert len(found.known) == 17
    assert "05 (Estrie)" in found.known


@pytest.mark.parametrize(
    "written",
    ["2026-02-30", "2026-13-01", "31/12/2026", "2026-2-3", "20261231", "2026-W10-1", "demain",
     "2026-12-31T00:00:00", "1890-01-01", "2999-01-01", "0000-00-00"],
)  # fmt: skip
def test_an_impossible_date_is_refused(written: str) -> None:
    found = problem(f"activator: job\nmove_date: {written}")
    assert (found.where, found.value, found.line) == ("move_date", written, 2)
    assert "AAAA-MM-JJ" in found.remedy.fr
    assert "date" in found.message.en


@pytest.mark.parametrize(
    "written",
    ["0", "13", "-1", "7.5", "7,5", "sept", "1e1", "inf", "-inf", "nan", "1_0", "0x7", "٧", "",
     "1e999", "99999999999999999999", "+7"],
)  # fmt: skip
def test_a_french_level_out_of_the_scale_is_refused(written: str) -> None:
    found = problem(f"adults: [{{french_oral_level: '{written}'}}]")
    assert (found.where, found.value) == ("adults.0.french_oral_level", written)
    assert "de 1 à 12" in found.remedy.fr


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), ("5000", 5000), ("600.5", 600.5), ("600,5", 600.5), ("600,25", 600.25), ("066", 66)],
)
def test_an_amount_may_have_a_decimal_point_or_comma(written: str, number: float) -> None:
    profile = household(f"preferences: {{max_km_to_montreal: '{written}'}}")
    assert profile.number("preferences.max_km_to_montreal") == number


@pytest.mark.parametrize(
    "written",
    ["5000,1", "5001", "-0,5", "1,000", "1.000", "1 000", "600 km", "1_000", "inf", "nan"],
)
def test_an_amount_that_could_be_misread_is_refused(written: str) -> None:
    found = problem(f"preferences: {{max_km_to_montreal: '{written}'}}")
    assert found.value == written
    assert "de 0 à 5000" in found.remedy.fr


@pytest.mark.parametrize("written", ["Zéphyrine Tremblay", "a b", "x" * 41, "", "a@b.ca"])
def test_a_case_number_that_could_be_a_name_is_refused_and_not_repeated(written: str) -> None:
    found = problem(f"candidate_id: '{written}'")
    assert found.where == "candidate_id"
    assert found.value == ""
    assert "opaque" in found.remedy.fr


@pytest.mark.parametrize("written", ["''", "x" * 81])
def test_an_empty_or_long_programme_is_refused(written: str) -> None:
    found = problem(f"adults: [{{training: {{program: {written}}}}}]")
    assert found.where == "adults.0.training.program"


def test_lists_have_a_greatest_length() -> None:
    found = problem("children: [" + "{}, " * 16 + "]")
    assert found.where == "children"
    assert "15" in found.remedy.fr


def test_a_word_given_twice_is_kept_once() -> None:
    profile = household("preferences: {needs: [clsc, hospital, clsc]}")
    assert profile.words("preferences.needs") == ("clsc", "hospital")


def test_every_problem_is_reported_at_once_with_its_line() -> None:
    text = """\
activator: jobb
age: 41
household_kind: single
adults:
  - occupation_noc: "3130"
    french_oral_level: 13
    licence_statuss: none
    job_offer: {status: signd, municipality: Rimousky}
  - {}
move_date: 2026-02-30
car_access: not_applicable
preferences:
  max_km_to_montreal: 1,000
"""
    found = {(p.where, p.line) for p in problems(text)}
    assert found == {
        ("activator", 1),
        ("age", 2),
        ("household_kind", None),
        ("adults.0.occupation_noc", 5),
        ("adults.0.french_oral_level", 6),
        ("adults.0.licence_statuss", 7),
        ("adults.0.job_offer.status", 8),
        ("adults.0.job_offer.municipality", 8),
        ("move_date", 10),
        ("car_access", 11),
        ("preferences.max_km_to_montreal", 13),
    }
