"""The 516 occupations of the National Occupational Classification 2021, and who regulates them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from rapidfuzz.distance import OSA

from regions_data.problems import Problem
from regions_data.table_file import read_table
from regions_data.text import Text

Regulated = Literal["yes", "may", "unknown", "no"]

REGULATED_LABELS: dict[Regulated, Text] = {
    "yes": Text(
        "profession réglementée : un permis de l’ordre professionnel est exigé",
        "regulated profession: a permit from the professional order is required",
    ),
    "may": Text(
        "peut être réglementée : un permis ou un titre réservé selon l’emploi exercé",
        "may be regulated: a permit or a reserved title, depending on the job held",
    ),
    "unknown": Text(
        "réglementation à vérifier : notre liste ne couvre pas ce métier",
        "regulation to be checked: our list does not cover this occupation",
    ),
    "no": Text(
        "rien n’indique une réglementation (notre liste est incomplète)",
        "nothing suggests regulation (our list is incomplete)",
    ),
}

_COLUMNS = (
    "noc", "title_fr", "title_en", "teer", "broad_category_fr", "broad_category_en",
    "is_regulated", "regulated_basis",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Occupation:
    """One unit group of NOC 2021.

    `is_regulated` comes from an incomplete list: "no" means that nothing suggests regulation.
    `regulated_basis` says which reading gave that answer. `teer` runs from 0 (management) to 5.
    """

    noc: str
    title: Text
    teer: int
    broad_category: Text
    is_regulated: Regulated
    regulated_basis: str


@cache
def load_occupations(folder: Path) -> tuple[Occupation, ...]:
    """The occupations of a snapshot folder, sorted by code.

    Raises:
        Refused: the table is missing or unreadable.
    """
    return tuple(_occupation(*row) for row in read_table(folder, "occupations", _COLUMNS).rows())


def _occupation(*cells: str) -> Occupation:
    noc, title_fr, title_en, teer, broad_fr, broad_en, is_regulated, basis = cells
    return Occupation(
        noc=noc,
        title=Text(title_fr, title_en),
        teer=int(teer),
        broad_category=Text(broad_fr, broad_en),
        is_regulated=cast("Regulated", is_regulated),
        regulated_basis=basis,
    )


def nearest_nocs(code: str, nocs: Sequence[str], limit: int = 5) -> tuple[str, ...]:
    """The codes that a mistyped one most likely meant, likeliest first.

    A lost leading zero comes first, then the codes that begin alike, then those one or two
    keystrokes away.

    >>> nearest_nocs("3130", ["31300", "31301", "72106"])
    ('31300', '31301')
    """
    code = code.strip()
    padded = [code.zfill(5)] if code.isdigit() and code.zfill(5) in nocs else []
    begin = [noc for noc in nocs if len(code) >= 2 and noc.startswith(code)]
    distances = [(OSA.distance(code, noc), noc) for noc in nocs]
    near = [noc for distance, noc in sorted(distances) if distance <= 2]
    return tuple(dict.fromkeys([*padded, *begin, *near]))[:limit]


def unknown_noc(code: str, occupations: Sequence[Occupation], where: str) -> Problem:
    """What to tell a person whose occupation code is not one of NOC 2021."""
    titles = {occupation.noc: occupation.title for occupation in occupations}
    near = nearest_nocs(code, tuple(titles))
    looks_2016 = code.strip().isdigit() and len(code.strip()) == 4
    return Problem(
        where,
        _FOUR_DIGITS if looks_2016 else _NOT_A_CODE,
        Text(_remedy_fr(near, titles), _remedy_en(near, titles)),
        value=code,
        known=near,
        is_closed=False,
    )


_FOUR_DIGITS = Text(
    "quatre chiffres : cela ressemble à un code de la CNP 2016 ; celui de 2021 en a cinq.",
    "four digits: this looks like a NOC 2016 code; the 2021 ones have five.",
)
_NOT_A_CODE = Text(
    "ce n’est pas un code de la CNP 2021 (cinq chiffres).",
    "this is not a NOC 2021 code (five digits).",
)


def _remedy_fr(near: Sequence[str], titles: dict[str, Text]) -> str:
    guess = f"Peut-être {near[0]} ({titles[near[0]].fr}) ? " if near else ""
    return f"{guess}Chercher par le titre : ancrage occupations TEXTE."


def _remedy_en(near: Sequence[str], titles: dict[str, Text]) -> str:
    guess = f"Perhaps {near[0]} ({titles[near[0]].en})? " if near else ""
    return f"{guess}Search by title: ancrage occupations TEXT."
