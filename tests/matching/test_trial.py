"""Trying a ruleset: what can be counted by hand, and what holds whatever the households."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.place import PlaceTable
from features.profile import HouseholdProfile
from matching import trial as trial_module
from matching.pipeline import Engine
from matching.ruleset import Rule, Ruleset
from matching.ruleset_reader import read_ruleset
from matching.trial import try_ruleset
from matching.trial_result import (
    Blocked,
    BlockingSet,
    ColourCounts,
    First,
    Mark,
    Panel,
    RuleCounts,
    Trial,
    percent,
)
from regions_data.text import Text
from tests.matching import households
from tests.strategies import AS_OF, labour, snapshot

FILE = Path(__file__).parent / "rulesets" / "trial.yaml"
SMALL = read_ruleset(FILE.read_bytes(), FILE.name)
SHIPPED = households.ruleset()
RIMOUSKI, VALCOURT, VALERIEN, LAVAL = "10043", "42055", "10060", "65005"
"""An urban centre; two villages, one far from a hospital, one far from a CLSC; one in the CMM."""


def table(*codes: str) -> PlaceTable:
    return PlaceTable(snapshot(), labour(), tuple(snapshot().place(code) for code in codes))


FOUR = table(RIMOUSKI, VALCOURT, VALERIEN, LAVAL)


def facts(kind: str, types: list[str] | None, **others: object) -> dict[str, object]:
    found: dict[str, object] = {"household_kind": kind, "preferences.needs": []}
    if types is not None:
        found["preferences.place_types"] = types
    return found | {path.replace("__", "."): value for path, value in others.items()}


def knows(code: str) -> list[dict[str, str]]:
    return [{"municipality": code}]


TOWN = facts(
    "single", ["urban_centre"], readiness__lease="settled", network__contacts=knows(RIMOUSKI)
)
VILLAGE = facts(
    "single", ["rural"], readiness__lease="to_settle", network__contacts=knows(VALCOURT)
) | {"preferences.needs": ["hospital", "clsc"]}
OPPOSED = facts("couple", None, partner__adherence="opposed", network__contacts=knows(RIMOUSKI))


def panel(*some: dict[str, object]) -> Panel:
    profiles = tuple(households.household(one) for one in some)
    return named(profiles)


def named(profiles: tuple[HouseholdProfile, ...]) -> Panel:
    return Panel(profiles, tuple(f"cas {i}" for i in range(len(profiles))), "cases")


def tried(ruleset: Ruleset, people: Panel, places: PlaceTable) -> Trial:
    return try_ruleset(ruleset, people, places, AS_OF)


def by_id(trial: Trial) -> dict[str, RuleCounts]:
    return {rule.rule: rule for rule in trial.rules}


THREE = panel(TOWN, VILLAGE, OPPOSED)


# -- three households, four places, counted by hand


def test_colours_are_counted_over_the_pairs() -> None:
    trial = tried(SMALL, THREE, FOUR)
    assert (trial.households, trial.places, trial.pairs) == (3, 4, 12)
    assert trial.fit == ColourCounts(green=1, yellow=8, red=3)
    assert trial.colour == ColourCounts(green=1, yellow=5, red=6)


@pytest.mark.parametrize(
    ("rule", "said", "alone"),
    [
        # (not applied, green, yellow, to verify, red), (sole cause, sole red)
        pytest.param("scope.cmm", (0, 9, 0, 0, 3), (1, 3), id="red beside a yellow is not alone"),
        pytest.param("wishes.kind", (0, 4, 4, 4, 0), (6, 0), id="what is to verify counts too"),
        pytest.param("needs.hospital", (8, 3, 1, 0, 0), (1, 0), id="a need not declared"),
        pytest.param("needs.clsc", (8, 3, 1, 0, 0), (1, 0), id="another need"),
        pytest.param("readiness.lease", (0, 4, 0, 8, 0), (4, 0), id="the same in every place"),
        pytest.param("partner.adherence", (8, 0, 0, 0, 4), (0, 4), id="red beside to verify"),
    ],
)
def test_each_rule_is_counted_in_pairs_and_where_it_stands_alone(
    rule: str, said: tuple[int, ...], alone: tuple[int, int]
) -> None:
    found = by_id(tried(SMALL, THREE, FOUR))[rule]
    assert (found.not_applied, found.green, found.yellow, found.to_verify, found.red) == said
    assert (found.sole_cause, found.sole_red) == alone
    assert not found.only_prepares


def test_a_rule_that_only_adds_steps_is_marked_so_and_gives_no_colour() -> None:
    found = by_id(tried(SMALL, THREE, FOUR))["step.visit"]
    assert found.only_prepares
    assert (found.not_green, found.sole_cause) == (0, 0)


def test_rules_keep_the_order_of_the_ruleset() -> None:
    assert [r.rule for r in tried(SMALL, THREE, FOUR).rules] == [rule.id for rule in SMALL.rules]


def test_a_household_without_green_is_told_with_each_rule_that_is_enough() -> None:
    village, opposed = tried(SMALL, THREE, FOUR).blocked
    one_each = [BlockingSet((rule,), 1) for rule in ("wishes.kind", "needs.hospital", "needs.clsc")]
    assert village.household == "cas 1"
    assert village.smallest_sets == village.alone == tuple(one_each)
    assert village.frequent[0] == BlockingSet(("wishes.kind",), 2)
    assert opposed == Blocked(
        "cas 2",
        (BlockingSet(("wishes.kind",), 3),),
        (BlockingSet(("wishes.kind",), 4), BlockingSet(("scope.cmm",), 1)),
    )


def test_where_no_rule_is_enough_the_smallest_sets_are_told() -> None:
    needy = TOWN | {"preferences.needs": ["hospital", "clsc"]}
    (blocked,) = tried(SMALL, panel(needy), table(VALCOURT, VALERIEN)).blocked
    assert blocked.alone == ()
    assert blocked.smallest_sets == (
        BlockingSet(("wishes.kind", "needs.hospital"), 1),
        BlockingSet(("wishes.kind", "needs.clsc"), 1),
    )


@pytest.mark.parametrize(("size", "kept"), [(1, 5), (2, 3)])
def test_the_document_keeps_every_rule_that_is_enough_and_three_sets_of_several(
    size: int, kept: int
) -> None:
    sets = tuple(BlockingSet(tuple(f"r.{i}{j}" for j in range(size)), 9 - i) for i in range(5))
    assert Blocked("cas", sets, ()).as_json()["smallest_sets"] == [
        one.as_json() for one in sets[:kept]
    ]


def test_the_first_place_is_that_of_the_best_fit_then_the_best_score() -> None:
    trial = tried(SMALL, THREE, FOUR)
    assert trial.towns == (First(RIMOUSKI, "Rimouski", 2), First(VALCOURT, "Valcourt", 1))
    assert trial.regions == (First("01", "Bas-Saint-Laurent", 2), First("05", "Estrie", 1))


def test_equal_places_are_told_apart_by_their_code_as_in_a_shortlist() -> None:
    stranger = facts("single", [], readiness__lease="settled", network__contacts=[])
    trial = tried(SMALL, panel(stranger), table(VALCOURT, VALERIEN, RIMOUSKI))
    assert trial.towns == (First(RIMOUSKI, "Rimouski", 1),)


def test_an_empty_panel_or_table_has_no_share_to_give() -> None:
    with pytest.raises(ValueError, match="at least"):
        tried(SMALL, panel(), FOUR)
    with pytest.raises(ValueError, match="at least"):
        tried(SMALL, THREE, table())


# -- marks


@pytest.mark.parametrize(
    ("count", "total", "is_reached"),
    [(3, 100, True), (4, 100, False), (30_001, 1_000_000, False), (0, 5, True)],
)
def test_a_mark_is_reached_up_to_its_limit_before_any_rounding(
    count: int, total: int, is_reached: bool
) -> None:
    assert Mark("red_pairs", Text("a", "b"), 3, count, total).is_reached == is_reached


def test_the_marks_are_measured_on_the_panel() -> None:
    measured = {mark.id: (mark.count, mark.total) for mark in tried(SMALL, THREE, FOUR).marks}
    assert measured == {
        "red_pairs": (3, 12),
        "without_green": (2, 3),
        "first_town": (2, 3),
        "first_region": (2, 3),
    }


def test_a_generated_panel_asks_more_of_the_first_town() -> None:
    limits = {
        origin: {m.id: m.limit_pct for m in replace(tried(SMALL, THREE, FOUR), origin=origin).marks}
        for origin in ("cases", "generated")
    }
    assert limits["cases"] == {
        "red_pairs": 3, "without_green": 25, "first_town": 20, "first_region": 30,
    }  # fmt: skip
    assert limits["generated"] == {**limits["cases"], "first_town": 15}


# -- the engine that answers for one household says the same


def listed() -> PlaceTable:
    return PlaceTable(
        snapshot(), labour(), tuple(p for p in snapshot().places if p.listed and not p.in_cmm)
    )


@settings(max_examples=10)
@given(st.lists(households.households(), min_size=1, max_size=3))
def test_a_trial_counts_what_the_shortlists_say(some: list[HouseholdProfile]) -> None:
    engine: Engine = households.engine()
    answers = [engine.shortlist(profile, top=1) for profile in some]
    trial = tried(SHIPPED, named(tuple(some)), listed())
    tallies = [answer.tally for answer in answers]
    assert trial.fit == ColourCounts(
        sum(t.green for t in tallies), sum(t.yellow for t in tallies), sum(t.red for t in tallies)
    )
    without = [f"cas {i}" for i, tally in enumerate(tallies) if not tally.green]
    assert [blocked.household for blocked in trial.blocked] == without
    firsts = [answer.regions[0].places[0].place.code for answer in answers]
    assert {town.code: town.households for town in trial.towns} == {
        code: firsts.count(code) for code in firsts
    }


# -- laws

FEW = 25
"""A trial judges several households by every rule, so that few examples hold many pairs."""


def panels() -> st.SearchStrategy[Panel]:
    return st.lists(households.households(), min_size=1, max_size=6).map(tuple).map(named)


def without(rules: set[str]) -> Ruleset:
    return replace(SHIPPED, rules=tuple(rule for rule in SHIPPED.rules if rule.id not in rules))


COLOURING: tuple[Rule, ...] = tuple(rule for rule in SHIPPED.rules if not rule.only_prepares)


@settings(max_examples=FEW)
@given(panels())
def test_what_a_rule_says_adds_up_to_all_the_pairs(people: Panel) -> None:
    trial = tried(SHIPPED, people, households.table())
    for counts in (trial.fit, trial.colour):
        assert counts.green + counts.yellow + counts.red == trial.pairs
    for rule in trial.rules:
        said = rule.not_applied + rule.green + rule.yellow + rule.to_verify + rule.red
        assert said == trial.pairs, rule.rule
        assert 0 <= rule.sole_cause <= rule.not_green
        assert 0 <= rule.sole_red <= rule.red
    assert sum(town.households for town in trial.towns) == trial.households
    assert sum(region.households for region in trial.regions) == trial.households


@settings(max_examples=FEW)
@given(panels(), st.sampled_from([rule for rule in COLOURING if rule.about == "place"]))
def test_a_place_rule_taken_out_turns_green_the_pairs_it_alone_held(
    people: Panel, rule: Rule
) -> None:
    before, after = (
        tried(ruleset, people, households.table()) for ruleset in (SHIPPED, without({rule.id}))
    )
    counts = by_id(before)[rule.id]
    assert after.fit.green - before.fit.green == counts.sole_cause
    assert before.fit.red - after.fit.red == counts.sole_red
    assert len(after.blocked) <= len(before.blocked)


@settings(max_examples=FEW)
@given(panels(), st.sampled_from(COLOURING))
def test_a_rule_taken_out_never_makes_a_pair_less_green(people: Panel, rule: Rule) -> None:
    before, after = (
        tried(ruleset, people, households.table()) for ruleset in (SHIPPED, without({rule.id}))
    )
    for one, two in ((before.fit, after.fit), (before.colour, after.colour)):
        assert two.green >= one.green
        assert two.red <= one.red


@settings(max_examples=FEW)
@given(households.households())
def test_without_its_blocking_rules_a_household_has_the_green_places_told(
    profile: HouseholdProfile,
) -> None:
    trial = tried(SHIPPED, named((profile,)), households.table())
    for found in [one for blocked in trial.blocked for one in blocked.smallest_sets[:2]]:
        freed = tried(without(set(found.rules)), named((profile,)), households.table())
        assert freed.fit.green == found.places
        fewer = tried(without(set(found.rules[1:])), named((profile,)), households.table())
        assert fewer.fit.green == 0


def test_households_taken_a_few_at_a_time_give_the_same_trial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = panel(TOWN, VILLAGE, OPPOSED, VILLAGE, TOWN)
    together = tried(SMALL, people, FOUR)
    monkeypatch.setattr(trial_module, "_AT_ONCE", 2)
    assert tried(SMALL, people, FOUR) == together


def test_a_rule_that_says_the_same_everywhere_for_some_and_not_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a town for the partner's offer there is no distance; with one there are many."""
    couple = {"household_kind": "couple", "adults.1.wants_work": "yes"}
    offer = {"status": "signed", "municipality": RIMOUSKI}
    people = panel(
        {**couple, "partner.moves": "stays", "adults.1.job_offer": offer},
        {**couple, "partner.moves": "together", "adults.1.job_offer": offer},
        {**couple, "partner.moves": "together", "adults.1.job_offer": "none"},
    )
    at_once = tried(SHIPPED, people, FOUR)
    monkeypatch.setattr(trial_module, "_AT_ONCE", 1)
    assert tried(SHIPPED, people, FOUR) == at_once


def test_percentages_are_rounded_to_a_hundredth() -> None:
    assert (percent(1, 3), percent(0, 7), percent(7, 7)) == (33.33, 0, 100)
