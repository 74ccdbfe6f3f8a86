"""The score that orders places of one fit: the exact sum of the printed contributions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from features.pairs import Flags, Pairs
from features.place import Numbers
from matching.ruleset import Ruleset, Weight

HUNDREDTHS = 100
"""Points are counted in whole hundredths, so that their sum is exact in any order."""
Hundredths: TypeAlias = NDArray[np.int16]
TIE_POINTS = 2.0
"""Places less than this below the first of their group are shown as equivalent (DESIGN §2.12)."""


@dataclass(frozen=True, eq=False)
class Contribution:
    """One weight on every pair: the factor's value, its points to 0.01, and whether it is known."""

    weight: Weight
    value: Numbers
    hundredths: Hundredths
    known: Flags

    @property
    def points(self) -> Numbers:
        """The points, to 0.01."""
        return np.asarray(self.hundredths / HUNDREDTHS)


@dataclass(frozen=True, eq=False)
class Scores:
    """The contributions and their sum, shape (n, m), from 0 to 100."""

    contributions: tuple[Contribution, ...]
    total: Numbers


def score(ruleset: Ruleset, pairs: Pairs) -> Scores:
    """The score of every pair: rounded contributions, then their sum."""
    contributions = tuple(_contribution(weight, pairs) for weight in ruleset.weights)
    total = np.zeros(pairs.shape, dtype=np.int16)
    for contribution in contributions:
        total = total + contribution.hundredths
    return Scores(contributions, total / HUNDREDTHS)


def hundredths_of(weight: Weight, pairs: Pairs) -> Hundredths:
    """What a weight earns on every pair, in hundredths of a point, broadcastable to (n, m)."""
    return _hundredths(_scored_value(weight, pairs), weight)


def _scored_value(weight: Weight, pairs: Pairs) -> Numbers:
    """What was not said adds nothing, except for a wish: it starts full and can only lose."""
    return weight.factor.compute(pairs.at_best if weight.factor.starts_full else pairs)


def _contribution(weight: Weight, pairs: Pairs) -> Contribution:
    """A contribution is known where both bounds of what is unknown earn the same."""
    sides = pairs.sides(weight.factor.household)
    bounds = [_hundredths(weight.factor.compute(side), weight) for side in sides]
    value = _scored_value(weight, pairs)
    known = ~np.isnan(value) & (bounds[0] == bounds[-1])
    if weight.factor.lacks is not None:
        known = known & ~weight.factor.lacks(pairs)
    return Contribution(weight, value, _hundredths(value, weight), known)


def _hundredths(values: Numbers, weight: Weight) -> Hundredths:
    """Straight lines between the points of the weight, flat outside; nothing for an unknown."""
    xs, shares = np.array(weight.points).T
    points = np.rint(np.interp(values, xs, shares) * weight.weight * HUNDREDTHS)
    return np.where(np.isnan(values), 0.0, points).astype(np.int16)


def ranks(fit: Numbers, total: Numbers, order: list[int]) -> dict[int, int]:
    """Ranks of ordered places, equivalent ones sharing the rank of the first of their group.

    Args:
        fit: colour code of each place, shape (m,).
        total: score of each place, shape (m,).
        order: positions of the places, best first.
    """
    found: dict[int, int] = {}
    first = -1
    for rank, position in enumerate(order, start=1):
        is_new = first < 0 or fit[position] != fit[first]
        if is_new or round(float(total[first] - total[position]), 2) >= TIE_POINTS:
            first, first_rank = position, rank
        found[position] = first_rank
    return found
