"""What to prepare: situations that call for a step and never for a colour."""

# Each applies only where the household has said what calls for it; its value is 1, except where a
# sentence needs a number. What is unknown calls for nothing: it is the rules that ask.

from __future__ import annotations

import numpy as np

from features.factor import Applies, Compute, Factor
from features.factors.destinations import DESTINATIONS, OFFERS, PARTNER_MOVES, TRAININGS
from features.factors.language import FEW_OPTIONS_LEVEL, HIGHEST_LEVEL
from features.factors.mobility import MOBILITY_FACTOR
from features.factors.network import ORGANISATION, URGENT_DAYS
from features.factors.readiness import LEASE_ENDS
from features.factors.work import PARTNER_WORK
from features.levels import MOBILITY
from features.pairs import Flags, Pairs
from features.place import Numbers
from features.profile import NO_LIMIT, HouseholdProfile
from regions_data.text import Text

_MAX_RENT = "preferences.max_rent_cad"
_BY_TRANSIT = float(MOBILITY.position("by_transit"))
_STARTS = tuple(path for each in DESTINATIONS for path in (each.status, each.start))
_LICENCES = ("adults.0.licence_status", "adults.1.licence_status")


def _once(pairs: Pairs) -> Numbers:
    return np.ones((pairs.shape[0], 1))


def _says(path: str, *words: str) -> Applies:
    """Whether a household has answered one of some words."""

    def applies(pairs: Pairs) -> Flags:
        return pairs.states(path, *words)

    return applies


def _situation(
    name: str,
    title: Text,
    applies: Applies,
    *household: str,
    compute: Compute = _once,
) -> Factor:
    return Factor(name, title, compute, household=household, applies=applies, may_colour=False)


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


def _max_rent(pairs: Pairs) -> Numbers:
    return pairs.amount(_MAX_RENT, worst=0.0, best=NO_LIMIT)


def _has_a_budget(pairs: Pairs) -> Flags:
    return pairs.knows(_MAX_RENT) & np.isfinite(_max_rent(pairs))


def _holds_a_foreign_licence(pairs: Pairs) -> Flags:
    return pairs.states(_LICENCES[0], "foreign_valid") | pairs.states(_LICENCES[1], "foreign_valid")


def _relies_on_transit(pairs: Pairs) -> Flags:
    return np.asarray(MOBILITY_FACTOR.compute(pairs) == _BY_TRANSIT)


def _partner_looks_for_work(pairs: Pairs) -> Flags:
    wants = pairs.states("household_kind", "couple") & pairs.states("adults.1.wants_work", "yes")
    has_no_job = pairs.states(OFFERS[1].status, "none", "verbal")
    return wants & has_no_job & ~_partner_stays(pairs)


def _partner_stays(pairs: Pairs) -> Flags:
    return pairs.states(PARTNER_MOVES, "stays")


def _partner_trains(pairs: Pairs) -> Flags:
    training = TRAININGS[1]
    return pairs.states(training.status, "wanted", training.obtained) & ~_partner_stays(pairs)


def _wants_french_classes(pairs: Pairs) -> Flags:
    """Who wants classes and is not already asked to take them by a rule on their level."""
    person, partner = (_may_enrol(pairs, adult) for adult in (0, 1))
    low = [
        pairs.level(f"adults.{adult}.french_oral_level") <= FEW_OPTIONS_LEVEL for adult in (0, 1)
    ]
    is_asked = [low[0], low[1] & pairs.states("adults.1.wants_work", "yes")]
    return (person & ~is_asked[0]) | (partner & ~is_asked[1] & ~_partner_stays(pairs))


def _may_enrol(pairs: Pairs, adult: int) -> Flags:
    is_highest = pairs.level(f"adults.{adult}.french_oral_level") >= HIGHEST_LEVEL
    return pairs.states(f"adults.{adult}.wants_francisation", "yes") & ~is_highest


