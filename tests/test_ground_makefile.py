"""The commands that people are told to type exist."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROMISED = ("bench", "clean", "demo", "demo-backtest", "drills", "lint", "lock", "test")


def make(*words: str) -> subprocess.CompletedProcess[str]:
    # A test run by make must not hand its make's options and variables to this one.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "MFLAGS", "GNUMAKEFLAGS"))
    }
    return subprocess.run(
        ["make", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment,
    )


@pytest.mark.parametrize("target", PROMISED)
def test_a_promised_target_is_listed_by_help(target: str) -> None:
    assert re.search(rf"^  make {target}\t", make("help").stdout, re.MULTILINE)


def test_help_is_what_make_says_by_itself() -> None:
    assert make().stdout == make("help").stdout


def test_without_a_recent_python_make_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "pyproject.toml").touch()
    done = make("-C", str(tmp_path), "demo", "PYTHON=no-such-python")
    assert done.returncode == 2
    assert "Python 3.11 or newer is needed; tried: no-such-python" in done.stderr
    assert "python3-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_continuous_integration_runs_make_test() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert run.read_text(encoding="utf-8").splitlines()[-1] == "make test"
    subprocess.run(["bash", "-n", str(run)], check=True)


def test_a_python_that_cannot_make_an_environment_names_the_debian_package(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    python = tmp_path / "python-without-venv"
    answers = '*ensurepip*) exit 1 ;; *print*) echo "python3.11-venv" ;;'
    python.write_text(f'#!/bin/sh\ncase "$2" in {answers} esac\n', encoding="utf-8")
    python.chmod(0o755)
    done = make("-C", str(tmp_path), "demo", f"PYTHON={python}")
    assert done.returncode == 2
    assert "apt-get install python3-venv (or python3.11-venv)" in done.stderr
    assert not (tmp_path / ".venv").exists()
