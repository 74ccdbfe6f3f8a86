"""A ruleset may not colour with any factor, nor be red beyond the closed list of reds."""

from __future__ import annotations

import pytest

from matching.ruleset_reader import read_ruleset
from tests.matching.test_ruleset_mistakes import changed, only_problem


@pytest.mark.parametrize(
    ("factor", "about", "when"),
    [
        ("mobility", "place", "<= to_prepare"),
        ("partner_adherence", "household", "<= hesitant"),
        ("adult_education_km_for_beginner", "place", "> 29"),
        ("adult_education_km_for_beginner", "place", ">= 30"),
        ("person_offer_work_permit", "place", "<= allows"),
    ],
)
def test_a_red_reaches_no_further_than_the_closed_list(factor: str, about: str, when: str) -> None:
    found = only_problem(coloured(factor, about, when, "red"))
    assert found.where == "french.person_floor.bands"
    assert "liste fermée" in found.message.fr
    assert "ailleurs, écrivez jaune" in found.remedy.fr


@pytest.mark.parametrize("when", ["> 30", "> 45", ">= 31"])
def test_a_red_may_reach_less_far(when: str) -> None:
    text = coloured("adult_education_km_for_beginner", "place", when, "red")
    assert read_ruleset(text.encode(), "small.yaml").rules[0].bands[0].colour == "red"


def coloured(factor: str, about: str, when: str, colour: str) -> str:
    """The small ruleset with another factor, its comparison and its colour."""
    text = changed("person_french_oral_level", factor)
    text = changed("about: household", f"about: {about}", text)
    return changed('{when: "< 4", colour: yellow}', f'{{when: "{when}", colour: {colour}}}', text)


@pytest.mark.parametrize("factor", ["rent_over_province", "distance_settlement_organisation_km"])
def test_a_factor_of_the_score_alone_may_not_ask_either(factor: str) -> None:
    text = changed('      - {when: "< 4", colour: yellow}\n', "")
    text = changed("about: household", "about: place", text)
    found = only_problem(changed("person_french_oral_level", factor, text))
    assert found.where == "french.person_floor.factor"
    assert "il ne peut pas colorer" in found.message.fr
