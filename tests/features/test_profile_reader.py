"""A household profile is read as DESIGN §5 says, and refused with every problem at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from features.profile import NO_LIMIT, Gap, partner_exists
from features.profile_reader import read_profile
from features.schema import field_at
from regions_data.document import read_file
from tests.features.reading import ALL_PATHS, household, problem, written_at
from tests.strategies import labour, profile_documents, read, snapshot

EXAMPLES = Path(__file__).parents[2] / "examples"
DESIGN_EXAMPLE = Path(__file__).parent / "design_example.yaml"
UNKNOWN, DECLINED, NOT_APPLICABLE = Gap.UNKNOWN, Gap.DECLINED, Gap.NOT_APPLICABLE


def test_the_example_of_the_design_is_read_whole() -> None:
    profile = read_profile(read_file(DESIGN_EXAMPLE), snapshot(), labour())
    assert dict(profile.counts) == {"adults": 1, "children": 1, "network.contacts": 1}
    assert dict(profile.answers) == {
        "candidate_id": "EX-001",
        "activator": "job",
        "residence_municipality": "66023",
        "household_kind": "couple",
        "adults.0.occupation_noc": "31301",
        "adults.0.education_level": "bachelor",
        "adults.0.order_status": "applied",
        "adults.0.french_oral_level": 7.0,
        "adults.0.english_level": "working",
        "adults.0.english_required_for_target": "no",
        "adults.0.career_orientation": "balanced",
        "adults.0.licence_status": "valid_quebec",
        "adults.0.montreal_search.status": "searching",
        "adults.0.montreal_search.months": 4.0,
        "adults.0.job_offer.status": "none",
        "adults.0.training.status": "none",
        "adults.0.wants_work": "yes",
        "adults.0.wants_francisation": "no",
        "adults.0.work_permit.type": "none_needed",
        "partner.adherence": "agrees",
        "partner.met_counsellor": "no",
        "partner.moves": "together",
        "children.0.age_band": "0-4",
        "children.0.childcare_needed": "yes",
        "car_access": "available",
        "preferences.municipalities": ("10043",),
        "preferences.place_types": ("urban_centre",),
        "preferences.max_km_to_montreal": 600.0,
        "preferences.max_rent_cad": 1200.0,
        "preferences.needs": ("hospital",),
        "network.contacts.0.municipality": "10043",
        "network.regional_org_contacted": "no",
        "network.wants_twinning": "yes",
        "network.plan_made": "no",
        "readiness.region_knowledge": "hearsay",
        "readiness.project_maturity": "exploring",
        "readiness.lease": "to_settle",
        "readiness.resources_financial": "to_build",
        "programme.immigration_status": "permanent_resident",
        "programme.pr_landing_date": date(2024, 5, 1),
        "programme.services_quebec_enrolled": "no",
        "programme.pajr_age_eligible": "yes",
        "programme.met_aai": "no",
    }


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_read(path: Path) -> None:
    assert read_profile(read_file(path), snapshot(), labour()).answers


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("move_date: 2027-01-15", "move_date", date(2027, 1, 15)),
        ("motives: [lifestyle, studies]", "motives", ("lifestyle", "studies")),
        ("business_stage: takeover", "business_stage", "takeover"),
        ("housing_status: searching", "housing_status", "searching"),
        ("children: [{childcare_registered: yes}]", "children.0.childcare_registered", "yes"),
        ("adults: [{training: {start_date: 2027-01-15}}]", "adults.0.training.start_date",
         date(2027, 1, 15)),
        ("adults: [{training: {program: Soins infirmiers}}]", "adults.0.training.program",
         "Soins infirmiers"),
        ("adults: [{job_offer: {carpool: true}}]", "adults.0.job_offer.carpool", "yes"),
        ("adults: [{job_offer: {housing_provided: non}}]", "adults.0.job_offer.housing_provided",
         "no"),
        ("adults: [{fallback_occupation_noc: '72106'}]", "adults.0.fallback_occupation_noc",
         "72106"),
    ],
)  # fmt: skip
def test_the_facts_also_accepted_are_read(text: str, path: str, expected: object) -> None:
    assert household(text).answer(path) == expected


# -- how it reads


@pytest.mark.parametrize("text", ["activator: job", "car_access: unknown\nactivator: job"])
def test_absent_and_unknown_are_the_same(text: str) -> None:
    profile = household(text)
    assert profile.answer("car_access") is UNKNOWN
    assert profile.word("car_access") is None


@pytest.mark.parametrize("text", ["car_access:", "car_access: null", "car_access: ~"])
def test_an_empty_value_is_unknown(text: str) -> None:
    assert household(text).answer("car_access") is UNKNOWN


@pytest.mark.parametrize("path", ["preferences.needs", "preferences.place_types", "motives"])
def test_an_empty_list_is_none_and_not_unknown(path: str) -> None:
    parent, _, key = path.rpartition(".")
    profile = household(f"{parent}: {{{key}: []}}" if parent else f"{key}: []")
    assert profile.answer(path) == ()
    assert household("activator: job").answer(path) is UNKNOWN


def test_an_empty_list_of_groups_is_none() -> None:
    profile = household("children: []\nnetwork: {contacts: []}")
    assert dict(profile.counts) == {"children": 0, "network.contacts": 0}
    assert profile.answer("children.0.age_band") is NOT_APPLICABLE
    assert household("activator: job").answer("children.0.age_band") is UNKNOWN


@pytest.mark.parametrize("path", ["car_access", "partner", "preferences.needs", "children"])
def test_declined_is_kept_apart_from_unknown(path: str) -> None:
    parent, _, key = path.rpartition(".")
    profile = household(f"{parent}: {{{key}: declined}}" if parent else f"{key}: declined")
    assert profile.answer(path) is DECLINED


def test_a_group_that_is_declined_declines_its_facts() -> None:
    profile = household("partner: declined\nadults: [{job_offer: declined}]\nchildren: declined")
    assert profile.answer("partner.adherence") is DECLINED
    assert profile.answer("adults.0.job_offer.municipality") is DECLINED
    assert profile.answer("children.0.age_band") is DECLINED
    assert profile.answer("household_kind") is UNKNOWN


@pytest.mark.parametrize(("written", "gap"), [("unknown", UNKNOWN), ("declined", DECLINED)])
def test_an_adult_may_be_left_out_whole(written: str, gap: Gap) -> None:
    profile = household(f"adults: [{{wants_work: yes}}, {written}]")
    assert profile.counts["adults"] == 2
    assert profile.answer("adults.1.wants_work") is gap


@pytest.mark.parametrize(
    "path",
    ["partner", "network", "readiness.lease", "adults.0.order_status", "adults.0.job_offer",
     "adults.0.training", "adults.0.montreal_search", "adults.0.work_permit"],
)  # fmt: skip
def test_not_applicable_is_accepted_where_the_design_says(path: str) -> None:
    profile = household(written_at(path, "not_applicable"))
    assert profile.answer(path) is NOT_APPLICABLE
    for field in field_at(path).fields:
        assert profile.answer(f"{path}.{field.key}") is NOT_APPLICABLE


ACCEPT_NOT_APPLICABLE = {
    "order_status", "partner", "job_offer", "training", "montreal_search", "lease", "work_permit",
    "network",
}  # fmt: skip


@pytest.mark.parametrize(
    "path", [path for path in ALL_PATHS if path.split(".")[-1] not in ACCEPT_NOT_APPLICABLE]
)
def test_not_applicable_is_refused_everywhere_else(path: str) -> None:
    if path == "readiness.lease.ends":
        found = problem("readiness: {lease: {ends: not_applicable}}")
    else:
        found = problem(written_at(path, "not_applicable"))
    assert found.where == path
    assert "not_applicable" in found.message.fr


def test_one_adult_in_a_couple_leaves_the_partner_unknown() -> None:
    profile = household("household_kind: couple\nadults: [{wants_work: yes}]")
    assert profile.answer("adults.1.wants_work") is UNKNOWN
    assert profile.answer("partner.adherence") is UNKNOWN
    assert partner_exists(profile) is True


def test_a_single_person_has_no_partner() -> None:
    profile = household("household_kind: single\nadults: [{wants_work: yes}]")
    assert profile.answer("adults.1.wants_work") is NOT_APPLICABLE
    assert profile.answer("adults.1.job_offer.status") is NOT_APPLICABLE
    assert profile.answer("partner.adherence") is NOT_APPLICABLE
    assert profile.answer("adults.0.french_oral_level") is UNKNOWN
    assert partner_exists(profile) is False


@pytest.mark.parametrize(
    "text",
    ["partner: {adherence: agrees}", "partner: {met_counsellor: no}", "adults: [{}, {}]",
     "adults: [{}, unknown]"],
)  # fmt: skip
def test_a_single_person_with_a_partner_is_refused(text: str) -> None:
    found = problem(f"household_kind: single\n{text}")
    assert found.where == "household_kind"
    assert "couple" in found.remedy.fr


@pytest.mark.parametrize("text", ["partner: not_applicable", "partner: {adherence: unknown}"])
def test_a_single_person_may_say_that_partner_is_beside_the_point(text: str) -> None:
    profile = household(f"household_kind: single\n{text}")
    assert profile.answer("partner.adherence") is NOT_APPLICABLE


@pytest.mark.parametrize("text", ["adults: [{}, {}]", "adults: [{}, {}]\nhousehold_kind: unknown"])
def test_two_adults_are_a_couple(text: str) -> None:
    assert household(text).answer("household_kind") == "couple"


def test_one_adult_and_nothing_of_a_partner_leaves_the_kind_unknown() -> None:
    for text in ("adults: [{}]", "adults: [{}]\npartner: {adherence: unknown}"):
        profile = household(text)
        assert profile.answer("household_kind") is UNKNOWN
        assert partner_exists(profile) is None


def test_more_than_two_adults_and_no_adult_are_refused() -> None:
    assert "trop" in problem("adults: [{}, {}, {}]").message.fr
    assert "aucun adulte" in problem("adults: []").message.fr


# -- shorthands


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("adults: [{job_offer: none}]", "adults.0.job_offer.status", "none"),
        ("adults: [{training: admitted}]", "adults.0.training.status", "admitted"),
        ("adults: [{montreal_search: employed}]", "adults.0.montreal_search.status", "employed"),
        ("adults: [{work_permit: open}]", "adults.0.work_permit.type", "open"),
        ("readiness: {lease: to_settle}", "readiness.lease", "to_settle"),
        ("readiness: {lease: none}", "readiness.lease", "none"),
    ],
)
def test_a_group_may_be_said_in_one_word(text: str, path: str, expected: str) -> None:
    assert household(text).answer(path) == expected


def test_a_lease_may_say_when_it_ends() -> None:
    profile = household("readiness: {lease: {status: settled, ends: 2027-06-30}}")
    assert profile.answer("readiness.lease") == "settled"
    assert profile.day("readiness.lease.ends") == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("status", "gap"),
    [("", UNKNOWN), ("status: unknown, ", UNKNOWN), ("status: declined, ", DECLINED)],
)
def test_a_lease_may_have_an_end_and_no_known_status(status: str, gap: Gap) -> None:
    profile = household(f"readiness: {{lease: {{{status}ends: 2027-06-30}}}}")
    assert profile.answer("readiness.lease") is gap
    assert profile.day("readiness.lease.ends") == date(2027, 6, 30)


def test_none_means_no_limit_for_a_limit_only() -> None:
    profile = household("preferences: {max_km_to_montreal: none, max_rent_cad: none}")
    assert profile.number("preferences.max_km_to_montreal") == NO_LIMIT
    assert profile.number("preferences.max_rent_cad") == NO_LIMIT
    assert problem("adults: [{french_oral_level: none}]").value == "none"


@pytest.mark.parametrize("written", ["true", "True", "yes", "oui", "Oui", '"yes"'])
def test_yes_is_understood_in_both_languages(written: str) -> None:
    assert household(f"adults: [{{wants_work: {written}}}]").answer("adults.0.wants_work") == "yes"


@pytest.mark.parametrize("written", ["false", "no", "non", "No"])
def test_no_is_understood_in_both_languages(written: str) -> None:
    assert household(f"adults: [{{wants_work: {written}}}]").answer("adults.0.wants_work") == "no"


# -- laws of reading


@given(profile_documents())
def test_any_document_of_the_schema_is_read_the_same_twice(document: dict[str, object]) -> None:
    first, second = read(document), read(document)
    assert first == second
    assert set(first.counts) <= {"adults", "children", "network.contacts"}


@given(profile_documents())
def test_yaml_and_json_say_the_same(document: dict[str, object]) -> None:
    written = yaml.safe_dump(document, allow_unicode=True)
    assert household(written or "{}") == read(document)


@given(profile_documents())
def test_every_answer_is_at_a_path_of_the_schema(document: dict[str, object]) -> None:
    for path in read(document).answers:
        if path.rpartition(".")[2].isdigit():
            continue
        assert field_at(path)


@given(profile_documents())
def test_saying_unknown_aloud_changes_nothing(document: dict[str, object]) -> None:
    silent = without_unknowns(document)
    assert isinstance(silent, dict)
    aloud, quiet = read(document), read(silent)
    assert all(aloud.answer(path) == quiet.answer(path) for path in ALL_PATHS)
    assert all(
        aloud.answer(path.replace("adults.0", "adults.1"))
        == quiet.answer(path.replace("adults.0", "adults.1"))
        for path in ALL_PATHS
    )


def without_unknowns(node: object) -> object:
    """A document without the keys whose answer is `unknown`; items of lists keep their place."""
    if isinstance(node, dict):
        return {key: without_unknowns(value) for key, value in node.items() if value != "unknown"}
    return [without_unknowns(item) for item in node] if isinstance(node, list) else node


@given(profile_documents(), st.sampled_from(["unknown", "declined"]))
def test_a_profile_is_not_changed_by_an_answer(document: dict[str, object], word: str) -> None:
    profile = read(document)
    before = dict(profile.answers)
    changed = profile.with_answer("car_access", Gap(word))
    assert changed.answer("car_access") is Gap(word)
    assert dict(profile.answers) == before
