"""How many of each group are still there: curves, horizons, and what the unknown could change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matching.backtest.outcomes import HORIZONS_MONTHS, Known
from matching.backtest.placement import PlacementLog
from matching.backtest.stays import Stays, Where, known_at, stays_of
from matching.statistics.log_rank import Test, log_rank, trend
from matching.statistics.proportions import FEWEST, Estimate, difference
from matching.statistics.survival import Curve, curve_of
from regions_data.text import Text

Why = Literal[
    "few_placements",
    "nothing_recorded",
    "few_followed",
    "departures_only",
    "undated",
    "not_followed_so_long",
]
"""Why a group has no share at a horizon."""
_ROUNDING = 1e-9
KnownCodes = NDArray[np.int8]
"""One of `HERE`, `GONE` and `NOT_KNOWN` for each placement and horizon, shape (n, horizons)."""
HERE, GONE, NOT_KNOWN = 1, 0, -1
MOST_UNDATED = 0.01
"""What the days that nobody wrote down may do to a share that is told (our judgement)."""
CHANCE = 0.05
"""What chance alone may exceed as rarely as this is told as a difference."""
FEWEST_DEPARTURES = 10
"""Fewer departures in all leave a comparison open."""
_CODES = {Known.YES: HERE, Known.NO: GONE, Known.UNKNOWN: NOT_KNOWN}


@dataclass(frozen=True, eq=False)
class Followed:
    """What a log says of staying somewhere: stays, and who is known to be there at each horizon."""

    stays: Stays
    known: KnownCodes

    @cached_property
    def records_stays(self) -> bool:
        """Whether whoever wrote the log also recorded who stayed, and not departures alone.

        As many as nothing is known of, or `FEWEST`, were seen there without having left.
        """
        seen = self.stays.is_followed
        stayed = int((seen & ~self.stays.is_departure).sum())
        return stayed >= min(FEWEST, int((~seen).sum()))


@dataclass(frozen=True, eq=False)
class Group:
    """Some placements of a log, by a mask of shape (n,), under a key and a title."""

    key: str
    title: Text
    rows: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AtHorizon:
    """One group at one horizon.

    `there`, `gone` and `unknown` add up to `placements`. `share` is read on the curve, `why` says
    what keeps it from being told. `worst` is the share if everyone unknown had left, `best` if they
    all had stayed; both are None where fewer than `FEWEST` placements are in the group.
    """

    months: int
    placements: int
    there: int
    gone: int
    unknown: int
    share: Estimate | None
    why: Why | None
    worst: float | None
    best: float | None


@dataclass(frozen=True, eq=False)
class GroupRetention:
    """One group: its size, its curve (None for fewer than `FEWEST` stays), and each horizon."""

    key: str
    title: Text
    placements: int
    households: int
    followed: int
    departures: int
    undated: int
    curve: Curve | None
    horizons: tuple[AtHorizon, ...]

    def at(self, months: int) -> AtHorizon:
        """One of the horizons."""
        return self.horizons[HORIZONS_MONTHS.index(months)]


@dataclass(frozen=True, slots=True)
class Contrast:
    """The first group of two less the second, at one horizon.

    `survives_the_unknown` says whether the order is the same if everyone unknown in the first had
    left and everyone unknown in the second had stayed; it is about the side of `gap`'s sign.
    `unknown` counts them in both. `pace` tests whether the two leave at one pace over whole stays.
    """

    first: str
    second: str
    months: int
    gap: Estimate
    survives_the_unknown: bool
    unknown: int
    pace: Test | None = None

    @property
    def has_an_order(self) -> bool:
        """Whether the interval leaves no doubt which group stays more."""
        return self.gap.low > 0 or self.gap.high < 0


@dataclass(frozen=True, eq=False)
class Comparison:
    """Groups beside each other, in the order in which the tool would have them stay.

    The tests are about the groups of `FEWEST` stays or more; None where there is nothing to test.
    Neighbours are contrasted at `months`.
    """

    months: int
    groups: tuple[GroupRetention, ...]
    log_rank: Test | None
    trend: Test | None
    contrasts: tuple[Contrast, ...]

    def group(self, key: str) -> GroupRetention | None:
        """A group by its key; None where no placement is in it."""
        return next((group for group in self.groups if group.key == key), None)


def follow(log: PlacementLog, where: Where = "region") -> Followed:
    """What a log says of staying in the region, or in Québec."""
    codes = [[_CODES[known_at(each, m, where)] for m in HORIZONS_MONTHS] for each in log]
    known = np.array(codes, dtype=np.int8).reshape(len(log), len(HORIZONS_MONTHS))
    return Followed(stays_of(log, where), known)


def compare(followed: Followed, groups: Sequence[Group], months: int) -> Comparison:
    """Retention of some groups, their differences at one horizon, and whether they leave alike.

    Args:
        followed: what the log says.
        groups: disjoint, the one that should stay most first; empty ones are left out.
        months: one of `HORIZONS_MONTHS`, at which neighbours are compared.
    """
    own = [group for group in groups if group.rows.any()]
    found = tuple(retention_of(followed, group) for group in own)
    tested = {group.key: _followed_stays(followed, group) for group in own}
    tested = {key: stays for key, stays in tested.items() if len(stays) >= FEWEST}
    if not followed.records_stays:
        tested = {}
    pairs = tuple(
        replace(each, pace=_tested([tested[key] for key in (each.first, each.second)])[1])
        for each in _contrasts(found, months)
    )
    return Comparison(months, found, *_tested(list(tested.values())), pairs)


def _tested(several: Sequence[Stays]) -> tuple[Test | None, Test | None]:
    """The log-rank and the trend test of some groups.

    Neither is told where the missing days of departure could turn what the trend says.
    """
    if len(several) < 2:
        return None, None
    worth = min(stays.worth for stays in several)
    late = [(stays.months, stays.is_departure) for stays in several]
    early = [(stays.earliest, stays.is_departure) for stays in several]
    says = [_direction(trend(side, worth)) for side in (late, early)]
    return (log_rank(late, worth), trend(late, worth)) if says[0] == says[1] else (None, None)


def _direction(test: Test | None) -> int | None:
    """The direction of a trend that chance hardly explains."""
    return test.direction if test is not None and test.p_value < CHANCE else None


def retention_of(followed: Followed, group: Group) -> GroupRetention:
    """Retention of one group."""
    everyone = followed.stays.take(group.rows)
    stays = _followed_stays(followed, group)
    known = followed.known[group.rows]
    seen = _Seen(stays, len(everyone), followed.records_stays)
    return GroupRetention(
        key=group.key,
        title=group.title,
        placements=len(everyone),
        households=len(np.unique(everyone.household)),
        followed=len(stays),
        departures=int(stays.is_departure.sum()),
        undated=int((stays.is_departure & ~stays.is_dated).sum()),
        curve=seen.curve,
        horizons=tuple(
            _at_horizon(months, known[:, i], seen) for i, months in enumerate(HORIZONS_MONTHS)
        ),
    )


def _followed_stays(followed: Followed, group: Group) -> Stays:
    return followed.stays.take(group.rows & followed.stays.is_followed)


@dataclass(frozen=True, eq=False)
class _Seen:
    """The followed stays of a group of some placements, and their curve."""

    stays: Stays
    placements: int
    records_stays: bool

    @cached_property
    def curve(self) -> Curve | None:
        """The curve, where enough are followed and somebody was seen there without leaving."""
        if len(self.stays) < FEWEST or self.is_departures_only:
            return None
        stays = self.stays
        return curve_of(stays.months, stays.is_departure, stays.worth)

    @property
    def is_departures_only(self) -> bool:
        """Whether departures alone were recorded, and of the others nothing: no share holds."""
        return not self.records_stays and len(self.stays) < self.placements

    def why_not(self, months: int) -> Why | None:
        """What keeps a share from being told at a horizon; None where nothing does."""
        if self.placements < FEWEST:
            return "few_placements"
        if len(self.stays) < FEWEST:
            return "few_followed" if len(self.stays) else "nothing_recorded"
        if self.is_departures_only:
            return "departures_only"
        share = None if self.curve is None else self.curve.at(months)
        if self.curve is None or share is None or self._behind(self.curve, share.value, months):
            return "not_followed_so_long"
        return "undated" if self._shift(share.value, months) > MOST_UNDATED else None

    def _behind(self, curve: Curve, share: float, months: int) -> bool:
        """Whether fewer than `FEWEST` stand behind a share.

        Those followed to the horizon, over their share, are as many as would have had to settle
        for so many to be there: everybody where nobody was lost, few at the end of a thin tail.
        Where nobody is left, those who were there just before the last departure.
        """
        behind = float(curve.size[-1]) if share == 0.0 else curve.at_risk(months) / share
        return behind < FEWEST - _ROUNDING

    def _shift(self, share: float, months: int) -> float:
        """How far the missing days of departure could move a share.

        Departures found by the horizon and those found after it pull opposite ways: each kind is
        put at its earliest alone, then both.
        """
        stays = self.stays
        is_undated = stays.is_departure & ~stays.is_dated
        found = is_undated & (stays.months <= months)
        later = is_undated & (stays.months > months)
        moved = 0.0
        for early in (found, later, is_undated):
            if early.any():
                times = np.where(early, stays.earliest, stays.months)
                curve = curve_of(times, stays.is_departure)
                at = None if curve is None else curve.at(months)
                moved = max(moved, 1.0 if at is None else abs(share - at.value))
        return moved


def _at_horizon(months: int, known: NDArray[np.int8], seen: _Seen) -> AtHorizon:
    placements = len(known)
    there, gone = int((known == HERE).sum()), int((known == GONE).sum())
    has_bounds = placements >= FEWEST
    why = seen.why_not(months)
    return AtHorizon(
        months=months,
        placements=placements,
        there=there,
        gone=gone,
        unknown=placements - there - gone,
        share=seen.curve.at(months) if seen.curve is not None and why is None else None,
        why=why,
        worst=there / placements if has_bounds else None,
        best=(placements - gone) / placements if has_bounds else None,
    )


def _contrasts(groups: Sequence[GroupRetention], months: int) -> tuple[Contrast, ...]:
    """Each group against the next one, among those that have a share at the horizon."""
    told = [
        (group.key, at, at.share)
        for group, at in ((group, group.at(months)) for group in groups)
        if at.share is not None
    ]
    return tuple(
        Contrast(
            key, other, months, gap, _survives(gap, at, other_at), at.unknown + other_at.unknown
        )
        for (key, at, share), (other, other_at, other_share) in pairwise(told)
        for gap in (difference(share, other_share),)
    )


def _survives(gap: Estimate, at: AtHorizon, other: AtHorizon) -> bool:
    """Whether the worst for the group that stays more is above the best for the other."""
    more, less = (at, other) if gap.value >= 0 else (other, at)
    return more.worst is not None and less.best is not None and more.worst > less.best
