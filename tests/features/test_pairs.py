"""Household columns beside place columns, read at their worst and at their best."""

from __future__ import annotations

import numpy as np
import pytest

from features.levels import OUTLOOK
from features.pairs import Flags, Pairs
from features.place import Numbers, PlaceTable, all_destinations
from features.profile import NO_LIMIT, Gap, HouseholdProfile
from regions_data.labour import OUTLOOK_LEVELS
from tests.features.sample import (
    RIMOUSKI,
    SHERBROOKE,
    pairs_of,
    sample_places,
    told,
)
from tests.strategies import labour, on_the_day, snapshot

NOBODY = told()
FRENCH = "adults.0.french_oral_level"
NURSE = "31301"


def both(pairs: Pairs, path: str) -> tuple[float, float]:
    """A directed fact at its worst and at its best, for the first household."""
    return pairs.at_worst.level(path)[0, 0], pairs.at_best.level(path)[0, 0]


def test_the_shape_is_households_by_places() -> None:
    places = sample_places()
    assert Pairs(on_the_day((NOBODY,) * 3), places, "mean").shape == (3, len(places.places))


def test_a_known_level_is_the_same_on_both_sides() -> None:
    assert both(pairs_of(told(adults__0__french_oral_level=7.0)), FRENCH) == (7, 7)
    assert both(pairs_of(told(car_access="planned")), "car_access") == (1, 1)


@pytest.mark.parametrize("gap", [Gap.UNKNOWN, Gap.DECLINED])
def test_a_gap_is_every_value_from_worst_to_best(gap: Gap) -> None:
    assert both(pairs_of(told(adults__0__french_oral_level=gap)), FRENCH) == (1, 12)
    assert both(pairs_of(told(car_access=gap)), "car_access") == (0, 2)
    assert both(pairs_of(told(partner__adherence=gap)), "partner.adherence") == (0, 3)


def test_a_level_that_does_not_apply_is_not_a_number() -> None:
    pairs = pairs_of(told(partner=Gap.NOT_APPLICABLE))
    assert np.isnan(both(pairs, "partner.adherence")).all()
    single = pairs_of(told(household_kind="single"))
    assert np.isnan(both(single, "adults.1.licence_status")).all()


def test_only_a_directed_fact_has_a_level() -> None:
    with pytest.raises(ValueError, match="activator"):
        pairs_of(NOBODY).level("activator")


def test_a_level_is_a_column_of_households() -> None:
    column = pairs_of(told(car_access="none"), NOBODY, told(car_access="available")).level(
        "car_access"
    )
    assert column.tolist() == [[0], [0], [2]]


def test_hope_and_fear_agree_on_what_is_known() -> None:
    pairs = pairs_of(told(activator="job"))
    for side in (pairs.at_worst, pairs.at_best):
        assert side.hoped("activator", "job", "training")[0, 0]
        assert side.feared("activator", "job")[0, 0]
        assert not side.hoped("activator", "training")[0, 0]
        assert not side.feared("activator", "training")[0, 0]


def test_hope_and_fear_part_on_what_is_unknown() -> None:
    pairs = pairs_of(NOBODY)
    assert pairs.at_best.hoped("activator", "job")[0, 0]
    assert not pairs.at_worst.hoped("activator", "job")[0, 0]
    assert pairs.at_worst.feared("activator", "job")[0, 0]
    assert not pairs.at_best.feared("activator", "job")[0, 0]


def test_what_does_not_apply_is_neither_hoped_nor_feared() -> None:
    pairs = pairs_of(told(adults__0__job_offer=Gap.NOT_APPLICABLE))
    for side in (pairs.at_worst, pairs.at_best):
        assert not side.hoped("adults.0.job_offer.status", "signed", "none")[0, 0]
        assert not side.feared("adults.0.job_offer.status", "signed", "none")[0, 0]


def test_a_list_says_each_of_its_words() -> None:
    pairs = pairs_of(told(preferences__needs=("clsc", "hospital")))
    assert pairs.hoped("preferences.needs", "hospital")[0, 0]
    assert not pairs.hoped("preferences.needs", "cegep")[0, 0]
    assert (
        not pairs_of(told(preferences__needs=())).at_best.hoped("preferences.needs", "clsc").any()
    )


def test_an_empty_list_names_none_and_an_unknown_one_does_not() -> None:
    path = "preferences.place_types"
    profiles = (
        told(preferences__place_types=()),
        NOBODY,
        told(preferences__place_types=("rural",)),
    )
    assert pairs_of(*profiles).names_none(path).tolist() == [[True], [False], [False]]
    assert pairs_of(*profiles).knows(path).tolist() == [[True], [False], [True]]


