"""The 1,123 local municipalities of today, from the ministry's directory."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pandas as pd

from regions_data.crosswalk import (
    DECISIONS,
    economic_regions,
    local_municipalities,
    origins,
)
from regions_data.definitions import is_listed
from regions_data.sources.raw_table import numbers, raw_table

PLACE_COLUMNS = [
    "name", "designation", "mrc_code", "mrc_name", "mrc_type", "region_code", "economic_region",
    "in_cmm", "listed", "labels",
]  # fmt: skip

# The directory cuts long designations at 34 characters.
CUT_DESIGNATIONS = {
    "Village cri (Terre de la catégorie": "Village cri",
    "Village naskapi (Terre de la catégo": "Village naskapi",
}
POINT_LABELS = {"centroide_sdr": "polygon_centroid", "geonames": "geonames_point"}
VACANCIES = "job_vacancies_er_2024q3_2026q2.csv"


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`places`, `regions`, `economic_regions` and `former_codes`, sorted by code."""
    frame = place_frame(raw)
    return {
        "places": _flags_written(frame[PLACE_COLUMNS]).reset_index(names="code"),
        "regions": _regions(raw),
        "economic_regions": _economic_regions(raw),
        "former_codes": _former_codes(raw),
    }


@functools.cache
def place_frame(raw: Path) -> pd.DataFrame:
    """One row a place, by code: identity, flags, numbers and labels.

    Beyond `PLACE_COLUMNS`: `population_2026` (inhabitants), `latitude` and `longitude` (degrees),
    `coord_source`, `land_km2`, and `point_labels` (warnings on the point, `;`-joined).
    """
    local = local_municipalities(raw)
    region = economic_regions(raw).loc[local.index]
    frame = pd.DataFrame(
        {
            "name": local["name"],
            "designation": local["designation"].replace(CUT_DESIGNATIONS),
            "mrc_code": local["mrc_te_code"],
            "mrc_name": local["mrc_te_name"],
            "mrc_type": local["mrc_te_type"],
            "region_code": local["region_code"],
            "economic_region": region["economic_region"],
            "in_cmm": local["cmm"] == "1",
            "population_2026": numbers(local["population_decret_2026"]),
            "latitude": numbers(local["latitude"]),
            "longitude": numbers(local["longitude"]),
            "coord_source": local["coord_source"],
            "land_km2": numbers(local["land_area_km2_mamh"]),
        }
    )
    frame["listed"] = is_listed(
        frame["population_2026"].to_numpy(),
        frame["in_cmm"].to_numpy(),
        frame["designation"].to_numpy(dtype=object),
    )
    frame["point_labels"] = _point_labels(frame)
    frame["labels"] = _place_labels(raw, frame, region["is_inferred"])
    return frame


def _point_labels(frame: pd.DataFrame) -> pd.Series[str]:
    own = frame["coord_source"].map(POINT_LABELS).fillna("")
    is_shared = frame.duplicated(["latitude", "longitude"], keep=False)
    return own.where(~is_shared, "shared_village_point")


def _place_labels(raw: Path, frame: pd.DataFrame, is_inferred: pd.Series[bool]) -> pd.Series[str]:
    decided = {decision.code: decision.label for decision in DECISIONS}
    origin = origins(raw)
    counted_apart = frame["designation"].isin(["Village cri", "Village naskapi"])
    return pd.Series(
        {
            code: joined(
                "merger_inferred" if origin[code].kind in {"merger", "code_change"} else "",
                "economic_region_inferred" if is_inferred[code] else "",
                decided.get(str(code), ""),
                frame["point_labels"][code],
                "population_on_category_land" if counted_apart[code] else "",
            )
            for code in frame.index
        }
    )


def joined(*keys: str) -> str:
    """Label keys as the tables write them: without blanks, joined by semicolons.

    >>> joined("derived", "", "great_circle")
    'derived;great_circle'
    """
    return ";".join(key for key in keys if key)


def points(raw: Path) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Latitude and longitude of every place in degrees, shape (1123, 2), in code order."""
    return place_frame(raw)[["latitude", "longitude"]].to_numpy(dtype=np.float64)


def _flags_written(frame: pd.DataFrame) -> pd.DataFrame:
    flags = {name: frame[name].astype(int).astype(str) for name in ("in_cmm", "listed")}
    return frame.assign(**flags)


def _regions(raw: Path) -> pd.DataFrame:
    directory = raw_table(raw, "municipalities.csv")
    named = directory[["region_code", "region_name"]].drop_duplicates()
    named = named[named["region_code"] != ""].sort_values("region_code")
    return named.set_axis(["code", "name"], axis="columns")


def _economic_regions(raw: Path) -> pd.DataFrame:
    """The 17 regions and the province; the survey's merged pair is written as two."""
    survey = raw_table(raw, VACANCIES)[["er_code", "er_name_fr"]].drop_duplicates()
    pairs = zip(survey["er_code"], survey["er_name_fr"], strict=True)
    rows = [
        part
        for codes, names in pairs
        for part in zip(codes.split("+"), names.split(" et "), strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["code", "name"]).sort_values("code")
    places = place_frame(raw)
    in_cmm = set(places.loc[places["in_cmm"], "economic_region"]) | {"2400"}
    return frame.assign(includes_cmm=frame["code"].isin(in_cmm).astype(int).astype(str))


def _former_codes(raw: Path) -> pd.DataFrame:
    changes = raw_table(raw, "municipality_code_changes.csv")
    frame = changes[["old_code", "code_2026", "basis"]].sort_values("old_code")
    return frame.rename(columns={"code_2026": "code"})
