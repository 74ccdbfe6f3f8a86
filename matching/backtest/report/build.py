"""The whole report of an evaluation, section by section."""

from __future__ import annotations

from matching.backtest.evaluation import Evaluation
from matching.backtest.report.document import Origin, Report, Section
from matching.backtest.report.in_short import in_short
from matching.backtest.report.method import SYNTHETIC_NOTICE, method_section, origin_section
from matching.backtest.report.models_section import models_section, no_models_section
from matching.backtest.report.people_sections import (
    agreement_section,
    groups_section,
    leavers_section,
)
from matching.backtest.report.sections import (
    employment_section,
    fit_section,
    log_section,
    other_colours_section,
    score_section,
)
from matching.backtest.saved_model import JudgedModel
from matching.backtest.walk_forward import ModelComparison
from regions_data.text import Text

TITLE = Text("Ce que les couleurs voulaient dire", "What the colours meant")


def report_of(
    found: Evaluation,
    origin: Origin,
    compared: ModelComparison | None = None,
    saved: JudgedModel | None = None,
) -> Report:
    """An evaluation as a report, the answer first and the method last.

    Args:
        found: what the log says of the ruleset.
        origin: what it was computed from.
        compared: the outcome models beside each other; None leaves their section out.
        saved: a saved model judged on the same log, told in that section.
    """
    why = found.whole.at(found.question.months).why
    models: tuple[Section, ...] = ()
    if compared is not None:
        models = (models_section(compared, saved),)
    elif why is not None:
        models = (no_models_section(why),)
    return Report(
        title=TITLE,
        notice=SYNTHETIC_NOTICE if found.is_synthetic else None,
        origin=origin,
        sections=(
            in_short(found),
            fit_section(found),
            score_section(found),
            other_colours_section(found),
            leavers_section(found),
            groups_section(found),
            employment_section(found),
            agreement_section(found),
            *models,
            log_section(found),
            method_section(),
            origin_section(origin),
        ),
    )
