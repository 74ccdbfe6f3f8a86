"""The options and the French help that every command shares."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from features.profile import HouseholdProfile
from features.profile_reader import read_profile
from matching.pipeline import Engine
from matching.ruleset import Ruleset
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.document import read_file, read_stream
from regions_data.labour import Labour, load_labour
from regions_data.problems import refuse
from regions_data.snapshot import Snapshot, load_snapshot
from regions_data.text import Text

F = TypeVar("F", bound=Callable[..., Any])
MAX_RULESET_BYTES = 1_000_000


class FrenchCommand(click.Command):
    """A command whose help is in French first."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)


class FrenchGroup(click.Group):
    """A group of commands whose help is in French first."""

    command_class = FrenchCommand

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        _write_usage(self, ctx, formatter)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - the library's own signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the list of commands."""
        rows = [
            (name, command.get_short_help_str(limit=70))
            for name, command in self.commands.items()
            if not command.hidden
        ]
        with formatter.section("Commandes / Commands"):
            formatter.write_dl(rows)


FrenchGroup.group_class = FrenchGroup


def _write_usage(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix="Utilisation / Usage : ")


def shared_options(command: F) -> F:
    """`--json`, `--lang` and `--help`, on every command."""
    for decorate in (
        click.help_option("--help", help="Afficher cette aide. / Show this help."),
        click.option(
            "--lang",
            "language",
            type=click.Choice(["fr", "en"]),
            default="fr",
            help="Langue du texte (fr par défaut). / Language of the text.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Répondre en JSON. / Answer in JSON."),
    ):
        command = decorate(command)
    return command


def engine_options(command: F) -> F:
    """`--as-of` and `--ruleset`, on the commands that judge."""
    for decorate in (
        click.option(
            "--ruleset",
            "ruleset_file",
            metavar="FICHIER",
            help="Jeu de règles YAML (celui en vigueur par défaut). / YAML ruleset.",
        ),
        as_of_option,
    ):
        command = decorate(command)
    return command


def as_of_option(command: F) -> F:
    """`--as-of`, on the commands whose answer depends on the day."""
    return click.option(
        "--as-of",
        "as_of",
        metavar="AAAA-MM-JJ",
        help="Date du calcul (aujourd'hui par défaut). / Date of the answer.",
    )(command)


def load_engine(as_of: str | None, ruleset_file: str | None) -> Engine:
    """The engine over the snapshot and ruleset asked for, on the day asked for."""
    snapshot = load_snapshot()
    return Engine(snapshot, load_labour(snapshot.folder), load_ruleset(ruleset_file), day(as_of))


def load_ruleset(file: str | None) -> Ruleset:
    """The ruleset in a file, or the one in force."""
    path = default_ruleset_path() if file is None else Path(file)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_RULESET_BYTES + 1)
    except OSError as error:
        raise refuse(
            path.name,
            Text("ce jeu de règles ne peut pas être lu.", "this ruleset cannot be read."),
            Text("Vérifiez le nom du fichier.", "Check the file's name."),
        ) from error
    return read_ruleset(raw, path.name)


def load_profile(file: str, snapshot: Snapshot, labour: Labour) -> HouseholdProfile:
    """The household in a file, or on the standard input for `-`."""
    document = read_stream(sys.stdin.buffer, "stdin") if file == "-" else read_file(Path(file))
    return read_profile(document, snapshot, labour)


def day(text: str | None) -> date:
    """The day written, or today."""
    if text is None:
        return datetime.now(UTC).astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refuse(
            "--as-of",
            Text("cette date n'existe pas.", "this date does not exist."),
            Text("Écrivez AAAA-MM-JJ, par exemple 2026-11-21.", "Write YYYY-MM-DD."),
            value=text[:40],
        ) from error
