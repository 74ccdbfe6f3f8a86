"""The facts behind a rule's colour: what the household said, what is known of the place."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from features.factor import Factor
from features.profile import NO_LIMIT, Answer, Gap, HouseholdProfile
from features.schema import field_at
from matching.asking import comes_at_its_turn
from matching.decision import ReadFact
from matching.ruleset import Rule
from regions_data.catalog import Fact, Place
from regions_data.labour import Labour
from regions_data.snapshot import Snapshot
from regions_data.text import Text

HOUSEHOLD = "household"
_UNKNOWN = Text("inconnu", "unknown")
_GAP_LABELS = {
    Gap.UNKNOWN: _UNKNOWN,
    Gap.DECLINED: Text("préfère ne pas répondre", "prefers not to answer"),
    Gap.NOT_APPLICABLE: Text("sans objet", "not applicable"),
}
_COORDINATES = frozenset({"latitude", "longitude"})
_IDENTITY_SOURCE = "mamh_repertoire"


def facts_everywhere(rule: Rule, profile: HouseholdProfile, labour: Labour) -> tuple[ReadFact, ...]:
    """Every fact that a rule reads and that is the same in every place, known or not.

    Left out: what does not apply to this household, and the details of what there is not (the town
    of no offer).
    """
    paths = [path for path in rule.household_paths if _matters(profile, path)]
    said = [household_fact(profile, path) for path in paths]
    return (*said, *_constant_facts(rule.factor, profile, labour))


def facts_of_place(
    rule: Rule, profile: HouseholdProfile, place: Place, *, snapshot: Snapshot, labour: Labour
) -> tuple[ReadFact, ...]:
    """Every fact that a rule reads of one place, known or not.

    Left out: the coordinates where there is no town to measure from.
    """
    names = rule.factor.place
    if not _COORDINATES.isdisjoint(names) and not _has_a_town(profile, rule):
        names = tuple(name for name in names if name not in _COORDINATES)
    return tuple(
        fact
        for name in names
        for fact in _place_facts(
            name, rule.factor, profile, place, snapshot=snapshot, labour=labour
        )
    )


def _matters(profile: HouseholdProfile, path: str) -> bool:
    gap = profile.gap(path)
    if gap is Gap.UNKNOWN:
        return comes_at_its_turn(profile, path)
    return gap is not Gap.NOT_APPLICABLE


def _has_a_town(profile: HouseholdProfile, rule: Rule) -> bool:
    towns = [path for path in rule.household_paths if path.endswith(".municipality")]
    return not towns or any(profile.gap(path) is None for path in towns)


def household_fact(profile: HouseholdProfile, path: str) -> ReadFact:
    """What the household said at a fact path."""
    count, gap = profile.counts.get(path), profile.gap(path)
    value = float(count) if count is not None else _plain(profile.answer(path))
    label = None if gap is None else _GAP_LABELS[gap]
    unit = {"max_km_to_montreal": "km", "max_rent_cad": "CAD"}.get(field_at(path).key, "")
    return ReadFact(path, value, unit, HOUSEHOLD, HOUSEHOLD, None, label)


def _plain(answer: Answer) -> str | float | list[str] | None:
    if isinstance(answer, Gap):
        return None
    if isinstance(answer, tuple):
        return list(answer)
    if isinstance(answer, date):
        return answer.isoformat()
    return "none" if answer == NO_LIMIT else answer


def _place_facts(
    name: str,
    factor: Factor,
    profile: HouseholdProfile,
    place: Place,
    *,
    snapshot: Snapshot,
    labour: Labour,
) -> list[ReadFact]:
    if name == "in_cmm":
        return [_identity(name, "yes" if place.in_cmm else "no", snapshot)]
    if name == "code":
        return [_identity(name, place.code, snapshot)]
    if name == "mrc":
        return [_identity(name, place.mrc_code, snapshot)]
    if name == "region":
        return [_identity(name, place.region.code, snapshot)]
    if name in {"occupation_outlook", "occupation_specialisation"}:
        return _labour_facts(name, factor, profile, place, labour=labour)
    return [_fact_here(snapshot, place.code, name)]


def _identity(name: str, value: str, snapshot: Snapshot) -> ReadFact:
    source = snapshot.sources[_IDENTITY_SOURCE]
    return ReadFact(name, value, "", "municipality", source.id, source.period, None)


def _constant_facts(
    factor: Factor, profile: HouseholdProfile, labour: Labour
) -> tuple[ReadFact, ...]:
    """What the rule reads that is the same in every place, about the earner's occupation."""
    noc = profile.word(f"adults.{factor.earner}.occupation_noc")
    if noc is None:
        return ()
    read = {
        "is_regulated": lambda: labour.regulation_fact(noc),
        "montreal_outlook": lambda: labour.montreal_outlook_fact(noc),
    }
    return tuple(place_fact(read[name]()) for name in factor.constants)


def _labour_facts(
    name: str, factor: Factor, profile: HouseholdProfile, place: Place, *, labour: Labour
) -> list[ReadFact]:
    adults = (0, 1) if factor.earner is None else (factor.earner,)
    nocs = [profile.word(f"adults.{adult}.occupation_noc") for adult in adults]
    region = place.economic_region
    return [_labour_fact(labour, name, noc, region) for noc in nocs if noc is not None]


@lru_cache(maxsize=65_536)
def _fact_here(snapshot: Snapshot, code: str, name: str) -> ReadFact:
    """A fact of a snapshot never changes: it is put into words once."""
    return place_fact(snapshot.fact(code, name))


@lru_cache(maxsize=65_536)
def _labour_fact(labour: Labour, name: str, noc: str, region: str) -> ReadFact:
    read = labour.outlook_fact if name == "occupation_outlook" else labour.specialisation_fact
    return place_fact(read(noc, region))


def place_fact(fact: Fact) -> ReadFact:
    """A place fact with its warnings joined, or why it is unknown."""
    labels = fact.labels if fact.reason is None else (fact.reason,)
    label = Text(" ; ".join(t.fr for t in labels), "; ".join(t.en for t in labels))
    return ReadFact(
        fact.name,
        fact.value,
        fact.unit,
        fact.level,
        fact.source,
        fact.period,
        label if labels else None,
    )
