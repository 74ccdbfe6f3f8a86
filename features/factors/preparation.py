"""What to prepare: situations that call for a step and never for a colour."""

from __future__ import annotations

import numpy as np

from features.factor import Factor
from features.factors.destinations import DESTINATIONS, OFFERS, PARTNER_MOVES, TRAININGS
from features.factors.home import HOME_SITUATIONS
from features.factors.language import FEW_OPTIONS_LEVEL, HIGHEST_LEVEL
from features.factors.mobility import MOBILITY_FACTOR
from features.factors.network import ORGANISATION, URGENT_DAYS
from features.factors.situations import partner_stays, says, situation
from features.factors.work import PARTNER_WORK
from features.levels import MOBILITY
from features.pairs import Flags, Pairs
from features.profile import HouseholdProfile
from regions_data.text import Text

_BY_TRANSIT = float(MOBILITY.position("by_transit"))
_STARTS = (
    *(path for each in DESTINATIONS for path in (each.status, each.start)),
    "adults.1.wants_work",
    PARTNER_MOVES,
)
_LICENCES = ("adults.0.licence_status", "adults.1.licence_status")


def _lacks_childcare(profile: HouseholdProfile, child: int) -> bool:
    at = f"children.{child}"
    return (
        profile.word(f"{at}.age_band") == "0-4"
        and profile.word(f"{at}.childcare_needed") == "yes"
        and profile.word(f"{at}.childcare_registered") != "yes"
    )


def _goes_to_school(profile: HouseholdProfile, child: int) -> bool:
    return profile.word(f"children.{child}.age_band") in {"5-11", "12-17"}


def _needs_childcare(pairs: Pairs) -> Flags:
    return pairs.counted("children", _lacks_childcare) > 0


def _has_pupils(pairs: Pairs) -> Flags:
    return pairs.counted("children", _goes_to_school) > 0


def _holds_a_foreign_licence(pairs: Pairs) -> Flags:
    return pairs.states(_LICENCES[0], "foreign_valid") | pairs.states(_LICENCES[1], "foreign_valid")


def _relies_on_transit(pairs: Pairs) -> Flags:
    return np.asarray(MOBILITY_FACTOR.compute(pairs) == _BY_TRANSIT)


def _partner_looks_for_work(pairs: Pairs) -> Flags:
    wants = pairs.states("household_kind", "couple") & pairs.states("adults.1.wants_work", "yes")
    has_no_job = pairs.states(OFFERS[1].status, "none", "verbal")
    return wants & has_no_job & ~partner_stays(pairs)


def _partner_trains(pairs: Pairs) -> Flags:
    training = TRAININGS[1]
    return pairs.states(training.status, "wanted", training.obtained) & ~partner_stays(pairs)


def _wants_french_classes(pairs: Pairs) -> Flags:
    """Who wants classes and is not already asked to take them by a rule on their level."""
    person, partner = (_may_enrol(pairs, adult) for adult in (0, 1))
    low = [
        pairs.level(f"adults.{adult}.french_oral_level") <= FEW_OPTIONS_LEVEL for adult in (0, 1)
    ]
    is_asked = [
        low[0] & pairs.states("activator", "job", "no_job"),
        low[1] & pairs.states("adults.1.wants_work", "yes"),
    ]
    return (person & ~is_asked[0]) | (partner & ~is_asked[1] & ~partner_stays(pairs))


def _may_enrol(pairs: Pairs, adult: int) -> Flags:
    is_highest = pairs.level(f"adults.{adult}.french_oral_level") >= HIGHEST_LEVEL
    return pairs.states(f"adults.{adult}.wants_francisation", "yes") & ~is_highest


def _leaves_in_a_hurry(pairs: Pairs) -> Flags:
    """Whether an obtained job or training surely starts within the days of an urgent departure."""
    urgent = np.zeros((pairs.shape[0], 1), dtype=np.bool_)
    for destination in DESTINATIONS:
        days = pairs.days_to(destination.start, worst=np.nan, best=np.nan)
        is_soon = (days >= 0) & (days <= URGENT_DAYS)
        is_obtained = pairs.states(destination.status, destination.obtained)
        if destination.adult == 1:
            is_obtained = is_obtained & ~partner_stays(pairs)
        if destination is OFFERS[1]:
            is_obtained = is_obtained & ~pairs.states("adults.1.wants_work", "no")
        urgent |= is_obtained & is_soon
    return urgent


def _has_a_verbal_offer(pairs: Pairs) -> Flags:
    return pairs.states(OFFERS[0].status, "verbal") | pairs.states(OFFERS[1].status, "verbal")


def _visits_later(pairs: Pairs) -> Flags:
    """Not visited yet, and not already asked for by the rule on leaving without a job."""
    is_unseen = pairs.states("readiness.region_knowledge", "none", "hearsay", "informed")
    return is_unseen & _has_something_in_hand(pairs) & ~_leaves_in_a_hurry(pairs)


def _contacts_later(pairs: Pairs) -> Flags:
    """The same for the settlement organisation."""
    is_not_reached = pairs.states(ORGANISATION, "no")
    return is_not_reached & _has_something_in_hand(pairs) & ~_leaves_in_a_hurry(pairs)


def _has_something_in_hand(pairs: Pairs) -> Flags:
    carries_itself = pairs.states("activator", "training", "entrepreneurship")
    return carries_itself | pairs.states(OFFERS[0].status, OFFERS[0].obtained)


