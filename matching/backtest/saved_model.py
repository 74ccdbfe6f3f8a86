"""A model kept as a file, judged on a log that it did not learn from."""

# Whoever gives the file answers for that: a log has no way to tell which of its placements a model
# has seen. The report says so beside the figures.

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from features.design import Design
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.placement import PlacementLog
from matching.backtest.stays import stays_of
from matching.backtest.walk_forward import FEWEST_HOUSEHOLDS
from matching.outcomes.comparison import ModelScore, Told, model_scores
from matching.outcomes.fitted import FittedModel
from matching.statistics.censoring import weighed_at
from regions_data.problems import refuse
from regions_data.text import Text

_RESAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class JudgedModel:
    """How a saved model did on a log; no score where fewer than `FEWEST_HOUSEHOLDS` left or stayed.

    `known` of the `placements` are those of which the outcome is known after `months`.
    """

    name: str
    months: int
    placements: int
    known: int
    score: ModelScore | None


def judge_model(
    log: PlacementLog,
    design: Design,
    model: FittedModel,
    months: int,
    generator: np.random.Generator,
) -> JudgedModel:
    """What a saved model's chances were worth on every placement of a log.

    Raises:
        Refused: the model learned from placements followed less long than `months`.
    """
    if model.reach <= HORIZONS_MONTHS.index(months):
        raise refuse("--model", _TOO_SHORT, _ASK_SOONER, value=f"{months}")
    stays = stays_of(log)
    weight = weighed_at(stays.months, stays.is_departure, months).weight
    has_left = stays.is_departure & (stays.months <= months)
    chances = model.still_there(design, months)[np.newaxis]
    told = Told(chances, ~has_left, weight, stays.household)
    is_enough = min(told.left_households, told.stayed_households) >= FEWEST_HOUSEHOLDS
    scores = model_scores(told, [model.name], generator, resamples=_RESAMPLES) if is_enough else ()
    known = int((weight > 0).sum())
    return JudgedModel(model.name, months, len(log), known, scores[0] if scores else None)


_TOO_SHORT = Text(
    "ce modèle n'a rien appris d'une échéance si lointaine.",
    "this model has learned nothing of so late a follow-up.",
)
_ASK_SOONER = Text(
    "Demandez une échéance plus proche avec --months.", "Ask for an earlier one with --months."
)
