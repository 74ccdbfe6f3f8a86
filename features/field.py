"""One key of a household profile: its kind, its bounds, its title and its question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from features.vocabulary import Vocabulary
from regions_data.text import Text

Kind = Literal[
    "word", "whole", "amount", "date", "noc", "municipality", "region", "identifier", "short_text",
    "words", "municipalities", "regions", "group", "groups",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the document.

    `low`/`high` bound a number (both included); `most` bounds a list; `title` names the fact for a
    reader and `question` is what a counsellor says aloud when it is unknown. `none_means_no_limit`
    accepts the word `none` for « no limit ». A group's `headline` is the key whose value may stand
    for the whole group (`job_offer: none`). A word with `fields` may also be written as a mapping:
    its own value under `status`, the others beside it (`lease: {status: settled, ends: …}`).
    """

    key: str
    kind: Kind
    title: Text
    question: Text | None = None
    vocabulary: Vocabulary | None = None
    fields: tuple[Field, ...] = ()
    low: float = 0.0
    high: float = 0.0
    most: int = 40
    may_be_not_applicable: bool = False
    none_means_no_limit: bool = False
    headline: str | None = None
    asked_when: tuple[str, ...] = ()


def word_field(
    key: str,
    vocabulary: Vocabulary,
    title: Text,
    question: Text | None = None,
    *,
    may_be_not_applicable: bool = False,
    asked_when: tuple[str, ...] = (),
) -> Field:
    """A word of a closed list."""
    return Field(
        key,
        "word",
        title,
        question,
        vocabulary=vocabulary,
        may_be_not_applicable=may_be_not_applicable,
        asked_when=asked_when,
    )


def group_field(
    key: str,
    title: Text,
    *fields: Field,
    headline: str | None = None,
    may_be_not_applicable: bool = False,
) -> Field:
    """A mapping of several fields."""
    return Field(
        key,
        "group",
        title,
        fields=fields,
        headline=headline,
        may_be_not_applicable=may_be_not_applicable,
    )


def level_field(key: str, title: Text, question: Text) -> Field:
    """A level of the Québec scale of French, 1 to 12."""
    return Field(key, "whole", title, question, low=1, high=12)