def _leaves_in_a_hurry(pairs: Pairs) -> Flags:
    """Whether an obtained job or training surely starts within the days of an urgent departure."""
    urgent = np.zeros((pairs.shape[0], 1), dtype=np.bool_)
    for destination in DESTINATIONS:
        days = pairs.days_to(destination.start, worst=np.nan, best=np.nan)
        is_soon = (days >= 0) & (days <= URGENT_DAYS)
        urgent |= pairs.states(destination.status, destination.obtained) & is_soon
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


def _lease_ends_in_time(pairs: Pairs) -> Flags:
    """A lease that is not settled and ends by the moving day: it renews itself unless told."""
    days = [pairs.days_to(path, worst=np.nan, best=np.nan) for path in (LEASE_ENDS, "move_date")]
    ends = pairs.states("readiness.lease", "to_settle") & (days[0] <= days[1])
    return ends & ~_some_stay(pairs)


def _some_stay(pairs: Pairs) -> Flags:
    """Whether part of the family stays in the home, for a time or for good."""
    return pairs.states(PARTNER_MOVES, "later", "stays")


def _keeps_the_lease(pairs: Pairs) -> Flags:
    return pairs.states("readiness.lease", "to_settle") & _some_stay(pairs)


def _has_needs(pairs: Pairs) -> Flags:
    return pairs.knows("preferences.needs") & ~pairs.names_none("preferences.needs")


def _looks_for_a_home(pairs: Pairs) -> Flags:
    lodged = [
        pairs.states(offer.status, offer.obtained)
        & pairs.states(offer.detail("housing_provided"), "yes")
        for offer in OFFERS
    ]
    return pairs.states("housing_status", "none", "searching") & ~(lodged[0] | lodged[1])


def _asks_employer_for_housing(pairs: Pairs) -> Flags:
    unlodged = [
        pairs.states(offer.status, offer.obtained)
        & pairs.states(offer.detail("housing_provided"), "no")
        for offer in OFFERS
    ]
    return (unlodged[0] | unlodged[1]) & pairs.states("housing_status", "none", "searching")


