"""Judge many households at once: the colours and the score of every pair, without explanations."""

# A rule or a weight gives the same to every household whose answers to what it reads are the same,
# and in every place whose facts that it reads are the same. Steps: (1) for each rule, keep one
# household for each distinct set of answers and one place for each distinct set of facts; (2)
# evaluate the rule on those; (3) hand its colours to all the others, a few households at a time,
# and keep the worst; (4) the same for each weight, whose points add up. Step 2 runs the very code
# that answers for one household.

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from features.factors.destinations import COORDINATES
from features.households import Households, Indices
from features.pairs import Pairs
from features.place import Numbers, PlaceTable
from features.schema import field_at
from matching.evaluate import GREEN, Colours, apply_rule
from matching.ruleset import Rule, Ruleset
from matching.score import HUNDREDTHS, Hundredths, hundredths_of

_AT_ONCE = 2**18
"""Pairs computed together: enough for numpy, few enough for the cache of a processor."""
_Cell = TypeVar("_Cell", np.uint8, np.int16)


@dataclass(frozen=True, eq=False)
class Judgements:
    """Colour codes of `matching.evaluate` and scores of many households in some places.

    `fit` has shape (n, m), `preparation` (n, 1), `hundredths` of points (n, m).
    """

    fit: Colours
    preparation: Colours
    hundredths: Hundredths

    @property
    def colour(self) -> Colours:
        """The worse of fit and preparation, shape (n, m)."""
        return np.maximum(self.fit, self.preparation)

    @property
    def score(self) -> Numbers:
        """The score, 0 to 100, shape (n, m)."""
        return np.asarray(self.hundredths / HUNDREDTHS)


@dataclass(frozen=True, eq=False)
class _Alike:
    """Households (by position) that share answers and places that share facts.

    `household_of` and `place_of` say which of the distinct `pairs` stands for each.
    """

    pairs: Pairs
    members: Indices
    household_of: Indices
    place_of: Indices


def judge(ruleset: Ruleset, households: Households, places: PlaceTable) -> Judgements:
    """The colours and the score of every pair; equal to `evaluate` and `score` on each.

    Extra memory is the answer itself (3 bytes a pair) and the table of the widest rule.
    """
    pairs = Pairs(households, places, ruleset.household_rule)
    fit = np.full(pairs.shape, GREEN, dtype=np.uint8)
    preparation = np.full((len(households), 1), GREEN, dtype=np.uint8)
    hundredths = np.zeros(pairs.shape, dtype=np.int16)
    for rule in (rule for rule in ruleset.rules if rule.may_colour):
        found = fit if rule.about == "place" else preparation
        for alike in _alike(pairs, rule.household_paths, rule.factor.place):
            _keep_worst(found, alike, _table(alike.pairs, partial(_colours, rule)))
    for weight in ruleset.weights:
        for alike in _alike(pairs, weight.factor.household, weight.factor.place):
            _add(hundredths, alike, _table(alike.pairs, partial(hundredths_of, weight)))
    return Judgements(fit, preparation, hundredths)


def _colours(rule: Rule, pairs: Pairs) -> Colours:
    return apply_rule(rule, pairs).colour


def _alike(pairs: Pairs, paths: tuple[str, ...], facts: tuple[str, ...]) -> Iterator[_Alike]:
    """Who and where are alike for what is read, those who name a town apart from the others.

    Coordinates are read to measure from a town: without one, they tell no place from another.
    """
    distinct, rows = pairs.households.distinct(paths)
    towns = [path for path in paths if field_at(path).kind == "municipality"]
    told_apart = _names_one(distinct, towns) if towns else np.ones(len(distinct), dtype=np.bool_)
    elsewhere = tuple(name for name in facts if name not in COORDINATES)
    for chosen, read in ((~told_apart, elsewhere), (told_apart, facts)):
        positions, members = np.flatnonzero(chosen), np.flatnonzero(chosen[rows])
        if len(members):
            kinds, place_of = pairs.places.distinct(read)
            some = Pairs(distinct.take(positions), kinds, pairs.household_rule)
            yield _Alike(some, members, np.searchsorted(positions, rows[members]), place_of)


def _names_one(households: Households, paths: list[str]) -> NDArray[np.bool_]:
    """Whether a household has said one of some words, shape (n,)."""
    named = np.zeros(len(households), dtype=np.bool_)
    for path in paths:
        coded = households.coded(path)
        is_said = [households.profiles[i].word(path) is not None for i in coded.examples]
        named |= np.array(is_said, dtype=np.bool_)[coded.rows]
    return named


def _keep_worst(found: Colours, alike: _Alike, table: Colours) -> None:
    for members, colours in _own_rows(alike, table, GREEN):
        found[members] = np.maximum(found[members], colours)


def _add(found: Hundredths, alike: _Alike, table: Hundredths) -> None:
    for members, points in _own_rows(alike, table, 0):
        found[members] += points


def _own_rows(
    alike: _Alike, table: NDArray[_Cell], neutral: int
) -> Iterator[tuple[Indices, NDArray[_Cell]]]:
    """Some households at a time, and their rows of a table; not those that change nothing."""
    changes = np.any(table > neutral, axis=1)[alike.household_of]
    members, rows = alike.members[changes], alike.household_of[changes]
    for block in _blocks(len(members), len(alike.place_of)):
        own = table[rows[block]]
        yield members[block], own if own.shape[1] == 1 else np.take(own, alike.place_of, axis=1)


def _table(pairs: Pairs, compute: Callable[[Pairs], NDArray[_Cell]]) -> NDArray[_Cell]:
    """What is computed of distinct pairs, a few households at a time."""
    everyone = np.arange(pairs.shape[0])
    parts, counts = [], []
    for block in _blocks(*pairs.shape):
        some = pairs.households.take(everyone[block])
        parts.append(compute(Pairs(some, pairs.places, pairs.household_rule)))
        counts.append(len(some))
    return one_below_another(parts, counts)


def one_below_another(parts: Sequence[NDArray[_Cell]], counts: Sequence[int]) -> NDArray[_Cell]:
    """The tables of some blocks of households, as one, as wide as the widest.

    A block may have one row where all its households are alike, and one column where all places
    are: a rule that concerns nobody in it, a factor that reads no fact of theirs.
    """
    width = max(part.shape[1] for part in parts)
    wide = [
        np.broadcast_to(part, (count, width)) for part, count in zip(parts, counts, strict=True)
    ]
    return np.concatenate(wide)


def _blocks(count: int, width: int) -> Iterator[slice]:
    """Slices of a number of households, one at least, each with few enough places."""
    at_once = max(1, _AT_ONCE // max(1, width))
    for start in range(0, count, at_once):
        yield slice(start, start + at_once)
