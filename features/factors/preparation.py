"""What to prepare: situations that call for a step and never for a colour."""

# Each applies only where the household has said what calls for it; its value is 1, except where a
# sentence needs a number. What is unknown calls for nothing: it is the rules that ask.

from __future__ import annotations

import numpy as np

from features.factor import Applies, Compute, Factor
from features.factors.destinations import OFFERS
from features.factors.mobility import MOBILITY_FACTOR
from features.factors.network import ORGANISATION
from features.factors.readiness import LEASE_ENDS
from features.factors.work import PARTNER_WORK
from features.levels import MOBILITY
from features.pairs import Flags, Pairs
from features.place import Numbers
from features.profile import NO_LIMIT, HouseholdProfile
from regions_data.text import Text

_MAX_RENT = "preferences.max_rent_cad"
_BY_TRANSIT = float(MOBILITY.position("by_transit"))
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
    return wants & pairs.states(OFFERS[1].status, "none", "verbal")


def _has_a_verbal_offer(pairs: Pairs) -> Flags:
    return pairs.states(OFFERS[0].status, "verbal") | pairs.states(OFFERS[1].status, "verbal")


def _visits_later(pairs: Pairs) -> Flags:
    """Not visited yet, and not already asked for by the rule on leaving without a job."""
    is_unseen = pairs.states("readiness.region_knowledge", "none", "hearsay", "informed")
    return is_unseen & _has_something_in_hand(pairs)


def _contacts_later(pairs: Pairs) -> Flags:
    """The same for the settlement organisation."""
    return pairs.states(ORGANISATION, "no") & _has_something_in_hand(pairs)


def _has_something_in_hand(pairs: Pairs) -> Flags:
    carries_itself = pairs.states("activator", "training", "entrepreneurship")
    return carries_itself | pairs.states(OFFERS[0].status, OFFERS[0].obtained)


def _lease_ends_in_time(pairs: Pairs) -> Flags:
    """A lease that is not settled and ends by the moving day: it renews itself unless told."""
    days = [pairs.days_to(path, worst=np.nan, best=np.nan) for path in (LEASE_ENDS, "move_date")]
    return pairs.states("readiness.lease", "to_settle") & (days[0] <= days[1])


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
    _says(OFFERS[0].status, "none"),
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
    _says("partner.moves", "later"),
    "partner.moves",
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
    Text("logement à chercher", "housing to look for"),
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
)
ORGANISATION_TO_CONTACT = _situation(
    "organisation_to_contact",
    Text("organisme régional à contacter", "regional organisation to contact"),
    _contacts_later,
    "activator",
    OFFERS[0].status,
    ORGANISATION,
)
LEASE_NOTICE = _situation(
    "lease_notice",
    Text("avis de non-reconduction du bail", "notice of non-renewal of the lease"),
    _lease_ends_in_time,
    "readiness.lease",
    LEASE_ENDS,
    "move_date",
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
    CHILDCARE,
    SCHOOL,
    RENT_BUDGET,
    HOUSING_SEARCH,
    EMPLOYER_HOUSING,
    LEASE_NOTICE,
    FOREIGN_LICENCE,
    VISIT,
    ORGANISATION_TO_CONTACT,
    TWINNING,
    ACTIVITIES,
    SERVICES,
    LIFESTYLE,
    BUSINESS_IDEA,
    FOLLOW_UP,
    TRANSIT_TRIPS,
)