JOB_SEARCH = _situation(
    "job_search_to_prepare",
    Text("recherche d'emploi à préparer", "job search to prepare"),
    _says(OFFERS[0].status, "none", "verbal"),
    OFFERS[0].status,
)
VERBAL_OFFER = _situation(
    "verbal_offer_to_confirm",
    Text("offre verbale à confirmer", "verbal offer to confirm"),
    _has_a_verbal_offer,
    *(offer.status for offer in OFFERS),
)
PARTNER_JOB_SEARCH = _situation(
    "partner_job_search_to_prepare",
    Text("travail de la conjointe ou du conjoint à préparer", "partner's work to prepare"),
    _partner_looks_for_work,
    *PARTNER_WORK,
    OFFERS[1].status,
)
TWO_DATES = _situation(
    "partner_moves_later",
    Text("dates d'un départ en deux temps", "dates of a move in two stages"),
    _says(PARTNER_MOVES, "later"),
    PARTNER_MOVES,
)
PARTNER_STAYS = _situation(
    "partner_stays",
    Text("deux logements à prévoir", "two homes to plan"),
    _partner_stays,
    PARTNER_MOVES,
)
PARTNER_TRAINING = _situation(
    "partner_training_to_prepare",
    Text("formation de la conjointe ou du conjoint à préparer", "partner's training to prepare"),
    _partner_trains,
    TRAININGS[1].status,
    PARTNER_MOVES,
)
FRENCH_CLASSES = _situation(
    "french_classes_to_enrol",
    Text("inscription en francisation", "enrolment in French classes"),
    _wants_french_classes,
    *(f"adults.{adult}.wants_francisation" for adult in (0, 1)),
    *(f"adults.{adult}.french_oral_level" for adult in (0, 1)),
    "adults.1.wants_work",
    PARTNER_MOVES,
)
CHILDCARE = _situation(
    "childcare_to_register",
    Text("inscription en garderie", "childcare registration"),
    _needs_childcare,
    "children",
)
SCHOOL = _situation(
    "school_to_register",
    Text("école à prévoir", "school to plan"),
    _has_pupils,
    "children",
)
RENT_BUDGET = _situation(
    "rent_budget",
    Text("loyers demandés à vérifier", "rents to check"),
    _has_a_budget,
    _MAX_RENT,
    compute=_max_rent,
)
HOUSING_SEARCH = _situation(
    "housing_search",
    Text("logement à trouver", "housing to find"),
    _looks_for_a_home,
    *(offer.status for offer in OFFERS),
    *(offer.detail("housing_provided") for offer in OFFERS),
    "housing_status",
)
EMPLOYER_HOUSING = _situation(
    "housing_to_ask_employer",
    Text("logement à demander à l'employeur", "housing to ask the employer for"),
    _asks_employer_for_housing,
    *(offer.status for offer in OFFERS),
    *(offer.detail("housing_provided") for offer in OFFERS),
    "housing_status",
)
FOREIGN_LICENCE = _situation(
    "licence_to_exchange",
    Text("permis de conduire étranger à échanger", "foreign driving licence to exchange"),
    _holds_a_foreign_licence,
    *_LICENCES,
)
VISIT = _situation(
    "visit_to_plan",
    Text("visite à prévoir", "visit to plan"),
    _visits_later,
    "activator",
    OFFERS[0].status,
    "readiness.region_knowledge",
    *_STARTS,
)
ORGANISATION_TO_CONTACT = _situation(
    "organisation_to_contact",
    Text("organisme régional à contacter", "regional organisation to contact"),
    _contacts_later,
    "activator",
    OFFERS[0].status,
    ORGANISATION,
    *_STARTS,
)
LEASE_NOTICE = _situation(
    "lease_notice",
    Text("avis de non-reconduction du bail", "notice of non-renewal of the lease"),
    _lease_ends_in_time,
    "readiness.lease",
    LEASE_ENDS,
    "move_date",
    PARTNER_MOVES,
)
LEASE_KEPT = _situation(
    "lease_kept_by_those_who_stay",
    Text("bail de qui reste", "lease of those who stay"),
    _keeps_the_lease,
    "readiness.lease",
    PARTNER_MOVES,
)
TWINNING = _situation(
    "twinning_wanted",
    Text("jumelage à proposer", "twinning to offer"),
    _says("network.wants_twinning", "yes"),
    "network.wants_twinning",
)
ACTIVITIES = _situation(
    "activities_to_find",
    Text("activités à repérer", "activities to find"),
    _says("network.plan_made", "no"),
    "network.plan_made",
)
SERVICES = _situation(
    "services_needed",
    Text("services demandés à vérifier", "services asked for, to check"),
    _has_needs,
    "preferences.needs",
)
LIFESTYLE = _situation(
    "lifestyle_motive",
    Text("mode de vie et carrière, à en parler", "lifestyle and career, to talk about"),
    _says("motives", "lifestyle", "family"),
    "motives",
)
BUSINESS_IDEA = _situation(
    "business_idea",
    Text("plan d'affaires à préparer", "business plan to prepare"),
    _says("business_stage", "idea"),
    "business_stage",
)
TAKEOVER = _situation(
    "business_takeover",
    Text("reprise d'entreprise à préparer", "business takeover to prepare"),
    _says("business_stage", "takeover"),
    "business_stage",
)
FOLLOW_UP = _situation(
    "departure_decided",
    Text("suivi après l'arrivée", "follow-up after arrival"),
    _says("readiness.project_maturity", "decided"),
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
    RENT_BUDGET,
    HOUSING_SEARCH,
    EMPLOYER_HOUSING,
    LEASE_NOTICE,
    LEASE_KEPT,
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
