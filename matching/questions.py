"""What to ask: the unknown facts that leave a colour open, most telling first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.pairs import Flags, Pairs
from matching.asking import is_askable, spoken_question
from matching.decision import Question
from matching.evaluate import Verdicts, apply_rule, combine
from matching.explain import Explainer


@dataclass(frozen=True, eq=False)
class OpenFact:
    """An unknown fact, where it leaves a rule open, and where its answer alone could recolour."""

    path: str
    is_open: Flags
    could_change: Flags


def open_facts(pairs: Pairs, verdicts: Verdicts, explainer: Explainer) -> tuple[OpenFact, ...]:
    """Every askable fact that leaves some rule open, in the order of the rules."""
    where: dict[str, NDArray[np.bool_]] = {}
    for outcome in verdicts.outcomes:
        is_open = np.broadcast_to(outcome.is_open & ~outcome.lacks_place_fact, pairs.shape)[0]
        if is_open.any():
            for path in explainer.open_facts(outcome):
                where[path] = where.get(path, np.zeros_like(is_open)) | is_open
    return tuple(
        OpenFact(path, is_open, _could_change(path, pairs, verdicts))
        for path, is_open in where.items()
        if is_askable(pairs.profiles[0], path)
    )


def _could_change(path: str, pairs: Pairs, verdicts: Verdicts) -> Flags:
    """Where the colour differs once the fact alone has its best or its worst value."""
    changed = np.zeros(pairs.shape[1], dtype=np.bool_)
    for at_best in (True, False):
        fixed = pairs.fixing(path, at_best=at_best)
        outcomes = tuple(
            apply_rule(outcome.rule, fixed) if path in outcome.rule.household_paths else outcome
            for outcome in verdicts.outcomes
        )
        changed |= (combine(outcomes, pairs.shape).colour != verdicts.colour)[0]
    return changed


def questions_about(facts: tuple[OpenFact, ...], columns: NDArray[np.intp]) -> tuple[Question, ...]:
    """The questions for some places.

    First those that could recolour most of them, then those that are open in most of them.
    """
    found = []
    for fact in facts:
        if fact.is_open[columns].any():
            could_change = int(fact.could_change[columns].sum())
            question = Question(fact.path, spoken_question(fact.path), could_change)
            found.append((-could_change, -int(fact.is_open[columns].sum()), question))
    found.sort(key=lambda item: item[:2])  # stable: the rules' order between equals
    return tuple(question for _, _, question in found)
