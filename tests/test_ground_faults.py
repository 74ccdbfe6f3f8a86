"""Fault drills: a changed byte is always noticed, a killed build never leaves half a snapshot."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import numpy as np
import pytest

from regions_data.manifest import read_manifest, verified_manifest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "regions_data" / "tables"
SNAPSHOT_FILES = sorted(path.name for path in TABLES.iterdir() if path.is_file())
KILLS = 12


def data_check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from service.cli.main import main; main()", "data", "check"],
        cwd=ROOT,
        env=os.environ | {"ANCRAGE_DATA_DIR": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    position = np.random.default_rng(len(content)).integers(len(content))
    content[position] ^= 1
    path.write_bytes(content)


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


Fault = Callable[[Path], None]
FAULTS: list[Fault] = [flip_a_byte, cut_in_half, Path.unlink]


def test_an_untouched_copy_passes(tmp_path: Path) -> None:
    done = data_check(Path(shutil.copytree(TABLES, tmp_path / "tables")))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
@pytest.mark.parametrize("name", SNAPSHOT_FILES)
def test_a_damaged_file_is_refused_and_named(tmp_path: Path, name: str, fault: Fault) -> None:
    copy = Path(shutil.copytree(TABLES, tmp_path / "tables"))
    fault(copy / name)
    done = data_check(copy)
    assert done.returncode == 2
    assert name in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_killed_at_any_moment_leaves_a_whole_snapshot(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "regions_data", tmp_path / "regions_data")
    tables = tmp_path / "regions_data" / "tables"
    build = [sys.executable, "-m", "regions_data.build"]
    started = time.monotonic()
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    duration_s = time.monotonic() - started
    for moment_s in np.linspace(0.05, duration_s, KILLS):
        process = subprocess.Popen(build, cwd=tmp_path, stdout=subprocess.DEVNULL)
        time.sleep(moment_s)
        process.kill()
        process.wait()
        assert verified_manifest(tables) == read_manifest(TABLES)
    ours = {path.name for path in (ROOT / "regions_data").iterdir()} | {"__pycache__"}
    left = {path.name for path in tables.parent.iterdir()} - ours
    assert all(fnmatch(name, "tables.building-*") for name in left), "git ignores these alone"
