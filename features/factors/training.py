"""Training: how far a place is from where an adult is admitted."""

from __future__ import annotations

import numpy as np

from features.factor import Applies, Compute, Factor
from features.pairs import Flags, Pairs
from features.place import Numbers
from regions_data.text import Text


def _km(adult: int) -> Compute:
    path = f"adults.{adult}.training.municipality"

    def compute(pairs: Pairs) -> Numbers:
        """Km to the training; an unknown town could be anywhere."""
        known = pairs.km_to(path)
        return np.where(np.isnan(known), 0.0 if pairs.reads_best(path) else np.inf, known)

    return compute


def _is_admitted(adult: int) -> Applies:
    def applies(pairs: Pairs) -> Flags:
        return pairs.feared(f"adults.{adult}.training.status", "admitted")

    return applies


def _paths(adult: int) -> tuple[str, ...]:
    return (f"adults.{adult}.training.status", f"adults.{adult}.training.municipality")


PERSON_TRAINING_KM = Factor(
    "person_training_km",
    Text("distance de la formation de la personne", "distance to the person's training"),
    _km(0),
    unit="km",
    household=_paths(0),
    place=("latitude", "longitude"),
    applies=_is_admitted(0),
    better="down",
)
PARTNER_TRAINING_KM = Factor(
    "partner_training_km",
    Text(
        "distance de la formation de la conjointe ou du conjoint",
        "distance to the partner's training",
    ),
    _km(1),
    unit="km",
    household=_paths(1),
    place=("latitude", "longitude"),
    applies=_is_admitted(1),
    better="down",
)
