"""One place whose facts a test decides, so that every case of a definition can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from features.pairs import HouseholdRule, Pairs
from features.place import Numbers, PlaceTable
from features.profile import HouseholdProfile
from tests.strategies import labour, on_the_day, snapshot


@dataclass(frozen=True, eq=False)
class StagedTable(PlaceTable):
    """One place whose chosen columns hold chosen values, moved some km from where it is."""

    km_away: float = 0.0
    staged: dict[str, float] = field(default_factory=dict)

    def column(self, name: str) -> Numbers:
        """The chosen value, else what the snapshot says."""
        if name in self.staged:
            return np.array([[self.staged[name]]])
        return PlaceTable(self.snapshot, self.labour, self.places).column(name)

    def distances_from(self, codes: Sequence[str | None]) -> Numbers:
        """The distance chosen, from the place itself; no other town is staged."""
        (place,) = self.places
        if set(codes) - {None, place.code}:
            raise ValueError(f"only {place.code} is staged, not {codes}")
        return np.array([[np.nan if code is None else self.km_away] for code in codes])


def staged_pairs(
    profile: HouseholdProfile,
    at: str,
    *,
    rule: HouseholdRule = "mean",
    km_away: float = 0.0,
    **facts: str,
) -> Pairs:
    """One household beside one place, some km from where it is, with chosen facts in words."""
    place = snapshot().place(at)
    levels = {name: snapshot().indicator(name).levels.index(word) for name, word in facts.items()}
    staged = {name: float(level) for name, level in levels.items()}
    return Pairs(
        on_the_day((profile,)), StagedTable(snapshot(), labour(), (place,), km_away, staged), rule
    )
