"""What may be said of the colours: an order, its reverse, no difference, or too little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matching.backtest.retention import CHANCE, FEWEST_DEPARTURES, Comparison, Contrast

Finding = Literal["too_little", "as_meant", "reversed", "no_difference_shown"]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the log says of one colour against the next.

    `contrast` is the one that the finding is about: that of the best colour and the next one that
    have a share at the horizon; None where there is too little. `others` are the findings on the
    colours after those two, each with its contrast. `departures` and `groups` count what there is:
    departures in all, and colours with a share at the horizon.
    """

    finding: Finding
    contrast: Contrast | None
    departures: int
    groups: int
    others: tuple[tuple[Finding, Contrast], ...] = ()


def conclude(comparison: Comparison) -> Conclusion:
    """What the curves of the colours, and their difference at the horizon, allow to say.

    A difference between two colours is told where its interval excludes 0, and the test of their
    paces is below `CHANCE` and goes the same way.
    There is too little where fewer than two colours have a share at the horizon, or fewer than
    `FEWEST_DEPARTURES` households left.
    """
    departures = sum(group.departures for group in comparison.groups)
    shares = sum(group.at(comparison.months).share is not None for group in comparison.groups)
    findings = tuple((_finding(each), each) for each in comparison.contrasts)
    if not findings or departures < FEWEST_DEPARTURES:
        return Conclusion("too_little", None, departures, shares)
    finding, contrast = findings[0]
    return Conclusion(finding, contrast, departures, shares, findings[1:])


def _finding(contrast: Contrast) -> Finding:
    pace = contrast.pace
    direction = pace.direction if pace is not None and pace.p_value < CHANCE else 0
    if direction > 0 and contrast.gap.low > 0:
        return "as_meant"
    if direction < 0 and contrast.gap.high < 0:
        return "reversed"
    return "no_difference_shown"
