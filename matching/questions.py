"""What to ask: the unknown facts that leave a colour open, most telling first."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from features.households import Households
from features.pairs import Flags, Pairs
from features.profile import NO_LIMIT, Answer
from features.schema import field_at
from matching.asking import spoken_question
from matching.decision import Question
from matching.evaluate import Verdicts, apply_rule, combine
from matching.explain import Explainer
from matching.ruleset import Rule

_WHO = ("household_kind", "partner", "adults.1.")


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
    )


def _could_change(path: str, pairs: Pairs, verdicts: Verdicts) -> Flags:
    """Where some answer to this fact alone gives another fit or another preparation."""
    answers = possible_answers(path)
    if not answers:
        worlds = [pairs.fixing(path, at_best=at_best) for at_best in (True, False)]
    else:
        profile = pairs.households.profiles[0]
        profiles = tuple(profile.with_answer(path, answer) for answer in answers)
        worlds = [replace(pairs, households=Households(profiles, pairs.households.as_of))]
    differs = [_differs(path, world, verdicts) for world in worlds]
    return np.asarray(np.any(differs, axis=0), dtype=np.bool_)


def _differs(path: str, world: Pairs, verdicts: Verdicts) -> Flags:
    """Where a household of another world has another fit or preparation, shape (m,)."""
    outcomes = tuple(
        apply_rule(outcome.rule, world) if _may_move(outcome.rule, path) else outcome
        for outcome in verdicts.outcomes
    )
    other = combine(outcomes, world.shape)
    changed = (other.fit != verdicts.fit) | (other.preparation != verdicts.preparation)
    return np.asarray(changed.any(axis=0), dtype=np.bool_)


def _may_move(rule: Rule, path: str) -> bool:
    """Whether an answer can reach a rule; who is in the household reaches the partner's facts."""
    if not rule.may_colour:
        return False
    paths = rule.household_paths
    if path == "household_kind":
        return any(read.startswith(_WHO) for read in paths)
    return path in paths


def possible_answers(path: str) -> tuple[Answer, ...]:
    """The answers that stand for all those that a fact can have; empty when there are too many.

    A list is tried empty, with each of its words, and with all of them; an amount at both ends.
    """
    field = field_at(path)
    if field.kind == "words" and field.vocabulary is not None:
        words = field.vocabulary.values
        return ((), *((word,) for word in words), words)
    if field.vocabulary is not None:
        return field.vocabulary.values
    if field.kind == "whole":
        return tuple(float(level) for level in range(int(field.low), int(field.high) + 1))
    return (float(field.low), NO_LIMIT) if field.kind == "amount" else ()


def questions_about(facts: tuple[OpenFact, ...], columns: NDArray[np.intp]) -> tuple[Question, ...]:
    """The questions for some places.

    First those that could recolour most of them, then those that are open in most of them.
    """
    are_open = _places_of([fact.is_open for fact in facts], columns)
    could_change = _places_of([fact.could_change for fact in facts], columns)
    found = [item for item in zip(could_change, are_open, facts, strict=True) if item[1]]
    found.sort(key=lambda item: (-item[0], -item[1]))  # stable: the rules' order between equals
    return tuple(Question(fact.path, spoken_question(fact.path), count) for count, _, fact in found)


def _places_of(flags: list[Flags], columns: NDArray[np.intp]) -> list[int]:
    """In how many of some places each of some flags holds."""
    counts: list[int] = [int(np.count_nonzero(flag[columns])) for flag in flags]
    return counts
