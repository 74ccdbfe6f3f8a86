"""The report of `ancrage backtest`: it stands alone, and its three files say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest

from service.cli.main import main
from tests.service.backtest_logs import AS_OF, Page, told
from tests.service.conftest import Run


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic log with its groups."""
    folder = tmp_path_factory.mktemp("synthetic") / "journal"
    with pytest.raises(SystemExit) as left:
        main(["benchmark", "make", "--n", "400", "--seed", "3", "--out", str(folder)])
    assert left.value.code == 0
    return folder


@pytest.fixture(scope="module")
def report(journal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its report in French."""
    folder = tmp_path_factory.mktemp("report") / "rapport"
    words = ["backtest", str(journal / "log.jsonl"), *AS_OF, "--facts", "today"]
    words += ["--groups", str(journal / "evaluation.csv"), "--out", str(folder)]
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 0
    return folder


def test_the_page_needs_nothing_else_and_is_well_formed(report: Path) -> None:
    text = (report / "rapport.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert not [a for a in page.addresses if not a.startswith(("data:image/svg+xml", "#"))]
    assert "http" not in re.sub(r"data:image[^\"]+", "", text)
    assert '<html lang="fr">' in text
    assert page.alts
    assert all(re.search(r"\d+(,\d)?\s%", alt) for alt in page.alts), "each tells its figures"


def test_the_page_says_first_that_the_log_is_invented(report: Path) -> None:
    words = " ".join(Page((report / "rapport.html").read_text(encoding="utf-8")).words)
    assert words.index("Journal synthétique") < words.index("En bref")
    assert "jamais ce qu’une couleur a causé" in words


def test_every_figure_carries_its_definition_population_period_n_rules_and_data(
    report: Path,
) -> None:
    text = (report / "rapport.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    captions = re.findall(r'<p class="basis">(.*?)</p>', text)
    assert len(captions) == text.count("<table>") + text.count("<figure>") > 10
    for caption in captions:
        for part in ("Définition : ", "Population : ", "n = ", "Période des décisions", "Règles "):
            assert part in caption


def test_the_three_files_say_the_same(report: Path) -> None:
    figures = json.loads((report / "figures.json").read_text(encoding="utf-8"))
    tables = [table for section in figures["sections"] for table in section["tables"]]
    book = openpyxl.load_workbook(report / "annexe.xlsx")
    assert len(book.sheetnames) == len(tables) + 1
    fit = next(table for table in tables if table["key"] == "fit")
    sheet = book[book.sheetnames[1 + tables.index(fit)]]
    shares = [row[7] for row in fit["rows"] if row[7]["value"] is not None]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    page = (report / "rapport.html").read_text(encoding="utf-8")
    assert shares
    for share in shares:
        for part in ("value", "low", "high"):
            assert any(
                isinstance(cell, int | float) and cell == pytest.approx(share[part], abs=1e-6)
                for cell in cells
            )
        assert f"{100 * share['value']:.1f}".replace(".", ",") in page


def test_nobody_is_named_in_a_report(report: Path, journal: Path) -> None:
    everything = "".join(
        path.read_text(encoding="utf-8") for path in report.glob("*") if path.suffix != ".xlsx"
    )
    assert "SYN-0" not in everything
    assert str(journal) not in everything


def test_the_same_log_gives_the_same_page(report: Path, journal: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    words = ["backtest", str(journal / "log.jsonl"), *AS_OF, "--facts", "today"]
    words += ["--groups", str(journal / "evaluation.csv"), "--out", str(again)]
    with pytest.raises(SystemExit):
        main(words)
    for name in ("rapport.html", "figures.json"):
        assert (again / name).read_bytes() == (report / name).read_bytes()


def test_the_report_is_whole_in_english_too(ancrage: Run, journal: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    ran = ancrage(
        "backtest", str(journal / "log.jsonl"), *AS_OF, "--facts", "today", "--out", str(out),
        "--lang", "en", "--no-models",
    )  # fmt: skip
    assert ran.code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "annex.xlsx", "figures.json", "report.html",
    ]  # fmt: skip
    words = " ".join(Page((out / "report.html").read_text(encoding="utf-8")).words)
    assert "What the colours meant" in words
    assert not re.search(r"\b(ménages|inconnus|taux|après|couleur)\b", words)


def test_json_is_the_same_document_as_the_file(ancrage: Run, journal: Path, tmp_path: Path) -> None:
    out = tmp_path / "rapport"
    ran = ancrage(
        "backtest", str(journal / "log.jsonl"), *AS_OF, "--facts", "today", "--out", str(out),
        "--json", "--no-models",
    )  # fmt: skip
    assert json.loads(ran.out) == json.loads((out / "figures.json").read_text(encoding="utf-8"))


def test_facts_of_then_differ_from_todays_and_the_report_says_which(
    ancrage: Run, journal: Path, tmp_path: Path
) -> None:
    found = []
    for mode in ("then", "today"):
        ran = ancrage(
            "backtest", str(journal / "log.jsonl"), *AS_OF, "--facts", mode,
            "--out", str(tmp_path / mode), "--json", "--no-models",
        )  # fmt: skip
        found.append(json.loads(ran.out))
    then, today = found
    assert "connus le jour" in then["origin"]["facts"]["fr"]
    assert then["sections"][1] != today["sections"][1]


def test_models_are_kept_and_a_kept_one_is_judged_on_another_log(
    ancrage: Run, journal: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "rapport"
    options = (*AS_OF, "--facts", "today")
    log = str(journal / "log.jsonl")
    assert ancrage("backtest", log, *options, "--keep-models", "--out", str(kept)).code == 0
    models = sorted(path.name for path in (kept / "models").iterdir())
    assert models == ["boosted.skops", "logistic.skops", "place_rate.skops"]
    ran = ancrage(
        "backtest", log, *options, "--model", str(kept / "models" / "logistic.skops"),
        "--out", str(tmp_path / "again"), "--json",
    )  # fmt: skip
    tables = [table for s in json.loads(ran.out)["sections"] for table in s["tables"]]
    assert [table["n"] for table in tables if table["key"] == "saved_model"] == [400]
    assert "n'a appris d'aucun placement" in ran.out


def test_facts_that_were_not_published_then_are_told_as_missing(
    ancrage: Run, journal: Path, tmp_path: Path
) -> None:
    words = ("backtest", str(journal / "log.jsonl"), *AS_OF, "--no-models")
    then = ancrage(*words, "--out", str(tmp_path / "then"))
    today = ancrage(*words, "--facts", "today", "--out", str(tmp_path / "today"))
    assert "Les faits de l'époque manquent" in told(then)
    assert "Les faits de l'époque manquent" not in told(today)


def test_the_sentences_of_a_report_do_not_say_who_left_montreal_as_who_left_the_region(
    report: Path,
) -> None:
    words = " ".join(Page((report / "rapport.html").read_text(encoding="utf-8")).words)
    assert "ménages qui se sont établis en région" in words
    assert "ménages partis" not in words
    assert "au vert" not in words
