"""Whether a higher score goes with a longer stay: of two households, how often it says which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.metrics import roc_auc_score

from matching.statistics.censoring import weighed_at
from matching.statistics.proportions import FEWEST, LEVEL, Estimate, Z, wilson
from matching.statistics.survival import Flags, Floats

DRAWS = 400
"""Of households, with replacement, for an interval."""
_AT_ONCE = 512
Households = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Scored:
    """Stays with what was said of each, shape (n,) each; `household` numbers the households."""

    score: Floats
    months: Floats
    is_departure: Flags
    household: Households


def auc_at(scored: Scored, horizon: float, generator: np.random.Generator) -> Estimate | None:
    """Of one household still there at a horizon and one that left, how often has the first more.

    One half is chance. Stays lost from sight before the horizon are spoken for by the others
    (`weighed_at`); the interval is of `DRAWS` draws of households. None where fewer than `FEWEST`
    are known to have left, or to be there.
    """
    weighed = weighed_at(scored.months, scored.is_departure, horizon)
    there = int((weighed.is_known & weighed.is_there).sum())
    fewest = min(there, int(weighed.is_known.sum()) - there)
    value = _auc(scored, horizon)
    if value is None or fewest < FEWEST:
        return None
    if value in (0.0, 1.0):
        # Every draw says the same: what is left is how few they are.
        return wilson(value, fewest)
    drawn = [_auc(scored, horizon, rows) for rows in draws(scored.household, generator)]
    found = [each for each in drawn if each is not None]
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high))


def draws(household: Households, generator: np.random.Generator) -> list[NDArray[np.intp]]:
    """Rows of households drawn with replacement, all the placements of each, `DRAWS` times."""
    order = np.argsort(household, kind="stable")
    names, starts = np.unique(household[order], return_index=True)
    if len(names) == len(household):
        return [generator.integers(len(household), size=len(household)) for _ in range(DRAWS)]
    rows = np.split(order, starts[1:])
    picks = generator.integers(len(names), size=(DRAWS, len(names)))
    return [np.concatenate([rows[i] for i in pick]) for pick in picks]


def _auc(scored: Scored, horizon: float, rows: NDArray[np.intp] | None = None) -> float | None:
    chosen = slice(None) if rows is None else rows
    weighed = weighed_at(scored.months[chosen], scored.is_departure[chosen], horizon)
    known = weighed.is_known
    there = weighed.is_there[known]
    if not there.any() or there.all():
        return None
    score = scored.score[chosen][known]
    found = float(roc_auc_score(there, score, sample_weight=weighed.weight[known]))
    return float(np.clip(round(found, 12), 0.0, 1.0))


def concordance(scored: Scored) -> Estimate | None:
    """Of two households of which one is known to have stayed longer, how often has it more.

    Harrell's concordance; one half is chance, and an equal score counts for a half. The interval
    is that of a ratio of sums over pairs, on the logit, with households kept together. None where
    fewer than `FEWEST` left, or no two stays can be compared.
    """
    leavers = int(scored.is_departure.sum())
    concordant, comparable = _pairs(scored)
    total = float(comparable.sum())
    if leavers < FEWEST or total == 0.0:
        return None
    value = float(concordant.sum()) / total
    excess = np.bincount(scored.household, concordant - value * comparable)
    # Each pair stands in the sums of both its members.
    error = 2.0 * float(np.sqrt((excess**2).sum())) / total
    if value in (0.0, 1.0):
        return wilson(value, leavers)
    half = Z * error / (value * (1.0 - value))
    low, high = expit(logit(value) - half), expit(logit(value) + half)
    return Estimate(value, float(low), float(high))


def _pairs(scored: Scored) -> tuple[Floats, Floats]:
    """For each stay, its comparable pairs, and those in which the longer stay has more points."""
    concordant, comparable = np.zeros(len(scored.months)), np.zeros(len(scored.months))
    leavers = np.flatnonzero(scored.is_departure)
    for start in range(0, len(leavers), _AT_ONCE):
        some = leavers[start : start + _AT_ONCE, np.newaxis]
        months, score = scored.months[some], scored.score[some]
        same_day = (scored.months == months) & ~scored.is_departure
        longer = (scored.months > months) | same_day
        better = longer * ((scored.score > score) + 0.5 * (scored.score == score))
        comparable[some[:, 0]] += longer.sum(axis=1)
        concordant[some[:, 0]] += better.sum(axis=1)
        comparable += longer.sum(axis=0)
        concordant += better.sum(axis=0)
    return concordant, comparable
