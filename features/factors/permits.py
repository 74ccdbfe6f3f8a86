"""Work permits: whether one ties an adult to an employer, and whether it covers an offer."""

from __future__ import annotations

import numpy as np

from features.factor import Applies, Compute, Factor
from features.factors.destinations import COORDINATES, OFFERS, may_be_within_reach
from features.factors.work import PARTNER_WORK, wants_work
from features.levels import OFFER_PERMIT, PERMIT_FREEDOM
from features.pairs import Flags, Pairs
from features.place import Numbers
from regions_data.text import Text

_EXPIRED, _TIED, _FREE = (float(rank) for rank in range(len(PERMIT_FREEDOM.values)))
_ENDS_BEFORE_START, _OTHER_EMPLOYER, _ALLOWS = (
    float(rank) for rank in range(len(OFFER_PERMIT.values))
)


def _permit(adult: int, detail: str) -> str:
    return f"adults.{adult}.work_permit.{detail}"


def _freedom(adult: int) -> Compute:
    def compute(pairs: Pairs) -> Numbers:
        is_tied = pairs.feared(_permit(adult, "type"), "employer_specific")
        is_free = ~is_tied | pairs.hoped(_permit(adult, "employer_allowed"), "yes")
        is_over = pairs.days_to(_permit(adult, "expires"), worst=-np.inf, best=np.inf) < 0
        return np.where(is_over, _EXPIRED, np.where(is_free, _FREE, _TIED))

    return compute


def _needs_a_permit(adult: int) -> Applies:
    def applies(pairs: Pairs) -> Flags:
        may_need = pairs.feared(_permit(adult, "type"), "open", "employer_specific")
        return may_need & wants_work(pairs, adult)

    return applies


def _ends_before_start(pairs: Pairs, adult: int) -> Flags:
    expires = pairs.days_to(_permit(adult, "expires"), worst=-np.inf, best=np.inf)
    starts = pairs.days_to(OFFERS[adult].start, worst=np.inf, best=-np.inf)
    return np.asarray(expires < np.maximum(starts, 0.0))  # a job that has begun needs it today


def _cover_of_offer(adult: int) -> Compute:
    def compute(pairs: Pairs) -> Numbers:
        is_tied = pairs.feared(_permit(adult, "type"), "employer_specific")
        is_barred = is_tied & pairs.feared(_permit(adult, "employer_allowed"), "no")
        allowed = np.where(is_barred, _OTHER_EMPLOYER, _ALLOWS)
        return np.where(_ends_before_start(pairs, adult), _ENDS_BEFORE_START, allowed)

    return compute


def _offer_needs_a_permit(adult: int) -> Applies:
    offer = OFFERS[adult]

    def applies(pairs: Pairs) -> Flags:
        is_signed = pairs.feared(offer.status, offer.obtained)
        return is_signed & _needs_a_permit(adult)(pairs) & may_be_within_reach(pairs, offer)

    return applies


def _freedom_factor(adult: int, name: str, title: Text) -> Factor:
    details = tuple(_permit(adult, detail) for detail in ("type", "employer_allowed", "expires"))
    return Factor(
        name,
        title,
        _freedom(adult),
        household=(*details, *(PARTNER_WORK if adult else ())),
        levels=PERMIT_FREEDOM,
        applies=_needs_a_permit(adult),
    )


def _cover_factor(adult: int, name: str, title: Text) -> Factor:
    offer = OFFERS[adult]
    details = tuple(_permit(adult, detail) for detail in ("type", "expires", "employer_allowed"))
    return Factor(
        name,
        title,
        _cover_of_offer(adult),
        household=(*offer.paths, offer.start, *details, *(PARTNER_WORK if adult else ())),
        place=COORDINATES,
        levels=OFFER_PERMIT,
        applies=_offer_needs_a_permit(adult),
        red_when="< allows",
    )


PERSON_PERMIT_FREEDOM = _freedom_factor(
    0, "person_permit_freedom", Text("permis de travail de la personne", "person's work permit")
)
PARTNER_PERMIT_FREEDOM = _freedom_factor(
    1,
    "partner_permit_freedom",
    Text("permis de travail de la conjointe ou du conjoint", "partner's work permit"),
)
PERSON_OFFER_PERMIT = _cover_factor(
    0,
    "person_offer_work_permit",
    Text("permis de travail pour l'emploi offert", "work permit for the job offered"),
)
PARTNER_OFFER_PERMIT = _cover_factor(
    1,
    "partner_offer_work_permit",
    Text(
        "permis de travail pour l'emploi offert à la conjointe ou au conjoint",
        "work permit for the job offered to the partner",
    ),
)
