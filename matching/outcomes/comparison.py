"""Models beside the baseline on the same placements, with the interval of each difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.backtest.stays import Flags, Floats
from matching.outcomes.scoring import (
    CalibrationBin,
    calibration_bins,
    ranked,
    weighted_auc,
    weighted_brier,
)
from matching.statistics.proportions import LEVEL, Estimate

_ENDS = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)


@dataclass(frozen=True, slots=True)
class ModelScore:
    """How one model did: its Brier score is the better the lower, its AUC the better the higher.

    The differences are the model's figure less the baseline's, None for the baseline itself: a
    model beats it where the Brier score's interval lies below 0, the AUC's above.
    """

    model: str
    brier: Estimate
    auc: Estimate
    brier_difference: Estimate | None
    auc_difference: Estimate | None
    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True, eq=False)
class Told:
    """What several models said of the same placements, and what became of them.

    `chances` has shape (models, n), the baseline first; `stayed` (n,) is read where `weight` (n,)
    is above 0 only; `household` (n,) numbers the households.
    """

    chances: Floats
    stayed: Flags
    weight: Floats
    household: NDArray[np.intp]

    @property
    def stayed_households(self) -> int:
        """How many households are known to have stayed."""
        return self._households(self.stayed)

    @property
    def left_households(self) -> int:
        """How many households are known to have left."""
        return self._households(~self.stayed)

    def _households(self, rows: Flags) -> int:
        return len(np.unique(self.household[rows & (self.weight > 0)]))


def model_scores(
    told: Told, names: Sequence[str], generator: np.random.Generator, *, resamples: int
) -> tuple[ModelScore, ...]:
    """How each model did, beside the first.

    Intervals come from drawing whole households again; what the models learned, and what each
    known outcome counts for, stay as they are.

    Args:
        told: what the models said, and what became.
        names: of the models, the baseline first.
        generator: draws the households.
        resamples: how often.
    """
    figures = _figures(told, told.weight, ranks := [ranked(each) for each in told.chances])
    drawn = [_figures(told, weight, ranks) for weight in _redrawn(told, generator, resamples)]
    replicates = np.array(drawn)
    less, less_drawn = figures - figures[[0]], replicates - replicates[:, [0]]
    found = []
    for index, name in enumerate(names):
        brier, auc = (_estimate(figures[index, k], replicates[:, index, k]) for k in (0, 1))
        differences = [_estimate(less[index, k], less_drawn[:, index, k]) for k in (0, 1)]
        bins = calibration_bins(told.chances[index], told.stayed, told.weight)
        beside = differences if index else [None, None]
        found.append(ModelScore(name, brier, auc, beside[0], beside[1], bins))
    return tuple(found)


def _figures(told: Told, weight: Floats, ranks: Sequence[NDArray[np.intp]]) -> Floats:
    """The Brier score and the AUC of each model, shape (models, 2)."""
    return np.array(
        [
            (weighted_brier(each, told.stayed, weight), weighted_auc(rank, told.stayed, weight))
            for each, rank in zip(told.chances, ranks, strict=True)
        ]
    )


def _redrawn(told: Told, generator: np.random.Generator, resamples: int) -> list[Floats]:
    """What each placement counts for when as many households are drawn with replacement."""
    households, row = np.unique(told.household, return_inverse=True)
    count = len(households)
    return [
        told.weight * np.bincount(generator.integers(count, size=count), minlength=count)[row]
        for _ in range(resamples)
    ]


def _estimate(value: float, drawn: Floats) -> Estimate:
    low, high = np.quantile(drawn, _ENDS)
    return Estimate(float(value), float(low), float(high))
