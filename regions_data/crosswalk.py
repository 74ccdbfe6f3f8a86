"""Which code is which: mergers since the census, and the economic region of a municipality."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from regions_data.sources.raw_table import raw_table

QUEBEC = "24"


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice made by hand where the published codes do not settle a case.

    `former_csds` are the census subdivisions the place is said to come from, for its economic
    region only. `label` is the key of the sentence shown beside the place.
    """

    code: str
    former_csds: tuple[str, ...]
    label: str


# Read one by one in remoteness_csd.csv, which holds the subdivisions of 2016 and of 2021.
DECISIONS = (
    # Former town and Sainte-Anne-du-Sault, merged in 2016; both 2433.
    Decision("39152", ("2439155", "2439150"), "decision_39152"),
    # Former town and parish, merged in 2018; both 2450.
    Decision("60037", ("2460035", "2460040"), "decision_60037"),
    # Laverlochère and Angliers; both 2465.
    Decision("85052", ("2485050", "2485080"), "decision_85052"),
    # The Cree village is newer than the census; the category IA land of the same name is in 2490.
    Decision("99820", ("2499818",), "decision_99820"),
    # Courcelles was in 2430 and Saint-Évariste in 2425: they disagree, so the MRC decides.
    Decision("29027", ("2430090", "2429025"), "decision_29027"),
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The 2021 census subdivisions that a place of today covers.

    `kind`: `exact` (same code in 2021), `code_change` (one subdivision, another code), `merger`
    (several) or `none` (absent from the census).
    """

    csds: tuple[str, ...]
    kind: str


@functools.cache
def origins(raw: Path) -> Mapping[str, Origin]:
    """The census subdivisions of every local municipality, by code."""
    census = set(raw_table(raw, "census_2021_csd.csv")["csduid"])
    former = former_codes_of(raw)
    codes = local_municipalities(raw).index
    return {code: _origin(code, census, former.get(code, ())) for code in codes}


def _origin(code: str, census: set[str], former: tuple[str, ...]) -> Origin:
    if QUEBEC + code in census:
        return Origin((QUEBEC + code,), "exact")
    csds = tuple(QUEBEC + old for old in former if QUEBEC + old in census)
    return Origin(csds, {0: "none", 1: "code_change"}.get(len(csds), "merger"))


def former_codes_of(raw: Path) -> dict[str, tuple[str, ...]]:
    """The codes that each municipality of today replaces, as far as they are known."""
    changes = raw_table(raw, "municipality_code_changes.csv")
    return {str(new): tuple(rows["old_code"]) for new, rows in changes.groupby("code_2026")}


def local_municipalities(raw: Path) -> pd.DataFrame:
    """The rows of the directory that are local municipalities, by code, in code order."""
    directory = raw_table(raw, "municipalities.csv")
    local = directory[directory["is_local_municipality"] == "1"]
    return local.set_index("mamh_code").sort_index()


@functools.cache
def economic_regions(raw: Path) -> pd.DataFrame:
    """The economic region (limits of 2016) of every row of the directory, by code.

    1. A municipality that the 2016 geography knows has the region written there.
    2. Otherwise its former subdivisions' region, where they agree.
    3. Otherwise the region of most municipalities of its MRC, or else of its administrative
       region (unorganised territories and reserves only).

    Returns:
        Columns `economic_region` (four digits) and `is_inferred` (steps 2 and 3).
    """
    published = _published_regions(raw)
    directory = raw_table(raw, "municipalities.csv").set_index("mamh_code").sort_index()
    own = pd.Series({c: published.get(QUEBEC + c, "") for c in directory.index})
    former = own.where(own != "", pd.Series(_former_regions(raw, published)))
    region = former.fillna("")
    for area in ("mrc_te_code", "region_code"):
        common = _most_common(region, directory[area])
        region = region.where(region != "", directory[area].map(common).fillna(""))
    return pd.DataFrame({"economic_region": region, "is_inferred": own == ""})


def _published_regions(raw: Path) -> dict[str, str]:
    table = raw_table(raw, "remoteness_csd.csv")
    known = table[table["economic_region_2016"] != ""]
    return dict(zip(known["csduid"], known["economic_region_2016"], strict=True))


def _former_regions(raw: Path, published: Mapping[str, str]) -> dict[str, str]:
    former = {
        code: tuple(QUEBEC + old for old in old_codes)
        for code, old_codes in former_codes_of(raw).items()
    }
    former |= {decision.code: decision.former_csds for decision in DECISIONS}
    return {code: _agreed(published.get(csd, "") for csd in csds) for code, csds in former.items()}


def _agreed(regions: Iterable[str]) -> str:
    distinct = {region for region in regions if region}
    return distinct.pop() if len(distinct) == 1 else ""


def _most_common(region: pd.Series[str], area: pd.Series[str]) -> dict[str, str]:
    known = region[region != ""]
    return {
        str(code): Counter(sorted(rows)).most_common(1)[0][0]
        for code, rows in known.groupby(area.loc[known.index])
        if code
    }
