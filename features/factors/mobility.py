"""Getting around: a car and a licence, or transit that serves the place."""

from __future__ import annotations

import numpy as np

from features.factor import Factor
from features.factors.destinations import (
    COORDINATES,
    DESTINATIONS,
    OFFERS,
    PARTNER_MOVES,
    Destination,
    may_count,
    moves_too,
    surely_counts,
)
from features.levels import MOBILITY
from features.pairs import Flags, Pairs
from features.place import Numbers
from features.vocabulary import LICENCE
from regions_data.text import Text

NEAR_WORK_KM, FAR_WORK_KM = 5.0, 30.0
_OUT_OF_REACH, _TO_PREPARE, _BY_TRANSIT, _BY_CAR = (
    float(rank) for rank in range(len(MOBILITY.values))
)
_USABLE_LICENCE = float(LICENCE.position("foreign_valid"))
_LEARNER = float(LICENCE.position("learner"))
_CAR_AVAILABLE, _CAR_PLANNED = 2.0, 1.0


def _best_licence(pairs: Pairs) -> Numbers:
    """The household's best licence; a partner who does not exist, or stays, brings none."""
    partners = np.where(moves_too(pairs), pairs.level("adults.1.licence_status"), np.nan)
    return np.fmax(pairs.level("adults.0.licence_status"), partners)


def _drives(pairs: Pairs) -> Flags:
    has_car = pairs.level("car_access") >= _CAR_AVAILABLE
    return has_car & (_best_licence(pairs) >= _USABLE_LICENCE)


def _may_drive_soon(pairs: Pairs) -> Flags:
    has_car = pairs.level("car_access") >= _CAR_PLANNED
    return has_car & (_best_licence(pairs) >= _LEARNER)


def _is_a_drive_away(pairs: Pairs, destination: Destination) -> Flags:
    """Whether an obtained destination is 5 to 30 km away, which an unknown town may be."""
    feared_km = FAR_WORK_KM if pairs.reads_worst(destination.town) else np.inf
    is_away = pairs.from_town(destination.town, _is_a_drive, unknown=feared_km)
    is_feared = pairs.feared(destination.status, destination.obtained) & is_away
    return is_feared & may_count(pairs, destination) & ~_is_carried(pairs, destination)


def _is_a_drive(km: Numbers) -> Flags:
    return np.asarray((km >= NEAR_WORK_KM) & (km <= FAR_WORK_KM))


def _is_carried(pairs: Pairs, destination: Destination) -> Flags:
    """Whether the employer carries its people: never enough to rely on (RULES F03), yet a way."""
    if destination not in OFFERS:
        return np.zeros((1, 1), dtype=np.bool_)
    return pairs.hoped(destination.detail("carpool"), "yes")


def _goes_a_drive_away(pairs: Pairs) -> Flags:
    flags = np.zeros(pairs.shape, dtype=np.bool_)
    for destination in DESTINATIONS:
        flags |= _is_a_drive_away(pairs, destination)
    return flags


def _knows_a_destination(pairs: Pairs) -> Flags:
    """Whether someone's place of work or training is obtained and known."""
    known = np.zeros((pairs.shape[0], 1), dtype=np.bool_)
    for destination in DESTINATIONS:
        has_town = pairs.knows(destination.town) | pairs.reads_best(destination.town)
        is_obtained = pairs.hoped(destination.status, destination.obtained)
        known |= is_obtained & has_town & surely_counts(pairs, destination)
    return known


def _mobility(pairs: Pairs) -> Numbers:
    return pairs.once(_daily_trips)


def _daily_trips(pairs: Pairs) -> Numbers:
    """Steps, in order: drives; served by transit; out of reach; else to prepare."""
    is_urban = pairs.places.in_words("place_type", "urban_centre")
    is_served = pairs.places.in_words("transit_class", "regular")
    is_bare = pairs.places.in_words("transit_class", "none") & ~is_urban
    served = is_served & (is_urban | _knows_a_destination(pairs))
    stranded = is_bare & _goes_a_drive_away(pairs) & ~_may_drive_soon(pairs)
    without_car = np.where(stranded, _OUT_OF_REACH, np.where(served, _BY_TRANSIT, _TO_PREPARE))
    return np.where(_drives(pairs), _BY_CAR, without_car)


MOBILITY_FACTOR = Factor(
    "mobility",
    Text("déplacements quotidiens", "daily trips"),
    _mobility,
    household=(
        "car_access",
        "adults.0.licence_status",
        "adults.1.licence_status",
        "adults.1.wants_work",
        PARTNER_MOVES,
        *(path for destination in DESTINATIONS for path in destination.paths),
        *(offer.detail("carpool") for offer in OFFERS),
    ),
    place=("transit_class", "place_type", *COORDINATES),
    levels=MOBILITY,
    red_when="== out_of_reach",
)
