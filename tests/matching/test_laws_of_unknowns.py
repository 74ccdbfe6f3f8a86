"""Law 3: unknown is not good, and not bad."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.factors import FACTORS_BY_ID
from features.factors.wishes import FAR_KM
from features.pairs import Pairs
from features.place import PlaceTable
from features.profile import NO_LIMIT, Answer, Gap, HouseholdProfile
from features.schema import field_at
from matching.evaluate import GREEN, RED, YELLOW, Verdicts, evaluate
from matching.ruleset import Rule, Ruleset
from matching.score import score
from tests.matching import households, worlds
from tests.matching.households import Facts, seen
from tests.strategies import AS_OF, labour, on_the_day, snapshot

RULESET = households.ruleset()
ENGINE = households.engine()
_CHOSEN: dict[str, tuple[Answer, ...]] = {
    "motives": ((), ("lifestyle",), ("fallback",), ("fallback", "family"), ("cost", "studies")),
    "adults.0.montreal_search.months": (0.0, 1.0, 2.0, 3.0, 5.0, 6.0, 12.0, 600.0),
    "preferences.needs": (
        (),
        *((need,) for need in ("hospital", "clsc", "vocational_centre", "cegep", "university")),
        ("hospital", "clsc", "vocational_centre", "cegep", "university"),
        ("childcare",),
    ),
    "preferences.place_types": (
        (),
        ("rural",),
        ("small_town_near_centre",),
        ("urban_centre",),
        ("rural", "small_town_near_centre", "urban_centre"),
    ),
}
_DAYS = (
    date(1900, 1, 1),
    *(AS_OF + timedelta(days=days) for days in (-1, 0, 1, 7, 14, 15, 60, 90, 400)),
    date(2099, 12, 31),
)
_LISTS: dict[str, tuple[list[dict[str, str]], ...]] = {
    "network.contacts": ([], [{"municipality": "10043"}], [{"municipality": "01023"}]),
    "children": (
        [],
        [{"age_band": "0-4", "childcare_needed": "yes"}],
        [{"age_band": "0-4", "childcare_needed": "yes", "childcare_registered": "yes"}],
        [{"age_band": "12-17"}, {"age_band": "0-4"}],
    ),
}
_KM = (0.0, 50.0, 100.0, 200.0, 300.0, 500.0, 800.0, 1500.0, NO_LIMIT)


def known_values(path: str) -> tuple[Answer, ...]:
    """Every value that a fact may have, or a set that holds its best and worst for each place."""
    if path in _CHOSEN:
        return _CHOSEN[path]
    field = field_at(path)
    if field.vocabulary is not None:
        return field.vocabulary.values
    by_kind: dict[str, tuple[Answer, ...]] = {
        "date": _DAYS,
        "municipality": (*(place.code for place in households.sample()), "99095"),
        "noc": labour().nocs,
        "amount": _KM,
        "whole": tuple(float(level) for level in range(int(field.low), int(field.high) + 1)),
    }
    return by_kind[field.kind]


def paths_read(ruleset: Ruleset) -> tuple[str, ...]:
    """The household facts that rules and weights read, one by one."""
    factors = [part.factor for part in (*ruleset.rules, *ruleset.weights)]
    paths = [path for factor in factors for path in factor.household]
    paths += [guard.path for rule in ruleset.rules for guard in rule.guards]
    # The lists of groups and the kind of household have tests of their own below.
    return tuple(dict.fromkeys(p for p in paths if p not in {*_LISTS, "household_kind"}))


def opened(profile: HouseholdProfile, path: str) -> tuple[HouseholdProfile, ...]:
    """The household without a fact, then with each of its known values."""
    values: tuple[Answer, ...] = (Gap.UNKNOWN, *known_values(path))
    return tuple(profile.with_answer(path, value) for value in values)


def check_colours(verdicts: Verdicts, label: str) -> None:
    """Row 0 does not know a fact that the other rows know: compare them rule by rule."""
    for outcome in verdicts.outcomes:
        shape = verdicts.colour.shape
        colours = np.broadcast_to(outcome.colour, shape)
        is_open = np.broadcast_to(outcome.is_open, shape)[0]
        unknown, known = colours[0], colours[1:]
        harmless = (known <= GREEN).all(axis=0)
        same = (known == known[0]).all(axis=0)
        told = f"{outcome.rule.id} / {label}"
        assert (unknown[harmless] <= GREEN).all(), f"{told}: could change nothing, yet coloured"
        assert (unknown[same & ~harmless] == known[0][same & ~harmless]).all(), told
        differs = ~harmless & ~same
        assert (unknown[differs] == YELLOW).all(), f"{told}: could change, yet not yellow"
        assert is_open[differs].all(), f"{told}: could change, yet not « to verify »"


@given(worlds.any_ruleset(), worlds.any_table(), households.households(), st.data())
def test_opening_a_fact_is_yellow_where_it_could_change_a_rule_and_nothing_elsewhere(
    ruleset: Ruleset, places: PlaceTable, profile: HouseholdProfile, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(paths_read(RULESET)))
    verdicts, _ = seen(ruleset, opened(profile, path), places)
    check_colours(verdicts, path)


@given(worlds.any_ruleset(), households.facts())
def test_opening_the_kind_of_household_obeys_the_same_law(ruleset: Ruleset, facts: Facts) -> None:
    own = {k: v for k, v in facts.items() if not k.startswith(("partner.", "adults.1"))}
    rows = [
        {key: value for key, value in {**own, "household_kind": kind}.items() if value is not None}
        for kind in (None, "single", "couple")
    ]
    verdicts, _ = seen(ruleset, tuple(households.household(row) for row in rows))
    check_colours(verdicts, "household_kind")


@given(worlds.any_ruleset(), worlds.any_table(), households.households(), st.data())
def test_the_best_known_value_of_an_unknown_never_worsens_anything(
    ruleset: Ruleset, places: PlaceTable, profile: HouseholdProfile, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(paths_read(RULESET)))
    verdicts, scores = seen(ruleset, opened(profile, path), places)
    for name in ("fit", "preparation", "colour"):
        colours = getattr(verdicts, name)
        assert (colours[1:].min(axis=0) <= colours[0]).all(), f"{name} / {path}"
    assert (scores.total[1:].max(axis=0) >= scores.total[0]).all(), path


@given(worlds.any_ruleset(), worlds.any_table(), households.households(), st.data())
def test_an_unknown_never_earns_more_than_its_best_value_and_a_wish_starts_full(
    ruleset: Ruleset, places: PlaceTable, profile: HouseholdProfile, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(paths_read(RULESET)))
    _, scores = seen(ruleset, opened(profile, path), places)
    for item in scores.contributions:
        points = np.broadcast_to(item.points, scores.total.shape)
        unknown, known = points[0], points[1:]
        told = f"{item.weight.factor.id} / {path}"
        if item.weight.factor.starts_full:
            assert (unknown >= known.max(axis=0)).all(), told
        else:
            assert (unknown <= known.max(axis=0)).all(), told


@given(worlds.any_ruleset(), households.facts(), st.sampled_from(sorted(_LISTS)))
def test_opening_a_list_of_groups_obeys_the_same_laws(
    ruleset: Ruleset, facts: Facts, path: str
) -> None:
    rows = [{k: v for k, v in facts.items() if k != path}]
    rows += [{**rows[0], path: value} for value in _LISTS[path]]
    verdicts, scores = seen(ruleset, tuple(households.household(row) for row in rows))
    check_colours(verdicts, path)
    assert (scores.total[0] <= scores.total[1:].max(axis=0)).all()


@given(households.facts())
def test_contacts_left_unsaid_earn_nothing(facts: Facts) -> None:
    path = "network.contacts"
    rows = [{k: v for k, v in facts.items() if k != path}]
    rows += [{**rows[0], path: value} for value in _LISTS[path]]
    _, scores = seen(RULESET, tuple(households.household(row) for row in rows))
    assert (scores.total[0] == scores.total[1]).all()
    assert (scores.total[0] <= scores.total[2:]).all()


@given(worlds.any_ruleset(), households.households())
def test_what_is_declined_colours_and_scores_as_what_is_unknown(
    ruleset: Ruleset, profile: HouseholdProfile
) -> None:
    declined = profile
    for path in paths_read(RULESET):
        if profile.answer(path) is Gap.UNKNOWN:
            declined = declined.with_answer(path, Gap.DECLINED)
    verdicts, scores = seen(ruleset, (profile, declined))
    assert (verdicts.colour[0] == verdicts.colour[1]).all()
    assert (scores.total[0] == scores.total[1]).all()


@given(worlds.any_ruleset(), worlds.any_table(), households.households())
def test_an_open_rule_is_yellow_and_never_green_or_red(
    ruleset: Ruleset, places: PlaceTable, profile: HouseholdProfile
) -> None:
    verdicts, _ = seen(ruleset, (profile,), places)
    for outcome in verdicts.outcomes:
        assert (outcome.colour[outcome.is_open] == YELLOW).all(), outcome.rule.id


def test_of_a_household_that_said_nothing_no_rule_about_it_is_green_or_red() -> None:
    verdicts, _ = seen(RULESET, (households.household({}),))
    for outcome in verdicts.outcomes:
        if outcome.rule.id != "scope.cmm":
            assert not (outcome.colour == RED).any(), outcome.rule.id
    assert (verdicts.preparation == YELLOW).all()


# -- place facts


def test_only_indicators_that_gate_are_read_by_rules() -> None:
    not_indicators = {"in_cmm", "occupation_outlook"}
    for rule in RULESET.rules:
        for name in set(rule.factor.place) - not_indicators:
            assert snapshot().indicator(name).gates, f"{rule.id} reads {name}"


@pytest.mark.parametrize(
    "name", [indicator.id for indicator in snapshot().indicators if not indicator.gates]
)
def test_an_indicator_that_does_not_gate_never_changes_a_colour(name: str) -> None:
    rows = (
        households.household({"household_kind": "single", "car_access": "none"}),
        households.household({"preferences.needs": ["hospital", "settlement_organisation"]}),
    )
    before, _ = seen(RULESET, rows)
    for value in (np.nan, 0.0, 1e4):
        column = np.full(len(snapshot().places), value)
        changed = replace(snapshot(), _columns={**snapshot()._columns, name: column})
        table = PlaceTable(changed, labour(), households.sample())
        after = evaluate(RULESET, Pairs(on_the_day(rows), table, RULESET.household_rule))
        assert (before.colour == after.colour).all()


def scored_names(ruleset: Ruleset) -> list[tuple[str, str]]:
    """Each weight's factor beside each numeric indicator that it reads."""
    numeric = {indicator.id for indicator in snapshot().indicators if not indicator.levels}
    return [
        (weight.factor.id, name)
        for weight in ruleset.weights
        for name in weight.factor.place
        if name in numeric - {"latitude", "longitude"}
    ]


