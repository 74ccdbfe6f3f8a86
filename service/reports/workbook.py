"""The tables of a report as a workbook: numbers that can be counted with, one sheet a table."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matching.backtest.report.document import Absent, Basis, Cell, Column, Origin, Report, Table
from matching.statistics.proportions import Estimate
from regions_data.text import Language, Text
from service.reports.cells import INTERVALS, made_from
from service.typography import said as _say

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_FORMATS = {
    "share": "0.0%",
    "estimate": "0.0%",
    "gap": "+0.0%;−0.0%",
    "ratio": "0.00",
    "small": "0.0000",
    "chance": "0.000",
}
_WIDTH, _FIRST_WIDTH = 14, 34
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")


def write_workbook(report: Report, path: Path, language: Language) -> None:
    """Write every table of a report, after a sheet that says what it all rests on."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = _READ_ME.in_language(language)
    used = {first.title}
    sheets = [(_name(table.title.in_language(language), used), table) for table in report.tables]
    _write_first(first, report, [name for name, _ in sheets], language)
    for name, table in sheets:
        _write_table(book.create_sheet(name), table, report.origin, language)
    book.save(path)


def _write_first(sheet: Worksheet, report: Report, names: list[str], language: Language) -> None:
    said = [report.title]
    if report.notice is not None:
        said.append(report.notice)
    method, origin = report.sections[-2:]
    said += [made_from(report.origin), *report.sections[0].sentences]
    said += [*method.sentences, *origin.sentences, _INTERVALS]
    for row, text in enumerate(said, 1):
        cell = sheet.cell(row, 1, _say(text, language))
        cell.alignment = _WRAP
        cell.font = _BOLD if row == 1 else Font()
    for row, name in enumerate(names, len(said) + 2):
        link = sheet.cell(row, 1, name)
        link.hyperlink = f"#'{name}'!A1"
    sheet.column_dimensions["A"].width = 110


def _write_table(sheet: Worksheet, table: Table, origin: Origin, language: Language) -> None:
    sheet.cell(1, 1, _say(table.title, language)).font = _BOLD
    lines = [*_basis(table.basis), made_from(origin)]
    for row, line in enumerate(lines, 2):
        sheet.cell(row, 1, _say(line, language))
    header = len(lines) + 3
    position = 1
    for index, column in enumerate(table.columns):
        for part, title in enumerate(_titles(column, language)):
            heading = sheet.cell(header, position, title)
            heading.font, heading.alignment = _BOLD, _WRAP
            for row, own in enumerate(table.rows, header + 1):
                _write_cell(sheet, (row, position), _part(own[index], part), column, language)
            width = _FIRST_WIDTH if position == 1 else _WIDTH
            sheet.column_dimensions[get_column_letter(position)].width = width
            position += 1
    sheet.freeze_panes = f"B{header + 1}"


def _titles(column: Column, language: Language) -> list[str]:
    """One title, or three where a figure has an interval."""
    title = _say(column.title, language)
    if column.kind not in INTERVALS:
        return [title]
    return [title, _say(_LOW, language), _say(_HIGH, language)]


def _part(cell: Cell, part: int) -> Cell | None:
    """The figure, its lower end or its upper end."""
    if isinstance(cell, Estimate):
        return (cell.value, cell.low, cell.high)[part]
    return cell if part == 0 else None


def _write_cell(
    sheet: Worksheet, at: tuple[int, int], value: Cell | None, column: Column, language: Language
) -> None:
    if value is None:
        return
    if isinstance(value, Text | Absent):
        words = value.reason if isinstance(value, Absent) else value
        # Whatever a group is called, it is never a formula.
        sheet.cell(*at, _say(words, language)).data_type = "s"
        return
    cell = sheet.cell(*at, value if not isinstance(value, Estimate) else value.value)
    cell.number_format = _FORMATS.get(column.kind, "#,##0")


def _basis(basis: Basis) -> list[Text]:
    lines = [
        Text(f"Définition : {basis.definition.fr}.", f"Definition: {basis.definition.en}."),
        Text(f"Population : {basis.population.fr}.", f"Population: {basis.population.en}."),
        Text(f"n = {basis.placements}", f"n = {basis.placements}"),
    ]
    if basis.unknown is not None:
        after = "" if basis.months is None else f" ({basis.months} m)"
        lines.append(Text(f"Inconnus{after} : {basis.unknown}", f"Unknown{after}: {basis.unknown}"))
    return lines


def _name(title: str, used: set[str]) -> str:
    """A sheet's name: short, without the signs that a workbook refuses, different from others."""
    plain = _FORBIDDEN.sub(" ", title.replace("'", "’"))
    short = textwrap.shorten(plain, _LONGEST_NAME, placeholder="…")
    name, number = short, 2
    while name in used:
        tail = f" {number}"
        name, number = short[: _LONGEST_NAME - len(tail)] + tail, number + 1
    used.add(name)
    return name


_READ_ME = Text("Lisez-moi", "Read me")
_LOW, _HIGH = Text("borne basse", "lower end"), Text("borne haute", "upper end")
_INTERVALS = Text(
    "Chaque taux est suivi de ses deux bornes (intervalle de 95 %).",
    "Each rate is followed by the two ends of its 95% interval.",
)
