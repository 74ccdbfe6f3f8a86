"""What every factor promises: bounds, shapes, honest gaps, and reads that are declared."""

from __future__ import annotations

from functools import cache
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.factor import Factor
from features.factors import FACTORS, FACTORS_BY_ID
from features.pairs import Flags, HouseholdRule, Pairs
from features.place import Numbers, PlaceTable
from features.profile import Gap, HouseholdProfile, Known
from tests.features.recording import recording_pairs
from tests.features.sample import (
    RIMOUSKI,
    RULES,
    SAINT_CYPRIEN,
    answered,
    is_open,
    known_values,
    pairs_of,
    sample_places,
    told,
)
from tests.strategies import on_the_day, profiles, read, snapshot

every_factor = pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
LABOUR_TABLES = {
    "occupation_outlook": "outlooks",
    "occupation_specialisation": "specialisations",
}
NOTHING_SAID = told()
# Households without a car or a licence, of whose work one thing or another is not known.
STRANDED = {
    "car_access": "none",
    "adults__0__licence_status": "none",
    "adults__1__licence_status": "none",
    "adults__1__job_offer": Gap.NOT_APPLICABLE,
    "adults__1__training": Gap.NOT_APPLICABLE,
    "adults__0__training__status": "none",
}
STRANDED_AT_AN_UNKNOWN_TOWN = told(**STRANDED, adults__0__job_offer__status="signed")
STRANDED_AT_A_POSSIBLE_OFFER = told(**STRANDED, adults__0__job_offer__municipality=SAINT_CYPRIEN)


def values(factor: Factor, pairs: Pairs) -> Numbers:
    return np.broadcast_to(factor.compute(pairs), pairs.shape)


def sides(factor: Factor, pairs: Pairs) -> tuple[Numbers, Numbers]:
    return values(factor, pairs.at_worst), values(factor, pairs.at_best)


def may_apply(factor: Factor, pairs: Pairs) -> Flags:
    if factor.applies is None:
        return np.ones(pairs.shape, dtype=np.bool_)
    maybe = factor.applies(pairs.at_worst) | factor.applies(pairs.at_best)
    return np.broadcast_to(maybe, pairs.shape)


def escapes(factor: Factor, profile: HouseholdProfile, rule: HouseholdRule) -> list[object]:
    """The known answers whose value lies outside what was announced while they were unknown."""
    before = pairs_of(profile, rule=rule)
    worst, best = sides(factor, before)
    low, high = np.minimum(worst, best) - 1e-9, np.maximum(worst, best) + 1e-9
    found: list[object] = []
    for path in factor.household:
        for value in known_values(path) if is_open(profile, path) else ():
            after = pairs_of(answered(profile, path, value), rule=rule)
            for side in sides(factor, after):
                is_outside = may_apply(factor, after) & ((side < low) | (side > high))
                found += [(path, value, sample_places().places[i].name)
                          for i in np.flatnonzero(is_outside.any(axis=0))[:1]]  # fmt: skip
    return found


@every_factor
@pytest.mark.parametrize("rule", RULES)
def test_answering_any_unknown_stays_within_the_bounds_when_nothing_is_known(
    factor: Factor, rule: HouseholdRule
) -> None:
    assert escapes(factor, NOTHING_SAID, rule) == []


@given(profile=profiles(), rule=st.sampled_from(RULES))
def test_answering_any_unknown_stays_within_the_bounds(
    profile: HouseholdProfile, rule: HouseholdRule
) -> None:
    found = {factor.id: escapes(factor, profile, rule) for factor in FACTORS}
    assert {name: escaped for name, escaped in found.items() if escaped} == {}


@pytest.mark.parametrize(
    "profile",
    [STRANDED_AT_AN_UNKNOWN_TOWN, STRANDED_AT_A_POSSIBLE_OFFER],
    ids=["signed offer, town unknown", "town known, offer unknown"],
)
def test_answering_where_or_whether_the_work_is_stays_within_the_bounds_of_mobility(
    profile: HouseholdProfile,
) -> None:
    # A signed offer whose town is not told may be a drive away: the bounds must say so, or the
    # rule is settled and the question "in which town?" is never asked (DESIGN §2.3).
    assert escapes(FACTORS_BY_ID["mobility"], profile, "mean") == []


def test_the_bounds_can_be_found_wanting() -> None:
    """The check above bites: a factor that forgets an unknown escapes its bounds."""
    blind = Factor(
        "blind",
        FACTORS[0].title,
        lambda pairs: pairs.knows("car_access").astype(np.float64),
        household=("car_access",),
    )
    assert escapes(blind, NOTHING_SAID, "mean") != []


@every_factor
def test_a_known_household_has_one_value(factor: Factor) -> None:
    profile = known_household(factor)
    worst, best = sides(factor, pairs_of(profile))
    np.testing.assert_array_equal(worst, best)


