"""From an empty folder with empty caches, the README's commands work (needs the registry)."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[1]
LEFT_BEHIND = shutil.ignore_patterns(
    ".git", *(ROOT / ".gitignore").read_text(encoding="utf-8").replace("/", "").splitlines()
)


def run(*words: str | Path, cwd: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    dropped = ("MAKE", "MFLAGS", "GNUMAKEFLAGS", "PYTHON", "HYPOTHESIS", "VIRTUAL_ENV")
    environment = {name: os.environ[name] for name in os.environ if not name.startswith(dropped)}
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environment | {"PIP_CACHE_DIR": str(cache), "XDG_CACHE_HOME": str(cache)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT, tmp_path / "un clone", ignore=LEFT_BEHIND))


def test_make_demo_then_continuous_integration(clone: Path, tmp_path: Path) -> None:
    demo = run("make", "demo", cwd=clone, cache=tmp_path / "cache")
    assert demo.returncode == 0, demo.stdout + demo.stderr
    tests = run(".ci/run", cwd=clone, cache=tmp_path / "cache")
    assert tests.returncode == 0, tests.stdout + tests.stderr
    assert " passed" in tests.stdout.splitlines()[-1]


def test_pip_install_of_the_folder_alone(clone: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "environment", with_pip=False)
    python = tmp_path / "environment" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    done = run(*pip, "install", clone, cwd=tmp_path, cache=tmp_path / "cache")
    assert done.returncode == 0, done.stderr
    help_ = run(python.parent / "ancrage", "--help", cwd=tmp_path, cache=tmp_path / "cache")
    assert help_.returncode == 0, help_.stderr
