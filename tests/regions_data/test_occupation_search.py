"""Occupation search: everyday words, both languages, accents, gender and typing errors."""

from __future__ import annotations

from pathlib import Path

import pytest

import regions_data
from regions_data.occupation_search import Match, load_titles, search
from regions_data.problems import Refused
from regions_data.words import fold, stem

TABLES = Path(regions_data.__file__).parent / "tables"

# Only queries whose first answer is clearly right, read one by one.
GOLDEN = {
    "infirmiere": "31301", "Infirmière": "31301", "nurse": "31301",
    "infirmière auxiliaire": "32101",
    "soudeur": "72106", "soudeuse": "72106", "SOUDEURS": "72106", "welder": "72106",
    "préposé aux bénéficiaires": "33102", "prepose aux beneficiaire": "33102",
    "aide-soignante": "33102", "nurse aide": "33102",
    "enseignante au primaire": "41221", "enseignant au secondaire": "41220",
    "cuisinier": "63200", "cook": "63200", "aide-cuisinière": "65201", "kitchen helper": "65201",
    "comptable": "11100", "accountant": "11100", "commis comptable": "14200",
    "mécanicien": "72410", "mécanicien automobile": "72410",
    "chauffeur de camion": "73300", "camionneuse": "73300", "truck driver": "73300",
    "éducatrice": "42202", "éducatrice à la petite enfance": "42202",
    "early childhood educator": "42202",
    "software developer": "21232", "développeur web": "21234", "développeuse Web": "21234",
    "agent administratif": "13100", "adjointe administrative": "13110",
    "machiniste": "72100", "machinist": "72100",
    "électricien": "72200", "electrician": "72200", "plombière": "72300", "plumber": "72300",
    "ingénieur civil": "21300", "civil engineer": "21300",
    "pharmacien": "31120", "pharmacist": "31120", "dentiste": "31110", "médecin": "31102",
    "journalier": "75110", "caissier": "65100", "cashier": "65100", "serveuse": "65200",
    "boulangère": "63202", "boucher": "63201", "charpentier-menuisier": "72310",
    "travailleuse sociale": "41300", "social worker": "41300", "psychologue": "31200",
    "avocate": "41101", "architecte": "21200", "graphiste": "52120", "coiffeuse": "63210",
    "réceptionniste": "14101", "concierge": "65312", "femme de ménage": "65310",
    "agent de sécurité": "64410", "security guard": "64410",
    "manutentionnaire": "75101", "technicien informatique": "22221",
    "gérant de restaurant": "60030", "couvreur": "73110", "ébéniste": "72311",
}  # fmt: skip

TYPING_ERRORS = {
    "infirmere": "31301",
    "soudeurr": "72106",
    "programeur": "21230",
    "electricen": "72200",
    "mecanicen automobile": "72410",
    "enseignate primaire": "41221",
    "phramacien": "31120",
    "weldr": "72106",
}


def found(text: str) -> tuple[Match, ...]:
    return search(text, folder=TABLES)


@pytest.mark.parametrize(("text", "noc"), (GOLDEN | TYPING_ERRORS).items())
def test_the_first_answer_is_the_occupation_meant(text: str, noc: str) -> None:
    assert found(text)[0].noc == noc


@pytest.mark.parametrize("text", ["zzzz", "asdkjh qwzx", "bonjour", "hello world", "%%% xq"])
def test_nonsense_finds_nothing(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize("text", ["", "   ", "!?", "«»"])
def test_nothing_to_search_for_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no word"):
        found(text)


def test_each_occupation_answers_once_and_best_first() -> None:
    matches = search("opérateur", 30, folder=TABLES)
    assert len(matches) == len({match.noc for match in matches}) == 30
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)


def test_the_limit_is_kept() -> None:
    assert len(search("technicien", 3, folder=TABLES)) == 3


def test_a_match_shows_its_own_title_and_the_job_title_that_matched() -> None:
    first = found("welder")[0]
    assert (first.matched_title, first.lang, first.score) == ("Welder", "en", 100.0)
    assert first.title.fr.startswith("Soudeurs/soudeuses")
    assert found("soudeuse")[0].lang == "fr"


def test_the_exact_word_scores_above_its_own_typing_error() -> None:
    assert found("soudeur")[0].score > found("soudeurr")[0].score


def test_the_same_word_scores_above_its_plural() -> None:
    assert found("soudeur")[0].score > found("soudeurs")[0].score


def test_a_code_finds_its_own_occupation_and_a_wrong_one_is_refused() -> None:
    assert [match.noc for match in found("31301")] == ["31301"]
    with pytest.raises(Refused, match="31301"):
        found("3130")


def test_what_an_occupation_is_not_never_attracts_a_search() -> None:
    # 21311 is « … (sauf ingénieurs/ingénieures et concepteurs/conceptrices en logiciel) ».
    assert "21311" not in {match.noc for match in found("ingénieur en logiciel")}


def test_all_the_titles_are_searched() -> None:
    titles = load_titles(TABLES)
    assert len(titles.texts) == 57_702 + 2 * 516


def test_words_that_no_title_has_only_lower_the_certainty() -> None:
    sure, unsure = found("soudeur")[0], found("soudeur " + "très expérimenté " * 2000)[0]
    assert sure.noc == unsure.noc == "72106"
    assert unsure.score < sure.score
    assert found("chauffeur xyzzyx")[0].noc in {"73300", "73301", "75200", "75201"}


@pytest.mark.parametrize(
    "forms",
    [
        ("soudeur", "soudeuse", "soudeurs", "soudeuses"),
        ("infirmier", "infirmière", "infirmières"),
        ("éducateur", "éducatrice", "éducatrices"),
        ("technicien", "technicienne", "techniciens"),
        ("préposé", "préposée", "préposés", "préposées"),
        ("sportif", "sportive", "sportives"),
        ("médical", "médicaux"),
        ("secretary", "secretaries"),
        ("nurse", "nurses"),
    ],
)
def test_the_forms_of_a_word_share_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(fold(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("cuisinier", "cuisine"), ("boucher", "bouche"), ("plombier", "plomb")]
)
def test_a_trade_is_not_its_material(one: str, other: str) -> None:
    assert stem(one) != stem(other)
