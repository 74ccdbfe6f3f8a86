"""The `ancrage` command: its list of subcommands, and how it refuses."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Sequence

import click

from regions_data.problems import Problem, Refused
from regions_data.text import Language, Text
from service.cli.printing import problem_document, problem_page, use_utf8, write

BAD_INPUT = 2
_INTERRUPTED = 130
_CANNOT_WRITE = Text("la réponse ne peut pas être écrite.", "the answer cannot be written.")
_MAKE_ROOM = Text(
    "Libérez de la place ou choisissez une autre sortie, puis recommencez.",
    "Make room or choose another output, then run it again.",
)
_CANNOT_READ = Text("ce fichier ne peut pas être lu.", "this file cannot be read.")
_CHECK_FILE = Text(
    "Vérifiez qu'il existe et que vous avez le droit de le lire.",
    "Check that it exists and that you may read it.",
)
_SEE_HELP = Text("Voyez « --help ».", "See “--help”.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with 0 (done) or 2 (bad input), never a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _check_streams()
        use_utf8()
        _run(words)
        sys.stdout.flush()
        sys.exit(0)
    except Refused as refused:
        _refuse(refused.problems, words)
    except click.UsageError as error:
        _refuse([_usage_problem(error)], words)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        _give_up_output()
        sys.exit(0)
    except OSError as error:
        _give_up_output()
        _refuse([_system_problem(error)], words)


def _run(words: list[str]) -> None:
    # Imported here so that an interruption while the libraries load ends quietly too.
    from service.cli.commands import cli  # noqa: PLC0415

    try:
        cli.main(words, prog_name="ancrage", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        write(f"{error.ctx.get_help()}\n")


def _check_streams() -> None:
    """Refuse to run where the answer could not be written; a closed input is an empty one."""
    if sys.stderr is None:
        raise SystemExit(BAD_INPUT)
    if sys.stdout is None:
        raise Refused([Problem("stdout", _CANNOT_WRITE, _MAKE_ROOM)])
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for the whole run


def _system_problem(error: OSError) -> Problem:
    """A file that cannot be reached, or an output that cannot be written."""
    if error.filename is not None:
        name = os.path.basename(str(error.filename))  # noqa: PTH119 - it may be no path at all
        return Problem(name, _CANNOT_READ, _CHECK_FILE, value=str(error.strerror))
    return Problem("stdout", _CANNOT_WRITE, _MAKE_ROOM, value=str(error.strerror))


def _give_up_output() -> None:
    """Keep Python from failing again when it flushes an output that is gone."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(problems: Sequence[Problem], words: Sequence[str]) -> None:
    if "--json" in words:
        click.echo(problem_document(problems), err=True, nl=False)
    else:
        click.echo(problem_page(problems, _language(words)), err=True, nl=False)
    sys.exit(BAD_INPUT)


def _language(words: Sequence[str]) -> Language:
    """The language asked for, even when the rest of the line cannot be read."""
    asked = " ".join(words)
    return "en" if "--lang en" in asked or "--lang=en" in asked else "fr"


def _usage_problem(error: click.UsageError) -> Problem:
    """What is wrong with the words of the command line."""
    if isinstance(error, click.NoSuchOption):
        message = Text("cette option n'existe pas.", "this option does not exist.")
        return Problem("ancrage", message, _SEE_HELP, error.option_name)
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        message = Text("il manque un argument.", "an argument is missing.")
        return Problem(name.strip("[]") or "ancrage", message, _SEE_HELP)
    if isinstance(error, click.BadParameter):
        return _value_problem(error)
    if isinstance(error.ctx, click.Context) and isinstance(error.ctx.command, click.Group):
        message = Text("cette commande n'existe pas.", "this command does not exist.")
        known = tuple(error.ctx.command.commands)
        return Problem(
            error.ctx.command_path, message, _SEE_HELP, _quoted(error.message), known=known
        )
    message = Text("il y a un argument de trop.", "there is one argument too many.")
    path = error.ctx.command_path if error.ctx else "ancrage"
    return Problem(path, message, _SEE_HELP, value=_quoted(error.message))


def _value_problem(error: click.BadParameter) -> Problem:
    name = error.param.opts[0] if error.param else "ancrage"
    kind = error.param.type if error.param else None
    known: tuple[str, ...] = ()
    if isinstance(kind, click.Choice):
        known = tuple(kind.choices)
    if isinstance(kind, click.IntRange):
        known = (f"{kind.min}–{kind.max}",)
    message = Text("valeur refusée.", "value refused.")
    value = _quoted(error.message) or error.message.split(" ")[0]
    return Problem(name, message, _SEE_HELP, value, known=known)


def _quoted(message: str) -> str:
    """The value that click quotes in its own sentence, whatever its quotation marks."""
    found = re.search(r"['\"‘“(]([^'\"’”)]+)['\"’”)]", message)
    return found[1][:60] if found else ""
