"""The example households beside the listed places, and what the ruleset says of each pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from features.households import Households
from features.pairs import Pairs
from features.place import Numbers, PlaceTable
from features.profile_reader import read_profile
from matching.evaluate import Verdicts, evaluate
from matching.ruleset import Ruleset
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from matching.score import Scores, score
from regions_data.catalog import Place
from regions_data.document import read_file
from regions_data.labour import load_labour
from regions_data.snapshot import Snapshot, load_snapshot
from regions_data.text import Text

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = date(2026, 11, 21)
"""The day the examples are written for: on it, one of them leaves within fourteen days."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Some households and the listed places, judged by one ruleset on one day.

    `names` are the file names of the households, in the order of the rows of `verdicts` and
    `scores`, shape (n, m); `pairs.places` gives the columns.
    """

    snapshot: Snapshot
    ruleset: Ruleset
    names: tuple[str, ...]
    pairs: Pairs
    verdicts: Verdicts
    scores: Scores

    @property
    def places(self) -> tuple[Place, ...]:
        """The listed places, in the order of the columns."""
        return self.pairs.places.places

    def row(self, name: str) -> int:
        """Where a household stands; ValueError with the known names when it is not there."""
        if name not in self.names:
            raise ValueError(f"no household {name!r}; known: {', '.join(self.names)}")
        return self.names.index(name)

    def fact(self, indicator: str) -> Numbers:
        """A place fact of the listed places, shape (m,); NaN where unknown."""
        return np.asarray(self.pairs.place(indicator)[0], dtype=np.float64)

    @property
    def stamp(self) -> Text:
        """The ruleset, the data and the day that everything here was computed from."""
        version, data, day = self.ruleset.version, self.snapshot.id, self.pairs.households.as_of
        outlooks = self.pairs.places.labour.edition
        return Text(
            f"Règles {version} · données {data} · perspectives d’emploi {outlooks} · au {day}",
            f"Ruleset {version} · data {data} · job outlooks {outlooks} · as of {day}",
        )

    def period(self, indicator: str) -> str:
        """The reference period of a place fact."""
        return self.snapshot.fact(self.places[0].code, indicator).period


def read_panel(folder: Path = EXAMPLES, as_of: date = AS_OF) -> Panel:
    """The households of a folder beside every listed place, under the shipped ruleset."""
    snapshot = load_snapshot()
    labour = load_labour(snapshot.folder)
    path = default_ruleset_path()
    ruleset = read_ruleset(path.read_bytes(), path.name)
    files = sorted(folder.glob("*.yaml"))
    profiles = tuple(read_profile(read_file(file), snapshot, labour) for file in files)
    listed = tuple(place for place in snapshot.places if place.listed)
    table = PlaceTable(snapshot, labour, listed)
    pairs = Pairs(Households(profiles, as_of), table, ruleset.household_rule)
    return Panel(
        snapshot,
        ruleset,
        tuple(file.stem for file in files),
        pairs,
        evaluate(ruleset, pairs),
        score(ruleset, pairs),
    )


def share_of(flags: NDArray[np.bool_]) -> float:
    """The share of pairs that are so, in percent; 0 of nothing."""
    return 100 * float(flags.mean()) if flags.size else 0.0
