"""Read the programme register: every mistake at once, each with its line and the remedy."""

from __future__ import annotations

import functools
import hashlib
import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

from features.field import Field
from features.schema import field_at
from matching import programmes_messages as told
from matching import ruleset_messages as say
from matching.programme_rules import (
    UNVERIFIED,
    Programme,
    ProgrammeCondition,
    ProgrammeConfidence,
    ProgrammeEntry,
    Programmes,
    ProgrammeWord,
    WordCondition,
    YearsCondition,
)
from matching.ruleset_values import ValueReader
from regions_data.document import Entries, Items, Node, Scalar, read_document
from regions_data.problems import Refused
from regions_data.text import Text

_TOP_KEYS = ("version", "owner", "changelog", "sources", "facts", "no_conclusion", "programmes")
_PROGRAMME_KEYS = ("id", "title", "entries")
_ENTRY_KEYS = (
    "from", "until", "if", "answer", "confidence", "sources", "verified_on", "why",
)  # fmt: skip
_OPTIONAL_ENTRY_KEYS = ("until", "if")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_MOST_YEARS = 50


def programmes_path() -> Path:
    """Where the register in force is kept."""
    return Path(str(files("matching"))) / "programmes.yaml"


@functools.cache
def shipped_programmes() -> Programmes:
    """The register shipped with the code, read once."""
    path = programmes_path()
    return read_programmes(path.read_bytes(), path.name)


def read_programmes(raw: bytes, name: str) -> Programmes:
    """The programme register in a YAML text.

    Raises:
        Refused: with every mistake of the file.
    """
    reader = _Reader()
    register = reader.register(read_document(raw, name), hashlib.sha256(raw).hexdigest())
    if reader.problems or register is None:
        raise Refused(sorted(reader.problems, key=lambda problem: problem.line or 0))
    return register


