"""The problems of a log as a table that a spreadsheet opens as it is."""

# Semicolons and a byte-order mark: what Excel expects in a French locale. A cell that a spreadsheet
# would take for a formula is written as text. The file appears whole or not at all.

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from matching.backtest.log_reader import LogReading
from regions_data.problems import Problem
from regions_data.text import Language, Text

_HEADER = (
    Text("ligne", "line"),
    Text("colonne", "column"),
    Text("valeur", "value"),
    Text("rejet", "rejected"),
    Text("problème", "problem"),
    Text("quoi faire", "what to do"),
)
_REJECTED, _KEPT = Text("oui", "yes"), Text("non", "no")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_errors(path: Path, reading: LogReading, language: Language) -> None:
    """Write every problem and every note, in the order of the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([title.in_language(language) for title in _HEADER])
    writer.writerows(_rows(reading, language))
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        written = Path(folder) / path.name
        written.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        written.replace(path)


def _rows(reading: LogReading, language: Language) -> Iterator[list[str]]:
    told = [(problem, _REJECTED) for problem in reading.problems]
    told += [(note, _KEPT) for note in reading.notes]
    for problem, rejected in sorted(told, key=lambda item: item[0].line or 0):
        yield [_safe(cell) for cell in _cells(problem, rejected, language)]


def _cells(problem: Problem, rejected: Text, language: Language) -> list[str]:
    known = f" ({', '.join(problem.known)})" if problem.known else ""
    return [
        "" if problem.line is None else str(problem.line),
        problem.where,
        problem.value,
        rejected.in_language(language),
        problem.message.in_language(language) + known,
        problem.remedy.in_language(language),
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
