"""What a panel of households shows of each marginal, read from the profiles alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from features import marginals as m
from features.profile import NO_LIMIT, Gap, HouseholdProfile
from features.shares import ALWAYS, Shares
from tests.strategies import labour

Seen = tuple[Shares, str, str]
REGULATION = {"yes": "regulated", "no": "not listed"}
STATUS_GROUPS = {
    detail: group for group, row in m.STATUS_DETAIL.table.items() for detail in row
}  # fmt: skip
PLAIN = (
    m.ACTIVATOR, m.HOUSEHOLD_KIND, m.ADHERENCE, m.SERVICES_QUEBEC, m.PAJR_AGE, m.MET_AAI,
    m.ORG_CONTACTED, m.WANTS_TWINNING, m.PLAN_MADE, m.RESOURCES,
)  # fmt: skip
PLAIN_OF_ADULTS = (
    m.ENGLISH, m.ENGLISH_REQUIRED, m.CAREER, m.LICENCE, m.OFFER_IN_FIELD, m.HOUSING_PROVIDED,
    m.CARPOOL, m.TRAINING_PROGRAM, m.TRAINING_FUNDING,
)  # fmt: skip


def counted(profiles: Iterable[HouseholdProfile]) -> dict[tuple[str, str], Counter[str]]:
    """How often each word was met, by fact and condition."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for profile in profiles:
        for subject in (_household, _programme, _children, _wishes, _readiness):
            _count(found, subject(profile))
        for adult in range(profile.counts["adults"]):
            for of_adult in (_person, _languages, _openings):
                _count(found, of_adult(profile, adult))
    return found


def _count(found: dict[tuple[str, str], Counter[str]], seen: Iterator[Seen]) -> None:
    for shares, condition, word in seen:
        found.setdefault((shares.fact, condition), Counter())[word] += 1


def word(profile: HouseholdProfile, path: str) -> str:
    """The word at a path that must be known."""
    said = profile.word(path)
    assert said is not None, path
    return said


def yes_no(is_so: bool) -> str:
    return "yes" if is_so else "no"


def first_start(profile: HouseholdProfile) -> bool:
    """Whether a job or a training was obtained."""
    return any(
        profile.word(f"adults.{adult}.{group}.status") == obtained
        for adult in (0, 1)
        for group, obtained in (("job_offer", "signed"), ("training", "admitted"))
    )


def usable_licence(profile: HouseholdProfile) -> bool:
    licences = {profile.word(f"adults.{adult}.licence_status") for adult in (0, 1)}
    return bool(licences & {"foreign_valid", "valid_quebec"})


def any_child(profile: HouseholdProfile, key: str, value: str) -> bool:
    return any(
        profile.word(f"children.{child}.{key}") == value
        for child in range(profile.counts["children"])
    )


def _household(profile: HouseholdProfile) -> Iterator[Seen]:
    for shares in PLAIN:
        if profile.word(shares.fact) is not None:
            yield shares, ALWAYS, word(profile, shares.fact)
    if profile.word("household_kind") == "couple":
        adherence = word(profile, "partner.adherence")
        asked = adherence if adherence == "not_asked" else "asked"
        yield m.MET_COUNSELLOR, asked, word(profile, "partner.met_counsellor")
        opposed = adherence if adherence == "opposed" else "not opposed"
        yield m.PARTNER_MOVES, opposed, word(profile, "partner.moves")
    licence = "a usable licence" if usable_licence(profile) else "no usable licence"
    yield m.CAR_ACCESS, licence, word(profile, "car_access")
    activator = word(profile, "activator")
    if activator == "entrepreneurship":
        yield m.BUSINESS_STAGE, activator, word(profile, "business_stage")
    motives = profile.words("motives") or ()
    for shares in m.MOTIVES:
        motive = shares.fact.removeprefix("motives: ")
        training = "training" if activator == "training" else "other activator"
        yield shares, training if motive == "studies" else ALWAYS, yes_no(motive in motives)


def _programme(profile: HouseholdProfile) -> Iterator[Seen]:
    status = word(profile, "programme.immigration_status")
    group = STATUS_GROUPS.get(status, status)
    yield m.STATUS_GROUP, ALWAYS, group
    if group != status:
        yield m.STATUS_DETAIL, group, status
    permit = word(profile, "adults.0.work_permit.type")
    yield m.WORK_PERMIT, status, permit
    if profile.counts["adults"] == 2:
        yield m.PARTNER_WORK_PERMIT, permit, word(profile, "adults.1.work_permit.type")


def _children(profile: HouseholdProfile) -> Iterator[Seen]:
    count = profile.counts["children"]
    yield m.CHILDREN, word(profile, "household_kind"), str(count)
    for child in (f"children.{index}" for index in range(count)):
        band, needed = (
            word(profile, f"{child}.age_band"),
            word(profile, f"{child}.childcare_needed"),
        )
        yield m.AGE_BAND, ALWAYS, band
        yield m.CHILDCARE_NEEDED, band, needed
        condition = "needed" if needed == "yes" else "not needed"
        yield m.CHILDCARE_REGISTERED, condition, word(profile, f"{child}.childcare_registered")


