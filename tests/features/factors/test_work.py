"""Work: outlooks read off the tables by hand, offers by distance, earners by the household rule."""

from __future__ import annotations

import numpy as np
import pytest

from features.factors import FACTORS_BY_ID
from features.levels import OUTLOOK
from features.pairs import HouseholdRule, Pairs
from features.place import PlaceTable
from features.profile import Answer, Gap, HouseholdProfile
from tests.features.sample import RIMOUSKI, RULES, SHERBROOKE, answered, known_values, told
from tests.features.staged import staged_pairs
from tests.strategies import labour, on_the_day, snapshot

NURSE, WELDER = "31301", "72106"
TOP = len(OUTLOOK.values) - 1


def couple(**answers: Answer) -> HouseholdProfile:
    """A nurse and a welder, both wanting work, with no offer unless told."""
    facts: dict[str, Answer] = {
        "household_kind": "couple",
        "adults__0__occupation_noc": NURSE,
        "adults__1__occupation_noc": WELDER,
        "adults__0__job_offer__status": "none",
        "adults__0__training__status": "none",
        "adults__1__job_offer__status": "none",
        "adults__1__training__status": "none",
        "adults__1__wants_work": "yes",
        "partner__moves": "together",
    }
    return told(**(facts | answers))


def person(**answers: Answer) -> HouseholdProfile:
    """A nurse alone, with no offer unless told."""
    facts: dict[str, Answer] = {
        "household_kind": "single",
        "adults__0__occupation_noc": NURSE,
        "adults__0__job_offer__status": "none",
        "adults__0__training__status": "none",
    }
    return told(**(facts | answers))


def at(place: str, profile: HouseholdProfile, rule: HouseholdRule = "mean", km: float = 0) -> Pairs:
    return staged_pairs(profile, place, rule=rule, km_away=km)


def value(name: str, pairs: Pairs) -> float:
    return float(np.broadcast_to(FACTORS_BY_ID[name].compute(pairs), (1, 1))[0, 0])


def ends(name: str, pairs: Pairs) -> tuple[float, float]:
    return value(name, pairs.at_worst), value(name, pairs.at_best)


def applies(name: str, pairs: Pairs) -> tuple[bool, bool]:
    """Whether a factor applies at worst and at best."""
    found = FACTORS_BY_ID[name].applies
    assert found is not None
    worst, best = (bool(found(side).all()) for side in (pairs.at_worst, pairs.at_best))
    return worst, best


def share(noc: str, place: str) -> float:
    """The outlook's rank from 0 to 1, read in the published table."""
    word = labour().outlook_fact(noc, snapshot().place(place).economic_region).value
    return OUTLOOK.position(str(word)) / TOP


def test_the_outlooks_this_file_relies_on_are_the_published_ones() -> None:
    assert OUTLOOK.values[round(share(NURSE, RIMOUSKI) * TOP)] == "good"
    assert snapshot().place(RIMOUSKI).economic_region == "2415"
    assert snapshot().place(SHERBROOKE).economic_region == "2430"


def test_the_work_of_a_person_alone_is_the_outlook() -> None:
    for place in (RIMOUSKI, SHERBROOKE):
        expected = share(NURSE, place)
        for rule in RULES:
            found = ends("work_prospects", at(place, person(), rule))
            assert found == pytest.approx((expected, expected))


def combined(rule: HouseholdRule, one: float, two: float) -> float:
    return {
        "at_least_one": max(one, two),
        "mean": (one + two) / 2,
        "weakest": min(one, two),
        "sum": min(one + two, 1.0),
    }[rule]


@pytest.mark.parametrize("rule", RULES)
def test_two_earners_are_combined_by_the_household_rule(rule: HouseholdRule) -> None:
    for place in (RIMOUSKI, SHERBROOKE, "97007"):
        expected = combined(rule, share(NURSE, place), share(WELDER, place))
        found = ends("work_prospects", at(place, couple(), rule))
        assert found == pytest.approx((expected, expected))
        assert value("work_prospects", at(place, couple(), rule)) == pytest.approx(expected)


