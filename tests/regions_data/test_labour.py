"""The labour market against the raw tables, and the warnings its facts carry."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import regions_data
from regions_data.labour import (
    OUTLOOK_BASES,
    OUTLOOK_LEVELS,
    Labour,
    load_labour,
    outlook_source,
    specialisation,
)
from regions_data.labour_labels import LABELS
from regions_data.problems import Refused

PACKAGE = Path(regions_data.__file__).parent
TABLES = PACKAGE / "tables"


@pytest.fixture(scope="module")
def labour() -> Labour:
    return load_labour(TABLES)


def labels(fact_labels: tuple[object, ...]) -> set[str]:
    return {key for key, text in LABELS.items() if text in fact_labels}


def test_there_are_516_occupations_and_18_columns_with_the_province_first(labour: Labour) -> None:
    assert len(labour.nocs) == 516
    assert list(labour.nocs) == sorted(labour.nocs)
    assert labour.economic_regions[0] == "2400"
    assert labour.outlook.shape == labour.employment.shape == (516, 18)
    assert (labour.edition, labour.released) == ("2022-2024", "2022-11-04")


def test_every_published_outlook_is_the_one_in_the_raw_file(labour: Labour) -> None:
    raw = PACKAGE / "raw" / "job_outlooks_2022_2024_qc_complete.csv"
    with raw.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cell = labour.position(row["noc_2021_code"]), labour.region_position(row["er_code"])
            assert OUTLOOK_BASES[labour.outlook_basis[cell]] == row["basis"]
            if row["outlook"]:
                assert OUTLOOK_LEVELS[labour.outlook[cell]] == row["outlook"]


def test_the_counts_are_those_of_the_source_notes(labour: Labour) -> None:
    published = labour.outlook[labour.outlook_basis == 0]
    counts = Counter(OUTLOOK_LEVELS[index] for index in published)
    assert counts == {
        "very_good": 1087, "good": 1497, "moderate": 1065,
        "limited": 459, "very_limited": 57, "undetermined": 3035,
    }  # fmt: skip
    assert [int((labour.outlook_basis == i).sum()) for i in range(4)] == [7200, 1044, 333, 711]


def test_nurses_are_good_everywhere_but_moderate_in_the_north(labour: Labour) -> None:
    outlooks = {er: labour.outlook_fact("31301", er).value for er in labour.economic_regions}
    assert {er for er, outlook in outlooks.items() if outlook == "moderate"} == {"2480", "2490"}
    assert set(outlooks.values()) == {"good", "moderate"}


def test_where_the_2016_parents_disagree_the_least_favourable_is_kept(labour: Labour) -> None:
    # 10019 in Capitale-Nationale: 0114 good, 1227 undetermined.
    fact = labour.outlook_fact("10019", "2420")
    assert fact.value == "undetermined"
    assert {"parents_disagree", "derived_from_noc2016"} <= labels(fact.labels)


def test_an_outlook_always_says_that_the_market_has_slowed(labour: Labour) -> None:
    for er in labour.economic_regions:
        fact = labour.outlook_fact("72106", er)
        assert "market_cooled" in labels(fact.labels)
        assert (fact.period, fact.source) == ("2022-2024", "esdc_outlooks_2022_2024")


@pytest.mark.parametrize(
    ("economic_region", "label"),
    [
        ("2440", "whole_cma"), ("2445", "whole_cma"), ("2480", "shared_north"),
        ("2490", "shared_north"), ("2435", "includes_cmm"), ("2450", "includes_cmm"),
        ("2455", "includes_cmm"),
    ],
)  # fmt: skip
def test_an_outlook_true_of_a_wider_area_says_so(
    labour: Labour, economic_region: str, label: str
) -> None:
    assert label in labels(labour.outlook_fact("31301", economic_region).labels)
    assert label not in labels(labour.outlook_fact("31301", "2415").labels)


def test_an_undetermined_outlook_gives_the_publishers_reason(labour: Labour) -> None:
    assert "undetermined_appointed" in labels(labour.outlook_fact("00010", "2410").labels)
    assert "undetermined_low_employment" in labels(labour.outlook_fact("72100", "2410").labels)


def test_montreal_and_laval_are_the_same_metropolitan_area(labour: Labour) -> None:
    montreal, laval = labour.region_position("2440"), labour.region_position("2445")
    assert np.array_equal(
        labour.employment[:, montreal], labour.employment[:, laval], equal_nan=True
    )


def test_fewer_than_fifty_is_not_a_number_of_people(labour: Labour) -> None:
    # 31112 in Nord-du-Québec: the source says "less than 50".
    assert np.isnan(labour.employment[labour.position("31112"), labour.region_position("2490")])
    assert labour.specialisation_fact("31112", "2490").value is None
    assert labour.specialisation_fact("31112", "2490").reason is not None


def test_specialisation_is_the_quotient_of_the_two_shares(labour: Labour) -> None:
    row, column = labour.position("31301"), labour.region_position("2415")
    region, province = labour.employment[:, column], labour.employment[:, 0]
    both = ~np.isnan(region) & ~np.isnan(province)
    expected = (region[row] / region[both].sum()) / (province[row] / province[both].sum())
    fact = labour.specialisation_fact("31301", "2415")
    assert fact.value == round(expected, 2)
    assert fact.level == "economic_region"
    assert {"derived_specialisation", "employment_old"} == labels(fact.labels)


@given(
    province=st.lists(st.integers(10, 90_000), min_size=2, max_size=8),
    scale=st.floats(0.001, 0.5),
    hidden=st.integers(0, 7),
)
def test_a_region_with_quebecs_own_mix_is_specialised_in_nothing(
    province: list[int], scale: float, hidden: int
) -> None:
    # Even when one of its occupations is too small to be published.
    whole = np.array(province, dtype=float)
    region = whole * scale
    region[hidden % len(region)] = np.nan
    quotients = specialisation(np.column_stack([whole, region]))[:, 1]
    assert np.allclose(quotients[~np.isnan(region)], 1.0)
    assert np.isnan(quotients[np.isnan(region)]).all()


def test_the_national_projection_is_the_newer_cross_check(labour: Labour) -> None:
    nurses, welders = labour.national_projection("31301"), labour.national_projection("72106")
    assert nurses is not None
    assert "élevé de pénurie" in nurses.fr
    assert welders is not None
    assert "modéré de pénurie" in welders.fr
    assert labour.national_projection("42102") is None


def test_the_arrays_cannot_be_written(labour: Labour) -> None:
    for values in (
        labour.outlook, labour.outlook_basis, labour.employment, labour.specialisation,
    ):  # fmt: skip
        with pytest.raises(ValueError, match="read-only"):
            values[0, 0] = 0


def test_a_wrong_code_is_refused_with_the_nearest_ones(labour: Labour) -> None:
    with pytest.raises(Refused) as refused:
        labour.outlook_fact("3130", "2415")
    (problem,) = refused.value.problems
    assert "31301" in problem.known
    assert "2016" in problem.message.fr
    with pytest.raises(Refused, match="2415"):
        labour.outlook_fact("31301", "24")


def test_the_outlook_source_is_one_we_publish() -> None:
    assert outlook_source("2022-2024") in (TABLES / "sources.json").read_text(encoding="utf-8")
    assert outlook_source("2025-2027") in (TABLES / "sources.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n31301,2415,good,", "\n31301,2415,superb,", "unknown word"),
        ("\n31301,2415,good,", "\n31301,2416,good,", "missing"),
        ("noc,economic_region,outlook,basis", "noc,economic_region,outlook,grounds", "basis"),
    ],
)
def test_a_spoiled_table_is_refused_and_never_a_traceback(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(TABLES, folder)
    text = (folder / "outlooks.csv").read_text(encoding="utf-8")
    assert old in text
    (folder / "outlooks.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=said):
        load_labour(folder)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"occupations\.csv"):
        load_labour(tmp_path)