def _has_needs(pairs: Pairs) -> Flags:
    return pairs.knows("preferences.needs") & ~pairs.names_none("preferences.needs")


JOB_SEARCH = situation(
    "job_search_to_prepare",
    Text("recherche d'emploi à préparer", "job search to prepare"),
    says(OFFERS[0].status, "none", "verbal"),
    OFFERS[0].status,
)
VERBAL_OFFER = situation(
    "verbal_offer_to_confirm",
    Text("offre verbale à confirmer", "verbal offer to confirm"),
    _has_a_verbal_offer,
    *(offer.status for offer in OFFERS),
)
PARTNER_JOB_SEARCH = situation(
    "partner_job_search_to_prepare",
    Text("travail de la conjointe ou du conjoint à préparer", "partner's work to prepare"),
    _partner_looks_for_work,
    *PARTNER_WORK,
    OFFERS[1].status,
)
TWO_DATES = situation(
    "partner_moves_later",
    Text("dates d'un départ en deux temps", "dates of a move in two stages"),
    says(PARTNER_MOVES, "later"),
    PARTNER_MOVES,
)
PARTNER_STAYS = situation(
    "partner_stays",
    Text("deux logements à prévoir", "two homes to plan"),
    partner_stays,
    PARTNER_MOVES,
)
PARTNER_TRAINING = situation(
    "partner_training_to_prepare",
    Text("formation de la conjointe ou du conjoint à préparer", "partner's training to prepare"),
    _partner_trains,
    TRAININGS[1].status,
    PARTNER_MOVES,
)
FRENCH_CLASSES = situation(
    "french_classes_to_enrol",
    Text("inscription en francisation", "enrolment in French classes"),
    _wants_french_classes,
    *(f"adults.{adult}.wants_francisation" for adult in (0, 1)),
    *(f"adults.{adult}.french_oral_level" for adult in (0, 1)),
    "activator",
    "adults.1.wants_work",
    PARTNER_MOVES,
)
CHILDCARE = situation(
    "childcare_to_register",
    Text("inscription en garderie", "childcare registration"),
    _needs_childcare,
    "children",
)
SCHOOL = situation(
    "school_to_register",
    Text("école à prévoir", "school to plan"),
    _has_pupils,
    "children",
)
FOREIGN_LICENCE = situation(
    "licence_to_exchange",
    Text("permis de conduire étranger à échanger", "foreign driving licence to exchange"),
    _holds_a_foreign_licence,
    *_LICENCES,
)
VISIT = situation(
    "visit_to_plan",
    Text("visite à prévoir", "visit to plan"),
    _visits_later,
    "activator",
    OFFERS[0].status,
    "readiness.region_knowledge",
    *_STARTS,
)
ORGANISATION_TO_CONTACT = situation(
    "organisation_to_contact",
    Text("organisme régional à contacter", "regional organisation to contact"),
    _contacts_later,
    "activator",
    OFFERS[0].status,
    ORGANISATION,
    *_STARTS,
)
TWINNING = situation(
    "twinning_wanted",
    Text("jumelage à proposer", "twinning to offer"),
    says("network.wants_twinning", "yes"),
    "network.wants_twinning",
)
ACTIVITIES = situation(
    "activities_to_find",
    Text("activités à repérer", "activities to find"),
    says("network.plan_made", "no"),
    "network.plan_made",
)
SERVICES = situation(
    "services_needed",
    Text("services demandés à vérifier", "services asked for, to check"),
    _has_needs,
    "preferences.needs",
)
LIFESTYLE = situation(
    "lifestyle_motive",
    Text("mode de vie et carrière, à en parler", "lifestyle and career, to talk about"),
    says("motives", "lifestyle", "family"),
    "motives",
)
BUSINESS_IDEA = situation(
    "business_idea",
    Text("plan d'affaires à préparer", "business plan to prepare"),
    says("business_stage", "idea"),
    "business_stage",
)
TAKEOVER = situation(
    "business_takeover",
    Text("reprise d'entreprise à préparer", "business takeover to prepare"),
    says("business_stage", "takeover"),
    "business_stage",
)
FOLLOW_UP = situation(
    "departure_decided",
    Text("suivi après l'arrivée", "follow-up after arrival"),
    says("readiness.project_maturity", "decided"),
    "readiness.project_maturity",
)
TRANSIT_TRIPS = Factor(
    "trips_by_transit",
    Text("trajets en transport collectif", "trips by transit"),
    MOBILITY_FACTOR.compute,
    household=MOBILITY_FACTOR.household,
    place=MOBILITY_FACTOR.place,
    levels=MOBILITY,
    applies=_relies_on_transit,
    may_colour=False,
)
SITUATIONS = (
    JOB_SEARCH,
    VERBAL_OFFER,
    PARTNER_JOB_SEARCH,
    TWO_DATES,
    PARTNER_STAYS,
    PARTNER_TRAINING,
    FRENCH_CLASSES,
    CHILDCARE,
    SCHOOL,
    *HOME_SITUATIONS,
    FOREIGN_LICENCE,
    VISIT,
    ORGANISATION_TO_CONTACT,
    TWINNING,
    ACTIVITIES,
    SERVICES,
    LIFESTYLE,
    BUSINESS_IDEA,
    TAKEOVER,
    FOLLOW_UP,
    TRANSIT_TRIPS,
)
