"""The towns that an obtained offer or training gives to an adult."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from features.pairs import Flags, Pairs
from features.place import Numbers

COORDINATES = ("latitude", "longitude")
"""The place facts that a distance to such a town reads."""


@dataclass(frozen=True, slots=True)
class Destination:
    """An adult's offer or training, which gives a town once it is obtained (RULES C07)."""

    adult: int
    subject: str
    obtained: str

    @property
    def status(self) -> str:
        """The fact path of how far it has come."""
        return f"adults.{self.adult}.{self.subject}.status"

    @property
    def town(self) -> str:
        """The fact path of its town."""
        return f"adults.{self.adult}.{self.subject}.municipality"

    @property
    def paths(self) -> tuple[str, str]:
        """The two fact paths that it reads."""
        return (self.status, self.town)


OFFERS = tuple(Destination(adult, "job_offer", "signed") for adult in (0, 1))
TRAININGS = tuple(Destination(adult, "training", "admitted") for adult in (0, 1))
DESTINATIONS = (OFFERS[0], TRAININGS[0], OFFERS[1], TRAININGS[1])


def km_to_town(pairs: Pairs, destination: Destination) -> Numbers:
    """Km from each place to the town; an unknown town could be anywhere."""
    known = pairs.km_to(destination.town)
    return np.where(np.isnan(known), 0.0 if pairs.reads_best(destination.town) else np.inf, known)


def is_known(pairs: Pairs, destination: Destination) -> Flags:
    """Whether it is obtained and its town known."""
    return pairs.states(destination.status, destination.obtained) & pairs.knows(destination.town)
