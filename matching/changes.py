"""What a household can change of its own situation: each actionable fact, and how it is said."""

# The list is closed (DESIGN §2.9). A fact that is unknown is a question and never a change; who the
# person is, what the household wishes and where the job is are nobody's to change here.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from features.factors.language import FEW_OPTIONS_LEVEL
from features.profile import Answer, Gap, HouseholdProfile
from features.schema import field_at
from matching.ruleset import Ruleset
from regions_data.labour import Labour
from regions_data.text import Text

_WHO = (
    (Text("la personne", "the person"), Text("de la personne", "the person's")),
    (
        Text("la conjointe ou le conjoint", "the partner"),
        Text("de la conjointe ou du conjoint", "the partner's"),
    ),
)
_BEST: dict[str, tuple[str, Text]] = {
    "car_access": ("available", Text("le ménage a une voiture", "the household has a car")),
    "partner.adherence": (
        "agrees",
        Text("la conjointe ou le conjoint adhère au projet", "the partner agrees with the project"),
    ),
    "partner.met_counsellor": (
        "yes",
        Text(
            "la rencontre avec la conjointe ou le conjoint a lieu",
            "the meeting with the partner takes place",
        ),
    ),
    "readiness.region_knowledge": (
        "visited",
        Text("le ménage visite la région", "the household visits the region"),
    ),
    "readiness.project_maturity": (
        "defined",
        Text("le projet est défini", "the project is defined"),
    ),
    "readiness.lease": ("settled", Text("le bail est réglé", "the lease is settled")),
    "readiness.resources_financial": (
        "enough",
        Text(
            "les ressources suffisent aux yeux de la personne",
            "resources are enough in the person's own view",
        ),
    ),
    "network.regional_org_contacted": (
        "yes",
        Text(
            "l'organisme d'accueil de la région est contacté",
            "the settlement organisation of the region is contacted",
        ),
    ),
}
_BEST_OF_ADULT: dict[str, tuple[str, Text]] = {
    "licence_status": (
        "valid_quebec",
        Text(
            "{who} obtient un permis de conduire valide au Québec",
            "{who} obtains a driving licence valid in Québec",
        ),
    ),
    "order_status": (
        "permit_held",
        Text("{who} obtient le permis de l'ordre", "{who} obtains the order's permit"),
    ),
    "work_permit.type": (
        "open",
        Text("{who} obtient un permis de travail ouvert", "{who} obtains an open work permit"),
    ),
    "work_permit.employer_allowed": (
        "yes",
        Text(
            "le permis de travail {whose} vise l'employeur de la région",
            "{whose} work permit covers the employer in the region",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of the household that could become otherwise, and the clause that says it.

    `forgets` are known facts that no longer say anything once it has: an application to the order
    of one occupation is none for another.
    """

    fact: str
    before: Answer
    after: Answer
    text: Text
    forgets: tuple[str, ...] = ()


def possible_changes(
    profile: HouseholdProfile, ruleset: Ruleset, labour: Labour, as_of: date
) -> tuple[Change, ...]:
    """Every change that is in the household's reach, facts in a fixed order.

    A fact may have several values to reach (levels of French), the nearest first; only known facts
    have any.
    """
    found = [change for path in _BEST if (change := _to_best(profile, path)) is not None]
    for adult in (0, 1):
        found += _of_adult(profile, adult, ruleset, labour, as_of)
    return tuple(found)


def _to_best(profile: HouseholdProfile, path: str) -> Change | None:
    value, text = _BEST[path]
    return _change(profile, path, value, text) if _is_below(profile, path, value) else None


def _of_adult(
    profile: HouseholdProfile, adult: int, ruleset: Ruleset, labour: Labour, as_of: date
) -> Iterator[Change]:
    for key, (value, text) in _BEST_OF_ADULT.items():
        path = f"adults.{adult}.{key}"
        if _is_below(profile, path, value):
            yield _change(profile, path, value, _named(text, adult))
    yield from _french(profile, adult, ruleset)
    yield from _renewed_permit(profile, adult, as_of)
    yield from _fallback(profile, adult, labour)


def _is_below(profile: HouseholdProfile, path: str, value: str) -> bool:
    """Whether a fact is known, and not yet as good as a value."""
    word, vocabulary = profile.word(path), field_at(path).vocabulary
    if word is None or vocabulary is None or word in vocabulary.aside:
        return False
    if not vocabulary.ordered:
        return word in _FROM.get(value, ())
    return vocabulary.position(word) < vocabulary.position(value)


_FROM = {"open": ("employer_specific",), "yes": ("no",)}
"""What an undirected fact changes from: a closed permit may be opened, a « no » become « yes »."""


def _french(profile: HouseholdProfile, adult: int, ruleset: Ruleset) -> Iterator[Change]:
    path = f"adults.{adult}.french_oral_level"
    level = profile.number(path)
    if level is None:
        return
    for target in sorted({FEW_OPTIONS_LEVEL + 1, *_levels_asked(path, ruleset)}):
        if level < target <= field_at(path).high:
            text = Text(
                f"{{who}} atteint le niveau {target:g} de français oral",
                f"{{who}} reaches level {target:g} of spoken French",
            )
            yield _change(profile, path, target, _named(text, adult))


def _levels_asked(path: str, ruleset: Ruleset) -> Iterator[float]:
    """The levels that rules compare with, and the one just above each."""
    for rule in ruleset.rules:
        if rule.factor.household[:1] == (path,) and rule.factor.unit == "/ 12":
            for band in rule.bands:
                if band.when is not None:
                    yield from (band.when.limit, band.when.limit + 1)


def _renewed_permit(profile: HouseholdProfile, adult: int, as_of: date) -> Iterator[Change]:
    """A permit renewed until the day of the answer or the first day of the job, if later."""
    path = f"adults.{adult}.work_permit.expires"
    ends = profile.day(path)
    if ends is None:
        return
    starts = profile.day(f"adults.{adult}.job_offer.start_date") or as_of
    needed = max(as_of, starts)
    if ends < needed:
        text = Text(
            f"le permis de travail {{whose}} est renouvelé au moins jusqu'au {needed}",
            f"{{whose}} work permit is renewed until {needed} at least",
        )
        yield _change(profile, path, needed, _named(text, adult))


def _fallback(profile: HouseholdProfile, adult: int, labour: Labour) -> Iterator[Change]:
    path = f"adults.{adult}.occupation_noc"
    target = profile.word(f"adults.{adult}.fallback_occupation_noc")
    if profile.word(path) is None or target is None or target == profile.word(path):
        return
    title = labour.title(target)
    text = Text(
        f"{{who}} vise son métier de repli ({title.fr})",
        f"{{who}} aims for the fallback occupation ({title.en})",
    )
    order = f"adults.{adult}.order_status"
    forgets = (order,) if profile.gap(order) in {None, Gap.NOT_APPLICABLE} else ()
    yield _change(profile, path, target, _named(text, adult), forgets)


def _change(
    profile: HouseholdProfile,
    path: str,
    after: Answer,
    text: Text,
    forgets: tuple[str, ...] = (),
) -> Change:
    before = profile.answer(path)
    if isinstance(before, Gap):
        raise ValueError(f"{path} is not known: it is a question, not a change")
    return Change(path, before, after, text, forgets)


def _named(text: Text, adult: int) -> Text:
    who, whose = _WHO[adult]
    return Text(
        text.fr.format(who=who.fr, whose=whose.fr), text.en.format(who=who.en, whose=whose.en)
    )
