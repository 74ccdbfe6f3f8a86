"""A report before it has a look: sections, sentences, tables and plots, in both languages."""

# A page, a workbook and a file of figures are made from the same records, so that none of them can
# say what the others do not.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from matching.statistics.proportions import Estimate
from regions_data.text import Language, Text

Kind = Literal["text", "count", "share", "estimate", "gap", "ratio", "small", "chance"]
"""What a column holds.

`share` is a share of 1 without an interval, `estimate` one with its interval, `gap` a difference of
shares with its interval, `ratio` a number with its interval that is no share, `small` the same with
more decimals, `chance` a p-value.
"""


@dataclass(frozen=True, slots=True)
class Absent:
    """Why a cell has no figure."""

    reason: Text


HIDDEN = Absent(Text("masqué", "hidden"))
TOO_FEW = Absent(Text("moins de 10", "fewer than 10"))
NOT_COMPUTED = Absent(Text("sans objet", "not applicable"))

Cell: TypeAlias = Text | int | float | Estimate | Absent


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: Text
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure rests on, printed beside it.

    `placements` are those that it is about, `unknown` those of them of which the outcome is not
    known (None where nothing can be unknown), after `months` where it depends on a horizon.
    """

    definition: Text
    population: Text
    placements: int
    unknown: int | None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `key` names it in the annex and in the file of figures."""

    key: str
    title: Text
    basis: Basis
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture, drawn in the language asked for as an SVG; `says` tells it to who cannot see."""

    key: str
    title: Text
    basis: Basis
    says: Text
    draw: Callable[[Language], str]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its sentences, and what is shown under them."""

    title: Text
    sentences: tuple[Text, ...]
    figures: tuple[Table | Plot, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What a report was computed from, printed with each figure and again at its end."""

    log_name: str
    log_hash: str
    first: date
    last: date
    ruleset: str
    ruleset_hash: str
    snapshot: str
    snapshot_hash: str
    facts: Text
    as_of: date
    software: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; `notice` stands above everything where the log is invented."""

    title: Text
    notice: Text | None
    origin: Origin
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        found = (figure for section in self.sections for figure in section.figures)
        return tuple(figure for figure in found if isinstance(figure, Table))
