"""Limits that stand both in the ruleset and in a factor say the same thing."""

import pytest

from features.factors.destinations import WITHIN_REACH_KM
from features.factors.mobility import FAR_WORK_KM
from features.factors.wishes import FAR_KM
from tests.matching import households

RULES = {rule.id: rule for rule in households.ruleset().rules}


def limit(rule_id: str) -> float:
    """The limit of a rule's only comparison."""
    when = RULES[rule_id].bands[0].when
    assert when
    return when.limit


@pytest.mark.parametrize("rule_id", ["offer.person", "offer.partner"])
def test_an_offer_in_reach_for_the_rule_is_in_reach_for_the_outlook(rule_id: str) -> None:
    why = "move WITHIN_REACH_KM in features/factors/work.py with this rule's limit"
    assert limit(rule_id) == WITHIN_REACH_KM, why


@pytest.mark.parametrize("rule_id", ["training.person", "offer.person"])
def test_what_is_elsewhere_is_farther_than_a_daily_drive(rule_id: str) -> None:
    why = "move FAR_WORK_KM in features/factors/mobility.py with this rule's limit"
    assert limit(rule_id) == FAR_WORK_KM, why


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in RULES if rule_id.startswith("needs.")])
def test_a_need_far_for_its_rule_is_far_for_the_score(rule_id: str) -> None:
    why = "move FAR_KM in features/factors/wishes.py with this rule's limit"
    assert limit(rule_id) == FAR_KM[rule_id.removeprefix("needs.")], why
