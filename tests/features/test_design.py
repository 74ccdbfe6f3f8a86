"""The columns of the outcome models hold what is known of each household in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.design import (
    COLUMN_FACTORS,
    COLUMNS,
    SAID_ELSEWHERE,
    SAME_FOR_ALL,
    Design,
    Settled,
    design_of,
)
from features.factors import FACTORS, FACTORS_BY_ID
from features.factors.preparation import SITUATIONS
from features.generate import generate
from features.households import Households
from features.pairs import Pairs
from features.place import PlaceTable
from regions_data.as_known import AsKnown, FactsOfToday
from tests.features.sample import told
from tests.matching import households
from tests.strategies import AS_OF, labour, profiles, snapshot

TODAY = FactsOfToday(snapshot(), labour())
NAMES = [column.name for column in COLUMNS]
DAYS = tuple(date(2021, 6, 1) + timedelta(days=211 * i) for i in range(9))


def settled(count: int = 40) -> list[Settled]:
    places = households.sample()
    made = generate(count, 5, DAYS[0], unknown_share=0.1)
    return [
        Settled(profile, places[i * 7 % len(places)], DAYS[i % len(DAYS)])
        for i, profile in enumerate(made)
    ]


def design(some: Sequence[Settled]) -> Design:
    return design_of(some, TODAY, "mean")


def cell(found: Design, name: str) -> float:
    return float(found.values[0, NAMES.index(name)])


READY = Settled(households.household(households.READY), snapshot().place("10043"), AS_OF)


def test_every_factor_makes_a_column_or_has_a_reason_not_to() -> None:
    left_out = {factor.id for factor in SITUATIONS} | {*SAID_ELSEWHERE, SAME_FOR_ALL}
    assert {*NAMES} | left_out == {factor.id for factor in FACTORS}
    assert not {*NAMES} & left_out
    assert {*SAID_ELSEWHERE, SAME_FOR_ALL} <= {*FACTORS_BY_ID}
    assert {*SAID_ELSEWHERE.values()} <= {*NAMES}


def test_a_column_has_the_direction_that_its_factor_declares() -> None:
    for column in COLUMNS:
        better = FACTORS_BY_ID[column.name].better
        assert column.direction == {"up": 1, "down": -1}[better], column.name
    assert {column.direction for column in COLUMNS} == {1, -1}


def test_a_known_fact_is_the_factors_value() -> None:
    found = design([READY])
    table = PlaceTable(snapshot(), labour(), (READY.place,))
    pairs = Pairs(Households((READY.profile,), AS_OF), table, "mean")
    for name in ("person_french_oral_level", "work_prospects", "mobility", "vacancies_per_1000"):
        assert cell(found, name) == FACTORS_BY_ID[name].compute(pairs)[0, 0], name
    assert found.municipality.tolist() == ["10043"]
    assert found.region.tolist() == ["01"]


def test_what_is_not_said_is_neither_good_nor_bad() -> None:
    nobody = replace(READY, profile=told())
    found = design([nobody])
    for name in ("person_french_oral_level", "work_prospects", "partner_adherence"):
        assert np.isnan(cell(found, name)), name
    assert not np.isnan(cell(found, "vacancies_per_1000"))  # the place's own fact


def test_what_does_not_apply_has_no_value() -> None:
    alone = replace(READY, profile=READY.profile.with_answer("household_kind", "single"))
    assert np.isnan(cell(design([alone]), "partner_adherence"))
    assert np.isnan(cell(design([alone]), "partner_french_oral_level"))


def test_a_fact_counts_from_the_day_on_which_it_was_published() -> None:
    """The outlooks of 2022 were unknown the day before they came out."""
    eve, day = date(2022, 11, 3), date(2022, 11, 4)
    both = [replace(READY, decided_on=each) for each in (eve, day)]
    found = design_of(both, AsKnown(snapshot(), labour()), "mean")
    outlook = found.values[:, NAMES.index("person_outlook")]
    assert np.isnan(outlook).tolist() == [True, False]
    assert not np.isnan(design(both).values[:, NAMES.index("person_outlook")]).any()


def test_a_row_is_the_same_alone_and_among_others() -> None:
    some = settled()
    every = design(some)
    for index in (0, 7, 39):
        alone = design([some[index]])
        assert np.array_equal(alone.values[0], every.values[index], equal_nan=True)
        assert alone.municipality[0] == every.municipality[index]


def test_many_households_of_one_day_are_cut_up_without_a_seam(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    some = [replace(each, decided_on=AS_OF) for each in settled()]
    whole = design(some)
    monkeypatch.setattr("features.design._MOST_TOGETHER", 7)
    assert np.array_equal(design(some).values, whole.values, equal_nan=True)


def test_some_rows_may_be_taken() -> None:
    every = design(settled())
    some = every.take(np.array([3, 5]))
    assert np.array_equal(some.values, every.values[[3, 5]], equal_nan=True)
    assert some.region.tolist() == every.region[[3, 5]].tolist()
    assert len(every.take(np.zeros(len(every), dtype=np.bool_))) == 0


def test_nobody_makes_no_row() -> None:
    assert design([]).values.shape == (0, len(COLUMN_FACTORS))


@settings(max_examples=25)
@given(profiles(), st.sampled_from(households.sample()))
def test_a_value_is_one_that_no_answer_still_open_could_change(
    profile: households.HouseholdProfile, place: households.Place
) -> None:
    found = design([Settled(profile, place, AS_OF)]).values[0]
    pairs = Pairs(Households((profile,), AS_OF), PlaceTable(snapshot(), labour(), (place,)), "mean")
    for factor, value in zip(COLUMN_FACTORS, found, strict=True):
        if np.isnan(value):
            continue
        assert np.isfinite(value), factor.id
        for side in (pairs.at_worst, pairs.at_best):
            assert np.broadcast_to(factor.compute(side), (1, 1))[0, 0] == value, factor.id
