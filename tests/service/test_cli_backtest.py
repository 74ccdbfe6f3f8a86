"""`ancrage backtest`: too little is an answer, and what cannot be used is refused clearly."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from service.cli import backtest as command
from tests.service.backtest_logs import AS_OF, HEADER, Page, rows, settled, told, written
from tests.service.conftest import Run


@pytest.mark.parametrize(
    "text",
    [settled(1), settled(9), settled(30), settled(30, "inconnu"), settled(30, "non")],
    ids=["one", "nine", "all stayed", "all unknown", "all left"],
)
def test_a_log_with_too_little_is_told_as_such(ancrage: Run, tmp_path: Path, text: str) -> None:
    out = tmp_path / "rapport"
    ran = ancrage("backtest", written(tmp_path, text), *AS_OF, "--out", str(out))
    assert ran.code == 0
    assert "Trop peu de données pour conclure" in told(ran)
    assert (out / "rapport.html").exists()


def test_a_decision_after_the_last_publication_is_told(ancrage: Run, tmp_path: Path) -> None:
    text = rows("A-1;2031-01-10;2031-02-01;10043;single;;")
    out = tmp_path / "rapport"
    ran = ancrage(
        "backtest", written(tmp_path, text), "--as-of", "2032-01-01", "--out", str(out), "--json"
    )
    assert ran.code == 0
    assert "1 décisions viennent après" in ran.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADER, "aucune ligne de placement"),
        ("", "aucune ligne de placement"),
        (rows("A-1;2027-01-10;;10043;single;;"), "après le jour de l'évaluation"),
        (rows("A-1;2022-01-10;2022-02-01;10043;single;peut-être;"), "ce mot n'est pas accepté"),
        (settled(2).replace("in_region_12m", "encore_la"), "encore_la"),
        (settled(1) + settled(1).split("\n", 1)[1], "le même dossier, le même jour"),
    ],
    ids=["empty log", "empty file", "future", "bad word", "renamed column", "twice"],
)
def test_a_log_that_cannot_be_used_is_refused_and_nothing_is_written(
    ancrage: Run, tmp_path: Path, text: str, says: str
) -> None:
    out = tmp_path / "rapport"
    ran = ancrage("backtest", written(tmp_path, text), *AS_OF, "--out", str(out))
    assert ran.code == 2
    assert says in told(ran)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journal.csv"]


def test_a_decimal_comma_is_read(ancrage: Run, tmp_path: Path) -> None:
    text = "case_id;decided_on;place;household_kind;propensity;shown_score\n"
    text += "A-1;2022-01-10;10043;single;0,25;61,5\n"
    ran = ancrage("backtest", written(tmp_path, text), *AS_OF, "--out", str(tmp_path / "rapport"))
    assert ran.code == 0


def test_a_log_of_a_million_rows_is_refused_in_few_words(ancrage: Run, tmp_path: Path) -> None:
    line = "A-1;2022-01-10;2022-02-01;10043;single;oui;\n"
    ran = ancrage(
        "backtest", written(tmp_path, HEADER + line * 1_000_000), *AS_OF, "--out",
        str(tmp_path / "rapport"),
    )  # fmt: skip
    assert ran.code == 2
    assert "200 000" in told(ran) or "200000" in told(ran)
    assert len(ran.err) < 2_000


def test_a_folder_that_is_there_already_is_left_as_it_is(ancrage: Run, tmp_path: Path) -> None:
    out = tmp_path / "rapport"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    ran = ancrage("backtest", written(tmp_path, settled(1)), *AS_OF, "--out", str(out))
    assert ran.code == 2
    assert "ce dossier existe déjà" in told(ran)
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "text",
    ["case_id;origin\nA-0;x\n", "case_id;sex\n;F\n", "sex\nF\n", "case_id;sex\nA-0;=1+1\n"],
    ids=["not a variable", "no case number", "no case column", "formula"],
)
def test_groups_that_cannot_be_used_are_refused_before_any_report(
    ancrage: Run, tmp_path: Path, text: str
) -> None:
    groups = tmp_path / "groups.csv"
    groups.write_text(text, encoding="utf-8")
    out = tmp_path / "rapport"
    ran = ancrage(
        "backtest", written(tmp_path, settled(12)), *AS_OF, "--groups", str(groups),
        "--out", str(out),
    )  # fmt: skip
    assert ran.code == 2
    assert not out.exists()


def test_an_interruption_leaves_nothing_behind(
    ancrage: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_report", stop)
    ran = ancrage(
        "backtest", written(tmp_path, settled(1)), *AS_OF, "--out", str(tmp_path / "rapport")
    )
    assert ran.code == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journal.csv"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (pickle.dumps({"model": 1}), "pickle"),
        (b"PK\x03\x04 cut short", "abîmé ou incomplet"),
        (b"not a model", "n'est pas un fichier skops"),
        (None, "ce n'est pas un fichier qui se lit"),
    ],
    ids=["pickle", "corrupted", "something else", "absent"],
)
def test_a_model_file_that_cannot_be_used_is_refused_and_nothing_is_written(
    ancrage: Run, tmp_path: Path, raw: bytes | None, says: str
) -> None:
    model = tmp_path / "model.skops"
    if raw is not None:
        model.write_bytes(raw)
    out = tmp_path / "rapport"
    ran = ancrage(
        "backtest", written(tmp_path, settled(12)), *AS_OF, "--model", str(model), "--out", str(out)
    )
    assert ran.code == 2
    assert says in told(ran)
    assert str(tmp_path) not in ran.err
    assert not out.exists()


@pytest.mark.parametrize("option", [("--keep-models",), ("--model", "x.skops")])
def test_models_cannot_be_left_out_and_asked_for(
    ancrage: Run, tmp_path: Path, option: tuple[str, ...]
) -> None:
    out = tmp_path / "rapport"
    log = written(tmp_path, settled(1))
    ran = ancrage("backtest", log, *AS_OF, "--no-models", *option, "--out", str(out))
    assert ran.code == 2
    assert "inutile avec --no-models" in told(ran)


def test_models_that_have_too_little_to_learn_from_are_not_kept(
    ancrage: Run, tmp_path: Path
) -> None:
    out = tmp_path / "rapport"
    log = written(tmp_path, settled(12))
    ran = ancrage("backtest", log, *AS_OF, "--keep-models", "--out", str(out))
    assert ran.code == 2
    assert "trop peu pour apprendre" in told(ran)
    assert not out.exists()


def test_a_library_that_is_missing_is_named_with_what_to_install(
    ancrage: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_LIBRARIES", ("json", "licorne"))
    log = written(tmp_path, settled(1))
    ran = ancrage("backtest", log, *AS_OF, "--out", str(tmp_path / "rapport"))
    assert ran.code == 2
    assert "licorne" in told(ran)
    assert "ancrage[outcomes]" in told(ran)


def test_departures_found_years_later_give_no_rate_before_they_were_found(
    ancrage: Run, tmp_path: Path
) -> None:
    header = "case_id;decided_on;settled_on;place;household_kind;in_region_24m\n"
    lines = [
        f"A-{i};2022-01-10;2022-02-01;10043;single;{'non' if i % 3 else 'oui'}" for i in range(60)
    ]
    log = written(tmp_path, header + "\n".join(lines) + "\n")
    out = tmp_path / "rapport"
    ran = ancrage("backtest", log, *AS_OF, "--facts", "today", "--out", str(out), "--json")
    assert ran.code == 0
    assert "jours de départ manquants" in ran.out
    tables = [table for s in json.loads(ran.out)["sections"] for table in s["tables"]]
    fit = next(table for table in tables if table["key"] == "fit")
    rates = {row[1]["en"]: row[7]["value"] for row in fit["rows"]}
    assert rates["6\u00a0months"] is rates["12\u00a0months"] is None
    assert rates["24\u00a0months"] == pytest.approx(20 / 60, abs=1e-6)


def test_departures_alone_give_no_rate(ancrage: Run, tmp_path: Path) -> None:
    lines = [f"A-{i};2018-01-10;2018-02-01;10043;single;;2019-0{1 + i % 9}-01" for i in range(30)]
    lines += [f"B-{i};2018-01-10;2018-02-01;10043;single;;" for i in range(30)]
    out = tmp_path / "rapport"
    ran = ancrage("backtest", written(tmp_path, rows(*lines)), *AS_OF, "--out", str(out))
    assert ran.code == 0
    assert "départs seuls notés" in told(ran)
    page = " ".join(Page((out / "rapport.html").read_text(encoding="utf-8")).words)
    assert "Aucun modèle n’est jugé" in page


def test_no_model_is_learned_from_departures_alone(ancrage: Run, tmp_path: Path) -> None:
    lines = [f"A-{i};2018-01-10;2018-02-01;10043;single;;2019-0{1 + i % 9}-01" for i in range(60)]
    lines += [f"B-{i};2018-01-10;2018-02-01;10043;single;;" for i in range(60)]
    out = tmp_path / "rapport"
    log = written(tmp_path, rows(*lines))
    ran = ancrage("backtest", log, *AS_OF, "--keep-models", "--out", str(out))
    assert ran.code == 2
    assert "pas assez de qui est resté" in told(ran)
    assert not out.exists()


def test_groups_of_another_log_are_refused(ancrage: Run, tmp_path: Path) -> None:
    groups = tmp_path / "groups.csv"
    groups.write_text("case_id;sex\nZ-1;F\n", encoding="utf-8")
    out = tmp_path / "rapport"
    log = written(tmp_path, settled(12))
    ran = ancrage("backtest", log, *AS_OF, "--groups", str(groups), "--out", str(out))
    assert ran.code == 2
    assert "ne nomme aucun dossier du journal" in told(ran)
    assert not out.exists()


def test_a_place_where_nothing_can_be_written_is_refused_before_any_work(
    ancrage: Run, tmp_path: Path
) -> None:
    log = written(tmp_path, settled(12))
    for out in (Path(log) / "rapport", tmp_path / "link"):
        if out.name == "link":
            out.symlink_to(tmp_path / "nowhere")
        ran = ancrage("backtest", log, *AS_OF, "--out", str(out))
        assert ran.code == 2
        assert "--out" in told(ran)
