"""Points and polygons on the map: inside, or how far outside in kilometres."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from regions_data.distances import MEAN_EARTH_RADIUS_KM

Ring = NDArray[np.float64]


def region_rings(path: Path) -> dict[str, tuple[Ring, ...]]:
    """Every ring of every region of a GeoJSON file, by `region_code`; rows are lon, lat in degrees.

    Holes are rings like the others: a point is inside where it crosses an odd number of edges.
    """
    document = json.loads(path.read_text(encoding="utf-8"))
    return {
        feature["properties"]["region_code"]: _rings(feature["geometry"])
        for feature in document["features"]
    }


def _rings(geometry: dict[str, object]) -> tuple[Ring, ...]:
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return tuple(
        np.array(ring, dtype=np.float64)[:, :2]
        for polygon in polygons  # type: ignore[attr-defined]
        for ring in polygon
    )


def km_outside(longitude: float, latitude: float, rings: tuple[Ring, ...]) -> float:
    """How many kilometres a point lies outside the polygons; 0 inside.

    Exact inside or not; the distance is measured on a plane tangent at the point, good to 1 % for
    the tens of kilometres it is used for.
    """
    starts = np.concatenate([ring[:-1] for ring in rings])
    ends = np.concatenate([ring[1:] for ring in rings])
    point = np.array([longitude, latitude])
    if _is_inside(point, starts, ends):
        return 0.0
    scale = np.radians(1) * MEAN_EARTH_RADIUS_KM * np.array([np.cos(np.radians(latitude)), 1.0])
    return _nearest_edge((starts - point) * scale, (ends - point) * scale)


def _is_inside(point: Ring, starts: Ring, ends: Ring) -> bool:
    """Whether a ray to the east crosses an odd number of edges."""
    (x1, y1), (x2, y2), (x, y) = starts.T, ends.T, point
    spans = (y1 > y) != (y2 > y)
    rise = np.where(spans, y2 - y1, 1.0)
    crossing = x1 + (y - y1) / rise * (x2 - x1)
    return bool(np.count_nonzero(spans & (x < crossing)) % 2)


def _nearest_edge(starts: Ring, ends: Ring) -> float:
    """The distance from the origin to the nearest segment."""
    along = ends - starts
    length = np.maximum((along**2).sum(axis=1), np.finfo(float).tiny)
    share = np.clip(-(starts * along).sum(axis=1) / length, 0, 1)
    return float(np.hypot(*(starts + share[:, np.newaxis] * along).T).min())
