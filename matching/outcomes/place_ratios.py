"""How many left each place against how many were expected to, few cases leaning on the region."""

# Steps: (1) in each interval, the share of all who left says how many departures each placement was
# expected to give; (2) a region's ratio of seen to expected departures is drawn towards 1, a
# municipality's towards its region's, by a number of expected departures that says how much alike
# they are; (3) that number is the likeliest one if the true ratios were drawn from a gamma law and
# departures from a Poisson law (empirical Bayes). Where places do not differ it is large, and every
# ratio is its parent's.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from matching.backtest.stays import Floats

_STRENGTHS = 2.0 ** np.arange(0.0, 12.5, 0.5)
"""The numbers of expected departures tried, from 1 to 4,096."""


@dataclass(frozen=True, eq=False)
class PlaceRatios:
    """Departures over those expected, by the code of a region and of a municipality.

    A municipality that nobody settled in has its region's ratio, a region 1.
    """

    regions: Mapping[str, float]
    municipalities: Mapping[str, float]

    def of(self, municipality: NDArray[np.str_], region: NDArray[np.str_]) -> Floats:
        """The ratio of each place, shape (n,)."""
        pairs = zip(municipality.tolist(), region.tolist(), strict=True)
        found = [self.municipalities.get(town, self.regions.get(code, 1.0)) for town, code in pairs]
        return np.array(found, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Departures:
    """Departures seen and expected in some periods of some places, each array of shape (r,)."""

    seen: Floats
    expected: Floats
    municipality: NDArray[np.str_]
    region: NDArray[np.str_]


def place_ratios(departures: Departures) -> PlaceRatios:
    """The ratio of each region and municipality, drawn towards what it is a part of."""
    codes, rows = np.unique(departures.region, return_inverse=True)
    of_region = _drawn_to_one(departures.seen, departures.expected, rows)
    expected = departures.expected * of_region[rows]
    towns, first, town_rows = np.unique(
        departures.municipality, return_index=True, return_inverse=True
    )
    of_town = _drawn_to_one(departures.seen, expected, town_rows) * of_region[rows[first]]
    return PlaceRatios(
        dict(zip(codes.tolist(), of_region.tolist(), strict=True)),
        dict(zip(towns.tolist(), of_town.tolist(), strict=True)),
    )


def _drawn_to_one(seen: Floats, expected: Floats, rows: NDArray[np.intp]) -> Floats:
    """The ratio of each group, `rows` saying the group of each period."""
    left, due = (np.bincount(rows, each).astype(np.float64) for each in (seen, expected))
    strength = likeliest_strength(left, due)
    return np.asarray((left + strength) / (due + strength))


def likeliest_strength(seen: Floats, expected: Floats) -> float:
    """How many expected departures a group's own are to be weighed against.

    Args:
        seen: departures of each group, shape (g,).
        expected: departures expected of each group, shape (g,).
    """
    strength = _STRENGTHS[:, np.newaxis]
    log_likelihood = (
        gammaln(strength + seen)
        - gammaln(strength)
        + strength * np.log(strength / (strength + expected))
        - seen * np.log(strength + expected)
    ).sum(axis=1)
    return float(_STRENGTHS[np.argmax(log_likelihood)])
