"""What the rules had said of those who left, beside those who stayed; and why they left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, fisher_exact

from matching.backtest.outcomes import EXIT_REASON, HORIZONS_MONTHS
from matching.backtest.placement import PlacementLog
from matching.backtest.replay import Replayed
from matching.backtest.retention import GONE, HERE, NOT_KNOWN, AtHorizon, Followed
from matching.evaluate import RED, YELLOW
from matching.statistics.disclosure import hidden
from matching.statistics.proportions import FEWEST, Estimate, difference, wilson
from matching.trial import TO_VERIFY
from regions_data.text import Text

Flags = NDArray[np.bool_]
UNKNOWN_REASON = Text("raison inconnue", "reason unknown")


@dataclass(frozen=True, slots=True)
class RuleAmongLeavers:
    """One rule: how often it was yellow or red, or « to verify », for who left and who stayed.

    `flagged` and `flagged_stayers` are shares of those known at the horizon for whom the rule was
    yellow or red; `to_verify` and `to_verify_stayers` those for whom a fact was missing. `gap` is
    the first less the second of the flagged; `adjusted` is Fisher's p-value, raised for the number
    of rules looked at (Benjamini and Hochberg).
    """

    rule: str
    flagged: Estimate
    flagged_stayers: Estimate
    to_verify: Estimate
    to_verify_stayers: Estimate
    gap: Estimate
    adjusted: float


@dataclass(frozen=True, slots=True)
class Reason:
    """How many of those who left gave a reason; None where the count is hidden."""

    title: Text
    count: int | None


@dataclass(frozen=True, slots=True)
class Leavers:
    """Those known to have left by the horizon beside those known to be there; the unknown apart.

    `departures` counts all that are known at any time. `rules` is empty where fewer than `FEWEST`
    left or stayed; `withheld` counts the rules that were yellow or red for someone and are not told
    of because a small count would show.
    """

    months: int
    leavers: int
    stayers: int
    unknown: int
    departures: int
    rules: tuple[RuleAmongLeavers, ...]
    withheld: int
    reasons: tuple[Reason, ...]


def leavers_of(log: PlacementLog, replayed: Replayed, followed: Followed, at: AtHorizon) -> Leavers:
    """What the rules said of who left by a horizon, and of who was still there.

    `at` is the whole log at the horizon: where it has no share, rules are not compared.
    """
    months = at.months
    known = followed.known[:, HORIZONS_MONTHS.index(months)]
    leavers, stayers = int((known == GONE).sum()), int((known == HERE).sum())
    # One placement a household, the first that is known: the test takes them as independent.
    rows = np.flatnonzero(known != NOT_KNOWN)
    is_first = np.zeros(len(known), dtype=np.bool_)
    is_first[rows[np.unique(followed.stays.household[rows], return_index=True)[1]]] = True
    who = _Who((known == GONE) & is_first, (known == HERE) & is_first)
    is_enough = min(int(who.gone.sum()), int(who.here.sum())) >= FEWEST and at.why is None
    rules, withheld = _rules(replayed, who) if is_enough else ((), 0)
    return Leavers(
        months=months,
        leavers=leavers,
        stayers=stayers,
        unknown=len(known) - leavers - stayers,
        departures=int(followed.stays.is_departure.sum()),
        rules=rules,
        withheld=withheld,
        reasons=_reasons(log, followed),
    )


@dataclass(frozen=True, eq=False)
class _Who:
    """Who is known to have left by the horizon, and who to be there, shape (n,) each."""

    gone: Flags
    here: Flags


def _rules(replayed: Replayed, who: _Who) -> tuple[tuple[RuleAmongLeavers, ...], int]:
    """The rules that may be told of, those flagged more among leavers first; how many may not."""
    flagged = np.isin(replayed.codes, (YELLOW, RED))
    opened = replayed.codes == TO_VERIFY
    numbers = [n for n in range(len(replayed.rules)) if flagged[who.gone | who.here, n].any()]
    told = [n for n in numbers if not _is_small(flagged[:, n], opened[:, n], who)]
    if not told:
        return (), len(numbers)
    p_values = np.array([fisher_exact(_crossed(flagged[:, n], who)).pvalue for n in told])
    adjusted = false_discovery_control(p_values)
    found = [
        _rule(replayed.rules[n], who, flagged[:, n], opened[:, n], adjusted=float(p))
        for n, p in zip(told, adjusted, strict=True)
    ]
    ordered = sorted(found, key=lambda each: (-each.gap.value, each.rule))
    return tuple(ordered), len(numbers) - len(told)


def _rule(
    rule: str, who: _Who, flagged: Flags, opened: Flags, *, adjusted: float
) -> RuleAmongLeavers:
    leavers, stayers = _share(flagged, who.gone), _share(flagged, who.here)
    return RuleAmongLeavers(
        rule=rule,
        flagged=leavers,
        flagged_stayers=stayers,
        to_verify=_share(opened, who.gone),
        to_verify_stayers=_share(opened, who.here),
        gap=difference(leavers, stayers),
        adjusted=adjusted,
    )


def _share(column: Flags, rows: Flags) -> Estimate:
    return wilson(float(column[rows].mean()), int(rows.sum()))


def _crossed(column: Flags, who: _Who) -> NDArray[np.intp]:
    """How many of who left, and of who stayed, have a flag or not."""
    rows = [[(column & own).sum(), (~column & own).sum()] for own in (who.gone, who.here)]
    return np.array(rows, dtype=np.intp)


def _is_small(flagged: Flags, opened: Flags, who: _Who) -> bool:
    """Whether a count of who was flagged, to verify or neither would have to be hidden."""
    said = (flagged, opened, ~(flagged | opened))
    counts = [[(column & own).sum() for column in said] for own in (who.gone, who.here)]
    return bool(hidden(np.array(counts, dtype=np.intp))[:-1, :-1].any())


def _reasons(log: PlacementLog, followed: Followed) -> tuple[Reason, ...]:
    """The reasons of all who are known to have left, the most frequent first, unknown last.

    What is hidden comes after what is shown, in the order of the list: its place would tell of it.
    """
    left = followed.stays.is_departure
    counts = Counter(p.outcome.exit_reason for p, gone in zip(log, left, strict=True) if gone)
    names = [*(name for name in EXIT_REASON.values if counts[name]), None]
    column = np.array([[counts[name]] for name in names], dtype=np.intp)
    # How many gave a reason at all stands elsewhere in any report.
    gave_one = np.array([[name is not None] for name in names])
    is_hidden = hidden(column, told=[gave_one])[:-1, 0]
    titles = [UNKNOWN_REASON if name is None else EXIT_REASON.label(name) for name in names]
    found = [
        Reason(title, None if secret else counts[name])
        for title, name, secret in zip(titles, names, is_hidden, strict=True)
    ]
    named = sorted(found[:-1], key=lambda reason: -(reason.count or 0))
    return (*named, found[-1])
