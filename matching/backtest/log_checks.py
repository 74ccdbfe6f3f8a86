"""What cannot be true of a placement: dates in the wrong order, outcomes that contradict."""

from __future__ import annotations

from datetime import date

from matching.backtest import log_messages as say
from matching.backtest.log_cells import Cells
from matching.backtest.outcomes import HORIZONS_MONTHS, Known, Presence, months_later
from matching.backtest.placement import Placement

_ROUNDING = 1e-6


def check_offers(placement: Placement, cells: Cells) -> None:
    """Keep a problem for each thing that cannot be true of what was offered."""
    codes = [offer.place.code for offer in placement.offered]
    if len(set(codes)) < len(codes):
        cells.refuse("offered", say.OFFERED_TWICE, say.MEND_THE_LIST)
    shares = [offer.propensity or 0.0 for offer in placement.offered]
    if sum(shares) > 1.0 + _ROUNDING:
        cells.refuse("offered_propensity", say.SUM_ABOVE_ONE, say.MEND_THE_LIST)
    if codes and placement.place.code not in codes:
        cells.note("offered", say.NOT_OFFERED)
    _check_propensity(placement, cells)


def _check_propensity(placement: Placement, cells: Cells) -> None:
    own = placement.propensity
    chosen = [o.propensity for o in placement.offered if o.place == placement.place]
    listed = chosen[0] if chosen else None
    if own is not None and listed is not None and abs(own - listed) > _ROUNDING:
        cells.refuse("propensity", say.TWO_PROPENSITIES, say.MEND_EITHER)
    if own == 0.0 or listed == 0.0:
        where = "propensity" if own == 0.0 else "offered_propensity"
        cells.refuse(where, say.ZERO_PROPENSITY, say.WRITE_SHARE)


def check_outcome(placement: Placement, cells: Cells, as_of: date) -> None:
    """Keep a problem for each date and each outcome that cannot be true, on the day `as_of`."""
    if placement.decided_on > as_of:
        cells.refuse("decided_on", say.IN_THE_FUTURE, say.CHECK_AS_OF)
    if placement.settled_on < placement.decided_on:
        cells.refuse("settled_on", say.BEFORE_DECISION, say.MEND_THE_DAY)
    elif placement.settled_on > as_of:
        cells.refuse("settled_on", say.IN_THE_FUTURE, say.CHECK_AS_OF)
    outcome = placement.outcome
    for where, presence in (("region", outcome.in_region), ("quebec", outcome.in_quebec)):
        _check_days(presence, where, placement, cells, as_of=as_of)
        _check_horizons(presence, where, placement, cells, as_of=as_of)
    left, left_quebec = outcome.in_region.left_on, outcome.in_quebec.left_on
    if left is not None and left_quebec is not None and left_quebec < left:
        cells.refuse("left_quebec_on", say.LEFT_QUEBEC_ONLY, say.MEND_THE_DAY)
    is_alone = placement.profile.word("household_kind") == "single"
    if is_alone and outcome.partner_employed is not Known.UNKNOWN:
        cells.refuse("partner_employed", say.NO_PARTNER, say.MEND_EITHER)
    if outcome.exit_reason is not None and not _has_left(outcome.in_region):
        cells.note("exit_reason", say.REASON_WITHOUT_LEAVING)


def _has_left(presence: Presence) -> bool:
    return presence.left_on is not None or Known.NO in presence.at


def _check_days(
    presence: Presence, where: str, placement: Placement, cells: Cells, *, as_of: date
) -> None:
    for name, day in (
        (f"left_{where}_on", presence.left_on),
        (f"in_{where}_until", presence.seen_on),
    ):
        if day is None:
            continue
        if day < placement.settled_on:
            cells.refuse(name, say.BEFORE_SETTLEMENT, say.MEND_THE_DAY)
        elif day > as_of:
            cells.refuse(name, say.IN_THE_FUTURE, say.CHECK_AS_OF)
    if presence.left_on and presence.seen_on and presence.seen_on > presence.left_on:
        cells.refuse(f"in_{where}_until", say.SEEN_AFTER_LEAVING, say.MEND_THE_DAY)


def _check_horizons(
    presence: Presence, where: str, placement: Placement, cells: Cells, *, as_of: date
) -> None:
    """A later « yes » contradicts an earlier « no » or a departure, a « no » a later sight."""
    had_left = False
    for months, known in zip(HORIZONS_MONTHS, presence.at, strict=True):
        name, day = f"in_{where}_{months}m", months_later(placement.settled_on, months)
        if known is Known.UNKNOWN:
            continue
        if day > as_of:
            cells.refuse(name, say.NOT_REACHED, say.LEAVE_EMPTY)
        if known is Known.NO:
            if presence.seen_on is not None and presence.seen_on >= day:
                cells.refuse(name, say.SEEN_LATER, say.MEND_EITHER)
            had_left = True
            continue
        if presence.left_on is not None and presence.left_on <= day:
            cells.refuse(name, say.LEFT_BEFORE, say.MEND_EITHER)
        if had_left:
            cells.refuse(name, say.BACK_AGAIN, say.MEND_EITHER)
