"""A few places of every kind, and the values that each fact may take, for the tests of factors."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from types import MappingProxyType

from features.pairs import HouseholdRule, Pairs
from features.place import PlaceTable, all_destinations
from features.profile import NO_LIMIT, Answer, Gap, HouseholdProfile, Known
from features.schema import field_at
from tests.strategies import AS_OF, labour, on_the_day, snapshot

# Urban with regular transit, urban without, small towns, villages without a stop, a place in
# Nunavik, and one inside the metropolitan community.
CODES = (
    "43027", "81017", "10043", "53052", "97007", "44037", "03005", "12005", "28040", "01023",
    "99130", "66023",
)  # fmt: skip
RIMOUSKI, SHERBROOKE, SAINT_CYPRIEN = "10043", "43027", "12005"
NOCS = ("31301", "72106", "00010", "21232", "65310", "85121")
RULES: tuple[HouseholdRule, ...] = ("at_least_one", "mean", "weakest", "sum")


@cache
def sample_places() -> PlaceTable:
    """The places above and every fortieth destination."""
    destinations = all_destinations(snapshot(), labour()).places[::40]
    named = tuple(snapshot().place(code) for code in CODES if _exists(code))
    return PlaceTable(snapshot(), labour(), tuple(dict.fromkeys((*named, *destinations))))


def _exists(code: str) -> bool:
    return any(place.code == code for place in snapshot().places)


def pairs_of(*profiles: HouseholdProfile, rule: HouseholdRule = "mean") -> Pairs:
    """Households beside the sample of places."""
    return Pairs(on_the_day(profiles), sample_places(), rule)


def told(**answers: Answer) -> HouseholdProfile:
    """A household by its answers, `__` standing for the dots of a path."""
    by_path = {path.replace("__", "."): answer for path, answer in answers.items()}
    return HouseholdProfile(MappingProxyType(by_path), MappingProxyType({}))


_LISTS: dict[str, tuple[Known, ...]] = {
    "network.contacts": ((), (RIMOUSKI,), (SAINT_CYPRIEN, SHERBROOKE)),
    "children": ((), ("0-4",), ("5-11", "12-17")),
}
_ITEM = {"network.contacts": "municipality", "children": "age_band"}


def answered(profile: HouseholdProfile, path: str, value: Known) -> HouseholdProfile:
    """The same household with one fact known; a list of words becomes a list of groups."""
    if path not in _ITEM:
        return profile.with_answer(path, value)
    if not isinstance(value, tuple):
        raise TypeError(path)
    towns = {f"{path}.{index}.{_ITEM[path]}": word for index, word in enumerate(value)}
    if path == "children":
        towns |= {f"{path}.{index}.childcare_needed": "yes" for index in range(len(value))}
    counts = {**profile.counts, path: len(value)}
    kept = {key: a for key, a in profile.answers.items() if key != path}
    return HouseholdProfile(MappingProxyType({**kept, **towns}), MappingProxyType(counts))


def known_values(path: str) -> tuple[Known, ...]:
    """Values that a fact may take: all of them when few, else the ends and some between."""
    field = field_at(path)
    if field.vocabulary is not None:
        words = field.vocabulary.values
        return ((), *((word,) for word in words), words) if field.kind == "words" else words
    by_kind: dict[str, tuple[Known, ...]] = {
        "noc": NOCS,
        "municipality": (RIMOUSKI, SHERBROOKE, SAINT_CYPRIEN, "66023"),
        "date": tuple(AS_OF + timedelta(days) for days in (-1, 0, 14, 15, 400)),
        "groups": _LISTS.get(path, ()),
    }
    middle = float((field.low + field.high) // 2)
    ends = (float(field.low), 4.0, middle, float(field.high), *_no_limit(path))
    return by_kind.get(field.kind, ends)


def _no_limit(path: str) -> tuple[Known, ...]:
    return (NO_LIMIT,) if field_at(path).none_means_no_limit else ()


def is_open(profile: HouseholdProfile, path: str) -> bool:
    """Whether a fact may still be answered."""
    gap = profile.answer(path) in {Gap.UNKNOWN, Gap.DECLINED}
    return gap and path not in profile.counts