@pytest.mark.parametrize("rule", RULES)
def test_a_partner_who_does_not_want_work_counts_for_nothing(rule: HouseholdRule) -> None:
    pairs = at(RIMOUSKI, couple(adults__1__wants_work="no"), rule)
    expected = share(NURSE, RIMOUSKI)
    assert ends("work_prospects", pairs) == pytest.approx((expected, expected))


@pytest.mark.parametrize("rule", RULES)
def test_whether_the_partner_wants_work_gives_both_ends(rule: HouseholdRule) -> None:
    pairs = at(RIMOUSKI, couple(adults__1__wants_work=Gap.UNKNOWN), rule)
    alone = share(NURSE, RIMOUSKI)
    together = combined(rule, alone, share(WELDER, RIMOUSKI))
    expected = (min(alone, together), max(alone, together))
    assert ends("work_prospects", pairs) == pytest.approx(expected)


def test_the_plain_side_leaves_a_partner_of_whom_nothing_is_known_aside() -> None:
    nothing = couple(adults__1__occupation_noc=Gap.UNKNOWN)
    assert value("work_prospects", at(RIMOUSKI, nothing)) == pytest.approx(share(NURSE, RIMOUSKI))


@pytest.mark.parametrize(
    ("km", "closeness"), [(0, 1.0), (15, 0.75), (30, 0.5), (59, 1 / 60), (60, 0.0), (300, 0.0)]
)
def test_a_signed_offer_counts_by_its_distance_and_not_by_the_outlook(
    km: float, closeness: float
) -> None:
    signed = person(
        adults__0__job_offer__status="signed", adults__0__job_offer__municipality=RIMOUSKI
    )
    found = ends("work_prospects", at(RIMOUSKI, signed, km=km))
    assert found == pytest.approx((closeness, closeness), abs=1e-6)


def test_a_verbal_offer_does_not_count() -> None:
    verbal = person(
        adults__0__job_offer__status="verbal", adults__0__job_offer__municipality=RIMOUSKI
    )
    expected = share(NURSE, RIMOUSKI)
    assert ends("work_prospects", at(RIMOUSKI, verbal)) == pytest.approx((expected, expected))


def test_a_signed_offer_at_an_unknown_town_could_be_anywhere() -> None:
    pairs = at(RIMOUSKI, person(adults__0__job_offer__status="signed"))
    assert ends("work_prospects", pairs) == (0, 1)
    assert ends("person_offer_km", pairs) == (np.inf, 0)
    assert applies("person_outlook", pairs) == (True, False)


def test_the_outlook_rule_rests_where_a_signed_offer_is_within_reach() -> None:
    signed = person(
        adults__0__job_offer__status="signed", adults__0__job_offer__municipality=RIMOUSKI
    )
    assert applies("person_outlook", at(RIMOUSKI, signed, km=30)) == (False, False)
    assert applies("person_outlook", at(RIMOUSKI, signed, km=30.1)) == (True, True)
    assert applies("person_offer_km", at(RIMOUSKI, signed, km=30)) == (True, True)
    found = ends("person_offer_km", at(RIMOUSKI, signed, km=20))
    assert found == (20, 20)


