"""Whether outcome models beat the rate of the place, on placements that came after they learned."""

# Steps: (1) at the start of each year, once two years of decisions lie before, each model learns
# from what was decided before, as far as it was known on that day; (2) it tells the chance of being
# still there to those decided in that year, whose households had no share in what it learned; (3)
# all that became known later judges the chances of all years together; (4) households are drawn
# again, with what they were told, for the interval of each figure. The models do not learn again:
# the intervals are those of the test, given what was learned.

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from features.design import Design
from matching.backtest.outcomes import HORIZONS_MONTHS, months_later
from matching.backtest.placement import PlacementLog
from matching.backtest.replay import Progress
from matching.backtest.stays import Flags, Floats, Stays, Where, stays_of
from matching.outcomes.base import FEWEST_DEPARTURES, OutcomeModel, reach_of
from matching.outcomes.comparison import ModelScore, Told, model_scores
from matching.outcomes.models import MODELS
from matching.outcomes.retention_curve import periods_of
from matching.statistics.censoring import weighed_at
from regions_data.text import Text

HISTORY_MONTHS = 24
FEWEST_FOLDS = 2
FEWEST_HOUSEHOLDS = 30
"""Of households that left, and of those that stayed: under so many, no comparison (our choice)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: still in the region or in Québec, after how many months, by which models.

    The first model is the baseline. `resamples` is how often households are drawn again for an
    interval.
    """

    horizon_months: int = 12
    where: Where = "region"
    models: tuple[OutcomeModel, ...] = MODELS
    resamples: int = 1_000


@dataclass(frozen=True, slots=True)
class Fold:
    """One year of the walk.

    `learned_from` placements were decided before `cut`, `departures` of them known by then;
    `tested` were decided in the year that follows, and what became of `known` of them is known.
    """

    cut: date
    learned_from: int
    departures: int
    tested: int
    known: int


@dataclass(frozen=True, slots=True)
class TooLittle:
    """Why nothing is concluded: how many years, and households that left and that stayed."""

    years: int
    left: int
    stayed: int

    @property
    def sentence(self) -> Text:
        """What there is, and what there should be."""
        return Text(
            f"Trop peu pour conclure : années d'essai, {self.years} ; ménages qui ont quitté leur "
            f"région, {self.left} ; ménages restés, {self.stayed}. Il faut au moins "
            f"{FEWEST_FOLDS} années, et {FEWEST_HOUSEHOLDS} ménages de chaque sorte.",
            f"Too little to conclude: test years, {self.years}; households that left their "
            f"region, {self.left}; households that stayed, {self.stayed}. At least {FEWEST_FOLDS} "
            f"years are needed, and {FEWEST_HOUSEHOLDS} households of each kind.",
        )


@dataclass(frozen=True, slots=True)
class ModelComparison:
    """The models beside the baseline, out of time; no score where there is too little.

    A year is left out of `folds` where, on its first day, too few departures were known to learn
    from, or nobody had been followed to the horizon; or where nobody was placed in it.
    """

    horizon_months: int
    folds: tuple[Fold, ...]
    scores: tuple[ModelScore, ...]
    too_little: TooLittle | None


@dataclass(frozen=True, eq=False)
class _Past:
    """The log as arrays of shape (n,), with all that became known."""

    log: PlacementLog
    asked: Asked

    @cached_property
    def decided(self) -> NDArray[np.intp]:
        """The day of each decision, as an ordinal."""
        return np.array([each.decided_on.toordinal() for each in self.log], dtype=np.intp)

    @cached_property
    def stays(self) -> Stays:
        """How long each placement lasted, from all that the log says."""
        return stays_of(self.log, self.asked.where)

    @cached_property
    def household(self) -> NDArray[np.intp]:
        """The number of each household."""
        return self.stays.household

    def as_known(self, rows: Flags, day: date) -> Stays:
        """How long some placements lasted, as far as was known at the end of a day."""
        some = (self.log.placements[i] for i in np.flatnonzero(rows))
        return stays_of(some, self.asked.where, day)


@dataclass(frozen=True, eq=False)
class _Split:
    """Who teaches and who is tested at one cut, masks of shape (n,).

    `stays` is what was known then of those who teach; `weight`, shape (tested,), is what the
    outcome of each of the others counts for, 0 where it is not known.
    """

    fold: Fold
    teaches: Flags
    is_tested: Flags
    stays: Stays
    weight: Floats


