"""The survival data that `lifelines` ships, as arrays: real stays with ties and lost contact."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from lifelines import datasets
from numpy.typing import NDArray

NAMES = ("waltons", "rossi", "lung", "gbsg2", "leukemia", "larynx", "kidney_transplant", "lcd")
_COLUMNS = {
    "waltons": ("T", "E", "group"),
    "rossi": ("week", "arrest", "prio"),
    "lung": ("time", "status", "ph.ecog"),
    "gbsg2": ("time", "cens", "tgrade"),
    "leukemia": ("t", "status", "Rx"),
    "larynx": ("time", "death", "Stage_III"),
    "kidney_transplant": ("time", "death", "black_male"),
    "lcd": ("T", "E", "group"),
}


@dataclass(frozen=True, eq=False)
class Published:
    """Stays of n people: how long, whether an event ended it, and a group of each."""

    months: NDArray[np.float64]
    is_departure: NDArray[np.bool_]
    group: NDArray[np.str_]

    @property
    def groups(self) -> list[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
        """The stays of each group, in the order of their names."""
        own = [self.group == name for name in np.unique(self.group)]
        return [(self.months[rows], self.is_departure[rows]) for rows in own]


@cache
def published(name: str) -> Published:
    """One of the data sets."""
    months, event, group = _COLUMNS[name]
    frame = getattr(datasets, f"load_{name}")().dropna(subset=[group])
    # `lung` codes events 1 and 2 in its source, 0 and 1 or True and False elsewhere.
    is_departure = (frame[event] == frame[event].max()).to_numpy()
    return Published(
        frame[months].to_numpy(dtype=np.float64), is_departure, frame[group].astype(str).to_numpy()
    )