def known_household(factor: Factor) -> HouseholdProfile:
    profile = told(household_kind="couple")
    for path in factor.household:
        profile = answered(profile, path, known_values(path)[-1])
    return profile


@every_factor
def test_answers_that_a_factor_does_not_read_change_nothing(factor: Factor) -> None:
    paths = sorted({path for one in FACTORS for path in one.household} - set(factor.household))
    before = pairs_of(NOTHING_SAID)
    for path in paths:
        if path == "household_kind":
            continue  # it decides whether the partner's facts exist at all
        after = pairs_of(answered(NOTHING_SAID, path, known_values(path)[0]))
        for one, two in zip(sides(factor, before), sides(factor, after), strict=True):
            np.testing.assert_array_equal(one, two, err_msg=path)


@given(households=st.lists(profiles(), min_size=2, max_size=3), rule=st.sampled_from(RULES))
def test_households_side_by_side_have_the_values_they_have_alone(
    households: list[HouseholdProfile], rule: HouseholdRule
) -> None:
    together = pairs_of(*households, rule=rule)
    for factor in FACTORS:
        for side in (together, together.at_worst, together.at_best):
            found = factor.compute(side)
            assert found.dtype == np.float64
            assert np.broadcast_shapes(found.shape, side.shape) == side.shape
            alone = [
                values(factor, Pairs(on_the_day((one,)), side.places, rule, side.side))
                for one in households
            ]
            np.testing.assert_array_equal(
                np.broadcast_to(found, side.shape), np.concatenate(alone), err_msg=factor.id
            )


@given(profile=profiles())
def test_where_a_factor_applies_is_a_table_of_pairs(profile: HouseholdProfile) -> None:
    pairs = pairs_of(profile)
    for factor in FACTORS:
        for side in (pairs, pairs.at_worst, pairs.at_best) if factor.applies else ():
            flags = factor.applies(side) if factor.applies else np.array(0)
            assert flags.dtype == np.bool_
            assert np.broadcast_shapes(flags.shape, side.shape) == side.shape


@given(profile=profiles())
def test_a_place_does_not_change_another(profile: HouseholdProfile) -> None:
    table = sample_places()
    few = PlaceTable(table.snapshot, table.labour, table.places[2:6])
    for factor in FACTORS:
        for together, alone in zip(
            sides(factor, pairs_of(profile)),
            sides(factor, Pairs(on_the_day((profile,)), few, "mean")),
            strict=True,
        ):
            np.testing.assert_array_equal(together[:, 2:6], alone, err_msg=factor.id)


@given(profile=profiles(), rule=st.sampled_from(RULES))
def test_a_value_is_lacking_only_where_a_place_fact_is(
    profile: HouseholdProfile, rule: HouseholdRule
) -> None:
    pairs = pairs_of(profile, rule=rule)
    for factor in FACTORS:
        if factor.about == "household" and not_applicable(factor, profile):
            continue
        excused = lacks_a_place_fact(factor, profile) | ~may_apply(factor, pairs)[0]
        for side in sides(factor, pairs):
            assert not (np.isnan(side[0]) & ~excused).any(), factor.id


def not_applicable(factor: Factor, profile: HouseholdProfile) -> bool:
    return any(profile.answer(path) is Gap.NOT_APPLICABLE for path in factor.household)


def lacks_a_place_fact(factor: Factor, profile: HouseholdProfile) -> Flags:
    """Where some place fact that the factor reads is not in the sources."""
    table = sample_places()
    lacking = np.zeros(len(table.places), dtype=np.bool_)
    indicators = {indicator.id for indicator in snapshot().indicators}
    for name in set(factor.place) & indicators:
        lacking |= np.isnan(table.column(name)[0])
    for name in set(factor.place) & set(LABOUR_TABLES):
        lacking |= unpublished(name, factor, profile)
    return lacking


def unpublished(name: str, factor: Factor, profile: HouseholdProfile) -> Flags:
    table = sample_places()
    is_gain = factor.id == "outlook_gain_over_montreal"
    known = table.outlook_gains if is_gain else getattr(table, LABOUR_TABLES[name])
    said = [profile.word(f"adults.{adult}.occupation_noc") for adult in (0, 1)]
    lacking = np.zeros(len(table.places), dtype=np.bool_)
    for noc in said:
        if noc is not None:
            lacking |= np.isnan(known.rows(np.array([table.labour.position(noc)]))[0])
    return lacking


@given(profile=profiles())
def test_a_value_in_words_is_one_of_its_words(profile: HouseholdProfile) -> None:
    for factor in FACTORS:
        ranks = set(range(len(factor.levels.values))) if factor.levels else set()
        for side in sides(factor, pairs_of(profile)) if factor.levels else ():
            assert {float(rank) for rank in side[np.isfinite(side)]} <= ranks, factor.id


