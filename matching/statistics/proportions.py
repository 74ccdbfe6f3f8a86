"""Shares with their 95 % intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import ndtri

LEVEL = 0.95
"""Of every interval."""
Z = float(ndtri(0.5 + LEVEL / 2))
FEWEST = 10
"""No rate is given of fewer (USERS §3)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(value: float, size: float) -> Estimate:
    """A share among `size` observations, with Wilson's interval.

    `size` need not be whole: for an estimate that is not a plain share, it is the number of
    observations that would leave a plain share as uncertain (Rothman 1978, for survival curves).

    Raises:
        ValueError: no observation, or a share outside 0 to 1.

    >>> found = wilson(81 / 263, 263)
    >>> round(found.low, 4), round(found.high, 4)
    (0.2553, 0.3662)
    """
    if size <= 0 or not 0.0 <= value <= 1.0:
        raise ValueError(f"share {value} of {size}: no such share")
    shrunk = 1.0 + Z * Z / size
    middle = (value + Z * Z / (2.0 * size)) / shrunk
    half = Z / shrunk * math.sqrt(value * (1.0 - value) / size + Z * Z / (4.0 * size * size))
    # Rounding may not put a share outside its interval, nor 0 or 1 inside theirs.
    low, high = min(value, middle - half), max(value, middle + half)
    return Estimate(value, max(0.0, low), min(1.0, high))


def difference(first: Estimate, second: Estimate) -> Estimate:
    """First less second, two shares of different people, with Newcombe's interval (1998, no. 10).

    >>> difference(Estimate(0.5, 0.4, 0.6), Estimate(0.5, 0.4, 0.6)).value
    0.0
    """
    value = first.value - second.value
    down = math.hypot(first.value - first.low, second.high - second.value)
    up = math.hypot(first.high - first.value, second.value - second.low)
    return Estimate(value, max(-1.0, value - down), min(1.0, value + up))
