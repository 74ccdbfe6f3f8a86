"""The score that orders places of one fit: the exact sum of the printed contributions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from features.pairs import Flags, Pairs
from features.place import Numbers
from matching.ruleset import Ruleset, Weight

TIE_POINTS = 2.0
"""Places less than this below the first of their group are shown as equivalent (DESIGN §2.12)."""


@dataclass(frozen=True, eq=False)
class Contribution:
    """One weight on every pair: the factor's value, its points to 0.01, and whether it is known."""

    weight: Weight
    value: Numbers
    points: Numbers
    known: Flags


@dataclass(frozen=True, eq=False)
class Scores:
    """The contributions and their sum, shape (n, m), from 0 to 100."""

    contributions: tuple[Contribution, ...]
    total: Numbers


def score(ruleset: Ruleset, pairs: Pairs) -> Scores:
    """The score of every pair: rounded contributions, then their sum."""
    contributions = tuple(_contribution(weight, pairs) for weight in ruleset.weights)
    total = np.zeros(pairs.shape)
    for contribution in contributions:
        total = total + contribution.points
    return Scores(contributions, np.round(total, 2))


def _contribution(weight: Weight, pairs: Pairs) -> Contribution:
    """What was not said adds nothing, except for a wish: it starts full and can only lose."""
    compute = weight.factor.compute
    worst, best, plain = np.broadcast_arrays(
        compute(pairs.at_worst), compute(pairs.at_best), compute(pairs)
    )
    value = best if weight.factor.starts_full else plain
    known = ~np.isnan(value) & (_points(worst, weight) == _points(best, weight))
    if weight.factor.lacks is not None:
        known = known & ~weight.factor.lacks(pairs)
    return Contribution(weight, value, _points(value, weight), known)


def _points(values: Numbers, weight: Weight) -> Numbers:
    """Straight lines between the points of the weight, flat outside; nothing for an unknown."""
    xs, shares = np.array(weight.points).T
    points = np.round(np.interp(values, xs, shares) * weight.weight, 2)
    return np.where(np.isnan(values), 0.0, points)


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
