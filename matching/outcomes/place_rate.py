"""The baseline: the place alone, its own past drawn towards its region's and the whole's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from matching.backtest.stays import Floats
from matching.outcomes.base import Examples, OutcomeModel
from matching.outcomes.fitted import Classifier
from matching.outcomes.retention_curve import INTERVALS
from regions_data.text import Text

_HIGHEST = 0.95
"""No place, however bad its past, is told to lose more than this in one interval."""


@dataclass(frozen=True, eq=False)
class PlaceHazards:
    """The share who leave in each interval where a place's ratio is 1, shape (4,)."""

    hazards: Floats

    def predict_proba(self, columns: Floats, /) -> NDArray[Any]:
        """The chances to leave and to stay: the interval's share times the place's ratio."""
        ratio, interval = np.exp(columns[:, -2]), columns[:, -1].astype(np.intp)
        leaves = np.minimum(self.hazards[interval] * ratio, _HIGHEST)
        return np.column_stack([leaves, 1.0 - leaves])


class PlaceRate(OutcomeModel):
    """What became of those who settled in the same place, whoever they were.

    Trust it as what any other model must beat; never as what a place does to a household, since
    who settles where is not drawn by lot. It is not recalibrated: drawing few cases towards many
    is what keeps its chances honest.
    """

    name: ClassVar[str] = "place_rate"
    title: ClassVar[Text] = Text("taux du lieu", "rate of the place")
    is_recalibrated: ClassVar[bool] = False

    def learned(self, examples: Examples) -> Classifier:
        """The share who leave in each interval, what the places' ratios expect put aside."""
        interval = examples.matrix[:, -1].astype(np.intp)
        left = np.bincount(interval, ~examples.stayed, INTERVALS)
        due = np.bincount(interval, examples.weight * np.exp(examples.matrix[:, -2]), INTERVALS)
        return PlaceHazards(np.divide(left, due, where=due > 0, out=np.zeros(INTERVALS)))