def test_an_amount_is_bounded_by_what_the_factor_says() -> None:
    path = "preferences.max_km_to_montreal"
    profiles = (
        NOBODY,
        told(preferences__max_km_to_montreal=300.0),
        told(preferences__max_km_to_montreal=NO_LIMIT),
    )
    pairs = pairs_of(*profiles)
    assert pairs.at_worst.amount(path, worst=0, best=9).tolist() == [[0], [300], [np.inf]]
    assert pairs.at_best.amount(path, worst=0, best=9).tolist() == [[9], [300], [np.inf]]


def test_from_the_plain_side_what_was_not_said_is_not_there() -> None:
    pairs = pairs_of(NOBODY)
    assert not pairs.hoped("activator", "job")[0, 0]
    assert not pairs.feared("activator", "job")[0, 0]
    assert pairs.level(FRENCH)[0, 0] == 1
    assert np.isnan(pairs.outlook(0)).all()
    told_so = pairs_of(told(activator="job"))
    assert told_so.hoped("activator", "job")[0, 0]
    assert told_so.feared("activator", "job")[0, 0]


def test_fixing_a_fact_answers_that_fact_alone_on_both_sides() -> None:
    pairs = pairs_of(NOBODY)
    for at_best, expected in ((True, 12), (False, 1)):
        fixed = pairs.fixing(FRENCH, at_best=at_best)
        assert both(fixed, FRENCH) == (expected, expected)
        assert both(fixed, "adults.1.french_oral_level") == (1, 12)
    assert both(pairs, FRENCH) == (1, 12)


@pytest.mark.parametrize("at_best", [True, False])
def test_fixing_a_word_answers_what_is_hoped_and_what_is_feared(at_best: bool) -> None:
    pairs = pairs_of(NOBODY).fixing("activator", at_best=at_best)
    for side in (pairs, pairs.at_worst, pairs.at_best):
        assert side.hoped("activator", "job")[0, 0] == at_best
        assert side.feared("activator", "job")[0, 0] != at_best


def test_fixing_leaves_a_known_fact_alone() -> None:
    pairs = pairs_of(told(adults__0__french_oral_level=3.0)).fixing(FRENCH, at_best=True)
    assert both(pairs, FRENCH) == (3, 3)


def test_a_place_column_is_what_the_snapshot_says() -> None:
    table = sample_places()
    column = pairs_of(NOBODY).place("population_2021")
    assert column.shape == (1, len(table.places))
    for place, value in zip(table.places, column[0], strict=True):
        said = snapshot().fact(place.code, "population_2021").value
        assert np.isnan(value) if said is None else value == said
    assert np.isfinite(column).sum() > 20


def test_a_place_in_words_is_what_the_snapshot_says() -> None:
    table = sample_places()
    is_urban = table.in_words("place_type", "urban_centre")[0]
    said = [snapshot().fact(place.code, "place_type").value for place in table.places]
    assert is_urban.tolist() == [word == "urban_centre" for word in said]
    assert 0 < is_urban.sum() < len(is_urban)


def test_the_metropolitan_community_is_a_column() -> None:
    table = sample_places()
    assert table.column("in_cmm")[0].tolist() == [float(place.in_cmm) for place in table.places]
    assert table.column("in_cmm").sum() == 1


def test_the_destinations_are_those_outside_the_metropolitan_community() -> None:
    table = all_destinations(snapshot(), labour())
    assert len(table.places) == 1041
    assert not any(place.in_cmm for place in table.places)


def test_the_outlook_is_that_of_the_occupation_in_the_economic_region() -> None:
    assert OUTLOOK.values == OUTLOOK_LEVELS
    table = sample_places()
    column = pairs_of(told(adults__0__occupation_noc=NURSE)).outlook(0)[0]
    for place, rank in zip(table.places, column, strict=True):
        word = labour().outlook_fact(NURSE, place.economic_region).value
        assert OUTLOOK.values[int(rank)] == word


def test_an_employment_that_is_not_published_is_not_a_number() -> None:
    regions = [labour().region_position(p.economic_region) for p in sample_places().places]
    blanks = np.isnan(labour().specialisation[:, regions])
    partly = int(np.argwhere(blanks.any(axis=1) & ~blanks.all(axis=1))[0, 0])
    row = labour().specialisation[partly]
    pairs = pairs_of(told(adults__0__occupation_noc=labour().nocs[partly]))
    for side in (pairs, pairs.at_worst, pairs.at_best):
        np.testing.assert_array_equal(side.specialisation(0)[0], row[regions])


