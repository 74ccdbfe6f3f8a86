"""`ancrage log`: read past placements, and say by row and column what cannot be used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from matching.backtest.log_quality import Quality, quality_of
from matching.backtest.log_reader import LogReading
from regions_data.problems import Problem, Refused, refuse
from regions_data.text import Language, Text
from service.cli.log_errors import write_errors
from service.cli.log_files import counted, read_log_file
from service.cli.options import FrenchCommand, FrenchGroup, as_of_option, shared_options
from service.cli.printing import Page, to_json, write

_MOST_NOTES = 5


@click.group(cls=FrenchGroup)
@click.help_option("--help", help="Afficher cette aide. / Show this help.")
def log() -> None:
    """Le journal des placements passés. / The log of past placements."""


@log.command(cls=FrenchCommand)
@click.argument("file", metavar="JOURNAL")
@click.option(
    "--mapping",
    "mapping_file",
    metavar="FICHIER",
    help="Correspondance des colonnes et des mots. / Mapping of columns and words.",
)
@click.option(
    "--errors",
    "errors_file",
    metavar="CSV",
    help="Écrire ici chaque problème, par ligne et colonne. / Write every problem here.",
)
@as_of_option
@shared_options
def check(
    file: str,
    mapping_file: str | None,
    errors_file: str | None,
    as_of: str | None,
    *,
    as_json: bool,
    language: Language,
) -> None:
    """Vérifier un journal : CSV, Excel, JSON Lines ou Parquet. / Check a log."""
    if errors_file is not None:
        _check_errors_file(Path(errors_file), [file, mapping_file])
    reading = read_log_file(file, mapping_file, as_of)
    if errors_file is not None:
        write_errors(Path(errors_file), reading, language)
    if reading.problems:
        raise Refused([*reading.problems, _rejected(file, reading, errors_file)])
    quality = quality_of(reading.log)
    if as_json:
        write(to_json(_as_json(reading, quality)))
        return
    page = Page(language)
    _write_quality(reading, quality, page)
    page.show()


def _check_errors_file(path: Path, read: list[str | None]) -> None:
    """Refuse to write over what is read, or where there is no folder."""
    if any(name is not None and Path(name).resolve() == path.resolve() for name in read):
        raise refuse("--errors", _IS_READ, _ANOTHER, value=path.name)
    if path.is_dir() or not path.resolve().parent.is_dir():
        raise refuse("--errors", _NO_FOLDER, _ANOTHER, value=path.name)


def _rejected(file: str, reading: LogReading, errors_file: str | None) -> Problem:
    """How much of the file can be used, said last."""
    told = counted(file, reading)
    if errors_file is None:
        return told
    name = Path(errors_file).name
    return replace(told, remedy=Text(f"La liste est dans {name}.", f"The list is in {name}."))


def _as_json(reading: LogReading, quality: Quality) -> dict[str, object]:
    return {
        "rows": reading.rows,
        "placements": quality.placements,
        "households": quality.households,
        "decided_on": {
            "first": quality.first.isoformat() if quality.first else None,
            "last": quality.last.isoformat() if quality.last else None,
        },
        "known": {each.name: each.known for each in quality.filled},
        "notes": [note.as_json() for note in reading.notes],
    }


def _write_quality(reading: LogReading, quality: Quality, page: Page) -> None:
    page.title(Text("Journal des placements", "Log of placements"))
    page.paragraph(
        page.say(
            Text(
                f"Placements : {page.number(quality.placements)}, de "
                f"{page.number(quality.households)} dossiers ; décisions du {quality.first} au "
                f"{quality.last}. Aucune ligne rejetée.",
                f"Placements: {page.number(quality.placements)}, of "
                f"{page.number(quality.households)} cases; decided from {quality.first} to "
                f"{quality.last}. No row rejected.",
            )
        )
    )
    page.title(Text("Ce qui est connu", "What is known"))
    total = max(1, quality.placements)
    percent = " %" if page.language == "fr" else "%"
    page.table(
        [
            [
                f"  {page.say(each.title)}",
                page.number(each.known),
                f"{page.number(round(100 * each.known / total))}{percent}",
            ]
            for each in quality.filled
        ],
        right=(1, 2),
    )
    _write_notes(reading, page)
    page.line()
    page.paragraph(page.say(_NOT_FAILURES))


def _write_notes(reading: LogReading, page: Page) -> None:
    if not reading.notes:
        return
    page.title(Text("À savoir", "Worth knowing"))
    for note in reading.notes[:_MOST_NOTES]:
        page.paragraph(f"• {note.sentence(page.language)}", "  ", "    ")
    left = len(reading.notes) - _MOST_NOTES
    if left > 0:
        told = Text(f"… et {left} de plus, avec --errors.", f"… and {left} more, with --errors.")
        page.paragraph(page.say(told), "  ")


_IS_READ = Text("ce fichier est celui qui est lu.", "this is the file that is read.")
_NO_FOLDER = Text("ce dossier n'existe pas.", "this folder does not exist.")
_ANOTHER = Text("Donnez un autre nom de fichier.", "Give another file name.")
_NOT_FAILURES = Text(
    "Ce qui est inconnu n'est ni un échec ni une réussite. Le journal ne porte que sur des ménages "
    "partis, choisis avec des conseils : il montre des liens, jamais un effet.",
    "What is unknown is neither a failure nor a success. The log is only about households that "
    "left, chosen with advice: it shows associations, never an effect.",
)
