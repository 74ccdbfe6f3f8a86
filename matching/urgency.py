"""An urgent departure: when it is one, and what to do today, before leaving and after arrival."""

# The items and their order are ours, from the themes of the source; nothing in them is hidden
# behind an answer (RULES C08 to C11). What is already settled is said to be, and stays in view.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from features.factors.network import URGENT_DAYS
from features.profile import HouseholdProfile
from matching.ruleset import StepOwner
from regions_data.text import Text

VERY_URGENT_DAYS = 7
"""Up to this many days before the start, everything is for today (RULES C09)."""
_OBTAINED = {"job_offer": "signed", "training": "admitted"}
_DETAILS = {
    "job_offer": ("municipality", "start_date", "housing_provided"),
    "training": ("municipality", "start_date"),
}
Moment = Literal["today", "before", "after"]


@dataclass(frozen=True, slots=True)
class Departure:
    """A household on a day, and whether the place is where its job or training is."""

    profile: HouseholdProfile
    as_of: date
    is_there: bool


Settled = Callable[[Departure], bool]


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of the checklist: when, what, by whom, and whether what was said settles it."""

    moment: Moment
    text: Text
    owner: StepOwner
    is_settled: bool

    def as_json(self) -> dict[str, object]:
        """The item as the answer prints it."""
        return {
            "moment": self.moment,
            "text": self.text.as_json(),
            "owner": self.owner,
            "is_settled": self.is_settled,
        }


def days_to_start(profile: HouseholdProfile, as_of: date) -> int | None:
    """Days to the nearest start that is not past, of an obtained job or training; None without.

    A start that was given although nobody said that it is obtained counts: it is safer to hurry.
    """
    starts = [
        profile.day(f"adults.{adult}.{subject}.start_date")
        for adult in (0, 1)
        for subject, obtained in _OBTAINED.items()
        if profile.word(f"adults.{adult}.{subject}.status") in {obtained, None}
    ]
    days = [(start - as_of).days for start in starts if start is not None]
    return min((day for day in days if day >= 0), default=None)


def is_urgent(profile: HouseholdProfile, as_of: date) -> bool:
    """Whether something starts within the days of an urgent departure."""
    days = days_to_start(profile, as_of)
    return days is not None and days <= URGENT_DAYS


def checklist(departure: Departure) -> tuple[CheckItem, ...]:
    """Every item, today's first, then before leaving, then after arrival."""
    return tuple(
        CheckItem(moment, text, owner, settled(departure))
        for moment, text, owner, settled in _ITEMS
    )


def _never(_departure: Departure) -> bool:
    return False


def _says(path: str, *words: str) -> Settled:
    return lambda departure: departure.profile.word(path) in words


def _obtained(profile: HouseholdProfile, subject: str) -> list[str]:
    """The paths of the signed offers, or of the admissions, of the household."""
    paths = [f"adults.{adult}.{subject}" for adult in (0, 1)]
    return [path for path in paths if profile.word(f"{path}.status") == _OBTAINED[subject]]


def _has_its_details(departure: Departure) -> bool:
    """Whether every obtained offer or admission, one at least, has all that makes it a plan."""
    profile = departure.profile
    details = [
        f"{path}.{detail}"
        for subject, asked in _DETAILS.items()
        for path in _obtained(profile, subject)
        for detail in asked
    ]
    return bool(details) and all(profile.gap(detail) is None for detail in details)


def _may_work(departure: Departure) -> bool:
    """Whether everyone with a signed offer may work on the first day; else the person, today."""
    profile = departure.profile
    offers = _obtained(profile, "job_offer") or ["adults.0.job_offer"]
    return all(_permit_covers(profile, offer, departure.as_of) for offer in offers)


def _permit_covers(profile: HouseholdProfile, offer: str, as_of: date) -> bool:
    permit = offer.replace("job_offer", "work_permit")
    kind = profile.word(f"{permit}.type")
    if kind == "none_needed":
        return True
    ends = profile.day(f"{permit}.expires")
    start = profile.day(f"{offer}.start_date") or as_of
    is_allowed = kind == "open" or profile.word(f"{permit}.employer_allowed") == "yes"
    return is_allowed and ends is not None and ends >= max(start, as_of)


