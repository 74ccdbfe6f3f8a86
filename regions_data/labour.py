"""The labour market by occupation and economic region: outlook, employment, specialisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from regions_data.catalog import Fact, Level
from regions_data.labour_labels import (
    EMPLOYMENT_AREA_LABELS,
    LABELS,
    NATIONAL_CONDITIONS,
    OUTLOOK_AREA_LABELS,
    REASONS,
)
from regions_data.occupations import Occupation, Regulated, load_occupations, unknown_noc
from regions_data.problems import Refused, refuse
from regions_data.table_file import REBUILD, read_table
from regions_data.text import Text

OUTLOOK_LEVELS = ("very_limited", "limited", "undetermined", "moderate", "good", "very_good")
OUTLOOK_BASES = (
    "noc2021_published",
    "noc2016_single_parent",
    "noc2016_parents_agree",
    "noc2016_parents_disagree",
)
UNKNOWN = -1
UNDATED = "s.d."
PROVINCE = "2400"
MONTREAL = "2440"

OUTLOOK_FACT = "occupation_outlook"
MONTREAL_OUTLOOK_FACT = "montreal_outlook"
REGULATION_FACT = "is_regulated"
REGULATION_SOURCE = "regulated_professions"
SPECIALISATION_FACT = "occupation_specialisation"
EMPLOYMENT_SOURCE = "esdc_outlooks_2022_2024"
EMPLOYMENT_PERIOD = "2016-05/2022-11"
COOLED_EDITION = "2022-2024"

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Labour:
    """What the labour market tables say; every array is (occupations, economic regions).

    `outlook` indexes `OUTLOOK_LEVELS` and `outlook_basis` indexes `OUTLOOK_BASES`, -1 unknown.
    `employment` counts people, NaN unknown. The rows of Montréal (2440) and Laval (2445) describe
    the whole census metropolitan area. The first column, 2400, is the province.

    `specialisation` is the occupation's share of the region's employment over its share of
    Québec's, 1 meaning "as in Québec". Both shares are taken over the occupations that have a
    figure both in the region and in Québec, so that a region with Québec's own mix gets exactly 1
    everywhere. Bias: small regions publish only the occupations that are large there, which
    pulls their quotients towards 1; compare regions with care, never absolute sizes.

    `national_conditions` is the newer cross-check: what COPS expects of each occupation in Canada
    for 2024–2033 (strong_shortage … balance … strong_surplus), blank unknown.
    """

    occupations: tuple[Occupation, ...]
    economic_regions: tuple[str, ...]
    outlook: Codes
    outlook_basis: Codes
    undetermined_reason: tuple[tuple[str, ...], ...]
    edition: str
    released: str
    employment: Floats
    specialisation: Floats
    national_conditions: tuple[str, ...]
    positions: Mapping[str, int]

    @property
    def nocs(self) -> tuple[str, ...]:
        """The codes of the occupations, in the order of the rows."""
        return tuple(self.positions)

    @property
    def is_regulated(self) -> tuple[Regulated, ...]:
        """yes, may, unknown or no for each occupation, in the order of the rows."""
        return tuple(occupation.is_regulated for occupation in self.occupations)

    def position(self, noc: str) -> int:
        """The row of an occupation.

        Raises:
            Refused: the code is not one of NOC 2021; the nearest ones are named.
        """
        if noc not in self.positions:
            raise Refused([unknown_noc(noc, self.occupations, "noc")])
        return self.positions[noc]

    def region_position(self, economic_region: str) -> int:
        """The column of an economic region.

        Raises:
            Refused: the code is not an economic region of Québec.
        """
        if economic_region not in self.economic_regions:
            message = Text("région économique inconnue.", "unknown economic region.")
            remedy = Text(
                f"Codes connus : {', '.join(self.economic_regions)}.",
                f"Known codes: {', '.join(self.economic_regions)}.",
            )
            raise refuse("economic_region", message, remedy, value=economic_region)
        return self.economic_regions.index(economic_region)

    def occupation(self, noc: str) -> Occupation:
        """The occupation of a code (refused like `position`)."""
        return self.occupations[self.position(noc)]

    def title(self, noc: str) -> Text:
        """The title of an occupation in both languages (refused like `position`)."""
        return self.occupation(noc).title

    def national_projection(self, noc: str) -> Text | None:
        """What Canada's projection 2024–2033 says of an occupation, None when it says nothing."""
        word = self.national_conditions[self.position(noc)]
        return NATIONAL_CONDITIONS[word] if word else None

    def outlook_fact(self, noc: str, economic_region: str) -> Fact:
        """The outlook of an occupation in an economic region, with its date and its warnings."""
        row, column = self.position(noc), self.region_position(economic_region)
        index = int(self.outlook[row, column])
        known = index != UNKNOWN
        return Fact(
            name=OUTLOOK_FACT,
            value=OUTLOOK_LEVELS[index] if known else None,
            unit="",
            level=_level(economic_region),
            source=outlook_source(self.edition),
            period=self.edition,
            labels=self._outlook_labels(row, column) if known else (),
            reason=None if known else REASONS["outlook_not_published"],
        )

    def montreal_outlook_fact(self, noc: str) -> Fact:
        """The outlook of an occupation in Montréal, where the household lives."""
        return replace(self.outlook_fact(noc, MONTREAL), name=MONTREAL_OUTLOOK_FACT)

    def regulation_fact(self, noc: str) -> Fact:
        """Whether our incomplete list says that an occupation is regulated."""
        return Fact(
            name=REGULATION_FACT,
            value=self.occupation(noc).is_regulated,
            unit="",
            level="province",
            source=REGULATION_SOURCE,
            period=UNDATED,
            labels=(LABELS["incomplete_list"],),
        )

    def specialisation_fact(self, noc: str, economic_region: str) -> Fact:
        """How much more common an occupation is in a region than in Québec (1 = the same)."""
        value = self.specialisation[self.position(noc), self.region_position(economic_region)]
        known = bool(np.isfinite(value))
        keys = ("derived_specialisation", "employment_old")
        area = EMPLOYMENT_AREA_LABELS.get(economic_region)
        return Fact(
            name=SPECIALISATION_FACT,
            value=round(float(value), 2) if known else None,
            unit="ratio",
            level=_level(economic_region),
            source=EMPLOYMENT_SOURCE,
            period=EMPLOYMENT_PERIOD,
            labels=tuple(LABELS[key] for key in (*keys, area) if key) if known else (),
            reason=None if known else REASONS["employment_not_published"],
        )

    def _outlook_labels(self, row: int, column: int) -> tuple[Text, ...]:
        basis = OUTLOOK_BASES[self.outlook_basis[row, column]]
        keys = (
            "market_cooled" if self.edition == COOLED_EDITION else "",
            "derived_from_noc2016" if basis != OUTLOOK_BASES[0] else "",
            "parents_disagree" if basis == "noc2016_parents_disagree" else "",
            OUTLOOK_AREA_LABELS.get(self.economic_regions[column], ""),
            self.undetermined_reason[row][column],
        )
        return tuple(LABELS[key] for key in keys if key)


