"""One cell of a report's table, as words and as a value."""

from __future__ import annotations

from matching.backtest.report.document import Absent, Cell, Kind, Origin
from matching.backtest.report.words import (
    chance,
    gap_with_interval,
    percent,
    percent_with_interval,
    period,
    ratio_with_interval,
    small_with_interval,
)
from matching.statistics.proportions import Estimate
from regions_data.text import Text, number_en, number_fr

INTERVALS = ("estimate", "gap", "ratio", "small")
"""The kinds whose figure has an interval."""
_DECIMALS = 6


def made_from(origin: Origin) -> Text:
    """The period, the rules and the data that every figure of a report rests on."""
    days = period(origin.first, origin.last)
    return Text(
        f"Période des décisions : {days.fr}. Règles {origin.ruleset}, données {origin.snapshot}.",
        f"Decisions: {days.en}. Rules {origin.ruleset}, data {origin.snapshot}.",
    )


def value(cell: Cell) -> object:
    """A cell as JSON: a number, an interval, or null with its reason."""
    if isinstance(cell, Text):
        return cell.as_json()
    if isinstance(cell, Absent):
        return {"value": None, "reason": cell.reason.as_json()}
    if isinstance(cell, Estimate):
        parts = {"value": cell.value, "low": cell.low, "high": cell.high}
        return {name: round(part, _DECIMALS) for name, part in parts.items()}
    return cell if isinstance(cell, int) else round(cell, _DECIMALS)


def said(cell: Cell, kind: Kind) -> Text:
    """A cell as a reader sees it."""
    if isinstance(cell, Text):
        return cell
    if isinstance(cell, Absent):
        return cell.reason
    if isinstance(cell, Estimate):
        return _with_interval(cell, kind)
    if kind == "share":
        return percent(cell)
    return chance(cell) if kind == "chance" else Text(number_fr(cell), number_en(cell))


def _with_interval(estimate: Estimate, kind: Kind) -> Text:
    told = {
        "estimate": percent_with_interval,
        "gap": gap_with_interval,
        "ratio": ratio_with_interval,
        "small": small_with_interval,
    }
    return told[kind](estimate)
