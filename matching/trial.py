"""Try a ruleset on a panel of households: what each rule says, and what it alone decides."""

# Steps: (1) the colours and scores of every pair, by the code that judges many; (2) for each rule,
# what it says of each distinct household in each place; (3) a few households at a time, count what
# each rule says and where it stands alone; (4) for the households without a green place, the
# smallest sets of rules that explain it; (5) which town and which region come first.

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from features.factor import About
from features.households import Households, Indices
from features.pairs import Flags, Pairs
from features.place import PlaceTable
from matching.evaluate import GREEN, NOT_APPLIED, RED, YELLOW, Colours, apply_rule
from matching.judge import Judgements, judge, one_below_another
from matching.ruleset import Rule, Ruleset
from matching.shortlist import order_places
from matching.trial_result import (
    Blocked,
    BlockingSet,
    ColourCounts,
    First,
    Panel,
    RuleCounts,
    Trial,
)

TO_VERIFY = 4
"""A yellow that waits for a fact, beside the colour codes of `matching.evaluate`."""
_AT_ONCE = 128
"""Households whose rules are laid side by side: some ten megabytes for sixty rules."""
_SAID = (NOT_APPLIED, GREEN, YELLOW, TO_VERIFY, RED)
_ABOUT: tuple[About, ...] = ("place", "household")
Counts: TypeAlias = NDArray[np.int64]
_RuleSet: TypeAlias = tuple[int, ...]


def try_ruleset(ruleset: Ruleset, panel: Panel, places: PlaceTable, as_of: date) -> Trial:
    """What a ruleset says of every household of a panel in every place of a table.

    Args:
        ruleset: the ruleset to try.
        panel: the households; they keep their order.
        places: the places that a shortlist may name.
        as_of: the day from which days are counted.

    Raises:
        ValueError: the panel or the table is empty, so that there is no share to give.
    """
    if not panel.profiles or not places.places:
        raise ValueError("a trial needs one household and one place at least")
    households = Households(panel.profiles, as_of)
    seen = [_seen(rule, households, places, ruleset) for rule in ruleset.rules]
    judgements = judge(ruleset, households, places)
    first = [places.places[position] for position in _first_places(judgements, places)]
    return Trial(
        origin=panel.origin,
        seed=panel.seed,
        households=len(households),
        places=len(places.places),
        fit=_colour_counts(judgements.fit),
        colour=_colour_counts(judgements.colour),
        rules=_rule_counts(ruleset, seen, judgements.fit.shape),
        blocked=tuple(_blocked(seen, panel.names, judgements.fit)),
        towns=_most_often([(town.code, town.name) for town in first]),
        regions=_most_often([(town.region.code, town.region.name) for town in first]),
    )


# -- what each rule says


@dataclass(frozen=True, eq=False)
class _Seen:
    """What one rule says: a row of codes for each distinct household, and whose row is whose.

    `codes` has shape (k, m), or (k, 1) where the rule says the same everywhere; `rows` (n,).
    """

    rule: Rule
    codes: Colours
    rows: Indices


def _seen(rule: Rule, households: Households, places: PlaceTable, ruleset: Ruleset) -> _Seen:
    distinct, rows = households.distinct(rule.household_paths)
    parts, counts = [], []
    for block in _blocks(len(distinct)):
        some = distinct.take(block)
        outcome = apply_rule(rule, Pairs(some, places, ruleset.household_rule))
        parts.append(np.where(outcome.is_open, TO_VERIFY, outcome.colour).astype(np.uint8))
        counts.append(len(some))
    return _Seen(rule, one_below_another(parts, counts), rows)


def _stack(seen: Sequence[_Seen], chosen: Indices, width: int) -> Colours:
    """The codes of several rules for some households, shape (rules, households, width)."""
    stack = np.empty((len(seen), len(seen[0].rows[chosen]), width), dtype=np.uint8)
    for layer, one in zip(stack, seen, strict=True):
        layer[:] = one.codes[one.rows[chosen]]
    return stack


