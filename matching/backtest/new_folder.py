"""A folder of results: it appears whole or not at all, and never in place of another."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regions_data.problems import refuse
from regions_data.text import Text


def check_new(folder: Path) -> None:
    """Refuse a name that is taken, before any long work.

    Raises:
        Refused: something has this name.
    """
    if folder.exists():
        raise refuse("--out", _THERE, _ANOTHER, value=folder.name)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A draft to write in, which takes the folder's name once everything in it is written.

    Raises:
        Refused: something has this name.
    """
    check_new(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        draft = Path(temporary) / "draft"
        draft.mkdir()
        yield draft
        draft.rename(folder)


_THERE = Text("ce dossier existe déjà.", "this folder exists already.")
_ANOTHER = Text("Donnez un autre nom, ou déplacez-le.", "Give another name, or move it away.")
