"""A table of the snapshot, read as text or refused with a remedy."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regions_data.problems import refuse
from regions_data.text import Text

# Read without pandas, whose import alone takes longer than the answer to a household.

REBUILD = Text(
    "Reconstruire les tables : python -m regions_data.build.",
    "Build the tables again: python -m regions_data.build.",
)


@dataclass(frozen=True, slots=True)
class Table:
    """Some columns of a table, in the order asked for; every cell a string, blank = unknown."""

    columns: Mapping[str, tuple[str, ...]]

    def __getitem__(self, column: str) -> tuple[str, ...]:
        return self.columns[column]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The cells of each row, in the order of the columns."""
        return zip(*self.columns.values(), strict=True)


def read_table(folder: Path, name: str, columns: Sequence[str]) -> Table:
    """The columns asked for of `folder/name`.csv.

    Raises:
        Refused: the file is missing, is not UTF-8 CSV, or lacks one of the columns.
    """
    path = folder / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        by_name = dict(zip(header, zip(*rows, strict=True), strict=True))
        return Table({column: by_name[column] for column in columns})
    except FileNotFoundError as error:
        message = Text("la table est introuvable.", "the table is missing.")
        raise refuse(path.name, message, REBUILD, value=str(folder)) from error
    except (ValueError, KeyError, csv.Error) as error:  # not CSV, not UTF-8, without a column
        missing = _missing(path, columns)
        message = Text(
            f"la table est illisible{missing.fr}.", f"the table is unreadable{missing.en}."
        )
        raise refuse(path.name, message, REBUILD, value=str(folder)) from error


def _missing(path: Path, columns: Sequence[str]) -> Text:
    header = path.read_bytes().partition(b"\n")[0].decode("utf-8", errors="replace").strip()
    absent = [column for column in columns if column not in header.split(",")]
    if not absent:
        return Text("", "")
    names = ", ".join(absent)
    return Text(f" ; colonnes manquantes : {names}", f"; missing columns: {names}")