def _rule_counts(
    ruleset: Ruleset, seen: Sequence[_Seen], shape: tuple[int, int]
) -> tuple[RuleCounts, ...]:
    """The counts of every rule, in pairs, in the ruleset's order."""
    found: dict[str, RuleCounts] = {}
    for about in _ABOUT:
        some = [one for one in seen if one.rule.about == about]
        if not some:
            continue
        # A rule about the household says the same in every place: one column stands for all.
        width, pairs = (shape[1], 1) if about == "place" else (1, shape[1])
        counts = pairs * sum(_counts(_stack(some, block, width)) for block in _blocks(shape[0]))
        for one, row in zip(some, np.asarray(counts).tolist(), strict=True):
            found[one.rule.id] = RuleCounts(one.rule.id, about, one.rule.only_prepares, *row)
    return tuple(found[rule.id] for rule in ruleset.rules)


def _counts(stack: Colours) -> Counts:
    """By rule: how often it says each thing, is the only one not green, and the only red one."""
    is_red = stack == RED
    columns = [stack == code for code in _SAID] + [_alone(stack >= YELLOW), _alone(is_red)]
    return np.stack([column.sum(axis=(1, 2), dtype=np.int64) for column in columns], axis=1)


def _alone(flags: Flags) -> Flags:
    """Where a rule is the only one of the stack that is so marked."""
    return np.asarray(flags & (flags.sum(axis=0) == 1))


def _colour_counts(colours: Colours) -> ColourCounts:
    return ColourCounts(*(int((colours == code).sum()) for code in (GREEN, YELLOW, RED)))


def _blocks(count: int) -> Iterator[Indices]:
    """The positions of so many rows, a few at a time."""
    for start in range(0, count, _AT_ONCE):
        yield np.arange(start, min(start + _AT_ONCE, count))


# -- households without a green place


def _blocked(seen: Sequence[_Seen], names: Sequence[str], fit: Colours) -> Iterator[Blocked]:
    """The households that no place is green for, in the panel's order, and the rules that do it."""
    about_place = [one for one in seen if one.rule.about == "place"]
    rules = [one.rule.id for one in about_place]
    for row in np.flatnonzero(fit.min(axis=1) > GREEN).tolist():
        codes = _stack(about_place, np.array([row]), fit.shape[1])[:, 0]
        yield _blocked_by(codes >= YELLOW, rules, names[row])


def _blocked_by(is_not_green: Flags, rules: Sequence[str], name: str) -> Blocked:
    """Why no place is green, from where each rule is not, shape (rules, places)."""
    how_many = is_not_green.sum(axis=0)
    fewest = is_not_green[:, how_many == how_many.min()]
    sets = Counter(_rows_of(column) for column in fewest.T)
    often: Counter[_RuleSet] = Counter()
    for rule, flags in enumerate(is_not_green):
        often[(rule,)] = int(flags.sum())
    return Blocked(name, _blocking_sets(sets, rules), _blocking_sets(often, rules))


def _rows_of(flags: Flags) -> _RuleSet:
    return tuple(np.flatnonzero(flags).tolist())


def _blocking_sets(sets: Counter[_RuleSet], rules: Sequence[str]) -> tuple[BlockingSet, ...]:
    """The sets that some place is blocked by, the most places first, then the ruleset's order."""
    ordered = sorted(((-count, which) for which, count in sets.items() if count))
    return tuple(BlockingSet(tuple(rules[i] for i in which), -count) for count, which in ordered)


# -- which places come first


def _first_places(judgements: Judgements, places: PlaceTable) -> Iterator[int]:
    """The position of the place that a shortlist names first, for each household."""
    for fit, score in zip(judgements.fit, judgements.score, strict=True):
        is_best = fit == fit.min()
        ties = np.flatnonzero(is_best & (score == score[is_best].max()))
        yield order_places(places.places, fit, score, keep=ties.tolist())[0]


def _most_often(named: Sequence[tuple[str, str]]) -> tuple[First, ...]:
    """What comes first, the most often first, then by code."""
    counts = Counter(named)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(First(code, name, count) for (code, name), count in ordered)
