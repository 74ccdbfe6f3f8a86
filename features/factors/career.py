"""Careers: room for advancement in a place, and a search in Montréal that does not succeed."""

from __future__ import annotations

import numpy as np

from features.factor import Factor
from features.factors.destinations import OFFERS
from features.levels import CAREER_ROOM
from features.pairs import Flags, Pairs
from features.place import Numbers
from regions_data.text import Text

_ORIENTATION = "adults.0.career_orientation"
_SEARCH, _MONTHS = "adults.0.montreal_search.status", "adults.0.montreal_search.months"


def _career_room(pairs: Pairs) -> Numbers:
    known = pairs.place("place_type")
    is_rural = pairs.places.in_words("place_type", "rural")
    return np.where(np.isnan(known), np.nan, 1.0 - is_rural)


def _seeks_advancement(pairs: Pairs) -> Flags:
    return pairs.feared(_ORIENTATION, "advancement")


def _months_of_search(pairs: Pairs) -> Numbers:
    return pairs.amount(_MONTHS, worst=np.inf, best=0.0)


def _searches_in_vain(pairs: Pairs) -> Flags:
    """Searching in Montréal where the outlook is best, for no other reason to leave (D05)."""
    has_other_reason = pairs.hoped("motives", "lifestyle", "family")
    has_offer = pairs.hoped(OFFERS[0].status, OFFERS[0].obtained)
    is_wanted = pairs.fears_occupation(0, pairs.places.is_very_good_in_montreal)
    return pairs.feared(_SEARCH, "searching") & is_wanted & ~has_other_reason & ~has_offer


CAREER_ROOM_THERE = Factor(
    "career_room",
    Text("avancement professionnel", "career advancement"),
    _career_room,
    household=(_ORIENTATION,),
    place=("place_type",),
    levels=CAREER_ROOM,
    applies=_seeks_advancement,
)
MONTREAL_SEARCH = Factor(
    "montreal_search_months",
    Text("recherche d'emploi à Montréal", "job search in Montréal"),
    _months_of_search,
    household=("adults.0.occupation_noc", _SEARCH, _MONTHS, "motives", OFFERS[0].status),
    constants=("montreal_outlook",),
    applies=_searches_in_vain,
    earner=0,
    better="down",
)
