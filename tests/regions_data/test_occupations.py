"""Occupations, their regulation, and the help given to a mistyped code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import regions_data
from regions_data.occupations import (
    REGULATED_LABELS,
    Occupation,
    load_occupations,
    nearest_nocs,
    unknown_noc,
)

TABLES = Path(regions_data.__file__).parent / "tables"


@pytest.fixture(scope="module")
def occupations() -> dict[str, Occupation]:
    return {occupation.noc: occupation for occupation in load_occupations(TABLES)}


def test_the_levels_of_training_are_those_of_the_classification(
    occupations: dict[str, Occupation],
) -> None:
    counts = Counter(occupation.teer for occupation in occupations.values())
    assert counts == {0: 48, 1: 97, 2: 162, 3: 69, 4: 95, 5: 45}


@pytest.mark.parametrize(
    ("noc", "answer"),
    [
        ("31301", "yes"),  # nurses: exclusive practice, and the group is the profession
        ("31102", "yes"),  # family physicians
        ("41101", "yes"),  # lawyers and notaries
        ("21300", "yes"),  # civil engineers
        ("21231", "may"),  # software engineers share their group with designers
        ("21311", "may"),  # computer engineers share theirs with network designers
        ("11100", "may"),  # auditors share theirs with accountants
        ("31302", "unknown"),  # nurse practitioners: not in our partial list
        ("41300", "may"),  # social workers: reserved title
        ("31200", "may"),  # psychologists: reserved title
        ("41220", "unknown"),  # secondary school teachers
        ("41221", "unknown"),  # elementary school teachers
        ("42202", "unknown"),  # early childhood educators
        ("73300", "unknown"),  # truck drivers
        ("72106", "unknown"),  # welders
        ("72200", "unknown"),  # electricians
        ("73102", "unknown"),  # plasterers
        ("63101", "unknown"),  # real estate agents
        ("63200", "no"),  # cooks
        ("65200", "no"),  # servers
        ("21232", "no"),  # software developers
        ("33102", "no"),  # orderlies
    ],
)
def test_regulation_says_what_the_partial_list_allows(
    occupations: dict[str, Occupation], noc: str, answer: str
) -> None:
    assert occupations[noc].is_regulated == answer


@pytest.mark.parametrize("family", ["412", "72", "73", "733", "752"])
def test_teachers_trades_and_drivers_are_never_said_to_be_unregulated(
    occupations: dict[str, Occupation], family: str
) -> None:
    answers = {o.is_regulated for noc, o in occupations.items() if noc.startswith(family)}
    assert answers == {"unknown"}


def test_every_answer_has_its_words_and_its_basis(occupations: dict[str, Occupation]) -> None:
    for occupation in occupations.values():
        assert REGULATED_LABELS[occupation.is_regulated].fr
        assert occupation.regulated_basis


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3130", "31301"),  # a digit short
        ("10", "00010"),  # without its leading zeros
        ("31310", "31301"),  # two digits exchanged
        ("721o6", "72106"),  # a letter for a digit
        ("31301.0", "31301"),  # a spreadsheet's number
    ],
)
def test_a_mistyped_code_suggests_the_one_meant(
    occupations: dict[str, Occupation], typed: str, meant: str
) -> None:
    assert meant in nearest_nocs(typed, tuple(occupations))


def test_a_four_digit_code_is_said_to_look_like_2016(occupations: dict[str, Occupation]) -> None:
    problem = unknown_noc("3012", tuple(occupations.values()), "adults.0.occupation_noc")
    assert "2016" in problem.message.fr
    assert "2016" in problem.message.en
    assert problem.value == "3012"
    assert problem.where == "adults.0.occupation_noc"


def test_a_code_like_no_other_still_says_how_to_search(occupations: dict[str, Occupation]) -> None:
    problem = unknown_noc("soudeur", tuple(occupations.values()), "noc")
    assert problem.known == ()
    assert "ancrage occupations" in problem.remedy.fr
