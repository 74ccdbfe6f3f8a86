"""Why there rather than here: a few other places beside each one that the household named."""

# The difference between two places is built from what the answer already prints: the colour of
# each rule about the place, and the points of each contribution. The differences of points add up
# to the difference of the scores.

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from features.place import Numbers
from matching.decision import Alternative, Difference
from matching.evaluate import GREEN, Verdicts, colour_name
from matching.score import HUNDREDTHS, TIE_POINTS, Scores
from regions_data.catalog import Place

MOST_ALTERNATIVES = 3
FAR_FROM_MONTREAL_KM = 250.0
"""About three hours by road, where counsellors' knowledge thins out (RULES I07); our judgement."""


def choose_others(
    order: Sequence[int],
    places: Sequence[Place],
    *,
    fit: Sequence[int],
    km_to_montreal: Numbers,
) -> list[int]:
    """Positions of the best other places, one a region, best first.

    The last one gives way to the best distant place of as good a fit when none of them is distant,
    so that what counsellors know best does not hide the rest (RULES I07).

    Args:
        order: positions that may be proposed, best first.
        places: every place.
        fit: colour code of each place.
        km_to_montreal: distance of each place, NaN unknown.
    """
    chosen = list(_best_of_each_region(order, places))[:MOST_ALTERNATIVES]
    if not chosen or any(km_to_montreal[i] >= FAR_FROM_MONTREAL_KM for i in chosen):
        return chosen
    regions = {places[i].region.code for i in chosen[:-1]}
    far = (
        i
        for i in order
        if km_to_montreal[i] >= FAR_FROM_MONTREAL_KM
        and fit[i] <= fit[chosen[-1]]
        and places[i].region.code not in regions
    )
    return [*chosen[:-1], next(far, chosen[-1])]


def _best_of_each_region(order: Iterable[int], places: Sequence[Place]) -> Iterator[int]:
    seen: set[str] = set()
    for position in order:
        code = places[position].region.code
        if code not in seen:
            seen.add(code)
            yield position


def may_be_better(there: int, here: int, points: float) -> bool:
    """A greener fit, or as green a one with a score that is not lower by two points.

    Args:
        there: rank of the colour of fit there, the greener the lower.
        here: rank of the colour of fit here.
        points: how many points more there.
    """
    return there < here if there != here else points > -TIE_POINTS


def compare(
    here: int, there: int, places: Sequence[Place], verdicts: Verdicts, scores: Scores
) -> Alternative:
    """What one place has that another has not, for the only household."""
    differences = [
        *_by_rules(here, there, verdicts),
        *sorted(_by_points(here, there, scores), key=lambda each: -abs(each.points or 0.0)),
    ]
    points = scores.total[0, there] - scores.total[0, here]
    return Alternative(
        instead_of=places[here],
        place=places[there],
        fit=colour_name(int(verdicts.fit[0, there])),
        score_difference=round(float(points), 2),
        better=tuple(each for each in differences if each.is_better),
        worse=tuple(each for each in differences if not each.is_better),
    )


def _by_rules(here: int, there: int, verdicts: Verdicts) -> Iterator[Difference]:
    """The rules about the place whose colour differs, in the ruleset's order."""
    for outcome in verdicts.outcomes:
        if outcome.rule.about != "place":
            continue
        shown = np.maximum(np.broadcast_to(outcome.colour, verdicts.fit.shape)[0], GREEN)
        before, after = int(shown[here]), int(shown[there])
        if before != after:
            yield Difference(
                rule=outcome.rule.id,
                factor=outcome.rule.factor.id,
                title=outcome.rule.factor.title,
                colours=(colour_name(before), colour_name(after)),
                points=None,
                is_better=after < before,
            )


def _by_points(here: int, there: int, scores: Scores) -> Iterator[Difference]:
    """The contributions whose points differ, to 0.01."""
    for item in scores.contributions:
        hundredths = np.broadcast_to(item.hundredths, scores.total.shape)[0].astype(np.int64)
        gained = int(hundredths[there] - hundredths[here])
        if gained:
            yield Difference(
                rule=None,
                factor=item.weight.factor.id,
                title=item.weight.factor.title,
                colours=None,
                points=gained / HUNDREDTHS,
                is_better=gained > 0,
            )
