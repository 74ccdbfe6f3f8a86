"""Prove a built snapshot: hashes, counts, codes, ranges, coordinates, and how much is known."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from regions_data.geometry import km_outside, region_rings
from regions_data.problems import Refused
from regions_data.snapshot import PACKAGED_FOLDER, Snapshot, load_snapshot
from regions_data.text import Text

MAP = Path(__file__).parent / "map" / "quebec_regions_17.geojson"
COAST_TOLERANCE_KM = 6.0
GATE_COVERAGE = 0.95
PLACES, IN_CMM, DESTINATIONS, LISTED, MRC_AND_TE, REGIONS = 1_123, 82, 1_041, 816, 104, 17
ECONOMIC_REGIONS_AND_PROVINCE = 18


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the check looked at: what, and whether it holds.

    `problems` says what is wrong, one sentence each, and is empty when it holds.
    """

    id: str
    title: Text
    problems: tuple[Text, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Coverage:
    """In how many places an indicator is known: of all, of the destinations, of the listed."""

    indicator: str
    title: Text
    gates: bool
    known: int
    known_destinations: int
    known_listed: int
    listed_pct: float


def check(folder: Path | None = None) -> tuple[Finding, ...]:
    """What holds and what does not in a snapshot folder (by default the one in use).

    A folder whose hashes are wrong gives a single finding: nothing else can be trusted.
    """
    hashes = Text("Empreintes du manifeste", "Hashes of the manifest")
    try:
        snapshot = load_snapshot(folder)
    except Refused as refused:
        sentences = (Text(p.sentence("fr"), p.sentence("en")) for p in refused.problems)
        return (Finding("hashes", hashes, tuple(sentences)),)
    return (Finding("hashes", hashes), *examine(snapshot))


def examine(snapshot: Snapshot) -> tuple[Finding, ...]:
    """The findings on a snapshot already loaded, in a fixed order."""
    return tuple(Finding(name, title, tuple(look(snapshot))) for name, title, look in CHECKS)


def _counts(snapshot: Snapshot) -> Iterator[Text]:
    places = snapshot.places
    in_cmm = sum(place.in_cmm for place in places)
    counted = (
        (Text("municipalités locales", "local municipalities"), len(places), PLACES),
        (Text("dans la CMM", "in the CMM"), in_cmm, IN_CMM),
        (Text("destinations", "destinations"), len(places) - in_cmm, DESTINATIONS),
        (Text("listées", "listed"), sum(place.listed for place in places), LISTED),
        (Text("MRC et TE", "MRC and TE"), len({p.mrc_code for p in places}), MRC_AND_TE),
        (Text("régions", "regions"), len({p.region.code for p in places}), REGIONS),
        (
            Text("régions économiques, province comprise", "economic regions with the province"),
            len(snapshot.economic_regions),
            ECONOMIC_REGIONS_AND_PROVINCE,
        ),
    )
    for what, found, expected in counted:
        if found != expected:
            yield Text(
                f"{what.fr} : {found} trouvées, {expected} attendues.",
                f"{what.en}: {found} found, {expected} expected.",
            )


def _codes(snapshot: Snapshot) -> Iterator[Text]:
    codes = [place.code for place in snapshot.places]
    wrong = [code for code in codes if not (len(code) == 5 and code.isdecimal())]
    wrong += [code for code, after in itertools.pairwise(codes) if code >= after]
    for code in wrong:
        yield Text(
            f"code {code} : cinq chiffres, uniques et en ordre, sont attendus.",
            f"code {code}: five digits, unique and in order, are expected.",
        )


def _orphans(snapshot: Snapshot) -> Iterator[Text]:
    """A code that leads nowhere: economic region, former code, source or label."""
    known = {place.code for place in snapshot.places}
    regions = {region.code for region in snapshot.economic_regions}
    strays = [p.economic_region for p in snapshot.places if p.economic_region not in regions]
    strays += [new for new in snapshot.former_codes.values() if new not in known]
    strays += [old for old in snapshot.former_codes if old in known]
    strays += sorted(_used_sources(snapshot) - set(snapshot.sources))
    strays += sorted(_unworded_labels(snapshot))
    for stray in strays:
        yield Text(f"« {stray} » ne mène à rien.", f"“{stray}” leads nowhere.")


def _used_sources(snapshot: Snapshot) -> set[str]:
    return {
        snapshot.fact(place.code, indicator.id).source
        for place in snapshot.places
        for indicator in snapshot.indicators
    }


def _unworded_labels(snapshot: Snapshot) -> set[str]:
    keys = {key for place in snapshot.places for key in place.labels}
    return {key for key in keys if not snapshot.has_label(key)}


def _ranges(snapshot: Snapshot) -> Iterator[Text]:
    for indicator in snapshot.indicators:
        lowest, highest = snapshot.possible_range(indicator.id)
        column = snapshot.column(indicator.id)
        for position in np.flatnonzero((column < lowest) | (column > highest)):
            place = snapshot.places[position]
            yield Text(
                f"{indicator.id} à {place.name} ({place.code}) : {column[position]:g}, "
                f"hors de {lowest:g} à {highest:g}.",
                f"{indicator.id} in {place.name} ({place.code}): {column[position]:g}, "
                f"outside {lowest:g} to {highest:g}.",
            )


def _coordinates(snapshot: Snapshot) -> Iterator[Text]:
    rings = region_rings(MAP)
    points = zip(snapshot.column("longitude"), snapshot.column("latitude"), strict=True)
    for place, (longitude, latitude) in zip(snapshot.places, points, strict=True):
        outside = km_outside(longitude, latitude, rings[place.region.code])
        if not outside <= COAST_TOLERANCE_KM:
            yield Text(
                f"{place.name} ({place.code}) est à {outside:.1f} km hors de sa région.",
                f"{place.name} ({place.code}) is {outside:.1f} km outside its region.",
            )


def _reasons(snapshot: Snapshot) -> Iterator[Text]:
    """An unknown value says why, and a known one does not."""
    for place in snapshot.places:
        for indicator in snapshot.indicators:
            fact = snapshot.fact(place.code, indicator.id)
            if (fact.value is None) != (fact.reason is not None):
                yield Text(
                    f"{indicator.id} à {place.code} : valeur et raison se contredisent.",
                    f"{indicator.id} in {place.code}: value and reason contradict each other.",
                )


def _gates(snapshot: Snapshot) -> Iterator[Text]:
    for row in coverage(snapshot):
        if row.gates and row.listed_pct < GATE_COVERAGE * 100:
            yield Text(
                f"{row.indicator} peut colorer, mais n’est connu que dans {row.listed_pct:.1f} % "
                "des lieux listés.",
                f"{row.indicator} may colour, but is known in only {row.listed_pct:.1f}% "
                "of the listed places.",
            )


CHECKS: tuple[tuple[str, Text, Callable[[Snapshot], Iterator[Text]]], ...] = (
    ("counts", Text("Nombres de lieux", "Numbers of places"), _counts),
    ("codes", Text("Codes de cinq chiffres", "Five-digit codes"), _codes),
    ("orphans", Text("Renvois sans cible", "References without a target"), _orphans),
    ("ranges", Text("Valeurs possibles", "Possible values"), _ranges),
    (
        "coordinates",
        Text("Points dans leur région ou à moins de 6 km", "Points in their region or within 6 km"),
        _coordinates,
    ),
    ("reasons", Text("Raison de chaque inconnue", "A reason for each unknown"), _reasons),
    (
        "gates",
        Text("Couverture de 95 % pour ce qui peut colorer", "95% coverage for whatever may colour"),
        _gates,
    ),
)


def coverage(snapshot: Snapshot | None = None) -> tuple[Coverage, ...]:
    """How much is known of each indicator, in the registry's order."""
    shot = snapshot or load_snapshot(PACKAGED_FOLDER)
    destination = np.array([not place.in_cmm for place in shot.places])
    listed = np.array([place.listed for place in shot.places])
    return tuple(
        Coverage(
            indicator=indicator.id,
            title=indicator.title,
            gates=indicator.gates,
            known=int(known.sum()),
            known_destinations=int((known & destination).sum()),
            known_listed=int((known & listed).sum()),
            listed_pct=round(100 * float((known & listed).sum()) / max(int(listed.sum()), 1), 1),
        )
        for indicator in shot.indicators
        for known in [~np.isnan(shot.column(indicator.id))]
    )
