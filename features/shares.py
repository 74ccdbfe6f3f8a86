"""How the words of a fact are shared out among invented households: the records of a marginal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ASSUMPTION = "assumption"
ALWAYS = "always"

Table = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Shares:
    """How the words of one fact are shared out, condition by condition; each row sums to 1.

    `fact` is a fact path, `*` standing for any adult or child, or a name when the draw is not
    itself an answer.
    """

    fact: str
    table: Table
    basis: str = ASSUMPTION


@dataclass(frozen=True, slots=True)
class Span:
    """A whole number of some unit, every one from `low` to `high` (both included) alike."""

    fact: str
    low: int
    high: int
    unit: str
    basis: str = ASSUMPTION


def yes(share: float) -> dict[str, float]:
    """The two words of a yes-or-no fact.

    >>> yes(0.3)
    {'no': 0.7, 'yes': 0.3}
    """
    return {"no": round(1 - share, 4), "yes": share}


def equal(*words: str) -> dict[str, float]:
    """Every word alike."""
    return dict.fromkeys(words, 1 / len(words))
