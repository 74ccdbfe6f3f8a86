"""How ready the household is: what it knows, what is settled, what it can count on."""

from __future__ import annotations

import numpy as np

from features.factor import Compute, Factor
from features.factors.destinations import OFFERS, PARTNER_MOVES, surely_counts
from features.levels import OWN_CHOICE, VISIT
from features.levels import PRESENT_LEASE as PRESENT_LEASE_WORDS
from features.pairs import Flags, Pairs
from features.place import Numbers
from features.vocabulary import LEASE, MATURITY, REGION_KNOWLEDGE, RESOURCES
from regions_data.text import Text

_LEASE, LEASE_ENDS = "readiness.lease", "readiness.lease.ends"
_VISITED = float(REGION_KNOWLEDGE.position("visited"))
_SAID_SETTLED = float(LEASE.position("settled"))
_TO_SETTLE, _ENDS_IN_TIME = (
    float(PRESENT_LEASE_WORDS.position(word)) for word in ("to_settle", "ends_in_time")
)
_HOUSED = tuple(offer.detail("housing_provided") for offer in OFFERS)


def _level_of(path: str) -> Compute:
    def compute(pairs: Pairs) -> Numbers:
        return pairs.level(path)

    return compute


def _lease(pairs: Pairs) -> Numbers:
    """How settled it is; one that ends by the moving day asks for no second rent."""
    said = pairs.level(_LEASE)
    ends = pairs.days_to(LEASE_ENDS, worst=np.inf, best=-np.inf)
    moves = pairs.days_to("move_date", worst=-np.inf, best=np.inf)
    settled = np.where(ends <= moves, _ENDS_IN_TIME, _TO_SETTLE)
    return np.where(said >= _SAID_SETTLED, said + _ENDS_IN_TIME, said + settled)


def _has_a_lease_to_leave(pairs: Pairs) -> Flags:
    """Where part of the family stays in the home, its lease is not to be ended."""
    return pairs.applies_to(_LEASE) & ~pairs.hoped(PARTNER_MOVES, "later", "stays")


def _has_visited(pairs: Pairs) -> Numbers:
    return (pairs.level("readiness.region_knowledge") >= _VISITED).astype(np.float64)


def may_lack_an_offer(pairs: Pairs) -> Flags:
    """Who leaves without a signed job is asked more (RULES C03, J09)."""
    return ~pairs.hoped(OFFERS[0].status, OFFERS[0].obtained)


def _is_own_choice(pairs: Pairs) -> Numbers:
    return (~pairs.feared("motives", "fallback")).astype(np.float64)


def _days_to_move(pairs: Pairs) -> Numbers:
    """Whole days left; none once the day has passed."""
    return np.maximum(pairs.days_to("move_date", worst=0.0, best=np.inf), 0.0)


def _seeks_housing(pairs: Pairs) -> Flags:
    """No home found yet, and no employer who lodges the household."""
    is_lodged = [
        pairs.hoped(offer.status, offer.obtained)
        & pairs.hoped(path, "yes")
        & surely_counts(pairs, offer)
        for offer, path in zip(OFFERS, _HOUSED, strict=True)
    ]
    return pairs.feared("housing_status", "none", "searching") & ~(is_lodged[0] | is_lodged[1])


KNOWLEDGE = Factor(
    "region_knowledge",
    Text("connaissance de la région", "knowledge of the region"),
    _level_of("readiness.region_knowledge"),
    household=("readiness.region_knowledge",),
    levels=REGION_KNOWLEDGE,
)
VISIT_WITHOUT_OFFER = Factor(
    "visit_without_offer",
    Text("visite de la région, sans emploi signé", "visit to the region, no signed job"),
    _has_visited,
    household=("readiness.region_knowledge", OFFERS[0].status),
    levels=VISIT,
    applies=may_lack_an_offer,
)
PROJECT_MATURITY = Factor(
    "project_maturity",
    Text("maturité du projet", "project maturity"),
    _level_of("readiness.project_maturity"),
    household=("readiness.project_maturity",),
    levels=MATURITY,
)
FINANCIAL_RESOURCES = Factor(
    "financial_resources",
    Text("ressources financières, selon la personne", "financial resources, self-assessed"),
    _level_of("readiness.resources_financial"),
    household=("readiness.resources_financial", OFFERS[0].status),
    levels=RESOURCES,
    applies=may_lack_an_offer,
)
PRESENT_LEASE = Factor(
    "present_lease",
    Text("bail actuel", "present lease"),
    _lease,
    household=(_LEASE, LEASE_ENDS, "move_date", PARTNER_MOVES),
    levels=PRESENT_LEASE_WORDS,
    applies=_has_a_lease_to_leave,
)
PROJECT_IS_CHOSEN = Factor(
    "project_is_chosen",
    Text("la région comme choix ou comme repli", "the region as a choice or a fallback"),
    _is_own_choice,
    household=("motives",),
    levels=OWN_CHOICE,
)
DAYS_WITHOUT_HOUSING = Factor(
    "days_to_move_without_housing",
    Text("logement à trouver avant le départ", "housing to find before the move"),
    _days_to_move,
    household=(
        "housing_status",
        "move_date",
        "adults.1.wants_work",
        PARTNER_MOVES,
        *(o.status for o in OFFERS),
        *_HOUSED,
    ),
    applies=_seeks_housing,
)
