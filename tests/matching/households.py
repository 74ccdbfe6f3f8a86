"""Households whose facts the engine reads, and a sample of places, for the laws."""

# `tests.strategies` draws from the whole schema; here the facts that colour and score are drawn
# more often, and towns lie near each other, so that offers and contacts are within reach.

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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
from tests.strategies import labour, read, snapshot

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


AS_OF = date(2026, 11, 21)


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
_HOUSEHOLD: dict[str, tuple[object, ...]] = {
    "activator": levels("activator"),
    "car_access": levels("car_access"),
    "preferences.needs": ([], *([need] for need in _NEEDS), list(_NEEDS), ["childcare"]),
    "preferences.place_types": ([], *([kind] for kind in _TYPES), list(_TYPES[1:]), list(_TYPES)),
    "preferences.max_km_to_montreal": ("none", 0, 60, 150, 500, 700, 5000),
    "network.contacts": ([], *([{"municipality": town}] for town in NEAR[:6]), [{}]),
}
_ADULT: dict[str, tuple[object, ...]] = {
    "occupation_noc": NOCS,
    "french_oral_level": levels("adults.0.french_oral_level"),
    "licence_status": levels("adults.0.licence_status"),
    "job_offer.status": levels("adults.0.job_offer.status"),
    "job_offer.municipality": _TOWNS,
    "training.status": levels("adults.0.training.status"),
    "training.municipality": _TOWNS,
    "wants_work": ("no", "yes"),
}
_PARTNER: dict[str, tuple[object, ...]] = {
    "partner.adherence": levels("partner.adherence"),
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


@st.composite
def facts(draw: st.DrawFn) -> dict[str, object]:
    """Facts by path of one person, a couple, or a household not yet known; some left unknown."""
    kind = draw(st.sampled_from(["single", "couple", "couple", UNKNOWN]))
    known = _ALONE | (_PARTNER if kind == "couple" else {})
    found: dict[str, object] = {} if kind is UNKNOWN else {"household_kind": kind}
    for path, values in known.items():
        value = draw(st.sampled_from([*values, UNKNOWN, UNKNOWN]))
        if value is not UNKNOWN:
            found[path] = value
    return found


def households() -> st.SearchStrategy[HouseholdProfile]:
    """Households read from drawn facts."""
    return facts().map(household)


def seen(rules: Ruleset, rows: tuple[HouseholdProfile, ...]) -> tuple[Verdicts, Scores]:
    """Colours and scores of some households in the sample of places."""
    pairs = Pairs(rows, table(), rules.household_rule)
    return evaluate(rules, pairs), score(rules, pairs)
