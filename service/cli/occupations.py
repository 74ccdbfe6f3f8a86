"""`ancrage occupations`: find an occupation's code by its title, in French or English."""

from __future__ import annotations

import click

from regions_data.occupation_search import search
from regions_data.snapshot import load_snapshot
from regions_data.text import Language, Text
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
    """Chercher le code CNP d'un métier. / Find an occupation's NOC code."""
    asked = " ".join(text)
    found = search(asked, limit=top, folder=load_snapshot().folder)
    if as_json:
        rows = [
            {
                "noc": match.noc,
                "title": match.title.as_json(),
                "matched_title": match.matched_title,
                "lang": match.lang,
                "score": round(match.score, 2),
            }
            for match in found
        ]
        write(to_json({"query": asked, "occupations": rows}))
        return
    page = Page(language)
    if not found:
        page.paragraph(page.say(_NOTHING))
    for match in found:
        page.paragraph(f"{match.noc}  {page.say(match.title)}", hanging=" " * 7)
        page.paragraph(f"« {match.matched_title} »", indent=" " * 7)
    page.show()


_NOTHING = Text(
    "Aucun métier ne ressemble à ce texte. Essayez un mot plus court ou l'autre langue.",
    "No occupation looks like this text. Try a shorter word or the other language.",
)