def _person(profile: HouseholdProfile, adult: int) -> Iterator[Seen]:
    path = f"adults.{adult}."
    for shares in PLAIN_OF_ADULTS:
        if (said := profile.word(shares.fact.replace("adults.*.", path))) is not None:
            yield shares, ALWAYS, said
    occupation = labour().occupation(word(profile, f"{path}occupation_noc"))
    yield m.EDUCATION, f"TEER {occupation.teer}", word(profile, f"{path}education_level")
    regulation = REGULATION.get(occupation.is_regulated, "perhaps regulated")
    yield m.ORDER_STATUS, regulation, word(profile, f"{path}order_status")
    has_other = profile.word(f"{path}fallback_occupation_noc") is not None
    yield m.HAS_FALLBACK, ALWAYS, yes_no(has_other)
    activator, wants = word(profile, "activator"), word(profile, f"{path}wants_work")
    yield m.WANTS_WORK, "partner" if adult else f"person, {activator}", wants
    search = "wants work" if wants == "yes" else "does not want work"
    yield m.MONTREAL_SEARCH, search, word(profile, f"{path}montreal_search.status")


def _languages(profile: HouseholdProfile, adult: int) -> Iterator[Seen]:
    path = f"adults.{adult}."
    oral = profile.number(f"{path}french_oral_level")
    written = profile.number(f"{path}french_written_level")
    assert oral is not None
    assert written is not None
    yield m.FRENCH_ORAL, ALWAYS, f"{oral:g}"
    if oral >= 4:  # below, the bottom of the scale gathers several gaps
        yield m.WRITTEN_BELOW_ORAL, ALWAYS, f"{oral - written:g}"
    low, middle, high = m.WANTS_FRANCISATION.table
    band = low if oral <= 6 else middle if oral <= 8 else high
    yield m.WANTS_FRANCISATION, band, word(profile, f"{path}wants_francisation")


def _openings(profile: HouseholdProfile, adult: int) -> Iterator[Seen]:
    path, activator = f"adults.{adult}.", word(profile, "activator")
    offer = word(profile, f"{path}job_offer.status")
    seeker = "person, job" if activator == "job" else "person, other activator"
    wants = word(profile, f"{path}wants_work") == "yes"
    condition = "partner who wants work" if adult else seeker
    yield m.JOB_OFFER, condition if wants else "does not want work", offer
    if offer == "signed":
        to_get = word(profile, f"{path}order_status") in {"none", "applied"}
        condition = "order permit not held" if to_get else "held or not needed"
        conditional = word(profile, f"{path}job_offer.conditional_on_permit")
        yield m.OFFER_CONDITIONAL, condition, conditional
    student = "person, training" if activator == "training" else "person, other activator"
    condition = "partner" if adult else student
    yield m.TRAINING, condition, word(profile, f"{path}training.status")
    if (allowed := profile.word(f"{path}work_permit.employer_allowed")) is not None:
        condition = "signed offer" if offer == "signed" else "no signed offer"
        yield m.EMPLOYER_ALLOWED, condition, allowed


def _wishes(profile: HouseholdProfile) -> Iterator[Seen]:
    types = ", ".join(profile.words("preferences.place_types") or ()) or "any"
    yield m.PLACE_TYPES, ALWAYS, types
    for shares in (m.MAX_KM, m.MAX_RENT):
        limit = profile.number(shares.fact)
        yield shares, ALWAYS, "none" if limit == NO_LIMIT else f"{limit:g}"
    yield m.TOWNS_ASKED, ALWAYS, str(len(profile.words("preferences.municipalities") or ()))
    yield m.REGIONS_ASKED, ALWAYS, str(len(profile.words("preferences.regions") or ()))
    yield m.CONTACTS, ALWAYS, str(profile.counts["network.contacts"])
    needs = profile.words("preferences.needs") or ()
    for shares in m.NEEDS:
        need = shares.fact.removeprefix("preferences.needs: ")
        yield shares, _need_condition(profile, need), yes_no(need in needs)


def _need_condition(profile: HouseholdProfile, need: str) -> str:
    classes = (profile.word(f"adults.{adult}.wants_francisation") for adult in (0, 1))
    teen = any_child(profile, "age_band", "12-17")
    said = {
        "cegep": "child of 12-17" if teen else "none of 12-17",
        "secondary_school": "child of 12-17" if teen else "none of 12-17",
        "primary_school": (
            "child of 5-11" if any_child(profile, "age_band", "5-11") else "none of 5-11"
        ),
        "vocational_centre": (
            "training" if profile.word("activator") == "training" else "other activator"
        ),
        "adult_education": "wants French classes" if "yes" in classes else "wants none",
        "english_school": "children" if profile.counts["children"] else "no children",
        "childcare": (
            "childcare needed" if any_child(profile, "childcare_needed", "yes") else "none needed"
        ),
        "transit": f"car {profile.word('car_access')}",
    }
    return said.get(need, ALWAYS)


def _readiness(profile: HouseholdProfile) -> Iterator[Seen]:
    signed = profile.word("adults.0.job_offer.status") == "signed"
    is_known = signed or profile.counts["network.contacts"] > 0
    knowledge = word(profile, "readiness.region_knowledge")
    yield m.REGION_KNOWLEDGE, "offer or contact" if is_known else "neither", knowledge
    maturity = word(profile, "readiness.project_maturity")
    yield m.MATURITY, "obtained" if first_start(profile) else "nothing obtained", maturity
    decided = "decided" if maturity == "decided" else "not decided"
    yield m.LEASE, decided, word(profile, "readiness.lease")
    yield m.HOUSING_STATUS, decided, word(profile, "housing_status")
    ends = profile.day("readiness.lease.ends")
    if ends is not None:
        yield m.LEASE_ENDS_IN_JUNE, ALWAYS, yes_no((ends.month, ends.day) == (6, 30))


def gap_words(profiles: Iterable[HouseholdProfile], path: str) -> Counter[str]:
    """How often each kind of gap stands at a path, « known » where there is none."""
    gaps: Counter[Gap | None] = Counter(profile.gap(path) for profile in profiles)
    return Counter({gap.value if gap else "known": count for gap, count in gaps.items()})
