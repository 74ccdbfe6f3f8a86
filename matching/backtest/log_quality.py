"""What a log holds and lacks: counts, the share of unknown outcomes, never a rate of success."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from matching.backtest.log_columns import BY_NAME
from matching.backtest.outcomes import HORIZONS_MONTHS, Known
from matching.backtest.placement import Placement, PlacementLog
from regions_data.text import Text

_IsKnown = Callable[[Placement], bool]


@dataclass(frozen=True, slots=True)
class Filled:
    """How many placements say something of one subject."""

    name: str
    title: Text
    known: int


@dataclass(frozen=True, slots=True)
class Quality:
    """The size of a log, the days that it covers, and how much of each subject is known."""

    placements: int
    households: int
    first: date | None
    last: date | None
    filled: tuple[Filled, ...]


def quality_of(log: PlacementLog) -> Quality:
    """What a log holds."""
    days = sorted(placement.decided_on for placement in log)
    counts = Counter(
        name for placement in log for name, is_known in _SUBJECTS.items() if is_known(placement)
    )
    return Quality(
        placements=len(log),
        households=len({placement.case_id for placement in log}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        filled=tuple(Filled(name, BY_NAME[name].title, counts[name]) for name in _SUBJECTS),
    )


def _at(where: str, index: int) -> _IsKnown:
    def is_known(placement: Placement) -> bool:
        presence = placement.outcome.in_region if where == "region" else placement.outcome.in_quebec
        return presence.at[index] is not Known.UNKNOWN

    return is_known


_SUBJECTS: dict[str, _IsKnown] = {
    "shown_colour": lambda p: p.shown.colour is not None,
    "shown_score": lambda p: p.shown.score is not None,
    "counsellor_colour": lambda p: p.counsellor is not None,
    "person_decision": lambda p: p.person is not None,
    "propensity": lambda p: p.propensity is not None,
    "offered": lambda p: bool(p.offered),
    "left_region_on": lambda p: p.outcome.in_region.left_on is not None,
    "in_region_until": lambda p: p.outcome.in_region.seen_on is not None,
    **{f"in_region_{months}m": _at("region", i) for i, months in enumerate(HORIZONS_MONTHS)},
    "left_quebec_on": lambda p: p.outcome.in_quebec.left_on is not None,
    "in_quebec_until": lambda p: p.outcome.in_quebec.seen_on is not None,
    **{f"in_quebec_{months}m": _at("quebec", i) for i, months in enumerate(HORIZONS_MONTHS)},
    "employed_in_field": lambda p: p.outcome.employed_in_field is not Known.UNKNOWN,
    "partner_employed": lambda p: p.outcome.partner_employed is not Known.UNKNOWN,
    "exit_reason": lambda p: p.outcome.exit_reason is not None,
}
