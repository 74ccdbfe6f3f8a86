"""The figures of a report as JSON, with the sentences that go with them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from matching.backtest.report.document import Origin, Report, Section, Table
from regions_data.text import Text
from service.reports.cells import value

Json = dict[str, object]


def figures_of(report: Report) -> Json:
    """Every sentence and every table; the points of the curves stay in the plots."""
    return {
        "title": report.title.as_json(),
        "notice": None if report.notice is None else report.notice.as_json(),
        "origin": _origin(report.origin),
        "sections": [_section(section) for section in report.sections],
    }


def _origin(origin: Origin) -> Json:
    return {each.name: _part(getattr(origin, each.name)) for each in fields(origin)}


def _part(part: object) -> object:
    if isinstance(part, Text):
        return part.as_json()
    return part.isoformat() if isinstance(part, date) else part


def _section(section: Section) -> Json:
    return {
        "title": section.title.as_json(),
        "sentences": [sentence.as_json() for sentence in section.sentences],
        "tables": [_table(figure) for figure in section.figures if isinstance(figure, Table)],
    }


def _table(table: Table) -> Json:
    return {
        "key": table.key,
        "title": table.title.as_json(),
        "definition": table.basis.definition.as_json(),
        "population": table.basis.population.as_json(),
        "n": table.basis.placements,
        "unknown": table.basis.unknown,
        "unknown_after_months": table.basis.months,
        "columns": [
            {"title": column.title.as_json(), "kind": column.kind} for column in table.columns
        ],
        "rows": [[value(cell) for cell in row] for row in table.rows],
    }
