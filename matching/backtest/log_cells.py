"""Read the cells of one row of a log: days, words, numbers, places, and the profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from features.profile import HouseholdProfile
from features.profile_reader import read_profile
from features.schema import field_at
from features.vocabulary import Vocabulary
from matching.backtest import log_messages as say
from matching.backtest.log_columns import BOOLEANS, BY_NAME
from matching.backtest.log_mapping import LogMapping, is_fact_path
from matching.backtest.log_table import LISTED_BY, Row
from matching.backtest.outcomes import Known
from regions_data.catalog import Place
from regions_data.document import Entries, Items, Node, Scalar, read_document
from regions_data.labour import Labour
from regions_data.place_search import find_place, folded
from regions_data.problems import Problem, Refused
from regions_data.snapshot import Snapshot
from regions_data.text import Text

UNKNOWN_WORDS = frozenset(
    {
        "", "?", "-", "–", "—", "unknown", "inconnu", "inconnue", "n/a", "na", "n. d.", "n.d.",
        "nd", "s. o.", "null",
    }
)  # fmt: skip
"""What a cell holds when nobody knows, in small letters; any other mark is a word to be told."""
_ERRORS = frozenset(
    {"#n/a", "#ref!", "#value!", "#valeur!", "#name?", "#nom?", "#div/0!", "#null!", "#num!",
     "#nul!", "#nombre!"}
)  # fmt: skip
_HOUR = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_HOUR}")
_FRENCH = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}){_HOUR}")
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:[.,]\d{1,30})?|[.,]\d{1,30})(?:e[+-]?\d{1,3})?")
_CODE_LIKE = re.compile(r"[\w.|-]{1,20}")
_LISTS = frozenset({"words", "municipalities", "regions"})
_NOT_A_LIST = frozenset({"unknown", "declined", "not applicable"})
_EMPTY_LIST = frozenset({"none", "aucun", "aucune", "[]"})
_T = TypeVar("_T")


@dataclass(eq=False)
class Cells:
    """One row being read: its values by our column names, and what is wrong with them."""

    row: Row
    mapping: LogMapping
    snapshot: Snapshot
    labour: Labour
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        """The cell of one of our columns, None when it is empty or says that nobody knows."""
        header = self.mapping.header_of(name)
        if header in self.mapping.ignore:
            return None
        written = self.mapping.word(name, self.row.cells.get(header, ""))
        if written.casefold() in _ERRORS:
            self.refuse(name, say.EXCEL_ERROR, say.MEND_THE_SHEET)
            return None
        return None if is_unknown(written) else written

    def day(self, name: str) -> date | None:
        """A day, as AAAA-MM-JJ or JJ/MM/AAAA."""
        return self._read(name, _day, say.NOT_A_DAY, say.WRITE_DAY)

    def share(self, name: str) -> float | None:
        """A probability from 0 to 1."""
        return self._read(name, _share, say.NOT_A_SHARE, say.WRITE_SHARE)

    def shares(self, name: str) -> tuple[float | None, ...]:
        """Probabilities separated by bars, in their order."""
        found = self._read(name, _shares, say.NOT_A_SHARE, say.WRITE_SHARE)
        return found or ()

    def score(self, name: str) -> float | None:
        """A number from 0 to 100."""
        return self._read(name, _score, say.NOT_A_SCORE, say.WRITE_SCORE)

    def word(self, name: str) -> str | None:
        """A word of the column's closed list: its value, or how it is said in French or English."""
        written, vocabulary = self.text(name), BY_NAME[name].words
        if written is None or vocabulary is None:
            return None
        meant = meant_word(vocabulary, written)
        if meant is None:
            self.refuse(name, say.NOT_A_WORD, say.WRITE_A_WORD, known=vocabulary.values)
        return meant

    def known(self, name: str) -> Known:
        """Yes, no, or nobody knows."""
        word = self.word(name)
        return Known.UNKNOWN if word is None else Known(word)

    def place(self, name: str) -> Place | None:
        """A municipality by code or name; one whose code has changed is found, and noted."""
        written = self.text(name)
        return None if written is None else self._place(name, written)

    def places(self, name: str) -> tuple[Place, ...]:
        """Municipalities separated by bars."""
        written = self.text(name) or ""
        found = [self._place(name, one) for one in written.split(LISTED_BY) if one.strip()]
        return tuple(place for place in found if place is not None)

    def profile(self) -> HouseholdProfile | None:
        """The household, from the column `profile` or from a column for each fact."""
        try:
            return read_profile(self._profile_document(), self.snapshot, self.labour)
        except Refused as refused:
            self.problems += [self._of_profile(each) for each in refused.problems]
            return None

    def _of_profile(self, problem: Problem) -> Problem:
        """A problem of the profile at the column that holds it; what may be a name is not shown."""
        where, parts = "profile", problem.where.split(".")
        for end in range(len(parts), 0, -1):
            header = self.mapping.header_of(".".join(parts[:end]))
            if header in self.row.cells:
                where = header
                break
        value = problem.value if _CODE_LIKE.fullmatch(problem.value) else ""
        return Problem(where, problem.message, problem.remedy, value, self.row.line, problem.known)

    def refuse(
        self,
        name: str,
        message: Text,
        remedy: Text,
        *,
        known: tuple[str, ...] = (),
        is_shown: bool = True,
    ) -> None:
        """Keep a problem with a column of this row, its value shown unless it may be a name."""
        problem = self._problem(name, message, remedy, known)
        problem = problem if is_shown else replace(problem, value="")
        if problem not in self.problems:  # a cell may be read more than once
            self.problems.append(problem)

    def note(self, name: str, message: Text) -> None:
        """Keep something worth knowing, which does not reject the row."""
        self.notes.append(self._problem(name, message, Text("", ""), ()))

    def _problem(self, name: str, message: Text, remedy: Text, known: tuple[str, ...]) -> Problem:
        header = self.mapping.header_of(name)
        value = self.row.cells.get(header, "")[:60]
        return Problem(header, message, remedy, value, self.row.line, known)

    def _read(
        self, name: str, read: Callable[[str], _T | None], message: Text, remedy: Text
    ) -> _T | None:
        written = self.text(name)
        found = None if written is None else read(written)
        if written is not None and found is None:
            self.refuse(name, message, remedy)
        return found

    def _place(self, name: str, written: str) -> Place | None:
        code = _whole_code(written)
        today = self.snapshot.former_codes.get(code)
        if today is not None:
            found = self.snapshot.place(today)
            self.note(name, say.former_code(code, found))
            return found
        try:
            return find_place(self.snapshot, code, where=self.mapping.header_of(name))
        except Refused as refused:
            for each in refused.problems:
                self.problems.append(
                    Problem(
                        each.where, each.message, each.remedy, each.value, self.row.line,
                        each.known, each.is_closed,
                    )
                )  # fmt: skip
            return None

    def _profile_document(self) -> Node:
        written = self.text("profile")
        if written is not None:
            return read_document(written.encode("utf-8", "replace"), "profile")
        facts = {
            name: self._fact(name, cell)
            for header, cell in self.row.cells.items()
            if header not in self.mapping.ignore
            and is_fact_path(name := self.mapping.our_name(header))
            and cell
        }
        return _document_of(facts, self.row.line)

    def _fact(self, path: str, cell: str) -> str:
        """A cell of the profile as the profile writes it, by the log's own conventions."""
        cell, field_ = self.mapping.word(path, cell), field_at(path)
        if is_unknown(cell):
            return "unknown"
        if field_.kind == "date":
            day = _day(cell)
            return cell if day is None else day.isoformat()
        if field_.kind in {"municipality", "municipalities"}:
            codes = [_whole_code(one) for one in cell.split(LISTED_BY)]
            return LISTED_BY.join(self.snapshot.former_codes.get(code, code) for code in codes)
        if field_.vocabulary is None:
            return cell
        words = [meant_word(field_.vocabulary, one) or one.strip() for one in cell.split(LISTED_BY)]
        return LISTED_BY.join(words)


