"""`ancrage rules try`: its tables, its document, and what it refuses."""

import json
import unicodedata
from pathlib import Path

import pytest

from regions_data.snapshot import load_snapshot
from regions_data.text import Language
from service.cli.printing import Page
from service.cli.rules_try_text import share
from tests.service.conftest import EXAMPLES, Run

AS_OF = ("--as-of", "2026-11-21")
RULES = str(Path(__file__).parents[1] / "matching" / "rulesets" / "trial.yaml")
READY = """
household_kind: single
adults: [{occupation_noc: "72106"}]
preferences: {needs: [], place_types: []}
network: {contacts: [{municipality: "10043"}]}
readiness: {lease: settled}
"""
OPPOSED = """
household_kind: couple
partner: {adherence: opposed}
preferences: {needs: []}
network: {contacts: [{municipality: "10043"}]}
"""


@pytest.fixture
def cases(tmp_path: Path) -> str:
    """Two households; what is hidden or is no household beside them is not read."""
    folder = tmp_path / "cas"
    folder.mkdir()
    (folder / "b.yaml").write_text(OPPOSED, encoding="utf-8")
    (folder / "a.yml").write_text(READY, encoding="utf-8")
    (folder / ".c.yaml").write_text("adults: [", encoding="utf-8")
    (folder / "README.md").write_text("Deux ménages.", encoding="utf-8")
    return str(folder)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def widest(text: str) -> int:
    return max(len(unicodedata.normalize("NFC", line)) for line in text.splitlines())


# -- the text

FRENCH = """\
Essai d’un jeu de règles
Calculé au 2026-11-21 · règles 0.0.1 · données {snapshot}
2 ménages × 816 lieux listés = 1 632 paires.

Couleurs, en part des paires
                      ✔ VERT  ▲ JAUNE  ✖ ROUGE
ce qui tient au lieu  50,0 %   50,0 %      0 %
couleur de la paire   50,0 %      0 %   50,0 %

Repères d’un jeu de règles utile (jugement de produit)
             mesuré  repère
atteint         0 %   ≤ 3 %  paires rouges par ce qui tient au lieu
non atteint  50,0 %  ≤ 25 %  ménages sans aucun lieu listé vert
non atteint   100 %  ≤ 20 %  ménages qui ont le même lieu en premier
non atteint   100 %  ≤ 30 %  ménages qui ont la même région en premier

Règles sur le lieu, en part des paires
règle        jaune  à vérifier  rouge  seule cause
wishes.kind    0 %      50,0 %    0 %       50,0 %

Règles sur la préparation du ménage, en part des paires
règle              jaune  à vérifier   rouge  seule cause
readiness.lease      0 %      50,0 %     0 %          0 %
partner.adherence    0 %         0 %  50,0 %          0 %

Ni jaune ni rouge ici : scope.cmm, needs.hospital, needs.clsc.
1 règle ne fait qu’ajouter une étape, sans couleur.

Ménages sans aucun lieu listé vert : 1 sur 2
Sans la règle nommée, ou sans les deux, ce nombre de lieux deviendrait vert par
ce qui tient au lieu. Les ménages sont dans l’ordre de lecture.

  b.yaml : wishes.kind (816 lieux).

Lieu nommé en premier
Rimouski  2 ménages  100 %

Région nommée en premier
Bas-Saint-Laurent  2 ménages  100 %

Cet essai dit ce que les règles répondent, pas ce qui est arrivé à des ménages :
il ne montre pas qu’une couleur prédit un établissement durable.
"""


def test_a_trial_tells_its_four_tables_in_french(ancrage: Run, cases: str) -> None:
    ran = ancrage("rules", "try", RULES, "--cases", cases, *AS_OF)
    assert (ran.code, ran.err) == (0, "")
    assert plain(ran.out) == FRENCH.format(snapshot=load_snapshot().id)


def test_a_trial_tells_the_same_in_english(ancrage: Run, cases: str) -> None:
    told = ancrage("rules", "try", RULES, "--cases", cases, *AS_OF, "--lang", "en").out
    for words in (
        "2 households × 816 listed places = 1,632 pairs.",
        "not reached     50.0%  ≤ 25%  households without any green listed place",
        "Neither yellow nor red here: scope.cmm, needs.hospital, needs.clsc.",
        "1 rule only adds a step, without a colour.",
        "Households without any green listed place: 1 of 2",
        "b.yaml: wishes.kind (816 places).",
        "Rimouski  2 households  100%",
    ):
        assert words in plain(told)


