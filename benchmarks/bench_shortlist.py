"""How long a shortlist takes, in this process and from a cold start, beside bare imports.

Run: python benchmarks/bench_shortlist.py
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from features.profile import HouseholdProfile
from features.profile_reader import read_profile
from matching.pipeline import Engine
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.document import read_file
from regions_data.labour import load_labour
from regions_data.snapshot import load_snapshot

EXAMPLES = Path(__file__).parents[1] / "examples"
EXAMPLE = EXAMPLES / "infirmiere_et_soudeur.yaml"
ROUNDS, COLD_ROUNDS = 30, 7
IMPORTS = ("import pandas", "import pandas, scipy")
TARGETS = "p50 at most 30 ms, cold start at most 2.5 times `import pandas, scipy`"


def median_ms(action: Callable[[], object], rounds: int) -> float:
    """The median time of an action, after one unmeasured run."""
    action()
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        spent.append(1e3 * (time.perf_counter() - start))
    return float(np.median(spent))


def run(*words: str) -> Callable[[], object]:
    """A fresh interpreter run to its end."""
    command = [sys.executable, *words]
    return lambda: subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own


def _answer(engine: Engine, household: HouseholdProfile) -> object:
    return engine.shortlist(household).as_json()


def main() -> None:
    """Print medians and their ratios, all measured in this run."""
    snapshot = load_snapshot()
    labour = load_labour(snapshot.folder)
    ruleset = read_ruleset(default_ruleset_path().read_bytes(), "default.yaml")
    engine = Engine(snapshot, labour, ruleset, date(2026, 11, 21))
    print("shortlist of 1,041 places with explanations and questions, in process:")
    spent = []
    for example in sorted(EXAMPLES.glob("*.yaml")):
        household = read_profile(read_file(example), snapshot, labour)
        spent.append(median_ms(partial(_answer, engine, household), ROUNDS))
        print(f"  {example.stem}: p50 {spent[-1]:.1f} ms")
    print(f"  the {len(spent)} examples: p50 {np.median(spent):.1f} ms, max {max(spent):.1f} ms")
    cold_start()
    print(f"targets: {TARGETS}")


def cold_start() -> None:
    """Print the time of the command in a fresh interpreter, and its ratio to bare imports."""
    cold = median_ms(run("-m", "service.cli", "shortlist", str(EXAMPLE)), COLD_ROUNDS)
    print(f"ancrage shortlist from a cold start: p50 {cold:.0f} ms")
    has_scipy = importlib.util.find_spec("scipy") is not None
    for code in IMPORTS if has_scipy else IMPORTS[:1]:
        bare = median_ms(run("-c", code), COLD_ROUNDS)
        print(f"a bare `{code}`: p50 {bare:.0f} ms, ratio cold start / import {cold / bare:.2f}")
    if not has_scipy:
        print("scipy is not installed here: no ratio to `import pandas, scipy`")


if __name__ == "__main__":
    main()
