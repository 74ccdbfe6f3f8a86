"""A report's folder: it appears whole, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from matching.backtest.new_folder import new_folder
from matching.backtest.report.document import Report
from regions_data.text import Language, Text
from service.reports.figures import figures_of
from service.reports.page import page_of
from service.reports.workbook import write_workbook

PAGE = Text("rapport.html", "report.html")
ANNEX = Text("annexe.xlsx", "annex.xlsx")
FIGURES = "figures.json"


def write_report(
    report: Report, folder: Path, language: Language, more: Callable[[Path], None] | None = None
) -> None:
    """Write the page, the workbook and the figures of a report, and whatever `more` writes there.

    Raises:
        Refused: the folder is there already.
    """
    with new_folder(folder) as draft:
        page = page_of(report, language)
        (draft / PAGE.in_language(language)).write_text(page, encoding="utf-8", newline="")
        write_workbook(report, draft / ANNEX.in_language(language), language)
        figures = json.dumps(figures_of(report), ensure_ascii=False, indent=2, allow_nan=False)
        (draft / FIGURES).write_text(figures + "\n", encoding="utf-8", newline="")
        if more is not None:
            more(draft)
