"""Places that have the same facts stand for each other, and no others do."""

from __future__ import annotations

import numpy as np
import pytest

from features.place import PlaceTable
from tests.features.sample import sample_places
from tests.strategies import labour, snapshot


def everywhere() -> PlaceTable:
    return PlaceTable(snapshot(), labour(), snapshot().places)


def test_no_fact_tells_no_place_from_another() -> None:
    kinds, rows = everywhere().distinct(())
    assert len(kinds.places) == 1
    assert set(rows.tolist()) == {0}


@pytest.mark.parametrize(
    "name", ["place_type", "in_cmm", "distance_hospital_km", "rent_median_2021_cad_month"]
)
def test_places_stand_for_each_other_where_and_only_where_a_fact_is_the_same(name: str) -> None:
    kinds, rows = everywhere().distinct((name,))
    told, own = everywhere().column(name)[0], kinds.column(name)[0]
    np.testing.assert_array_equal(own[rows], told)
    assert len(kinds.places) == len(np.unique(told))


def test_an_unknown_fact_is_the_same_for_all_who_lack_it() -> None:
    lacks = np.isnan(everywhere().column("rent_median_2021_cad_month")[0])
    _, rows = everywhere().distinct(("rent_median_2021_cad_month",))
    assert lacks.sum() > 1
    assert len(set(rows[lacks].tolist())) == 1


@pytest.mark.parametrize("name", ["occupation_outlook", "occupation_specialisation"])
def test_what_is_known_of_occupations_is_the_same_in_an_economic_region(name: str) -> None:
    kinds, rows = everywhere().distinct((name,))
    assert len(kinds.places) == len({place.economic_region for place in snapshot().places})
    occupations = np.arange(len(labour().nocs))
    for table in ("outlooks", "outlook_gains", "specialisations"):
        own, all_ = (getattr(places, table).rows(occupations) for places in (kinds, everywhere()))
        np.testing.assert_array_equal(own[:, rows], all_)


@pytest.mark.parametrize("name", ["code", "mrc", "region"])
def test_places_are_told_apart_by_where_they_belong(name: str) -> None:
    kinds, rows = everywhere().distinct((name,))
    np.testing.assert_array_equal(kinds.identities(name)[rows], everywhere().identities(name))
    assert len(kinds.places) == len(set(everywhere().identities(name).tolist()))


def test_two_facts_tell_apart_the_places_that_differ_in_either() -> None:
    kinds, rows = everywhere().distinct(("place_type", "region"))
    both = [
        (place.region.code, snapshot().fact(place.code, "place_type").value)
        for place in everywhere().places
    ]
    chosen = [both[everywhere().places.index(place)] for place in kinds.places]
    assert [chosen[row] for row in rows] == both
    assert len(kinds.places) == len(set(both))


def test_the_distance_from_a_town_is_its_own_whatever_else_is_asked() -> None:
    towns = ["10043", None, "43027", "10043"]
    together = sample_places().distances_from(towns)
    alone = PlaceTable(snapshot(), labour(), sample_places().places).distances_from(["43027"])
    np.testing.assert_array_equal(together[2], alone[0])
    np.testing.assert_array_equal(together[0], together[3])
    assert np.isnan(together[1]).all()
    at_home = [place.code for place in sample_places().places].index("10043")
    assert together[0, at_home] == 0.0
    assert together.shape == (4, len(sample_places().places))
    assert sample_places().distances_from([]).shape == (0, len(sample_places().places))