class _Reader(ValueReader):
    """Collects problems while it reads; a part that cannot be read comes back as None."""

    def __init__(self) -> None:
        super().__init__()
        self._sources: dict[str, str] = {}
        self._facts: dict[str, Text] = {}

    # -- the file

    def register(self, node: Node, digest: str) -> Programmes | None:
        if not isinstance(node, Entries):
            self._add("programmes", node, say.NOT_A_MAPPING, say.WRITE_KEYS)
            return None
        self._check_keys(node, "register", _TOP_KEYS, ())
        self._read_sources(node)
        self._read_facts(node)
        alike = self._entries(node, "register", "no_conclusion")
        self._check_only_verify(node)
        found = [self._programme(item) for item in self._list(node, "register", "programmes")]
        self._check_unique(node)
        version, owner, changelog = (self._text(node, "register", key) for key in _TOP_KEYS[:3])
        if self.problems:
            return None
        programmes = tuple(programme for programme in found if programme is not None)
        return Programmes(
            version or "", owner or "", changelog or "", self._facts, alike, programmes, digest
        )

    def _read_sources(self, node: Entries) -> None:
        for key, _ in self._pairs(node, "sources"):
            sources = node.get("sources")
            name = key.text or ""
            if isinstance(sources, Entries):
                self._sources[name] = self._text(sources, "sources", name) or ""

    def _read_facts(self, node: Entries) -> None:
        for key, value in self._pairs(node, "facts"):
            path = key.text or ""
            where = f"facts.{path}"[:120]
            if _readable(path) is None:
                self._add(where, key, told.NOT_A_FACT, told.SEE_THE_PROFILE)
            self._facts[path] = self._both(value, where) or Text("", "")

    def _pairs(self, node: Entries, key: str) -> tuple[tuple[Scalar, Node], ...]:
        found = node.get(key)
        if isinstance(found, Entries):
            return found.entries
        if found is not None:
            self._add(f"register.{key}", found, say.NOT_A_MAPPING, say.WRITE_KEYS)
        return ()

    def _check_unique(self, node: Entries) -> None:
        seen: set[str] = set()
        items = node.get("programmes")
        for item in items.items if isinstance(items, Items) else ():
            named = item.get("id") if isinstance(item, Entries) else None
            if not isinstance(named, Scalar) or named.text is None:
                continue
            if named.text in seen:
                self._add(f"programmes.{named.text}"[:120], named, told.TWICE, say.KEEP_ONE)
            seen.add(named.text)

    def _check_only_verify(self, node: Entries) -> None:
        items = node.get("no_conclusion")
        for item in items.items if isinstance(items, Items) else ():
            answer = item.get("answer") if isinstance(item, Entries) else None
            if isinstance(answer, Scalar) and answer.text in {"eligible", "not_eligible"}:
                self._add("no_conclusion.answer", answer, told.ONLY_VERIFY, told.WRITE_VERIFY)

    # -- a programme

    def _programme(self, node: Node) -> Programme | None:
        if not isinstance(node, Entries):
            self._add("programmes", node, say.NOT_A_MAPPING, say.WRITE_KEYS)
            return None
        name = self._text(node, "programmes", "id")
        where = (name or "programmes")[:60]
        if name is not None and not _ID.fullmatch(name):
            self._add(f"{where}.id", node.get("id") or node, told.BAD_ID, told.WRITE_ID)
        self._check_keys(node, where, _PROGRAMME_KEYS, ())
        title = self._both(node.get("title"), f"{where}.title")
        entries = self._entries(node, where, "entries")
        if name is None or title is None or not entries:
            return None
        return Programme(name, title, entries)

    def _entries(self, node: Entries, where: str, key: str) -> tuple[ProgrammeEntry, ...]:
        read: list[ProgrammeEntry] = []
        for index, item in enumerate(self._list(node, where, key)):
            entry = self._entry(item, f"{where}.{key}.{index}")
            if entry is None:
                continue
            if any(_hides(above, entry) for above in read):
                self._add(f"{where}.{key}.{index}", item, told.NEVER_READ, told.MOVE_UP)
            read.append(entry)
        return tuple(read)

    # -- an entry

    def _entry(self, node: Node, where: str) -> ProgrammeEntry | None:
        if not isinstance(node, Entries):
            self._add(where, node, say.NOT_A_MAPPING, say.WRITE_KEYS)
            return None
        before = len(self.problems)
        self._check_keys(node, where, _ENTRY_KEYS, _OPTIONAL_ENTRY_KEYS)
        starts, until, verified_on = (
            self._date(node, where, key) for key in ("from", "until", "verified_on")
        )
        if starts is not None and until is not None and until < starts:
            self._add(f"{where}.until", node.get("until") or node, told.ENDS_FIRST, told.SWAP_DATES)
        conditions = self._conditions(node, where)
        answer = self._choice(node, where, "answer", get_args(ProgrammeWord))
        confidence = self._choice(node, where, "confidence", get_args(ProgrammeConfidence))
        if confidence == UNVERIFIED and answer not in {"verify", None}:
            at = node.get("answer") or node
            self._add(f"{where}.answer", at, told.UNVERIFIED_CONCLUDES, told.WRITE_VERIFY)
        source = self._source(node, where)
        why = self._both(node.get("why"), f"{where}.why")
        if starts is None or verified_on is None or why is None or len(self.problems) > before:
            return None
        if answer is None or confidence is None:
            return None
        return ProgrammeEntry(
            starts, until, conditions, answer, confidence, why, source, verified_on
        )

    def _source(self, node: Entries, where: str) -> str:
        names = []
        for item in self._list(node, where, "sources"):
            key = item.text if isinstance(item, Scalar) else None
            if key is None or key not in self._sources:
                known = tuple(self._sources)
                self._add(f"{where}.sources", item, told.NOT_A_SOURCE, say.CHOOSE, known=known)
            names.append(self._sources.get(key or "", ""))
        return " ; ".join(names)

    def _conditions(self, node: Entries, where: str) -> tuple[ProgrammeCondition, ...]:
        found = node.get("if")
        if found is None:
            return ()
        if not isinstance(found, Entries) or not found.entries:
            self._add(f"{where}.if", found, say.NOT_A_MAPPING, say.WRITE_KEYS)
            return ()
        read = [self._condition(key, value, f"{where}.if") for key, value in found.entries]
        return tuple(condition for condition in read if condition is not None)

    def _condition(self, key: Scalar, node: Node, where: str) -> ProgrammeCondition | None:
        path = key.text or ""
        at = f"{where}.{path}"[:120]
        field = _readable(path) if path in self._facts else None
        if field is None:
            self._add(at, key, told.NOT_LISTED, say.CHOOSE, known=tuple(self._facts))
            return None
        if field.kind == "date":
            return self._years(path, node, at)
        return self._words(path, node, at, field)

    def _words(self, path: str, node: Node, where: str, field: Field) -> WordCondition | None:
        items = node.items if isinstance(node, Items) else ()
        if not items:
            self._add(where, node, say.NOT_A_LIST, told.WRITE_WORDS)
        known = field.vocabulary.values if field.vocabulary is not None else ()
        words = [item.text or "" if isinstance(item, Scalar) else "" for item in items]
        for word, item in zip(words, items, strict=True):
            if word not in known:
                self._add(where, item, say.UNKNOWN_VALUE, say.CHOOSE, known=known)
        return WordCondition(path, tuple(words))

    def _years(self, path: str, node: Node, where: str) -> YearsCondition | None:
        if not isinstance(node, Entries):
            self._add(where, node, told.NOT_YEARS, told.WRITE_YEARS)
            return None
        self._check_keys(node, where, ("within_years",), ())
        years = self._number(node.get("within_years"), f"{where}.within_years", 1, _MOST_YEARS)
        if years is None:
            return None
        if years != int(years):
            self._add(where, node.get("within_years") or node, told.NOT_YEARS, told.WRITE_YEARS)
        return YearsCondition(path, int(years))

    def _both(self, node: Node | None, where: str) -> Text | None:
        """A sentence in French and in English; nothing is filled in, so no braces."""
        if node is None:
            return None
        if not isinstance(node, Entries):
            self._add(where, node, say.TWO_LANGUAGES, say.WRITE_TWO_LANGUAGES)
            return None
        self._check_keys(node, where, ("fr", "en"), ())
        fr, en = (self._text(node, where, language) for language in ("fr", "en"))
        if fr is None or en is None:
            return None
        if re.search(r"[{}]", fr + en):
            self._add(where, node, told.NO_BRACES, told.DROP_BRACES)
        return Text(fr, en)


def _readable(path: str) -> Field | None:
    """The field that a condition may compare at a path: one closed word, or a date."""
    try:
        field = field_at(path)
    except KeyError:
        return None
    first = path.partition(".")[0]
    in_a_list = field_at(first).kind == "groups"
    if in_a_list and not path.startswith(("adults.0.", "adults.1.")):
        return None
    if any(part.isdigit() for part in path.split(".")[2 if in_a_list else 0 :]):
        return None
    is_word = field.kind == "word" and field.vocabulary is not None
    return field if is_word or field.kind == "date" else None


def _hides(above: ProgrammeEntry, entry: ProgrammeEntry) -> bool:
    """Whether an entry above answers on every day of another, whatever the household."""
    if above.conditions or above.starts > entry.starts:
        return False
    return above.until is None or (entry.until is not None and entry.until <= above.until)
