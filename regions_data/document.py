"""Read one YAML or JSON document into nodes that remember their line."""

# Scalars stay text, as written: `no`, `066` or `01023` mean what the reader of the document
# decides, never what YAML 1.1 would guess. Aliases and tags are refused, so a small file cannot
# expand.

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

import yaml

from regions_data.problems import Problem, Refused, refuse
from regions_data.text import Text

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written; `text` is None for an empty value (`key:`, `null`, `~`)."""

    text: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int | None


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping, in the order written; `entries` pairs each key with its node."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int | None

    def get(self, key: str) -> Node | None:
        """The node under a key, or None."""
        return next((node for name, node in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Items | Entries


def read_file(path: Path) -> Node:
    """The document in a file, refused before it is read when it is too large."""
    name = path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(name)
        with path.open("rb") as stream:
            return read_stream(stream, name)
    except OSError as error:
        raise refuse(
            name,
            Text("ce fichier ne peut pas être lu.", "this file cannot be read."),
            Text(
                "Vérifiez le nom, le dossier et les droits de lecture.",
                "Check the name, the folder and the right to read it.",
            ),
        ) from error


def read_stream(stream: BinaryIO, name: str) -> Node:
    """The document on a stream; no more than the allowed size is read."""
    return read_document(stream.read(MAX_BYTES + 1), name)


def read_document(raw: bytes, name: str) -> Node:
    """The nodes of one YAML or JSON document.

    Raises:
        Refused: empty, too large, not UTF-8, not YAML, several documents, an alias, a tag, a key
            written twice, or deeper than `MAX_DEPTH`.
    """
    if len(raw) > MAX_BYTES:
        raise _too_large(name)
    text = _decoded(raw, name)
    if not text.strip():
        raise _empty(name)
    node = _json_node(text, name) if text.lstrip().startswith("{") else None
    return node if node is not None else _yaml_node(text, name)


def _too_large(name: str) -> Refused:
    return refuse(
        name,
        Text(
            f"le document dépasse {MAX_BYTES // 1_000_000} Mo.",
            f"the document is larger than {MAX_BYTES // 1_000_000} MB.",
        ),
        Text("Donnez un seul document, sans annexe.", "Give a single document, without annexes."),
    )


def _empty(name: str) -> Refused:
    return refuse(
        name,
        Text("le document est vide.", "the document is empty."),
        Text("Écrivez au moins un renseignement.", "Write at least one fact."),
    )


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = Text("le texte n'est pas en UTF-8.", "the text is not UTF-8.")
        remedy = Text(
            "Enregistrez le fichier de nouveau en choisissant l'encodage UTF-8.",
            "Save the file again with the UTF-8 encoding.",
        )
        value = f"0x{raw[error.start]:02x}"
        raise Refused([Problem(name, message, remedy, value=value, line=line)]) from error


class _TwiceError(ValueError):
    """A key stands twice in one JSON object."""


def _json_node(text: str, name: str) -> Node | None:
    """The nodes of a JSON text; None when it is not JSON (it may still be YAML)."""
    try:
        node = _from_json(
            json.loads(
                text,
                object_pairs_hook=_json_pairs,
                parse_int=str,
                parse_float=str,
                parse_constant=str,
            )
        )
        if _depth(node) > MAX_DEPTH:
            raise _too_deep(name, None)
    except _TwiceError as error:
        raise _twice(name, str(error), None) from error
    except RecursionError as error:
        raise _too_deep(name, None) from error
    except (json.JSONDecodeError, UnicodeEncodeError):  # half a surrogate pair is not text either
        return None
    return node


def _depth(node: Node) -> int:
    if isinstance(node, Items):
        return 1 + max((_depth(item) for item in node.items), default=0)
    if isinstance(node, Entries):
        return 1 + max((_depth(value) for _, value in node.entries), default=0)
    return 0


def _json_pairs(pairs: list[tuple[str, object]]) -> Entries:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise _TwiceError(key)
        seen.add(key)
        key.encode()
    return Entries(tuple((Scalar(key, None), _from_json(value)) for key, value in pairs), None)


def _from_json(value: object) -> Node:
    if isinstance(value, Entries):
        return value
    if isinstance(value, list):
        return Items(tuple(_from_json(item) for item in value), None)
    if value is None:
        return Scalar(None, None)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text.encode()
    return Scalar(text, None)


def _yaml_node(text: str, name: str) -> Node:
    try:
        events = yaml.parse(text, Loader=_LOADER)
        return _Builder(name).build(events)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = Text("ce n'est pas du YAML lisible.", "this is not readable YAML.")
        remedy = Text(
            "Vérifiez l'alignement, les deux-points et les guillemets près de cette ligne.",
            "Check the indentation, the colons and the quotes near this line.",
        )
        line = None if mark is None else mark.line + 1
        raise Refused([Problem(name, message, remedy, line=line)]) from error


class _Builder:
    """Folds parser events into nodes with a stack of its own, so that depth is bounded."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0

    def build(self, events: Iterator[yaml.Event]) -> Node:
        documents = [
            self._node(event, events) for event in events if isinstance(event, yaml.NodeEvent)
        ]
        if not documents:  # nothing but comments
            raise _empty(self._name)
        if len(documents) != 1:
            raise refuse(
                self._name,
                Text("il y a plusieurs documents (« --- »).", "there are several documents (---)."),
                Text("Gardez un seul document par fichier.", "Keep one document per file."),
            )
        return documents[0]

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if anchor := getattr(event, "anchor", None):
            raise self._refuse_reference(line, str(anchor))
        tag = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            raise self._refuse_reference(line, str(tag))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event, line)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _too_deep(self._name, line)
        node = (
            Items(tuple(self._items(events)), line)
            if isinstance(event, yaml.SequenceStartEvent)
            else Entries(tuple(self._entries(events)), line)
        )
        self._depth -= 1
        return node

    def _items(self, events: Iterator[yaml.Event]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events)

    def _entries(self, events: Iterator[yaml.Event]) -> Iterator[tuple[Scalar, Node]]:
        seen: set[str] = set()
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, events)
            if not isinstance(key, Scalar) or key.text is None:
                raise refuse(
                    self._name,
                    Text("une clé n'est pas un mot.", "a key is not a word."),
                    Text("Écrivez « clé: valeur ».", "Write “key: value”."),
                )
            if key.text in seen:
                raise _twice(self._name, key.text, key.line)
            seen.add(key.text)
            yield key, self._node(next(events), events)

    def _refuse_reference(self, line: int, value: str) -> Refused:
        message = Text(
            "les ancres, les alias et les étiquettes YAML ne sont pas acceptés.",
            "YAML anchors, aliases and tags are not accepted.",
        )
        remedy = Text("Écrivez la valeur en toutes lettres.", "Write the value out in full.")
        return Refused([Problem(self._name, message, remedy, value=value[:40], line=line)])


def _scalar(event: yaml.ScalarEvent, line: int) -> Scalar:
    is_plain = not event.style or event.style not in "'\"|>"
    is_empty = is_plain and event.value in {"", "~", "null", "Null", "NULL"}
    return Scalar(None if is_empty else event.value, line)


def _twice(name: str, key: str, line: int | None) -> Refused:
    message = Text("cette clé est écrite deux fois.", "this key is written twice.")
    remedy = Text("Gardez une seule des deux lignes.", "Keep only one of the two lines.")
    return Refused([Problem(name, message, remedy, value=key[:60], line=line)])


def _too_deep(name: str, line: int | None) -> Refused:
    message = Text(
        f"plus de {MAX_DEPTH} niveaux imbriqués.", f"more than {MAX_DEPTH} nested levels."
    )
    remedy = Text(
        "Un profil ou un jeu de règles n'en demande pas tant : vérifiez le fichier.",
        "A profile or a ruleset needs far fewer: check the file.",
    )
    return Refused([Problem(name, message, remedy, line=line)])
