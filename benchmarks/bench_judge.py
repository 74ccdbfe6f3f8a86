"""How many pairs a second are judged, in how much memory, beside decision tables of zen-engine.

Run: python benchmarks/bench_judge.py
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from zen_table import contexts_of, graph_of, ways_to_ask

from features.generate import generate
from features.households import Households
from features.pairs import Pairs
from features.place import PlaceTable, all_destinations
from matching.judge import judge
from matching.ruleset import Ruleset
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.labour import load_labour
from regions_data.snapshot import load_snapshot

HOUSEHOLDS, SEED, AS_OF = 10_000, 2026, date(2026, 11, 21)
UNKNOWN_SHARES = (0.0, 0.1)
ROUNDS = 5
SAMPLED_HOUSEHOLDS, SAMPLED_PLACES = 100, 20
MEASURE = "--measure"
TARGETS = "8 million pairs/s, 400 MiB, 500 times zen-engine"
MIB = 2**20


def panel(unknown_share: float) -> Households:
    """The generated households, none of whose answers has been looked at yet."""
    return Households(generate(HOUSEHOLDS, SEED, AS_OF, unknown_share=unknown_share), AS_OF)


def ground() -> tuple[Ruleset, PlaceTable]:
    """The shipped ruleset and every destination."""
    snapshot = load_snapshot()
    ruleset = read_ruleset(default_ruleset_path().read_bytes(), "default.yaml")
    return ruleset, all_destinations(snapshot, load_labour(snapshot.folder))


def measure(unknown_share: float) -> dict[str, float]:
    """Seconds of a first judgement and of later ones, and the memory the first one added."""
    (ruleset, places), households = ground(), panel(unknown_share)
    before = _loaded_bytes()
    first = _seconds(ruleset, households, places)
    added = _peak_bytes() - before
    later = [_seconds(ruleset, _unread(households), replace(places)) for _ in range(ROUNDS)]
    pairs = len(households) * len(places.places)
    return {"pairs": pairs, "first_s": first, "median_s": float(np.median(later)), "bytes": added}


def _unread(households: Households) -> Households:
    """The same households as on the first day: what was read of them is forgotten."""
    return Households(households.profiles, households.as_of)


def _seconds(ruleset: Ruleset, households: Households, places: PlaceTable) -> float:
    start = time.perf_counter()
    found = judge(ruleset, households, places)
    answers = found.fit, found.preparation, found.colour, found.score
    spent = time.perf_counter() - start
    del answers
    return spent


def _loaded_bytes() -> int:
    """What this process holds now; on Linux its peak is forgotten, so that the next one shows."""
    if not Path("/proc/self/clear_refs").exists():
        return _peak_bytes()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS:")


def _peak_bytes() -> int:
    if Path("/proc/self/status").exists():
        return _status("VmHWM:")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith(name))


def in_a_child(unknown_share: float) -> dict[str, float]:
    """The same in a fresh process, whose memory nothing else has stretched."""
    command = [sys.executable, __file__, MEASURE, str(unknown_share)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    found: dict[str, float] = json.loads(done.stdout)
    return found


def zen_pairs_a_second() -> float:
    """The fastest way to ask zen-engine about a sample of pairs.

    Raises:
        SystemExit: it does not answer as `judge` does.
    """
    ruleset, places = ground()
    rules = tuple(rule for rule in ruleset.rules if any(b.colour != "green" for b in rule.bands))
    generator = np.random.default_rng(SEED)
    some = generator.choice(len(places.places), SAMPLED_PLACES, replace=False)
    few = replace(places, places=tuple(places.places[i] for i in sorted(some)))
    households = panel(UNKNOWN_SHARES[-1]).take(
        generator.choice(HOUSEHOLDS, SAMPLED_HOUSEHOLDS, replace=False)
    )
    judged = judge(ruleset, households, few)
    preparation = np.broadcast_to(judged.preparation, judged.fit.shape)
    expected = np.stack([judged.fit, preparation, judged.colour], axis=-1).reshape(-1, 3)
    contexts = contexts_of(rules, Pairs(households, few, ruleset.household_rule))
    print(f"zen-engine, {len(rules)} decision tables, {len(contexts):,} pairs, colours only, given")
    print("  the factor values, where they apply and what is unknown (in its favour):")
    fastest = 0.0
    for name, ask in ways_to_ask(graph_of(rules), contexts).items():
        start = time.perf_counter()
        answers = ask()
        rate = len(contexts) / (time.perf_counter() - start)
        print(f"  {name}: {rate:,.0f} pairs/s")
        if not np.array_equal(np.array(answers), expected):
            raise SystemExit(f"zen-engine ({name}) and judge do not agree: not the same decisions.")
        fastest = max(fastest, rate)
    reds = int((expected[:, 2] == expected[:, 2].max()).sum())
    print(f"  same colours as judge in every pair ({reds} of the worst colour)")
    return fastest


def main() -> None:
    """Print the figures, all measured in this run."""
    if MEASURE in sys.argv:
        print(json.dumps(measure(float(sys.argv[-1]))))
        return
    rates = []
    for share in UNKNOWN_SHARES:
        found = in_a_child(share)
        rates.append(found["pairs"] / found["median_s"])
        print(f"{HOUSEHOLDS:,} generated households, {share:.0%} of the answers unknown:")
        print(f"  {found['pairs']:,} pairs: colour, fit, preparation and score")
        print(f"  first {found['first_s']:.2f} s, then p50 {found['median_s']:.2f} s,", end=" ")
        print(f"reading the households included: {rates[-1] / 1e6:.1f} million pairs/s")
        print(f"  memory added at the peak: {found['bytes'] / MIB:.0f} MiB")
    fastest = zen_pairs_a_second()
    ratio = min(rates) / fastest
    print(f"ratio judge (the slower panel) / zen-engine (its fastest way): {ratio:,.0f}")
    print(f"targets: {TARGETS}")


if __name__ == "__main__":
    main()
