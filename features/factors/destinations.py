"""The towns that an obtained offer or training gives to an adult."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from features.pairs import Flags, Pairs
from features.place import Numbers

COORDINATES = ("latitude", "longitude")
"""The place facts that a distance to such a town reads."""
PARTNER_MOVES = "partner.moves"
"""Whether the partner moves together with the person, later, or stays."""
WITHIN_REACH_KM = 30.0
"""A signed offer this near gives the place (DESIGN §6): a daily trip, in our judgement."""


@dataclass(frozen=True, slots=True)
class Destination:
    """An adult's offer or training, which gives a town once it is obtained (RULES C07)."""

    adult: int
    subject: str
    obtained: str

    def detail(self, key: str) -> str:
        """The fact path of one of its details."""
        return f"adults.{self.adult}.{self.subject}.{key}"

    @property
    def status(self) -> str:
        """The fact path of how far it has come."""
        return self.detail("status")

    @property
    def town(self) -> str:
        """The fact path of its town."""
        return self.detail("municipality")

    @property
    def start(self) -> str:
        """The fact path of the day it starts."""
        return self.detail("start_date")

    @property
    def paths(self) -> tuple[str, str]:
        """The two fact paths that it reads."""
        return (self.status, self.town)


OFFERS = tuple(Destination(adult, "job_offer", "signed") for adult in (0, 1))
TRAININGS = tuple(Destination(adult, "training", "admitted") for adult in (0, 1))
DESTINATIONS = (OFFERS[0], TRAININGS[0], OFFERS[1], TRAININGS[1])


def km_to_town(pairs: Pairs, destination: Destination) -> Numbers:
    """Km from each place to the town; an unknown town could be anywhere."""
    return pairs.km_to(destination.town, unknown=_hoped_km(pairs, destination))


def closeness_to_town(pairs: Pairs, destination: Destination, no_use_km: float) -> Numbers:
    """1 in the town, falling in a straight line to 0 from some km on; an unknown town as above."""
    return pairs.from_town(
        destination.town,
        lambda km: np.clip(1.0 - km / no_use_km, 0.0, 1.0),
        unknown=_hoped_km(pairs, destination),
    )


def _hoped_km(pairs: Pairs, destination: Destination) -> float:
    return 0.0 if pairs.reads_best(destination.town) else np.inf


def is_known(pairs: Pairs, destination: Destination) -> Flags:
    """Whether it is obtained and its town known."""
    return pairs.states(destination.status, destination.obtained) & pairs.knows(destination.town)


def may_stay(pairs: Pairs) -> Flags:
    """Whether the partner stays where they live; while it is unknown, they might, at best."""
    return pairs.hoped(PARTNER_MOVES, "stays")


def moves_too(pairs: Pairs) -> Flags:
    """Whether the partner moves there, now or later; while it is unknown, they might, at best."""
    return pairs.hoped(PARTNER_MOVES, "together", "later")


def surely_counts(pairs: Pairs, destination: Destination) -> Flags:
    """Whether someone goes there who is known to, where that helps the household."""
    if destination.adult == 0:
        return np.ones((1, 1), dtype=np.bool_)
    goes = moves_too(pairs)
    return goes & pairs.hoped("adults.1.wants_work", "yes") if destination is OFFERS[1] else goes


def may_count(pairs: Pairs, destination: Destination) -> Flags:
    """Whether someone may go there: not a partner who stays, nor for work that is not wanted."""
    if destination.adult == 0:
        return np.ones((1, 1), dtype=np.bool_)
    may_move = ~may_stay(pairs)
    return (
        may_move & pairs.feared("adults.1.wants_work", "yes")
        if destination is OFFERS[1]
        else may_move
    )


def is_within_reach(pairs: Pairs, destination: Destination) -> Flags:
    """Whether each place is a daily trip from the town; an unknown town may be, at best."""
    return pairs.from_town(
        destination.town, _is_a_daily_trip, unknown=_hoped_km(pairs, destination)
    )


def may_be_within_reach(pairs: Pairs, destination: Destination) -> Flags:
    """The same for what is feared of the offer: an unknown town may be near, at worst."""
    feared_km = 0.0 if pairs.reads_worst(destination.town) else np.inf
    return pairs.from_town(destination.town, _is_a_daily_trip, unknown=feared_km)


def _is_a_daily_trip(km: Numbers) -> Flags:
    return np.asarray(km <= WITHIN_REACH_KM)
