"""Refresh the snapshot from the newer official files, without ever leaving it half-built."""

#  1. Prove the present snapshot by its manifest.
#  2. Fetch every file to a private folder beside the target; refuse an unexpected hash.
#  3. Parse and check each file; copy the present tables and put the new ones in.
#  4. Write the manifest, prove the whole, then give the folder its name in one rename.
#
# A snapshot's folder bears its identity, so a refresh never touches the one in use: it stays
# readable during the refresh and is kept after it.

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from regions_data.fetch import AcceptHash, Fetched, Limits, fetch
from regions_data.labour import load_labour
from regions_data.manifest import MANIFEST_NAME, read_manifest, verified_manifest, write_manifest
from regions_data.problems import refuse
from regions_data.sources.labour_newer import Known, outlook_table, wage_table
from regions_data.table_file import read_table
from regions_data.text import Text

_DATASETS = "https://open.canada.ca/data/dataset"


@dataclass(frozen=True, slots=True)
class Remote:
    """One official file: where it is, which table it replaces, how it is read.

    `expected_sha256` is None until somebody has fetched the file, checked it and recorded its
    hash here.
    """

    table: str
    edition: str
    url: str
    parse: Callable[[Path, Known], pd.DataFrame]
    expected_sha256: str | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def file_name(self) -> str:
        """The name of the published file, under which its hash stands in the manifest."""
        return self.url.rpartition("/")[2]


REMOTES = (
    Remote(
        table="outlooks",
        edition="2025-2027",
        url=f"{_DATASETS}/b0e112e9-cf53-4e79-8838-23cd98debe5b/resource/"
        "cb52e1d0-ab62-4357-91cc-d8f5a2114e02/download/20252027_outlook_n21_en_251208.xlsx",
        parse=outlook_table,
    ),
    Remote(
        table="wages",
        edition="2025",
        url=f"{_DATASETS}/adad580f-76b0-4502-bd05-20c125de9116/resource/"
        "9da94d63-b178-4a64-aeb3-b6a3bd721ad2/download/"
        "2a71-das-wage2025opendata-esdc-all-19nov2025-vf.csv",
        parse=wage_table,
    ),
)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One table replaced: from which file, how many rows, how many of them unlike before."""

    table: str
    edition: str
    fetched: Fetched
    rows: int
    changed_rows: int


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """A new snapshot: where it is, what it replaced, and what to set to use it."""

    folder: Path
    snapshot: str
    previous_snapshot: str
    tables: tuple[Refreshed, ...]

    @property
    def next_step(self) -> Text:
        """What the person does to use the new snapshot."""
        setting = f"ANCRAGE_DATA_DIR={self.folder}"
        return Text(f"Pour utiliser ces données : {setting}", f"To use these data: {setting}")


def default_target() -> Path:
    """The user's own folder for refreshed data, where nothing else of ours is kept."""
    home = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / ".local" / "share") / "ancrage"


def refresh(
    target: Path,
    base: Path,
    *,
    remotes: Sequence[Remote] = REMOTES,
    accept_hash: AcceptHash = frozenset(),
) -> RefreshReport:
    """Make a new snapshot folder in `target` from `base` and the newer files.

    Args:
        target: the folder that holds refreshed snapshots; made when absent.
        base: the snapshot in use; only read.
        remotes: the files to fetch.
        accept_hash: hashes that the person has checked, or True to accept what arrives.

    Raises:
        Refused: the base is not whole, a file could not be had or read, its hash is not
            accepted, or the target cannot be written. Nothing is left in the target then.
    """
    previous = verified_manifest(base)
    with _workshop(target) as workshop:
        fetched = [_fetch(remote, workshop, accept_hash) for remote in remotes]
        prepared = workshop / "tables"
        _copy_tables(base, prepared)
        tables = tuple(
            _replace(remote, file, base, prepared)
            for remote, file in zip(remotes, fetched, strict=True)
        )
        raw_files = {
            remote.file_name: file.sha256 for remote, file in zip(remotes, fetched, strict=True)
        }
        manifest = write_manifest(prepared, {**previous.raw_files, **raw_files})
        load_labour(prepared)  # what the engine will read must be readable before it is published
        folder = target / f"snapshot-{manifest.snapshot}"
        _publish(prepared, folder)
    return RefreshReport(folder, manifest.snapshot, previous.snapshot, tables)


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A private folder on the target's own disk, so that the last step is one rename.

    The folders made for it are removed again when nothing was published in them.
    """
    made = [folder for folder in (target, *target.parents) if not folder.exists()]
    try:
        target.mkdir(parents=True, exist_ok=True)
        workshop = tempfile.TemporaryDirectory(prefix=".refresh-", dir=target)
    except OSError as error:
        message = Text("impossible d’écrire dans ce dossier.", "this folder cannot be written.")
        remedy = Text("Choisir un autre dossier avec --out.", "Choose another folder with --out.")
        raise refuse(str(target), message, remedy, value=str(error.strerror)) from error
    try:
        with workshop as name:
            yield Path(name)
    finally:
        for folder in made:
            with suppress(OSError):  # not empty: a snapshot was published there
                folder.rmdir()


def _fetch(remote: Remote, workshop: Path, accept_hash: AcceptHash) -> Fetched:
    return fetch(
        remote.url,
        workshop / remote.file_name,
        expected_sha256=remote.expected_sha256,
        accept_hash=accept_hash,
        limits=remote.limits,
    )


def _copy_tables(base: Path, prepared: Path) -> None:
    prepared.mkdir()
    for name in (*read_manifest(base).tables, MANIFEST_NAME):
        shutil.copyfile(base / name, prepared / name)


def _replace(remote: Remote, file: Fetched, base: Path, prepared: Path) -> Refreshed:
    labour = load_labour(base)
    known = Known(labour.nocs, labour.economic_regions, remote.edition)
    table = remote.parse(file.path, known)
    path = prepared / f"{remote.table}.csv"
    present = read_table(prepared, remote.table, list(table.columns))
    before = _values(pd.DataFrame(dict(present.columns)))
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    changed = sum(row not in before for row in _values(table))
    return Refreshed(remote.table, remote.edition, file, len(table), changed)


def _values(table: pd.DataFrame) -> set[tuple[str, ...]]:
    """The rows of a table without what changes with every edition."""
    kept = [column for column in table.columns if column not in _CHANGES_WITH_EDITION]
    return set(table[kept].itertuples(index=False, name=None))


_CHANGES_WITH_EDITION = frozenset(
    {"edition", "released", "basis", "parents", "undetermined_reason"}
)


def _publish(prepared: Path, folder: Path) -> None:
    try:
        prepared.replace(folder)
    except OSError as error:
        if not folder.is_dir():
            message = Text("le dossier n’a pas pu être créé.", "the folder could not be made.")
            raise refuse(str(folder), message, value=str(error.strerror)) from error
        # The same bytes were published before: prove them rather than write them again.
        verified_manifest(folder)
