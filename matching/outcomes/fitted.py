"""A model that has learned: the chance of being still there, for a household in a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_expit, logit
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from features.design import Column, Design
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.stays import Flags, Floats
from matching.outcomes.place_ratios import PlaceRatios
from matching.outcomes.retention_curve import INTERVALS

PLACE_COLUMN = Column("place_ratio", -1)
INTERVAL_COLUMN = Column("interval", 0)
ONE_THREAD = 1
"""On a shared machine the threads of one small model only wait for one another."""
_SUREST = 1e-6
"""No chance nearer to 0 or 1 than this is believed."""


class Classifier(Protocol):
    """What a model learns: chances from columns, as scikit-learn's classifiers give them."""

    def predict_proba(self, columns: Floats, /) -> NDArray[Any]:
        """The chances to leave and to stay through the interval, shape (n, 2)."""
        ...


@dataclass(frozen=True, slots=True)
class Calibration:
    """A straight line on the log-odds of staying; the slope is never negative.

    It is learned on households that the chances were not learned from, so that a chance of 0.8 is
    kept eight times in ten; being rising, it keeps every order.
    """

    intercept: float = 0.0
    slope: float = 1.0

    def __call__(self, chances: Floats) -> Floats:
        """Chances as they should have been told, of the same shape."""
        believed = np.clip(chances, _SUREST, 1.0 - _SUREST)
        return np.asarray(expit(self.intercept + self.slope * logit(believed)))


def calibration_of(chances: Floats, stayed: Flags, weight: Floats) -> Calibration:
    """The likeliest straight line, from chances of staying through and what became.

    Args:
        chances: of households that they were not learned from, shape (r,).
        stayed: whether each stayed through, shape (r,).
        weight: how much each counts, shape (r,).
    """
    told = logit(np.clip(chances, _SUREST, 1.0 - _SUREST))
    sign = np.where(stayed, 1.0, -1.0)

    def loss(line: Floats) -> tuple[float, Floats]:
        margin = sign * (line[0] + line[1] * told)
        slack = -sign * expit(-margin) * weight / weight.sum()
        value = -float((weight * log_expit(margin)).sum() / weight.sum())
        return value, np.array([slack.sum(), (slack * told).sum()])

    bounds = [(None, None), (0.0, None)]
    found = minimize(loss, np.array([0.0, 1.0]), jac=True, method="L-BFGS-B", bounds=bounds)
    return Calibration(float(found.x[0]), float(found.x[1]))


@dataclass(frozen=True, eq=False)
class FittedModel:
    """What a model has learned.

    `reach` is how many of `HORIZONS_MONTHS` the placements that it learned from were followed to;
    beyond, it says nothing.
    """

    name: str
    columns: tuple[Column, ...]
    places: PlaceRatios
    classifier: Classifier
    calibration: Calibration
    reach: int

    def curve(self, design: Design) -> Floats:
        """The chance of being still there at each of `HORIZONS_MONTHS`, shape (n, 4).

        NaN beyond the model's reach.

        Raises:
            ValueError: the design has other columns.
        """
        if design.columns != self.columns:
            raise ValueError(f"{self.name} learned from other columns")
        with threadpool_limits(ONE_THREAD):
            return np.asarray(np.cumprod(self._through(design), axis=1))

    def _through(self, design: Design) -> Floats:
        """The chance of staying through each interval that was begun, shape (n, 4)."""
        chances = np.full((len(design), INTERVALS), np.nan)
        ratio = self.places.of(design.municipality, design.region)
        for interval in range(self.reach if len(design) else 0):
            matrix = matrix_of(design.values, ratio, np.full(len(design), interval))
            chances[:, interval] = self.calibration(self.classifier.predict_proba(matrix)[:, 1])
        return chances

    def still_there(self, design: Design, months: int) -> Floats:
        """The chance of being still there after some months, shape (n,); NaN beyond its reach.

        Raises:
            ValueError: the months are not one of `HORIZONS_MONTHS`, or the design has other
                columns.
        """
        if months not in HORIZONS_MONTHS:
            raise ValueError(f"{months} months: not one of {HORIZONS_MONTHS}")
        return self.curve(design)[:, HORIZONS_MONTHS.index(months)]


def matrix_of(values: Floats, ratio: Floats, interval: NDArray[np.intp]) -> Floats:
    """What a classifier reads: the columns, the log of the place's ratio, the interval's number."""
    return np.column_stack([values, np.log(ratio), interval.astype(np.float64)])
