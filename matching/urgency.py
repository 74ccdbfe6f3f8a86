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
_PATHS = tuple(f"adults.{adult}.{subject}" for adult in (0, 1) for subject in _OBTAINED)
_DETAILS = {
    "job_offer": ("municipality", "start_date", "housing_provided"),
    "training": ("municipality", "start_date"),
}
Moment = Literal["today", "before", "after"]


@dataclass(frozen=True, slots=True)
class Departure:
    """A household on a day, and which of its jobs and trainings are a daily trip from the place.

    `near` holds their fact paths (`adults.0.job_offer`); an unknown town is near nowhere.
    """

    profile: HouseholdProfile
    as_of: date
    near: frozenset[str]


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


def next_start(profile: HouseholdProfile, as_of: date) -> tuple[str, int] | None:
    """The fact path and the days left of the nearest start that is not past; None without.

    A start that was given although nobody said that it is obtained counts: it is safer to hurry.
    A partner who stays, or who does not want that work, starts nothing there.
    """
    left = [
        ((day - as_of).days, path)
        for path in _PATHS
        if _counts(profile, path)
        and profile.word(f"{path}.status") in {_OBTAINED[_subject(path)], None}
        and (day := profile.day(f"{path}.start_date")) is not None
        and day >= as_of
    ]
    return next(((path, days) for days, path in sorted(left)), None)


def days_to_start(profile: HouseholdProfile, as_of: date) -> int | None:
    """Days to the nearest start, None without."""
    found = next_start(profile, as_of)
    return None if found is None else found[1]


def settles_the_place(profile: HouseholdProfile, path: str) -> bool:
    """Whether an obtained job or training gives the household its place (RULES C07).

    A training does where it carries the project, and it is the person's.
    """
    is_obtained = profile.word(f"{path}.status") == _OBTAINED[_subject(path)]
    if not is_obtained or not _counts(profile, path):
        return False
    carries = path == "adults.0.training" and profile.word("activator") == "training"
    return carries or _subject(path) == "job_offer"


def _counts(profile: HouseholdProfile, path: str) -> bool:
    """Whether it is of someone who goes there, and wants it."""
    if path.startswith("adults.0."):
        return True
    if profile.word("partner.moves") == "stays":
        return False
    return _subject(path) == "training" or profile.word("adults.1.wants_work") != "no"


def _subject(path: str) -> str:
    return path.rpartition(".")[2]


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
    """The paths of the signed offers, or of the admissions, of those who go there."""
    return [
        path
        for path in _PATHS
        if _subject(path) == subject
        and _counts(profile, path)
        and profile.word(f"{path}.status") == _OBTAINED[subject]
    ]


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
    profile, as_of = departure.profile, departure.as_of
    offers = _obtained(profile, "job_offer")
    days = {offer: profile.day(f"{offer}.start_date") for offer in offers}
    return all(
        _permit_covers(profile, offer, day) for offer, day in (days or {_PATHS[0]: as_of}).items()
    )


def _permit_covers(profile: HouseholdProfile, offer: str, start: date | None) -> bool:
    """Whether the permit of whoever holds an offer is good on the first day, which is known."""
    permit = offer.replace("job_offer", "work_permit")
    kind = profile.word(f"{permit}.type")
    if kind == "none_needed":
        return True
    ends = profile.day(f"{permit}.expires")
    is_allowed = kind == "open" or profile.word(f"{permit}.employer_allowed") == "yes"
    return is_allowed and ends is not None and start is not None and ends >= start


def _has_a_home(departure: Departure) -> bool:
    """Whether there is a home near what starts there."""
    profile, near = departure.profile, _obtained_near(departure)
    lodged = any(profile.word(f"{path}.housing_provided") == "yes" for path in near)
    return lodged or (bool(near) and profile.word("housing_status") in {"temporary", "signed"})


def _gets_to_work(departure: Departure) -> bool:
    """Whether someone who goes on the first day drives, near what starts there."""
    profile = departure.profile
    adults = (0, 1) if profile.word("partner.moves") == "together" else (0,)
    licences = {profile.word(f"adults.{adult}.licence_status") for adult in adults}
    drives = bool(licences & {"valid_quebec", "foreign_valid"})
    return drives and profile.word("car_access") == "available" and bool(_obtained_near(departure))


def _obtained_near(departure: Departure) -> list[str]:
    found = [path for subject in _OBTAINED for path in _obtained(departure.profile, subject)]
    return [path for path in found if path in departure.near]


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
