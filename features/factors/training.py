"""Training: how far a place is from where an adult is admitted."""

from __future__ import annotations

from features.factor import Applies, Compute, Factor
from features.factors.destinations import COORDINATES, TRAININGS, km_to_town
from features.pairs import Flags, Pairs
from features.place import Numbers
from regions_data.text import Text


def _km(adult: int) -> Compute:
    def compute(pairs: Pairs) -> Numbers:
        return km_to_town(pairs, TRAININGS[adult])

    return compute


def _is_admitted(adult: int) -> Applies:
    training = TRAININGS[adult]

    def applies(pairs: Pairs) -> Flags:
        return pairs.feared(training.status, training.obtained)

    return applies


def _training_factor(adult: int, name: str, title: Text) -> Factor:
    return Factor(
        name,
        title,
        _km(adult),
        unit="km",
        household=TRAININGS[adult].paths,
        place=COORDINATES,
        applies=_is_admitted(adult),
        better="down",
    )


PERSON_TRAINING_KM = _training_factor(
    0,
    "person_training_km",
    Text("distance de la formation de la personne", "distance to the person's training"),
)
PARTNER_TRAINING_KM = _training_factor(
    1,
    "partner_training_km",
    Text(
        "distance de la formation de la conjointe ou du conjoint",
        "distance to the partner's training",
    ),
)
