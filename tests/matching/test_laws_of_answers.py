"""Laws 9 to 12: rarely red, facts with their origin, colours before scores, honest ranks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from features.pairs import Pairs
from features.place import PlaceTable
from features.profile import Gap, HouseholdProfile
from features.schema import field_at
from matching.decision import Decision, Shortlist
from matching.evaluate import GREEN, RED, YELLOW, evaluate
from matching.ruleset import Ruleset
from matching.score import ranks
from regions_data.catalog import Place
from regions_data.distances import great_circle_km
from tests.matching import households, worlds
from tests.strategies import AS_OF, on_the_day, profiles, snapshot

RULESET = households.ruleset()
ENGINE = households.engine()
COLOURS = ("green", "yellow", "red")
LEVELS = {"municipality", "mrc", "region", "economic_region", "province"}


def decisions(shortlist: Shortlist) -> Iterator[Decision]:
    for region in shortlist.regions:
        yield from region.places
    yield from shortlist.asked


# -- 9. red is rare


def km(town: str, place: Place) -> float:
    """Kilometres between a municipality and a place, as the crow flies."""

    def point(code: str) -> np.ndarray:
        at = snapshot().position(code)
        return np.array([[snapshot().column(c)[at] for c in ("latitude", "longitude")]])

    return float(great_circle_km(point(town), point(place.code))[0, 0])


def is_a_drive_from_work(profile: HouseholdProfile, place: Place) -> bool:
    """Whether an obtained and known place of work or training is 5 to 30 km away."""
    for adult in (0, 1):
        for subject, obtained in (("job_offer", "signed"), ("training", "admitted")):
            town = profile.word(f"adults.{adult}.{subject}.municipality")
            is_obtained = profile.word(f"adults.{adult}.{subject}.status") == obtained
            if adult == 1 and (stays(profile) or (subject == "job_offer" and wants_none(profile))):
                continue
            if town and is_obtained and 5 <= km(town, place) <= 30:
                return True
    return False


def stays(profile: HouseholdProfile) -> bool:
    """Whether the partner stays where they live, and so neither works nor drives there."""
    return profile.word("partner.moves") == "stays"


def wants_none(profile: HouseholdProfile) -> bool:
    """Whether the partner does not want to work there."""
    return profile.word("adults.1.wants_work") == "no"


def has_an_offer_there(profile: HouseholdProfile, adult: int, place: Place) -> bool:
    """Whether a signed offer is within 30 km."""
    town = profile.word(f"adults.{adult}.job_offer.municipality")
    is_signed = profile.word(f"adults.{adult}.job_offer.status") == "signed"
    return town is not None and is_signed and km(town, place) <= 30


def waits_for_the_order(profile: HouseholdProfile, adult: int) -> bool:
    """Whether an offer depends on a professional permit that is not held."""
    depends = profile.word(f"adults.{adult}.job_offer.conditional_on_permit") == "yes"
    return depends and profile.word(f"adults.{adult}.order_status") in {"none", "applied"}


def work_permit_does_not_cover(profile: HouseholdProfile, adult: int) -> bool:
    """Whether a work permit is over, ends before the offer starts, or names another employer."""
    permit = f"adults.{adult}.work_permit"
    kind = profile.word(f"{permit}.type")
    ends = profile.day(f"{permit}.expires")
    starts = profile.day(f"adults.{adult}.job_offer.start_date")
    is_over = bool(ends and (ends < AS_OF or (starts and ends < starts)))
    is_barred = profile.word(f"{permit}.employer_allowed") == "no"
    return (kind == "employer_specific" and (is_barred or is_over)) or (kind == "open" and is_over)


_OF_AN_OFFER = {
    "offer.person_order_permit": (0, waits_for_the_order),
    "offer.partner_order_permit": (1, waits_for_the_order),
    "offer.person_work_permit": (0, work_permit_does_not_cover),
    "offer.partner_work_permit": (1, work_permit_does_not_cover),
}


def is_barred_from_offer(rule: str, profile: HouseholdProfile, place: Place) -> bool:
    """Whether an adult who may want it cannot start the job that gives the place."""
    adult, is_barred = _OF_AN_OFFER[rule]
    unwanted = wants_none(profile) or stays(profile)
    does_not_want_it = adult == 1 and unwanted
    there = has_an_offer_there(profile, adult, place)
    return there and is_barred(profile, adult) and not does_not_want_it


def may_be_red(rule: str, profile: HouseholdProfile, place: Place) -> bool:
    """The closed list of DESIGN §6, told a second time from the facts."""

    def fact(name: str) -> str | float | None:
        return snapshot().fact(place.code, name).value

    match rule:
        case "scope.cmm":
            return place.in_cmm
        case "partner.adherence":
            return profile.word("partner.adherence") == "opposed"
        case "french.classes_reach":
            level = profile.number("adults.0.french_oral_level")
            km = fact("distance_adult_education_km")
            offer = profile.word("adults.0.job_offer.status")
            is_far = isinstance(km, float) and km > 30
            return level is not None and level <= 3 and offer == "none" and is_far
        case "mobility.daily_trips":
            is_bare = fact("transit_class") == "none" and fact("place_type") != "urban_centre"
            there = (0,) if stays(profile) else (0, 1)
            licences = [profile.word(f"adults.{adult}.licence_status") for adult in there]
            drives = profile.word("car_access") == "available" and bool(
                {"valid_quebec", "foreign_valid"} & set(licences)
            )
            return is_bare and not drives and is_a_drive_from_work(profile, place)
        case _:
            return rule in _OF_AN_OFFER and is_barred_from_offer(rule, profile, place)


@given(households.households())
def test_red_comes_only_from_the_closed_list(profile: HouseholdProfile) -> None:
    pairs = Pairs(on_the_day((profile,)), households.table(), RULESET.household_rule)
    for outcome in evaluate(RULESET, pairs).outcomes:
        red = np.broadcast_to(outcome.colour == RED, pairs.shape)[0]
        for place in (
            place for place, is_red in zip(households.sample(), red, strict=True) if is_red
        ):
            assert may_be_red(outcome.rule.id, profile, place), f"{outcome.rule.id} / {place.name}"


@given(households.households())
def test_no_red_is_missed_where_everything_is_known(profile: HouseholdProfile) -> None:
    defaults: dict[str, str | float] = {"car_access": "none"}
    for adult in (0, 1):
        start = f"adults.{adult}"
        defaults |= {f"{start}.licence_status": "none", f"{start}.french_oral_level": 2.0}
        defaults |= {f"{start}.job_offer.status": "none", f"{start}.training.status": "none"}
    for path, value in defaults.items():
        if profile.answer(path) is Gap.UNKNOWN:
            profile = profile.with_answer(path, value)
    pairs = Pairs(on_the_day((profile,)), households.table(), RULESET.household_rule)
    is_planned = profile.word("car_access") == "planned"
    is_learner = "learner" in {profile.word(f"adults.{a}.licence_status") for a in (0, 1)}
    shares_a_car = "yes" in {profile.word(f"adults.{a}.job_offer.carpool") for a in (0, 1)}
    for outcome in evaluate(RULESET, pairs).outcomes:
        if outcome.rule.id == "mobility.daily_trips" and (is_planned or is_learner or shares_a_car):
            continue  # soon able to drive, or driven by others, is yellow
        colours = np.broadcast_to(outcome.colour, pairs.shape)[0]
        is_open = np.broadcast_to(outcome.is_open, pairs.shape)[0]
        for place, colour, opened in zip(households.sample(), colours, is_open, strict=True):
            if may_be_red(outcome.rule.id, profile, place) and not opened:
                assert colour == RED, f"{outcome.rule.id} / {place.name}"


# What a household can change, at its best (DESIGN §2.9); another place lifts what is left.
LIFTED: dict[str, str | float | date] = {
    "car_access": "available",
    "partner.adherence": "agrees",
    **{
        f"adults.{adult}.{fact}": value
        for adult in (0, 1)
        for fact, value in {
            "licence_status": "valid_quebec",
            "french_oral_level": 12.0,
            "order_status": "permit_held",
            "work_permit.expires": date(2099, 12, 31),
            "work_permit.employer_allowed": "yes",
        }.items()
    },
}


@given(worlds.any_ruleset(), households.households())
def test_every_red_but_the_scope_is_lifted_by_what_a_household_can_change(
    ruleset: Ruleset, profile: HouseholdProfile
) -> None:
    for path, value in LIFTED.items():
        if profile.gap(path) is not Gap.NOT_APPLICABLE:
            profile = profile.with_answer(path, value)
    pairs = Pairs(on_the_day((profile,)), households.table(), ruleset.household_rule)
    for outcome in evaluate(ruleset, pairs).outcomes:
        if outcome.rule.factor.id != "regionalisation_scope":
            assert not (outcome.colour == RED).any(), outcome.rule.factor.id


@given(worlds.rulesets(), worlds.any_table(), households.households())
def test_whatever_the_ruleset_only_the_closed_list_of_factors_is_red(
    ruleset: Ruleset, places: PlaceTable, profile: HouseholdProfile
) -> None:
    pairs = Pairs(on_the_day((profile,)), places, ruleset.household_rule)
    for outcome in evaluate(ruleset, pairs).outcomes:
        if (outcome.colour == RED).any():
            assert outcome.rule.factor.may_be_red, outcome.rule.factor.id


def test_without_the_closed_list_nothing_is_red() -> None:
    red_rules = {
        rule.id for rule in RULESET.rules if any(band.colour == "red" for band in rule.bands)
    }
    assert red_rules == {
        "scope.cmm",
        "partner.adherence",
        "french.classes_reach",
        "mobility.daily_trips",
        "offer.person_order_permit",
        "offer.partner_order_permit",
        "offer.person_work_permit",
        "offer.partner_work_permit",
    }


# -- 10. facts carry their origin


@settings(max_examples=25)
@given(worlds.any_ruleset(), profiles(), st.sampled_from(households.sample()))
def test_every_place_fact_has_a_source_a_level_and_a_period(
    ruleset: Ruleset, profile: HouseholdProfile, place: Place
) -> None:
    indicators = {indicator.id for indicator in snapshot().indicators}
    of_place = {"in_cmm", "code", "mrc", "region", "occupation_outlook"} | indicators
    engine = replace(ENGINE, ruleset=ruleset)
    for reason in engine.explain(profile, place).decision.reasons:
        assert reason.facts, reason.rule
        for fact in reason.facts:
            if fact.source == "household":
                assert (fact.level, fact.period) == ("household", None)
                field_at(fact.name)
                continue
            told = f"{reason.rule} / {fact.name}"
            assert fact.name in of_place, told
            assert fact.source in snapshot().sources, told
            assert fact.level in LEVELS, told
            assert fact.period, told
            assert fact.value is not None or fact.label is not None, told


@settings(max_examples=25)
@given(profiles(), st.sampled_from(households.sample()))
def test_every_sentence_traces_to_a_rule_and_to_all_the_facts_it_read(
    profile: HouseholdProfile, place: Place
) -> None:
    rules = {rule.id: rule for rule in RULESET.rules}
    decision = ENGINE.explain(profile, place).decision
    for reason in decision.reasons:
        rule = rules[reason.rule]
        named = {fact.name for fact in reason.facts}
        known = {path for path in rule.household_paths if profile.gap(path) is None}
        towns = [path for path in rule.household_paths if path.endswith(".municipality")]
        assert known <= named <= set(rule.household_paths) | set(rule.factor.place)
        place_facts = set(rule.factor.place)
        if profile.gap(f"adults.{rule.factor.earner or 0}.occupation_noc") is not None:
            place_facts -= {"occupation_outlook"}
        if towns and not known & set(towns):
            place_facts -= {"latitude", "longitude"}
        assert place_facts <= named
        assert reason.text.fr
        assert reason.text.en
        assert "{" not in reason.text.fr + reason.text.en
        assert "nan" not in reason.text.fr.split()
    for step in decision.steps:
        assert rules[step.rule].step is not None


# -- 11. colour gates, score orders


@given(worlds.any_ruleset(), worlds.any_table(), st.one_of(profiles(), households.households()))
def test_fit_is_about_the_place_preparation_about_the_household_and_colour_the_worse(
    ruleset: Ruleset, places: PlaceTable, profile: HouseholdProfile
) -> None:
    pairs = Pairs(on_the_day((profile,)), places, ruleset.household_rule)
    verdicts = evaluate(ruleset, pairs)
    assert (verdicts.colour == np.maximum(verdicts.fit, verdicts.preparation)).all()
    assert (verdicts.preparation == verdicts.preparation[:, :1]).all()
    for about, worst in (("place", verdicts.fit), ("household", verdicts.preparation)):
        expected = np.full(pairs.shape, GREEN)
        for outcome in verdicts.outcomes:
            if outcome.rule.about == about:
                expected = np.maximum(expected, outcome.colour)
        assert (worst == expected).all()


def test_about_matches_what_the_factor_reads() -> None:
    for rule in RULESET.rules:
        assert (rule.about == "place") == bool(rule.factor.place), rule.id


@given(worlds.any_ruleset(), worlds.rulesets(), households.households())
def test_the_score_never_changes_a_colour(
    ruleset: Ruleset, other: Ruleset, profile: HouseholdProfile
) -> None:
    weighed_otherwise = replace(ruleset, weights=other.weights)
    one, two = (households.seen(rules, (profile,)) for rules in (ruleset, weighed_otherwise))
    assert (one[0].colour == two[0].colour).all()


def test_other_weights_give_other_scores() -> None:
    other = replace(RULESET, weights=RULESET.weights[:1])
    profile = households.household({"adults.0.occupation_noc": "31301"})
    one, two = (households.seen(rules, (profile,)) for rules in (RULESET, other))
    assert (one[1].total != two[1].total).all()


@settings(max_examples=15)
@given(worlds.any_ruleset(), profiles())
def test_regions_come_by_the_fit_then_the_score_then_the_code_of_their_best_place(
    ruleset: Ruleset, profile: HouseholdProfile
) -> None:
    answer = replace(ENGINE, ruleset=ruleset).shortlist(profile, top=17)
    keys = [
        (COLOURS.index(best.fit), -best.score, best.place.code)
        for best in (region.places[0] for region in answer.regions)
    ]
    assert keys == sorted(keys)
    for region in answer.regions:
        best = region.places[0]
        assert all(
            (COLOURS.index(best.fit), -best.score) <= (COLOURS.index(d.fit), -d.score)
            for d in region.places
        )


@settings(max_examples=15)
@given(profiles())
def test_reasons_run_from_the_worst_to_the_best(profile: HouseholdProfile) -> None:
    for decision in decisions(ENGINE.shortlist(profile, top=2)):
        colours = [COLOURS.index(reason.colour) for reason in decision.reasons]
        assert colours == sorted(colours, reverse=True)
        due = [
            reason.rule
            for reason in decision.reasons
            if reason.only_prepares or (reason.colour != "green" and not reason.is_open)
        ]
        assert [step.rule for step in decision.steps] == due


# -- 12. no false precision

_PLACES = st.lists(
    st.tuples(st.integers(GREEN, RED), st.integers(0, 1000).map(lambda n: n / 100)), min_size=1
)


@given(_PLACES)
def test_less_than_two_points_below_the_first_of_the_group_is_the_same_rank(
    places: list[tuple[int, float]],
) -> None:
    places = sorted(places, key=lambda place: (place[0], -place[1]))
    fit = np.array([place[0] for place in places])
    total = np.array([place[1] for place in places])
    found = ranks(fit, total, list(range(len(places))))
    first = 0
    for position, (colour, points) in enumerate(places):
        below = Decimal(str(places[first][1])) - Decimal(str(points))
        if colour != places[first][0] or below >= 2:
            first = position
        assert found[position] == first + 1


def test_exactly_two_points_below_is_another_rank() -> None:
    total = np.array([64.84, 62.84, 62.83])
    assert ranks(np.full(3, YELLOW), total, [0, 1, 2]) == {0: 1, 1: 2, 2: 2}
