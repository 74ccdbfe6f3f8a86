"""The generated part of the page about the placement log: its columns."""

from __future__ import annotations

from matching.backtest.log_columns import COLUMNS, Column, Kind
from regions_data.text import Language, Text

_KINDS: dict[Kind, Text] = {
    "text": Text("texte", "text"),
    "day": Text("date", "day"),
    "place": Text("code ou nom", "code or name"),
    "places": Text("liste de codes ou de noms", "list of codes or names"),
    "share": Text("nombre de 0 à 1", "number from 0 to 1"),
    "shares": Text("liste de nombres de 0 à 1", "list of numbers from 0 to 1"),
    "score": Text("nombre de 0 à 100", "number from 0 to 100"),
    "profile": Text("JSON", "JSON"),
}


def column_rows(language: Language) -> list[tuple[str, ...]]:
    """Each column: its name, what it is, what it holds."""
    return [_row(column, language) for column in COLUMNS]


def _row(column: Column, language: Language) -> tuple[str, ...]:
    needed = Text(" (nécessaire)", " (required)") if column.is_required else Text("", "")
    title = f"{column.title.in_language(language)}{needed.in_language(language)}"
    return f"`{column.name}`", title, _holds(column, language)


def _holds(column: Column, language: Language) -> str:
    if column.words is None:
        return _KINDS[column.kind].in_language(language)
    return ", ".join(
        f"`{word.value}` ({word.label.in_language(language)})" for word in column.words.words
    )
