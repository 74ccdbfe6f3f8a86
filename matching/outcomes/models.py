"""The hand-written list of outcome models, the baseline first."""

from __future__ import annotations

from matching.outcomes.base import OutcomeModel
from matching.outcomes.boosted import Boosted
from matching.outcomes.logistic import Logistic
from matching.outcomes.place_rate import PlaceRate

BASELINE = PlaceRate()
"""What every other model must beat."""
MODELS: tuple[OutcomeModel, ...] = (BASELINE, Logistic(), Boosted())
