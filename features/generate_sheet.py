"""Many invented answers at once: one column a fact, drawn from named seeded streams."""

# Each column has its own stream, named after its fact. The first k numbers of a stream do not
# depend on how many are asked for, so the first k households do not either; and a fact added later
# leaves the others as they were.

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from features.shares import Shares, Span

Objects: TypeAlias = NDArray[np.object_]
Flags: TypeAlias = NDArray[np.bool_]
Wholes: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Options:
    """Some codes and how likely each is to be drawn."""

    codes: Objects
    weights: Floats

    def at(self, uniform: Floats) -> Objects:
        """The code that each number of [0, 1) falls on."""
        return np.asarray(self.codes[_positions(self.weights, uniform)])

    def beside(self, taken: Objects, uniform: Floats) -> Objects:
        """The code drawn when another one, told for each household, is no longer there."""
        rows = np.array([self._rows[code] for code in taken.tolist()], dtype=np.intp)
        ends, gone = np.cumsum(self.weights), self.weights[rows]
        point = uniform * (ends[-1] - gone)
        point += np.where(point >= ends[rows] - gone, gone, 0.0)
        return np.asarray(self.codes[np.searchsorted(ends[:-1], point, side="right")])

    @cached_property
    def _rows(self) -> dict[object, int]:
        return {code: row for row, code in enumerate(self.codes.tolist())}


@dataclass(frozen=True, eq=False)
class Sheet:
    """The answers of `count` households in the making, by fact path; None where there is none."""

    count: int
    seed: int
    as_of: date
    columns: dict[str, Objects] = field(default_factory=dict)
    counts: dict[str, Wholes] = field(default_factory=dict)
    _streams: set[str] = field(default_factory=set, repr=False)

    def __getitem__(self, path: str) -> Objects:
        return self.columns[path]

    def uniform(self, stream: str) -> Floats:
        """Numbers of [0, 1), shape (count,); a stream is read once, or two facts would agree.

        Raises:
            ValueError: the stream has been read.
        """
        if stream in self._streams:
            raise ValueError(f"{stream}: this stream has been read")
        self._streams.add(stream)
        generator = np.random.default_rng([self.seed, crc32(stream.encode())])
        return generator.random(self.count)

    def put(self, path: str, values: Objects, where: Flags | None = None) -> Objects:
        """Keep a column of answers, where they apply; gives back what is kept."""
        kept = values if where is None else either(where, values, None)
        self.columns[path] = kept
        return kept

    def words(self, stream: str, shares: Shares, given: Objects | None = None) -> Objects:
        """Words drawn by their shares, each household by its own condition; not kept."""
        uniform = self.uniform(stream)
        drawn = np.full(self.count, None, dtype=object)
        for condition, row in shares.table.items():
            here = np.ones(self.count, dtype=np.bool_) if given is None else given == condition
            options = Options(as_objects(tuple(row)), np.array(list(row.values())))
            drawn[here] = options.at(uniform[here])
        return drawn

    def draw(
        self,
        path: str,
        shares: Shares,
        given: Objects | None = None,
        where: Flags | None = None,
    ) -> Objects:
        """Words drawn by their shares and kept as answers."""
        return self.put(path, self.words(path, shares, given), where)

    def wholes(self, stream: str, span: Span) -> Wholes:
        """Whole numbers of a span, each alike."""
        width = span.high - span.low + 1
        return span.low + np.floor(self.uniform(stream) * width).astype(np.int64)

    def days(self, offsets: Wholes) -> Objects:
        """The dates that many days after the date of the panel."""
        return np.asarray((np.datetime64(self.as_of, "D") + offsets).astype(object))


def _positions(weights: Floats, uniform: Floats) -> NDArray[np.intp]:
    edges = np.cumsum(weights)[:-1] / weights.sum()
    return np.searchsorted(edges, uniform, side="right")


def as_objects(values: tuple[object, ...]) -> Objects:
    """Values as a column, whatever they are (NumPy would make a table of tuples)."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def either(condition: Flags, if_true: object, if_false: object) -> Objects:
    """One of two answers, or of two columns of answers, for each household (never tuples)."""
    first, second = (np.asarray(answer, dtype=object) for answer in (if_true, if_false))
    return np.asarray(np.where(condition, first, second), dtype=object)


def repeated(word: str, count: int) -> Objects:
    """The same word for every household."""
    return np.full(count, word, dtype=object)


def is_missing(column: Objects) -> Flags:
    """Where a column holds no answer."""
    return np.asarray(column == np.asarray(None, dtype=object), dtype=np.bool_)
