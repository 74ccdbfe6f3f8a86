"""What each command answers."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from service.cli.printing import PAGE_LINES
from tests.service.conftest import EXAMPLES, Run

AS_OF = ("--as-of", "2026-11-21")
EVERY_EXAMPLE = sorted(EXAMPLES.glob("*.yaml"))
SOME_EXAMPLE = str(EXAMPLES / "infirmiere_et_soudeur.yaml")


def widest(text: str) -> int:
    return max(len(unicodedata.normalize("NFC", line)) for line in text.splitlines())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("example", EVERY_EXAMPLE, ids=lambda path: path.stem)
def test_a_shortlist_fits_80_columns_and_needs_no_colour(
    ancrage: Run, example: Path, language: str
) -> None:
    ran = ancrage("shortlist", str(example), *AS_OF, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert widest(ran.out) <= 80
    assert "\x1b" not in ran.out
    words = ("VERT", "JAUNE", "ROUGE") if language == "fr" else ("GREEN", "YELLOW", "RED")
    urgent = "Départ urgent" if language == "fr" else "Urgent departure"
    assert any(word in ran.out for word in words) != (urgent in ran.out)


@pytest.mark.parametrize("example", EVERY_EXAMPLE, ids=lambda path: path.stem)
def test_an_explanation_fits_80_columns(ancrage: Run, example: Path) -> None:
    for place in ("Rimouski", "01042", "Laval"):
        ran = ancrage("explain", str(example), place, *AS_OF)
        assert (ran.code, ran.err) == (0, "")
        assert widest(ran.out) <= 80


def test_a_profile_may_come_on_the_standard_input(ancrage: Run) -> None:
    raw = Path(SOME_EXAMPLE).read_bytes()
    piped = ancrage("shortlist", "-", *AS_OF, "--json", stdin=raw)
    read = ancrage("shortlist", SOME_EXAMPLE, *AS_OF, "--json")
    assert piped.out == read.out
    assert json.loads(piped.out)["stamp"]["as_of"] == "2026-11-21"


def test_yaml_and_json_profiles_give_the_same_bytes(ancrage: Run) -> None:
    profile = {
        "activator": "job",
        "household_kind": "single",
        "adults": [{"occupation_noc": "72106", "french_oral_level": 5, "wants_work": True}],
        "preferences": {"needs": [], "max_km_to_montreal": 300},
    }
    yaml = (
        b"activator: job\nhousehold_kind: single\nadults:\n  - occupation_noc: 72106\n"
        b"    french_oral_level: 5\n    wants_work: yes\n"
        b"preferences: {needs: [], max_km_to_montreal: 300}\n"
    )
    as_json = ancrage("shortlist", "-", *AS_OF, "--json", stdin=json.dumps(profile).encode())
    assert as_json.out == ancrage("shortlist", "-", *AS_OF, "--json", stdin=yaml).out


def test_top_counts_regions(ancrage: Run) -> None:
    for top in (1, 3, 17):
        ran = ancrage("shortlist", SOME_EXAMPLE, *AS_OF, "--top", str(top), "--json")
        regions = json.loads(ran.out)["regions"]
        assert len(regions) == min(top, 15)
        assert all(1 <= len(region["places"]) <= 4 for region in regions)


def test_a_place_inside_the_metropolitan_community_is_red_and_out_of_scope(ancrage: Run) -> None:
    ran = ancrage("explain", SOME_EXAMPLE, "Laval", *AS_OF, "--json")
    decision = json.loads(ran.out)["decision"]
    assert (ran.code, decision["colour"], decision["rank"]) == (0, "red", None)
    assert "hors du champ de la régionalisation" in decision["reasons"][0]["text"]["fr"]
    listed = json.loads(ancrage("shortlist", SOME_EXAMPLE, *AS_OF, "--json", "--top", "17").out)
    codes = {place["place"]["code"] for r in listed["regions"] for place in r["places"]}
    assert decision["place"]["code"] not in codes


def test_without_as_of_the_answer_is_of_today(ancrage: Run) -> None:
    ran = ancrage("shortlist", SOME_EXAMPLE, "--json")
    stamp = json.loads(ran.out)["stamp"]
    assert stamp["as_of"] >= "2026-11-21"


def test_an_urgent_departure_shows_no_light(ancrage: Run, tmp_path: Path) -> None:
    profile = tmp_path / "urgent.yaml"
    profile.write_text(
        "household_kind: single\nadults:\n  - occupation_noc: '72106'\n"
        "    job_offer: {status: signed, municipality: '10043', start_date: 2026-11-30}\n"
    )
    ran = ancrage("explain", str(profile), "Rimouski", *AS_OF)
    assert "Départ urgent" in ran.out
    assert "Feu " not in ran.out
    assert not set("✔▲✖") & set(ran.out)
    assert "Score" not in ran.out
    shortlist = ancrage("shortlist", str(profile), *AS_OF)
    assert "VERT" not in shortlist.out
    assert "JAUNE" not in shortlist.out
    trace = ancrage("explain", str(profile), "Rimouski", *AS_OF, "--trace")
    assert "Départ urgent" in trace.out
    assert "Feu " not in trace.out
    assert "JAUNE" not in trace.out
    assert "Ce qui changerait" not in trace.out


@pytest.mark.parametrize("example", EVERY_EXAMPLE, ids=lambda path: path.stem)
def test_an_explanation_fits_one_page(ancrage: Run, example: Path) -> None:
    for place in ("Rimouski", "49058", "01042", "Laval"):
        for language in ("fr", "en"):
            ran = ancrage("explain", str(example), place, *AS_OF, "--lang", language)
            assert len(ran.out.splitlines()) <= PAGE_LINES, f"{place} {language}"


def test_the_page_shows_who_has_less_and_the_score(ancrage: Run) -> None:
    example = str(EXAMPLES / "offre_a_drummondville.yaml")
    page = ancrage("explain", example, "Grosse-Île", *AS_OF).out.replace("\u00a0", " ")
    assert "La personne a moins : à regarder ensemble." in " ".join(page.split())
    assert "Score, pour ordonner les lieux : 32 points" in page


def test_the_page_tells_the_programmes_that_conclude_and_counts_the_others(ancrage: Run) -> None:
    example = str(EXAMPLES / "offre_a_drummondville.yaml")
    box = " ".join(ancrage("explain", example, "Gaspé", *AS_OF).out.replace("\u00a0", " ").split())
    told = json.loads(ancrage("shortlist", example, *AS_OF, "--json").out)["programmes"]
    count = sum(each["answer"] == "verify" for each in told)
    assert f"À vérifier : {count} programmes" in box
    assert "Admissible selon ces faits : PASI 1A" in box
    assert "Non admissible selon ces faits : PASI 3" in box


def test_the_trace_names_each_rule_beside_its_facts(ancrage: Run) -> None:
    ran = ancrage("explain", SOME_EXAMPLE, "Rimouski", *AS_OF, "--trace")
    told = json.loads(ancrage("explain", SOME_EXAMPLE, "Rimouski", *AS_OF, "--json").out)
    for reason in told["decision"]["reasons"]:
        assert f"[{reason['rule']}]" in ran.out
    assert "Score : " in ran.out.replace("\u00a0", " ")
    assert "[" not in ancrage("explain", SOME_EXAMPLE, "Rimouski", *AS_OF).out


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_urgent_departure_fits_one_page(ancrage: Run, language: str) -> None:
    example = str(EXAMPLES / "depart_urgent_sept_iles.yaml")
    ran = ancrage("explain", example, "97007", *AS_OF, "--lang", language)
    assert len(ran.out.splitlines()) <= PAGE_LINES
    moments = ("Aujourd’hui", "Avant le départ", "Après l’arrivée")
    if language == "en":
        moments = ("Today", "Before leaving", "After arrival")
    places = [ran.out.index(moment) for moment in moments]
    assert places == sorted(places)


def test_a_week_before_the_start_is_very_urgent(ancrage: Run) -> None:
    example = str(EXAMPLES / "depart_urgent_sept_iles.yaml")
    for day, is_very in (("2026-11-23", False), ("2026-11-24", True), ("2026-12-01", True)):
        ran = ancrage("explain", example, "97007", "--as-of", day)
        assert ("très urgent" in ran.out) is is_very


def test_data_show_gives_every_indicator_of_the_contract(ancrage: Run) -> None:
    shown = json.loads(ancrage("data", "show", "Gaspé", "--json").out)
    assert (shown["in_cmm"], shown["listed"]) == (False, True)
    assert set(shown["indicators"]) == CONTRACT_INDICATORS
    for fact in shown["indicators"].values():
        assert {"value", "unit", "level", "source", "period", "label"} <= set(fact)
        assert (fact["value"] is None) == (fact["reason"] is not None)


@pytest.mark.parametrize("place", ["Rimouski", "Kuujjuaq", "Oujé-Bougoumou", "Montréal"])
def test_data_show_reads_in_80_columns(ancrage: Run, place: str) -> None:
    for language in ("fr", "en"):
        ran = ancrage("data", "show", place, "--lang", language)
        assert ran.code == 0
        assert widest(ran.out) <= 80


def test_data_check_proves_the_snapshot_and_counts_what_is_known(ancrage: Run) -> None:
    checked = json.loads(ancrage("data", "check", "--json").out)
    assert all(finding["good"] for finding in checked["findings"])
    assert {row["indicator"] for row in checked["coverage"]} == CONTRACT_INDICATORS
    assert widest(ancrage("data", "check").out) <= 80


def test_occupations_are_found_in_both_languages(ancrage: Run) -> None:
    for asked, noc in (("infirmiere", "31301"), ("soudeur", "72106"), ("welder", "72106")):
        found = json.loads(ancrage("occupations", asked, "--json").out)["occupations"]
        assert found[0]["noc"] == noc
    assert "Aucun métier" in ancrage("occupations", "zzzzzz").out
    assert widest(ancrage("occupations", "préposé", "aux", "bénéficiaires").out) <= 80


def test_rules_are_shown_as_sentences(ancrage: Run) -> None:
    ran = ancrage("rules", "show")
    assert "plus de 30 km → jaune, sinon vert." in ran.out.replace("\u00a0", " ")
    assert widest(ran.out) <= 80
    shown = json.loads(ancrage("rules", "show", "--json").out)
    assert sum(weight["weight"] for weight in shown["weights"]) == 100


def test_the_command_without_a_word_shows_its_help(ancrage: Run) -> None:
    for words in ((), ("data",), ("rules",)):
        ran = ancrage(*words)
        assert ran.code == 0
        assert "Utilisation" in ran.out


def test_every_command_has_help_in_80_columns(ancrage: Run) -> None:
    for words in (
        ("shortlist",), ("explain",), ("occupations",), ("data", "check"), ("data", "show"),
        ("data", "refresh"), ("rules", "check"), ("rules", "show"),
    ):  # fmt: skip
        ran = ancrage(*words, "--help")
        assert ran.code == 0
        assert widest(ran.out) <= 80


def test_a_closed_pipe_ends_quietly() -> None:
    words = [sys.executable, "-m", "service.cli", "data", "show", "Gaspé"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


CONTRACT_INDICATORS = {
    "population_2021", "population_2026", "population_change_2016_2021_pct", "density_km2",
    "place_type", "latitude", "longitude", "distance_montreal_km", "distance_large_centre_km",
    "distance_hospital_km", "distance_clsc_km", "distance_cegep_km", "distance_university_km",
    "distance_vocational_centre_km", "distance_adult_education_km",
    "distance_primary_school_km", "distance_secondary_school_km", "distance_english_school_km",
    "distance_settlement_organisation_km", "remoteness_index", "rent_median_2021_cad_month",
    "vacancy_rate_pct", "transit_class", "unemployment_2021_pct", "immigrants_share_pct",
    "vacancies_per_1000",
}  # fmt: skip


def test_a_code_gives_the_sheet_of_the_occupation(ancrage: Run) -> None:
    for language in ("fr", "en"):
        ran = ancrage("occupations", "31301", "--lang", language)
        assert ran.code == 0
        assert widest(ran.out) <= 80
    sheet = json.loads(ancrage("occupations", "31301", "--json").out)["sheet"]
    by_region = {row["region"]["code"]: row for row in sheet["regions"]}
    assert len(by_region) == 18
    assert by_region["2480"]["outlook"]["value"] == "moderate"
    assert by_region["2415"]["outlook"]["value"] == "good"
    assert by_region["2415"]["outlook"]["period"] == "2022-2024"
    assert sheet["is_regulated"] == "yes"
    assert "pénurie" in sheet["national_projection"]["fr"]


def test_a_region_without_a_destination_is_answered_by_name(ancrage: Run) -> None:
    profile = b"preferences: {regions: ['13', '01']}"
    told = ancrage("shortlist", "-", *AS_OF, "--top", "1", stdin=profile).out
    assert "Laval (région demandée)" in told
    assert "Bas-Saint-Laurent (région demandée)" in told
    assert "Montréal (région demandée)" not in told
    assert told.count("hors du champ de la régionalisation") == 1
