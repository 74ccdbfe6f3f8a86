"""Whether a place is inside the scope of regionalisation."""

from __future__ import annotations

from features.factor import Factor
from features.levels import SCOPE
from features.pairs import Pairs
from features.place import Numbers
from regions_data.text import Text


def _scope(pairs: Pairs) -> Numbers:
    return 1.0 - pairs.place("in_cmm")


REGIONALISATION_SCOPE = Factor(
    "regionalisation_scope",
    Text("champ de la régionalisation", "scope of regionalisation"),
    _scope,
    place=("in_cmm",),
    levels=SCOPE,
    red_when="== inside_cmm",
)