def outlook_source(edition: str) -> str:
    """The id in `sources.toml` of an edition of the outlooks.

    >>> outlook_source("2022-2024")
    'esdc_outlooks_2022_2024'
    """
    return f"esdc_outlooks_{edition.replace('-', '_')}"


def _level(economic_region: str) -> Level:
    return "province" if economic_region == PROVINCE else "economic_region"


@cache
def load_labour(folder: Path) -> Labour:
    """The labour market of a snapshot folder.

    Raises:
        Refused: a table is missing, unreadable, or does not hold every occupation × region.
    """
    occupations = load_occupations(folder)
    nocs = tuple(occupation.noc for occupation in occupations)
    columns = (
        "noc", "economic_region", "outlook", "basis", "undetermined_reason", "edition", "released",
    )  # fmt: skip
    outlooks = read_table(folder, "outlooks", columns)
    regions = tuple(sorted(set(outlooks["economic_region"])))
    shape = (len(nocs), len(regions))
    _check_grid(outlooks["noc"], outlooks["economic_region"], nocs, regions)
    employment = _employment(folder, nocs, regions)
    reasons = iter(outlooks["undetermined_reason"])
    return Labour(
        occupations=occupations,
        economic_regions=regions,
        outlook=_indices(outlooks["outlook"], OUTLOOK_LEVELS, shape),
        outlook_basis=_indices(outlooks["basis"], OUTLOOK_BASES, shape),
        undetermined_reason=tuple(tuple(islice(reasons, len(regions))) for _ in nocs),
        edition=outlooks["edition"][0],
        released=outlooks["released"][0],
        employment=employment,
        specialisation=_read_only(specialisation(employment)),
        national_conditions=_national_conditions(folder, nocs),
        positions={noc: row for row, noc in enumerate(nocs)},
    )


