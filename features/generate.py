"""Invented households, seeded: the panel on which rules are tried and speed is measured."""

# The shares are those of `features.marginals`, published in docs/generated-households.md.

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import numpy as np

from features import marginals as m
from features.generate_adult import draw_adult
from features.generate_gaps import leave_gaps
from features.generate_household import (
    draw_car,
    draw_children,
    draw_partner,
    draw_programme,
    draw_project,
)
from features.generate_options import World, world_of
from features.generate_sheet import Sheet, as_objects
from features.generate_wishes import draw_network, draw_wishes
from features.profile import HouseholdProfile
from regions_data.labour import load_labour
from regions_data.snapshot import Snapshot, load_snapshot


def generate(
    count: int,
    seed: int,
    as_of: date,
    *,
    unknown_share: float = 0.0,
    snapshot: Snapshot | None = None,
) -> tuple[HouseholdProfile, ...]:
    """Invented households, every fact of the profile drawn from published shares or assumptions.

    The same seed, date and snapshot give the same households, and the first k of any longer panel
    are those of the panel of k. None is a real person, and nothing found on them is a finding
    about people.

    Args:
        count: how many households.
        seed: any whole number from 0.
        as_of: the day from which dates are counted.
        unknown_share: the chance that each answer is missing (0: every question is answered).
        snapshot: where towns and occupations come from; by default, the one in force.

    Raises:
        ValueError: a negative count or seed, or a share outside 0 to 1.
    """
    if count < 0 or seed < 0 or not 0 <= unknown_share <= 1:
        raise ValueError(f"count {count}, seed {seed}, unknown_share {unknown_share}: out of range")
    known = snapshot or load_snapshot()
    sheet = Sheet(count, seed, as_of)
    _draw(sheet, world_of(known, load_labour(known.folder)))
    leave_gaps(sheet, unknown_share)
    return _profiles(sheet)


def _draw(sheet: Sheet, world: World) -> None:
    """Draw every column, each after those it depends on."""
    sheet.put("candidate_id", as_objects(tuple(f"EX-G-{i:06d}" for i in range(1, sheet.count + 1))))
    sheet.draw("activator", m.ACTIVATOR)
    path = "residence_municipality"
    sheet.put(path, world.homes.at(sheet.uniform(path)))
    is_couple = sheet.draw("household_kind", m.HOUSEHOLD_KIND) == "couple"
    draw_partner(sheet, is_couple)
    draw_programme(sheet)
    for adult, where in enumerate((np.ones_like(is_couple), is_couple)):
        draw_adult(sheet, world, adult, where)
    draw_children(sheet)
    draw_car(sheet)
    draw_network(sheet, world)
    draw_wishes(sheet, world)
    draw_project(sheet)


def _profiles(sheet: Sheet) -> tuple[HouseholdProfile, ...]:
    """The rows of the sheet as records; -1 stands for a list that was not answered."""
    rows = zip(*(column.tolist() for column in sheet.columns.values()), strict=True)
    lengths = zip(*(column.tolist() for column in sheet.counts.values()), strict=True)
    return tuple(
        HouseholdProfile(
            MappingProxyType(
                {
                    path: said
                    for path, said in zip(sheet.columns, row, strict=True)
                    if said is not None
                }
            ),
            MappingProxyType(
                {path: n for path, n in zip(sheet.counts, length, strict=True) if n >= 0}
            ),
        )
        for row, length in zip(rows, lengths, strict=True)
    )
