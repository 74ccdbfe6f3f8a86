"""Many households on a date: each fact read once for each distinct answer."""

# Households share most of their answers. A fact is therefore factorised once — the distinct
# answers, and which of them each household gave — and whatever is computed from some facts is
# computed once for each distinct set of them. One household or ten thousand take the same path.

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from features.profile import Gap, HouseholdProfile
from features.schema import field_at

Indices: TypeAlias = NDArray[np.intp]
_Cell = TypeVar("_Cell", np.float64, np.bool_)
_MOST_KEYS = 2**62
_FEW_KEYS = 2**16
"""Up to here distinct keys are found in a table of all that there may be, else by sorting."""


@dataclass(frozen=True, eq=False, slots=True)
class Coded:
    """One fact of many households.

    `rows` says which distinct answer each household gave, shape (n,); `examples` names a household
    that gave it, one for each distinct answer.
    """

    rows: Indices
    examples: Indices


@dataclass(frozen=True, eq=False)
class Households:
    """Some profiles as they stand on a date, the day from which days are counted."""

    profiles: tuple[HouseholdProfile, ...]
    as_of: date
    _read: dict[str, Coded] = field(default_factory=dict, repr=False)
    _gaps: dict[str, list[Gap]] = field(default_factory=dict, repr=False)
    _known: dict[str, bool] = field(default_factory=dict, repr=False)
    _made: dict[Hashable, NDArray[Any]] = field(default_factory=dict, repr=False)
    _origin: tuple[Households, Indices] | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.profiles)

    def coded(self, path: str) -> Coded:
        """The distinct answers at a fact path (for a list of groups, of everything in it)."""
        if path not in self._read:
            self._read[path] = self._coded(path)
        return self._read[path]

    def column(
        self, path: str, read: Callable[[HouseholdProfile], float | None]
    ) -> NDArray[np.float64]:
        """A number read from one fact of each household, shape (n, 1); None gives NaN.

        `read` must look at this fact only: it is called once for each distinct answer.
        """
        coded = self.coded(path)
        values = np.array([read(self.profiles[i]) for i in coded.examples], dtype=np.float64)
        return values[coded.rows][:, np.newaxis]

    def flags(self, path: str, read: Callable[[HouseholdProfile], bool]) -> NDArray[np.bool_]:
        """A yes or no read from one fact of each household, shape (n, 1)."""
        coded = self.coded(path)
        values = np.array([read(self.profiles[i]) for i in coded.examples], dtype=np.bool_)
        return values[coded.rows][:, np.newaxis]

    def once(self, key: Hashable, make: Callable[[], NDArray[_Cell]]) -> NDArray[_Cell]:
        """A column made once, then read-only; `key` says in words all that it is made from."""
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make()
            found.flags.writeable = False
        return found

    def know(self, path: str) -> bool:
        """Whether every household has given a value to a fact."""
        if path not in self._known:
            examples = self.coded(path).examples
            answers = (self.profiles[i].answer(path) for i in examples)
            self._known[path] = not any(isinstance(answer, Gap) for answer in answers)
        return self._known[path]

    def distinct(self, paths: Iterable[str]) -> tuple[Households, Indices]:
        """One household for each distinct set of answers, and where each finds its own, (n,)."""
        keys = np.zeros(len(self), dtype=np.intp)
        known = 1
        for path in paths:
            coded = self.coded(path)
            if known * len(coded.examples) > _MOST_KEYS:
                keys, first = _compressed(keys, known)
                known = len(first)
            keys = keys * len(coded.examples) + coded.rows
            known *= len(coded.examples)
        rows, first = _compressed(keys, known)
        return self.take(first), rows

    def take(self, rows: Indices) -> Households:
        """Some of these households, in the order given."""
        chosen = tuple(self.profiles[i] for i in rows)
        return Households(chosen, self.as_of, _origin=(self, np.asarray(rows)))

    def _coded(self, path: str) -> Coded:
        if self._origin is not None:
            origin, chosen = self._origin
            coded = origin.coded(path)
            return Coded(*_compressed(coded.rows[chosen], len(coded.examples)))
        first: dict[Hashable, int] = {}
        said = [first.setdefault(answer, i) for i, answer in enumerate(self._answers(path))]
        examples = np.array(list(first.values()), dtype=np.intp)
        return Coded(np.searchsorted(examples, said), examples)

    def _answers(self, path: str) -> list[Hashable]:
        """What each household answered at a path, or why there is no answer."""
        said: list[Hashable]
        if field_at(path).kind == "groups":
            said = [_whole_list(profile, path) for profile in self.profiles]
        else:
            said = [profile.answers.get(path) for profile in self.profiles]
        if None not in said:
            return said
        gaps = self._gaps_of_absent(path)
        return [gap if answer is None else answer for answer, gap in zip(said, gaps, strict=True)]

    def _gaps_of_absent(self, path: str) -> list[Gap]:
        """Why there would be no answer at a path; the same for all the facts of a group."""
        group = path.rpartition(".")[0]
        if group not in self._gaps:
            self._gaps[group] = [profile.gap_of_absent(path) for profile in self.profiles]
        return self._gaps[group]


def _compressed(keys: Indices, known: int) -> tuple[Indices, Indices]:
    """Keys below a number renamed from 0 in their order, and the first row that has each."""
    if known > max(_FEW_KEYS, len(keys)):
        _, first, rows = np.unique(keys, return_index=True, return_inverse=True)
        return rows, first
    first = np.full(known, -1, dtype=np.intp)
    first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
    names = np.cumsum(first >= 0) - 1
    return names[keys], first[first >= 0]


def _whole_list(profile: HouseholdProfile, path: str) -> Hashable:
    """Everything that was answered in a list of groups, or the gap said instead, if any."""
    count = profile.counts.get(path)
    if not count:
        return profile.answers.get(path) if count is None else count
    items = f"{path}."
    said = [(key, answer) for key, answer in profile.answers.items() if key.startswith(items)]
    return count, tuple(sorted(said, key=itemgetter(0)))
