"""Why: the sentences, the facts and the steps behind a colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matching.conditions import Comparison
from matching.decision import Decision, Reason
from matching.pipeline import Engine
from matching.ruleset import Band
from regions_data.text import Text
from tests.matching import households
from tests.matching.households import Facts
from tests.strategies import snapshot

RIMOUSKI, SEPT_ILES, LAVAL = "10043", "97007", "65005"
NURSE = {
    **households.READY,
    "preferences.needs": ["hospital"],
    "network.contacts": [{"municipality": RIMOUSKI}],
}


def decision(engine: Engine, facts: Facts, code: str = RIMOUSKI) -> Decision:
    return engine.explain(households.household(facts), snapshot().place(code)).decision


def reason(engine: Engine, rule: str, facts: Facts, code: str = RIMOUSKI) -> Reason:
    return next(found for found in decision(engine, facts, code).reasons if found.rule == rule)


# -- facts


def test_a_reason_shows_what_was_said_and_what_is_known(engine: Engine) -> None:
    facts = {f.name: f for f in reason(engine, "needs.hospital", NURSE).facts}
    said, known = facts["preferences.needs"], facts["distance_hospital_km"]
    assert (said.value, said.level, said.source, said.period) == (
        ["hospital"], "household", "household", None,
    )  # fmt: skip
    assert known.value == 0.5
    assert (known.unit, known.level) == ("km", "municipality")
    assert known.source in snapshot().sources
    assert known.period


def test_an_outlook_carries_its_edition_and_its_warning(engine: Engine) -> None:
    found = reason(engine, "work.person_outlook", NURSE)
    outlook = next(f for f in found.facts if f.name == "occupation_outlook")
    assert outlook.value == "good"
    assert (outlook.level, outlook.period) == ("economic_region", "2022-2024")
    assert outlook.label is not None
    assert "2022-2024" in found.text.fr
    assert "2022-2024" in found.text.en


def test_an_unknown_or_declined_fact_says_which(engine: Engine) -> None:
    facts = {**NURSE, "car_access": "declined"}
    del facts["adults.0.licence_status"]
    read = {f.name: f for f in reason(engine, "mobility.daily_trips", facts).facts}
    assert read["car_access"].value is None
    assert read["car_access"].label == Text("préfère ne pas répondre", "prefers not to answer")
    assert read["adults.0.licence_status"].label == Text("inconnu", "unknown")


def test_no_limit_is_said_in_words(engine: Engine) -> None:
    answer = engine.explain(households.household(NURSE), snapshot().place(RIMOUSKI)).as_json()
    assert "Infinity" not in str(answer)
    assert "inf" not in str(answer).split()


# -- sentences


def test_numbers_are_written_as_in_each_language(engine: Engine) -> None:
    text = reason(engine, "needs.hospital", NURSE).text
    assert "0,5\u00a0km" in text.fr
    assert "0.5\u00a0km" in text.en


def test_reasons_come_worst_first_then_in_the_order_of_the_rules(engine: Engine) -> None:
    facts = {**NURSE, "household_kind": "couple", "partner.adherence": "hesitant"}
    found = decision(engine, facts, LAVAL).reasons
    colours = [r.colour for r in found]
    assert colours == sorted(colours, key=("red", "yellow", "green").index)
    rules = [rule.id for rule in engine.ruleset.rules]
    for colour in ("red", "yellow", "green"):
        order = [rules.index(r.rule) for r in found if r.colour == colour]
        assert order == sorted(order)


def test_a_step_comes_with_each_settled_yellow_or_red_and_none_with_a_green(
    engine: Engine,
) -> None:
    facts = {**NURSE, "adults.0.french_oral_level": 2, "preferences.needs": ["university"]}
    found = decision(engine, facts, SEPT_ILES)
    settled = [step.rule for step in found.steps if not step.rule.startswith("step.")]
    assert settled == ["french.person_floor", "needs.university"]
    assert found.steps[0].owner == "candidate"
    assert found.steps[0].before_departure


def test_a_step_may_name_the_place_and_the_limit(engine: Engine) -> None:
    rule = next(rule for rule in engine.ruleset.rules if rule.id == "needs.hospital")
    assert rule.step is not None
    said = replace(rule.step, text=Text("{place}, {region}, {limit}.", "{place}, {limit}."))
    rules = replace(engine.ruleset, rules=(replace(rule, step=said),))
    found = decision(replace(engine, ruleset=rules), {"preferences.needs": ["hospital"]}, "05045")
    assert found.steps[0].text.fr == "Bonaventure, Gaspésie–Îles-de-la-Madeleine, 30\u00a0km."


def test_an_open_rule_asks_instead_of_stating(engine: Engine) -> None:
    facts = {path: value for path, value in NURSE.items() if path != "adults.0.french_oral_level"}
    found = reason(engine, "french.person_floor", facts)
    assert found.is_open
    assert found.colour == "yellow"
    assert found.text.fr.startswith("À vérifier")
    assert found.text.fr.endswith("?")
    assert found.text.en.startswith("To verify")


# -- confidence


def test_an_old_outlook_keeps_confidence_from_being_high(engine: Engine) -> None:
    assert decision(engine, NURSE).confidence == "medium"


def test_a_fresh_outlook_and_known_facts_give_high_confidence(engine: Engine) -> None:
    fresh = replace(engine, as_of=date(2023, 6, 1))
    assert decision(fresh, NURSE).confidence == "high"


@pytest.mark.parametrize(
    ("as_of", "confidence"), [(date(2025, 11, 30), "high"), (date(2025, 12, 1), "medium")]
)
def test_an_outlook_is_old_after_thirty_six_months(
    engine: Engine, as_of: date, confidence: str
) -> None:
    assert decision(replace(engine, as_of=as_of), NURSE).confidence == confidence


def test_a_missing_household_fact_keeps_confidence_from_being_high(engine: Engine) -> None:
    facts = {path: value for path, value in NURSE.items() if path != "adults.0.french_oral_level"}
    fresh = replace(engine, as_of=date(2023, 6, 1))
    found = decision(fresh, facts)
    assert not found.complete
    assert found.confidence == "medium"


def test_little_known_gives_low_confidence(engine: Engine) -> None:
    assert decision(engine, {}).confidence == "low"


# -- the answer as a whole


def test_the_stamp_says_what_the_answer_was_computed_from(engine: Engine) -> None:
    stamp = engine.stamp
    assert stamp.ruleset_hash == engine.ruleset.hash
    assert stamp.snapshot == snapshot().id
    assert stamp.as_of == date(2026, 11, 21)
    assert stamp.software.startswith("ancrage ")


def test_a_place_in_the_scope_and_one_outside_are_both_explained(engine: Engine) -> None:
    assert decision(engine, NURSE).fit == "green"
    assert decision(engine, NURSE, LAVAL).fit == "red"


def test_the_engine_changes_nothing_it_was_given(engine: Engine) -> None:
    profile = households.household(NURSE)
    before = (dict(profile.answers), dict(profile.counts), engine.ruleset)
    engine.shortlist(profile)
    assert (dict(profile.answers), dict(profile.counts), engine.ruleset) == before


@pytest.mark.parametrize(("needed", "mark"), [("10043", "20"), ("44037", "20"), ("99095", "60")])
def test_the_mark_told_is_that_of_the_band_that_held(
    engine: Engine, needed: str, mark: str
) -> None:
    rule = next(rule for rule in engine.ruleset.rules if rule.id == "needs.cegep")
    bands = (
        Band(Comparison(">", 60.0), "yellow"),
        Band(Comparison(">", 20.0), "yellow"),
        Band(None, "green"),
    )
    one = replace(engine, ruleset=replace(engine.ruleset, rules=(replace(rule, bands=bands),)))
    found = one.explain(
        households.household({"preferences.needs": ["cegep"]}), snapshot().place(needed)
    )
    told = found.decision.reasons[0].text.fr.replace("\u00a0", " ")
    assert f"repère : {mark} km" in told
