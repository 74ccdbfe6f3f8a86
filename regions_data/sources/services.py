"""Distances to the nearest service, from the lists of installations and schools."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from regions_data.distances import Points, nearest_km
from regions_data.sources.fact_frame import fact_frame
from regions_data.sources.hospitals import kept_hospitals
from regions_data.sources.places import place_frame, points
from regions_data.sources.raw_table import numbers, raw_table, written

CEGEP_TYPES = ("Cégep", "Collège régional", "Collège constituant", "Centre d'enseignement")

# 18 of the 26 rows. Left out, because no campus there teaches whoever is admitted: two drama
# conservatories and two institutes that grant degrees, two groupings, the head office, and the
# military college.
UNIVERSITY_TYPES = ("Université", "Constituante")
MILITARY_COLLEGE = "Collège militaire royal de Saint-Jean"


def facts(raw: Path) -> list[pd.DataFrame]:
    """The nine service distances, in kilometres as the crow flies."""
    places = place_frame(raw)
    return [
        fact_frame(
            places.index,
            f"distance_{service}_km",
            written(nearest_km(points(raw), where), 1),
            labels=places["point_labels"],
        )
        for service, where in service_points(raw).items()
    ]


def service_points(raw: Path) -> dict[str, Points]:
    """Latitude and longitude of every known point of each service, shape (n, 2)."""
    health = raw_table(raw, "health_installations_qc.csv")
    after = raw_table(raw, "postsecondary_qc.csv")
    adults = _public(raw_table(raw, "vocational_adult_centres_qc.csv"))
    schools = _public(raw_table(raw, "schools_qc.csv"))
    return {
        "hospital": _points(kept_hospitals(raw)),
        "clsc": _points(health[health["mission_clsc"] == "1"]),
        "cegep": _points(_public(after)[_public(after)["org_type"].isin(CEGEP_TYPES)]),
        "university": _points(after[is_university(after)]),
        "vocational_centre": _points(adults[adults["vocational_training"] == "1"]),
        "adult_education": _points(adults[adults["adult_education"] == "1"]),
        "primary_school": _points(schools[schools["primary"] == "1"]),
        "secondary_school": _points(schools[schools["secondary"] == "1"]),
        "english_school": _points(schools[schools["language"] == "en"]),
    }


def is_university(postsecondary: pd.DataFrame) -> pd.Series[bool]:
    """Whether each row is a university seat a civilian can attend."""
    return (
        (postsecondary["level"] == "Universitaire")
        & postsecondary["org_type"].isin(UNIVERSITY_TYPES)
        & (postsecondary["name"] != MILITARY_COLLEGE)
    )


def _public(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["network"] == "Public"]


def _points(table: pd.DataFrame) -> Points:
    return np.column_stack([numbers(table["latitude"]), numbers(table["longitude"])])
