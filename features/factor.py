"""What a factor is: one number about a household in a place, and what it reads to get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from features.pairs import Flags, Pairs
from features.place import Numbers
from features.vocabulary import Vocabulary
from regions_data.text import Text

About = Literal["place", "household"]
Better = Literal["up", "down"]
Compute: TypeAlias = Callable[[Pairs], Numbers]
Applies: TypeAlias = Callable[[Pairs], Flags]


@dataclass(frozen=True, slots=True)
class Factor:
    """One number (or ranked word) about pairs.

    Attributes:
        id: the name used by rulesets.
        title: how a reader is told what it measures.
        unit: the unit of its number, or "" for a word or a share.
        compute: the values, shape broadcastable to (n, m); NaN where a place fact is unknown. It is
            called on `pairs.at_worst` and `pairs.at_best`, and must be monotone in what is unknown.
        household: the fact paths it reads.
        place: the place facts it reads (indicator ids, `in_cmm`, `occupation_outlook`, …).
        constants: what it reads of the snapshot that is the same in every place.
        levels: the ranked words of its values, when they are words.
        applies: where it has a meaning at all; computed on both sides too.
        earner: whose occupation it speaks of: 0 the person, 1 the partner.
        better: whether a household is better off with a higher (`up`) or a lower value (`down`).
        may_colour: whether it may give a colour; a factor whose place facts do not gate, or are
            often unknown, only feeds the score (DESIGN §2.3), and a situation only a step.
        red_when: the values that the closed list of reds holds (DESIGN §6), as a band writes them
            (`> 30`, `== opposed`); None for a factor that may never be red.
        lacks: where a place fact that counts is missing although the value is a number.
        starts_full: while undeclared it keeps full points; declaring can only lose some.
    """

    id: str
    title: Text
    compute: Compute
    unit: str = ""
    household: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    levels: Vocabulary | None = None
    applies: Applies | None = None
    earner: int | None = None
    better: Better = "up"
    may_colour: bool = True
    red_when: str | None = None
    lacks: Applies | None = None
    starts_full: bool = False

    @property
    def may_be_red(self) -> bool:
        """Whether it stands in the closed list of reds."""
        return self.red_when is not None

    @property
    def about(self) -> About:
        """`place` when it reads a place fact, so that it can differ from town to town."""
        return "place" if self.place else "household"
