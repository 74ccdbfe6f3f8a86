"""The hashes that prove a snapshot folder, and the swap that never leaves it half-built."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from regions_data.problems import Problem, Refused, refuse
from regions_data.text import Text

MANIFEST_NAME = "MANIFEST.json"
BUILDING = "building-"
ID_LENGTH = 12

_REBUILD = Text(
    "Reprenez le dossier du dépôt, ou refaites-le avec « python -m regions_data.build ».",
    "Take the folder from the repository again, or rebuild it with “python -m regions_data.build”.",
)


@dataclass(frozen=True, slots=True)
class TableEntry:
    """What the manifest says of one table: its hash and how many rows (or entries) it holds."""

    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The identity of a snapshot: its tables, and the raw files they were built from."""

    snapshot: str
    tables: Mapping[str, TableEntry]
    raw_files: Mapping[str, str]

    @property
    def hash(self) -> str:
        """The whole hash of which the snapshot's identity is the beginning."""
        return snapshot_hash({name: entry.sha256 for name, entry in self.tables.items()})


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def snapshot_hash(hashes: Mapping[str, str]) -> str:
    """A SHA-256 that changes when the name or a byte of any table changes."""
    lines = "".join(f"{name} {hashes[name]}\n" for name in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()


def snapshot_id(hashes: Mapping[str, str]) -> str:
    """The first twelve hexadecimal digits of the snapshot's hash."""
    return snapshot_hash(hashes)[:ID_LENGTH]


def write_manifest(folder: Path, raw_files: Mapping[str, str]) -> Manifest:
    """Hash every table of a folder, and write its MANIFEST.json.

    `raw_files` is the hash of each raw file the tables were built from.
    """
    tables = {
        path.name: TableEntry(sha256_of(path), _rows(path))
        for path in sorted(folder.iterdir())
        if path.suffix in {".csv", ".json"} and path.name != MANIFEST_NAME
    }
    identity = snapshot_id({name: entry.sha256 for name, entry in tables.items()})
    document = {
        "snapshot": identity,
        "tables": {name: {"sha256": e.sha256, "rows": e.rows} for name, e in tables.items()},
        "raw_files": dict(sorted(raw_files.items())),
    }
    (folder / MANIFEST_NAME).write_text(_sealed(document), encoding="utf-8", newline="\n")
    return Manifest(identity, tables, raw_files)


def _sealed(document: Mapping[str, object]) -> str:
    """The text of a manifest, closed by the hash of what stands before it."""
    body = json.dumps(document, ensure_ascii=False)
    seal = {"seal": hashlib.sha256(body.encode()).hexdigest()}
    return json.dumps({**document, **seal}, indent=1, ensure_ascii=False) + "\n"


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".json":
            return sum(len(part) for part in json.load(file).values())
        return sum(1 for _ in csv.reader(file)) - 1


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot folder.

    Raises:
        Refused: the folder or its manifest is missing or unreadable.
    """
    path = folder / MANIFEST_NAME
    try:
        text = path.read_text(encoding="utf-8")
        document = json.loads(text)
        del document["seal"]
        if text != _sealed(document):
            raise ValueError("a byte of the manifest has changed")
        tables = {
            name: TableEntry(str(entry["sha256"]), int(entry["rows"]))
            for name, entry in document["tables"].items()
        }
        return Manifest(str(document["snapshot"]), tables, dict(document["raw_files"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise refuse(
            str(path),
            Text(
                "le manifeste des données est absent, changé ou illisible.",
                "the manifest of the data is missing, changed or unreadable.",
            ),
            _REBUILD,
        ) from error


def verified_manifest(folder: Path) -> Manifest:
    """The manifest of a folder whose every byte is the one it announces.

    Raises:
        Refused: one problem for each table that is missing, added or changed.
    """
    manifest = read_manifest(folder)
    present = {p.name for p in folder.iterdir() if p.suffix in {".csv", ".json"}}
    problems = [
        problem
        for name in sorted(present - {MANIFEST_NAME} | set(manifest.tables))
        if (problem := _table_problem(folder / name, manifest)) is not None
    ]
    expected = snapshot_id({name: entry.sha256 for name, entry in manifest.tables.items()})
    if manifest.snapshot != expected:
        problems.append(
            _changed(folder / MANIFEST_NAME, expected=expected, found=manifest.snapshot)
        )
    if problems:
        raise Refused(problems)
    return manifest


def _table_problem(path: Path, manifest: Manifest) -> Problem | None:
    if path.name not in manifest.tables:
        message = Text("ce fichier n’est pas au manifeste.", "this file is not in the manifest.")
        return Problem(str(path), message, _REBUILD, value=path.name)
    if not path.is_file():
        message = Text("cette table du manifeste est absente.", "this table is missing.")
        return Problem(str(path), message, _REBUILD, value=path.name)
    expected, found = manifest.tables[path.name].sha256, sha256_of(path)
    return None if found == expected else _changed(path, expected=expected, found=found)


def _changed(path: Path, *, expected: str, found: str) -> Problem:
    message = Text(
        f"le contenu a changé : empreinte attendue {expected}, trouvée {found}.",
        f"the content has changed: hash expected {expected}, found {found}.",
    )
    return Problem(str(path), message, _REBUILD, value=found)


def recover_folder(target: Path) -> None:
    """Mend what a build killed halfway left: give the old folder its name back, clear the rest.

    A kill between the two renames of `swap_folder` leaves the old folder, whole, under the name
    it is kept by; any other leaves a folder half made. Not to be called while another build of
    the same target runs: its folder would be taken for one of these.
    """
    previous = _previous(target)
    if previous.exists() and not target.exists():
        previous.rename(target)
    for stale in (previous, *target.parent.glob(f"{target.name}.{BUILDING}*")):
        shutil.rmtree(stale, ignore_errors=True)


def _previous(target: Path) -> Path:
    """The name under which the old folder is kept while the new one takes its place."""
    return target.with_name(f"{target.name}.previous")


def swap_folder(prepared: Path, target: Path) -> None:
    """Put a complete folder in the place of another; on failure the old one is still there.

    Both must be on the same file system. The old folder is removed only once the new one stands.
    A kill between the two renames is mended by `recover_folder`.
    """
    previous = _previous(target)
    shutil.rmtree(previous, ignore_errors=True)
    if target.exists():
        target.rename(previous)
    try:
        prepared.rename(target)
    except BaseException:
        if previous.exists():
            previous.rename(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)
