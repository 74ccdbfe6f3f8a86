"""Households and places that write down what is read of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from features.pairs import HouseholdRule, Pairs
from features.place import Numbers, PlaceTable
from features.profile import Answer, HouseholdProfile
from regions_data.catalog import Place
from tests.strategies import on_the_day

# What an attribute of a place is called in a factor's `place`.
_IDENTITY = {"code": "code", "mrc_code": "mrc", "region": "region", "in_cmm": "in_cmm"}


@dataclass(frozen=True, slots=True)
class RecordingProfile(HouseholdProfile):
    """A household whose every answer asked for is noted, once, by its own path."""

    asked: set[str] = field(default_factory=set)

    def answer(self, path: str) -> Answer:
        """The answer, noted."""
        self.asked.add(path)
        return HouseholdProfile(self.answers, self.counts).answer(path)


@dataclass(frozen=True, slots=True)
class RecordingCounts(Mapping[str, int]):
    """The lengths of lists, noted when asked for."""

    counts: Mapping[str, int]
    asked: set[str]

    def __getitem__(self, path: str) -> int:
        self.asked.add(path)
        return self.counts[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.counts)

    def __len__(self) -> int:
        return len(self.counts)


class RecordingPlace:
    """A place whose identity is noted when it is looked at."""

    def __init__(self, place: Place, read: set[str]) -> None:
        self._place, self._read = place, read

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — it stands for any attribute
        self._read.add(_IDENTITY.get(name, name))
        return getattr(self._place, name)


@dataclass(frozen=True, eq=False)
class RecordingTable(PlaceTable):
    """Places whose every column read is noted."""

    read: set[str] = field(default_factory=set)

    def column(self, name: str) -> Numbers:
        """A column, noted."""
        self.read.add(name)
        plain = PlaceTable(self.snapshot, self.labour, tuple(p._place for p in self.places))  # type: ignore[attr-defined]
        return plain.column(name)

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 — it stands for any attribute
        tables = {
            "outlooks": "occupation_outlook",
            "outlook_gains": "occupation_outlook",
            "specialisations": "occupation_specialisation",
        }
        if name not in tables:
            return super().__getattribute__(name)
        self.read.add(tables[name])
        plain = PlaceTable(self.snapshot, self.labour, tuple(p._place for p in self.places))  # type: ignore[attr-defined]
        return getattr(plain, name)


class RecordingSnapshot:
    """The snapshot, noting the columns taken from it without the table."""

    def __init__(self, snapshot: Any, read: set[str]) -> None:  # noqa: ANN401
        self._snapshot, self._read = snapshot, read

    def column(self, name: str) -> Any:  # noqa: ANN401
        self._read.add(name)
        return self._snapshot.column(name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — everything else as it is
        return getattr(self._snapshot, name)


def recording_pairs(
    profile: HouseholdProfile, table: PlaceTable, rule: HouseholdRule = "mean"
) -> tuple[Pairs, set[str], set[str]]:
    """Pairs of one household, with the fact paths and the place facts they will have read."""
    asked: set[str] = set()
    read: set[str] = set()
    counts = RecordingCounts(profile.counts, asked)
    watched = RecordingProfile(profile.answers, counts, asked)
    places: Any = tuple(RecordingPlace(place, read) for place in table.places)
    snapshot: Any = RecordingSnapshot(table.snapshot, read)
    return (
        Pairs(on_the_day((watched,)), RecordingTable(snapshot, table.labour, places, read), rule),
        asked,
        read,
    )
