"""Say again what a ruleset would have said of past placements, with the facts known then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from features.households import Households
from features.pairs import Pairs
from features.place import PlaceTable
from matching.backtest.placement import Placement, PlacementLog
from matching.evaluate import Colours, Outcome, evaluate
from matching.ruleset import Ruleset
from matching.score import score
from matching.trial import TO_VERIFY
from regions_data.as_known import Facts

Progress = Callable[[int, int], None]
"""Called with how many placements are done, and of how many; raising stops the replay."""
_Floats = NDArray[np.float64]
_Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Replayed:
    """What a ruleset says of each placement of a log, in the log's order.

    `fit`, `preparation` and `colour` are colour codes of `matching.evaluate`, `score` is out of
    100, `is_complete` whether no fact of the household was missing, `lacks_facts` whether a fact of
    the place that a rule reads was; all have shape (n,). `codes`,
    shape (n, rules), is what each rule says: not applied, a colour, or `TO_VERIFY`.
    """

    fit: Colours
    preparation: Colours
    colour: Colours
    score: _Floats
    is_complete: _Flags
    lacks_facts: _Flags
    rules: tuple[str, ...]
    codes: Colours


def replay(
    log: PlacementLog, ruleset: Ruleset, known: Facts, progress: Progress | None = None
) -> Replayed:
    """What a ruleset says of each placement, on its own day and with the facts published by then.

    Placements of the same day are judged together, each in its own place only.

    Args:
        log: the placements.
        ruleset: the rules, those in force then or others.
        known: the tables, by the day on which each fact was known.
        progress: told after each day; whatever it raises ends the replay.
    """
    days: dict[date, list[int]] = {}
    for index, placement in enumerate(log):
        days.setdefault(placement.decided_on, []).append(index)
    parts = _empty(len(log), len(ruleset.rules))
    done = 0
    for day in sorted(days):
        rows = days[day]
        _fill(parts, rows, [log.placements[i] for i in rows], ruleset, known)
        done += len(rows)
        if progress is not None:
            progress(done, len(log))
    rules = tuple(rule.id for rule in ruleset.rules)
    return Replayed(
        parts.fit,
        parts.preparation,
        parts.colour,
        parts.score,
        parts.is_complete,
        parts.lacks_facts,
        rules,
        parts.codes,
    )


@dataclass(frozen=True, eq=False)
class _Parts:
    """The arrays that are filled day by day."""

    fit: Colours
    preparation: Colours
    colour: Colours
    score: _Floats
    is_complete: _Flags
    lacks_facts: _Flags
    codes: Colours


def _empty(count: int, rules: int) -> _Parts:
    return _Parts(
        fit=np.zeros(count, dtype=np.uint8),
        preparation=np.zeros(count, dtype=np.uint8),
        colour=np.zeros(count, dtype=np.uint8),
        score=np.zeros(count),
        is_complete=np.zeros(count, dtype=np.bool_),
        lacks_facts=np.zeros(count, dtype=np.bool_),
        codes=np.zeros((count, rules), dtype=np.uint8),
    )


def _fill(
    parts: _Parts, rows: list[int], some: list[Placement], ruleset: Ruleset, known: Facts
) -> None:
    """The placements of one day: households by their places, of which the own ones are kept."""
    snapshot, labour = known.on(some[0].decided_on)
    places = tuple(dict.fromkeys(snapshot.place(each.place.code) for each in some))
    own = np.array([places.index(snapshot.place(each.place.code)) for each in some])
    every = np.arange(len(some))
    households = Households(tuple(each.profile for each in some), some[0].decided_on)
    table = PlaceTable(snapshot, labour, places)
    pairs = Pairs(households, table, ruleset.household_rule)
    verdicts, scores = evaluate(ruleset, pairs), score(ruleset, pairs)
    parts.fit[rows] = verdicts.fit[every, own]
    parts.preparation[rows] = verdicts.preparation[every, own]
    parts.colour[rows] = verdicts.colour[every, own]
    parts.score[rows] = scores.total[every, own]
    lacks = np.zeros(len(some), dtype=np.bool_)
    for number, outcome in enumerate(verdicts.outcomes):
        shape = verdicts.fit.shape
        parts.codes[rows, number] = np.broadcast_to(_codes(outcome), shape)[every, own]
        waits = np.broadcast_to(outcome.lacks_place_fact, shape)[every, own]
        parts.lacks_facts[rows] |= waits
        missing = outcome.is_open & ~outcome.lacks_place_fact
        lacks |= np.broadcast_to(missing, shape)[every, own]
    parts.is_complete[rows] = ~lacks


def _codes(outcome: Outcome) -> Colours:
    return np.where(outcome.is_open, TO_VERIFY, outcome.colour).astype(np.uint8)
