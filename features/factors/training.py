"""Training: how far a place is from where the person is admitted, and who pays."""

from __future__ import annotations

import numpy as np

from features.factor import Factor
from features.factors.destinations import COORDINATES, TRAININGS, km_to_town
from features.levels import FUNDED
from features.pairs import Flags, Pairs
from features.place import Numbers
from regions_data.text import Text

_TRAINING = TRAININGS[0]
_NOT_FUNDED, _SELF_FUNDED, _FUNDED = (float(rank) for rank in range(len(FUNDED.values)))


def _km_to_training(pairs: Pairs) -> Numbers:
    return km_to_town(pairs, _TRAINING)


def _may_be_admitted(pairs: Pairs) -> Flags:
    return pairs.feared(_TRAINING.status, _TRAINING.obtained)


def _is_funded(pairs: Pairs) -> Numbers:
    has_none, pays = (pairs.feared(_TRAINING.detail("funding"), word) for word in ("none", "self"))
    return np.where(has_none, _NOT_FUNDED, np.where(pays, _SELF_FUNDED, _FUNDED))


def _may_train(pairs: Pairs) -> Flags:
    return pairs.feared(_TRAINING.status, "wanted", _TRAINING.obtained)


PERSON_TRAINING_KM = Factor(
    "person_training_km",
    Text("distance de la formation de la personne", "distance to the person's training"),
    _km_to_training,
    unit="km",
    household=_TRAINING.paths,
    place=COORDINATES,
    applies=_may_be_admitted,
    better="down",
)
PERSON_TRAINING_FUNDING = Factor(
    "person_training_funding",
    Text("financement de la formation", "funding of the training"),
    _is_funded,
    household=(_TRAINING.status, _TRAINING.detail("funding")),
    levels=FUNDED,
    applies=_may_train,
)
