"""A changed byte is refused, and a swap leaves one whole folder or the other."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from regions_data.manifest import (
    MANIFEST_NAME,
    recover_folder,
    sha256_of,
    snapshot_id,
    swap_folder,
    verified_manifest,
    write_manifest,
)
from regions_data.problems import Refused
from regions_data.snapshot import PACKAGED_FOLDER, load_snapshot

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "tables"
    shutil.copytree(PACKAGED_FOLDER, copy)
    return copy


def sentences(folder: Path) -> list[str]:
    with pytest.raises(Refused) as caught:
        load_snapshot(folder)
    return [problem.sentence("fr") for problem in caught.value.problems]


def test_an_untouched_copy_is_the_same_snapshot(folder: Path) -> None:
    assert verified_manifest(folder).snapshot == load_snapshot().id


def test_a_changed_byte_is_refused_with_both_hashes_and_a_remedy(folder: Path) -> None:
    path = folder / "facts.csv"
    expected = sha256_of(path)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    (sentence,) = sentences(folder)
    assert "facts.csv" in sentence
    assert expected in sentence
    assert sha256_of(path) in sentence
    assert "regions_data.build" in sentence


def test_every_damaged_table_is_told_at_once(folder: Path) -> None:
    (folder / "places.csv").unlink()
    (folder / "regions.csv").write_text("code,name\n", encoding="utf-8")
    (folder / "stray.csv").write_text("a\n", encoding="utf-8")
    told = " ".join(sentences(folder))
    assert len(sentences(folder)) == 3
    assert all(name in told for name in ("places.csv", "regions.csv", "stray.csv"))


def test_a_manifest_with_another_id_is_refused(folder: Path) -> None:
    path = folder / MANIFEST_NAME
    document = json.loads(path.read_text(encoding="utf-8"))
    document["snapshot"] = "0" * 12
    path.write_text(json.dumps(document), encoding="utf-8")
    assert MANIFEST_NAME in sentences(folder)[0]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"snapshot": "x"}', '{"snapshot": 1, "t": 2}'])
def test_an_unreadable_manifest_is_refused(folder: Path, content: str) -> None:
    (folder / MANIFEST_NAME).write_text(content, encoding="utf-8")
    assert "manifeste" in sentences(folder)[0]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert "manifeste" in sentences(tmp_path / "nowhere")[0]


def test_well_hashed_tables_that_are_not_ours_are_refused(folder: Path) -> None:
    facts = folder / "facts.csv"
    lines = facts.read_text(encoding="utf-8").splitlines(keepends=True)
    facts.write_text("".join(lines[:-1]), encoding="utf-8", newline="\n")
    write_manifest(folder, {})
    assert "facts.csv" in sentences(folder)[0]


def test_the_id_depends_on_names_and_hashes_but_not_on_their_order() -> None:
    assert snapshot_id({"a": "1", "b": "2"}) == snapshot_id({"b": "2", "a": "1"})
    assert snapshot_id({"a": "1", "b": "2"}) != snapshot_id({"a": "2", "b": "1"})


def test_a_swap_replaces_the_folder_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    old, new = _folder(tmp_path / "tables", "old"), _folder(tmp_path / "new", "new")
    swap_folder(new, old)
    assert (tmp_path / "tables" / "file").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_failed_swap_leaves_the_old_folder(tmp_path: Path) -> None:
    old = _folder(tmp_path / "tables", "old")
    with pytest.raises(FileNotFoundError):
        swap_folder(tmp_path / "never made", old)
    assert (old / "file").read_text(encoding="utf-8") == "old"


# A process killed when it renames for the second time: the new folder has not its name yet.
KILLED_BETWEEN_RENAMES = """
import os, signal, sys
from pathlib import Path
from regions_data import manifest

rename, done = Path.rename, []

def rename_once(self, target):
    if done:
        os.kill(os.getpid(), signal.SIGKILL)
    done.append(target)
    return rename(self, target)

Path.rename = rename_once
manifest.swap_folder(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that Windows does not have")
def test_a_folder_lost_between_two_renames_is_found_again(tmp_path: Path) -> None:
    old = _folder(tmp_path / "tables", "old")
    new = _folder(tmp_path / "tables.building-abc", "new")
    command = [sys.executable, "-c", KILLED_BETWEEN_RENAMES, str(new), str(old)]
    killed = subprocess.run(command, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not old.exists()
    recover_folder(old)
    assert (old / "file").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_recovering_clears_what_is_stale_and_keeps_the_folder_that_stands(tmp_path: Path) -> None:
    now = _folder(tmp_path / "tables", "now")
    for name in ("tables.previous", "tables.building-x", "tables.building-y", "tablesque"):
        _folder(tmp_path / name, "stale")
    recover_folder(now)
    assert (now / "file").read_text(encoding="utf-8") == "now"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tables", "tablesque"]


def test_there_may_be_nothing_to_recover(tmp_path: Path) -> None:
    recover_folder(tmp_path / "nowhere" / "tables")
    assert list(tmp_path.iterdir()) == []


def _folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text, encoding="utf-8")
    return path


def test_any_changed_byte_of_the_manifest_is_refused(tmp_path: Path) -> None:
    raw = (PACKAGED_FOLDER / MANIFEST_NAME).read_bytes()
    shutil.copytree(PACKAGED_FOLDER, tmp_path / "tables")
    for position in range(0, len(raw), 97):
        changed = bytearray(raw)
        changed[position] ^= 1
        (tmp_path / "tables" / MANIFEST_NAME).write_bytes(changed)
        with pytest.raises(Refused):
            verified_manifest(tmp_path / "tables")
