"""What we call an urban centre, a class of transit, a listed place and a hospital."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Words = NDArray[np.str_]

URBAN_POPULATION = 30_000
URBAN_CORE_POPULATION = 10_000
SMALL_TOWN_POPULATION = 2_500
SMALL_TOWN_REACH_KM = 60
LARGE_CENTRE_POPULATION = 100_000
LISTED_POPULATION = 500
REGULAR_STOPS = 200
REGULAR_SCHOOLS_PCT = 90
LIMITED_STOPS = 10

# Eeyou Istchee Baie-James is a regional government of towns and hamlets that are not Cree
# communities: it stays, and the count of listed places is 816 with it.
COMMUNITY_DESIGNATIONS = ("Village cri", "Village naskapi", "Village nordique")

HOSPITAL_NAME = re.compile(
    r"^(HÔPITAL|HOPITAL|HÔTEL-DIEU|CENTRE HOSPITALIER|PAVILLON|CHU|INSTITUT|"
    r"CENTRE (MULTISERVICES )?DE SANT[ÉE]\b)"
)


def place_types(population: Numbers, is_core: Flags, large_centre_km: Numbers) -> Words:
    """`urban_centre`, `small_town_near_centre` or `rural` for each place.

    `is_core`: most populous member, in Québec, of a census metropolitan area or agglomeration.
    """
    urban = (population >= URBAN_POPULATION) | (is_core & (population >= URBAN_CORE_POPULATION))
    near = (population >= SMALL_TOWN_POPULATION) & (large_centre_km <= SMALL_TOWN_REACH_KM)
    return np.where(urban, "urban_centre", np.where(near, "small_town_near_centre", "rural"))


def transit_classes(
    population: Numbers, is_core: Flags, stops: Numbers, schools_pct: Numbers
) -> Words:
    """`regular`, `limited`, `none` or `unknown` for each place; `unknown` is a value.

    `stops`: published stops, NaN where they are unpublished (then the schools alone decide).
    `schools_pct`: share of school sites within 500 m of a stop, NaN without a school.
    No stop in a published feed is not proof of no service: it says `none` in a small place only.
    """
    served = schools_pct >= REGULAR_SCHOOLS_PCT
    regular = served & ((stops >= REGULAR_STOPS) | np.isnan(stops))
    limited = (stops >= LIMITED_STOPS) & (population >= SMALL_TOWN_POPULATION)
    none = (population < SMALL_TOWN_POPULATION) & (stops == 0) & ~is_core
    return np.select([regular, limited, none], ["regular", "limited", "none"], "unknown")


def is_listed(population: Numbers, in_cmm: Flags, designation: NDArray[np.object_]) -> Flags:
    """Whether a shortlist may name each place unasked.

    That is: outside the CMM, 500 inhabitants, and not a Cree, Naskapi or Inuit community.
    """
    is_community = np.isin(designation.astype(str), COMMUNITY_DESIGNATIONS)
    return np.asarray(~in_cmm & (population >= LISTED_POPULATION) & ~is_community)


def has_hospital_name(name: str) -> bool:
    """Whether the name of an installation begins as a hospital's does.

    >>> has_hospital_name("HÔTEL-DIEU DE SOREL"), has_hospital_name("CLSC DE MERCIER-EST")
    (True, False)
    """
    return HOSPITAL_NAME.match(name) is not None