def _has_a_home(departure: Departure) -> bool:
    profile = departure.profile
    offers = _obtained(profile, "job_offer")
    lodged = any(profile.word(f"{offer}.housing_provided") == "yes" for offer in offers)
    is_housed = lodged or profile.word("housing_status") in {"temporary", "signed"}
    return is_housed and departure.is_there


def _gets_to_work(departure: Departure) -> bool:
    profile = departure.profile
    licences = {profile.word(f"adults.{adult}.licence_status") for adult in (0, 1)}
    is_licensed = bool(licences & {"valid_quebec", "foreign_valid"})
    return profile.word("car_access") == "available" and is_licensed and departure.is_there


def _has_agreed(departure: Departure) -> bool:
    profile = departure.profile
    is_alone = profile.word("household_kind") == "single"
    is_dated = profile.word("partner.moves") is not None
    return is_alone or (profile.word("partner.adherence") == "agrees" and is_dated)


_ITEMS: tuple[tuple[Moment, Text, StepOwner, Settled], ...] = (
    (
        "today",
        Text(
            "Organisme d'accueil de la région joint, et prévenu de ce qui presse.",
            "Settlement organisation of the region reached, and told what is urgent.",
        ),
        "counsellor",
        _says("network.regional_org_contacted", "yes"),
    ),
    (
        "today",
        Text(
            "Offre ou admission par écrit : date, lieu, logement, transport fourni ou non.",
            "Offer or admission in writing: date, place, housing, transport provided or not.",
        ),
        "candidate",
        _has_its_details,
    ),
    (
        "today",
        Text(
            "Permis de travail : il couvre cet employeur et sera valide le premier jour.",
            "Work permit: it covers this employer and will be valid on the first day.",
        ),
        "candidate",
        _may_work,
    ),
    (
        "before",
        Text(
            "Bail : cession, résiliation ou maintien décidé, avec qui y reste, et la date.",
            "Lease: assignment, termination or keeping it decided, with those who stay, and the "
            "date.",
        ),
        "candidate",
        _says("readiness.lease", "settled", "none"),
    ),
    (
        "before",
        Text(
            "Premier logement sur place trouvé ; demander pour combien de temps.",
            "First home there found; ask for how long.",
        ),
        "candidate",
        _has_a_home,
    ),
    (
        "before",
        Text("Se rendre au travail le premier jour.", "Getting to work on the first day."),
        "candidate",
        _gets_to_work,
    ),
    (
        "before",
        Text(
            "En couple : l'autre est d'accord, et l'on sait qui part quand.",
            "In a couple: the other agrees, and who leaves when is known.",
        ),
        "partner",
        _has_agreed,
    ),
    (
        "before",
        Text(
            "Argent des quatre à six premières semaines, selon la personne.",
            "Money for the first four to six weeks, in the person's own view.",
        ),
        "candidate",
        _says("readiness.resources_financial", "enough"),
    ),
    (
        "before",
        Text(
            "Papiers à apporter : NAS, carte d'assurance maladie, diplômes, dossiers des enfants.",
            "Papers to bring: SIN, health card, diplomas, children's records.",
        ),
        "candidate",
        _never,
    ),
    (
        "after",
        Text(
            "Changements d'adresse, santé et, selon le ménage, école, garderie, francisation.",
            "Changes of address, health and, depending on the household, school, childcare, French "
            "classes.",
        ),
        "candidate",
        _never,
    ),
    (
        "after",
        Text(
            "Emploi de la conjointe ou du conjoint, premières activités, jumelage.",
            "Partner's job search, first activities, twinning.",
        ),
        "regional_org",
        _never,
    ),
    (
        "after",
        Text(
            "Appel de suivi dans une à deux semaines ; bilan entre un et trois mois.",
            "Follow-up call in one to two weeks; full review between one and three months.",
        ),
        "counsellor",
        _never,
    ),
)
