"""The nearest settlement organisation of a partial list read in dated public pages."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from regions_data.distances import DECIMALS_KM, great_circle_km
from regions_data.sources.fact_frame import fact_frame
from regions_data.sources.places import joined, place_frame, points
from regions_data.sources.raw_table import raw_table, written

RAW = "settlement_organisations_partial.csv"
INDICATOR = "distance_settlement_organisation_km"

# A page of 2014 or 2016, or one that tells of a closure, does not say who is there today.
FIRST_YEAR_USED = 2017
FLAGGED_OLD = "OLD:"
# Ended more than five years before the snapshot's 2026.
FIRST_YEAR_NOT_OLD = 2021

DATE = re.compile(r"\d{4}(-\d{2})?")


@dataclass(frozen=True, slots=True)
class Host:
    """A municipality where the list puts at least one organisation.

    `period` is the date of its pages, or their span; pages without a firm date count only where
    there is no other, and then `labels` says so. `labels` is written as the tables write it.
    """

    code: str
    period: str
    labels: str


def facts(raw: Path) -> list[pd.DataFrame]:
    """`distance_settlement_organisation_km`, each with the period of the pages it rests on.

    Unknown in a region of which the list places no organisation: the nearest one known would then
    be hundreds of kilometres away, and say nothing of the region.
    """
    places = place_frame(raw)
    hosts = hosts_of(raw)
    where = places.loc[[host.code for host in hosts], ["latitude", "longitude"]]
    km = great_circle_km(points(raw), where.to_numpy(dtype=np.float64))
    nearest = [hosts[number] for number in km.argmin(axis=1)]
    reasons = places["region_code"].map(missing_reasons(raw)).fillna("")
    is_known = (reasons == "").to_numpy()
    frame = fact_frame(
        places.index,
        INDICATOR,
        pd.Series(written(km.min(axis=1), DECIMALS_KM)).where(is_known, ""),
        labels=[
            joined(host.labels, point) if known else ""
            for host, point, known in zip(nearest, places["point_labels"], is_known, strict=True)
        ],
        reason=reasons,
    )
    return [frame.assign(period=pd.Series([host.period for host in nearest]).where(is_known, ""))]


@functools.cache
def hosts_of(raw: Path) -> tuple[Host, ...]:
    """The municipalities where the list puts an organisation, by code; old rows are left out."""
    table = _rows_used(raw_table(raw, RAW))
    located = table[table["municipality_code_2026"] != ""]
    return tuple(
        _host(str(code), rows["source_date"].tolist())
        for code, rows in located.groupby("municipality_code_2026")
    )


def missing_reasons(raw: Path) -> dict[str, str]:
    """Why the distance is unknown in each region, by code, without those where it is known."""
    table = raw_table(raw, RAW)
    regions = place_frame(raw)["region_code"]
    located = {regions[host.code] for host in hosts_of(raw)}
    listed = set(table["region_code"])
    return {
        code: "organisation_not_located" if code in listed else "organisation_not_listed"
        for code in sorted(set(regions) - located)
    }


def _rows_used(table: pd.DataFrame) -> pd.DataFrame:
    year = pd.to_numeric(table["source_date"].str.extract(r"^(\d{4})", expand=False))
    is_old = (year < FIRST_YEAR_USED) | table["note"].str.startswith(FLAGGED_OLD)
    return table[~is_old]


def _host(code: str, dates: list[str]) -> Host:
    """What the dates of a municipality's pages, as written in the list, are worth.

    >>> _host("81017", ["2022-06", "2019-06"])
    Host(code='81017', period='2019-06/2022-06', labels='')
    >>> _host("43027", ["2020 or later"])
    Host(code='43027', period='2020', labels='organisation_date_uncertain')
    """
    firm = sorted(date for date in dates if DATE.fullmatch(date))
    if firm:
        period = firm[0] if firm[0] == firm[-1] else f"{firm[0]}/{firm[-1]}"
        return Host(code, period, "old" if int(firm[-1][:4]) < FIRST_YEAR_NOT_OLD else "")
    about = sorted(found[0] for date in dates if (found := DATE.match(date)))
    return Host(code, about[-1] if about else "s.d.", "organisation_date_uncertain")
