"""Judging many households at once says what judging each of them alone says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.factor import Factor
from features.factors.surroundings import RENT_OVER_PROVINCE
from features.generate import generate
from features.pairs import HouseholdRule, Pairs
from features.place import Numbers, PlaceTable, all_destinations
from features.profile import HouseholdProfile
from matching import judge as judging
from matching.conditions import Comparison
from matching.evaluate import GREEN, NOT_APPLIED, RED, YELLOW, evaluate
from matching.judge import Judgements, judge
from matching.ruleset import Band, Rule, Ruleset, Weight
from matching.score import score
from regions_data.text import Text
from tests.matching import worlds
from tests.matching.households import households, ruleset, table
from tests.strategies import AS_OF, labour, on_the_day, profiles, snapshot

SEED = 20261121
UNKNOWN_SHARE = 0.15
NORTH_OF_LATITUDE = 48.0
PLACES_AT_THE_EDGE = 5
HOUSEHOLDS_AT_ONCE = 16
Rows = tuple[HouseholdProfile, ...]


def judged(rows: Rows, places: PlaceTable, rules: Ruleset | None = None) -> Judgements:
    return judge(rules or ruleset(), on_the_day(rows), places)


def assert_as_one_by_one(rows: Rows, places: PlaceTable, rules: Ruleset | None = None) -> None:
    """Every pair as `evaluate` and `score` answer for its household alone."""
    rules = rules or ruleset()
    found = judged(rows, places, rules)
    for row, profile in enumerate(rows):
        pairs = Pairs(on_the_day((profile,)), places, rules.household_rule)
        verdicts = evaluate(rules, pairs)
        np.testing.assert_array_equal(found.fit[row], verdicts.fit[0])
        np.testing.assert_array_equal(
            np.broadcast_to(found.preparation[row], verdicts.preparation[0].shape),
            verdicts.preparation[0],
        )
        np.testing.assert_array_equal(found.colour[row], verdicts.colour[0])
        np.testing.assert_array_equal(found.score[row], score(rules, pairs).total[0])


def assert_same(one: Judgements, other: Judgements) -> None:
    np.testing.assert_array_equal(one.fit, other.fit)
    np.testing.assert_array_equal(one.preparation, other.preparation)
    np.testing.assert_array_equal(one.hundredths, other.hundredths)


@cache
def generated(count: int) -> Rows:
    """Households of whom something is often unknown."""
    return generate(count, SEED, AS_OF, unknown_share=UNKNOWN_SHARE)


@cache
def destinations() -> PlaceTable:
    return all_destinations(snapshot(), labour())


def only(places: PlaceTable, positions: list[int]) -> PlaceTable:
    return replace(places, places=tuple(places.places[i] for i in positions))


# -- the same answer as for one household


@given(rows=st.lists(households(), min_size=1, max_size=4))
def test_many_households_are_judged_as_each_is_alone(rows: list[HouseholdProfile]) -> None:
    assert_as_one_by_one((*rows, rows[0]), table())


@given(
    rules=worlds.rulesets(),
    places=worlds.any_table(),
    rows=st.tuples(households(), households(), profiles()),
)
def test_so_are_they_by_any_ruleset_and_in_any_place(
    rules: Ruleset, places: PlaceTable, rows: Rows
) -> None:
    assert_as_one_by_one(rows, places, rules)


@given(rows=st.lists(profiles(), min_size=1, max_size=3))
def test_so_are_households_with_any_answer_that_the_schema_takes(
    rows: list[HouseholdProfile],
) -> None:
    assert_as_one_by_one(tuple(rows), table())


def test_so_are_generated_households_in_every_destination() -> None:
    assert_as_one_by_one(generated(30) + generate(10, SEED, AS_OF), destinations())


@pytest.mark.parametrize("rule", ["at_least_one", "mean", "weakest", "sum"])
def test_so_are_they_under_each_household_rule(rule: HouseholdRule) -> None:
    rules = replace(ruleset(), household_rule=rule)
    assert_as_one_by_one(generated(30), table(), rules)


def test_one_household_is_judged_as_many_are() -> None:
    assert_as_one_by_one(generated(1), destinations())


@pytest.mark.parametrize("rule", ruleset().rules, ids=lambda rule: rule.id)
def test_so_is_each_rule_alone_which_no_other_rule_can_hide(rule: Rule) -> None:
    rules = replace(ruleset(), rules=(rule,), weights=())
    pairs = Pairs(on_the_day(generated(300)), table(), rules.household_rule)
    found, verdicts = judged(generated(300), table(), rules), evaluate(rules, pairs)
    np.testing.assert_array_equal(found.fit, verdicts.fit)
    np.testing.assert_array_equal(found.colour, verdicts.colour)


@pytest.mark.parametrize("weight", ruleset().weights, ids=lambda weight: weight.factor.id)
def test_so_is_each_weight_alone(weight: Weight) -> None:
    rules = replace(ruleset(), rules=(), weights=(weight,))
    pairs = Pairs(on_the_day(generated(300)), table(), rules.household_rule)
    found = judged(generated(300), table(), rules)
    np.testing.assert_array_equal(found.score, score(rules, pairs).total)
    assert found.hundredths.any()


def test_the_generated_households_get_every_colour_and_many_scores() -> None:
    found = judged(generated(300), table())
    assert set(np.unique(found.fit)) == {GREEN, YELLOW, RED}
    assert set(np.unique(found.preparation)) >= {GREEN, YELLOW}
    assert len(np.unique(found.score)) > 1000


def test_a_colour_is_the_worse_of_fit_and_preparation() -> None:
    found = judged(generated(50), table())
    worse = [
        [max(fit, ready) for fit in fits]
        for fits, (ready,) in zip(found.fit.tolist(), found.preparation.tolist(), strict=True)
    ]
    assert found.colour.tolist() == worse


def test_a_factor_that_measures_from_no_town_is_computed_in_every_place() -> None:
    north = Factor("north", Text("nord", "north"), _latitude, place=("latitude",))
    (scope, *_) = ruleset().rules
    bands = (Band(Comparison(">", NORTH_OF_LATITUDE), "yellow"), Band(None, "green"))
    rules = replace(ruleset(), rules=(replace(scope, factor=north, bands=bands),), weights=())
    found = judged(generated(3), table(), rules)
    is_north = table().column("latitude") > NORTH_OF_LATITUDE
    assert 0 < is_north.sum() < is_north.size
    np.testing.assert_array_equal(found.fit == YELLOW, np.repeat(is_north, 3, axis=0))


def _latitude(pairs: Pairs) -> Numbers:
    return pairs.place("latitude")


# -- nothing to judge


def test_no_household_gives_empty_answers() -> None:
    found = judged((), table())
    count = len(table().places)
    assert found.fit.shape == found.colour.shape == found.score.shape == (0, count)
    assert found.preparation.shape == (0, 1)


def test_no_place_leaves_the_preparation_alone() -> None:
    found = judged(generated(20), only(table(), []))
    assert found.fit.shape == found.colour.shape == found.score.shape == (20, 0)
    np.testing.assert_array_equal(found.preparation, judged(generated(20), table()).preparation)


# -- a few at a time


@pytest.mark.parametrize("count", [1, 15, 16, 17, 255, 256, 257])
@pytest.mark.parametrize("at_once", [1, HOUSEHOLDS_AT_ONCE, 256])
def test_the_edge_of_a_block_changes_nothing(
    count: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = only(table(), list(range(PLACES_AT_THE_EDGE)))
    rows = generated(count)
    whole = judged(rows, places)
    monkeypatch.setattr(judging, "_AT_ONCE", at_once * PLACES_AT_THE_EDGE)
    assert_same(judged(rows, places), whole)
    pairs = Pairs(on_the_day(rows), places, ruleset().household_rule)
    np.testing.assert_array_equal(whole.fit, evaluate(ruleset(), pairs).fit)
    np.testing.assert_array_equal(whole.score, score(ruleset(), pairs).total)


def test_blocks_follow_each_other_and_leave_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_AT_ONCE", 6)
    blocks = [list(range(7))[block] for block in judging._blocks(7, 2)]
    assert blocks == [[0, 1, 2], [3, 4, 5], [6]]
    assert len(list(judging._blocks(7, 1000))) == 7
    assert list(judging._blocks(0, 2)) == []


# -- independence


def test_the_order_of_households_changes_none_of_them() -> None:
    rows = generated(60)
    order = np.random.default_rng(SEED).permutation(len(rows))
    whole, shuffled = judged(rows, table()), judged(tuple(rows[i] for i in order), table())
    assert_same(
        shuffled,
        Judgements(whole.fit[order], whole.preparation[order], whole.hundredths[order]),
    )


def test_the_order_of_places_changes_none_of_them() -> None:
    rows = generated(60)
    order = np.random.default_rng(SEED).permutation(len(table().places))
    whole, shuffled = judged(rows, table()), judged(rows, only(table(), order.tolist()))
    assert_same(
        shuffled, Judgements(whole.fit[:, order], whole.preparation, whole.hundredths[:, order])
    )


@given(kept=st.sets(st.integers(0, 59), min_size=1), left=st.sets(st.integers(0, 50), min_size=1))
def test_taking_households_and_places_away_changes_no_other(kept: set[int], left: set[int]) -> None:
    rows, columns = sorted(kept), sorted(left)
    whole = judged(generated(60), table())
    few = judged(tuple(generated(60)[i] for i in rows), only(table(), columns))
    fit, hundredths = (all_[np.ix_(rows, columns)] for all_ in (whole.fit, whole.hundredths))
    assert_same(few, Judgements(fit, whole.preparation[rows], hundredths))


# -- rules that cannot colour are not evaluated, and only those


def test_a_rule_left_out_gives_no_household_a_colour_worse_than_green() -> None:
    pairs = Pairs(on_the_day(generated(100)), table(), ruleset().household_rule)
    left_out = [rule for rule in ruleset().rules if not rule.may_colour]
    assert len(left_out) > 0
    for rule in left_out:
        assert set(np.unique(judging._colours(rule, pairs))) <= {NOT_APPLIED, GREEN}, rule.id


def test_a_rule_with_green_bands_only_still_asks_for_an_unknown_place_fact() -> None:
    (scope, *_) = ruleset().rules
    rents = replace(scope, factor=RENT_OVER_PROVINCE, bands=(Band(None, "green"),))
    rules = replace(ruleset(), rules=(rents,), weights=())
    found = judged(generated(3), table(), rules)
    is_unknown = np.isnan(table().column("rent_median_2021_cad_month"))
    assert is_unknown.any()
    assert not is_unknown.all()
    np.testing.assert_array_equal(found.fit == YELLOW, np.repeat(is_unknown, 3, axis=0))
