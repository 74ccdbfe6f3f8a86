"""The check holds on the committed snapshot and bites on a damaged one."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from regions_data.check import check, coverage
from regions_data.geometry import km_outside
from regions_data.manifest import write_manifest
from regions_data.snapshot import PACKAGED_FOLDER, load_snapshot

SQUARE = (np.array([[-73, 45], [-72, 45], [-72, 46], [-73, 46], [-73, 45]], dtype=float),)
HOLE = (np.array([[-72.6, 45.4], [-72.4, 45.4], [-72.4, 45.6], [-72.6, 45.6], [-72.6, 45.4]]),)


def test_every_finding_holds_on_the_committed_snapshot() -> None:
    findings = check()
    assert [finding.id for finding in findings] == [
        "hashes", "counts", "codes", "orphans", "ranges", "coordinates", "reasons", "gates",
    ]  # fmt: skip
    assert [problem.en for finding in findings for problem in finding.problems] == []


@pytest.mark.parametrize(
    ("table", "written", "instead", "finding"),
    [
        ("places.csv", ",1,0,", ",0,0,", "counts"),
        ("places.csv", "10043,Rimouski,Ville,10,Rimouski-Neigette,MRC,01,2415", None, "orphans"),
        ("facts.csv", "10043,population_2021,48935", "10043,population_2021,-5", "ranges"),
        ("facts.csv", "10043,latitude,48.45128", "10043,latitude,52.45128", "coordinates"),
        ("facts.csv", "10043,population_2021,48935", "10043,population_2021,", "reasons"),
        ("former_codes.csv", "29025,29027", "29025,29999", "orphans"),
        ("sources.json", '"id": "statcan_jvws"', '"id": "another"', "orphans"),
    ],
)
def test_a_damaged_table_is_found(
    tmp_path: Path, table: str, written: str, instead: str | None, finding: str
) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(PACKAGED_FOLDER, folder)
    text = (folder / table).read_text(encoding="utf-8")
    assert written in text
    damaged = text.replace(written, written[:-4] + "9999" if instead is None else instead, 1)
    (folder / table).write_text(damaged, encoding="utf-8", newline="\n")
    write_manifest(folder, {})
    bad = [found.id for found in check(folder) if not found.is_good]
    assert bad == [finding]


def test_a_gate_that_is_too_thinly_known_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    shutil.copytree(PACKAGED_FOLDER, folder)
    path = folder / "indicators.json"
    head, tail = path.read_text(encoding="utf-8").split('"id": "rent_median_2021_cad_month"')
    tail = tail.replace('"gates": false', '"gates": true', 1)
    path.write_text(head + '"id": "rent_median_2021_cad_month"' + tail, encoding="utf-8")
    write_manifest(folder, {})
    assert [found.id for found in check(folder) if not found.is_good] == ["gates"]


def test_a_folder_that_cannot_be_trusted_gives_one_finding(tmp_path: Path) -> None:
    (finding,) = check(tmp_path)
    assert finding.id == "hashes"
    assert not finding.is_good
    assert finding.problems[0].fr


def test_coverage_counts_all_destinations_and_listed() -> None:
    rows = {row.indicator: row for row in coverage(load_snapshot())}
    place_type = rows["place_type"]
    assert (place_type.known, place_type.known_destinations, place_type.known_listed) == (
        1_123, 1_041, 816,
    )  # fmt: skip
    assert rows["vacancy_rate_pct"].known == 31
    assert rows["immigrants_share_pct"].known_listed == 810
    assert rows["immigrants_share_pct"].listed_pct == 99.3


def test_a_point_inside_is_nowhere_outside() -> None:
    assert km_outside(-72.5, 45.5, SQUARE) == 0


def test_a_point_in_a_hole_is_outside() -> None:
    to_the_east = 0.1 * np.cos(np.radians(45.5)) * 111.195
    assert km_outside(-72.5, 45.5, SQUARE + HOLE) == pytest.approx(to_the_east, rel=0.01)


def test_distance_to_an_edge_and_to_a_corner() -> None:
    assert km_outside(-72.5, 44.95, SQUARE) == pytest.approx(0.05 * 111.195, rel=1e-3)
    corner = km_outside(-73.05, 44.95, SQUARE)
    assert corner == pytest.approx(np.hypot(0.05 * 111.195, 0.05 * 78.67), rel=0.01)
