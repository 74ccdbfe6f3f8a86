"""A report as one HTML page that needs nothing else, on a screen or on paper."""

from __future__ import annotations

import base64

from jinja2 import Environment, PackageLoader, StrictUndefined

from matching.backtest.report.document import Basis, Cell, Column, Plot, Report, Table
from matching.backtest.report.retention_tables import months_text
from regions_data.text import Language, Text, number_en, number_fr
from service.reports.cells import made_from, said
from service.typography import said as typeset

_TEMPLATE = "report.html.j2"


def page_of(report: Report, language: Language) -> str:
    """The page, with its pictures inside it; the same report gives the same bytes."""
    environment = Environment(
        loader=PackageLoader("service", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = _Words(language)
    return environment.get_template(_TEMPLATE).render(
        report=report, say=words.say, cell=words.cell, basis=words.basis,
        origin=words.origin(report), picture=words.picture, language=language,
        is_table=lambda figure: isinstance(figure, Table),
    )  # fmt: skip


class _Words:
    """What the template writes, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text) -> str:
        """A text with the typography of its language."""
        return typeset(text, self.language)

    def cell(self, cell: Cell, column: Column) -> str:
        """A cell of a table."""
        return typeset(said(cell, column.kind), self.language)

    def basis(self, basis: Basis) -> str:
        """What a figure rests on."""
        return self.say(_basis(basis))

    def origin(self, report: Report) -> str:
        """The ruleset, the data and the period, repeated under each figure."""
        return self.say(made_from(report.origin))

    def picture(self, plot: Plot) -> str:
        """A plot as an address that holds the whole picture."""
        drawn = base64.b64encode(plot.draw(self.language).encode()).decode()
        return f"data:image/svg+xml;base64,{drawn}"


def _basis(basis: Basis) -> Text:
    unknown = Text("", "")
    if basis.unknown is not None:
        after = months_text(basis.months) if basis.months is not None else None
        told = (f" après {after.fr}", f" after {after.en}") if after is not None else ("", "")
        unknown = Text(
            f" ; inconnus{told[0]} : {number_fr(basis.unknown)}",
            f"; unknown{told[1]}: {number_en(basis.unknown)}",
        )
    return Text(
        f"Définition : {basis.definition.fr}. Population : {basis.population.fr}. "
        f"n = {number_fr(basis.placements)}{unknown.fr}.",
        f"Definition: {basis.definition.en}. Population: {basis.population.en}. "
        f"n = {number_en(basis.placements)}{unknown.en}.",
    )
