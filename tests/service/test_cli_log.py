"""`ancrage log check`: what can be used of a file, and what cannot, by row and column."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.service.conftest import Run

AS_OF = ("--as-of", "2026-11-21")
GOOD = """case_id;decided_on;place;household_kind;in_region_12m;propensity
A-1;01/03/2023;Rimouski;single;oui;0,25
A-2;2024-02-01;11020;single;inconnu;
"""
BAD = GOOD + "=A-3;2024-02-30;Rimouskii;single;peut-être;1,5\n"


def journal(folder: Path, text: str) -> str:
    path = folder / "journal.csv"
    path.write_text(text, encoding="utf-8-sig")
    return str(path)


def test_a_good_log_is_described_without_a_rate_of_success(ancrage: Run, tmp_path: Path) -> None:
    ran = ancrage("log", "check", journal(tmp_path, GOOD), *AS_OF)
    told = " ".join(ran.out.replace("\u00a0", " ").split())
    assert ran.code == 0
    assert "Placements : 2, de 2 dossiers ; décisions du 2023-03-01 au 2024-02-01" in told
    assert "encore dans la région après 12 mois 1 50 %" in told
    assert "lu comme 13062 Lac-des-Aigles" in told.replace("’", "'")
    assert "ni un échec ni une réussite" in told
    english = ancrage("log", "check", journal(tmp_path, GOOD), *AS_OF, "--lang", "en")
    assert "never an effect" in " ".join(english.out.split())


def test_the_same_as_json(ancrage: Run, tmp_path: Path) -> None:
    ran = ancrage("log", "check", journal(tmp_path, GOOD), *AS_OF, "--json")
    found = json.loads(ran.out)
    assert (found["rows"], found["placements"], found["households"]) == (2, 2, 2)
    assert found["decided_on"] == {"first": "2023-03-01", "last": "2024-02-01"}
    assert found["known"]["in_region_12m"] == 1
    assert [note["line"] for note in found["notes"]] == [3]


@pytest.mark.parametrize("mode", [(), ("--json",)])
def test_rows_that_cannot_be_used_are_refused_with_their_lines(
    ancrage: Run, tmp_path: Path, mode: tuple[str, ...]
) -> None:
    ran = ancrage("log", "check", journal(tmp_path, BAD), *AS_OF, *mode)
    assert (ran.code, ran.out) == (2, "")
    assert "lignes lues : 3 ; utilisables : 2 ; rejetées : 1" in ran.err.replace("\u00a0", " ")
    for column in ("decided_on", "place", "in_region_12m", "propensity", "case_id"):
        assert column in ran.err


def test_the_problems_are_written_for_a_spreadsheet_in_french(ancrage: Run, tmp_path: Path) -> None:
    errors = tmp_path / "problemes.csv"
    errors.write_text("old")
    ran = ancrage("log", "check", journal(tmp_path, BAD), *AS_OF, "--errors", str(errors))
    assert ran.code == 2
    assert "problemes.csv" in ran.err
    assert errors.read_bytes().startswith(b"\xef\xbb\xbf")
    with errors.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    assert header == ["ligne", "colonne", "valeur", "rejet", "problème", "quoi faire"]
    assert {row[3] for row in rows if row[0] == "4"} == {"oui"}
    assert {row[1] for row in rows if row[0] == "4"} == {
        "case_id", "decided_on", "place", "in_region_12m", "propensity",
    }  # fmt: skip
    assert [row[0] for row in rows if row[3] == "non"] == ["3"]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journal.csv", "problemes.csv"]


def test_a_mapping_reads_another_organisations_file(ancrage: Run, tmp_path: Path) -> None:
    text = "Dossier,Date,Ville,Type,Remarques\n7,2023-03-01,Alma,seul,ok\n"
    mapping = tmp_path / "correspondance.yaml"
    mapping.write_text(
        "columns: {case_id: Dossier, decided_on: Date, place: Ville}\nignore: [Type, Remarques]\n",
        encoding="utf-8",
    )
    file = journal(tmp_path, text)
    assert ancrage("log", "check", file, *AS_OF).code == 2
    assert ancrage("log", "check", file, *AS_OF, "--mapping", str(mapping)).code == 0


def test_the_list_of_problems_never_replaces_what_is_read(ancrage: Run, tmp_path: Path) -> None:
    file = journal(tmp_path, BAD)
    for errors in (file, str(tmp_path / "absent" / "p.csv"), str(tmp_path)):
        ran = ancrage("log", "check", file, *AS_OF, "--errors", errors)
        assert ran.code == 2
        assert "--errors" in ran.err
    assert "A-1" in Path(file).read_text(encoding="utf-8-sig")


def test_a_synthetic_log_is_made_and_checked_like_any_other(ancrage: Run, tmp_path: Path) -> None:
    folder = tmp_path / "essai"
    ran = ancrage("benchmark", "make", "--n", "24", "--seed", "7", "--out", str(folder))
    assert ran.code == 0
    assert "Journal synthétique" in ran.out
    assert ancrage("log", "check", str(folder / "log.jsonl"), *AS_OF).code == 0
    again = ancrage("benchmark", "make", "--n", "24", "--out", str(folder), "--json")
    assert (again.code, again.out) == (2, "")
    assert "existe déjà" in again.err