def test_the_offer_of_one_earner_says_nothing_of_the_other() -> None:
    signed = couple(
        adults__0__job_offer__status="signed", adults__0__job_offer__municipality=RIMOUSKI
    )
    pairs = at(RIMOUSKI, signed)
    assert applies("person_outlook", pairs) == (False, False)
    assert applies("partner_outlook", pairs) == (True, True)
    assert applies("partner_offer_km", pairs) == (False, False)
    expected = (1 + share(WELDER, RIMOUSKI)) / 2
    assert ends("work_prospects", pairs) == pytest.approx((expected, expected))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, (True, True)),
        ({"adults__1__wants_work": "no"}, (False, False)),
        ({"adults__1__wants_work": Gap.UNKNOWN}, (True, False)),
        ({"partner__moves": "later"}, (True, True)),
        ({"partner__moves": "stays"}, (False, False)),
        ({"partner__moves": Gap.UNKNOWN}, (True, False)),
        ({"household_kind": Gap.UNKNOWN}, (True, False)),
        ({"household_kind": "single"}, (False, False)),
    ],
)
def test_the_partners_outlook_is_asked_of_a_partner_who_wants_work(
    answers: dict[str, Answer], expected: tuple[bool, bool]
) -> None:
    assert applies("partner_outlook", at(RIMOUSKI, couple(**answers))) == expected


@pytest.mark.parametrize("gap", [Gap.UNKNOWN, Gap.DECLINED])
def test_an_unknown_occupation_spans_what_is_published_in_the_region(gap: Gap) -> None:
    pairs = at(RIMOUSKI, person(adults__0__occupation_noc=gap))
    column = labour().outlook[:, labour().region_position("2415")]
    assert ends("person_outlook", pairs) == (column.min(), column.max())
    assert ends("work_prospects", pairs) == pytest.approx((column.min() / TOP, column.max() / TOP))
    for noc in known_values("adults.0.occupation_noc"):
        known = at(RIMOUSKI, answered(person(), "adults.0.occupation_noc", noc))
        worst, best = ends("person_outlook", pairs)
        assert worst <= value("person_outlook", known) <= best


def test_the_gain_compares_with_montreal() -> None:
    gain = share(WELDER, RIMOUSKI) * TOP - OUTLOOK.position(
        str(labour().outlook_fact(WELDER, "2440").value)
    )
    alone = person(adults__0__occupation_noc=WELDER)
    assert ends("outlook_gain_over_montreal", at(RIMOUSKI, alone)) == (gain, gain)


def test_the_specialisation_is_the_share_over_quebecs() -> None:
    expected = labour().specialisation_fact(WELDER, "2415").value
    alone = person(adults__0__occupation_noc=WELDER)
    found = value("occupation_specialisation", at(RIMOUSKI, alone))
    assert found == pytest.approx(expected, abs=0.005)


def strong_at_rimouski() -> str:
    """An occupation that has both a specialisation and a gain over Montréal at Rimouski."""
    for noc in labour().nocs:
        pairs = at(RIMOUSKI, person(adults__0__occupation_noc=noc))
        names = ("outlook_gain_over_montreal", "occupation_specialisation")
        if all(value(name, pairs) > 0 for name in names):
            return noc
    raise LookupError(RIMOUSKI)


@pytest.mark.parametrize("name", ["occupation_specialisation", "outlook_gain_over_montreal"])
def test_an_offer_without_an_occupation_does_not_dilute_the_other_earner(name: str) -> None:
    # The partner's offer says nothing of an occupation: the person's value stays whole.
    noc = strong_at_rimouski()
    offered = couple(
        adults__0__occupation_noc=noc,
        adults__1__occupation_noc=Gap.UNKNOWN,
        adults__1__job_offer__status="signed",
        adults__1__job_offer__municipality=RIMOUSKI,
    )
    alone = value(name, at(RIMOUSKI, person(adults__0__occupation_noc=noc)))
    assert value(name, at(RIMOUSKI, offered)) == pytest.approx(alone)


def test_an_admission_counts_as_an_offer_does_when_there_is_none() -> None:
    admitted = {
        "adults__0__training__status": "admitted",
        "adults__0__training__municipality": RIMOUSKI,
    }
    table = PlaceTable(
        snapshot(), labour(), tuple(snapshot().place(code) for code in (RIMOUSKI, SHERBROOKE))
    )
    pairs = Pairs(on_the_day((person(**admitted),)), table, "mean")
    assert FACTORS_BY_ID["work_prospects"].compute(pairs).tolist() == [[1.0, 0.0]]
