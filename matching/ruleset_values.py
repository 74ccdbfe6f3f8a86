"""Read the single values of a ruleset, keeping every problem with its line and its remedy."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from rapidfuzz import process

from matching import ruleset_messages as say
from regions_data.document import Entries, Items, Node, Scalar
from regions_data.problems import Problem
from regions_data.text import Text

LIKELY_SLIP_SCORE = 70.0
"""From this likeness (0 to 100) a misspelt word is taken for a slip of the keyboard."""
_T = TypeVar("_T")


class ValueReader:
    """Reads values and collects problems; a value that cannot be read comes back as None.

    A missing key is reported once, by `_check_keys`; the readers of values stay silent about it.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def _number(self, node: Node | None, where: str, low: float, high: float) -> float | None:
        text = node.text if isinstance(node, Scalar) else None
        try:
            number = float(text) if text is not None else float("nan")
        except ValueError:
            number = float("nan")
        if low <= number <= high:
            return number
        remedy = Text(
            f"Écrivez un nombre de {low:g} à {high:g}, avec un point décimal.",
            f"Write a number from {low:g} to {high:g}, with a decimal point.",
        )
        if node is not None:
            self._add(where, node, say.NOT_A_NUMBER, remedy)
        return None

    def _list(self, node: Entries, where: str, key: str) -> tuple[Node, ...]:
        found = node.get(key)
        if isinstance(found, Items) and found.items:
            return found.items
        if found is not None:
            self._add(f"{where}.{key}", found, say.NOT_A_LIST, say.WRITE_LIST)
        return ()

    def _text(self, node: Entries, where: str, key: str) -> str | None:
        found = node.get(key)
        if isinstance(found, Scalar) and found.text and found.text.strip():
            return found.text.strip()
        if found is not None:
            self._add(f"{where}.{key}", found, say.EMPTY, say.WRITE_SENTENCE)
        return None

    def _date(self, node: Entries, where: str, key: str) -> date | None:
        found = node.get(key)
        if found is None:
            return None
        try:
            return date.fromisoformat((found.text if isinstance(found, Scalar) else None) or "")
        except ValueError:
            self._add(f"{where}.{key}", found, say.NOT_A_DATE, say.WRITE_DATE)
            return None

    def _choice(self, node: Entries, where: str, key: str, known: tuple[_T, ...]) -> _T | None:
        found = node.get(key)
        if found is None:
            return None
        text = found.text if isinstance(found, Scalar) else None
        if text in known:
            return known[known.index(text)]
        names = tuple(str(item) for item in known)
        remedy = _suggestion(text or "", names)
        self._add(f"{where}.{key}", found, say.UNKNOWN_VALUE, remedy, known=names)
        return None

    def _check_keys(
        self, node: Entries, where: str, known: tuple[str, ...], optional: tuple[str, ...]
    ) -> None:
        written = [key.text or "" for key, _ in node.entries]
        for key, _ in node.entries:
            if key.text not in known:
                remedy = _suggestion(key.text or "", known)
                self._add(f"{where}.{key.text}"[:120], key, say.UNKNOWN_KEY, remedy, known=known)
        for name in known:
            if name not in written and name not in optional:
                message = Text(f"il manque « {name} ».", f"“{name}” is missing.")
                self._add(f"{where}.{name}", node, message, say.ADD_KEY)

    def _add(
        self,
        where: str,
        node: Node,
        message: Text,
        remedy: Text,
        *,
        known: tuple[str, ...] = (),
    ) -> None:
        value = (node.text or "")[:60] if isinstance(node, Scalar) else ""
        self.problems.append(Problem(where, message, remedy, value, node.line, known))


def _suggestion(written: str, known: tuple[str, ...]) -> Text:
    """The known word that was probably meant, else the advice to choose one."""
    for near, score, _ in process.extract(written, known, limit=1):
        if score >= LIKELY_SLIP_SCORE:
            return Text(f"Vouliez-vous dire « {near} » ?", f"Did you mean “{near}”?")
    return say.CHOOSE
