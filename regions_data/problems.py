"""What is wrong with something a person handed in: where, which value, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from regions_data.text import Language, Text

NO_REMEDY = Text("", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, told so that the person who wrote it can mend it.

    `where` is a dotted path, a file or a column; `line` counts from 1; `value` is the value as
    written, or empty where it must not be repeated; `known` lists the accepted values, or only
    those that could have been meant where `is_closed` is False.
    """

    where: str
    message: Text
    remedy: Text = NO_REMEDY
    value: str = ""
    line: int | None = None
    known: tuple[str, ...] = field(default=())
    is_closed: bool = True

    def sentence(self, language: Language) -> str:
        """The problem and its remedy on one line: where, the value, what is wrong, what to do."""
        colon = " :" if language == "fr" else ":"
        line = "" if self.line is None else f" ({_LINE.in_language(language)} {self.line})"
        parts = [f"{self.where}{line}{colon}"]
        if self.value:
            parts.append(_QUOTED.in_language(language).format(self.value) + colon)
        parts.append(self.message.in_language(language))
        if self.known:
            heading = _KNOWN if self.is_closed else _CANDIDATES
            parts.append(f"{heading.in_language(language)} {', '.join(self.known)}.")
        parts.append(self.remedy.in_language(language))
        return " ".join(part for part in parts if part)

    def as_json(self) -> dict[str, object]:
        """The problem as one entry of a problem document."""
        return {
            "where": self.where,
            "line": self.line,
            "value": self.value,
            "message": self.message.as_json(),
            "known": list(self.known),
            "remedy": self.remedy.as_json(),
        }


_LINE = Text("ligne", "line")
_KNOWN = Text("Valeurs connues :", "Known values:")
_CANDIDATES = Text("Candidats :", "Candidates:")
_QUOTED = Text("« {} »", "“{}”")


class Refused(ValueError):
    """Something handed in cannot be used; every problem found is listed, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence("en") for problem in self.problems))


def refuse(where: str, message: Text, remedy: Text = NO_REMEDY, *, value: str = "") -> Refused:
    """A refusal with a single problem, ready to be raised."""
    return Refused([Problem(where, message, remedy, value)])
