"""Work: offers, outlooks and how strong an occupation is in the region, for both earners."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from features.factor import Applies, Compute, Factor
from features.factors.destinations import (
    COORDINATES,
    DESTINATIONS,
    OFFERS,
    PARTNER_MOVES,
    TRAININGS,
    Destination,
    closeness_to_town,
    is_known,
    is_within_reach,
    km_to_town,
    may_stay,
)
from features.levels import OUTLOOK
from features.pairs import Flags, Pairs
from features.place import Numbers
from regions_data.text import Text

NO_PROSPECT_KM = 60.0
"""Closeness to an offer or a training falls in a straight line to nothing here (our judgement)."""
PARTNER_WORK = ("household_kind", "adults.1.wants_work", PARTNER_MOVES)
"""The facts that say whether a partner's work counts there."""


def wants_work(pairs: Pairs, adult: int) -> Flags:
    """Whether an adult may want to work there: the person is taken to; a partner is asked.

    A partner who stays where they live does not.
    """
    if adult == 0:
        return np.ones((pairs.shape[0], 1), dtype=np.bool_)
    is_couple = pairs.feared("household_kind", "couple")
    return is_couple & pairs.feared("adults.1.wants_work", "yes") & ~may_stay(pairs)


def _is_taken_to_work(pairs: Pairs) -> Flags:
    """Whether the score counts the partner: they want to work, and nobody said that they stay."""
    wants = pairs.states("household_kind", "couple") & pairs.states("adults.1.wants_work", "yes")
    return wants & ~pairs.states(PARTNER_MOVES, "stays")


def _wants_no_work(pairs: Pairs) -> Flags:
    """What would switch the partner's offer off; while it is unknown, it might."""
    return pairs.hoped("adults.1.wants_work", "no") | may_stay(pairs)


def _has_offer_in_reach(pairs: Pairs, adult: int) -> Flags:
    offer = OFFERS[adult]
    return pairs.hoped(offer.status, offer.obtained) & is_within_reach(pairs, offer)


def _offer_applies(adult: int) -> Applies:
    offer = OFFERS[adult]

    def applies(pairs: Pairs) -> Flags:
        may_be_signed = pairs.feared(offer.status, offer.obtained)
        return may_be_signed if adult == 0 else may_be_signed & ~_wants_no_work(pairs)

    return applies


def _outlook_applies(adult: int) -> Applies:
    def applies(pairs: Pairs) -> Flags:
        return wants_work(pairs, adult) & ~_has_offer_in_reach(pairs, adult)

    return applies


def _prospect(pairs: Pairs, adult: int) -> Numbers:
    """One earner's prospect from 0 to 1.

    Closeness to a signed offer, else to the training that admits them, else the outlook's rank.
    """
    outlook = pairs.outlook(adult) / (len(OUTLOOK.values) - 1)
    trained = _nearer_to(TRAININGS[adult], pairs, outlook)
    return _nearer_to(OFFERS[adult], pairs, trained)


def _nearer_to(destination: Destination, pairs: Pairs, otherwise: Numbers) -> Numbers:
    """Closeness to an obtained destination, else another value; both while that is unknown."""
    closeness = closeness_to_town(pairs, destination, NO_PROSPECT_KM)
    if pairs.side == "plain":
        return np.where(is_known(pairs, destination), closeness, otherwise)
    either = _bound_of(pairs, otherwise, closeness)
    maybe = pairs.at_best.hoped(destination.status, destination.obtained)
    surely = pairs.at_worst.hoped(destination.status, destination.obtained)
    return np.where(surely, closeness, np.where(maybe, either, otherwise))


def _bound_of(pairs: Pairs, one: Numbers, two: Numbers) -> Numbers:
    """The better of two at best, the worse of them at worst."""
    return np.fmax(one, two) if pairs.side == "best" else np.fmin(one, two)


def _is_told(pairs: Pairs, adult: int) -> Flags:
    """Whether something is known of an earner's work."""
    return (
        _knows_occupation(pairs, adult)
        | is_known(pairs, OFFERS[adult])
        | is_known(pairs, TRAININGS[adult])
    )


def _knows_occupation(pairs: Pairs, adult: int) -> Flags:
    return pairs.knows(f"adults.{adult}.occupation_noc")


def _combined(pairs: Pairs, person: Numbers, partner: Numbers) -> Numbers:
    """Both earners' prospects by the household rule of the ruleset."""
    match pairs.household_rule:
        case "at_least_one":
            return np.maximum(person, partner)
        case "weakest":
            return np.minimum(person, partner)
        case "mean":
            return (person + partner) / 2
        case "sum":
            return np.minimum(person + partner, 1.0)


def _with_partner(
    pairs: Pairs,
    one: Callable[[Pairs, int], Numbers],
    join: Callable[[Numbers, Numbers], Numbers],
    is_told: Callable[[Pairs, int], Flags],
) -> Numbers:
    """The person alone, or joined with a partner who wants work; both when that is unknown.

    From the plain side an earner of whom nothing is known leaves the other one's value.
    """
    alone, other = one(pairs, 0), one(pairs, 1)
    together = join(alone, other)
    if pairs.side == "plain":
        joined = np.where(is_told(pairs, 0), together, other)
        return np.where(_is_taken_to_work(pairs) & is_told(pairs, 1), joined, alone)
    maybe, surely = wants_work(pairs.at_worst, 1), wants_work(pairs.at_best, 1)
    may_want = np.where(maybe, _bound_of(pairs, alone, together), alone)
    return np.where(surely, together, may_want)


