"""docs/hospitals.md lists every hand decision on hospitals, with the effect it really has."""

from pathlib import Path

import numpy as np
import pytest

import regions_data
from regions_data.distances import great_circle_km
from regions_data.sources.hospitals import (
    GENERAL_CARE,
    KEPT_BY_HAND,
    REFUSED_BY_HAND,
    decision,
)
from regions_data.sources.hospitals import RAW as LIST
from regions_data.sources.places import place_frame, points
from regions_data.sources.raw_table import numbers, raw_table

PACKAGE = Path(regions_data.__file__).parent
RAW = PACKAGE / "raw"
PAGE = PACKAGE.parent / "docs" / "hospitals.md"
REACH_KM = 30  # beyond it, a declared need for a hospital is yellow


def effects() -> dict[str, tuple[int, int, str]]:
    """For each installation: what the opposite decision would change in the destinations.

    How many distances change, how many cross 30 km, and the largest change in words.
    """
    table = raw_table(RAW, LIST)
    table = table[table[GENERAL_CARE] == "1"].reset_index()
    places = place_frame(RAW)
    where = np.column_stack([numbers(table["latitude"]), numbers(table["longitude"])])
    outside = ~places["in_cmm"].to_numpy()
    km = great_circle_km(points(RAW)[outside], where)
    kept = np.array([decision(name).startswith("kept") for name in table["installation_name"]])
    before = np.round(km[:, kept].min(axis=1), 1)
    found = {}
    for number, name in enumerate(table["installation_name"]):
        opposite = kept.copy()
        opposite[number] = ~opposite[number]
        after = np.round(km[:, opposite].min(axis=1), 1)
        change = np.abs(after - before)
        crossing = int(((after > REACH_KM) != (before > REACH_KM)).sum())
        most = int(change.argmax())
        town = places["name"].to_numpy()[outside][most]
        words = f"{town} : {_km(before[most])} → {_km(after[most])} km" if change.any() else "—"
        found[name] = (int((change > 0).sum()), crossing, words)
    return found


def _km(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


EFFECTS = effects()
BY_HAND = [*KEPT_BY_HAND, *REFUSED_BY_HAND]
# Refused by the rule of the name alone, though keeping them would bring a place within 30 km.
BY_NAME = sorted(
    name
    for name, (_, crossing, _) in EFFECTS.items()
    if decision(name) == "refused: name_prefix" and crossing
)


def rows() -> dict[str, list[str]]:
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    return {line[0]: line[1:] for line in cells[1:]}


def test_the_page_lists_the_hand_decisions_and_the_refusals_that_weigh() -> None:
    assert sorted(rows()) == sorted([*BY_HAND, *BY_NAME])


@pytest.mark.parametrize("name", [*BY_HAND, *BY_NAME])
def test_a_row_says_the_decision_and_its_effect(name: str) -> None:
    decided, reason, changed, crossing, most = rows()[name]
    expected = "gardé · kept" if decision(name).startswith("kept") else "refusé · refused"
    assert decided == expected
    assert " · " in reason
    assert (int(changed), int(crossing), most) == EFFECTS[name]
