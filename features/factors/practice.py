"""Regulated occupations: where each adult stands with the professional order."""

from __future__ import annotations

import numpy as np

from features.factor import Applies, Compute, Factor
from features.factors.destinations import COORDINATES, OFFERS, may_be_within_reach
from features.factors.work import PARTNER_WORK, wants_work
from features.levels import OFFER_ORDER, PRACTICE
from features.pairs import Flags, Pairs
from features.place import Numbers
from features.vocabulary import ORDER_STATUS
from regions_data.text import Text

_NOT_BEGUN, _CONTRADICTED, _MAYBE_NOT_BEGUN, _UNCONFIRMED, _APPLIED, _CLEARED = (
    float(rank) for rank in range(len(PRACTICE.values))
)
_OFFER_CONTRADICTED = float(OFFER_ORDER.position("contradicted"))
_OFFER_HELD = float(OFFER_ORDER.position("permit_held"))
_RANK_APPLIED = float(ORDER_STATUS.position("applied"))
_RANK_HELD = float(ORDER_STATUS.position("permit_held"))


def _order(adult: int) -> str:
    return f"adults.{adult}.order_status"


def _practice(adult: int) -> Compute:
    """How free an adult is to practise; an occupation that our list leaves open is a question."""

    def compute(pairs: Pairs) -> Numbers:
        is_sure = pairs.fears_occupation(adult, pairs.places.are_regulated("yes"))
        standing = pairs.level(_order(adult))
        without = np.where(is_sure, _NOT_BEGUN, _MAYBE_NOT_BEGUN)
        begun = np.where(standing >= _RANK_HELD, _CLEARED, _APPLIED)
        asked = np.where(standing >= _RANK_APPLIED, begun, without)
        said_free = np.where(is_sure, _CONTRADICTED, _UNCONFIRMED)
        return np.where(np.isnan(standing), said_free, asked)

    return compute


def _may_be_regulated(adult: int) -> Applies:
    def applies(pairs: Pairs) -> Flags:
        marked = pairs.places.are_regulated("yes", "may", "unknown")
        is_sure = pairs.fears_occupation(adult, pairs.places.are_regulated("yes"))
        is_asked = wants_work(pairs, adult) & (pairs.applies_to(_order(adult)) | is_sure)
        return is_asked & pairs.fears_occupation(adult, marked)

    return applies


def _practice_factor(adult: int, name: str, title: Text) -> Factor:
    household = (f"adults.{adult}.occupation_noc", _order(adult))
    return Factor(
        name,
        title,
        _practice(adult),
        household=(*household, *(PARTNER_WORK if adult else ())),
        constants=("is_regulated",),
        levels=PRACTICE,
        applies=_may_be_regulated(adult),
        earner=adult,
    )


def _standing_for_offer(adult: int) -> Compute:
    """Where an adult stands for an offer that asks for a permit; « not needed » contradicts it."""

    def compute(pairs: Pairs) -> Numbers:
        standing = pairs.level(_order(adult))
        held = np.where(standing >= _RANK_HELD, _OFFER_HELD, standing)
        return np.where(np.isnan(standing), _OFFER_CONTRADICTED, held)

    return compute


def _offer_waits_for_permit(adult: int) -> Applies:
    offer = OFFERS[adult]

    def applies(pairs: Pairs) -> Flags:
        is_conditional = pairs.feared(offer.status, offer.obtained) & pairs.feared(
            offer.detail("conditional_on_permit"), "yes"
        )
        is_wanted = wants_work(pairs, adult)
        return is_conditional & is_wanted & may_be_within_reach(pairs, offer)

    return applies


def _offer_permit_factor(adult: int, name: str, title: Text) -> Factor:
    offer = OFFERS[adult]
    details = (offer.detail("conditional_on_permit"), _order(adult))
    return Factor(
        name,
        title,
        _standing_for_offer(adult),
        household=(*offer.paths, *details, *(PARTNER_WORK if adult else ())),
        place=COORDINATES,
        levels=OFFER_ORDER,
        applies=_offer_waits_for_permit(adult),
        red_when="<= applied",
    )


PERSON_PRACTICE = _practice_factor(
    0,
    "person_practice",
    Text("droit d'exercer le métier de la personne", "right to practise the person's occupation"),
)
PARTNER_PRACTICE = _practice_factor(
    1,
    "partner_practice",
    Text(
        "droit d'exercer le métier de la conjointe ou du conjoint",
        "right to practise the partner's occupation",
    ),
)
PERSON_OFFER_ORDER = _offer_permit_factor(
    0,
    "person_offer_order_permit",
    Text("permis d'ordre exigé par l'offre", "order's permit asked by the offer"),
)
PARTNER_OFFER_ORDER = _offer_permit_factor(
    1,
    "partner_offer_order_permit",
    Text(
        "permis d'ordre exigé par l'offre de la conjointe ou du conjoint",
        "order's permit asked by the partner's offer",
    ),
)
