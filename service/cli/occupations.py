"""`ancrage occupations`: find an occupation's code by its title, or read the sheet of a code."""

from __future__ import annotations

import click

from regions_data.labour import load_labour
from regions_data.occupation_search import Match, search
from regions_data.occupation_sheet import OccupationSheet, occupation_sheet
from regions_data.snapshot import load_snapshot
from regions_data.text import Language, Text
from service.cli.occupation_text import sheet_json, write_sheet
from service.cli.options import FrenchCommand, shared_options
from service.cli.printing import Page, to_json, write


@click.command(cls=FrenchCommand)
@click.argument("text", metavar="MÉTIER", nargs=-1, required=True)
@click.option(
    "--top",
    type=click.IntRange(1, 50),
    metavar="N",
    default=10,
    help="Nombre de réponses (10 par défaut). / Number of answers.",
)
@shared_options
def occupations(text: tuple[str, ...], top: int, as_json: bool, language: Language) -> None:
    """Trouver le code CNP d'un métier, ou lire la fiche d'un code. / Find an occupation."""
    asked = " ".join(text)
    found = search(asked, limit=top, folder=load_snapshot().folder)
    sheet = _sheet(asked) if asked.strip().isdigit() else None
    if as_json:
        answer: dict[str, object] = {"query": asked, "occupations": [_json(m) for m in found]}
        write(to_json(answer if sheet is None else {**answer, "sheet": sheet_json(sheet)}))
        return
    page = Page(language)
    if not found:
        page.paragraph(page.say(_NOTHING))
    for match in found:
        page.paragraph(f"{match.noc}  {page.say(match.title)}", hanging=" " * 7)
        if sheet is None:
            page.paragraph(f"« {match.matched_title} »", indent=" " * 7)
    if sheet is not None:
        write_sheet(sheet, page)
    page.show()


def _sheet(code: str) -> OccupationSheet:
    snapshot = load_snapshot()
    return occupation_sheet(code.strip(), snapshot, load_labour(snapshot.folder))


def _json(match: Match) -> dict[str, object]:
    return {
        "noc": match.noc,
        "title": match.title.as_json(),
        "matched_title": match.matched_title,
        "lang": match.lang,
        "score": round(match.score, 2),
    }


_NOTHING = Text(
    "Aucun métier ne ressemble à ce texte. Essayez un mot plus court ou l'autre langue.",
    "No occupation looks like this text. Try a shorter word or the other language.",
)
