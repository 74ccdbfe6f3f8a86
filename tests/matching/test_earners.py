"""Both partners are earners: what the household rule keeps of each, and who has less."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.pairs import HouseholdRule
from features.profile import HouseholdProfile
from matching.decision import Earners
from matching.pipeline import Engine
from regions_data.catalog import Place
from tests.matching import households
from tests.matching.households import Facts
from tests.strategies import snapshot

RIMOUSKI = "10043"
RULES: tuple[HouseholdRule, ...] = ("at_least_one", "mean", "weakest", "sum")
# The person has a job in the town; the outlook of the partner's occupation is limited there (0.2).
COUPLE: Facts = {
    "household_kind": "couple",
    "adults.0.job_offer": {"status": "signed", "municipality": RIMOUSKI},
    "adults.1.wants_work": "yes",
    "partner.moves": "together",
    "adults.1.occupation_noc": "14401",
    "adults.1.job_offer": "none",
    "adults.1.training": "none",
}


def seen(engine: Engine, facts: Facts, rule: HouseholdRule = "mean") -> Earners:
    ruled = replace(engine, ruleset=replace(engine.ruleset, household_rule=rule))
    profile = households.household(facts)
    return ruled.explain(profile, snapshot().place(RIMOUSKI)).decision.earners


@pytest.mark.parametrize(
    ("rule", "combined"), [("at_least_one", 1.0), ("mean", 0.6), ("weakest", 0.2), ("sum", 1.0)]
)
def test_each_rule_keeps_what_its_name_says(
    engine: Engine, rule: HouseholdRule, combined: float
) -> None:
    found = seen(engine, COUPLE, rule)
    assert found.prospects == (1.0, 0.2)
    assert (found.household_rule, found.combined) == (rule, combined)


@pytest.mark.parametrize("rule", ["at_least_one", "mean", "sum"])
def test_a_rule_that_keeps_more_than_the_weaker_earner_has_names_that_earner(
    engine: Engine, rule: HouseholdRule
) -> None:
    text = seen(engine, COUPLE, rule).text
    assert text is not None
    assert "la personne 1 (selon la distance de l'offre" in text.fr
    assert "la conjointe ou le conjoint 0,2 (selon les perspectives)" in text.fr
    assert "La conjointe ou le conjoint a moins" in text.fr
    assert "The partner has less" in text.en


def test_the_weakest_says_whose_advantage_it_leaves_out(engine: Engine) -> None:
    text = seen(engine, COUPLE, "weakest").text
    assert text is not None
    assert "La personne a plus" in text.fr
    assert "The person has more" in text.en


def test_one_earner_leaves_nothing_to_tell(engine: Engine) -> None:
    alone = {"household_kind": "single", "adults.0.occupation_noc": "31301"}
    found = seen(engine, alone)
    assert found.prospects[1] is None
    assert found.prospects[0] == found.combined
    assert found.text is None


def test_a_partner_who_does_not_want_work_does_not_count(engine: Engine) -> None:
    assert seen(engine, {**COUPLE, "adults.1.wants_work": "no"}).prospects == (1.0, None)


def test_a_partner_of_whom_nothing_is_known_does_not_count(engine: Engine) -> None:
    facts = {path: value for path, value in COUPLE.items() if path != "adults.1.occupation_noc"}
    assert seen(engine, facts).prospects == (1.0, None)


def test_equal_earners_leave_nothing_to_tell(engine: Engine) -> None:
    both = {**COUPLE, "adults.1.job_offer": {"status": "signed", "municipality": RIMOUSKI}}
    assert seen(engine, both).text is None


@settings(max_examples=25)
@given(
    households.households(),
    st.sampled_from(households.sample()),
    st.sampled_from(RULES),
)
def test_what_is_kept_is_what_the_score_counts(
    profile: HouseholdProfile, place: Place, rule: HouseholdRule
) -> None:
    engine = households.engine()
    ruled = replace(engine, ruleset=replace(engine.ruleset, household_rule=rule))
    decision = ruled.explain(profile, place).decision
    work = next(item for item in decision.contributions if item.factor == "work_prospects")
    assert decision.earners.combined == work.value
    known = [value for value in decision.earners.prospects if value is not None]
    if decision.earners.combined is None:
        assert not known
    elif len(known) == 1:
        assert decision.earners.combined == known[0]
    else:
        joined = {
            "at_least_one": max(known),
            "weakest": min(known),
            "mean": sum(known) / 2,
            "sum": min(sum(known), 1.0),
        }
        assert decision.earners.combined == pytest.approx(joined[rule], abs=0.011)
