"""The synthetic Québec has the truth that it declares, and a log like any other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from matching.backtest.benchmark import VARIANTS, Benchmark, Variant, make_benchmark
from matching.backtest.benchmark_files import write_benchmark
from matching.backtest.benchmark_model import (
    CLASS_SHARES,
    CLASSES,
    FIVE_YEARS,
    FIVE_YEARS_OVERALL,
    QUEBEC_FIVE_YEARS,
    calibrated,
    exposure,
    months_stayed,
    still_there,
    third_class_five_years,
)
from matching.backtest.benchmark_practice import OFFERED, choose
from matching.backtest.benchmark_seen import SEEN_UNTIL
from matching.backtest.evaluation_table import read_evaluation_table
from matching.backtest.log_mapping import LogMapping
from matching.backtest.log_reader import read_log
from matching.backtest.log_table import read_table
from matching.backtest.outcomes import HORIZONS_MONTHS, Known
from regions_data.problems import Refused
from tests.matching import households
from tests.strategies import labour, snapshot

SMALL = 720


@cache
def made(variant: Variant = "plain", count: int = SMALL, seed: int = 7) -> Benchmark:
    return make_benchmark(count, seed, (snapshot(), labour()), households.ruleset(), variant)


# -- the model


def test_the_shares_of_the_classes_give_the_published_overall_figure() -> None:
    figures = {**FIVE_YEARS, "third": third_class_five_years()}
    overall = sum(s * figures[name] for s, name in zip(CLASS_SHARES, CLASSES, strict=True))
    assert sum(CLASS_SHARES) == pytest.approx(1)
    assert overall == pytest.approx(FIVE_YEARS_OVERALL)
    assert 0 < third_class_five_years() < 1


def test_a_base_is_found_that_keeps_the_share_asked_for() -> None:
    pull = np.linspace(0, 2, 50)
    for target in (0.2, 0.42, 0.9):
        base = calibrated(pull, target)
        assert still_there(base - pull, 60.0).mean() == pytest.approx(target, abs=1e-9)


def test_stays_are_drawn_from_the_declared_chances() -> None:
    generator = np.random.default_rng(3)
    hazard = np.full(40_000, -4.2)
    months = months_stayed(hazard, generator.random(40_000))
    for horizon in HORIZONS_MONTHS:
        expected = float(still_there(hazard[:1], float(horizon))[0])
        error = np.sqrt(expected * (1 - expected) / 40_000)
        assert np.mean(months > horizon) == pytest.approx(expected, abs=4 * error)


def test_leaving_is_likelier_at_first() -> None:
    rates = np.diff(exposure(np.arange(0.0, 61.0)))
    assert (np.diff(rates) < 0).all()
    assert (rates > 1).all()


# -- practice


def test_the_probabilities_written_down_are_those_of_the_choices() -> None:
    generator = np.random.default_rng(4)
    score = np.tile(np.arange(20.0) * 2, (30_000, 1))
    none = np.zeros(score.shape, dtype=np.bool_)
    found = choose(score, none, np.full(20, 1000.0), generator)
    assert found.offered.shape == (30_000, OFFERED)
    assert np.allclose(found.propensity.sum(axis=1), 1, atol=1e-5)
    for position in range(OFFERED):
        taken = found.taken == position
        expected, error = found.propensity[:, position].mean(), 4 * np.sqrt(0.25 / 30_000)
        assert taken.mean() == pytest.approx(expected, abs=error)


def test_what_is_hidden_makes_what_is_written_down_wrong() -> None:
    generator = np.random.default_rng(5)
    score = generator.uniform(30, 70, (20_000, 12))
    none = np.zeros(score.shape, dtype=np.bool_)
    hidden = generator.standard_normal(20_000)
    found = choose(score, none, np.full(12, 1000.0), generator, hidden=hidden)
    best = np.take_along_axis(score, found.offered, axis=1).argmax(axis=1)
    takes_best, written = found.taken == best, found.propensity[np.arange(20_000), best]
    high, low = hidden > 1, hidden < -1
    assert takes_best[high].mean() > written[high].mean() + 0.1
    assert takes_best[low].mean() < written[low].mean() - 0.1


# -- the whole


def test_abitibi_temiscamingue_has_the_published_figures() -> None:
    found = made(count=6_000)
    there = [
        case
        for case, one in zip(found.cases, found.log, strict=True)
        if one.place.region.code == "08"
    ]
    targets = {**FIVE_YEARS, "third": third_class_five_years()}
    for name, target in targets.items():
        chances = [case.still_there[3] for case in there if case.admission_class == name]
        assert np.mean(chances) == pytest.approx(target, abs=0.06), name
    assert np.mean([case.still_there[3] for case in there]) == pytest.approx(0.41, abs=0.05)


def test_who_leaves_the_region_mostly_stays_in_quebec() -> None:
    found = made(count=6_000)
    gone = np.mean([1 - case.still_there[3] for case in found.cases])
    assert 1 - gone * found.truth.leaves_quebec == pytest.approx(QUEBEC_FIVE_YEARS, abs=0.03)


def test_what_is_seen_agrees_with_what_is_true() -> None:
    for one, case in zip(made().log, made().cases, strict=True):
        assert one.case_id == case.case_id
        region = one.outcome.in_region
        for months, known in zip(HORIZONS_MONTHS, region.at, strict=True):
            if known is Known.YES:
                assert case.months > months - 1
            if known is Known.NO:
                assert case.months < months + 1
        if region.left_on is not None:
            days = (region.left_on - one.settled_on).days
            assert days / 30.4 == pytest.approx(case.months, abs=1.5)
            assert region.left_on <= SEEN_UNTIL


def test_the_place_taken_is_among_those_offered_with_its_probability() -> None:
    for one in made().log:
        chosen = [offer.propensity for offer in one.offered if offer.place == one.place]
        assert chosen == [one.propensity]
        assert sum(offer.propensity or 0 for offer in one.offered) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_variant_has_its_fault_and_no_other(variant: Variant) -> None:
    found = made(variant)
    truth = found.truth
    assert (truth.hidden_effect > 0) is (variant == "confounded")
    assert (truth.drift_a_year > 0) is (variant == "drift")
    assert (truth.change != 0) is (variant == "changed_region")
    assert any(case.hidden for case in found.cases) is (variant == "confounded")
    sharp = np.mean([max(o.propensity or 0 for o in one.offered) for one in found.log])
    assert bool(sharp > 0.75) is (variant == "thin"), sharp


def test_departures_are_missed_more_often_when_that_is_the_fault() -> None:
    def seen(variant: Variant) -> float:
        pairs = zip(made(variant).log, made(variant).cases, strict=True)
        gone = [one for one, case in pairs if case.months < 40]
        return float(np.mean([one.outcome.in_region.left_on is not None for one in gone]))

    assert seen("missing") < seen("plain") - 0.2


def test_the_files_are_the_same_to_the_byte_and_read_as_a_log(tmp_path: Path) -> None:
    for name in ("one", "two"):
        made.cache_clear()
        write_benchmark(made(count=48), tmp_path / name)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert [str(f) for f in files] == [
        "evaluation.csv", "log.jsonl", "truth/cases.csv", "truth/model.json",
    ]  # fmt: skip
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    found = read_log(
        read_table(tmp_path / "one" / "log.jsonl"), LogMapping(),
        snapshot=snapshot(), labour=labour(), as_of=SEEN_UNTIL,
    )  # fmt: skip
    assert found.problems == ()
    assert found.log == made(count=48).log
    groups = read_evaluation_table(read_table(tmp_path / "one" / "evaluation.csv"))
    assert groups.group("status_group", "SYN-000001") in CLASSES
    assert "synthetic" in (tmp_path / "one" / "truth" / "model.json").read_text().lower()


def test_another_seed_is_another_quebec() -> None:
    assert made(count=48, seed=8).log != made(count=48).log


def test_a_folder_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with pytest.raises(Refused):
        write_benchmark(made(count=48), tmp_path / "kept")
    assert not list((tmp_path / "kept").iterdir())


@pytest.mark.parametrize(("count", "seed"), [(0, 1), (5, -1)])
def test_a_count_or_a_seed_out_of_range_is_refused(count: int, seed: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        made(count=count, seed=seed)


def staying_by_last_contact(found: Benchmark, months: float) -> float:
    """The product-limit estimate of who is still there, from what was seen alone."""
    seen = []
    for one in found.log:
        region = one.outcome.in_region
        last = region.left_on or region.seen_on
        assert last is not None
        seen.append(((last - one.settled_on).days / 30.4375, region.left_on is not None))
    estimate, at_risk = 1.0, len(seen)
    for when, is_gone in sorted(seen):
        if when > months:
            break
        estimate *= 1 - is_gone / at_risk
        at_risk -= 1
    return estimate


def test_contact_is_lost_without_any_link_to_leaving_except_where_that_is_the_fault() -> None:
    """Beside who truly stays in the same log, so that only what was not seen makes a difference."""
    for variant, is_right in (("plain", True), ("missing", False)):
        found = made("plain" if variant == "plain" else "missing", count=6_000)
        truth = float(np.mean([case.months > 60 for case in found.cases]))
        error = abs(staying_by_last_contact(found, 60.0) - truth)
        assert bool(error < 0.012) is is_right, (variant, error)
