"""Households beside places: columns that broadcast, and what is unknown read from three sides."""

# A household column has shape (n, 1), a place column (1, m). A household fact that is unknown is
# not one value but all of them: `Pairs.at_worst` reads it as its worst value and `Pairs.at_best` as
# its best. A factor computed on both sides therefore gives the bounds of what it could be, and
# equal bounds mean that what is unknown could change nothing. The third side, `plain`, is for the
# score: what was not said is not there (no offer, no partner at work, no need), and a directed fact
# that is unknown counts at its worst.

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from features.households import Households
from features.place import Numbers, OccupationTable, PlaceTable
from features.profile import Gap, HouseholdProfile
from features.schema import field_at

Flags: TypeAlias = NDArray[np.bool_]
Side = Literal["plain", "worst", "best"]
_Cell = TypeVar("_Cell", np.float64, np.bool_)
HouseholdRule = Literal["at_least_one", "mean", "weakest", "sum"]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Every household beside every place, seen from one side of what is unknown.

    `fixed` holds unknown facts that are read at their best (True) or worst (False) on both sides:
    what the engine would say if only that fact were answered.
    """

    households: Households
    places: PlaceTable
    household_rule: HouseholdRule
    side: Side = "plain"
    fixed: Mapping[str, bool] = field(default_factory=dict)
    _made: dict[Callable[[Pairs], Numbers], Numbers] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def shape(self) -> tuple[int, int]:
        """(households, places)."""
        return len(self.households), len(self.places.places)

    @cached_property
    def at_worst(self) -> Pairs:
        """The same pairs with every unknown household fact at its worst."""
        return self if self.side == "worst" else replace(self, side="worst")

    @cached_property
    def at_best(self) -> Pairs:
        """The same pairs with every unknown household fact at its best."""
        return self if self.side == "best" else replace(self, side="best")

    def sides(self, paths: Iterable[str]) -> tuple[Pairs, ...]:
        """The worst and the best side of some facts; one side alone where all of them are known."""
        if all(self.households.know(path) for path in paths):
            return (self.at_worst,)
        return self.at_worst, self.at_best

    def once(self, make: Callable[[Pairs], Numbers]) -> Numbers:
        """What is made of these pairs, once for all those who ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    def fixing(self, path: str, *, at_best: bool) -> Pairs:
        """The same pairs as if one unknown fact had its best or its worst value."""
        return replace(self, fixed={**self.fixed, path: at_best})

    def reads_best(self, path: str) -> bool:
        """Whether an unknown fact is read at its best here."""
        return self.fixed.get(path, self.side == "best")

    def reads_worst(self, path: str) -> bool:
        """Whether an unknown fact is read at its worst here."""
        return not self.fixed.get(path, self.side != "worst")

    # -- household columns, shape (n, 1)

    def level(self, path: str) -> Numbers:
        """A directed fact as a number (a word by its rank).

        NaN where it does not apply, or where the word stands aside from the order.
        """
        field = field_at(path)
        if field.vocabulary is None:
            worst, best = field.low, field.high
            return self._number(path, worst, best)
        if not field.vocabulary.ordered:
            raise ValueError(f"{path} is not directed: ask `hoped` or `feared`")
        top = len(field.vocabulary.ranked) - 1
        ranks = {value: float(rank) for rank, value in enumerate(field.vocabulary.ranked)}
        ranks |= dict.fromkeys(field.vocabulary.aside, np.nan)
        return self._column("rank", path, lambda p: ranks.get(p.word(path) or ""), (0, top))

    def hoped(self, path: str, *accepted: str) -> Flags:
        """Whether a fact is one of some words; an unknown counts as yes at best only."""
        return self._says(path, accepted, when_unknown=self.reads_best(path))

    def feared(self, path: str, *accepted: str) -> Flags:
        """Whether a fact is one of some words; an unknown counts as yes at worst only."""
        return self._says(path, accepted, when_unknown=self.reads_worst(path))

    def states(self, path: str, *accepted: str) -> Flags:
        """Whether a fact is known to be one of some words; an unknown never is."""
        return self._says(path, accepted, when_unknown=False)

    def knows(self, path: str) -> Flags:
        """Whether a fact has a value."""
        return self._flags("knows", path, lambda p: not isinstance(p.answer(path), Gap))

    def applies_to(self, path: str) -> Flags:
        """Whether a fact was not said to be without object."""
        return self._flags("applies", path, lambda p: p.answer(path) is not Gap.NOT_APPLICABLE)

    def counted(self, path: str, one: Callable[[HouseholdProfile, int], bool]) -> Numbers:
        """How many items of a list of groups are of some kind, `one` looking at them by index."""

        def count(profile: HouseholdProfile) -> float:
            return float(sum(one(profile, item) for item in range(profile.counts.get(path, 0))))

        return self.households.column(path, count)

    def names_none(self, path: str) -> Flags:
        """Whether a list was answered and is empty."""
        return self._flags("none", path, lambda profile: profile.answer(path) == ())

    def amount(self, path: str, *, worst: float, best: float) -> Numbers:
        """An undirected number, with the values that bound it while it is unknown."""
        return self._number(path, worst, best)

    def days_to(self, path: str, *, worst: float, best: float) -> Numbers:
        """Days from the day of the answer to a date, with the values that bound an unknown one."""
        as_of = self.households.as_of.toordinal()

        def days(profile: HouseholdProfile) -> float | None:
            day = profile.day(path)
            return None if day is None else float(day.toordinal() - as_of)

        return self._column("days", path, days, (worst, best))

    # -- place columns, shape (1, m)

    def place(self, name: str) -> Numbers:
        """A place fact; NaN where unknown."""
        return self.places.column(name)

    # -- an occupation, shape (n, 1)

    def fears_occupation(self, adult: int, marked: NDArray[np.bool_]) -> Flags:
        """Whether an adult's occupation is one of those marked, shape (516,) by occupation.

        An unknown occupation counts as one at worst only.
        """
        labour, path = self.places.labour, f"adults.{adult}.occupation_noc"
        fears = self.reads_worst(path)

        def is_marked(profile: HouseholdProfile) -> bool:
            noc = profile.word(path)
            if noc is None:
                return fears and profile.answer(path) is not Gap.NOT_APPLICABLE
            return bool(marked[labour.position(noc)])

        return self.households.flags(path, is_marked)

    # -- columns of pairs, shape (n, m)

    def outlook(self, adult: int) -> Numbers:
        """The outlook of an adult's occupation where each place is, a rank of `OUTLOOK`.

        NaN where no outlook is published. An unknown occupation is bounded by the worst and the
        best outlook of the region; from the plain side it has none.
        """
        return self._by_occupation(adult, self.places.outlooks)

    def outlook_gain(self, adult: int) -> Numbers:
        """Ranks of outlook above Montréal's for the same occupation; NaN where undetermined."""
        return self._by_occupation(adult, self.places.outlook_gains)

    def specialisation(self, adult: int) -> Numbers:
        """The occupation's share of regional employment over its share in Québec; NaN unknown."""
        return self._by_occupation(adult, self.places.specialisations)

    def km_to(self, path: str, *, unknown: float = np.nan) -> Numbers:
        """Great-circle km from the municipality at a fact path, `unknown` where it is not known."""
        return self.from_town(path, lambda km: km, unknown=unknown)

    def from_town(
        self, path: str, measure: Callable[[Numbers], NDArray[_Cell]], *, unknown: float
    ) -> NDArray[_Cell]:
        """What is measured of the km from a municipality, once for each that is named.

        Shape (n, m), or (n, 1) where no household names one.
        """
        coded = self.households.coded(path)
        towns = [self.households.profiles[i].word(path) for i in coded.examples]
        if not any(towns):  # the same in every place
            return measure(np.full((len(towns), 1), unknown))[coded.rows]
        km = self.places.distances_from(towns)
        return measure(np.where(np.isnan(km), unknown, km))[coded.rows]

    # -- how columns are made

    def _by_occupation(self, adult: int, table: OccupationTable) -> Numbers:
        labour, path = self.places.labour, f"adults.{adult}.occupation_noc"
        coded = self.households.coded(path)
        nocs = [self.households.profiles[i].word(path) for i in coded.examples]
        rows = [-1 if noc is None else labour.position(noc) for noc in nocs]
        known = np.array(rows, dtype=np.intp)
        values = table.rows(known)
        values[known < 0] = self._bound(path, table)
        return values[coded.rows]

    def _bound(self, path: str, table: OccupationTable) -> Numbers | float:
        """What an unknown occupation is worth in each place."""
        if self.reads_best(path):
            return table.highest
        return table.lowest if self.reads_worst(path) else np.nan

    def _number(self, path: str, worst: float, best: float) -> Numbers:
        return self._column("number", path, lambda profile: profile.number(path), (worst, best))

    def _column(
        self,
        what: str,
        path: str,
        read: Callable[[HouseholdProfile], float | None],
        bounds: tuple[float, float],
    ) -> Numbers:
        """What is read of a fact, `what` naming it, an unknown one at its (worst, best) bound."""
        unknown = bounds[self.reads_best(path)]

        def known_or_bound(profile: HouseholdProfile) -> float | None:
            value = read(profile)
            if value is None and profile.answer(path) is not Gap.NOT_APPLICABLE:
                return unknown
            return value

        return self.households.once(
            (what, path, unknown), lambda: self.households.column(path, known_or_bound)
        )

    def _flags(self, what: str, path: str, read: Callable[[HouseholdProfile], bool]) -> Flags:
        """Whether something, that `what` names, is so of a fact."""
        return self.households.once((what, path), lambda: self.households.flags(path, read))

    def _says(self, path: str, accepted: tuple[str, ...], *, when_unknown: bool) -> Flags:
        def one(profile: HouseholdProfile) -> bool:
            answer = profile.answer(path)
            if isinstance(answer, Gap):
                return when_unknown and answer is not Gap.NOT_APPLICABLE
            chosen = answer if isinstance(answer, tuple) else (answer,)
            return any(word in accepted for word in chosen)

        return self.households.once(
            ("says", path, accepted, when_unknown), lambda: self.households.flags(path, one)
        )
