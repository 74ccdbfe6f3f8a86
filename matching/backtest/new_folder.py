"""A folder of results: it appears whole or not at all, and never in place of another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regions_data.problems import refuse
from regions_data.text import Text


def check_new(folder: Path) -> None:
    """Refuse a name that is taken, or a place where nothing can be made, before any long work.

    Raises:
        Refused: something has this name, or its folder cannot be written in.
    """
    if folder.exists() or folder.is_symlink():
        raise refuse("--out", _THERE, _ANOTHER, value=folder.name)
    near = next(parent for parent in folder.absolute().parents if parent.exists())
    if not near.is_dir() or not os.access(near, os.W_OK):
        raise refuse("--out", _CLOSED, _OPEN_ONE, value=folder.name)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A draft to write in, which takes the folder's name once everything in it is written.

    Raises:
        Refused: something has this name.
    """
    check_new(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.TemporaryDirectory(dir=folder.parent)
    except OSError as error:
        raise refuse("--out", _CLOSED, _OPEN_ONE, value=folder.name) from error
    with temporary as own:
        draft = Path(own) / "draft"
        draft.mkdir()
        yield draft
        draft.rename(folder)


_THERE = Text("ce dossier existe déjà.", "this folder exists already.")
_ANOTHER = Text("Donnez un autre nom, ou déplacez-le.", "Give another name, or move it away.")
_CLOSED = Text("rien ne peut être écrit à cet endroit.", "nothing can be written there.")
_OPEN_ONE = Text("Donnez un dossier où vous pouvez écrire.", "Give a folder that you may write in.")
