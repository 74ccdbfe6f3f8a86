"""A comparison of a factor with a limit, and the words that say it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from features.pairs import Flags
from features.place import Numbers
from features.vocabulary import Vocabulary
from regions_data.text import Text, number_en, number_fr

_Compare: TypeAlias = Callable[[Numbers, float], Flags]
_OPERATORS: dict[str, tuple[_Compare, Text]] = {
    ">=": (operator.ge, Text("au moins", "at least")),
    "<=": (operator.le, Text("au plus", "at most")),
    ">": (operator.gt, Text("plus de", "more than")),
    "<": (operator.lt, Text("moins de", "less than")),
    "==": (operator.eq, Text("égal à", "equal to")),
}
_LEVEL_WORDS: dict[str, Text] = {
    ">=": Text("« {} » ou mieux", "“{}” or better"),
    "<=": Text("« {} » ou moins", "“{}” or less"),
    ">": Text("mieux que « {} »", "better than “{}”"),
    "<": Text("moins que « {} »", "less than “{}”"),
    "==": Text("« {} »", "“{}”"),
}
OPERATORS = tuple(_OPERATORS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`factor OPERATOR limit`; it both tests a factor and says the test aloud.

    >>> Comparison(">", 30.0).words().fr
    'plus de 30'
    """

    symbol: str
    limit: float
    levels: Vocabulary | None = None

    def holds(self, values: Numbers) -> Flags:
        """Where the comparison is true; never where a value is NaN."""
        compare, _ = _OPERATORS[self.symbol]
        return compare(np.asarray(values, dtype=np.float64), self.limit)

    def words(self, unit: str = "") -> Text:
        """The comparison in French and in English, with the unit of its number."""
        _, said = _OPERATORS[self.symbol]
        if self.levels is None:
            told = Text(number_fr(self.limit), number_en(self.limit))
            measure = f"\u00a0{unit}" if unit else ""
            return Text(f"{said.fr} {told.fr}{measure}", f"{said.en} {told.en}{measure}")
        label, told = self.levels.words[int(self.limit)].label, _LEVEL_WORDS[self.symbol]
        return Text(told.fr.format(label.fr), told.en.format(label.en))


def parse_comparison(text: str, levels: Vocabulary | None) -> Comparison:
    """The comparison written in a band (`>= 30`, `< moderate`).

    Raises:
        ValueError: the operator, the number or the level's name is not known; the message says
            which.
    """
    symbol = next((symbol for symbol in OPERATORS if text.startswith(symbol)), None)
    if symbol is None:
        raise ValueError("operator")
    written = text[len(symbol) :].strip()
    if levels is None:
        try:
            limit = float(written)
        except ValueError as error:
            raise ValueError("number") from error
        if not np.isfinite(limit):
            raise ValueError("number")
        return Comparison(symbol, limit)
    if written not in levels.values:
        raise ValueError("level")
    return Comparison(symbol, float(levels.position(written)), levels)