def test_two_rules_or_several_together_are_told_as_such(ancrage: Run, tmp_path: Path) -> None:
    needs = "needs: [hospital, clsc]"
    two = f"preferences: {{place_types: [], {needs}}}\nhousehold_kind: single\n"
    for name in ("un", "deux"):
        (tmp_path / f"{name}.yaml").write_text(two, encoding="utf-8")
    far = Path(RULES).read_text(encoding="utf-8").replace("> 20", "> -1").replace("> 10", "> -1")
    rules = tmp_path / "regles.txt"
    rules.write_text(far, encoding="utf-8")
    told = plain(ancrage("rules", "try", str(rules), "--cases", str(tmp_path), *AS_OF).out)
    assert "deux.yaml : needs.hospital + needs.clsc (816 lieux)." in told
    assert "Règles qui suffisent seules : plusieurs ensemble (2 ménages)." in told
    three = two.replace("place_types: [], ", "")
    (tmp_path / "deux.yaml").write_text(three, encoding="utf-8")
    told = " ".join(
        plain(ancrage("rules", "try", str(rules), "--cases", str(tmp_path), *AS_OF).out).split()
    )
    assert (
        "deux.yaml : plusieurs ensemble ; le plus souvent jaunes ou rouges : wishes.kind "
        "(816 lieux), needs.hospital (816 lieux), needs.clsc (816 lieux)."
    ) in told


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("panel", [("--cases", str(EXAMPLES)), ("--generated", "40")])
def test_a_trial_of_the_ruleset_in_force_fits_80_columns(
    ancrage: Run, panel: tuple[str, str], language: str
) -> None:
    ran = ancrage("rules", "try", *panel, *AS_OF, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert widest(ran.out) <= 80
    assert "\x1b" not in ran.out


def test_rules_come_with_the_most_often_sole_cause_first(ancrage: Run) -> None:
    words = ("rules", "try", "--generated", "40", *AS_OF)
    said = {
        rule["rule"]: rule["pairs"]
        for rule in json.loads(ancrage(*words, "--json").out)["rules"]
        if rule["about"] == "place"
    }
    table = plain(ancrage(*words).out).partition("Règles sur le lieu")[2].partition("\n\n")[0]
    shown = [line.split()[0] for line in table.splitlines()[2:]]
    sole_causes = [said[rule]["sole_cause"] for rule in shown]
    assert sole_causes == sorted(sole_causes, reverse=True)
    assert sole_causes[0] > sole_causes[-1]
    not_green = ("yellow", "to_verify", "red")
    assert set(shown) == {rule for rule in said if any(said[rule][name] for name in not_green)}


def test_long_names_are_cut_so_that_lines_stay_within_80_columns(
    ancrage: Run, tmp_path: Path
) -> None:
    (tmp_path / f"{'x' * 120}.yaml").write_text(OPPOSED, encoding="utf-8")
    ran = ancrage("rules", "try", RULES, "--cases", str(tmp_path), *AS_OF)
    assert widest(ran.out) <= 80
    assert "xxx… : wishes.kind" in plain(ran.out)


@pytest.mark.parametrize(
    ("count", "total", "fr", "en"),
    [
        (0, 9, "0 %", "0%"),
        (9, 9, "100 %", "100%"),
        (1, 8, "12,5 %", "12.5%"),
        (1, 100_000, "< 0,1 %", "< 0.1%"),
        (99_999, 100_000, "> 99,9 %", "> 99.9%"),
    ],
)
def test_only_none_is_told_0_and_only_all_100(count: int, total: int, fr: str, en: str) -> None:
    languages: tuple[Language, Language] = ("fr", "en")
    assert [share(count, total, Page(language)) for language in languages] == [fr, en]


# -- the document


def test_the_document_holds_every_count(ancrage: Run, cases: str) -> None:
    found = json.loads(ancrage("rules", "try", RULES, "--cases", cases, *AS_OF, "--json").out)
    assert list(found) == [
        "stamp", "panel", "fit", "colour", "marks", "rules", "without_green", "first_towns",
        "first_regions",
    ]  # fmt: skip
    assert found["stamp"]["as_of"] == "2026-11-21"
    assert found["stamp"]["ruleset"]["version"] == "0.0.1"
    assert found["panel"] == {
        "origin": "cases", "seed": None, "households": 2, "places": 816, "pairs": 1632,
    }  # fmt: skip
    assert found["fit"] == {
        "pairs": {"green": 816, "yellow": 816, "red": 0},
        "pct": {"green": 50.0, "yellow": 50.0, "red": 0.0},
    }
    assert found["marks"][1] == {
        "id": "without_green",
        "title": {
            "fr": "ménages sans aucun lieu listé vert",
            "en": "households without any green listed place",
        },
        "limit_pct": 25,
        "measured_pct": 50.0,
        "reached": False,
    }
    partner = next(rule for rule in found["rules"] if rule["rule"] == "partner.adherence")
    assert partner["about"] == "household"
    assert partner["pairs"] == {
        "not_applied": 816, "green": 0, "yellow": 0, "to_verify": 0, "red": 816,
        "sole_cause": 0, "sole_red": 816,
    }  # fmt: skip
    assert found["without_green"] == [
        {
            "household": "b.yaml",
            "smallest_sets": [{"rules": ["wishes.kind"], "places": 816}],
            "frequent": [{"rules": ["wishes.kind"], "places": 816}],
        }
    ]
    assert found["first_towns"] == [
        {"code": "10043", "name": "Rimouski", "households": 2, "pct": 100.0}
    ]


def test_one_file_or_the_standard_input_is_a_panel_of_one(ancrage: Run, cases: str) -> None:
    words = ("rules", "try", RULES, *AS_OF, "--json", "--cases")
    read = json.loads(ancrage(*words, str(Path(cases) / "b.yaml")).out)
    piped = json.loads(ancrage(*words, "-", stdin=OPPOSED.encode()).out)
    assert read["panel"]["households"] == 1
    assert piped["without_green"].pop()["household"] == "stdin"
    assert read["without_green"].pop()["household"] == "b.yaml"
    assert piped == read


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(ancrage: Run) -> None:
    words = ("rules", "try", "--generated", "30", *AS_OF, "--json")
    unsaid, one, two = (
        ancrage(*words, *seed).out for seed in ((), ("--seed", "1"), ("--seed", "2"))
    )
    assert unsaid == one
    assert json.loads(one)["fit"] != json.loads(two)["fit"]
    panel = json.loads(two)["panel"]
    assert (panel["origin"], panel["seed"], panel["households"]) == ("generated", 2, 30)


def test_a_seed_of_zero_is_a_seed_like_another(ancrage: Run) -> None:
    words = ("rules", "try", RULES, "--generated", "1", "--seed", "0", *AS_OF, "--json")
    assert json.loads(ancrage(*words).out)["panel"]["seed"] == 0


def test_generated_households_are_told_as_invented_with_their_seed(ancrage: Run) -> None:
    told = plain(ancrage("rules", "try", RULES, "--generated", "3", "--seed", "8", *AS_OF).out)
    assert "3 ménages inventés (graine 8) × 816 lieux listés" in told
    assert "≤ 15 %  ménages qui ont le même lieu en premier" in told


# -- what is refused


def refused(ancrage: Run, *words: str) -> str:
    told = ancrage("rules", "try", *words)
    assert (told.code, told.out) == (2, "")
    assert "Traceback" not in told.err
    return " ".join(plain(told.err).split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "aucun ménage n’est donné. Écrivez « --cases DOSSIER »"),
        (("--cases", str(EXAMPLES), "--generated", "5"), "ne vont pas ensemble"),
        (("--cases", str(EXAMPLES), "--seed", "5"), "la graine ne sert qu’aux ménages inventés"),
        (("--generated", "0"), "--generated : « 0 » : valeur refusée. Valeurs connues : 1–10000."),
        (("--generated", "-3"), "valeur refusée"),
        (("--generated", "10001"), "valeur refusée"),
        (("--generated", "many"), "« many »"),
        (("--generated", "5", "--seed", "-1"), "--seed : « -1 »"),
        (("--generated", "5", "--as-of", "2026-02-30"), "cette date n’existe pas"),
        (("--cases", "nowhere"), "« nowhere » : ce dossier ou ce fichier n’existe pas"),
        (("nowhere.yaml", "--generated", "5"), "nowhere.yaml : ce jeu de règles ne peut pas"),
        (("--case", str(EXAMPLES)), "cette option n’existe pas"),
    ],
)
def test_a_trial_that_cannot_be_understood_is_refused(
    ancrage: Run, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(ancrage, *words)


def test_a_folder_without_a_household_is_refused(ancrage: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(READY, encoding="utf-8")
    assert "aucun ménage (.yaml, .yml, .json)" in refused(ancrage, "--cases", str(tmp_path))


def test_every_bad_case_is_told_at_once_with_its_file(
    ancrage: Run, cases: str, tmp_path: Path
) -> None:
    (tmp_path / "cas" / "d.yaml").write_text("car_acces: available\nactivator: joob\n")
    (tmp_path / "cas" / "e.json").write_text("")
    (tmp_path / "cas" / "f.yaml").write_text("adults: [{name: Zyxwv, birth_date: 1999-09-09}]")
    (tmp_path / "cas" / "g.yaml").symlink_to(tmp_path / "gone.yaml")
    told = ancrage("rules", "try", RULES, "--cases", cases, "--json")
    assert (told.code, told.out) == (2, "")
    problems = json.loads(told.err)["problems"]
    assert [problem["where"] for problem in problems] == [
        "d.yaml · car_acces", "d.yaml · activator", "e.json",
        "f.yaml · adults.0.name", "f.yaml · adults.0.birth_date", "g.yaml",
    ]  # fmt: skip
    assert "Zyxwv" not in told.err
    assert "1999" not in told.err


def test_a_bad_ruleset_is_refused_before_any_household_is_read(
    ancrage: Run, cases: str, tmp_path: Path
) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("version: 1\nrulez: []\n", encoding="utf-8")
    assert "rulez" in refused(ancrage, str(file), "--cases", cases)


def test_its_help_fits_80_columns(ancrage: Run) -> None:
    ran = ancrage("rules", "try", "--help")
    assert ran.code == 0
    assert widest(ran.out) <= 80
