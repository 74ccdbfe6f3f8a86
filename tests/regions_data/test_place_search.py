"""A place by its code or its name, or a refusal that says which ones it could be."""

from collections import Counter

import pytest

from regions_data.place_search import find_place
from regions_data.problems import Problem, Refused
from regions_data.snapshot import load_snapshot

SNAPSHOT = load_snapshot()


def refused(text: str) -> Problem:
    with pytest.raises(Refused) as caught:
        find_place(SNAPSHOT, text, "preferences.municipalities.0")
    (problem,) = caught.value.problems
    assert problem.where == "preferences.municipalities.0"
    assert problem.message.fr
    assert problem.remedy.fr
    return problem


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10043", "10043"),
        ("rimouski", "10043"),
        ("  RIMOUSKI ", "10043"),
        ("St-Jerome", "75017"),
        ("saint jérôme", "75017"),
        ("Ste-Agathe-des-Monts", "78032"),
        ("l'epiphanie", "60037"),
        ("L’Épiphanie", "60037"),
        ("Courcelles-Saint-Évariste", "29027"),
        ("Sept-Iles", "97007"),
        ("Montreal", "66023"),
    ],
)
def test_found(text: str, code: str) -> None:
    assert find_place(SNAPSHOT, text).code == code


def test_every_unshared_name_finds_its_place() -> None:
    names = Counter(place.name for place in SNAPSHOT.places)
    unshared = [place for place in SNAPSHOT.places if names[place.name] == 1]
    assert len(unshared) == 1_123 - 60  # 30 names are shared; 28 of them outside the CMM
    assert [place for place in unshared if find_place(SNAPSHOT, place.name) is not place] == []


def test_an_ambiguous_name_lists_code_designation_and_mrc() -> None:
    assert refused("valcourt").known == (
        "42055 Valcourt (Ville, Le Val-Saint-François)",
        "42060 Valcourt (Canton, Le Val-Saint-François)",
    )


def test_a_code_without_its_leading_zero_names_the_right_one() -> None:
    problem = refused("1023")
    assert problem.known[0].startswith("01023 Les Îles-de-la-Madeleine")
    assert "zéro" in problem.message.fr


def test_a_census_code_names_the_right_one() -> None:
    assert refused("2410043").known[0].startswith("10043 Rimouski")


@pytest.mark.parametrize(
    ("old", "new"), [("29025", "29027"), ("30090", "29027"), ("88060", "88057"), ("60035", "60037")]
)
def test_the_code_of_a_merged_municipality_names_the_new_one(old: str, new: str) -> None:
    problem = refused(old)
    assert problem.known[0].startswith(new)
    assert "ancien code" in problem.message.fr


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    assert refused("Rimousky").known[0].startswith("10043 Rimouski")
    assert refused("Drumondville").known[0].startswith("49058 Drummondville")


def test_an_unknown_code_shows_its_neighbours() -> None:
    assert refused("10044").known[0].startswith("10043")
    assert refused("00000").known[0].startswith("01023")


@pytest.mark.parametrize("text", ["", "   ", "zzzz", "9" * 500, "x" * 5_000, "🙂", "٠١٠٢٣"])
def test_nonsense_is_refused_without_a_traceback_and_not_repeated_at_length(text: str) -> None:
    problem = refused(text)
    assert len(problem.sentence("fr")) < 400
