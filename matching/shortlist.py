"""Order the places of a household and choose which to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from features.place import Numbers
from matching.evaluate import Colours
from regions_data.catalog import Place

LARGE_FROM, MEDIUM_FROM = 30_000, 5_000
MOST_TOWNS = 4


def order_places(
    places: Sequence[Place], fit: Colours, total: Numbers, *, keep: Sequence[int]
) -> list[int]:
    """Positions of the kept places: best fit, then highest score, then code."""
    return sorted(keep, key=lambda i: (int(fit[i]), -float(total[i]), places[i].code))


def choose_towns(order: Sequence[int], population: Numbers) -> list[int]:
    """At most four towns of a region: its best, then the best large, medium and small ones.

    Args:
        order: positions of the region's places, best first.
        population: inhabitants of every place, NaN unknown.
    """
    sizes: tuple[Callable[[float], bool], ...] = (
        lambda people: people >= LARGE_FROM,
        lambda people: MEDIUM_FROM <= people < LARGE_FROM,
        lambda people: people < MEDIUM_FROM,
    )
    chosen = list(order[:1])
    for is_size in sizes:
        found = next((i for i in order if i not in chosen and is_size(float(population[i]))), None)
        if found is not None and not np.isnan(population[found]):
            chosen.append(found)
    return chosen[:MOST_TOWNS]


def by_region(places: Sequence[Place], order: Sequence[int]) -> dict[str, list[int]]:
    """The ordered places of each region, regions in the order of their best place."""
    regions: dict[str, list[int]] = {}
    for position in order:
        regions.setdefault(places[position].region.code, []).append(position)
    return regions
