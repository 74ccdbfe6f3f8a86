"""What no ruleset may do: the laws that loading refuses to see broken."""

from __future__ import annotations

import pytest

from tests.matching.test_ruleset_mistakes import changed, only_problem


def test_a_factor_whose_facts_are_often_missing_may_not_colour() -> None:
    found = only_problem(
        changed("about: household", "about: place")
        .replace("factor: person_french_oral_level", "factor: vacancies_per_1000")
        .replace('{fr: "Français', '{fr: "Postes')
    )
    assert found.where == "french.person_floor.factor"
    assert "poids" in found.remedy.fr


def test_a_better_fact_never_gives_a_worse_colour() -> None:
    found = only_problem(changed('when: "< 4"', 'when: ">= 4"'))
    assert (found.where, found.line) == ("french.person_floor.bands", 12)


def test_a_colour_in_the_middle_may_not_be_worse_than_both_sides() -> None:
    bands = 'when: "< 2", colour: green}\n      - {when: "< 4"'
    found = only_problem(changed('when: "< 4"', bands))
    assert found.where == "french.person_floor.bands"


def test_a_better_fact_never_earns_fewer_points() -> None:
    found = only_problem(
        changed("weight: 40, points: [[0, 0], [1, 1]]", "weight: 40, points: [[0, 1], [1, 0]]")
    )
    assert found.where == "weights.contact_closeness.points"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("programme.immigration_status", "[refugee_claimant]"),
        ("adults.0.education_level", "[bachelor]"),
    ],
)
def test_a_guard_never_asks_the_programme_box_nor_what_has_no_question(
    path: str, words: str
) -> None:
    found = only_problem(changed("activator: [job, no_job]", f"{path}: {words}"))
    assert found.where == f"french.person_floor.applies_if.{path}"
    assert path not in found.known
