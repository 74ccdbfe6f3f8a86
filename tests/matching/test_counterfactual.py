"""What would change a colour: each set of changes, applied, does what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.generate import generate
from features.profile import Gap, HouseholdProfile
from matching.changes import possible_changes
from matching.counterfactual import MOST_CHANGES, MOST_SETS
from matching.decision import Decision
from matching.pipeline import Engine
from matching.ruleset import Ruleset
from matching.would_change import WouldChange
from regions_data.catalog import Place
from tests.matching import households, worlds
from tests.matching.households import READY, Facts
from tests.strategies import AS_OF, labour, snapshot

RIMOUSKI, SAINT_VALERIEN, LAVAL, BONAVENTURE = "10043", "10060", "65005", "05045"
ORDER = ("green", "yellow", "red")
# The facts of DESIGN §2.9, and nothing of who the person is.
ACTIONABLE = {
    "car_access", "partner.adherence", "partner.met_counsellor", "readiness.region_knowledge",
    "readiness.project_maturity", "readiness.lease", "readiness.resources_financial",
    "network.regional_org_contacted", "place",
    *(f"adults.{adult}.{fact}" for adult in (0, 1) for fact in (
        "licence_status", "french_oral_level", "order_status", "work_permit.type",
        "work_permit.expires", "work_permit.employer_allowed", "occupation_noc",
    )),
}  # fmt: skip


def decision(engine: Engine, facts: Facts, code: str = RIMOUSKI) -> Decision:
    return engine.explain(households.household(facts), snapshot().place(code)).decision


def facts_of(would: WouldChange) -> set[str]:
    return {change.fact for change in would.changes}


def colour_after(
    engine: Engine,
    profile: HouseholdProfile,
    place: Place,
    would: WouldChange,
    *,
    without: int = -1,
) -> str:
    """The target's colour once the changes are made, but one of them if asked."""
    for index, change in enumerate(would.changes):
        if index == without or (without >= 0 and isinstance(change.after, Gap)):
            continue  # what a change makes unknown goes with it
        if change.fact == "place":
            place = snapshot().place(str(change.after))
        else:
            profile = profile.with_answer(change.fact, change.after)
    found = engine.explain(profile, place).decision
    return str(getattr(found, would.target))


def check(engine: Engine, profile: HouseholdProfile, place: Place) -> None:
    """Every set does what it says, none could be smaller, none fills an unknown."""
    found = engine.explain(profile, place).decision
    assert len(found.would_change) <= MOST_SETS
    for would in found.would_change:
        assert would.before == getattr(found, would.target)
        assert ORDER.index(would.after) < ORDER.index(would.before)
        assert 0 < len(would.changes) <= MOST_CHANGES
        assert facts_of(would) <= ACTIONABLE
        assert colour_after(engine, profile, place, would) == would.after, would.text.fr
        for index, change in enumerate(would.changes):
            if isinstance(change.after, Gap):
                assert change.fact.endswith(".order_status")
                continue
            assert not isinstance(change.before, Gap)
            if change.fact != "place":
                assert profile.answer(change.fact) == change.before
                kept = colour_after(engine, profile, place, would, without=index)
                assert ORDER.index(kept) > ORDER.index(would.after), would.text.fr
    own = [len(would.changes) for would in found.would_change if facts_of(would) != {"place"}]
    assert own == sorted(own)
    assert (found.no_change_reason is None) == bool(found.would_change)


# -- laws


@settings(max_examples=20)
@given(
    worlds.any_ruleset(),
    households.households(),
    st.sampled_from(households.sample()),
)
def test_every_set_applied_gives_what_it_promises_and_none_is_too_large(
    ruleset: Ruleset, profile: HouseholdProfile, place: Place
) -> None:
    check(replace(households.engine(), ruleset=ruleset), profile, place)


@pytest.mark.parametrize("share", [0.0, 0.2])
def test_so_does_every_set_for_generated_households(engine: Engine, share: float) -> None:
    places = households.sample()
    panel = generate(12, 20_261_121, AS_OF, unknown_share=share)
    for index, profile in enumerate(panel):
        check(engine, profile, places[index * 5 % len(places)])