def test_an_unknown_place_fact_scores_nothing_and_is_said_to_be_unknown() -> None:
    at = snapshot().position("10043")
    profile = households.household(
        {
            "preferences.needs": list(FAR_KM),
            "preferences.max_km_to_montreal": 900,
            "preferences.place_types": ["rural"],  # not met: the other wish alone gives points
        }
    )
    assert scored_names(RULESET)
    for factor, name in scored_names(RULESET):
        column = snapshot().column(name).copy()
        column[at] = np.nan
        changed = replace(snapshot(), _columns={**snapshot()._columns, name: column})
        table = PlaceTable(changed, labour(), (snapshot().place("10043"),))
        weight = next(weight for weight in RULESET.weights if weight.factor.id == factor)
        scores = score(
            replace(RULESET, weights=(weight,)), Pairs(on_the_day((profile,)), table, "mean")
        )
        assert scores.total == 0, f"{factor} / {name}"
        assert not scores.contributions[0].known, f"{factor} / {name}"


def test_a_missing_place_fact_leaves_the_household_complete() -> None:
    rule = next(rule for rule in RULESET.rules if rule.id == "needs.hospital")
    name = "distance_hospital_km"
    column = np.full(len(snapshot().places), np.nan)
    changed = replace(snapshot(), _columns={**snapshot()._columns, name: column})
    one = replace(ENGINE, snapshot=changed, ruleset=replace(RULESET, rules=(rule,)))
    profile = households.household({"preferences.needs": ["hospital"]})
    decision = one.explain(profile, snapshot().place("10043")).decision
    assert decision.colour == "yellow"
    assert decision.complete
    assert decision.questions == ()
    assert decision.reasons[0].is_open
    assert "auprès de la région" in decision.reasons[0].text.fr


