"""What is the same for every household: vacancies, growth, rents, organisations."""

from __future__ import annotations

import numpy as np

from features.factor import Compute, Factor
from features.pairs import Pairs
from features.place import Numbers
from regions_data.text import Text


def _indicator(name: str) -> Compute:
    def compute(pairs: Pairs) -> Numbers:
        return pairs.place(name)

    return compute


def _rent_over_province(pairs: Pairs) -> Numbers:
    """The town's rent over the median town's, a constant of the snapshot."""
    rents = pairs.places.snapshot.column("rent_median_2021_cad_month")
    known = rents[np.isfinite(rents)]
    province = float(np.median(known)) if known.size else np.nan  # before they were published
    return pairs.place("rent_median_2021_cad_month") / province


VACANCIES = Factor(
    "vacancies_per_1000",
    Text("postes vacants dans la région", "job vacancies in the region"),
    _indicator("vacancies_per_1000"),
    unit="per_1000",
    place=("vacancies_per_1000",),
    may_colour=False,
)
POPULATION_CHANGE = Factor(
    "population_change_2016_2021_pct",
    Text("évolution de la population 2016-2021", "population change 2016–2021"),
    _indicator("population_change_2016_2021_pct"),
    unit="%",
    place=("population_change_2016_2021_pct",),
    may_colour=False,
)
RENT_OVER_PROVINCE = Factor(
    "rent_over_province",
    Text("loyers de 2021 comparés au Québec", "2021 rents compared with Québec"),
    _rent_over_province,
    place=("rent_median_2021_cad_month",),
    better="down",
    may_colour=False,
)
ORGANISATION_KM = Factor(
    "distance_settlement_organisation_km",
    Text("distance d'un organisme d'accueil connu", "distance to a known settlement organisation"),
    _indicator("distance_settlement_organisation_km"),
    unit="km",
    place=("distance_settlement_organisation_km",),
    better="down",
    may_colour=False,
)
