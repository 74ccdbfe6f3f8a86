"""How long it takes to make 20,000 synthetic placements, and to say each decision again.

Run: python benchmarks/bench_replay.py
"""

from __future__ import annotations

import resource
import time

from matching.backtest.benchmark import make_benchmark
from matching.backtest.replay import replay
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.as_known import AsKnown
from regions_data.labour import load_labour
from regions_data.snapshot import load_snapshot

COUNT, SEED = 20_000, 7


def main() -> None:
    """Print both times and the most memory used."""
    snapshot = load_snapshot()
    labour = load_labour(snapshot.folder)
    path = default_ruleset_path()
    ruleset = read_ruleset(path.read_bytes(), path.name)
    start = time.perf_counter()
    made = make_benchmark(COUNT, SEED, (snapshot, labour), ruleset)
    between = time.perf_counter()
    found = replay(made.log, ruleset, AsKnown(snapshot, labour))
    end = time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{COUNT:,} synthetic placements made in {between - start:.0f} s")
    print(f"{len(found.colour):,} past decisions said again in {end - between:.1f} s")
    print(f"memory at the most: {most:.0f} MiB")


if __name__ == "__main__":
    main()
