"""Retention and green lights by group of people or of places; small counts are hidden."""

# Differences between groups are told with their intervals and never explained here: who is in a
# group, where it went and what was asked of it all differ too.

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from fairlearn.metrics import MetricFrame, selection_rate
from numpy.typing import NDArray

from features.vocabulary import ACTIVATOR, PLACE_TYPE
from matching.backtest.evaluation_table import UNKNOWN_GROUP, EvaluationTable
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.placement import Placement, PlacementLog
from matching.backtest.retention import (
    GONE,
    HERE,
    NOT_KNOWN,
    AtHorizon,
    Followed,
    Group,
    compare,
)
from matching.backtest.stays import Stays
from matching.evaluate import GREEN, Colours
from matching.statistics.disclosure import SMALL, hidden
from matching.statistics.log_rank import Test
from matching.statistics.proportions import FEWEST, Estimate, wilson
from regions_data.snapshot import Snapshot
from regions_data.text import Text

JOINED = "joined"
OTHERS_JOINED = Text("autres régions, réunies", "other regions, together")
NOT_SAID = Text("non précisé", "not said")
VARIABLE_TITLES: dict[str, Text] = {
    "sex": Text("sexe", "sex"),
    "age_band": Text("groupe d'âge", "age band"),
    "status_group": Text("groupe de statut", "status group"),
    "language_of_service": Text("langue de service", "language of service"),
    "place_type": Text("type de milieu", "kind of place"),
    "region": Text("région", "region"),
    "activator": Text("ce qui amène le projet", "what brings the move"),
    "year": Text("année de la décision", "year of the decision"),
}
"""The first four come from the evaluation table; the others are in the log itself."""


@dataclass(frozen=True, slots=True)
class Subgroup:
    """One group of a variable at one horizon.

    Counts are None where hidden, and so are the shares that would give them back. `share` is read
    on the group's curve, `green` is the share for which the ruleset's fit is green.
    """

    key: str
    title: Text
    placements: int | None
    there: int | None
    gone: int | None
    unknown: int | None
    share: Estimate | None
    green: Estimate | None


@dataclass(frozen=True, slots=True)
class Variable:
    """The groups of one variable.

    `log_rank` says whether those of `FEWEST` stays or more leave at different paces;
    `gap_in_green` is the largest difference in shares of green between groups that are shown.
    """

    key: str
    title: Text
    groups: tuple[Subgroup, ...]
    log_rank: Test | None
    gap_in_green: float | None

    @property
    def hides(self) -> bool:
        """Whether a count of this variable is hidden."""
        return any(None in (g.placements, g.there, g.gone, g.unknown) for g in self.groups)


@dataclass(frozen=True, eq=False)
class Labels:
    """What the groups are made from, besides the log itself."""

    snapshot: Snapshot
    evaluation: EvaluationTable | None


def variables_of(
    log: PlacementLog, followed: Followed, fit: Colours, labels: Labels, *, months: int
) -> tuple[Variable, ...]:
    """Every variable that is known of some placement, with its groups.

    Args:
        log: the placements.
        followed: what is known of staying.
        fit: what the ruleset says of the place of each, shape (n,).
        labels: where the groups come from.
        months: one of `HORIZONS_MONTHS`.
    """
    found = []
    for key, of in _readers(labels).items():
        names = [of(placement) for placement in log]
        if any(name != UNKNOWN_GROUP for name in names):
            found.append(_variable(key, np.array(names), followed, fit, months=months))
    return tuple(found)


def _readers(labels: Labels) -> dict[str, Callable[[Placement], str]]:
    evaluation = labels.evaluation
    own: dict[str, Callable[[Placement], str]] = {}
    if evaluation is not None:
        own = {name: _from_table(evaluation, name) for name in evaluation.groups}
    return {
        **own,
        "place_type": lambda p: str(
            labels.snapshot.fact(p.place.code, "place_type").value or UNKNOWN_GROUP
        ),
        "activator": lambda p: p.profile.word("activator") or UNKNOWN_GROUP,
        "region": lambda p: p.place.region.name,
        "year": lambda p: str(p.decided_on.year),
    }


def _from_table(table: EvaluationTable, name: str) -> Callable[[Placement], str]:
    return lambda placement: table.group(name, placement.case_id)


