"""Past practice in the synthetic benchmark: what was offered, with what probability, and chosen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
OFFERED = 6
"""Places offered to each household; invented."""
POINTS_A_UNIT = 8.0
"""Points of score that multiply the odds of a place by e; invented."""
ASKED_BONUS = 1.5
"""What being asked for adds to the log-odds of a place; invented."""


@dataclass(frozen=True, eq=False)
class Choices:
    """What was offered to each household, shape (n, OFFERED), and which one was taken, (n,).

    `propensity` is what the practice itself would write down: the probability of each offered
    place, shape (n, OFFERED). Where something unseen weighed too, it is not the true one.
    """

    offered: Indices
    propensity: Floats
    taken: Indices

    @property
    def places(self) -> Indices:
        """The position of the place that each household took, shape (n,)."""
        return self.offered[np.arange(len(self.taken)), self.taken]


def choose(
    score: Floats,
    asked: NDArray[np.bool_],
    population: Floats,
    generator: np.random.Generator,
    *,
    sharpness: float = 1.0,
    hidden: Floats | None = None,
) -> Choices:
    """Offer some places to each household and let one be chosen.

    Args:
        score: points of each household in each place, shape (n, m).
        asked: whether each household asked for each place, shape (n, m).
        population: inhabitants of each place, shape (m,): larger ones are offered more often.
        generator: where the chance comes from.
        sharpness: how much more the best place is preferred; a high one leaves thin overlap.
        hidden: what nobody wrote down of each household, shape (n,): it pulls to high scores.
    """
    rows = np.arange(len(score))[:, np.newaxis]
    drawn = np.log(np.sqrt(population)) + generator.gumbel(size=score.shape) + 2.0 * asked
    offered = np.argsort(-drawn, axis=1, kind="stable")[:, :OFFERED]
    points = score[rows, offered] / POINTS_A_UNIT
    written = sharpness * (points + ASKED_BONUS * asked[rows, offered])
    weighed = written if hidden is None else written + hidden[:, np.newaxis] * _standard(points)
    cumulated = np.cumsum(_shares(weighed), axis=1)
    taken = (generator.random((len(score), 1)) > cumulated[:, :-1]).sum(axis=1)
    return Choices(offered, np.round(_shares(written), 6), taken)


def _standard(points: Floats) -> Floats:
    """Points of what was offered, less their mean."""
    return np.asarray(points - points.mean(axis=1, keepdims=True))


def _shares(utility: Floats) -> Floats:
    odds = np.exp(utility - utility.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))