def _work_prospects(pairs: Pairs) -> Numbers:
    return _with_partner(pairs, _prospect, lambda one, two: _combined(pairs, one, two), _is_told)


def is_by_place(pairs: Pairs, adult: int) -> Flags:
    """Whether an earner's prospect is the closeness to a known offer or training."""
    return is_known(pairs, OFFERS[adult]) | is_known(pairs, TRAININGS[adult])


def earner_prospects(pairs: Pairs) -> tuple[tuple[Numbers, Flags], tuple[Numbers, Flags]]:
    """Each earner's prospect, 0 to 1, and whether the household rule counts it.

    The person first; prospects broadcast to (n, m), flags to (n, 1).
    """
    partner_counts = _is_taken_to_work(pairs) & _is_told(pairs, 1)
    person_counts = _is_told(pairs, 0) | ~partner_counts
    return (_prospect(pairs, 0), person_counts), (_prospect(pairs, 1), partner_counts)


def _mean_of_both(one: Numbers, two: Numbers) -> Numbers:
    """The mean of both earners, an unpublished one counting for nothing; NaN when both are."""
    mean = (np.nan_to_num(one) + np.nan_to_num(two)) / 2
    return np.where(np.isnan(one) & np.isnan(two), np.nan, mean)


def _lacks(one: Callable[[Pairs, int], Numbers]) -> Applies:
    """Where the place fact of an earner who counts is not published."""

    def lacks(pairs: Pairs) -> Flags:
        missing = [
            np.isnan(one(pairs, adult)) & _knows_occupation(pairs, adult) for adult in (0, 1)
        ]
        return missing[0] | (missing[1] & _is_taken_to_work(pairs))

    return lacks


def _specialisation(pairs: Pairs) -> Numbers:
    return _with_partner(pairs, Pairs.specialisation, _mean_of_both, _knows_occupation)


def _gain_over_montreal(pairs: Pairs) -> Numbers:
    return _with_partner(pairs, Pairs.outlook_gain, _mean_of_both, _knows_occupation)


def _outlook_of(adult: int) -> Compute:
    def compute(pairs: Pairs) -> Numbers:
        return pairs.outlook(adult)

    return compute


def _offer_km_of(adult: int) -> Compute:
    def compute(pairs: Pairs) -> Numbers:
        return km_to_town(pairs, OFFERS[adult])

    return compute


_BOTH_EARNERS = (
    "adults.0.occupation_noc",
    "adults.1.occupation_noc",
    *PARTNER_WORK,
)

PERSON_OUTLOOK = Factor(
    "person_outlook",
    Text("perspectives d'emploi de la personne", "person's job outlook"),
    _outlook_of(0),
    household=("adults.0.occupation_noc", *OFFERS[0].paths),
    place=("occupation_outlook", *COORDINATES),
    levels=OUTLOOK,
    applies=_outlook_applies(0),
    earner=0,
)
PARTNER_OUTLOOK = Factor(
    "partner_outlook",
    Text("perspectives d'emploi de la conjointe ou du conjoint", "partner's job outlook"),
    _outlook_of(1),
    household=("adults.1.occupation_noc", *PARTNER_WORK, *OFFERS[1].paths),
    place=("occupation_outlook", *COORDINATES),
    levels=OUTLOOK,
    applies=_outlook_applies(1),
    earner=1,
)
PERSON_OFFER_KM = Factor(
    "person_offer_km",
    Text("distance de l'emploi offert à la personne", "distance to the person's job offer"),
    _offer_km_of(0),
    unit="km",
    household=OFFERS[0].paths,
    place=COORDINATES,
    applies=_offer_applies(0),
    earner=0,
    better="down",
)
PARTNER_OFFER_KM = Factor(
    "partner_offer_km",
    Text(
        "distance de l'emploi offert à la conjointe ou au conjoint",
        "distance to the partner's job offer",
    ),
    _offer_km_of(1),
    unit="km",
    household=(*OFFERS[1].paths, "adults.1.wants_work", PARTNER_MOVES),
    place=COORDINATES,
    applies=_offer_applies(1),
    earner=1,
    better="down",
)
WORK_PROSPECTS = Factor(
    "work_prospects",
    Text("emploi", "work"),
    _work_prospects,
    household=(*_BOTH_EARNERS, *(path for each in DESTINATIONS for path in each.paths)),
    place=("occupation_outlook", *COORDINATES),
)
SPECIALISATION = Factor(
    "occupation_specialisation",
    Text("poids du métier dans la région", "weight of the occupation in the region"),
    _specialisation,
    household=_BOTH_EARNERS,
    place=("occupation_specialisation",),
    may_colour=False,
    lacks=_lacks(Pairs.specialisation),
)
GAIN_OVER_MONTREAL = Factor(
    "outlook_gain_over_montreal",
    Text("perspectives comparées à Montréal", "outlook compared with Montréal"),
    _gain_over_montreal,
    household=_BOTH_EARNERS,
    place=("occupation_outlook",),
    may_colour=False,
    lacks=_lacks(Pairs.outlook_gain),
)