def _variable(
    key: str, names: NDArray[np.str_], followed: Followed, fit: Colours, *, months: int
) -> Variable:
    if key == "region":
        names = _small_joined(names, followed.known[:, HORIZONS_MONTHS.index(months)])
    groups = _groups(key, names)
    comparison = compare(followed, groups, months)
    at = [group.at(months) for group in comparison.groups]
    counts = np.array([[each.there, each.gone, each.unknown] for each in at], dtype=np.intp)
    # How many are there, gone and unknown in all stands elsewhere in any report.
    is_hidden = hidden(counts, told=[np.eye(3, dtype=np.bool_)[[c] * len(at)] for c in range(3)])
    greens = _greens(groups, fit, followed.stays)
    subgroups = tuple(
        _subgroup(group, each, is_hidden[row], greens[row])
        for row, (group, each) in enumerate(zip(groups, at, strict=True))
    )
    return Variable(
        key=key,
        title=VARIABLE_TITLES[key],
        groups=subgroups,
        log_rank=comparison.log_rank,
        gap_in_green=_gap(names, fit, [g.key for g in subgroups if g.green is not None]),
    )


def _small_joined(names: NDArray[np.str_], known: NDArray[np.int8]) -> NDArray[np.str_]:
    """Names in which those with a small count are joined as one, so that the others can be shown.

    Until the joined ones have no small count themselves, the smallest of the others joins them.
    """
    codes = (HERE, GONE, NOT_KNOWN)
    own = {
        name: np.array([((names == name) & (known == code)).sum() for code in codes])
        for name in sorted(set(names.tolist()))
    }
    order = sorted(own, key=lambda name: (not _has_small(own[name]), int(own[name].sum())))
    joined = [name for name in order if _has_small(own[name])]
    while (
        joined
        and len(joined) < len(order)
        and (len(joined) < 2 or _has_small(np.sum([own[name] for name in joined], axis=0)))
    ):
        joined.append(order[len(joined)])
    return np.where(np.isin(names, joined), JOINED, names) if joined else names


def _has_small(counts: NDArray[np.intp]) -> bool:
    return bool(((counts > 0) & (counts < SMALL)).any())


def _groups(key: str, names: NDArray[np.str_]) -> list[Group]:
    """One group a name, in the order of its closed list or of the alphabet, unknown last."""
    vocabulary = {"place_type": PLACE_TYPE, "activator": ACTIVATOR}.get(key)
    found = set(names.tolist())
    known = vocabulary.values if vocabulary is not None else tuple(sorted(found))
    ordered = [name for name in known if name in found and name not in (JOINED, UNKNOWN_GROUP)]
    titles = [
        vocabulary.label(name) if vocabulary is not None else Text(name, name) for name in ordered
    ]
    for name, title in ((JOINED, OTHERS_JOINED), (UNKNOWN_GROUP, NOT_SAID)):
        if name in found:
            ordered, titles = [*ordered, name], [*titles, title]
    return [Group(name, title, names == name) for name, title in zip(ordered, titles, strict=True)]


def _greens(groups: Sequence[Group], fit: Colours, stays: Stays) -> list[Estimate | None]:
    """The share of green of each group; None where it, or another's, would give a small count."""
    is_green = [fit[group.rows] == GREEN for group in groups]
    counts = np.array([[own.sum(), (~own).sum()] for own in is_green], dtype=np.intp)
    # How many are green in all stands in the tables by colour.
    greens = np.column_stack([np.ones(len(counts)), np.zeros(len(counts))]).astype(np.bool_)
    is_hidden = np.asarray(hidden(counts, told=[greens, ~greens])[:-1].any(axis=1))
    worth = [stays.take(group.rows).worth for group in groups]
    return [
        None if secret else wilson(float(own.mean()), len(own) * each)
        for secret, own, each in zip(is_hidden, is_green, worth, strict=True)
    ]


def _subgroup(
    group: Group, at: AtHorizon, is_hidden: NDArray[np.bool_], green: Estimate | None
) -> Subgroup:
    """A group with what may be shown of it; `is_hidden` is its row of the table, total last."""
    there, gone, unknown, total = (
        None if secret else count
        for count, secret in zip(
            (at.there, at.gone, at.unknown, at.placements), is_hidden, strict=True
        )
    )
    shows = total is not None and at.placements >= FEWEST
    return Subgroup(
        key=group.key,
        title=group.title,
        placements=total,
        there=there,
        gone=gone,
        unknown=unknown,
        share=at.share if shows and there is not None and gone is not None else None,
        green=green if shows else None,
    )


def _gap(names: NDArray[np.str_], fit: Colours, shown: Sequence[str]) -> float | None:
    """The largest difference between shares of green, of the groups whose share is shown."""
    own = np.isin(names, shown)
    if len(shown) < 2:
        return None
    is_green = (fit[own] == GREEN).astype(np.int8)
    frame = MetricFrame(
        metrics=selection_rate, y_true=is_green, y_pred=is_green, sensitive_features=names[own]
    )
    return float(frame.difference(method="between_groups"))
