"""Laws 1 and 2: pairs and not people, and the person decides."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from features.place import PlaceTable
from features.profile import HouseholdProfile
from matching.judge import judge
from matching.ruleset import Ruleset
from regions_data.catalog import Place
from tests.json_paths import mappings
from tests.matching import households, worlds
from tests.strategies import on_the_day, profiles

ENGINE = households.engine()
OF_A_PLACE = ("regions", "asked", "alternatives")


# -- 1. pairs, not people


@given(
    worlds.any_ruleset(),
    worlds.any_table(),
    st.tuples(households.households(), profiles(), households.households()),
    st.integers(0, 2),
)
def test_households_are_answered_in_the_order_given_and_never_sorted(
    ruleset: Ruleset, places: PlaceTable, rows: tuple[HouseholdProfile, ...], first: int
) -> None:
    order = [*range(first, len(rows)), *range(first)][::-1]
    one = judge(ruleset, on_the_day(rows), places)
    two = judge(ruleset, on_the_day(tuple(rows[i] for i in order)), places)
    assert (one.fit[order] == two.fit).all()
    assert (one.preparation[order] == two.preparation).all()
    assert (one.hundredths[order] == two.hundredths).all()


@settings(max_examples=10)
@given(worlds.any_ruleset(), profiles())
def test_no_colour_and_no_score_stands_outside_a_place(
    ruleset: Ruleset, profile: HouseholdProfile
) -> None:
    engine = replace(ENGINE, ruleset=ruleset)
    answer = engine.shortlist(profile, top=2).as_json()
    coloured = [
        path for path, mapping in mappings(answer) if {"colour", "score", "fit"} & set(mapping)
    ]
    assert coloured
    assert [path for path in coloured if not path.startswith(OF_A_PLACE)] == []


# -- 2. the person decides


@settings(max_examples=10)
@given(worlds.any_ruleset(), profiles(), st.sampled_from(households.sample()))
def test_an_answer_changes_nothing_of_what_it_was_made_from(
    ruleset: Ruleset, profile: HouseholdProfile, place: Place
) -> None:
    engine = replace(ENGINE, ruleset=ruleset)
    answers, counts = copy.copy(dict(profile.answers)), copy.copy(dict(profile.counts))
    before = json.dumps(engine.explain(profile, place).as_json())
    engine.shortlist(profile, top=2)
    assert (dict(profile.answers), dict(profile.counts)) == (answers, counts)
    assert json.dumps(engine.explain(profile, place).as_json()) == before


@settings(max_examples=10)
@given(profiles())
def test_the_answer_holds_the_colour_of_the_tool_alone_and_says_who_decides(
    profile: HouseholdProfile,
) -> None:
    answer = ENGINE.shortlist(profile, top=1)
    keys = {key for _, mapping in mappings(answer.as_json()) for key in mapping}
    assert not [key for key in keys if "decision" in key or "decided" in key]
    assert "La décision appartient à la personne" in answer.disclosure.fr
    assert "belongs to the person" in answer.disclosure.en
