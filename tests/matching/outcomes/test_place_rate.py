"""The baseline: a town with few cases leans on its region, a region on the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from features.design import Design
from matching.backtest.stays import Floats
from matching.outcomes.place_rate import PlaceRate
from matching.outcomes.place_ratios import (
    Departures,
    PlaceRatios,
    likeliest_strength,
    place_ratios,
)
from tests.matching.outcomes.simulated_stays import COLUMNS, REGIONS, simulated


def ratios(cases: list[tuple[str, str, int, int]]) -> PlaceRatios:
    """The ratios of some towns, by region, town, cases and departures."""
    region, town, left = [], [], []
    for code, name, count, gone in cases:
        region += [code] * count
        town += [name] * count
        left += [1.0] * gone + [0.0] * (count - gone)
    expected = np.full(len(left), sum(left) / len(left))
    return place_ratios(Departures(np.array(left), expected, np.array(town), np.array(region)))


CASES = [
    ("01", "big", 1_000, 100), ("01", "other", 1_000, 110), ("01", "small", 4, 4),
    ("02", "bad", 1_000, 320), ("02", "worse", 1_000, 500), ("03", "tiny", 1, 1),
]  # fmt: skip


def test_a_small_town_leans_on_its_region_and_a_large_one_on_itself() -> None:
    found = ratios(CASES)
    raw = 4 / (4 * sum(c[3] for c in CASES) / sum(c[2] for c in CASES))
    region = found.regions["01"]
    assert region < found.municipalities["small"] < (raw + region) / 2
    assert found.municipalities["worse"] / found.municipalities["bad"] > 1.3
    assert found.municipalities["big"] == pytest.approx(100 / 1_000 * 4_005 / 1_035, rel=0.1)


def test_a_region_of_one_case_leans_on_the_whole() -> None:
    raw = 4_005 / 1_035
    assert 1 < ratios(CASES).regions["03"] < 1 + (raw - 1) / 2


def test_an_unknown_town_has_its_regions_ratio_and_an_unknown_region_one() -> None:
    found = ratios(CASES)
    told = found.of(np.array(["big", "new", "new"]), np.array(["01", "02", "99"]))
    assert told.tolist() == [found.municipalities["big"], found.regions["02"], 1.0]


def test_places_that_do_not_differ_are_all_told_the_same() -> None:
    found = ratios([("01", str(i), 200, 40) for i in range(20)])
    assert list(found.municipalities.values()) == pytest.approx([1.0] * 20)


@pytest.mark.parametrize("strength", [2.0, 16.0])
def test_how_much_places_are_alike_is_learned_from_them(strength: float) -> None:
    generator = np.random.default_rng(4)
    true = generator.gamma(strength, 1 / strength, 3_000)
    expected = generator.uniform(1, 40, 3_000)
    seen = generator.poisson(true * expected).astype(np.float64)
    assert likeliest_strength(seen, expected) == pytest.approx(strength, rel=0.5)


def true_of(region: str) -> Floats:
    """The chance of each horizon in a region, over what the household's own facts do."""
    made = simulated(60_000, 9)
    return np.asarray(made.truth[made.design.region == region].mean(axis=0))


def test_it_recovers_the_rate_of_each_region_though_many_are_lost_from_sight() -> None:
    made = simulated(12_000, 1, followed_months=24.0)
    fitted = PlaceRate().fit(made.design, made.stays, np.random.default_rng(0))
    for region in REGIONS:
        probe = Design(COLUMNS, np.zeros((1, 3)), np.array(["none"]), np.array([region]))
        assert fitted.curve(probe)[0, :3] == pytest.approx(true_of(region)[:3], abs=0.03)


def test_it_says_the_same_of_everybody_in_a_town() -> None:
    made = simulated(2_000, 2)
    fitted = PlaceRate().fit(made.design, made.stays, np.random.default_rng(0))
    told = fitted.curve(made.design)
    town = made.design.municipality == made.design.municipality[0]
    assert np.ptp(told[town], axis=0) == pytest.approx(np.zeros(4))


def test_it_is_calibrated_without_a_further_step() -> None:
    made, later = simulated(6_000, 3), simulated(20_000, 4)
    fitted = PlaceRate().fit(made.design, made.stays, np.random.default_rng(0))
    told = fitted.still_there(later.design, 12)
    for low, high in zip(
        np.quantile(told, [0, 0.25, 0.5, 0.75]),
        np.quantile(told, [0.25, 0.5, 0.75, 1]),
        strict=True,
    ):
        rows = (told >= low) & (told <= high)
        assert told[rows].mean() == pytest.approx(later.truth[rows, 1].mean(), abs=0.03)


def test_no_place_is_told_to_lose_everybody() -> None:
    made = simulated(3_000, 5)
    fitted = PlaceRate().fit(made.design, made.stays, np.random.default_rng(0))
    worst = PlaceRatios({"08": 1_000.0}, {})
    probe = made.design.take(made.design.region == "08")
    told = replace(fitted, places=worst).curve(probe)
    assert ((told > 0) & (told <= 0.05 + 1e-9)).all()
