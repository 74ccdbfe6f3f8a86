"""The sheet of an occupation holds what its tables hold, and nothing else."""

import csv

import numpy as np
import pytest

from regions_data.labour import load_labour
from regions_data.occupation_sheet import occupation_sheet
from regions_data.problems import Refused
from regions_data.snapshot import load_snapshot

SNAPSHOT = load_snapshot()
LABOUR = load_labour(SNAPSHOT.folder)


def published_wages(noc: str) -> dict[str, float]:
    with (SNAPSHOT.folder / "wages.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["economic_region"]: float(row["wage_median_hourly_cad"])
            for row in csv.DictReader(file)
            if row["noc"] == noc
        }


@pytest.mark.parametrize("noc", ["31301", "72106", "00010", "11201"])
def test_a_line_for_each_region_with_the_published_figures(noc: str) -> None:
    sheet = occupation_sheet(noc, SNAPSHOT, LABOUR)
    wages = published_wages(noc)
    assert [line.region.code for line in sheet.lines] == list(LABOUR.economic_regions)
    for line in sheet.lines:
        assert line.wage_median_hourly_cad == wages.get(line.region.code)
        people = LABOUR.employment[LABOUR.position(noc), LABOUR.region_position(line.region.code)]
        assert line.employment == (people if np.isfinite(people) else None)


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(Refused, match="99999"):
        occupation_sheet("99999", SNAPSHOT, LABOUR)