def specialisation(employment: Floats) -> Floats:
    """The quotient documented in `Labour`; the first column of `employment` is the province.

    >>> specialisation(np.array([[100.0, 10.0], [300.0, 30.0], [50.0, np.nan]]))[:, 1]
    array([ 1.,  1., nan])
    """
    province = employment[:, [0]]
    both = np.isfinite(employment) & np.isfinite(province)
    in_region = np.where(both, employment, 0.0).sum(axis=0)
    in_province = np.where(both, province, 0.0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = (employment / in_region) / (province / in_province)
    return np.where(both, quotient, np.nan)


def _employment(folder: Path, nocs: tuple[str, ...], regions: tuple[str, ...]) -> Floats:
    columns = ("noc", "economic_region", "employment_approx", "qualifier")
    rows = read_table(folder, "employment", columns)
    row_of = {noc: row for row, noc in enumerate(nocs)}
    column_of = {region: column for column, region in enumerate(regions)}
    employment = np.full((len(nocs), len(regions)), np.nan)
    for noc, region, people, qualifier in rows.rows():
        # "Fewer than 50" is a bound, not a number of people: it stays unknown.
        if qualifier == "approximately":
            employment[row_of[noc], column_of[region]] = float(people)
    return _read_only(employment)


def _national_conditions(folder: Path, nocs: tuple[str, ...]) -> tuple[str, ...]:
    rows = read_table(folder, "cops", ("noc", "future_conditions"))
    conditions = dict(zip(rows["noc"], rows["future_conditions"], strict=True))
    return tuple(conditions.get(noc, "") for noc in nocs)


def _check_grid(
    table_nocs: tuple[str, ...],
    table_regions: tuple[str, ...],
    nocs: tuple[str, ...],
    regions: tuple[str, ...],
) -> None:
    expected_nocs = tuple(noc for noc in nocs for _ in regions)
    if table_nocs != expected_nocs or table_regions != regions * len(nocs):
        message = Text(
            "il manque des professions ou des régions, ou l’ordre est brisé.",
            "occupations or regions are missing, or the order is broken.",
        )
        raise refuse("outlooks.csv", message, REBUILD, value=f"{len(table_nocs)}")


def _indices(words: tuple[str, ...], levels: tuple[str, ...], shape: tuple[int, int]) -> Codes:
    index = {"": UNKNOWN, **{level: i for i, level in enumerate(levels)}}
    unheard = sorted(set(words) - set(index))
    if unheard:
        message = Text("mot inconnu dans la table.", "unknown word in the table.")
        raise refuse("outlooks.csv", message, REBUILD, value=", ".join(unheard))
    codes = np.array([index[word] for word in words], dtype=np.int8).reshape(shape)
    codes.flags.writeable = False
    return codes


def _read_only(values: Floats) -> Floats:
    values.flags.writeable = False
    return values
