"""Sex, age band, status group and language of service: for the evaluation, never for the engine."""

# These variables are optional and live in a table of their own. No module of the engine may import
# this package (an import contract holds it), so no colour and no score can rest on them.

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from matching.backtest.log_cells import is_unknown
from matching.backtest.log_mapping import EVALUATION_VARIABLES
from matching.backtest.log_table import Row, Table
from regions_data.problems import Problem, Refused
from regions_data.text import Text

UNKNOWN_GROUP = "unknown"
MOST_GROUPS = 12
"""Of one variable: more would be a description of a person, not a group."""
_WORD = re.compile(r"[\w +<>./'-]{1,40}")


@dataclass(frozen=True, slots=True)
class EvaluationTable:
    """The groups of each case, by variable and case number; a case without a row is unknown."""

    groups: Mapping[str, Mapping[str, str]]

    @property
    def cases(self) -> frozenset[str]:
        """The cases of which a group is known."""
        return frozenset(case for groups in self.groups.values() for case in groups)

    def group(self, variable: str, case_id: str) -> str:
        """The group of a case, or `unknown`.

        Raises:
            KeyError: the table does not have this variable.
        """
        return self.groups[variable].get(case_id, UNKNOWN_GROUP)


def read_evaluation_table(table: Table) -> EvaluationTable:
    """The groups in a file that has `case_id` and some of the four variables.

    Raises:
        Refused: a column is missing or unknown, a case stands twice, a cell is no group.
    """
    problems = [*_header_problems(table.header), *_row_problems(table.rows)]
    named = [name for name in EVALUATION_VARIABLES if name in table.header]
    groups = {
        name: {
            row.cells.get("case_id", ""): row.cells[name]
            for row in table.rows
            if not is_unknown(row.cells.get(name, ""))
        }
        for name in named
        if "case_id" in table.header
    }
    problems += [
        Problem(name, _TOO_MANY, _JOIN_THEM, str(len(set(found.values()))))
        for name, found in groups.items()
        if len(set(found.values())) > MOST_GROUPS
    ]
    if problems:
        raise Refused(problems)
    return EvaluationTable(groups)


def _header_problems(header: tuple[str, ...]) -> list[Problem]:
    known = ("case_id", *EVALUATION_VARIABLES)
    missing = [] if "case_id" in header else [Problem("case_id", _MISSING, _ADD_IT)]
    unknown = [
        Problem(name, _NOT_HERE, _REMOVE_IT, known=known) for name in header if name not in known
    ]
    return [*missing, *unknown]


def _row_problems(rows: tuple[Row, ...]) -> list[Problem]:
    """Cases without a number or written twice, and cells that are no group."""
    problems = []
    seen: set[str] = set()
    for row in rows:
        case_id = row.cells.get("case_id", "")
        if not case_id:
            problems.append(Problem("case_id", _EMPTY, _FILL_IT, line=row.line))
        elif case_id in seen:
            problems.append(Problem("case_id", _TWICE, _KEEP_ONE, case_id, row.line))
        seen.add(case_id)
        problems += [
            Problem(name, _NOT_A_GROUP, _WRITE_A_GROUP, line=row.line)
            for name in EVALUATION_VARIABLES
            if row.cells.get(name) and not _WORD.fullmatch(row.cells[name])
        ]
    return problems


_MISSING = Text("cette colonne est nécessaire.", "this column is required.")
_NOT_HERE = Text(
    "cette colonne n'est pas une variable d'évaluation.", "this is not an evaluation variable."
)
_ADD_IT = Text("Ajoutez le numéro de chaque dossier.", "Add the number of each case.")
_REMOVE_IT = Text("Retirez-la du fichier.", "Remove it from the file.")
_FILL_IT = Text("Remplissez-la, ou retirez la ligne.", "Fill it in, or remove the row.")
_EMPTY = Text("cette cellule est vide.", "this cell is empty.")
_TWICE = Text("ce dossier est écrit deux fois.", "this case is written twice.")
_KEEP_ONE = Text("Gardez une seule ligne par dossier.", "Keep one row a case.")
_NOT_A_GROUP = Text("ce n'est pas un nom de groupe.", "this is not the name of a group.")
_WRITE_A_GROUP = Text(
    "Écrivez quelques mots, par exemple « 25-34 ».", "Write a few words, for example “25-34”."
)
_TOO_MANY = Text(
    f"trop de groupes différents : {MOST_GROUPS} au plus.",
    f"too many different groups: {MOST_GROUPS} at most.",
)
_JOIN_THEM = Text("Réunissez-les en groupes plus larges.", "Join them into wider groups.")
