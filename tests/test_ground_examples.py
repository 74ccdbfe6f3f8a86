"""The panel of example households: complete, told in two lines, and showing what it promises."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from features import vocabulary as words
from features.profile import HouseholdProfile
from features.profile_reader import read_profile
from features.vocabulary import Vocabulary
from regions_data.document import read_file
from tests.strategies import labour, snapshot

EXAMPLES = Path(__file__).parents[1] / "examples"
FILES = sorted(EXAMPLES.glob("*.yaml"))
HALF_UNKNOWN = EXAMPLES / "moitie_inconnue.yaml"
AS_OF = date(2026, 11, 21)
URGENT_DAYS = 14
LARGEST_VILLAGE = 2500
MONTREAL = "2440"
LAVAL = "65005"

HOUSEHOLD_FACTS = (
    "activator", "residence_municipality", "household_kind", "children", "car_access",
    "preferences.municipalities", "preferences.regions", "preferences.place_types",
    "preferences.max_km_to_montreal", "preferences.max_rent_cad", "preferences.needs",
    "network.contacts", "network.regional_org_contacted", "network.wants_twinning",
    "network.plan_made", "readiness.region_knowledge", "readiness.project_maturity",
    "readiness.lease", "readiness.resources_financial", "programme.immigration_status",
    "programme.services_quebec_enrolled", "programme.pajr_age_eligible", "programme.met_aai",
    "move_date", "motives", "housing_status",
)  # fmt: skip
ADULT_FACTS = (
    "occupation_noc", "education_level", "order_status", "french_oral_level",
    "french_written_level", "english_level", "english_required_for_target",
    "career_orientation", "licence_status", "montreal_search.status", "montreal_search.months",
    "job_offer.status", "training.status", "wants_work", "wants_francisation",
    "work_permit.type",
)  # fmt: skip
PARTNER_FACTS = ("partner.adherence", "partner.met_counsellor", "partner.moves")
CHILD_FACTS = ("age_band", "childcare_needed", "childcare_registered")
OFFER_FACTS = (
    "municipality", "start_date", "in_field", "conditional_on_permit", "housing_provided",
    "carpool",
)  # fmt: skip
TRAINING_FACTS = ("municipality", "program", "funding", "start_date")


# -- what each file holds


@cache
def household(path: Path) -> HouseholdProfile:
    return read_profile(read_file(path), snapshot(), labour())


def adults(profile: HouseholdProfile) -> list[str]:
    """The path of each adult that the household should describe."""
    count = 2 if profile.word("household_kind") == "couple" else 1
    return [f"adults.{number}" for number in range(count)]


def asked(profile: HouseholdProfile) -> Iterator[str]:
    """Every fact path that a rule may read, given what the household has said."""
    yield from HOUSEHOLD_FACTS
    if profile.word("household_kind") == "couple":
        yield from PARTNER_FACTS
    if profile.word("activator") == "entrepreneurship":
        yield "business_stage"
    if profile.word("programme.immigration_status") == "permanent_resident":
        yield "programme.pr_landing_date"
    for number in range(profile.counts.get("children", 0)):
        yield from (f"children.{number}.{fact}" for fact in CHILD_FACTS)
    for number in range(profile.counts.get("network.contacts", 0)):
        yield f"network.contacts.{number}.municipality"
    for adult in adults(profile):
        yield from (f"{adult}.{fact}" for fact in asked_of_an_adult(profile, adult))


def asked_of_an_adult(profile: HouseholdProfile, adult: str) -> Iterator[str]:
    yield from ADULT_FACTS
    if profile.word(f"{adult}.job_offer.status") in {"signed", "verbal"}:
        yield from (f"job_offer.{fact}" for fact in OFFER_FACTS)
    if profile.word(f"{adult}.training.status") in {"wanted", "admitted"}:
        yield from (f"training.{fact}" for fact in TRAINING_FACTS)
    if profile.word(f"{adult}.work_permit.type") != "none_needed":
        yield from ("work_permit.expires", "work_permit.employer_allowed")


def unknown(profile: HouseholdProfile) -> list[str]:
    return [path for path in asked(profile) if profile.gap(path) is not None]


# -- what the panel promises to show


def says(path: str, *accepted: str) -> Callable[[HouseholdProfile], bool]:
    return lambda profile: profile.word(path) in accepted


def has_offer(profile: HouseholdProfile) -> bool:
    return any(profile.word(f"{adult}.job_offer.status") == "signed" for adult in adults(profile))


def leaves_urgently(profile: HouseholdProfile) -> bool:
    start = profile.day("adults.0.job_offer.start_date")
    signed = profile.word("adults.0.job_offer.status") == "signed"
    return signed and start is not None and 0 <= (start - AS_OF).days <= URGENT_DAYS


def is_dual_career(profile: HouseholdProfile) -> bool:
    both = adults(profile)
    qualified = {"college", "bachelor", "graduate"}
    return len(both) == 2 and all(
        profile.word(f"{adult}.wants_work") == "yes"
        and profile.word(f"{adult}.education_level") in qualified
        for adult in both
    )


def has_no_means_to_drive(profile: HouseholdProfile) -> bool:
    return (
        profile.word("car_access") == "none" and profile.word("adults.0.licence_status") == "none"
    )


def is_beginning_french(profile: HouseholdProfile) -> bool:
    return profile.number("adults.0.french_oral_level") == 2


def awaits_a_permit_of_the_order(profile: HouseholdProfile) -> bool:
    noc = profile.word("adults.0.occupation_noc")
    regulated = noc is not None and labour().occupation(noc).is_regulated == "yes"
    return regulated and profile.word("adults.0.order_status") == "applied"


def asks_for_laval(profile: HouseholdProfile) -> bool:
    return LAVAL in (profile.words("preferences.municipalities") or ())


def asks_for_a_village(profile: HouseholdProfile) -> bool:
    def is_village(code: str) -> bool:
        population = snapshot().fact(code, "population_2026").value
        is_rural = snapshot().fact(code, "place_type").value == "rural"
        return is_rural and isinstance(population, int | float) and population < LARGEST_VILLAGE

    return any(is_village(code) for code in profile.words("preferences.municipalities") or ())


def is_an_engineer_who_searches_in_vain(profile: HouseholdProfile) -> bool:
    noc = profile.word("adults.0.occupation_noc") or ""
    months = profile.number("adults.0.montreal_search.months")
    return (
        noc.startswith("213")
        and labour().outlook_fact(noc, MONTREAL).value == "very_good"
        and profile.word("adults.0.montreal_search.status") == "searching"
        and months is not None
        and months >= 3
        and not has_offer(profile)
        and not {"lifestyle", "family"} & set(profile.words("motives") or ())
    )


TRAITS: dict[str, Callable[[HouseholdProfile], bool]] = {
    "carried by a job": says("activator", "job"),
    "settles without a job": says("activator", "no_job"),
    "carried by training": says("activator", "training"),
    "carried by a business": says("activator", "entrepreneurship"),
    "urgent departure": leaves_urgently,
    "dual career": is_dual_career,
    "hesitant partner": says("partner.adherence", "hesitant"),
    "opposed partner": says("partner.adherence", "opposed"),
    "no car and no licence": has_no_means_to_drive,
    "French 2, signed offer": lambda p: is_beginning_french(p) and has_offer(p),
    "French 2, no offer": lambda p: (
        is_beginning_french(p) and p.word("adults.0.job_offer.status") == "none"
    ),
    "regulated profession in progress": awaits_a_permit_of_the_order,
    "asks for Laval": asks_for_laval,
    "asks for a village": asks_for_a_village,
    "engineer, good prospects in Montréal": is_an_engineer_who_searches_in_vain,
}


def test_there_are_fourteen_households() -> None:
    assert len(FILES) == 14
    assert len({household(path).word("candidate_id") for path in FILES}) == 14


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_story_of_two_lines_comes_first_in_french_then_in_english(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    french, english = lines[:2]
    assert re.match(r"# .*\b(une?|la|le|les|des?)\b", french, re.IGNORECASE)
    assert re.match(r"# .*\b(an?|the)\b", english, re.IGNORECASE)
    assert not re.search(r"\b(the|with)\b", french)
    assert not re.search(r"\b(une?|et|les|avec)\b", english)
    assert not [line for line in lines[2:] if "#" in line]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_readme_presents_each_household_in_both_languages(path: Path) -> None:
    french, english = (EXAMPLES / "README.md").read_text(encoding="utf-8").split("## In English")
    row = rf"^\| \[{re.escape(path.name)}\]\({re.escape(path.name)}\) \| [^|]+ \| [^|]+ \|$"
    assert re.search(row, french, re.MULTILINE)
    assert re.search(row, english, re.MULTILINE)


def test_the_readme_presents_no_other_file() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (EXAMPLES / "README.md").read_text(encoding="utf-8"))
    assert set(links) == {path.name for path in FILES}


@pytest.mark.parametrize(
    "path", [path for path in FILES if path != HALF_UNKNOWN], ids=lambda path: path.stem
)
def test_a_household_answers_every_fact_that_a_rule_may_read(path: Path) -> None:
    assert not unknown(household(path))


def test_the_first_meeting_leaves_about_half_of_the_facts_unknown() -> None:
    profile = household(HALF_UNKNOWN)
    share = len(unknown(profile)) / len(list(asked(profile)))
    assert 0.4 <= share <= 0.65


@pytest.mark.parametrize("trait", TRAITS)
def test_a_household_of_the_panel_shows(trait: str) -> None:
    assert [path.stem for path in FILES if TRAITS[trait](household(path))]


@pytest.mark.parametrize(
    ("path", "vocabulary"),
    [
        ("readiness.region_knowledge", words.REGION_KNOWLEDGE),
        ("readiness.project_maturity", words.MATURITY),
        ("readiness.lease", words.LEASE),
        ("readiness.resources_financial", words.RESOURCES),
        ("network.regional_org_contacted", words.YES_NO),
        ("network.plan_made", words.YES_NO),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_households_are_at_every_stage_of_preparation(path: str, vocabulary: Vocabulary) -> None:
    assert {household(file).word(path) for file in FILES} >= set(vocabulary.values)


def test_households_aim_at_a_wide_range_of_occupations_towns_and_needs() -> None:
    profiles = [household(path) for path in FILES]
    occupations = {profile.word(f"{adult}.occupation_noc") for profile in profiles
                   for adult in adults(profile)}  # fmt: skip
    towns = {code for profile in profiles
             for code in profile.words("preferences.municipalities") or ()}  # fmt: skip
    needs = {need for profile in profiles for need in profile.words("preferences.needs") or ()}
    assert len(occupations) >= 15
    assert len({snapshot().place(code).region.code for code in towns}) >= 8
    assert len(needs) >= 9
