"""Great-circle distances against known truths."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions_data.distances import MEAN_EARTH_RADIUS_KM, great_circle_km, nearest_km

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


def test_a_degree_of_latitude_is_a_360th_of_the_circumference() -> None:
    degree = great_circle_km(np.array([[45.0, -73.0]]), np.array([[46.0, -73.0]]))[0, 0]
    assert degree == pytest.approx(2 * math.pi * MEAN_EARTH_RADIUS_KM / 360)


def test_a_quarter_turn_along_the_equator() -> None:
    quarter = great_circle_km(np.array([[0.0, 0.0]]), np.array([[0.0, 90.0]]))[0, 0]
    assert quarter == pytest.approx(math.pi * MEAN_EARTH_RADIUS_KM / 2)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_distance_is_symmetric_and_at_most_half_the_earth(
    lat_a: float, lon_a: float, lat_b: float, lon_b: float
) -> None:
    a, b = np.array([[lat_a, lon_a]]), np.array([[lat_b, lon_b]])
    there, back = great_circle_km(a, b)[0, 0], great_circle_km(b, a)[0, 0]
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= math.pi * MEAN_EARTH_RADIUS_KM + 1e-6


def test_nearest_is_the_smallest_and_rounded_to_a_tenth() -> None:
    towns = np.array([[45.0, -73.0], [48.0, -70.0]])
    services = np.array([[45.0, -73.0], [48.5, -70.0]])
    assert nearest_km(towns, services).tolist() == [0.0, 55.6]


def test_nothing_to_be_near_to_is_an_error() -> None:
    with pytest.raises(ValueError, match="no point"):
        nearest_km(np.array([[45.0, -73.0]]), np.empty((0, 2)))
