"""Households whose facts the engine reads, and a sample of places, for the laws."""

# `tests.strategies` draws from the whole schema; here the facts that colour and score are drawn
# more often, and towns lie near each other, so that offers and contacts are within reach.

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hypothesis import strategies as st

from features.pairs import Pairs
from features.place import PlaceTable
from features.profile import HouseholdProfile
from features.schema import field_at
from matching.evaluate import Verdicts, evaluate
from matching.pipeline import Engine
from matching.ruleset import Ruleset
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from matching.score import Scores, score
from regions_data.catalog import Place
from tests.strategies import AS_OF, labour, on_the_day, read, snapshot

NEAR = (
    "10043", "10060", "10030", "10070", "08053", "12072", "49058", "39062", "39077", "44037",
    "43027", "42055", "81017", "80135", "62080", "62085", "75017", "25213", "03005", "05045",
    "97007", "97035", "99025", "01023", "53052", "94068", "94210",
)  # fmt: skip
OUTSIDE_SCOPE = ("65005", "58227")
EVERY = 34
NOCS = ("31301", "72106", "33102", "21232", "12011", "14401", "42203", "11100", "75101", "00010")
UNKNOWN = None
Facts = Mapping[str, object]


PREPARED: Facts = {
    "adults.0.order_status": "permit_held",
    "adults.0.work_permit": "none_needed",
    "adults.0.career_orientation": "balanced",
    "adults.0.montreal_search": "not_searching",
    "adults.0.wants_francisation": "no",
    "network.contacts": [],
    "network.regional_org_contacted": "yes",
    "network.wants_twinning": "no",
    "network.plan_made": "yes",
    "readiness.region_knowledge": "visited",
    "readiness.project_maturity": "defined",
    "readiness.lease": "settled",
    "readiness.resources_financial": "enough",
    "motives": ["cost"],
    "housing_status": "signed",
}
"""Facts of one person that leave nothing to prepare and nothing to ask, whatever the place."""
READY: Facts = {
    **PREPARED,
    "household_kind": "single",
    "activator": "job",
    "car_access": "available",
    "adults.0.licence_status": "valid_quebec",
    "adults.0.occupation_noc": "31301",
    "adults.0.french_oral_level": 8,
    "adults.0.job_offer": "none",
    "adults.0.training": "none",
    "preferences.needs": [],
    "preferences.place_types": [],
    "preferences.max_km_to_montreal": "none",
}
"""A nurse on her own who drives, without an offer: green wherever her occupation has a future."""


@cache
def ruleset() -> Ruleset:
    """The shipped ruleset; not a fixture, which Hypothesis would print whole in a failure."""
    path = default_ruleset_path()
    return read_ruleset(path.read_bytes(), path.name)


@cache
def engine() -> Engine:
    """The shipped ruleset over the shipped snapshot."""
    return Engine(snapshot(), labour(), ruleset(), AS_OF)


@cache
def sample() -> tuple[Place, ...]:
    """About sixty places: towns near each other, two of the CMM, and one in thirty-four."""
    named = {*NEAR, *OUTSIDE_SCOPE}
    everywhere = [place.code for place in snapshot().places if not place.in_cmm][::EVERY]
    return tuple(snapshot().place(code) for code in sorted({*named, *everywhere}))


@cache
def table() -> PlaceTable:
    """The sample as columns."""
    return PlaceTable(snapshot(), labour(), sample())


def levels(path: str) -> tuple[object, ...]:
    """Every known value of a fact with closed values or a whole number, worst first."""
    field = field_at(path)
    if field.vocabulary is not None:
        return field.vocabulary.values
    return tuple(range(int(field.low), int(field.high) + 1))