def test_an_unknown_occupation_is_bounded_by_the_regions_own_outlooks() -> None:
    pairs = pairs_of(NOBODY)
    worst, best = pairs.at_worst.outlook(0)[0], pairs.at_best.outlook(0)[0]
    table = sample_places()
    for position, place in enumerate(table.places):
        column = labour().outlook[:, labour().region_position(place.economic_region)]
        published = column[column >= 0]
        assert (worst[position], best[position]) == (published.min(), published.max())


def test_the_gain_over_montreal_is_the_difference_of_two_judged_outlooks() -> None:
    table = sample_places()
    undetermined = OUTLOOK.position("undetermined")
    for noc in (NURSE, "72106", "85121"):
        gains = pairs_of(told(adults__0__occupation_noc=noc)).outlook_gain(0)[0]
        row = labour().outlook[labour().position(noc)].astype(int)
        montreal = row[labour().region_position("2440")]
        for place, gain in zip(table.places, gains, strict=True):
            here = row[labour().region_position(place.economic_region)]
            if undetermined in {here, montreal}:
                assert np.isnan(gain)
            else:
                assert gain == here - montreal


def test_km_to_a_town_is_zero_there_and_the_same_both_ways() -> None:
    codes = [place.code for place in sample_places().places]
    path = "adults.0.job_offer.municipality"
    from_rimouski = pairs_of(told(adults__0__job_offer__municipality=RIMOUSKI)).km_to(path)[0]
    from_sherbrooke = pairs_of(told(adults__0__job_offer__municipality=SHERBROOKE)).km_to(path)[0]
    assert from_rimouski[codes.index(RIMOUSKI)] == pytest.approx(0, abs=1e-6)
    there, back = from_rimouski[codes.index(SHERBROOKE)], from_sherbrooke[codes.index(RIMOUSKI)]
    assert there == pytest.approx(back)
    assert there == pytest.approx(430, rel=0.05)  # as the crow flies, on a map
    assert np.isnan(pairs_of(NOBODY).km_to(path)).all()


def test_a_town_that_is_not_known_lies_where_the_caller_says() -> None:
    path = "adults.0.job_offer.municipality"
    said = told(adults__0__job_offer__municipality=RIMOUSKI)
    km = pairs_of(said, NOBODY).km_to(path, unknown=7.0)
    np.testing.assert_array_equal(km[0], pairs_of(said).km_to(path)[0])
    assert (km[1] == 7.0).all()


def test_what_is_measured_from_a_town_is_measured_once_for_all_who_name_it() -> None:
    path, seen = "adults.0.job_offer.municipality", []
    towns = (RIMOUSKI, SHERBROOKE, RIMOUSKI, RIMOUSKI)
    rows = [told(adults__0__job_offer__municipality=town) for town in towns]

    def is_far(km: Numbers) -> Flags:
        seen.append(km.shape)
        return np.asarray(km > 30)

    pairs = pairs_of(*rows, NOBODY)
    far = pairs.from_town(path, is_far, unknown=0.0)
    assert seen == [(3, pairs.shape[1])]
    np.testing.assert_array_equal(far, pairs.km_to(path, unknown=0.0) > 30)


def test_a_column_does_not_depend_on_the_other_places() -> None:
    table = sample_places()
    profile = told(adults__0__occupation_noc=NURSE, adults__0__job_offer__municipality=RIMOUSKI)
    few = PlaceTable(table.snapshot, table.labour, table.places[3:5])
    all_of_them, alone = pairs_of(profile), Pairs(on_the_day((profile,)), few, "mean")
    for read in (
        lambda pairs: pairs.place("distance_hospital_km"),
        lambda pairs: pairs.place("in_cmm"),
        lambda pairs: pairs.outlook(0),
        lambda pairs: pairs.outlook_gain(0),
        lambda pairs: pairs.specialisation(0),
        lambda pairs: pairs.km_to("adults.0.job_offer.municipality"),
    ):
        np.testing.assert_array_equal(read(all_of_them)[:, 3:5], read(alone))


def test_pairs_change_nothing_they_are_given() -> None:
    profile = told(car_access="none")
    pairs = pairs_of(profile)
    pairs.at_best.fixing("car_access", at_best=True)
    assert dict(pairs.fixed) == {}
    assert pairs.side == "plain"
    assert profile == HouseholdProfile({"car_access": "none"}, {})
