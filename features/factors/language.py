"""French: the level spoken, and where French can be learned."""

from __future__ import annotations

from features.factor import Factor
from features.factors.work import PARTNER_WORK, wants_work
from features.pairs import Flags, Pairs
from features.place import Numbers
from regions_data.text import Text

FEW_OPTIONS_LEVEL = 3.0
"""Up to this level of the Québec scale, few employers are open (RULES G02)."""
HIGHEST_LEVEL = 12.0
"""Of the Québec scale: no class goes further."""


def _person_french(pairs: Pairs) -> Numbers:
    return pairs.level("adults.0.french_oral_level")


def _partner_french(pairs: Pairs) -> Numbers:
    return pairs.level("adults.1.french_oral_level")


def _partner_wants_work(pairs: Pairs) -> Flags:
    return wants_work(pairs, 1)


def _adult_education_km(pairs: Pairs) -> Numbers:
    return pairs.place("distance_adult_education_km")


def _starts_in_french_without_offer(pairs: Pairs) -> Flags:
    is_starting = pairs.level("adults.0.french_oral_level") <= FEW_OPTIONS_LEVEL
    return is_starting & pairs.feared("adults.0.job_offer.status", "none")


def _wants_classes(pairs: Pairs) -> Flags:
    """Whether an adult who can still progress wishes to take French classes."""
    wants = [
        pairs.feared(f"adults.{adult}.wants_francisation", "yes")
        & (pairs.level(f"adults.{adult}.french_oral_level") < HIGHEST_LEVEL)
        for adult in (0, 1)
    ]
    return wants[0] | wants[1]


PERSON_FRENCH = Factor(
    "person_french_oral_level",
    Text("français oral de la personne", "person's spoken French"),
    _person_french,
    unit="/ 12",
    household=("adults.0.french_oral_level",),
)
PARTNER_FRENCH = Factor(
    "partner_french_oral_level",
    Text("français oral de la conjointe ou du conjoint", "partner's spoken French"),
    _partner_french,
    unit="/ 12",
    household=("adults.1.french_oral_level", *PARTNER_WORK),
    applies=_partner_wants_work,
)
FRENCH_CLASSES_KM = Factor(
    "adult_education_km_for_beginner",
    Text(
        "distance du centre d'éducation des adultes, si le français débute",
        "distance to adult education, for a beginner in French",
    ),
    _adult_education_km,
    unit="km",
    household=("adults.0.french_oral_level", "adults.0.job_offer.status"),
    place=("distance_adult_education_km",),
    applies=_starts_in_french_without_offer,
    red_when="> 30",
    better="down",
)
FRENCH_CLASSES_WANTED_KM = Factor(
    "adult_education_km_for_learner",
    Text(
        "distance du centre d'éducation des adultes, pour qui veut apprendre le français",
        "distance to adult education, for those who want to learn French",
    ),
    _adult_education_km,
    unit="km",
    household=(
        *(f"adults.{adult}.wants_francisation" for adult in (0, 1)),
        *(f"adults.{adult}.french_oral_level" for adult in (0, 1)),
    ),
    place=("distance_adult_education_km",),
    applies=_wants_classes,
    better="down",
)
