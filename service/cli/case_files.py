"""The households of a folder, or of one file: every case that cannot be read is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from matching.pipeline import Engine
from matching.trial_result import Panel
from regions_data.problems import Problem, Refused, refuse
from regions_data.text import Text
from service.cli.options import load_profile

CASE_ENDINGS = (".yaml", ".yml", ".json")
_OPTION = "--cases"


def read_cases(cases: str, engine: Engine) -> Panel:
    """The households of a folder in the order of their files' names, or of one file (or « - »).

    Raises:
        Refused: no such folder, no case in it, or every problem of every case, each under the
            name of its file.
    """
    files = ("-",) if cases == "-" else _files(Path(cases))
    names = tuple("stdin" if file == "-" else Path(file).name for file in files)
    profiles, problems = [], []
    for file, name in zip(files, names, strict=True):
        try:
            profiles.append(load_profile(str(file), engine.snapshot, engine.labour))
        except Refused as refused:
            problems += [_in_file(problem, name) for problem in refused.problems]
    if problems:
        raise Refused(problems)
    return Panel(tuple(profiles), names, "cases")


def _files(path: Path) -> Sequence[Path]:
    """The case files of a folder, hidden ones left out; anything else is one file to be read."""
    if not path.exists():
        message = Text("ce dossier ou ce fichier n'existe pas.", "no such folder or file.")
        remedy = Text("Vérifiez le nom et l'endroit.", "Check the name and the place.")
        raise refuse(_OPTION, message, remedy, value=path.name)
    if not path.is_dir():
        return (path,)
    found = sorted(
        file
        for file in path.iterdir()
        if file.suffix.lower() in CASE_ENDINGS and not file.name.startswith(".")
    )
    if not found:
        endings = ", ".join(CASE_ENDINGS)
        message = Text(
            f"ce dossier ne contient aucun ménage ({endings}).",
            f"this folder holds no household ({endings}).",
        )
        remedy = Text(
            "Mettez-y un fichier par ménage ; les sous-dossiers ne sont pas lus.",
            "Put one file for each household in it; folders inside it are not read.",
        )
        raise refuse(_OPTION, message, remedy, value=path.name)
    return found


def _in_file(problem: Problem, name: str) -> Problem:
    """The problem, told of the file it is in."""
    return problem if problem.where == name else replace(problem, where=f"{name} · {problem.where}")
