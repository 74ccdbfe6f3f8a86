"""`ancrage backtest`: a report that stands alone, figures that agree, and clear refusals."""

from __future__ import annotations

import json
import pickle
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from service.cli import backtest as command
from service.cli.main import main
from tests.service.conftest import Ran, Run

AS_OF = ("--as-of", "2026-11-21")
HEADER = "case_id;decided_on;settled_on;place;household_kind;in_region_12m;left_region_on\n"


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic log with its groups."""
    folder = tmp_path_factory.mktemp("synthetic") / "journal"
    with pytest.raises(SystemExit) as left:
        main(["benchmark", "make", "--n", "500", "--seed", "3", "--out", str(folder)])
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


def rows(*lines: str) -> str:
    return HEADER + "".join(f"{line}\n" for line in lines)


def settled(count: int, answer: str = "oui") -> str:
    return rows(*(f"A-{i};2022-01-10;2022-02-01;10043;single;{answer};" for i in range(count)))


def written(folder: Path, text: str) -> str:
    path = folder / "journal.csv"
    path.write_text(text, encoding="utf-8-sig")
    return str(path)


def told(ran: Ran) -> str:
    return " ".join(f"{ran.out} {ran.err}".replace("\u00a0", " ").replace("’", "'").split())


class Page(HTMLParser):
    """What a page fetches, its words, and whether its tags close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.alts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.addresses += [value for name in ("src", "href") if (value := found.get(name))]
        self.alts += [found["alt"] or ""] if "alt" in found else []
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


# -- the report


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
    shares = [row[6] for row in fit["rows"] if row[6].get("value") is not None]
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


# -- too little, and nothing to tell


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


# -- refusals


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


# -- models


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
    assert [table["n"] for table in tables if table["key"] == "saved_model"] == [500]
    assert "n'a appris d'aucun placement" in ran.out


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
