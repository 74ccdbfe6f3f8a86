"""What every outcome model shares: rows by interval, the place, calibration on other households."""

# Steps of `fit`: (1) one row a placement and interval; (2) households are dealt into parts, leavers
# and stayers alike; (3) the model learns without each part in turn, and what it then says of that
# part, against what became, gives the calibration; (4) it learns from all. A row never sees a place
# ratio in which its own household had a share: else who left would have made the place look bad.

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from features.design import Column, Design
from matching.backtest.stays import Flags, Floats, Stays
from matching.outcomes.fitted import (
    INTERVAL_COLUMN,
    ONE_THREAD,
    PLACE_COLUMN,
    Calibration,
    Classifier,
    FittedModel,
    calibration_of,
    matrix_of,
)
from matching.outcomes.place_ratios import Departures, PlaceRatios, place_ratios
from matching.outcomes.retention_curve import Periods, periods_of
from regions_data.problems import Refused, refuse
from regions_data.text import Text

PARTS = 4
FEWEST_DEPARTURES = 30
"""Under so many nothing is learned (our judgement): a rate would rest on a handful of stories."""
FEWEST_SEEN = 50.0
"""An interval in which fewer were seen is beyond a model's reach (our judgement)."""


@dataclass(frozen=True, eq=False)
class Examples:
    """What a model learns from.

    `matrix`, shape (r, k), holds `columns`; `stayed`, shape (r,), is whether each row stayed
    through its interval, `weight`, shape (r,), the part of it that was seen.
    """

    matrix: Floats
    columns: tuple[Column, ...]
    stayed: Flags
    weight: Floats

    @property
    def known_columns(self) -> NDArray[np.intp]:
        """The positions of the columns with a value in some row; the others teach nothing."""
        return np.flatnonzero(~np.isnan(self.matrix).all(axis=0))


class OutcomeModel(ABC):
    """A way to learn, from past placements, the chance of being still there.

    A subclass says in `learned` how the chance of staying through one interval is learned; its
    docstring says when to trust it.
    """

    name: ClassVar[str]
    title: ClassVar[Text]
    is_recalibrated: ClassVar[bool] = True

    @abstractmethod
    def learned(self, examples: Examples) -> Classifier:
        """A classifier of who stays through an interval."""

    def fit(self, design: Design, stays: Stays, generator: np.random.Generator) -> FittedModel:
        """What the model learns from some placements.

        Args:
            design: their columns, shape (n, k).
            stays: how long each lasted, as far as was known, in the same order.
            generator: deals the households into parts.

        Raises:
            Refused: too few departures are known.
            ValueError: the design and the stays differ in length.
        """
        if len(design) != len(stays):
            raise ValueError(f"{len(design)} rows and {len(stays)} stays")
        with threadpool_limits(ONE_THREAD):
            return self._fitted(design, stays, generator)

    def _fitted(self, design: Design, stays: Stays, generator: np.random.Generator) -> FittedModel:
        periods = periods_of(stays)
        reach = reach_of(periods)
        rows = _Rows(design, periods.take(periods.interval < reach), _parts(stays, generator))
        _check_enough(rows.periods)
        calibration = self._calibration(rows) if self.is_recalibrated else Calibration()
        return FittedModel(
            self.name, design.columns, rows.ratios(), self.learned(rows.examples()),
            calibration, reach,
        )  # fmt: skip

    def _calibration(self, rows: _Rows) -> Calibration:
        """The line that mends what the model says of households it did not learn from."""
        chances = np.empty(len(rows.part))
        for is_held in rows.held():
            others = rows.take(~is_held)
            matrix = rows.take(is_held).matrix(others.ratios())
            chances[is_held] = self.learned(others.examples()).predict_proba(matrix)[:, 1]
        return calibration_of(chances, rows.periods.stayed, rows.periods.weight)


@dataclass(frozen=True, eq=False)
class _Rows:
    """Periods with the columns of their placement; `parts` says which part each is dealt to."""

    design: Design
    periods: Periods
    parts: NDArray[np.intp]

    @property
    def part(self) -> NDArray[np.intp]:
        """The part of each period, shape (r,)."""
        return self.parts[self.periods.placement]

    def take(self, rows: Flags) -> _Rows:
        """Some of these periods."""
        return _Rows(self.design, self.periods.take(rows), self.parts)

    def held(self) -> Iterator[Flags]:
        """The periods of each part in turn."""
        for part in np.unique(self.part):
            yield self.part == part

    def ratios(self) -> PlaceRatios:
        """The places' ratios according to these periods."""
        periods, settled = self.periods, self.periods.placement
        expected = periods.weight * periods.hazards[periods.interval]
        left = (~periods.stayed).astype(np.float64)
        towns, regions = self.design.municipality[settled], self.design.region[settled]
        return place_ratios(Departures(left, expected, towns, regions))

    def matrix(self, ratios: PlaceRatios) -> Floats:
        """What a classifier reads, with some ratios of the places."""
        settled = self.periods.placement
        ratio = ratios.of(self.design.municipality[settled], self.design.region[settled])
        return matrix_of(self.design.values[settled], ratio, self.periods.interval)

    def examples(self) -> Examples:
        """What a model learns from: each part with the ratios that the others give."""
        columns = (*self.design.columns, PLACE_COLUMN, INTERVAL_COLUMN)
        matrix = np.empty((len(self.part), len(columns)))
        for is_held in self.held():
            matrix[is_held] = self.take(is_held).matrix(self.take(~is_held).ratios())
        return Examples(matrix, columns, self.periods.stayed, self.periods.weight)


def reach_of(periods: Periods) -> int:
    """How many intervals, from the first, were seen often enough to learn from."""
    is_seen = (periods.exposed >= FEWEST_SEEN) & (periods.departures > 0)
    return int(np.cumprod(is_seen).sum())


def _parts(stays: Stays, generator: np.random.Generator) -> NDArray[np.intp]:
    """The part of each placement, one household whole, leavers and stayers spread evenly."""
    households = np.unique(stays.household)
    has_left = np.isin(households, stays.household[stays.is_departure])
    shuffled = generator.permutation(len(households))
    dealt = shuffled[np.argsort(has_left[shuffled], kind="stable")]
    part = np.empty(len(households), dtype=np.intp)
    part[dealt] = np.arange(len(households)) % PARTS
    return part[np.searchsorted(households, stays.household)]


def _check_enough(periods: Periods) -> None:
    departures = int(periods.departures.sum())
    if departures < FEWEST_DEPARTURES:
        raise _too_few(departures)


def _too_few(departures: int) -> Refused:
    return refuse(
        "outcomes",
        Text(
            f"{departures} départs connus : trop peu pour apprendre quoi que ce soit.",
            f"{departures} known departures: too few to learn anything.",
        ),
        Text(
            f"Il en faut au moins {FEWEST_DEPARTURES} : complétez les suivis, ou donnez un journal "
            "plus long.",
            f"At least {FEWEST_DEPARTURES} are needed: complete the follow-ups, or give a longer "
            "log.",
        ),
    )
