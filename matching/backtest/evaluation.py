"""All that a log says of a ruleset: what the colours meant, for whom, and what is unknown."""

# Steps: (1) the ruleset says again what it says of each placement, on its own day; (2) who is known
# to have stayed, and for how long; (3) retention by colour; (4) what the score adds; (5) what the
# tool, the counsellor and the person said; (6) what the rules had said of who left; (7) the groups.
# It measures what goes together among households that left; it never says what a colour caused.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from matching.backtest.agreement import Agreement, agreements
from matching.backtest.conclusion import Conclusion, conclude
from matching.backtest.evaluation_table import EvaluationTable
from matching.backtest.leavers import Leavers, leavers_of
from matching.backtest.log_quality import Quality, quality_of
from matching.backtest.outcomes import Known
from matching.backtest.placement import PlacementLog
from matching.backtest.replay import Progress, Replayed, replay
from matching.backtest.retention import (
    AtHorizon,
    Comparison,
    Followed,
    Group,
    GroupRetention,
    compare,
    follow,
    retention_of,
)
from matching.backtest.stays import worth_of
from matching.backtest.subgroups import Labels, Variable, variables_of
from matching.evaluate import COLOUR_WORDS, GREEN, RED, YELLOW, Colours, colour_name
from matching.ruleset import Ruleset
from matching.statistics.discrimination import Scored, auc_at, concordance
from matching.statistics.proportions import FEWEST, Estimate, wilson
from matching.statistics.survival import Counts, Flags, Floats
from regions_data.as_known import Facts
from regions_data.snapshot import Snapshot
from regions_data.text import Text

BANDS = 5
"""Equal parts in which placements are put by their score."""
SEED = 20_261_121
"""Of the draws behind the intervals that have no formula: the same log gives the same report."""


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked of a log: which rules, with which facts, at which horizon, in which groups.

    `as_of` is the day of the evaluation: nothing is published after it.
    """

    ruleset: Ruleset
    facts: Facts
    snapshot: Snapshot
    months: int
    as_of: date
    groups: EvaluationTable | None = None


@dataclass(frozen=True, eq=False)
class ScoreMeaning:
    """What the score says of staying, beyond its colour.

    `auc` at the horizon and `concordance` over whole stays: one half is chance. `bands` are fifths
    of the placements, from the highest score to the lowest.
    """

    auc: Estimate | None
    concordance: Estimate | None
    bands: Comparison


@dataclass(frozen=True, slots=True)
class Employment:
    """Of one colour, who was said to have a job in the field, or whose partner was said to work."""

    title: Text
    placements: int
    yes: int
    no: int
    unknown: int
    share: Estimate | None


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a log says of a ruleset.

    `by_fit` is about what depends on the place, `by_preparation` about the household, `by_colour`
    about the worse of both, `by_shown` about the colours that were shown on the day, and
    `in_quebec` about staying in Québec, by fit. `whole` is every placement together.
    `after_the_facts` counts decisions later than the last publication of the facts by which they
    are judged. `matched` is how many households the table of groups names, None without one.
    """

    question: Question
    quality: Quality
    is_synthetic: bool
    after_the_facts: int
    replayed: Replayed
    followed: Followed
    whole: GroupRetention
    by_fit: Comparison
    by_colour: Comparison
    by_preparation: Comparison
    by_shown: Comparison
    in_quebec: Comparison
    score: ScoreMeaning
    conclusion: Conclusion
    in_field: tuple[Employment, ...]
    partners: tuple[Employment, ...]
    agreements: tuple[Agreement, ...]
    leavers: Leavers
    variables: tuple[Variable, ...]
    matched: int | None


