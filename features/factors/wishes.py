"""What the household asked for: services close by, a kind of place, a distance to Montréal."""

from __future__ import annotations

import numpy as np

from features.factor import Applies, Compute, Factor
from features.levels import WISH
from features.pairs import Flags, Pairs
from features.place import Numbers
from features.vocabulary import PLACE_TYPE
from regions_data.text import Text

_NEEDS = "preferences.needs"
FAR_KM = {
    "clsc": 20.0,
    "hospital": 30.0,
    "vocational_centre": 30.0,
    "adult_education": 30.0,
    "primary_school": 30.0,
    "secondary_school": 30.0,
    "english_school": 30.0,
    "cegep": 40.0,
    "university": 40.0,
}
"""Beyond these a needed service counts as far in the score; a colour's limits are the ruleset's."""


def _km_to_service(need: str) -> Compute:
    def compute(pairs: Pairs) -> Numbers:
        return pairs.place(f"distance_{need}_km")

    return compute


def _is_needed(need: str) -> Applies:
    def applies(pairs: Pairs) -> Flags:
        return pairs.feared(_NEEDS, need)

    return applies


def _need_factor(need: str, title: Text) -> Factor:
    return Factor(
        f"needed_{need}_km",
        title,
        _km_to_service(need),
        unit="km",
        household=(_NEEDS,),
        place=(f"distance_{need}_km",),
        applies=_is_needed(need),
        better="down",
    )


def _worst_need(pairs: Pairs) -> Numbers:
    """The farthest needed service over its far limit; 0 when nothing is needed."""
    worst = np.zeros(pairs.shape)
    for need, far_km in FAR_KM.items():
        ratio = pairs.place(f"distance_{need}_km") / far_km
        np.maximum(worst, ratio, out=worst, where=pairs.feared(_NEEDS, need))
    return worst


def _place_type_is_wished(pairs: Pairs) -> Flags:
    wished = pairs.names_none("preferences.place_types")
    for place_type in PLACE_TYPE.values:
        is_type = pairs.places.in_words("place_type", place_type)
        wished = wished | (pairs.hoped("preferences.place_types", place_type) & is_type)
    return wished


def _place_type_wish(pairs: Pairs) -> Numbers:
    return _place_type_is_wished(pairs).astype(np.float64)


def _wishes_a_place_type(pairs: Pairs) -> Flags:
    return ~pairs.names_none("preferences.place_types")


def _limit_km(pairs: Pairs) -> Numbers:
    return pairs.amount("preferences.max_km_to_montreal", worst=0.0, best=np.inf)


def _wishes_a_limit(pairs: Pairs) -> Flags:
    return np.isfinite(_limit_km(pairs))


def _montreal_distance_wish(pairs: Pairs) -> Numbers:
    distance_km = pairs.place("distance_montreal_km")
    return np.where(np.isnan(distance_km), np.nan, distance_km <= _limit_km(pairs))


def _wishes_met(pairs: Pairs) -> Numbers:
    """The share of the two wishes that the place meets."""
    return (_place_type_wish(pairs) + _montreal_distance_wish(pairs)) / 2


NEEDED_HOSPITAL_KM = _need_factor("hospital", Text("hôpital demandé", "hospital asked for"))
NEEDED_CLSC_KM = _need_factor("clsc", Text("CLSC demandé", "CLSC asked for"))
NEEDED_VOCATIONAL_KM = _need_factor(
    "vocational_centre",
    Text("formation professionnelle demandée", "vocational training asked for"),
)
NEEDED_CEGEP_KM = _need_factor("cegep", Text("cégep demandé", "CEGEP asked for"))
NEEDED_UNIVERSITY_KM = _need_factor(
    "university", Text("université demandée", "university asked for")
)
WORST_NEED = Factor(
    "farthest_need",
    Text("services demandés", "services asked for"),
    _worst_need,
    household=(_NEEDS,),
    place=tuple(f"distance_{need}_km" for need in FAR_KM),
    starts_full=True,
    better="down",
)
PLACE_TYPE_WISH = Factor(
    "place_type_wish",
    Text("type de milieu souhaité", "kind of place wished for"),
    _place_type_wish,
    household=("preferences.place_types",),
    place=("place_type",),
    levels=WISH,
    applies=_wishes_a_place_type,
)
MONTREAL_DISTANCE_WISH = Factor(
    "montreal_distance_wish",
    Text("distance de Montréal souhaitée", "wished distance to Montréal"),
    _montreal_distance_wish,
    household=("preferences.max_km_to_montreal",),
    place=("distance_montreal_km",),
    levels=WISH,
    applies=_wishes_a_limit,
)
WISHES_MET = Factor(
    "wishes_met",
    Text("souhaits", "wishes"),
    _wishes_met,
    household=("preferences.place_types", "preferences.max_km_to_montreal"),
    place=("place_type", "distance_montreal_km"),
    starts_full=True,
)