# -- the law's own tests can fail


def rule_named(ruleset: Ruleset, name: str) -> Rule:
    return next(rule for rule in ruleset.rules if rule.id == name)


def test_the_law_catches_a_factor_that_reads_an_unknown_as_good() -> None:
    def hopeful(pairs: Pairs) -> np.ndarray:
        return pairs.at_best.level("adults.0.french_oral_level")

    rule = rule_named(RULESET, "french.person_floor")
    spoilt = replace(rule, factor=replace(rule.factor, compute=hopeful))
    profile = households.household({"activator": "job"})
    rows = opened(profile, "adults.0.french_oral_level")
    verdicts, _ = seen(replace(RULESET, rules=(spoilt,)), rows)
    with pytest.raises(AssertionError, match="could change, yet not yellow"):
        check_colours(verdicts, "french")


def test_the_law_catches_a_factor_that_reads_an_unknown_as_bad() -> None:
    def dreadful(pairs: Pairs) -> np.ndarray:
        return pairs.at_worst.level("partner.adherence")

    rule = rule_named(RULESET, "partner.adherence")
    spoilt = replace(rule, factor=replace(rule.factor, compute=dreadful))
    profile = households.household({"household_kind": "couple"})
    verdicts, _ = seen(replace(RULESET, rules=(spoilt,)), opened(profile, "partner.adherence"))
    with pytest.raises(AssertionError, match="could change, yet not yellow"):
        check_colours(verdicts, "adherence")


# -- questions


@given(households.households())
def test_a_question_is_asked_only_of_a_fact_that_leaves_a_rule_open(
    profile: HouseholdProfile,
) -> None:
    place = snapshot().place("10060")
    decision = ENGINE.explain(profile, place).decision
    open_rules = {reason.rule for reason in decision.reasons if reason.is_open}
    read = {
        path
        for rule in RULESET.rules
        if rule.id in open_rules
        for path in (*rule.factor.household, *(guard.path for guard in rule.guards))
    }
    asked = {question.fact for question in decision.questions}
    if any(path.startswith(("partner.", "adults.1.")) for path in read):
        read.add("household_kind")  # a partner's fact is asked once there is a partner
    assert asked <= read
    assert all(profile.answer(path) is Gap.UNKNOWN for path in asked)
    if not decision.complete and not asked:
        # Only what was declined, or a town whose turn has not come, may leave nothing to ask.
        assert any(profile.answer(path) is Gap.DECLINED for path in read)


def test_every_factor_of_the_ruleset_is_registered() -> None:
    for rule in RULESET.rules:
        assert FACTORS_BY_ID[rule.factor.id] is rule.factor
