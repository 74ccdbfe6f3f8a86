"""A log is read from what people really save: Excel in French, a database's export, Parquet."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from matching.backtest import log_table
from matching.backtest.log_table import Table, read_table, written
from regions_data.problems import Refused

HEADER = ("case_id", "place", "propensity")
CELLS = {"case_id": "A-1", "place": "Trois-Rivières", "propensity": "0,25"}


def saved(folder: Path, raw: bytes, name: str = "journal.csv") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def read(folder: Path, raw: bytes, name: str = "journal.csv") -> Table:
    return read_table(saved(folder, raw, name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_excel_saves_in_french_is_read_as_it_is(
    tmp_path: Path, encoding: str, separator: str, ends: str
) -> None:
    lines = [separator.join(HEADER), separator.join(CELLS.values()), ""]
    table = read(tmp_path, ends.join(lines).encode(encoding))
    assert table.header == HEADER
    assert [(row.line, dict(row.cells)) for row in table.rows] == [(2, CELLS)]


def test_a_comma_separates_when_the_header_says_so(tmp_path: Path) -> None:
    table = read(tmp_path, b'case_id,place,propensity\nA-1,"Baie-Comeau, Q",0.5\n')
    assert dict(table.rows[0].cells)["place"] == "Baie-Comeau, Q"


def test_lines_are_those_of_the_file_even_after_empty_ones(tmp_path: Path) -> None:
    table = read(tmp_path, b"case_id;place\n\nA-1;Gatineau\n;\nA-2;Alma\n")
    assert [row.line for row in table.rows] == [3, 5]


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def test_a_workbook_gives_its_days_and_numbers_as_they_are_meant(tmp_path: Path) -> None:
    raw = workbook([["case_id", "decided_on", "propensity"], ["A-1", date(2024, 3, 1), 0.25]])
    table = read(tmp_path, raw, "journal.xlsx")
    assert dict(table.rows[0].cells) == {
        "case_id": "A-1", "decided_on": "2024-03-01", "propensity": "0.25",
    }  # fmt: skip


def test_parquet_and_json_lines_keep_lists_and_profiles(tmp_path: Path) -> None:
    record = {"case_id": "A-1", "decided_on": date(2024, 3, 1), "offered": ["10043", "05045"]}
    path = tmp_path / "journal.parquet"
    parquet.write_table(pa.Table.from_pylist([record, {"case_id": "A-2"}]), path)
    first, second = read_table(path).rows
    assert dict(first.cells) == {
        "case_id": "A-1", "decided_on": "2024-03-01", "offered": "10043|05045",
    }  # fmt: skip
    assert second.cells["decided_on"] == ""
    raw = b'{"case_id": "A-1", "profile": {"car_access": "none"}}\n\n{"case_id": "A-2"}\n'
    lines = read(tmp_path, raw, "journal.jsonl")
    assert lines.header == ("case_id", "profile")
    assert [row.line for row in lines.rows] == [1, 3]
    assert lines.rows[0].cells["profile"] == '{"car_access": "none"}'


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), (float("nan"), ""), (True, "yes"), (False, "no"), (3.0, "3"), (0.25, "0.25"),
        (datetime(2024, 3, 1, 8, 30, tzinfo=UTC), "2024-03-01"), ([1, None], "1|"), (" a ", "a"),
    ],
)  # fmt: skip
def test_a_value_becomes_the_text_of_a_cell(value: object, cell: str) -> None:
    assert written(value) == cell


@pytest.mark.parametrize(
    ("raw", "name", "word"),
    [
        (b"", "journal.csv", "aucune ligne"),
        (b"case_id;place\n", "journal.csv", "aucune ligne"),
        (b"case_id;place\nA-1;Alma;de trop\n", "journal.csv", "3 cellules pour 2 colonnes"),
        (b'case_id;place\n"A-1;Alma\n', "journal.csv", "guillemets"),
        (b"case_id;case_id\nA-1;Alma\n", "journal.csv", "même nom"),
        (b"\x00\x01\x02", "journal.csv", "pas un fichier de texte"),
        (b"case_id;place\nA-1;Alma\n", "journal.ods", "sorte de fichier"),
        (b'{"case_id": ', "journal.jsonl", "pas un objet JSON"),
        (b"[1, 2]", "journal.jsonl", "pas un objet JSON"),
        (b"PK\x03\x04 not a workbook", "journal.xlsx", "abîmé"),
        (b"PAR1 not parquet", "journal.parquet", "abîmé"),
        (b'{"case_id": "A", "case_id": "B"}', "journal.jsonl", "pas un objet JSON"),
        (b"[" * 100_000, "journal.jsonl", "pas un objet JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_remedy(
    tmp_path: Path, raw: bytes, name: str, word: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, raw, name)
    (problem,) = refused.value.problems
    assert word in problem.message.fr
    assert problem.remedy.fr
    assert problem.remedy.en


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_table(tmp_path / "absent.csv")


@pytest.mark.parametrize(
    "name", ["journal.csv", "journal.jsonl", "journal.xlsx", "journal.parquet"]
)
def test_a_file_too_long_is_refused_before_it_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(log_table, "MOST_ROWS", 2)

    def raw(count: int) -> bytes:
        if name.endswith("csv"):
            return b"case_id;place\n" + b"A;Alma\n" * count
        if name.endswith("jsonl"):
            return b'{"case_id": "A"}\n' * (count + 1)
        if name.endswith("xlsx"):
            return workbook([["case_id"], *[["A"]] * count])
        table = io.BytesIO()
        parquet.write_table(pa.Table.from_pylist([{"case_id": "A"}] * (count + 1)), table)
        return table.getvalue()

    assert read(tmp_path, raw(2), name).rows
    with pytest.raises(Refused, match="too many rows"):
        read(tmp_path, raw(3), name)


def test_empty_columns_at_the_end_of_a_sheet_are_left_out(tmp_path: Path) -> None:
    table = read(tmp_path, b"case_id;place;;\nA-1;Alma;;\nA-2;;;\n")
    assert table.header == ("case_id", "place")
    assert [dict(row.cells) for row in table.rows][1] == {"case_id": "A-2", "place": ""}
    with pytest.raises(Refused, match="3 cells for 2 columns"):
        read(tmp_path, b"case_id;place;;\nA-1;Alma;oops;\n")


@pytest.mark.parametrize("name", ["openpyxl", "pyarrow"])
def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, name, None)
    ending: Callable[[str], str] = {"openpyxl": "journal.xlsx", "pyarrow": "journal.parquet"}.get
    with pytest.raises(Refused) as refused:
        read(tmp_path, b"x", str(ending(name)))
    assert refused.value.problems[0].value == name


def test_a_row_begins_where_its_first_cell_does(tmp_path: Path) -> None:
    table = read(tmp_path, b'case_id;place\n"A\n\n1";Alma\nA-2;Alma\n')
    assert [row.line for row in table.rows] == [2, 5]


def test_a_workbook_whose_rows_are_short_or_whose_size_lies_is_read_whole(tmp_path: Path) -> None:
    raw = workbook([["case_id", "place", "propensity"], ["A-1"], ["A-2", "Alma"]])
    lying = tmp_path / "lying.xlsx"
    with zipfile.ZipFile(io.BytesIO(raw)) as good, zipfile.ZipFile(lying, "w") as bad:
        for item in good.infolist():
            content = good.read(item)
            if item.filename.endswith("sheet1.xml"):
                content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)
            bad.writestr(item, content)
    assert [dict(row.cells)["case_id"] for row in read_table(lying).rows] == ["A-1", "A-2"]


def test_another_sheet_that_holds_something_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["case_id"])
    sheet.append(["A-1"])
    book.create_sheet("2024").append(["case_id"])
    book.create_sheet("vide")
    raw = io.BytesIO()
    book.save(raw)
    assert read(tmp_path, raw.getvalue(), "journal.xlsx").left_out == ("2024",)


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_workbook_is_refused_and_never_a_traceback(tmp_path: Path, seed: int) -> None:
    raw = bytearray(workbook([["case_id", "place"], ["A-1", "Alma"]]))
    generator = np.random.default_rng(seed)
    for position in generator.integers(0, len(raw), 4):
        raw[position] ^= 0xFF
    with contextlib.suppress(Refused):
        read(tmp_path, bytes(raw), "journal.xlsx")
