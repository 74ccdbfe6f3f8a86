"""The one function that runs the steps in order, for the command line, the API and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version

import numpy as np

from features.factors.destinations import DESTINATIONS, WITHIN_REACH_KM
from features.households import Households
from features.pairs import Pairs
from features.place import PlaceTable, all_destinations
from features.profile import HouseholdProfile
from matching.alternatives import MOST_ALTERNATIVES, choose_others, compare, may_be_better
from matching.changes import Change, possible_changes
from matching.counterfactual import Counterfactuals, another_place, why_nothing
from matching.decision import (
    Alternative,
    Decision,
    Explanation,
    Mode,
    RegionChoice,
    Shortlist,
    Stamp,
    Tally,
)
from matching.earners import Prospects
from matching.evaluate import GREEN, RED, YELLOW, Verdicts, cell, colour_name, evaluate
from matching.explain import Explainer
from matching.programme_rules import Programmes
from matching.programmes import assess
from matching.programmes_reader import shipped_programmes
from matching.questions import OpenFact, open_facts, questions_about
from matching.ruleset import Ruleset
from matching.score import Scores, ranks, score
from matching.shortlist import by_region, choose_towns, order_places
from matching.urgency import (
    CheckItem,
    Departure,
    checklist,
    is_urgent,
    next_start,
    settles_the_place,
)
from matching.would_change import WouldChange
from regions_data.catalog import Place
from regions_data.labour import Labour
from regions_data.snapshot import Snapshot
from regions_data.text import Text

DEFAULT_TOP = 5


@dataclass(frozen=True, eq=False)
class Engine:
    """A ruleset over a snapshot and a programme register, on a given day; it reads no clock."""

    snapshot: Snapshot
    labour: Labour
    ruleset: Ruleset
    as_of: date
    programmes: Programmes = field(default_factory=shipped_programmes)

    @property
    def stamp(self) -> Stamp:
        """What answers are computed from."""
        return Stamp(
            self.ruleset.version,
            self.ruleset.hash,
            self.snapshot.id,
            self.snapshot.hash,
            self.programmes.version,
            self.programmes.hash,
            self.as_of,
            f"ancrage {version('ancrage')}",
        )

    def shortlist(self, profile: HouseholdProfile, top: int = DEFAULT_TOP) -> Shortlist:
        """The best regions and towns for a household, and every place that it asked for.

        Args:
            profile: the household.
            top: how many regions; regions asked for are added after them.
        """
        asked = self.asked(profile)
        places = tuple(
            place for place in self.snapshot.places if not place.in_cmm or place in asked
        )
        run = _Run(self, profile, places)
        return run.shortlist(top, asked)

    def explain(self, profile: HouseholdProfile, place: Place) -> Explanation:
        """The decision about one place, ranked among the listed ones when it is listed."""
        others = tuple(other for other in self.snapshot.places if not other.in_cmm)
        places = others if place in others else (*others, place)
        run = _Run(self, profile, places)
        column = places.index(place)
        return Explanation(
            self.stamp,
            run.decision(column),
            run.alternatives([column]),
            assess(profile, self.as_of, self.programmes),
            starts_far=run.starts_far(column),
        )

    def table(self, places: tuple[Place, ...]) -> PlaceTable:
        """Some places as columns; those of every destination are read once."""
        every = self._destinations
        return every if places == every.places else replace(every, places=places)

    @cached_property
    def _destinations(self) -> PlaceTable:
        return all_destinations(self.snapshot, self.labour)

    def asked(self, profile: HouseholdProfile) -> tuple[Place, ...]:
        """The places that the household named."""
        codes = profile.words("preferences.municipalities") or ()
        return tuple(self.snapshot.place(code) for code in codes)


@dataclass(frozen=True, eq=False)
class _Run:
    """One household over some places: each step computed once, when it is first needed."""

    engine: Engine
    profile: HouseholdProfile
    places: tuple[Place, ...]
    would_change: dict[int, tuple[WouldChange, ...]] = field(default_factory=dict)
    _decisions: dict[int, Decision] = field(default_factory=dict, repr=False)

    @cached_property
    def pairs(self) -> Pairs:
        household = Households((self.profile,), self.engine.as_of)
        table = self.engine.table(self.places)
        return Pairs(household, table, self.engine.ruleset.household_rule)

    @cached_property
    def verdicts(self) -> Verdicts:
        return evaluate(self.engine.ruleset, self.pairs)

    @cached_property
    def scores(self) -> Scores:
        return score(self.engine.ruleset, self.pairs)

    @cached_property
    def explainer(self) -> Explainer:
        engine = self.engine
        return Explainer(self.pairs, engine.snapshot, engine.labour, self.verdicts, self.scores)

    @cached_property
    def prospects(self) -> Prospects:
        return Prospects.of(self.pairs)

    @cached_property
    def open_facts(self) -> tuple[OpenFact, ...]:
        return open_facts(self.pairs, self.verdicts, self.explainer)

    @cached_property
    def order(self) -> list[int]:
        """Positions of the listed places, best first."""
        listed = [i for i, place in enumerate(self.places) if place.listed]
        return order_places(self.places, self.verdicts.fit[0], self.scores.total[0], keep=listed)

    @cached_property
    def ranks(self) -> dict[int, int]:
        return ranks(self.verdicts.fit[0], self.scores.total[0], self.order)

    @cached_property
    def mode(self) -> Mode:
        return "urgent" if is_urgent(self.profile, self.engine.as_of) else "normal"

    @cached_property
    def _km_to_towns(self) -> dict[str, list[float]]:
        """Km from each place to the town of each job and training, NaN where it is unknown."""
        return {
            f"adults.{each.adult}.{each.subject}": self.pairs.km_to(each.town, unknown=np.nan)[
                0
            ].tolist()
            for each in DESTINATIONS
            if self.profile.gap(each.town) is None
        }

    def _near(self, column: int) -> frozenset[str]:
        """The jobs and trainings, by fact path, that are a daily trip from a place."""
        towns = self._km_to_towns.items()
        return frozenset(path for path, km in towns if km[column] <= WITHIN_REACH_KM)

    def starts_far(self, column: int) -> bool:
        """Whether what starts next in an urgent departure is known to be far from a place."""
        start = next_start(self.profile, self.engine.as_of) if self.mode == "urgent" else None
        return (
            start is not None
            and start[0] in self._km_to_towns
            and (start[0] not in self._near(column))
        )

    def checklist(self, column: int) -> tuple[CheckItem, ...]:
        """What to do today, before leaving and after arrival; nothing in a normal departure."""
        if self.mode == "normal":
            return ()
        return checklist(Departure(self.profile, self.engine.as_of, self._near(column)))

    def shortlist(self, top: int, asked: Sequence[Place]) -> Shortlist:
        regions = by_region(self.places, self.order)
        wanted = self._asked_regions()
        shown = [code for i, code in enumerate(regions) if i < top or code in wanted]
        listed = np.array(self.order, dtype=np.intp)
        chosen = [self._towns(regions[code]) for code in shown]
        named = [self.places.index(place) for place in asked]
        self.look_for_changes([*named, *(i for towns in chosen for i in towns)])
        return Shortlist(
            stamp=self.engine.stamp,
            profile_complete=bool(self.explainer.are_complete[listed].all()),
            questions=questions_about(self.open_facts, listed),
            programmes=assess(self.profile, self.engine.as_of, self.engine.programmes),
            regions=tuple(RegionChoice(tuple(self.decision(i) for i in towns)) for towns in chosen),
            asked=tuple(self.decision(i) for i in named),
            alternatives=self.alternatives(named),
            tally=self._tally(listed),
            mode=self.mode,
        )

    def decision(self, column: int) -> Decision:
        """Everything there is to say about one place; for several, look for their changes first."""
        if column not in self._decisions:
            if column not in self.would_change:
                self.look_for_changes([column])
            self._decisions[column] = self._decide(column)
        return self._decisions[column]

    def _decide(self, column: int) -> Decision:
        place, verdicts, explainer = self.places[column], self.verdicts, self.explainer
        place_type = self.engine.snapshot.fact(place.code, "place_type").value
        return Decision(
            place=place,
            place_type=place_type if isinstance(place_type, str) else None,
            colour=colour_name(int(cell(verdicts.colour, column))),
            fit=colour_name(int(cell(verdicts.fit, column))),
            preparation=colour_name(int(cell(verdicts.preparation, column))),
            complete=explainer.is_complete(column),
            score=round(float(self.scores.total[0, column]), 2),
            rank=self.ranks.get(column),
            confidence=explainer.confidence(column),
            mode=self.mode,
            checklist=self.checklist(column),
            contributions=explainer.contributions(column),
            earners=self.prospects.at(column),
            reasons=explainer.reasons(column, place),
            steps=explainer.steps(column, place),
            would_change=self.would_change[column],
            no_change_reason=self._why_nothing(column),
            questions=questions_about(self.open_facts, np.array([column])),
        )

    def _why_nothing(self, column: int) -> Text | None:
        if self.would_change[column]:
            return None
        colour = int(cell(self.verdicts.colour, column))
        return why_nothing(colour, is_complete=self.explainer.is_complete(column))

    def _towns(self, order: list[int]) -> list[int]:
        return choose_towns(order, self.pairs.place("population_2026")[0])

    def look_for_changes(self, columns: Sequence[int]) -> None:
        """Find what would change the colours of some places, all at once."""
        shown = list(dict.fromkeys(columns))
        places = tuple(self.places[i] for i in shown)
        pairs = replace(self.pairs, places=replace(self.pairs.places, places=places))
        verdicts = self.verdicts.at(shown)
        found = Counterfactuals(self.engine.ruleset, pairs, verdicts, self._changes)
        for index, column in enumerate(shown):
            own = found.sets(index)
            is_stuck = not any(would.target == "fit" for would in own)
            self.would_change[column] = (*own, *(self._elsewhere(column) if is_stuck else ()))

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        engine = self.engine
        return possible_changes(self.profile, engine.ruleset, engine.labour, engine.as_of)

    def _elsewhere(self, column: int) -> tuple[WouldChange, ...]:
        """Another place, where nothing that the household can change makes this one greener."""
        fit = self.verdicts.fit[0]
        best = next((i for i in self._first_elsewhere if fit[i] < fit[column]), None)
        if best is None:
            return ()
        here, there = self.places[column], self.places[best]
        return (another_place(int(fit[column]), int(fit[best]), here, there),)

    @cached_property
    def _first_elsewhere(self) -> list[int]:
        """What another place may be: those that the household named, then the best of all."""
        codes = {place.code for place in self.engine.asked(self.profile)}
        return [*(i for i in self.order if self.places[i].code in codes), *self.order[:1]]

    @cached_property
    def _near_work(self) -> frozenset[int]:
        """The places near what settles where the household goes; none when nothing does."""
        fixing = {path for path in self._km_to_towns if settles_the_place(self.profile, path)}
        return frozenset(i for i in self.order if fixing & self._near(i)) if fixing else frozenset()

    def alternatives(self, asked: list[int]) -> tuple[Alternative, ...]:
        """Other places beside each one that the household named, never one that it named too.

        None in an urgent departure: where to go is decided.
        """
        if self.mode == "urgent":
            return ()
        order = [i for i in self.order if i not in asked]
        return tuple(
            compare(here, there, self.places, self.verdicts, self.scores)
            for here in asked
            for there in self._others(here, order)
        )

    def _others(self, here: int, order: list[int]) -> list[int]:
        """The best others near the work that settles the place, if they are any good, and the best.

        Without such work, or where no place near it is as good as this one, the best of all.
        """
        near = [i for i in order if i in self._near_work]
        if not near or self._is_worse(near[0], here):
            return self._choose(order)
        chosen, best = self._choose(near), order[0]
        if best in chosen or not self._may_be_better(best, here):
            return chosen
        return [*chosen[: MOST_ALTERNATIVES - 1], best]

    def _choose(self, order: list[int]) -> list[int]:
        fit = self.verdicts.fit[0].tolist()
        km = self.pairs.place("distance_montreal_km")[0]
        return choose_others(order, self.places, fit=fit, km_to_montreal=km)

    def _is_worse(self, there: int, here: int) -> bool:
        fit = self.verdicts.fit[0]
        return bool(fit[there] == RED or fit[there] > fit[here])

    def _may_be_better(self, there: int, here: int) -> bool:
        fit, total = self.verdicts.fit[0], self.scores.total[0]
        return may_be_better(int(fit[there]), int(fit[here]), float(total[there] - total[here]))

    def _asked_regions(self) -> tuple[str, ...]:
        return self.profile.words("preferences.regions") or ()

    def _tally(self, listed: np.ndarray) -> Tally:
        fit = self.verdicts.fit[0, listed]
        return Tally(*(int((fit == colour).sum()) for colour in (GREEN, YELLOW, RED)))