def walk_forward(
    log: PlacementLog,
    design: Design,
    generator: np.random.Generator,
    *,
    asked: Asked | None = None,
    progress: Progress | None = None,
) -> ModelComparison:
    """The models beside the baseline, each year judged by models that had not seen it.

    Args:
        log: the placements.
        design: their columns, in the log's order, each with the facts of its own day.
        generator: deals households into parts, and draws them again.
        asked: what is compared; after twelve months in the region where it is not said.
        progress: told after each fit; whatever it raises ends the walk.

    Raises:
        ValueError: the horizon is not one of `HORIZONS_MONTHS`, or the design is not the log's.
    """
    asked = asked or Asked()
    if asked.horizon_months not in HORIZONS_MONTHS or len(design) != len(log):
        raise ValueError(f"{asked.horizon_months} months, {len(design)} rows for {len(log)} cases")
    past = _Past(log, asked)
    splits = [split for cut in _cuts(past) for split in _split(past, cut)]
    folds = tuple(split.fold for split in splits)
    tested = _tested(past, splits)
    too_little = _too_little(folds, tested)
    if too_little is not None:
        return ModelComparison(asked.horizon_months, folds, (), too_little)
    tell = _counted(progress, len(splits) * len(asked.models))
    seeds = generator.integers(2**63, size=len(splits)).tolist()
    said = [
        _said(design, split, asked, seed=seed, tell=tell)
        for split, seed in zip(splits, seeds, strict=True)
    ]
    told = replace(tested, chances=np.concatenate(said, axis=1))
    names = [model.name for model in asked.models]
    scores = model_scores(told, names, generator, resamples=asked.resamples)
    return ModelComparison(asked.horizon_months, folds, scores, None)


def _cuts(past: _Past) -> Iterator[date]:
    """The first day of each year with enough decisions before it, and some after."""
    if not len(past.log):
        return
    first, last = (date.fromordinal(int(day)) for day in (past.decided.min(), past.decided.max()))
    for year in range(first.year + 1, last.year + 1):
        if months_later(first, HISTORY_MONTHS) <= date(year, 1, 1):
            yield date(year, 1, 1)


def _split(past: _Past, cut: date) -> Iterator[_Split]:
    """Who teaches and who is tested at a cut, where there is enough of both."""
    months = past.asked.horizon_months
    until = date(cut.year + 1, 1, 1).toordinal()
    is_tested = (past.decided >= cut.toordinal()) & (past.decided < until)
    is_apart = ~np.isin(past.household, past.household[is_tested])
    teaches = (past.decided < cut.toordinal()) & is_apart
    stays = past.as_known(teaches, cut)
    periods = periods_of(stays)
    reach = reach_of(periods)
    departures = int(periods.departures[:reach].sum())
    is_reached = reach > HORIZONS_MONTHS.index(months)
    if not is_tested.any() or departures < FEWEST_DEPARTURES or not is_reached:
        return
    tested = past.stays.take(is_tested)
    weight = weighed_at(tested.months, tested.is_departure, months).weight
    counts = [int(rows.sum()) for rows in (teaches, is_tested, weight > 0)]
    fold = Fold(cut, counts[0], departures, counts[1], counts[2])
    yield _Split(fold, teaches, is_tested, stays, weight)


def _tested(past: _Past, splits: list[_Split]) -> Told:
    """What became of those tested, year after year, before they are told anything."""
    rows = [np.flatnonzero(split.is_tested) for split in splits]
    chosen = np.concatenate([np.empty(0, dtype=np.intp), *rows])
    weight = np.concatenate([np.empty(0), *(split.weight for split in splits)])
    stays = past.stays.take(chosen)
    has_left = stays.is_departure & (stays.months <= past.asked.horizon_months)
    return Told(np.empty((0, len(chosen))), ~has_left, weight, stays.household)


def _too_little(folds: tuple[Fold, ...], tested: Told) -> TooLittle | None:
    left, stayed = tested.left_households, tested.stayed_households
    if len(folds) >= FEWEST_FOLDS and min(left, stayed) >= FEWEST_HOUSEHOLDS:
        return None
    return TooLittle(len(folds), left, stayed)


def _said(
    design: Design, split: _Split, asked: Asked, *, seed: int, tell: Callable[[], None]
) -> Floats:
    """The chances that each model tells those tested in one year, shape (models, tested).

    All of them deal the households alike.
    """
    taught, tested = design.take(split.teaches), design.take(split.is_tested)
    chances = []
    for model in asked.models:
        fitted = model.fit(taught, split.stays, np.random.default_rng(seed))
        chances.append(fitted.still_there(tested, asked.horizon_months))
        tell()
    return np.array(chances)


def _counted(progress: Progress | None, total: int) -> Callable[[], None]:
    """What tells a progress how many fits are done, each time that it is called."""
    done = itertools.count(1)

    def tell() -> None:
        if progress is not None:
            progress(next(done), total)

    return tell
