"""The home that is left and the one to find: what to prepare, never a colour."""

from __future__ import annotations

import numpy as np

from features.factors.destinations import OFFERS, PARTNER_MOVES
from features.factors.readiness import LEASE_ENDS
from features.factors.situations import partner_stays, situation
from features.pairs import Flags, Pairs
from features.place import Numbers
from features.profile import NO_LIMIT
from regions_data.text import Text

_MAX_RENT = "preferences.max_rent_cad"


def _max_rent(pairs: Pairs) -> Numbers:
    return pairs.amount(_MAX_RENT, worst=0.0, best=NO_LIMIT)


def _has_a_budget(pairs: Pairs) -> Flags:
    return pairs.knows(_MAX_RENT) & np.isfinite(_max_rent(pairs))


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


def _looks_for_a_home(pairs: Pairs) -> Flags:
    is_lodged = _has_offer_that_lodges(pairs, "yes")
    return pairs.states("housing_status", "none", "searching") & ~is_lodged


def _has_offer_that_lodges(pairs: Pairs, word: str) -> Flags:
    """Whether an employer there is known to lodge its people, or not to."""
    told = [
        pairs.states(offer.status, offer.obtained)
        & pairs.states(offer.detail("housing_provided"), word)
        for offer in OFFERS
    ]
    return told[0] | (told[1] & ~partner_stays(pairs))


def _asks_employer_for_housing(pairs: Pairs) -> Flags:
    is_unlodged = _has_offer_that_lodges(pairs, "no")
    return is_unlodged & pairs.states("housing_status", "none", "searching")


RENT_BUDGET = situation(
    "rent_budget",
    Text("loyers demandés à vérifier", "rents to check"),
    _has_a_budget,
    _MAX_RENT,
    compute=_max_rent,
)
HOUSING_SEARCH = situation(
    "housing_search",
    Text("logement à trouver", "housing to find"),
    _looks_for_a_home,
    *(offer.status for offer in OFFERS),
    *(offer.detail("housing_provided") for offer in OFFERS),
    "housing_status",
    PARTNER_MOVES,
)
EMPLOYER_HOUSING = situation(
    "housing_to_ask_employer",
    Text("logement à demander à l'employeur", "housing to ask the employer for"),
    _asks_employer_for_housing,
    *(offer.status for offer in OFFERS),
    *(offer.detail("housing_provided") for offer in OFFERS),
    "housing_status",
    PARTNER_MOVES,
)
LEASE_NOTICE = situation(
    "lease_notice",
    Text("avis de non-reconduction du bail", "notice of non-renewal of the lease"),
    _lease_ends_in_time,
    "readiness.lease",
    LEASE_ENDS,
    "move_date",
    PARTNER_MOVES,
)
LEASE_KEPT = situation(
    "lease_kept_by_those_who_stay",
    Text("bail de qui reste", "lease of those who stay"),
    _keeps_the_lease,
    "readiness.lease",
    PARTNER_MOVES,
)
HOME_SITUATIONS = (RENT_BUDGET, HOUSING_SEARCH, EMPLOYER_HOUSING, LEASE_NOTICE, LEASE_KEPT)