# -- reads are declared


@cache
def telling_households() -> tuple[HouseholdProfile, ...]:
    """Households that together make every factor look at everything it may look at."""
    known = {
        factor.id: answered_all(factor.household, told(household_kind="couple"))
        for factor in FACTORS
    }
    contacts = read({"network": {"contacts": [{"municipality": RIMOUSKI}]}})
    single = read({"household_kind": "single", "adults": [{"french_oral_level": 5}]})
    return (NOTHING_SAID, *known.values(), contacts, single, known_offers())


def answered_all(paths: tuple[str, ...], profile: HouseholdProfile) -> HouseholdProfile:
    for path in paths:
        choices = known_values(path)
        signed = {"signed", "admitted", "yes", "couple"} & set(cast("tuple[Known, ...]", choices))
        value = next(iter(signed)) if signed else choices[0]
        profile = answered(profile, path, value)
    return profile


def known_offers() -> HouseholdProfile:
    told_work = {"job_offer": {"status": "signed", "municipality": RIMOUSKI}, "wants_work": "yes"}
    return read({"household_kind": "couple", "adults": [told_work, told_work]})


def reads(factor: Factor, profile: HouseholdProfile) -> tuple[set[str], set[str]]:
    """The fact paths and the place facts that a factor looks at for one household."""
    pairs, asked, found = recording_pairs(profile, sample_places())
    for rule_pairs in (pairs, pairs.at_worst, pairs.at_best):
        factor.compute(rule_pairs)
        if factor.applies is not None:
            factor.applies(rule_pairs)
    # Which column of the labour tables is a place's follows from where it is.
    return asked, found - {"economic_region"}


def is_declared(path: str, declared: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(f"{one}.") for one in declared)


def undeclared(factor: Factor, profile: HouseholdProfile) -> list[str]:
    asked, found = reads(factor, profile)
    # A place column is found by the place's code; a factor may look at codes without telling.
    secret = found - {"code"} - set(factor.place)
    return [*sorted(path for path in asked if not is_declared(path, factor.household)), *secret]


@every_factor
def test_a_factor_reads_nothing_that_it_does_not_declare(factor: Factor) -> None:
    found = {path for profile in telling_households() for path in undeclared(factor, profile)}
    assert sorted(found) == []


@given(profile=profiles())
def test_no_factor_reads_what_it_does_not_declare_for_any_household(
    profile: HouseholdProfile,
) -> None:
    found = {factor.id: undeclared(factor, profile) for factor in FACTORS}
    assert {name: read for name, read in found.items() if read} == {}


def test_an_undeclared_read_can_be_found() -> None:
    sly = Factor(
        "sly",
        FACTORS[0].title,
        lambda pairs: pairs.level("car_access") + pairs.place("in_cmm"),
        household=("activator",),
    )
    assert undeclared(sly, NOTHING_SAID) == ["car_access", "in_cmm"]


@every_factor
def test_a_factor_declares_nothing_that_it_never_reads(factor: Factor) -> None:
    asked: set[str] = set()
    found: set[str] = set()
    for profile in telling_households():
        paths, facts = reads(factor, profile)
        asked |= paths
        found |= facts
    assert set(factor.household) <= asked
    assert set(factor.place) <= found


@every_factor
def test_a_factor_about_the_household_is_the_same_everywhere(factor: Factor) -> None:
    if factor.about == "place":
        return
    for profile in telling_households():
        for side in sides(factor, pairs_of(profile)):
            assert (side == side[:, :1]).all() or np.isnan(side).all()


# -- what does not apply switches off what reads it


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("partner", ("partner_adherence",)),
        ("adults.0.job_offer", ("person_offer_km", "adult_education_km_for_beginner")),
        ("adults.1.job_offer", ("partner_offer_km",)),
    ],
)
def test_what_is_not_applicable_switches_off_the_factors_that_read_it(
    path: str, ids: tuple[str, ...]
) -> None:
    profile = HouseholdProfile({"household_kind": "couple", path: Gap.NOT_APPLICABLE}, {})
    for name in ids:
        assert not may_apply(FACTORS_BY_ID[name], pairs_of(profile)).any(), name


def test_a_network_that_does_not_apply_counts_no_contact() -> None:
    pairs = pairs_of(told(network=Gap.NOT_APPLICABLE))
    for side in sides(FACTORS_BY_ID["contact_closeness"], pairs):
        assert (side == 0).all()


def test_a_factor_of_the_partner_does_not_apply_to_a_single_person() -> None:
    single = told(household_kind="single", adults__0__french_oral_level=5.0)
    for name in ("partner_outlook", "partner_offer_km", "partner_french_oral_level"):
        assert not may_apply(FACTORS_BY_ID[name], pairs_of(single)).any(), name
