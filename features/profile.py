"""A household's facts: known, unknown, declined or not applicable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from features.schema import field_at


class Gap(Enum):
    """Why a fact has no value."""

    UNKNOWN = "unknown"
    DECLINED = "declined"
    NOT_APPLICABLE = "not_applicable"


NO_LIMIT = float("inf")
Known: TypeAlias = str | float | date | tuple[str, ...]
Answer: TypeAlias = Known | Gap


@dataclass(frozen=True, slots=True)
class HouseholdProfile:
    """The answers of one household, by fact path.

    A path that is absent is unknown, or shares the gap of the group it belongs to (`partner:
    declined` makes every partner fact declined). `counts` gives the length of each list of groups
    that was answered (`adults`, `children`, `network.contacts`). Build one with
    `features.profile_reader.read_profile`; never from personal identifiers, which it refuses.
    """

    answers: Mapping[str, Answer]
    counts: Mapping[str, int]

    def answer(self, path: str) -> Answer:
        """The answer at a fact path, or the gap that explains why there is none."""
        found = self.answers.get(path)
        return self.gap_of_absent(path) if found is None else found

    def gap_of_absent(self, path: str) -> Gap:
        """Why there is no answer at a path that is absent: from the group it belongs to."""
        for parent, index in _groups_of(path):
            if index is not None and parent == "adults":
                return self._adult_gap(index)
            if index is not None and (count := self.counts.get(parent)) is not None:
                return Gap.UNKNOWN if index < count else Gap.NOT_APPLICABLE
            found = self.answers.get(parent)
            if found is not None:
                return found if isinstance(found, Gap) else Gap.UNKNOWN
        return Gap.UNKNOWN

    def _adult_gap(self, index: int) -> Gap:
        """One adult in a couple: the partner's facts are unknown; a single person has none."""
        has_none = index > 0 and self.answers.get("household_kind") == "single"
        return Gap.NOT_APPLICABLE if has_none else Gap.UNKNOWN

    def gap(self, path: str) -> Gap | None:
        """Why a fact has no value, or None when it has one (a list that was answered has)."""
        if path in self.counts:
            return None
        answer = self.answer(path)
        return answer if isinstance(answer, Gap) else None

    def word(self, path: str) -> str | None:
        """The word answered at a path, or None."""
        answer = self.answer(path)
        return answer if isinstance(answer, str) else None

    def number(self, path: str) -> float | None:
        """The number answered at a path, or None."""
        answer = self.answer(path)
        return answer if isinstance(answer, float) else None

    def words(self, path: str) -> tuple[str, ...] | None:
        """The list answered at a path, or None when it is not known."""
        answer = self.answer(path)
        return answer if isinstance(answer, tuple) else None

    def day(self, path: str) -> date | None:
        """The date answered at a path, or None."""
        answer = self.answer(path)
        return answer if isinstance(answer, date) else None

    def with_answer(self, path: str, answer: Answer) -> HouseholdProfile:
        """The same household with one leaf answered otherwise.

        Answering that the household is one person drops the partner's facts.

        Raises:
            KeyError: the path is not in the schema.
            ValueError: the answer is not one that the field takes.
        """
        if not isinstance(answer, Gap):
            _check_answer(path, answer)
        changed = {**self.answers, path: answer}
        counts = dict(self.counts)
        if (path, answer) == ("household_kind", "single"):
            changed = {key: value for key, value in changed.items() if not _is_partners(key)}
            changed["partner"] = Gap.NOT_APPLICABLE
            counts["adults"] = min(counts.get("adults", 1), 1)
        return HouseholdProfile(MappingProxyType(changed), MappingProxyType(counts))


@lru_cache(maxsize=1024)
def _groups_of(path: str) -> tuple[tuple[str, int | None], ...]:
    """The groups that hold a path, nearest first, with its number in those that are lists.

    >>> _groups_of("children.2.age_band")
    (('children.2', None), ('children', 2))
    """
    found: list[tuple[str, int | None]] = []
    while True:
        path, _, key = path.rpartition(".")
        if not path:
            return tuple(found)
        found.append((path, int(key) if key.isdigit() else None))


def _is_partners(path: str) -> bool:
    return path.startswith(("partner", "adults.1."))


def _check_answer(path: str, answer: Known) -> None:
    """Refuse a word, a number or a list that the schema does not hold at this path."""
    field = field_at(path)
    words = answer if isinstance(answer, tuple) else (answer,)
    if field.kind in {"words", "municipalities", "regions"} and not isinstance(answer, tuple):
        raise ValueError(f"{path}: a list is expected, not {answer!r}")
    if field.vocabulary is not None and not set(words) <= set(field.vocabulary.values):
        raise ValueError(f"{path}: {answer!r} is not one of {field.vocabulary.values}")
    if field.kind in {"whole", "amount"} and not isinstance(answer, float):
        raise ValueError(f"{path}: a float is expected, not {answer!r}")


def partner_exists(profile: HouseholdProfile) -> bool | None:
    """Whether there is a partner: yes, no, or None when it is not known."""
    kind = profile.word("household_kind")
    return None if kind is None else kind == "couple"