@given(households.households())
def test_a_change_is_of_a_known_fact_and_of_nothing_that_a_person_is(
    profile: HouseholdProfile,
) -> None:
    for change in possible_changes(profile, households.ruleset(), labour(), AS_OF):
        assert change.fact in ACTIONABLE
        assert profile.answer(change.fact) == change.before
        assert not isinstance(change.before, Gap)
        assert change.after != change.before
        assert "{" not in change.text.fr + change.text.en


# -- known truths


def test_where_all_is_green_there_is_nothing_to_change(engine: Engine) -> None:
    found = decision(engine, READY)
    assert found.colour == "green"
    assert found.would_change == ()
    assert found.no_change_reason is not None
    assert found.no_change_reason.fr.startswith("Tout est vert")


def test_one_yellow_has_its_one_change(engine: Engine) -> None:
    found = decision(engine, {**READY, "readiness.resources_financial": "not_enough"})
    assert {would.target for would in found.would_change} == {"colour", "preparation"}
    for would in found.would_change:
        assert facts_of(would) == {"readiness.resources_financial"}
        assert (would.before, would.after) == ("yellow", "green")
    text = found.would_change[0].text
    assert text.fr.startswith(
        "Si les ressources suffisent aux yeux de la personne, la couleur passe"
    )
    assert text.en.startswith("If resources are enough in the person's own view, the colour goes")


def test_a_car_without_a_licence_is_not_enough(engine: Engine) -> None:
    facts = {**READY, "car_access": "none", "adults.0.licence_status": "none"}
    fit = [w for w in decision(engine, facts, SAINT_VALERIEN).would_change if w.target == "fit"]
    assert [facts_of(would) for would in fit] == [{"car_access", "adults.0.licence_status"}]


def test_the_level_of_french_is_the_lowest_that_serves(engine: Engine) -> None:
    facts = {**READY, "adults.0.french_oral_level": 2}
    found = decision(engine, facts)
    levels = {change.after for would in found.would_change for change in would.changes}
    assert levels == {4.0}


def test_two_levels_asked_for_the_same_french_need_the_higher_one(engine: Engine) -> None:
    floor = next(rule for rule in engine.ruleset.rules if rule.id == "french.person_floor")
    asked = floor.bands[0].when
    assert asked is not None
    higher = replace(floor.bands[0], when=replace(asked, limit=7.0))
    second = replace(floor, id="french.second_floor", bands=(higher, *floor.bands[1:]))
    demanding = replace(engine.ruleset, rules=(*engine.ruleset.rules, second))
    found = decision(replace(engine, ruleset=demanding), {**READY, "adults.0.french_oral_level": 2})
    levels = {change.after for would in found.would_change for change in would.changes}
    assert levels == {7.0}


def test_a_set_of_changes_is_one_sentence(engine: Engine) -> None:
    facts = {
        **READY, "readiness.lease": "to_settle", "readiness.resources_financial": "not_enough",
        "network.regional_org_contacted": "no",
    }  # fmt: skip
    text = decision(engine, facts).would_change[0].text
    assert text.fr == (
        "Si le bail est réglé, si les ressources suffisent aux yeux de la personne et si "
        "l'organisme d'accueil de la région est contacté, la couleur passe du jaune au vert."
    )
    assert text.en.endswith(
        "in the person's own view and the settlement organisation of the "
        "region is contacted, the colour goes from yellow to green."
    )


def test_an_opposed_partner_is_lifted_by_their_own_change_of_mind_alone(engine: Engine) -> None:
    facts = {
        **READY,
        "household_kind": "couple",
        "adults.1.wants_work": "no",
        "adults.1.wants_francisation": "no",
        "adults.1.licence_status": "none",
        "adults.1.job_offer": "none",
        "adults.1.training": "none",
        "partner.met_counsellor": "yes",
        "partner.adherence": "opposed",
    }
    found = decision(engine, facts)
    assert found.colour == "red"
    assert found.would_change
    assert all(facts_of(would) == {"partner.adherence"} for would in found.would_change)
    assert {would.after for would in found.would_change} == {"green"}


