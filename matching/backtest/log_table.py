"""Read a file of past placements into rows of text with their lines: CSV, JSON lines, Parquet."""

# What Excel writes in a French locale is read as it is: semicolons, a byte-order mark, or the
# Windows code page. Nothing is guessed of a value here: a cell is the text that stands in it.

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from xml.etree import ElementTree as ET

from regions_data.problems import Problem, Refused, refuse
from regions_data.text import Text

MOST_ROWS = 200_000
"""What one machine of a community organisation evaluates at once; more is split by year."""
_Item = TypeVar("_Item")
SEPARATORS = (";", "\t", ",")
LISTED_BY = "|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, from 1, and the text of each column that it has."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns, as named in it, and its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: tuple[str, ...] = ()
    """The other sheets of a workbook that hold something."""


def read_table(path: Path) -> Table:
    """The rows of a file, by its ending: .csv, .txt, .xlsx, .jsonl, .ndjson, .parquet.

    Raises:
        Refused: the file cannot be read, has another ending, is empty, too long, or malformed.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise refuse(path.name, _ENDING, _USE_AN_ENDING, value=path.suffix)
    try:
        table = reader(path.name, path.read_bytes())
    except OSError as error:
        raise refuse(path.name, _UNREADABLE, _CHECK_NAME) from error
    if not table.rows:
        raise refuse(path.name, _EMPTY, _ADD_ROWS)
    return table


def _at_most(name: str, rows: Iterable[_Item]) -> list[_Item]:
    """The rows of a file, refused as soon as there are too many: the others are not read."""
    found = list(islice(rows, MOST_ROWS + 2))  # one may be the header
    if len(found) > MOST_ROWS + 1:
        raise refuse(name, _TOO_LONG, _SPLIT)
    return found


# -- CSV


def _csv(name: str, raw: bytes) -> Table:
    text = _decoded(name, raw)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        numbered = _at_most(name, _lines_of(reader))
    except csv.Error as error:
        raise refuse(f"{name} ({reader.line_num})", _BAD_QUOTES, _SAVE_AGAIN) from error
    return _table(name, numbered)


def _lines_of(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line on which it begins."""
    begins = 1
    for cells in reader:
        if any(map(str.strip, cells)):
            yield begins, cells
        begins = getattr(reader, "line_num", begins) + 1


def _table(name: str, numbered: Sequence[tuple[int, Sequence[str]]]) -> Table:
    """Rows with their lines, the first being the header; empty columns at the end are left."""
    first = numbered[0][1] if numbered else ()
    header = tuple(cell.strip() for cell in _without_end(first, 0))
    numbered = [(line, _without_end(cells, len(header))) for line, cells in numbered]
    _unique(name, header)
    ragged = [(line, cells) for line, cells in numbered[1:] if len(cells) != len(header)]
    if ragged:
        raise Refused(_ragged(name, line, len(cells), len(header)) for line, cells in ragged)
    return Table(name, header, tuple(_row(line, header, cells) for line, cells in numbered[1:]))


def _unique(name: str, header: Sequence[str]) -> tuple[str, ...]:
    """A header whose columns each have their own name."""
    twice = sorted({key for key in header if key and header.count(key) > 1})
    if twice:
        raise refuse(name, _TWICE, _RENAME, value=", ".join(twice))
    return tuple(header)


def _without_end(cells: Sequence[str], width: int) -> Sequence[str]:
    """Cells without the empty ones that stand beyond a width."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _row(line: int, header: tuple[str, ...], cells: Sequence[str]) -> Row:
    return Row(line, {key: cell.strip() for key, cell in zip(header, cells, strict=True)})


def _ragged(name: str, line: int, found: int, expected: int) -> Problem:
    count = Text(
        f"{found} cellules pour {expected} colonnes.", f"{found} cells for {expected} columns."
    )
    return Problem(name, count, _SAVE_AGAIN, line=line)


def _decoded(name: str, raw: bytes) -> str:
    """UTF-8 with or without its mark, else the code page of Windows in western Europe."""
    if b"\0" in raw:
        raise refuse(name, _BINARY, _SAVE_AGAIN)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


# -- JSON lines and Parquet


def _json_lines(name: str, raw: bytes) -> Table:
    rows = []
    lines = enumerate(_decoded(name, raw).split("\n"), start=1)
    for line, text in _at_most(name, ((line, text) for line, text in lines if text.strip())):
        rows.append(Row(line, _cells(_json_object(name, line, text))))
    return Table(name, _header_of(rows), tuple(rows))


def _json_object(name: str, line: int, text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise refuse(f"{name} ({line})", _BAD_JSON, _ONE_OBJECT) from error
    if not isinstance(found, dict):
        raise refuse(f"{name} ({line})", _BAD_JSON, _ONE_OBJECT)
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are each written once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is written twice")
    return found


def _parquet(name: str, raw: bytes) -> Table:
    try:
        import pyarrow as pa  # noqa: PLC0415 - only this kind of file needs it
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise refuse(name, _NO_LIBRARY, _INSTALL, value="pyarrow") from error
    try:
        file = parquet.ParquetFile(pa.BufferReader(raw))
        _at_most(name, range(file.metadata.num_rows))
        header = _unique(name, file.schema_arrow.names)
        records = file.read().to_pylist()
    except Refused:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise refuse(name, _MALFORMED, _SAVE_AGAIN) from error
    rows = (Row(line, _cells(each)) for line, each in enumerate(records, start=1))
    return Table(name, header, tuple(rows))


# -- a workbook


def _workbook(name: str, raw: bytes) -> Table:
    """The first sheet, its first row that is not empty being the header."""
    try:
        import openpyxl  # noqa: PLC0415 - only this kind of file needs it
    except ImportError as error:
        raise refuse(name, _NO_LIBRARY, _INSTALL, value="openpyxl") from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        first, *others = book.worksheets
        filled = _at_most(name, _sheet_rows(first))
        left_out = tuple(sheet.title for sheet in others if any(_sheet_rows(sheet)))
    except Refused:
        raise
    except _DAMAGED as error:
        raise refuse(name, _MALFORMED, _SAVE_AGAIN) from error
    numbered = [(line, [written(value) for value in values]) for line, values in filled]
    width = max((len(cells) for _, cells in numbered), default=0)
    whole = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in numbered]
    return replace(_table(name, whole), left_out=left_out)


def _sheet_rows(
    sheet: Any,  # noqa: ANN401 - untyped library
) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows of a sheet that hold something, whatever size it says that it has."""
    sheet.reset_dimensions()
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(value is not None and str(value).strip() for value in values):
            yield line, values


