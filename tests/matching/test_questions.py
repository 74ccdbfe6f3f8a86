"""What is still to ask, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from features.households import Households
from features.pairs import Pairs
from matching.decision import Decision, Question
from matching.evaluate import evaluate
from matching.explain import Explainer
from matching.pipeline import Engine
from matching.questions import open_facts, possible_answers
from matching.ruleset import Guard
from matching.score import score
from tests.matching import households
from tests.matching.households import Facts
from tests.strategies import AS_OF, snapshot

COMPLETE: Facts = {**households.READY, "adults.0.wants_work": "yes"}
ASKABLE = (
    "activator", "household_kind", "car_access", "adults.0.occupation_noc",
    "adults.0.french_oral_level", "adults.0.licence_status", "adults.0.job_offer",
    "adults.0.order_status", "adults.0.work_permit", "adults.0.career_orientation",
    "adults.0.montreal_search", "adults.0.wants_francisation", "preferences.needs",
    "preferences.place_types", "preferences.max_km_to_montreal", "network.regional_org_contacted",
    "readiness.region_knowledge", "readiness.project_maturity", "readiness.lease",
    "readiness.resources_financial", "motives", "housing_status",
)  # fmt: skip


def decision(engine: Engine, facts: Facts, code: str = "10060") -> Decision:
    return engine.explain(households.household(facts), snapshot().place(code)).decision


def questions(engine: Engine, facts: Facts) -> tuple[Question, ...]:
    return engine.shortlist(households.household(facts), top=1).questions


def asked(engine: Engine, facts: Facts) -> set[str]:
    return {question.fact for question in questions(engine, facts)}


def without(*paths: str) -> dict[str, object]:
    return {path: value for path, value in COMPLETE.items() if path not in paths}


def test_of_a_complete_household_nothing_is_asked(engine: Engine) -> None:
    answer = engine.shortlist(households.household(COMPLETE), top=1)
    assert answer.questions == ()
    assert answer.profile_complete
    assert decision(engine, COMPLETE).complete


# What makes a fact count, where a weaker occupation and French do not.
COUNTS_FOR: dict[str, Facts] = {
    "adults.0.order_status": {"adults.0.occupation_noc": "31301"},
    "adults.0.montreal_search": {"adults.0.occupation_noc": "12011"},
    "network.regional_org_contacted": {"activator": "no_job"},
}


@pytest.mark.parametrize("path", ASKABLE)
def test_a_missing_fact_is_asked_alone_when_it_could_change_something(
    engine: Engine, path: str
) -> None:
    weaker: Facts = {"adults.0.occupation_noc": "14401", "adults.0.french_oral_level": 2}
    facts = {**without(path), **weaker, **COUNTS_FOR.get(path, {})}
    facts.pop(path, None)
    found = asked(engine, facts)
    groups = {"adults.0.job_offer": "status", "adults.0.montreal_search": "status"}
    headline = {**groups, "adults.0.work_permit": "type"}.get(path)
    expected = path if headline is None else f"{path}.{headline}"
    assert expected in found
    details = {"adults.0.job_offer.municipality", "move_date"}
    assert found <= {expected, *details}
    assert not engine.shortlist(households.household(facts), top=1).profile_complete


def test_what_could_change_nothing_is_not_asked(engine: Engine) -> None:
    # French at 8 is above the floor whatever carries the project.
    assert asked(engine, without("activator")) == set()


@pytest.mark.parametrize("path", ["car_access", "adults.0.french_oral_level", "preferences.needs"])
def test_a_declined_fact_stays_unknown_and_is_never_asked_again(engine: Engine, path: str) -> None:
    facts = {**without(path), path: "declined"}
    assert asked(engine, without(path)) == {path}
    assert asked(engine, facts) == set()
    assert not engine.shortlist(households.household(facts), top=1).profile_complete


def test_a_declined_group_is_declined_throughout(engine: Engine) -> None:
    facts = {**without("adults.0.job_offer"), "adults.0.job_offer": "declined"}
    facts["adults.0.occupation_noc"] = "14401"
    assert asked(engine, facts) == set()


def test_the_town_of_an_offer_is_asked_once_the_offer_is_signed(engine: Engine) -> None:
    town = "adults.0.job_offer.municipality"
    base = without("adults.0.job_offer", "car_access")
    assert town not in asked(engine, base)
    assert town not in asked(engine, {**base, "adults.0.job_offer": "none"})
    assert town not in asked(engine, {**base, "adults.0.job_offer": "verbal"})
    assert town in asked(engine, {**base, "adults.0.job_offer": "signed"})


def test_the_partner_is_asked_about_once_there_is_one(engine: Engine) -> None:
    unknown = asked(engine, without("household_kind"))
    assert "household_kind" in unknown
    assert not [path for path in unknown if path.startswith(("partner", "adults.1"))]
    couple = asked(engine, {**COMPLETE, "household_kind": "couple"})
    assert {"partner.adherence", "adults.1.wants_work", "adults.1.occupation_noc"} <= couple


def test_a_question_to_the_partner_names_the_partner(engine: Engine) -> None:
    found = questions(engine, {**COMPLETE, "household_kind": "couple"})
    told = next(q for q in found if q.fact == "adults.1.occupation_noc")
    assert told.text.fr == "À la conjointe ou au conjoint : quel métier visez-vous en région ?"
    assert "partner" in told.text.en


def test_the_question_that_could_recolour_most_places_comes_first(engine: Engine) -> None:
    counts = [q.could_change for q in questions(engine, without("car_access", "preferences.needs"))]
    assert len(counts) == 2
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_could_change_counts_the_places_where_the_answer_alone_recolours(engine: Engine) -> None:
    listed = [p for p in snapshot().places if p.listed and not p.in_cmm]
    question = questions(engine, without("preferences.max_km_to_montreal"))[0]
    none, far = (
        engine.shortlist(
            households.household({**COMPLETE, "preferences.max_km_to_montreal": km}), top=1
        ).tally
        for km in ("none", 0)
    )
    assert far.green == 0
    assert none.green > 0
    assert 0 < question.could_change <= len(listed)


def test_a_question_about_one_place_counts_that_place(engine: Engine) -> None:
    found = decision(engine, without("preferences.max_km_to_montreal")).questions
    assert {question.could_change for question in found} <= {0, 1}


def test_a_place_asks_only_what_matters_there(engine: Engine) -> None:
    # Gatineau has regular transit: the car changes nothing there.
    facts = without("car_access")
    assert decision(engine, facts, "81017").questions == ()
    assert [q.fact for q in decision(engine, facts, "10060").questions] == ["car_access"]


def test_an_answer_that_gives_the_same_colour_either_way_could_change_nothing(
    engine: Engine,
) -> None:
    rule = next(r for r in engine.ruleset.rules if r.id == "french.person_floor")
    others = (Guard("activator", ("training", "entrepreneurship")),)
    twin = replace(rule, id="french.other_floor", guards=others)
    ruled = replace(engine, ruleset=replace(engine.ruleset, rules=(rule, twin)))
    facts = {**without("activator"), "adults.0.french_oral_level": 2}
    (question,) = questions(ruled, facts)
    assert (question.fact, question.could_change) == ("activator", 0)


def test_a_yellow_preparation_does_not_hide_what_a_fact_could_change_of_the_place(
    engine: Engine,
) -> None:
    facts = {**without("preferences.max_km_to_montreal"), "adults.0.french_oral_level": 3}
    (question,) = questions(engine, facts)
    assert question.could_change > 0


def test_an_unknown_occupation_is_bounded_by_the_best_and_the_worst_outlook(
    engine: Engine,
) -> None:
    """Two worlds stand for 516 occupations: where neither recolours, no occupation does."""
    path = "adults.0.occupation_noc"
    unknown = households.household(without(path))
    pairs = Pairs(Households((unknown,), AS_OF), households.table(), "at_least_one")
    verdicts, scores = evaluate(engine.ruleset, pairs), score(engine.ruleset, pairs)
    explainer = Explainer(pairs, engine.snapshot, engine.labour, verdicts, scores)
    (found,) = (fact for fact in open_facts(pairs, verdicts, explainer) if fact.path == path)
    assert possible_answers(path) == ()
    assert found.could_change.any()
    assert not found.could_change.all()
    for noc in households.NOCS:
        known = replace(pairs, households=Households((unknown.with_answer(path, noc),), AS_OF))
        other = evaluate(engine.ruleset, known)
        moved = (other.fit != verdicts.fit) | (other.preparation != verdicts.preparation)
        assert not (moved[0] & ~found.could_change).any(), noc


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("preferences.needs", 14),
        ("preferences.place_types", 5),
        ("adults.0.french_oral_level", 12),
        ("preferences.max_km_to_montreal", 2),
        ("car_access", 3),
        ("adults.0.occupation_noc", 0),
    ],
)
def test_the_answers_tried_are_those_that_a_fact_can_have(path: str, count: int) -> None:
    assert len(possible_answers(path)) == count
