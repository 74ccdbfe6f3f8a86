"""The record of what would make a colour greener."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from features.profile import Answer, Gap
from matching.ruleset import ColourName
from regions_data.text import Text

Target = Literal["fit", "preparation", "colour"]


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact of the household, or the `place`, before and after a change."""

    fact: str
    before: Answer
    after: Answer

    def as_json(self) -> dict[str, object]:
        """The change under the keys of the contract."""
        return {"fact": self.fact, "from": _plain(self.before), "to": _plain(self.after)}


@dataclass(frozen=True, slots=True)
class WouldChange:
    """A smallest set of changes that makes a colour greener, verified by the engine."""

    target: Target
    before: ColourName
    after: ColourName
    changes: tuple[Changed, ...]
    text: Text

    def as_json(self) -> dict[str, object]:
        """The set under the keys of the contract."""
        return {
            "target": self.target,
            "from": self.before,
            "to": self.after,
            "changes": [change.as_json() for change in self.changes],
            "text": self.text.as_json(),
        }


def _plain(answer: Answer) -> str | float | list[str]:
    """An answer as JSON holds it."""
    if isinstance(answer, Gap):
        return answer.value
    if isinstance(answer, date):
        return answer.isoformat()
    return list(answer) if isinstance(answer, tuple) else answer
