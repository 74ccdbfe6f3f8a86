"""A table of the snapshot, read as text or refused with a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from regions_data.problems import refuse
from regions_data.text import Text

REBUILD = Text(
    "Reconstruire les tables : python -m regions_data.build.",
    "Build the tables again: python -m regions_data.build.",
)


def read_table(folder: Path, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """The columns asked for of `folder/name`.csv, every cell a string, blank = unknown.

    Raises:
        Refused: the file is missing, is not UTF-8 CSV, or lacks one of the columns.
    """
    path = folder / f"{name}.csv"
    try:
        return pd.read_csv(
            path, dtype=object, keep_default_na=False, usecols=list(columns), na_filter=False
        )
    except FileNotFoundError as error:
        message = Text("la table est introuvable.", "the table is missing.")
        raise refuse(path.name, message, REBUILD, value=str(folder)) from error
    except ValueError as error:  # not CSV, not UTF-8, or without a column
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
