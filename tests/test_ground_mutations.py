"""Mutation drill: ten lines of the engine, broken one at a time, and a test fails each time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("regions_data", "features", "matching", "service")


@dataclass(frozen=True)
class Break:
    """One line of the engine, the wrong line put in its place, and the tests that must notice.

    The tests are those of a law or of the cases: the golden answers would notice any change, and
    say nothing of why.
    """

    law: str
    file: str
    line: str
    broken: str
    tests: str


BREAKS = (
    Break(
        "3, an unknown is read as its worst value",
        "matching/evaluate.py",
        "    is_firm = surely & is_settled & ~lacks\n",
        "    is_firm = surely & ~lacks\n",
        "test_laws_of_unknowns",
    ),
    Break(
        "3, an open rule is green",
        "matching/evaluate.py",
        "        colour=np.where(is_open, YELLOW, settled).astype(np.uint8, copy=False),\n",
        "        colour=np.where(is_open, GREEN, settled).astype(np.uint8, copy=False),\n",
        "test_laws_of_unknowns",
    ),
    Break(
        "3, a guard that is not known does not apply",
        "matching/evaluate.py",
        "        maybe = maybe & at_best.hoped(guard.path, *guard.words)\n",
        "        maybe = maybe & at_worst.hoped(guard.path, *guard.words)\n",
        "test_laws_of_unknowns",
    ),
    Break(
        "4, a ruleset may worsen what is better",
        "matching/ruleset_laws.py",
        '    return bool(np.any(steps > 0) if factor.better == "up" else np.any(steps < 0))\n\n\n'
        "def earns_less",
        "    return False\n\n\ndef earns_less",
        "test_ruleset_laws",
    ),
    Break(
        "4, the best licence of a couple is the worse one",
        "features/factors/mobility.py",
        "    return np.fmax(pairs.level(",
        "    return np.fmin(pairs.level(",
        "test_cases",
    ),
    Break(
        "6, a contribution is forgotten in the sum",
        "matching/score.py",
        "        total = total + contribution.hundredths\n",
        "        total = contribution.hundredths\n",
        "test_laws",
    ),
    Break(
        "11, the score orders before the fit",
        "matching/shortlist.py",
        "key=lambda i: (int(fit[i]), -float(total[i]), places[i].code)",
        "key=lambda i: (-float(total[i]), int(fit[i]), places[i].code)",
        "test_shortlist",
    ),
    Break(
        "11, the preparation does not count in the colour",
        "matching/evaluate.py",
        "    return Verdicts(outcomes, fit, preparation, np.maximum(fit, preparation))\n",
        "    return Verdicts(outcomes, fit, preparation, fit)\n",
        "test_laws_of_answers",
    ),
    Break(
        "12, two points below are still equivalent",
        "matching/score.py",
        ">= TIE_POINTS:\n",
        "> TIE_POINTS:\n",
        "test_laws_of_answers",
    ),
    Break(
        "6, an alternative's differences are read the other way round",
        "matching/alternatives.py",
        "        gained = int(hundredths[there] - hundredths[here])\n",
        "        gained = int(hundredths[here] - hundredths[there])\n",
        "test_alternatives",
    ),
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources and their tests, where a line may be broken."""
    for name in (*PACKAGES, "tests", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HYPOTHESIS")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env=environment | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def run_tests(copy: Path, *names: str) -> subprocess.CompletedProcess[str]:
    tests = [f"tests/matching/{name}.py" for name in names]
    return run(copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests)


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.law)
def test_each_line_still_stands_once_in_the_engine(one: Break) -> None:
    source = (ROOT / one.file).read_text(encoding="utf-8")
    assert source.count(one.line) == 1, f"{one.file} no longer holds this line once"


@pytest.mark.long
def test_the_copy_is_what_is_tested_and_passes(copy: Path) -> None:
    where = run(copy, "-c", "import matching.evaluate; print(matching.evaluate.__file__)")
    assert where.stdout.strip() == str(copy / "matching" / "evaluate.py")
    done = run_tests(copy, *sorted({one.tests for one in BREAKS}))
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.long
@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.law)
def test_a_broken_line_fails_a_test(copy: Path, one: Break) -> None:
    path = copy / one.file
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(one.line, one.broken), encoding="utf-8")
    done = run_tests(copy, one.tests)
    assert done.returncode == 1, f"nothing failed: {one.law}\n{done.stdout[-2000:]}"
    assert "FAILED" in done.stdout
    assert "ERROR" not in done.stdout
