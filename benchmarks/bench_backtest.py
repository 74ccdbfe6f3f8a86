"""How long a report on 20,000 synthetic placements takes, models included, and its memory.

Run: python benchmarks/bench_backtest.py
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNT, SEED = 20_000, 7


def ancrage(*words: str) -> float:
    """Run a command to its end, and tell the seconds that it took."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "service.cli", *words], check=True, capture_output=True)  # noqa: S603 - our own command
    return time.perf_counter() - start


def main() -> None:
    """Print how long each step takes, and the most memory that one of them used."""
    with tempfile.TemporaryDirectory() as folder:
        made, report = Path(folder) / "journal", Path(folder) / "rapport"
        ancrage("benchmark", "make", "--n", str(COUNT), "--seed", str(SEED), "--out", str(made))
        options = ("--facts", "today", "--groups", str(made / "evaluation.csv"))
        log = str(made / "log.jsonl")
        whole = ancrage("backtest", log, *options, "--out", str(report))
        short = ancrage("backtest", log, *options, "--no-models", "--out", f"{report}_2")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{COUNT:,} placements evaluated and reported in {whole:.0f} s")
    print(f"without the outcome models: {short:.0f} s")
    print(f"memory at the most: {most:.0f} MiB")


if __name__ == "__main__":
    main()
