"""Great-circle distances, « à vol d’oiseau »."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
MEAN_EARTH_RADIUS_KM = 6371.0088
DECIMALS_KM = 1


def great_circle_km(from_points: Points, to_points: Points) -> NDArray[np.float64]:
    """Distances in kilometres from each of n points to each of m, shape (n, m).

    Points are rows of latitude and longitude in degrees (WGS84), on a sphere of mean radius.

    >>> montreal, quebec = np.array([[45.5089, -73.5617]]), np.array([[46.8131, -71.2075]])
    >>> round(float(great_circle_km(montreal, quebec)[0, 0]))
    232
    """
    lat_a, lon_a = np.radians(from_points).T[:, :, np.newaxis]
    lat_b, lon_b = np.radians(to_points).T[:, np.newaxis, :]
    half_chord = (
        np.sin((lat_b - lat_a) / 2) ** 2
        + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    )
    return np.asarray(2 * MEAN_EARTH_RADIUS_KM * np.arcsin(np.sqrt(half_chord)))


def nearest_km(from_points: Points, to_points: Points) -> NDArray[np.float64]:
    """The distance in kilometres from each point to the nearest of the others, rounded to 0.1.

    Raises:
        ValueError: there is nothing to be near to.
    """
    if len(to_points) == 0:
        raise ValueError("no point to measure a distance to")
    nearest: NDArray[np.float64] = great_circle_km(from_points, to_points).min(axis=1)
    return np.round(nearest, DECIMALS_KM)
