"""Read one written value of a profile by the kind of its field."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from features import profile_messages as say
from features.field import Field, Kind
from features.profile import NO_LIMIT, Known
from regions_data.document import Node, Scalar
from regions_data.labour import Labour
from regions_data.occupations import unknown_noc
from regions_data.place_search import find_place, folded
from regions_data.problems import Problem, Refused
from regions_data.snapshot import Snapshot
from regions_data.text import Text

_EARLIEST, _LATEST = date(1950, 1, 1), date(2100, 12, 31)
_AS_WORD = {"true": "yes", "false": "no", "oui": "yes", "non": "no", "yes": "yes", "no": "no"}
# Two decimals at most: "1,000" and "1.000" are a thousand for some and one for others.
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IDENTIFIER = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Written:
    """One value as it stands in the document, with the field that says how to read it."""

    node: Scalar
    text: str
    field: Field
    path: str
    snapshot: Snapshot
    labour: Labour

    def refuse(self, message: Text, remedy: Text, *, echo: bool = True) -> Refused:
        """What to raise when the value cannot be used."""
        return Refused([say.problem(self.path, self.node, message, remedy, echo=echo)])


def read_value(node: Node, field: Field, path: str, *, snapshot: Snapshot, labour: Labour) -> Known:
    """The value of a leaf: a word, a number, a date or a code.

    Raises:
        Refused: it is not one value, or not one that the field accepts.
    """
    if not isinstance(node, Scalar) or node.text is None:
        raise Refused([say.problem(path, node, say.NOT_A_VALUE, say.WRITE_VALUE)])
    return _READERS[field.kind](Written(node, node.text.strip(), field, path, snapshot, labour))


def _word(written: Written) -> Known:
    vocabulary, text = written.field.vocabulary, written.text
    if vocabulary is None:
        raise TypeError(written.path)
    value = _AS_WORD.get(text.lower(), text) if vocabulary.values == ("no", "yes") else text
    if value in vocabulary.values:
        return value
    raise Refused([say.misspelt(written.path, written.node, text, vocabulary)])


def _number(written: Written) -> Known:
    field, text = written.field, written.text
    if field.none_means_no_limit and text == "none":
        return NO_LIMIT
    if _NUMBER.fullmatch(text):
        number = float(text.replace(",", "."))
        is_whole = field.kind != "whole" or number.is_integer()
        if is_whole and field.low <= number <= field.high:
            return number
    raise written.refuse(say.NOT_IN_RANGE, say.number_remedy(field))


def _date(written: Written) -> Known:
    try:
        day = date.fromisoformat(written.text) if _DATE.fullmatch(written.text) else None
    except ValueError:
        day = None
    if day is None:
        raise written.refuse(say.NOT_A_DATE, say.WRITE_DATE)
    if not _EARLIEST <= day <= _LATEST:
        raise written.refuse(say.NOT_A_LIKELY_DATE, say.WRITE_DATE)
    return day


def _noc(written: Written) -> Known:
    if written.text in written.labour.positions:
        return written.text
    found = unknown_noc(written.text[:40], written.labour.occupations, written.path)
    raise Refused([dataclasses.replace(found, line=written.node.line)])


def _municipality(written: Written) -> Known:
    try:
        return find_place(written.snapshot, written.text, where=written.path).code
    except Refused as refused:
        line = written.node.line
        raise Refused([dataclasses.replace(p, line=line) for p in refused.problems]) from None


def _region(written: Written) -> Known:
    regions = written.snapshot.regions
    for region in regions:
        if written.text == region.code or folded(written.text) == folded(region.name):
            return region.code
    known = tuple(f"{region.code} ({region.name})" for region in regions)
    found = Problem(
        written.path,
        say.NOT_A_REGION,
        say.WRITE_REGION,
        written.text[:40],
        written.node.line,
        known,
    )
    raise Refused([found])


def _identifier(written: Written) -> Known:
    if _IDENTIFIER.fullmatch(written.text) and len(written.text) <= written.field.high:
        return written.text
    raise written.refuse(say.NOT_AN_IDENTIFIER, say.WRITE_IDENTIFIER, echo=False)


def _short_text(written: Written) -> Known:
    if 0 < len(written.text) <= written.field.high:
        return written.text
    raise written.refuse(say.NOT_A_SHORT_TEXT, say.length_remedy(written.field), echo=False)


_READERS: dict[Kind, Callable[[Written], Known]] = {
    "word": _word,
    "words": _word,
    "whole": _number,
    "amount": _number,
    "date": _date,
    "noc": _noc,
    "municipality": _municipality,
    "municipalities": _municipality,
    "region": _region,
    "regions": _region,
    "identifier": _identifier,
    "short_text": _short_text,
}
