"""What is not computed again is what computing it again would give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from features.generate import generate
from features.households import Households
from features.pairs import Pairs
from features.profile import Answer, Gap, HouseholdProfile
from matching.evaluate import GREEN, apply_rule, evaluate
from matching.questions import _may_move, possible_answers
from matching.ruleset import Rule
from tests.matching.households import ruleset, table
from tests.strategies import AS_OF, on_the_day

SEED, HOUSEHOLDS, UNKNOWN_SHARE = 11, 200, 0.3
KIND = "household_kind"


def everyone() -> Pairs:
    rows = generate(HOUSEHOLDS, SEED, AS_OF, unknown_share=UNKNOWN_SHARE)
    return Pairs(on_the_day(rows), table(), "mean")


def test_the_verdicts_of_some_places_are_those_of_these_places_alone() -> None:
    pairs = everyone()
    columns = [3, 0, 5]
    places = tuple(table().places[column] for column in columns)
    few = replace(table(), places=places)
    alone = evaluate(ruleset(), replace(pairs, places=few))
    some = evaluate(ruleset(), pairs).at(columns)
    np.testing.assert_array_equal(some.colour, alone.colour)
    for one, other in zip(some.outcomes, alone.outcomes, strict=True):
        shape = alone.fit.shape
        for name in ("colour", "is_open", "lacks_place_fact", "value"):
            np.testing.assert_array_equal(
                np.broadcast_to(getattr(one, name), shape),
                np.broadcast_to(getattr(other, name), shape),
            )


def test_who_is_in_the_household_reaches_only_the_rules_that_may_move() -> None:
    unsaid = [p for p in everyone().households.profiles if p.gap(KIND) is Gap.UNKNOWN]
    before = Pairs(on_the_day(tuple(unsaid)), table(), "mean")
    moved = {
        rule.id
        for answer in possible_answers(KIND)
        for rule in ruleset().rules
        if _moves(rule, before, replace(before, households=_answered(unsaid, answer)))
    }
    assert moved <= {rule.id for rule in ruleset().rules if _may_move(rule, KIND)}
    assert len(moved) > 0


def _answered(profiles: list[HouseholdProfile], answer: Answer) -> Households:
    return on_the_day(tuple(profile.with_answer(KIND, answer) for profile in profiles))


def _moves(rule: Rule, before: Pairs, after: Pairs) -> bool:
    one, other = (np.maximum(apply_rule(rule, pairs).colour, GREEN) for pairs in (before, after))
    return not np.array_equal(*np.broadcast_arrays(one, other))