def evaluate_log(
    log: PlacementLog, question: Question, progress: Progress | None = None
) -> Evaluation:
    """What a log says of a ruleset.

    Args:
        log: past placements, one at least.
        question: what is asked of it.
        progress: told while the rules are said again; whatever it raises ends the evaluation.

    Raises:
        ValueError: an empty log.
    """
    if not len(log):
        raise ValueError("an evaluation needs one placement at least")
    said = replay(log, question.ruleset, question.facts, progress)
    followed, months = follow(log), question.months
    by_fit = compare(followed, colour_groups(said.fit), months)
    whole = retention_of(followed, Group("whole", _WHOLE, np.ones(len(log), dtype=np.bool_)))
    generator = np.random.default_rng(SEED)
    labels = Labels(question.snapshot, question.groups)
    household = followed.stays.household
    return Evaluation(
        question=question,
        quality=quality_of(log),
        is_synthetic=any(placement.is_synthetic for placement in log),
        after_the_facts=_after(log, question.facts.latest(question.as_of)),
        replayed=said,
        followed=followed,
        whole=whole,
        by_fit=by_fit,
        by_colour=compare(followed, colour_groups(said.colour), months),
        by_preparation=compare(followed, colour_groups(said.preparation), months),
        by_shown=compare(followed, _shown_groups(log), months),
        in_quebec=compare(follow(log, "quebec"), colour_groups(said.fit), months),
        score=_score_meaning(said, followed, whole.at(months), generator),
        conclusion=conclude(by_fit),
        in_field=_employment(said.fit, [p.outcome.employed_in_field for p in log], household),
        partners=_employment(
            said.fit,
            [p.outcome.partner_employed for p in log],
            household,
            np.array([p.profile.word("household_kind") == "couple" for p in log]),
        ),
        agreements=agreements(log, said.colour, household, generator),
        leavers=leavers_of(log, said, followed, whole.at(months)),
        variables=variables_of(log, followed, said.fit, labels, months=months),
        matched=_matched(log, question.groups),
    )


def _matched(log: PlacementLog, groups: EvaluationTable | None) -> int | None:
    """How many households of a log a table of groups names."""
    if groups is None:
        return None
    return len({placement.case_id for placement in log} & groups.cases)


def _after(log: PlacementLog, latest: date | None) -> int:
    """How many were decided after the last publication of the facts."""
    return 0 if latest is None else sum(placement.decided_on > latest for placement in log)


def colour_groups(codes: Colours) -> list[Group]:
    """Placements by colour code, green first."""
    return [
        Group(colour_name(code), COLOUR_WORDS[colour_name(code)], codes == code)
        for code in (GREEN, YELLOW, RED)
    ]


def _shown_groups(log: PlacementLog) -> list[Group]:
    shown = np.array([each.shown.colour or "" for each in log])
    return [Group(name, words, shown == name) for name, words in COLOUR_WORDS.items()]


def _score_meaning(
    said: Replayed, followed: Followed, at: AtHorizon, generator: np.random.Generator
) -> ScoreMeaning:
    """Nothing is measured where no share of the whole log can be told at the horizon."""
    stays = followed.stays
    own = stays.is_followed
    # A departure without a day has no place in an order of whole stays.
    undated = bool((stays.is_departure & ~stays.is_dated).any())
    scored = Scored(
        said.score[own], stays.months[own], stays.is_departure[own], stays.household[own]
    )
    return ScoreMeaning(
        auc=auc_at(scored, at.months, generator) if at.why is None else None,
        concordance=concordance(scored) if at.why is None and not undated else None,
        bands=compare(followed, score_bands(said.score), at.months),
    )


def score_bands(score: Floats) -> list[Group]:
    """Fifths of the placements by their score, the highest first; equal scores stay together."""
    edges = np.unique(np.quantile(score, np.linspace(0, 1, BANDS + 1)))
    inner = edges[1:-1]
    band = np.searchsorted(inner, score, side="right")
    found = []
    for number in range(len(inner), -1, -1):
        rows = band == number
        if rows.any():
            low, high = float(score[rows].min()), float(score[rows].max())
            title = _range(low, high)
            found.append(Group(f"band_{number}", title, rows))
    return found


def _range(low: float, high: float) -> Text:
    """« 43,2 à 50,8 », on one line."""
    told = f"{low:.1f}\u00a0{{}}\u00a0{high:.1f}"
    return Text(told.format("à").replace(".", ","), told.format("to"))


def _employment(
    fit: Colours, answers: Sequence[Known], household: Counts, asked: Flags | None = None
) -> tuple[Employment, ...]:
    """Yes, no and unknown by colour, among the placements that the question is about."""
    said = np.array([answer.value for answer in answers])
    about = np.ones(len(fit), dtype=np.bool_) if asked is None else asked
    found = []
    for group in colour_groups(fit):
        own = said[group.rows & about]
        yes, no = int((own == Known.YES.value).sum()), int((own == Known.NO.value).sum())
        if not len(own):
            continue
        known = yes + no
        share = (
            wilson(yes / known, known * worth_of(household[group.rows & about]))
            if known >= FEWEST
            else None
        )
        found.append(Employment(group.title, len(own), yes, no, len(own) - yes - no, share))
    return tuple(found)


_WHOLE = Text("tous les placements", "every placement")