def test_a_permit_is_renewed_until_the_first_day_of_the_job(engine: Engine) -> None:
    facts = {
        **READY,
        "adults.0.job_offer": {
            "status": "signed", "municipality": RIMOUSKI, "start_date": "2027-02-01",
            "conditional_on_permit": "no",
        },
        "adults.0.work_permit": {"type": "open", "expires": "2027-01-10"},
    }  # fmt: skip
    found = decision(engine, facts)
    assert found.fit == "red"
    would = next(w for w in found.would_change if w.target == "fit" and w.after == "green")
    (change,) = would.changes
    assert (change.fact, change.after) == ("adults.0.work_permit.expires", date(2027, 2, 1))
    assert change.as_json()["to"] == "2027-02-01"


def test_outside_the_scope_only_another_place_helps(engine: Engine) -> None:
    found = decision(engine, READY, LAVAL)
    (would,) = [w for w in found.would_change if w.target == "fit"]
    (change,) = would.changes
    assert (change.fact, change.before) == ("place", LAVAL)
    assert would.before == "red"
    assert would.after == "green"
    assert snapshot().place(str(change.after)).name in would.text.fr


def test_a_need_that_is_far_is_never_given_up_for_the_household(engine: Engine) -> None:
    found = decision(engine, {**READY, "preferences.needs": ["hospital"]}, BONAVENTURE)
    assert found.fit == "yellow"
    assert [facts_of(would) for would in found.would_change] == [{"place"}]


def test_an_unknown_is_a_question_and_never_a_change(engine: Engine) -> None:
    facts = {path: value for path, value in READY.items() if path != "adults.0.french_oral_level"}
    found = decision(engine, facts)
    assert found.preparation == "yellow"
    assert found.would_change == ()
    assert found.no_change_reason is not None
    assert "posez d'abord les questions" in found.no_change_reason.fr
    assert [question.fact for question in found.questions] == ["adults.0.french_oral_level"]


def test_the_fallback_occupation_is_a_change_when_it_is_known(engine: Engine) -> None:
    facts = {**READY, "adults.0.occupation_noc": "14401", "adults.0.order_status": "not_needed"}
    assert decision(engine, facts).fit == "yellow"
    known = {**facts, "adults.0.fallback_occupation_noc": "31301"}
    fit = [w for w in decision(engine, known).would_change if w.target == "fit"]
    both = {"adults.0.occupation_noc", "adults.0.order_status"}
    (would,) = [would for would in fit if facts_of(would) == both]
    order = next(each for each in would.changes if each.fact.endswith("order_status"))
    assert order.as_json() == {
        "fact": "adults.0.order_status", "from": "not_needed", "to": "unknown",
    }  # fmt: skip


def test_the_permit_of_one_occupation_is_none_for_another(engine: Engine) -> None:
    """An engineer who gives up engineering is not asked to obtain the engineers' permit too."""
    facts = {
        **READY, "adults.0.occupation_noc": "21321", "adults.0.order_status": "applied",
        "adults.0.fallback_occupation_noc": "22302",
    }  # fmt: skip
    for would in decision(engine, facts).would_change:
        given_up = "adults.0.occupation_noc" in facts_of(would)
        permits = [each for each in would.changes if each.fact == "adults.0.order_status"]
        assert not (given_up and any(each.after == "permit_held" for each in permits))


@pytest.mark.parametrize("order", ["not_needed", "not_applicable"])
def test_what_needed_no_permit_says_nothing_of_another_occupation(
    engine: Engine, order: str
) -> None:
    """A secondary teacher's permit is a question, whatever was said of the first occupation."""
    facts = {
        **READY, "adults.0.occupation_noc": "64100", "adults.0.fallback_occupation_noc": "41220",
        "adults.0.order_status": order,
    }  # fmt: skip
    for would in decision(engine, facts).would_change:
        if "adults.0.occupation_noc" in facts_of(would):
            assert would.target == "fit"
            assert "adults.0.order_status" in facts_of(would)
