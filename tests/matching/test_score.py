"""The score: straight lines between points, rounded contributions, shared ranks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from features.factor import Factor
from features.pairs import HouseholdRule, Pairs
from features.place import PlaceTable
from matching.ruleset import Weight
from matching.score import ranks, score
from regions_data.text import Text
from tests.matching import households
from tests.strategies import labour, on_the_day, snapshot

RIMOUSKI, VALERIEN, MATANE, RIVIERE, DRUMMOND = "10043", "10060", "08053", "12072", "49058"
RULESET = households.ruleset()


def pairs_of(facts: dict[str, object], *codes: str, rule: HouseholdRule = "mean") -> Pairs:
    places = tuple(snapshot().place(code) for code in codes)
    table = PlaceTable(snapshot(), labour(), places)
    return Pairs(on_the_day((households.household(facts),)), table, rule)


def points_of(
    factor: str, facts: dict[str, object], *codes: str, rule: HouseholdRule = "mean"
) -> list[float]:
    weight = next(weight for weight in RULESET.weights if weight.factor.id == factor)
    one = replace(RULESET, weights=(weight,))
    return [float(points) for points in score(one, pairs_of(facts, *codes, rule=rule)).total[0]]


@pytest.mark.parametrize(
    ("value", "points"),
    [
        pytest.param(-5.0, 0.0, id="flat before the first point"),
        pytest.param(10.0, 0.0, id="the first point"),
        pytest.param(15.0, 5.0, id="half-way"),
        pytest.param(20.0, 10.0, id="a corner"),
        pytest.param(30.0, 15.0, id="half-way of the second line"),
        pytest.param(99.0, 20.0, id="flat after the last point"),
        pytest.param(10.001, 0.0, id="rounded to a hundredth"),
        pytest.param(float("nan"), 0.0, id="unknown"),
    ],
)
def test_points_run_in_straight_lines_and_are_flat_outside(value: float, points: float) -> None:
    factor = Factor("made_up", Text("", ""), lambda _: np.array([[value]]))
    weight = Weight(factor, 20.0, ((10.0, 0.0), (20.0, 0.5), (40.0, 1.0)))
    scores = score(replace(RULESET, weights=(weight,)), pairs_of({}, RIMOUSKI))
    assert scores.total[0, 0] == points
    assert scores.contributions[0].known[0, 0] == (not np.isnan(value))


def test_points_may_fall_as_the_value_grows() -> None:
    factor = Factor("made_up", Text("", ""), lambda _: np.array([[1.0, 2.0, 3.0]]))
    weight = Weight(factor, 8.0, ((1.0, 1.0), (3.0, 0.0)))
    scores = score(replace(RULESET, weights=(weight,)), pairs_of({}, RIMOUSKI, MATANE, VALERIEN))
    assert scores.total.tolist() == [[8.0, 4.0, 0.0]]


def test_contributions_are_rounded_before_they_are_summed() -> None:
    third = Factor("third", Text("", ""), lambda _: np.array([[1 / 3]]))
    weights = tuple(Weight(third, 10.0, ((0.0, 0.0), (1.0, 1.0))) for _ in range(3))
    scores = score(replace(RULESET, weights=weights), pairs_of({}, RIMOUSKI))
    assert [float(item.points[0, 0]) for item in scores.contributions] == [3.33] * 3
    assert scores.total[0, 0] == 9.99


def test_contacts_count_in_the_town_then_in_the_mrc_then_in_the_region() -> None:
    facts: dict[str, object] = {"network.contacts": [{"municipality": RIMOUSKI}]}
    points = points_of("contact_closeness", facts, RIMOUSKI, VALERIEN, MATANE, DRUMMOND)
    assert points == [16.0, 9.6, 4.8, 0.0]


def test_the_nearest_contact_counts_and_more_contacts_never_add_up() -> None:
    towns = [{"municipality": code} for code in (RIMOUSKI, VALERIEN, MATANE)]
    assert points_of("contact_closeness", {"network.contacts": towns}, RIMOUSKI) == [16.0]


def test_the_farthest_need_decides_and_full_points_are_for_none() -> None:
    some = {"preferences.needs": ["hospital", "university"]}
    none: dict[str, object] = {"preferences.needs": []}
    assert points_of("farthest_need", none, "03005") == [8.0]
    assert points_of("farthest_need", {"preferences.needs": ["hospital"]}, "03005") == [8.0]
    assert points_of("farthest_need", some, "03005") == [0.0]


# A registered nurse: good in Bas-Saint-Laurent (rank 4 of 5). A storekeeper: limited (1 of 5).
_BOTH = {
    "household_kind": "couple",
    "adults.0.occupation_noc": "31301",
    "adults.0.job_offer": "none",
    "adults.1.occupation_noc": "14401",
    "adults.1.wants_work": "yes",
    "partner.moves": "together",
    "adults.1.job_offer": "none",
}


@pytest.mark.parametrize(
    ("rule", "points"),
    [("at_least_one", 24.0), ("mean", 15.0), ("weakest", 6.0), ("sum", 30.0)],
)
def test_both_earners_combine_by_the_household_rule(rule: HouseholdRule, points: float) -> None:
    assert points_of("work_prospects", _BOTH, RIMOUSKI, rule=rule) == [points]


def test_a_partner_who_does_not_want_work_is_not_counted() -> None:
    facts = {**_BOTH, "adults.1.wants_work": "no"}
    assert points_of("work_prospects", facts, RIMOUSKI) == [24.0]


def test_a_signed_offer_counts_by_its_distance_instead_of_the_outlook() -> None:
    facts = {
        "household_kind": "single",
        "adults.0.occupation_noc": "14401",
        "adults.0.job_offer": {"status": "signed", "municipality": RIMOUSKI},
    }
    here, near, far = points_of("work_prospects", facts, RIMOUSKI, VALERIEN, DRUMMOND)
    assert here == 30.0
    assert 20.0 < near < 30.0  # some sixteen kilometres of the sixty that leave nothing
    assert far == 0.0


# -- ranks


def test_ranks_of_a_hand_made_example() -> None:
    fit = np.array([1, 1, 1, 1, 2, 2, 3])
    total = np.array([70.0, 68.5, 68.0, 66.5, 90.0, 88.0, 99.0])
    expected = {0: 1, 1: 1, 2: 3, 3: 3, 4: 5, 5: 6, 6: 7}
    assert ranks(fit, total, list(range(7))) == expected


def test_a_group_is_measured_from_its_first_so_ranks_do_not_chain() -> None:
    total = np.array([70.0, 69.0, 68.0, 67.0])
    assert ranks(np.ones(4), total, [0, 1, 2, 3]) == {0: 1, 1: 1, 2: 3, 3: 3}


def test_nothing_is_ranked_of_nothing() -> None:
    assert ranks(np.array([]), np.array([]), []) == {}
