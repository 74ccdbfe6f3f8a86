"""Why there rather than here: other places beside each one that the household named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.profile import HouseholdProfile
from matching.alternatives import FAR_FROM_MONTREAL_KM, MOST_ALTERNATIVES, choose_others
from matching.decision import Alternative, Shortlist
from matching.evaluate import GREEN, YELLOW
from matching.pipeline import Engine
from matching.ruleset import Ruleset
from tests.matching import households, worlds
from tests.matching.households import Facts
from tests.strategies import snapshot

RIMOUSKI, SAINT_VALERIEN, LAVAL, SEPT_ILES = "10043", "10060", "65005", "97007"
NURSE: Facts = {
    **households.READY,
    "preferences.needs": ["university"],
    "network.contacts": [{"municipality": SAINT_VALERIEN}],
}


def shortlist(engine: Engine, *asked: str) -> Shortlist:
    facts = {**NURSE, "preferences.municipalities": list(asked)}
    return engine.shortlist(households.household(facts), top=1)


def far(*positions: int, count: int) -> np.ndarray:
    km = np.full(count, FAR_FROM_MONTREAL_KM - 1)
    km[list(positions)] = FAR_FROM_MONTREAL_KM
    return km


PLACES = tuple(
    snapshot().place(code)
    for code in ("10043", "10060", "43027", "81017", "49058", "97007", "75017")
)


# -- which places


def test_the_best_place_of_each_region_comes_once() -> None:
    order, fit = [0, 1, 2, 3, 4, 5], [GREEN] * 7
    chosen = choose_others(order, PLACES, fit=fit, km_to_montreal=far(0, count=7))
    assert PLACES[0].region == PLACES[1].region
    assert chosen == [0, 2, 3]


def test_a_distant_place_of_as_good_a_fit_takes_the_last_place() -> None:
    order, fit = [2, 3, 4, 6, 5], [GREEN] * 7
    chosen = choose_others(order, PLACES, fit=fit, km_to_montreal=far(5, count=7))
    assert chosen == [2, 3, 5]


def test_a_distant_place_of_a_worse_fit_does_not() -> None:
    order, fit = [2, 3, 4, 6, 5], [GREEN] * 5 + [YELLOW, GREEN]
    chosen = choose_others(order, PLACES, fit=fit, km_to_montreal=far(5, count=7))
    assert chosen == [2, 3, 4]


def test_a_distance_that_is_not_known_is_not_distant() -> None:
    km = far(count=7)
    km[6] = np.nan
    assert choose_others([2, 3, 4, 6], PLACES, fit=[GREEN] * 7, km_to_montreal=km) == [2, 3, 4]


def test_nowhere_else_gives_no_alternative() -> None:
    assert choose_others([], PLACES, fit=[GREEN] * 7, km_to_montreal=far(count=7)) == []


# -- in an answer


def test_a_household_that_named_no_place_has_no_alternative(engine: Engine) -> None:
    assert shortlist(engine).alternatives == ()


def test_each_place_named_has_its_own_and_none_is_a_place_named(engine: Engine) -> None:
    answer = shortlist(engine, RIMOUSKI, SEPT_ILES)
    by_place = [each.instead_of.code for each in answer.alternatives]
    assert by_place == [RIMOUSKI] * MOST_ALTERNATIVES + [SEPT_ILES] * MOST_ALTERNATIVES
    assert not {RIMOUSKI, SEPT_ILES} & {each.place.code for each in answer.alternatives}
    regions = [each.place.region.code for each in answer.alternatives[:MOST_ALTERNATIVES]]
    assert len(set(regions)) == len(regions)


def test_the_towns_around_a_signed_offer_come_first(engine: Engine) -> None:
    offer = {"status": "signed", "municipality": "49058"}
    facts = {**NURSE, "adults.0.job_offer": offer, "preferences.municipalities": ["49058"]}
    (first, *_) = engine.shortlist(households.household(facts), top=1).alternatives
    assert first.place.region == first.instead_of.region
    assert first.fit == "green"


def test_a_place_outside_the_scope_is_told_by_its_rule(engine: Engine) -> None:
    for each in shortlist(engine, LAVAL).alternatives:
        scope = next(one for one in each.better if one.rule == "scope.cmm")
        assert scope.colours == ("red", "green")
        assert scope.points is None


def test_what_a_place_has_more_and_less_is_told_by_rules_and_points(engine: Engine) -> None:
    found = shortlist(engine, SAINT_VALERIEN).alternatives
    each = next(one for one in found if one.place.region != one.instead_of.region)
    contacts = next(one for one in each.worse if one.factor == "contact_closeness")
    assert contacts.points == -16.0  # the only contact lives in the place that was named
    assert contacts.rule is None
    assert [one.rule is None for one in each.better] == sorted(
        one.rule is None for one in each.better
    )


def total(each: Alternative) -> Decimal:
    points = [one.points for one in (*each.better, *each.worse) if one.points is not None]
    return sum((Decimal(repr(value)) for value in points), Decimal(0))


@settings(max_examples=20)
@given(
    worlds.any_ruleset(),
    households.households(),
    st.lists(st.sampled_from(households.NEAR), min_size=1, max_size=2, unique=True),
)
def test_the_differences_add_up_to_the_difference_of_the_scores(
    ruleset: Ruleset, profile: HouseholdProfile, asked: list[str]
) -> None:
    wished = profile.with_answer("preferences.municipalities", tuple(asked))
    engine = replace(households.engine(), ruleset=ruleset)
    answer = engine.shortlist(wished, top=1)
    scores = {decision.place.code: decision for decision in answer.asked}
    for each in answer.alternatives:
        assert total(each) == Decimal(repr(each.score_difference))
        there = engine.explain(wished, each.place).decision
        here = scores[each.instead_of.code]
        difference = Decimal(repr(there.score)) - Decimal(repr(here.score))
        assert Decimal(repr(each.score_difference)) == difference
        assert each.fit == there.fit
        assert all(one.points is None or one.points > 0 for one in each.better)
        assert all(one.points is None or one.points < 0 for one in each.worse)


@pytest.mark.parametrize("asked", [RIMOUSKI, LAVAL, SAINT_VALERIEN])
def test_a_better_fit_is_always_told_by_a_rule(engine: Engine, asked: str) -> None:
    order = ("green", "yellow", "red")
    answer = shortlist(engine, asked)
    (here,) = answer.asked
    for each in answer.alternatives:
        if order.index(each.fit) < order.index(here.fit):
            assert any(one.colours for one in each.better)


# -- work that settles where the household goes

OFFER_AT_SEPT_ILES = {"status": "signed", "municipality": SEPT_ILES, "conditional_on_permit": "no"}


def others(engine: Engine, asked: str, **facts: object) -> list[Alternative]:
    told = {path.replace("__", "."): value for path, value in facts.items()}
    profile = households.household({**NURSE, **told, "preferences.municipalities": [asked]})
    return list(engine.shortlist(profile, top=1).alternatives)


def test_other_places_are_near_the_offer_that_settles_the_place(engine: Engine) -> None:
    found = others(engine, RIMOUSKI, adults__0__job_offer=OFFER_AT_SEPT_ILES)
    assert found[0].place.code == SEPT_ILES
    free = others(engine, RIMOUSKI)
    assert SEPT_ILES not in {each.place.code for each in free}


def test_places_near_the_offer_that_are_red_give_way_to_the_best(engine: Engine) -> None:
    waiting = {**OFFER_AT_SEPT_ILES, "conditional_on_permit": "yes"}
    facts = {"adults__0__job_offer": waiting, "adults__0__order_status": "applied"}
    assert all(each.fit != "red" for each in others(engine, RIMOUSKI, **facts))


def test_a_better_place_far_from_the_offer_is_still_shown(engine: Engine) -> None:
    """Nothing better elsewhere must be true of everywhere."""
    for asked in (RIMOUSKI, SAINT_VALERIEN, SEPT_ILES):
        profile = households.household(
            {
                **NURSE, "adults.0.job_offer": OFFER_AT_SEPT_ILES,
                "preferences.municipalities": [asked],
            }
        )  # fmt: skip
        answer = engine.shortlist(profile, top=1)
        best = answer.regions[0].places[0]
        (here,) = answer.asked
        shown = {each.place.code for each in answer.alternatives}
        is_better = best.rank is not None and here.rank is not None and best.rank < here.rank
        assert not is_better or best.place.code in shown | {here.place.code}


def test_a_red_place_always_has_a_place_that_lifts_it(engine: Engine) -> None:
    """An offer in Montréal settles nothing outside it."""
    offer = {"status": "signed", "municipality": "66023", "conditional_on_permit": "yes"}
    facts = {**NURSE, "adults.0.job_offer": offer, "adults.0.order_status": "applied"}
    found = engine.explain(households.household(facts), snapshot().place("66023")).decision
    assert found.fit == "red"
    lifts = [w for w in found.would_change if w.target == "fit"]
    assert lifts
    assert lifts[-1].changes[0].fact == "place"
