"""How often the intervals of retention by colour hold the truth, over many synthetic logs.

Run, from the root: python -m tests.matching.backtest.coverage 1000
"""

# The truth of a colour at a horizon is the share of the population: the mean, over all placements
# of that colour in all the logs of the run, of the known chance of being still there. With 50 logs
# it is known some seven times better than any one log tells it, with 1,000 logs thirty times; a
# separate draw would cost as much as the run and say no more. The share that was truly there in
# one log is not the truth: an interval speaks of the households to come, not of those it has seen.

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from matching.backtest.benchmark import TrueCase, calibrated_truth, make_benchmark
from matching.backtest.benchmark_model import Truth
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.placement import PlacementLog
from matching.backtest.retention import Group, follow, retention_of
from regions_data.text import Text
from tests.matching import households
from tests.strategies import labour, snapshot

COLOURS = ("green", "yellow")
"""Red is too rare for a rate: a log of 2,000 has about six."""
COUNT = 2_000
_TOLD_EVERY = 25
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Seen:
    """What one log says: low end, share and high end, shape (colours, horizons, 3), and the truth.

    `chances` are the known chances of its placements added up, shape (colours, horizons); `sizes`
    how many placements have each colour, shape (colours,).
    """

    intervals: Floats
    chances: Floats
    sizes: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Coverage:
    """Over many logs, by colour and horizon: shape (logs, colours, horizons), `truth` without logs.

    `sizes` is the number of placements, shape (logs, colours).
    """

    low: Floats
    share: Floats
    high: Floats
    truth: Floats
    sizes: NDArray[np.intp]

    @property
    def held(self) -> NDArray[np.bool_]:
        """Whether each interval holds the truth."""
        return (self.low <= self.truth) & (self.truth <= self.high)

    def scaled(self, factor: float) -> Coverage:
        """The same with intervals so many times as wide: what a broken interval would be."""
        low = self.share - factor * (self.share - self.low)
        high = self.share + factor * (self.high - self.share)
        return Coverage(low, self.share, high, self.truth, self.sizes)

    def shifted(self, widths: float) -> Coverage:
        """The same moved up by a part of each width: what an estimate that leans would be."""
        by = widths * (self.high - self.low)
        return Coverage(self.low + by, self.share + by, self.high + by, self.truth, self.sizes)


def seen_in(log: PlacementLog, cases: Sequence[TrueCase]) -> Seen:
    """Retention by fit in one log, beside the truth of its cases."""
    followed = follow(log)
    fit = np.array([case.fit for case in cases])
    chance = np.array([case.still_there for case in cases])
    groups = [Group(name, Text(name, name), fit == name) for name in COLOURS]
    intervals = [
        [(share.low, share.value, share.high) for share in (each.share for each in own) if share]
        for own in (retention_of(followed, group).horizons for group in groups)
    ]
    return Seen(
        np.array(intervals),
        np.array([chance[group.rows].sum(axis=0) for group in groups]),
        np.array([group.rows.sum() for group in groups]),
    )


def made(seed: int, truth: Truth, logs: int = 1) -> list[Seen]:
    """What the logs of one seed say: one, or several that share its placements out evenly.

    The placements of a benchmark are drawn one apart from the other, quarter by quarter: every
    tenth one is a log like any other, and ten of them are made together in half the time.
    """
    ruleset = households.ruleset()
    tables = (snapshot(), labour())
    found = make_benchmark(COUNT * logs, seed, tables, ruleset, calibrated=truth)
    parts = [slice(start, None, logs) for start in range(logs)]
    return [seen_in(PlacementLog(found.log.placements[part]), found.cases[part]) for part in parts]


def run(seeds: Sequence[int], logs: int = 1, processes: int = 2) -> Coverage:
    """The coverage over some seeds, each of one log or of several; progress on standard error."""
    truth = calibrated_truth((snapshot(), labour()), households.ruleset())
    tasks = (delayed(made)(seed, truth, logs) for seed in seeds)
    batches = Parallel(n_jobs=processes, return_as="generator")(tasks)
    return measured([seen for batch in _told(batches, len(seeds)) for seen in batch])


def measured(found: Sequence[Seen]) -> Coverage:
    """How the intervals of some logs stand to the truth of all of them."""
    intervals = np.array([seen.intervals for seen in found])
    sizes = np.array([seen.sizes for seen in found])
    chances = np.sum([seen.chances for seen in found], axis=0)
    truth = chances / sizes.sum(axis=0)[:, np.newaxis]
    low, share, high = np.moveaxis(intervals, -1, 0)
    return Coverage(low, share, high, truth, sizes)


def _told(batches: Iterator[list[Seen]], total: int) -> Iterator[list[Seen]]:
    for done, batch in enumerate(batches, 1):
        if done % _TOLD_EVERY == 0 or done == total:
            sys.stderr.write(f"{done} of {total} seeds\n")
        yield batch


def table(found: Coverage) -> str:
    """Coverage, mean width and bias of each colour at each horizon."""
    lines = ["colour  months  n (mean)  truth   mean     bias  width  coverage   logs"]
    for row, colour in enumerate(COLOURS):
        for column, months in enumerate(HORIZONS_MONTHS):
            share, truth = found.share[:, row, column].mean(), found.truth[row, column]
            width = (found.high - found.low)[:, row, column].mean()
            held = found.held[:, row, column]
            lines.append(
                f"{colour:7} {months:6} {found.sizes[:, row].mean():9.1f} {truth:6.4f} {share:6.4f}"
                f" {share - truth:+8.4f} {width:6.4f} {held.mean():8.1%} {len(held):6}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table(run(range(int(sys.argv[1])))) + "\n")
