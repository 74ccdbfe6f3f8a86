"""The columns of the outcome models: one row a household and the place where it settled."""

# A column is a factor's value where it has one: it surely applies, and what is unknown could
# change nothing. Elsewhere it is NaN, be it that the factor does not apply, that the household did
# not say, or that the place fact was not published by then; the models say what they make of that.
# Nothing is filled in here, at worst, at best or in the middle.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from features.factor import Factor
from features.factors import FACTORS
from features.factors.preparation import SITUATIONS
from features.households import Households, Indices
from features.pairs import HouseholdRule, Pairs
from features.place import Numbers, PlaceTable
from features.profile import HouseholdProfile
from regions_data.as_known import Facts
from regions_data.catalog import Place

Direction = Literal[-1, 0, 1]
SAID_ELSEWHERE: Mapping[str, str] = {
    "needed_hospital_km": "farthest_need",
    "needed_clsc_km": "farthest_need",
    "needed_vocational_centre_km": "farthest_need",
    "needed_cegep_km": "farthest_need",
    "needed_university_km": "farthest_need",
    "place_type_wish": "wishes_met",
    "montreal_distance_wish": "wishes_met",
    "person_offer_km": "work_prospects",
    "partner_offer_km": "work_prospects",
    "person_training_km": "work_prospects",
    "visit_without_offer": "region_knowledge",
    "regional_organisation_without_offer": "regional_organisation",
    "regional_organisation_if_urgent": "regional_organisation",
}
"""Factors that make no column, and the column that says the same: a part of it, or a guard on it.

A guard helps a rule to speak at the right moment; to a model it only splits one fact in two.
"""
SAME_FOR_ALL = "regionalisation_scope"
"""Nobody settles outside the scope of regionalisation through a regionalisation service."""
_MOST_TOGETHER = 500
"""Households judged at once: beside their places, more would only fill the memory."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A household, the place where it settled, and the day on which that was decided."""

    profile: HouseholdProfile
    place: Place
    decided_on: date


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its factor's name, and its direction.

    1: a household is better off with a higher value; -1: with a lower one; 0: nobody says.
    """

    name: str
    direction: Direction


@dataclass(frozen=True, eq=False)
class Design:
    """Some settled households as columns.

    `values` has shape (n, columns), NaN where a factor has no value; `municipality` and `region`
    are the codes of the place, shape (n,).
    """

    columns: tuple[Column, ...]
    values: Numbers
    municipality: NDArray[np.str_]
    region: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.values)

    def take(self, rows: NDArray[np.bool_] | Indices) -> Design:
        """Some of these rows, by a mask or by positions."""
        return Design(self.columns, self.values[rows], self.municipality[rows], self.region[rows])


def _is_a_column(factor: Factor) -> bool:
    """Whether a factor has a value to learn from: not a situation, which only calls for a step."""
    return factor not in SITUATIONS and factor.id not in (*SAID_ELSEWHERE, SAME_FOR_ALL)


COLUMN_FACTORS = tuple(factor for factor in FACTORS if _is_a_column(factor))
"""Every factor but the situations, those said elsewhere and the one that is the same for all."""
COLUMNS = tuple(Column(factor.id, 1 if factor.better == "up" else -1) for factor in COLUMN_FACTORS)


def design_of(settled: Sequence[Settled], facts: Facts, household_rule: HouseholdRule) -> Design:
    """The columns of some settled households, each with the facts of its own day.

    A row does not depend on which others are asked for with it.

    Args:
        settled: households with their places, in any order, which is kept.
        facts: the tables by the day on which each fact was known.
        household_rule: how the prospects of two earners are joined, as in the ruleset.
    """
    values = np.full((len(settled), len(COLUMN_FACTORS)), np.nan)
    for rows in _together(settled):
        values[rows] = _block([settled[i] for i in rows], facts, household_rule)
    return Design(
        COLUMNS,
        values,
        np.array([each.place.code for each in settled], dtype=np.str_),
        np.array([each.place.region.code for each in settled], dtype=np.str_),
    )


def _together(settled: Sequence[Settled]) -> list[list[int]]:
    """Positions of the households of one day, a few hundred at a time."""
    days: dict[date, list[int]] = {}
    for index, each in enumerate(settled):
        days.setdefault(each.decided_on, []).append(index)
    return [
        rows[start : start + _MOST_TOGETHER]
        for rows in days.values()
        for start in range(0, len(rows), _MOST_TOGETHER)
    ]


def _block(some: list[Settled], facts: Facts, household_rule: HouseholdRule) -> Numbers:
    """Households of one day beside their places, of which the own ones are kept."""
    day = some[0].decided_on
    snapshot, labour = facts.on(day)
    places = {code: snapshot.place(code) for code in dict.fromkeys(s.place.code for s in some)}
    position = {code: index for index, code in enumerate(places)}
    own = np.array([position[each.place.code] for each in some])
    households = Households(tuple(each.profile for each in some), day)
    table = PlaceTable(snapshot, labour, tuple(places.values()))
    pairs = Pairs(households, table, household_rule)
    columns = [_known(factor, pairs, own) for factor in COLUMN_FACTORS]
    return np.column_stack(columns)


def _known(factor: Factor, pairs: Pairs, own: Indices) -> Numbers:
    """The factor's value in each household's own place, NaN where it has none, shape (n,)."""
    every, sides = np.arange(len(own)), (pairs.at_worst, pairs.at_best)
    lowest, highest = (
        np.broadcast_to(factor.compute(side), pairs.shape)[every, own] for side in sides
    )
    is_known = np.isfinite(lowest) & (lowest == highest)
    if factor.applies is not None:
        for side in sides:
            is_known &= np.broadcast_to(factor.applies(side), pairs.shape)[every, own]
    return np.where(is_known, lowest, np.nan)