def _document_of(facts: Mapping[str, str], line: int, prefix: str = "") -> Node:
    """The profile document of some cells by fact path; the items of a list stand in their order."""
    heads = dict.fromkeys(path.partition(".")[0] for path in facts)
    if heads and all(head.isdigit() for head in heads):
        numbers = range(max(int(head) for head in heads) + 1)
        return Items(tuple(_below(facts, str(i), line, prefix) for i in numbers), line)
    entries = tuple((Scalar(head, line), _below(facts, head, line, prefix)) for head in heads)
    return Entries(entries, line)


def _below(facts: Mapping[str, str], head: str, line: int, prefix: str) -> Node:
    """What stands under one key: a value, or a group with what is beside its own value."""
    path = f"{prefix}{head}"
    inner = {p.partition(".")[2]: c for p, c in facts.items() if p.startswith(f"{head}.")}
    if not inner and head in facts:
        return _value(path, facts[head], line)
    group = _document_of(inner, line, f"{path}.")
    if head not in facts or not isinstance(group, Entries):
        return group
    return Entries(((Scalar("status", line), Scalar(facts[head], line)), *group.entries), line)


def _value(path: str, cell: str, line: int) -> Node:
    """One value, or a list whose items stand between bars; « none » is an empty list."""
    if field_at(path).kind not in _LISTS or folded(cell) in _NOT_A_LIST:
        return Scalar(cell, line)
    items = () if cell.strip().casefold() in _EMPTY_LIST else cell.split(LISTED_BY)
    return Items(tuple(Scalar(item.strip(), line) for item in items), line)


def is_unknown(written: str) -> bool:
    """Whether a cell says that nobody knows."""
    return written.strip().casefold() in UNKNOWN_WORDS


def meant_word(vocabulary: Vocabulary, written: str) -> str | None:
    """The value of a closed list that a cell means: itself, or its French or English label."""
    meant = folded(written)
    if meant in BOOLEANS and set(vocabulary.values) == {"yes", "no"}:
        return BOOLEANS[meant]
    for word in vocabulary.words:
        if meant and meant in {folded(word.value), folded(word.label.fr), folded(word.label.en)}:
            return word.value
    return None


def _whole_code(written: str) -> str:
    """A municipality's code with the first 0 that a spreadsheet drops, or a name."""
    code = written.strip()
    return code.zfill(5) if code.isdecimal() and code.isascii() else code


def _day(written: str) -> date | None:
    iso, french = _ISO.fullmatch(written), _FRENCH.fullmatch(written)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(french[3]), int(french[2]), int(french[1])) if french else None
    except ValueError:
        return None


def _number(written: str) -> float | None:
    """A number with a point or a decimal comma."""
    return float(written.replace(",", ".")) if _NUMBER.fullmatch(written.lower()) else None


def _share(written: str) -> float | None:
    """A probability, or a percentage with its sign."""
    is_percentage = written.endswith("%")
    number = _number(written.removesuffix("%").strip())
    number = number / 100 if is_percentage and number is not None else number
    return number if number is not None and 0.0 <= number <= 1.0 else None


def _shares(written: str) -> tuple[float | None, ...] | None:
    found = [(_share(one.strip()), is_unknown(one)) for one in written.split(LISTED_BY)]
    if any(share is None and not unknown for share, unknown in found):
        return None
    return tuple(share for share, _ in found)


def _score(written: str) -> float | None:
    number = _number(written)
    return number if number is not None and 0.0 <= number <= 100.0 else None
