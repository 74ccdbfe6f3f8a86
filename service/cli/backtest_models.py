"""The outcome models of `ancrage backtest`: compared out of time, kept as files, judged again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from features.design import Design, Settled, design_of
from matching.backtest.evaluation import SEED, Question
from matching.backtest.placement import PlacementLog
from matching.backtest.replay import Progress
from matching.backtest.saved_model import JudgedModel, judge_model
from matching.backtest.stays import stays_of
from matching.backtest.walk_forward import Asked, ModelComparison, walk_forward
from matching.outcomes.fitted import FittedModel
from matching.outcomes.models import MODELS
from matching.outcomes.store import save_model

FOLDER = "models"


def design_for(log: PlacementLog, question: Question) -> Design:
    """The columns of a log's placements, with the facts that the question asks for."""
    settled = [Settled(each.profile, each.place, each.decided_on) for each in log]
    return design_of(settled, question.facts, question.ruleset.household_rule)


def compare_models(
    log: PlacementLog, design: Design, months: int, progress: Progress
) -> ModelComparison:
    """The models, each judged on the years after those that it learned from."""
    asked = Asked(horizon_months=months)
    generator = np.random.default_rng(SEED)
    return walk_forward(log, design, generator, asked=asked, progress=progress)


def judged(log: PlacementLog, design: Design, model: FittedModel, months: int) -> JudgedModel:
    """A saved model, judged on a log that it did not learn from."""
    return judge_model(log, design, model, months, np.random.default_rng(SEED))


def saving(log: PlacementLog, design: Design) -> Callable[[Path], None]:
    """What writes each model, learned here from a whole log, in a report's folder.

    Raises:
        Refused: too few departures are known to learn from.
    """
    stays = stays_of(log)
    learned = [model.fit(design, stays, np.random.default_rng(SEED)) for model in MODELS]

    def save(folder: Path) -> None:
        (folder / FOLDER).mkdir()
        for model in learned:
            save_model(model, folder / FOLDER / f"{model.name}.skops")

    return save