_NEEDS = ("hospital", "clsc", "vocational_centre", "cegep", "university")
_TYPES = ("rural", "small_town_near_centre", "urban_centre")
_TOWNS = (*NEAR, "66023")
_YES_NO = ("no", "yes")
_DAYS = ("1990-01-01", "2026-11-20", "2026-11-21", "2026-12-05", "2027-02-01", "2060-12-31")
_HOUSEHOLD: dict[str, tuple[object, ...]] = {
    "activator": levels("activator"),
    "car_access": levels("car_access"),
    "preferences.needs": ([], *([need] for need in _NEEDS), list(_NEEDS), ["childcare"]),
    "preferences.place_types": ([], *([kind] for kind in _TYPES), list(_TYPES[1:]), list(_TYPES)),
    "preferences.max_km_to_montreal": ("none", 0, 60, 150, 500, 700, 5000),
    "network.contacts": ([], *([{"municipality": town}] for town in NEAR[:6]), [{}]),
    "network.regional_org_contacted": _YES_NO,
    "network.wants_twinning": _YES_NO,
    "network.plan_made": _YES_NO,
    "readiness.region_knowledge": levels("readiness.region_knowledge"),
    "readiness.project_maturity": levels("readiness.project_maturity"),
    "readiness.lease": levels("readiness.lease"),
    "readiness.resources_financial": levels("readiness.resources_financial"),
    "motives": ([], ["fallback"], ["lifestyle"], ["fallback", "family"], ["cost", "studies"]),
    "business_stage": levels("business_stage"),
    "housing_status": levels("housing_status"),
    "move_date": _DAYS,
    "preferences.max_rent_cad": ("none", 900),
    "children": ([], [{"age_band": "0-4", "childcare_needed": "yes"}], [{"age_band": "5-11"}]),
}
_ADULT: dict[str, tuple[object, ...]] = {
    "occupation_noc": NOCS,
    "french_oral_level": levels("adults.0.french_oral_level"),
    "licence_status": levels("adults.0.licence_status"),
    "job_offer.status": levels("adults.0.job_offer.status"),
    "job_offer.municipality": _TOWNS,
    "job_offer.start_date": _DAYS,
    "job_offer.conditional_on_permit": _YES_NO,
    "job_offer.housing_provided": _YES_NO,
    "job_offer.carpool": _YES_NO,
    "training.status": levels("adults.0.training.status"),
    "training.municipality": _TOWNS,
    "training.start_date": _DAYS,
    "training.funding": levels("adults.0.training.funding"),
    "wants_work": _YES_NO,
    "wants_francisation": _YES_NO,
    "order_status": levels("adults.0.order_status"),
    "career_orientation": levels("adults.0.career_orientation"),
    "montreal_search.status": levels("adults.0.montreal_search.status"),
    "montreal_search.months": (0, 2, 3, 6, 12, 600),
    "work_permit.type": levels("adults.0.work_permit.type"),
    "work_permit.expires": _DAYS,
    "work_permit.employer_allowed": _YES_NO,
}
_PARTNER: dict[str, tuple[object, ...]] = {
    "partner.adherence": levels("partner.adherence"),
    "partner.met_counsellor": _YES_NO,
    "partner.moves": levels("partner.moves"),
    **{f"adults.1.{key}": values for key, values in _ADULT.items()},
}
_ALONE: dict[str, tuple[object, ...]] = {
    **_HOUSEHOLD,
    **{f"adults.0.{key}": values for key, values in _ADULT.items()},
}


def document(facts: Facts) -> dict[str, object]:
    """The profile document of some facts by path."""
    root: dict[str, object] = {"adults": [{}]}
    for path, value in facts.items():
        *groups, key = path.split(".")
        if groups[:1] == ["adults"]:
            adults = root["adults"]
            assert isinstance(adults, list)
            adults += [{} for _ in range(int(groups[1]) + 1 - len(adults))]
            node, groups = adults[int(groups[1])], groups[2:]
        else:
            node = root
        for group in groups:
            node = node.setdefault(group, {})
        node[key] = value
    return root


def household(facts: Facts) -> HouseholdProfile:
    """The household that has some facts, by path, and no others."""
    return read(document(facts))


def _gaps(count: int) -> st.SearchStrategy[int]:
    """Which facts are unknown, one bit each: none, a quarter, half, or three quarters of them."""
    some = st.integers(0, 2**count - 1)
    return st.one_of(
        st.just(0),
        st.builds(lambda one, two: one & two, some, some),
        some,
        st.builds(lambda one, two: one | two, some, some),
    )


@st.composite
def facts(draw: st.DrawFn) -> dict[str, object]:
    """Facts by path of one person, a couple, or a household not yet known; some left unknown."""
    kind = draw(st.sampled_from(["single", "couple", "couple", UNKNOWN]))
    known = _ALONE | (_PARTNER if kind == "couple" else {})
    found: dict[str, object] = {} if kind is UNKNOWN else {"household_kind": kind}
    unknown = draw(_gaps(len(known)))
    for bit, (path, values) in enumerate(known.items()):
        value = draw(st.sampled_from(values))
        if not unknown >> bit & 1:
            found[path] = value
    return found


def households() -> st.SearchStrategy[HouseholdProfile]:
    """Households read from drawn facts."""
    return facts().map(household)


def seen(
    rules: Ruleset, rows: tuple[HouseholdProfile, ...], places: PlaceTable | None = None
) -> tuple[Verdicts, Scores]:
    """Colours and scores of some households in some places, or in the sample."""
    pairs = Pairs(on_the_day(rows), table() if places is None else places, rules.household_rule)
    return evaluate(rules, pairs), score(rules, pairs)