def _cells(record: Mapping[str, object]) -> dict[str, str]:
    return {key: written(value) for key, value in record.items()}


def _header_of(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in rows for key in row.cells))


def written(value: object) -> str:
    """A value as the text of a cell: a day in ISO, a list by bars, a profile as JSON."""
    match value:
        case None:
            found = ""
        case bool():
            found = "yes" if value else "no"
        case datetime():
            found = "" if value != value else value.date().isoformat()  # noqa: PLR0124 - no time
        case date():
            found = value.isoformat()
        case dict():
            found = json.dumps(value, ensure_ascii=False)
        case list() | tuple():
            found = LISTED_BY.join(written(item) for item in value)
        case float():
            found = "" if math.isnan(value) else repr(value).removesuffix(".0")
        case _:
            found = str(value).strip()
    return found


_DAMAGED = (
    OSError, KeyError, ValueError, IndexError, TypeError, AttributeError, NotImplementedError,
    zipfile.BadZipFile, zlib.error, ET.ParseError,
)  # fmt: skip
"""What the library itself was seen to raise on a workbook that is damaged, or may: it reads XML
whose parts refer to each other. Nothing of ours runs while these are caught."""
_READERS: Mapping[str, Callable[[str, bytes], Table]] = {
    ".csv": _csv,
    ".txt": _csv,
    ".xlsx": _workbook,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
}
_ENDING = Text("cette sorte de fichier n'est pas lue.", "this kind of file is not read.")
_USE_AN_ENDING = Text(
    "Enregistrez en .csv, .xlsx, .jsonl ou .parquet.", "Save as .csv, .xlsx, .jsonl or .parquet."
)
_UNREADABLE = Text("ce fichier ne peut pas être lu.", "this file cannot be read.")
_CHECK_NAME = Text(
    "Vérifiez le nom, le dossier et les droits de lecture.",
    "Check the name, the folder and the right to read it.",
)
_EMPTY = Text("aucune ligne de placement.", "no row of placements.")
_ADD_ROWS = Text(
    "Il faut une ligne d'en-tête et une ligne au moins.", "A header and a row at least."
)
_TOO_LONG = Text(
    f"trop de lignes : {MOST_ROWS} au plus à la fois.",
    f"too many rows: {MOST_ROWS} at once at most.",
)
_SPLIT = Text("Séparez le fichier par année.", "Split the file by year.")
_BAD_QUOTES = Text("guillemets mal fermés.", "quotes not closed.")
_SAVE_AGAIN = Text(
    "Enregistrez de nouveau le fichier depuis le tableur (CSV UTF-8).",
    "Save the file again from the spreadsheet (CSV UTF-8).",
)
_BINARY = Text("ce n'est pas un fichier de texte.", "this is not a text file.")
_TWICE = Text("deux colonnes portent le même nom.", "two columns have the same name.")
_RENAME = Text("Renommez l'une des deux.", "Rename one of them.")
_BAD_JSON = Text("cette ligne n'est pas un objet JSON.", "this line is not a JSON object.")
_ONE_OBJECT = Text("Écrivez un objet par ligne.", "Write one object a line.")
_NO_LIBRARY = Text(
    "cette sorte de fichier demande une bibliothèque de plus.",
    "this kind of file needs one more library.",
)
_INSTALL = Text(
    "Installez « ancrage[outcomes] », ou enregistrez en CSV.",
    "Install “ancrage[outcomes]”, or save as CSV.",
)
_MALFORMED = Text(
    "ce fichier est abîmé, ou n'est pas ce que dit son nom.",
    "this file is damaged, or is not what its name says.",
)
