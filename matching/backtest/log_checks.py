"""What cannot be true of a placement: dates in the wrong order, outcomes that contradict."""

from __future__ import annotations

from datetime import date

from matching.backtest import log_messages as say
from matching.backtest.log_cells import Cells
from matching.backtest.outcomes import HORIZONS_MONTHS, Known, Outcome, Presence, months_later
from matching.backtest.placement import Placement

EARLIEST = date(1990, 1, 1)
_ROUNDING = 0.005
"""A probability written with two decimals may be off by so much."""


def check_offers(placement: Placement, cells: Cells) -> None:
    """Keep a problem for each thing that cannot be true of what was offered."""
    codes = [offer.place.code for offer in placement.offered]
    if len(set(codes)) < len(codes):
        cells.refuse("offered", say.OFFERED_TWICE, say.MEND_THE_LIST)
    shares = [offer.propensity or 0.0 for offer in placement.offered]
    if sum(shares) > 1.0 + _ROUNDING * len(shares):
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
    if not _check_settlement(placement, cells, as_of):
        return
    outcome = placement.outcome
    for where, presence in (("region", outcome.in_region), ("quebec", outcome.in_quebec)):
        _check_days(presence, where, placement, cells, as_of=as_of)
        _check_horizons(presence, where, placement, cells, as_of=as_of)
    _check_region_in_quebec(outcome, cells)
    is_alone = placement.profile.word("household_kind") == "single"
    if is_alone and outcome.partner_employed is Known.YES:
        cells.refuse("partner_employed", say.NO_PARTNER, say.MEND_EITHER)
    if outcome.exit_reason is not None and not _has_left(outcome.in_region):
        cells.note("exit_reason", say.REASON_WITHOUT_LEAVING)


def _check_settlement(placement: Placement, cells: Cells, as_of: date) -> bool:
    """Whether the decision and the settlement may have taken place."""
    if placement.decided_on < EARLIEST:
        cells.refuse("decided_on", say.UNLIKELY_DAY, say.WRITE_DAY)
        return False
    if placement.decided_on > as_of:
        cells.refuse("decided_on", say.IN_THE_FUTURE, say.CHECK_AS_OF)
        return False
    if placement.settled_on < placement.decided_on:
        cells.refuse("settled_on", say.BEFORE_DECISION, say.MEND_THE_DAY)
        return False
    if placement.settled_on > as_of:
        cells.refuse("settled_on", say.IN_THE_FUTURE, say.CHECK_AS_OF)
        return False
    return True


def _check_region_in_quebec(outcome: Outcome, cells: Cells) -> None:
    """Who is in the region is in Québec."""
    region, quebec = outcome.in_region, outcome.in_quebec
    if quebec.left_on is not None:
        if region.left_on is not None and quebec.left_on < region.left_on:
            cells.refuse("left_quebec_on", say.LEFT_QUEBEC_ONLY, say.MEND_THE_DAY)
        if region.seen_on is not None and quebec.left_on < region.seen_on:
            cells.refuse("left_quebec_on", say.NOT_EVEN_IN_QUEBEC, say.MEND_THE_DAY)
    for months, here, there in zip(HORIZONS_MONTHS, region.at, quebec.at, strict=True):
        if here is Known.YES and there is Known.NO:
            cells.refuse(f"in_quebec_{months}m", say.NOT_EVEN_IN_QUEBEC, say.MEND_EITHER)


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
        is_over = known is Known.NO and presence.left_on is not None
        if day > as_of and not is_over:
            cells.refuse(name, say.NOT_REACHED, say.LEAVE_EMPTY)
        if known is Known.NO:
            _check_no(presence, name, day, cells)
            had_left = True
            continue
        if presence.left_on is not None and presence.left_on <= day:
            cells.refuse(name, say.LEFT_BEFORE, say.MEND_EITHER)
        if had_left:
            cells.refuse(name, say.BACK_AGAIN, say.MEND_EITHER)


def _check_no(presence: Presence, name: str, day: date, cells: Cells) -> None:
    """A « no » on a day: neither seen there later, nor leaving later."""
    if presence.seen_on is not None and presence.seen_on >= day:
        cells.refuse(name, say.SEEN_LATER, say.MEND_EITHER)
    if presence.left_on is not None and presence.left_on > day:
        cells.refuse(name, say.GONE_TOO_EARLY, say.MEND_EITHER)
