"""How answers and problems are put on a terminal: 80 columns, readable without colour."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import click

from regions_data.problems import Problem
from regions_data.text import Language, Text, number_en, number_fr
from service.typography import french

WIDTH = 80
PAGE_LINES = 70
"""Lines of ten points on a Letter page."""
_Room = TypeVar("_Room")
_ICONS = {"green": "✔", "yellow": "▲", "red": "✖"}
_INKS = {"✔": "green", "▲": "yellow", "✖": "red"}
_INKED = re.compile("([✔▲✖])(\u00a0(VERT|JAUNE|ROUGE|GREEN|YELLOW|RED))?")
_WORDS = {
    "green": Text("VERT", "GREEN"),
    "yellow": Text("JAUNE", "YELLOW"),
    "red": Text("ROUGE", "RED"),
}
VERDICTS = {
    "green": Text("Feu vert — prêt à avancer", "Green — ready to move ahead"),
    "yellow": Text("Feu jaune — à préparer", "Yellow — to prepare"),
    "red": Text(
        "Feu rouge — pas dans cette configuration pour le moment",
        "Red — not in this configuration for now",
    ),
}


def to_json(document: object) -> str:
    """The one JSON serialisation of every contract."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _ink(match: re.Match[str]) -> str:
    """A light in its colour, once the lines are folded: ink takes no width."""
    return click.style(match[0], fg=_INKS[match[1]], bold=True)


class Page:
    """Lines of one answer in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._lines: list[str] = []

    def say(self, text: Text) -> str:
        """The words of a text in this page's language."""
        return text.in_language(self.language)

    @property
    def colon(self) -> str:
        """A colon as this page's language sets it after a word."""
        return " :" if self.language == "fr" else ":"

    def listed(self, items: Iterable[str]) -> str:
        """Items with semicolons between them."""
        return (" ; " if self.language == "fr" else "; ").join(items)

    def number(self, value: float) -> str:
        """A number as this page's language writes it."""
        return number_fr(value) if self.language == "fr" else number_en(value)

    def badge(self, colour: str) -> str:
        """Icon and word of a colour; it reads the same without ink."""
        return f"{_ICONS[colour]}\u00a0{self.say(_WORDS[colour])}"

    def icon(self, colour: str) -> str:
        """The icon of a colour."""
        return _ICONS[colour]

    @property
    def length(self) -> int:
        """How many lines the page has so far."""
        return len(self._lines)

    def append(self, other: Page) -> None:
        """Put the lines of a draft after those of this page."""
        self._lines += other._lines

    def line(self, text: str = "") -> None:
        """One line as it is."""
        self._lines.append((french(text) if self.language == "fr" else text).rstrip())

    def title(self, text: Text) -> None:
        """A heading, with a blank line before it."""
        if self._lines:
            self.line()
        self.line(click.style(self.say(text), bold=True))

    def paragraph(self, text: str, indent: str = "", hanging: str | None = None) -> None:
        """Text folded to the width; `hanging` indents the lines that follow the first."""
        follow = indent if hanging is None else hanging
        self._lines += textwrap.wrap(
            french(text) if self.language == "fr" else text,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=follow,
            break_on_hyphens=False,
            break_long_words=False,
        ) or [""]

    def table(self, rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> None:
        """Columns as wide as their widest cell, two spaces apart."""
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        rightmost = set(right)
        for row in rows:
            cells = [
                cell.rjust(width) if index in rightmost else cell.ljust(width)
                for index, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            self.line("  ".join(cells))

    def show(self) -> None:
        """Write the page on the standard output."""
        write(_INKED.sub(_ink, "\n".join(self._lines)) + "\n")


def on_one_page(
    before: Page, rooms: Sequence[_Room], write_in: Callable[[Page, _Room], None]
) -> Page:
    """The first draft that fits on one page after what it has already; the last of them if none."""
    draft = Page(before.language)
    for room in rooms:
        draft = Page(before.language)
        write_in(draft, room)
        if before.length + draft.length <= PAGE_LINES:
            break
    return draft


def write(text: str) -> None:
    """Write on the standard output, inked only on a terminal that wants it."""
    click.echo(text, nl=False, color=False if os.environ.get("NO_COLOR") else None)


def use_utf8() -> None:
    """Let accents and icons through on terminals that would refuse them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def problem_document(problems: Sequence[Problem]) -> str:
    """Every problem as one document, in the manner of RFC 9457."""
    return to_json(
        {
            "type": "about:blank",
            "title": {"fr": "Entrée refusée", "en": "Input refused"},
            "status": 422,
            "detail": {"fr": _count_fr(len(problems)), "en": _count_en(len(problems))},
            "problems": [problem.as_json() for problem in problems],
        }
    )


def problem_page(problems: Sequence[Problem], language: Language) -> str:
    """Every problem as lines: where, what, the value, the remedy."""
    count = _count_fr(len(problems)) if language == "fr" else _count_en(len(problems))
    lines = [count]
    for problem in problems:
        lines += textwrap.wrap(
            french(problem.sentence("fr")) if language == "fr" else problem.sentence("en"),
            WIDTH,
            initial_indent="- ",
            subsequent_indent="  ",
            break_on_hyphens=False,
            break_long_words=False,
        )
    return "\n".join(lines) + "\n"


def _count_fr(count: int) -> str:
    return "1 problème à corriger." if count == 1 else f"{count} problèmes à corriger."


def _count_en(count: int) -> str:
    return "1 problem to mend." if count == 1 else f"{count} problems to mend."
