"""Say why: the sentence, the facts and the step behind each colour of one pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from string import Formatter

import numpy as np
from numpy.typing import NDArray

from features.pairs import Flags, Pairs
from features.profile import Gap, HouseholdProfile
from matching.asking import facts_to_ask, spoken_question
from matching.decision import Confidence, Points, ReadFact, Reason, StepToTake
from matching.evaluate import (
    GREEN,
    NOT_APPLIED,
    Outcome,
    Verdicts,
    apply_rule,
    cell,
    colour_name,
)
from matching.facts_read import facts_everywhere, facts_of_place
from matching.ruleset import Rule, Step
from matching.score import HUNDREDTHS, Contribution, Scores
from regions_data.catalog import Place
from regions_data.labour import Labour
from regions_data.snapshot import Snapshot
from regions_data.text import Text, number_en, number_fr

MOST_KNOWN_SHARE, LEAST_KNOWN_SHARE = 0.9, 0.6
"""Shares of the score's weights that rest on known facts, for high and for medium confidence."""
OLD_AFTER_MONTHS = 36
"""After this many months an outlook is out of date (RULES J14) and confidence is not high."""


@dataclass(frozen=True, eq=False)
class Explainer:
    """Everything needed to put one row of verdicts and scores into words."""

    pairs: Pairs
    snapshot: Snapshot
    labour: Labour
    verdicts: Verdicts
    scores: Scores
    _telling: dict[tuple[str, str], Flags] = field(default_factory=dict, repr=False)
    _answered: dict[str, tuple[Pairs, Pairs]] = field(default_factory=dict, repr=False)
    _same_reasons: dict[str, Reason] = field(default_factory=dict, repr=False)
    _same_steps: dict[str, StepToTake] = field(default_factory=dict, repr=False)

    @property
    def profile(self) -> HouseholdProfile:
        """The only household."""
        return self.pairs.households.profiles[0]

    def reasons(self, column: int, place: Place) -> tuple[Reason, ...]:
        """Every rule that applied, worst first, greens included."""
        applied = [outcome for outcome, colour in self._ordered(column) if colour != NOT_APPLIED]
        return tuple(self._reason(outcome, column, place) for outcome in applied)

    def steps(self, column: int, place: Place) -> tuple[StepToTake, ...]:
        """What to prepare: settled reds and yellows, then what calls for a step and no colour.

        An open rule has its question instead.
        """
        due = [
            outcome
            for outcome, colour in self._ordered(column)
            if colour > GREEN or (colour == GREEN and outcome.rule.only_prepares)
        ]
        return tuple(
            self._step(outcome.rule.step, outcome, column, place)
            for outcome in due
            if outcome.rule.step is not None and not cell(outcome.is_open, column)
        )

    def contributions(self, column: int) -> tuple[Points, ...]:
        """The points of each weight, in the ruleset's order."""
        return tuple(_points(item, column) for item in self.scores.contributions)

    @cached_property
    def are_complete(self) -> Flags:
        """Where no household fact is missing for a colour, shape (m,)."""
        lacks = np.zeros(self.pairs.shape, dtype=np.bool_)
        for outcome in self.verdicts.outcomes:
            lacks |= outcome.is_open & ~outcome.lacks_place_fact
        return np.asarray(~lacks[0])

    def is_complete(self, column: int) -> bool:
        """Whether no household fact is missing for a colour here."""
        return bool(self.are_complete[column])

    def confidence(self, column: int) -> Confidence:
        """How much of the answer rests on facts that are known and not out of date."""
        weights = [item.weight.weight for item in self.scores.contributions]
        known = [bool(cell(item.known, column)) for item in self.scores.contributions]
        share = sum(w for w, is_known in zip(weights, known, strict=True) if is_known) / 100.0
        if share < LEAST_KNOWN_SHARE:
            return "low"
        is_fresh = (
            0 <= _months(self.labour.released, self.pairs.households.as_of) <= OLD_AFTER_MONTHS
        )
        is_complete = self.is_complete(column)
        return "high" if share >= MOST_KNOWN_SHARE and is_fresh and is_complete else "medium"

    def open_facts(self, outcome: Outcome) -> tuple[str, ...]:
        """The facts that a rule reads and that may be asked, guards first, in the rule's order."""
        return self._to_ask[outcome.rule.id]

    @cached_property
    def _to_ask(self) -> dict[str, tuple[str, ...]]:
        rules = [outcome.rule for outcome in self.verdicts.outcomes if outcome.is_open.any()]
        return {rule.id: facts_to_ask(self.profile, rule.household_paths) for rule in rules}

    # -- one reason, one step: put into words once where they say the same in every place

    def _step(self, step: Step, outcome: Outcome, column: int, place: Place) -> StepToTake:
        rule = outcome.rule
        found = self._same_steps.get(rule.id)
        if found is None:
            text = _filled(step.text, self._words(outcome, column, place, ()))
            found = StepToTake(rule.id, text, step.owner, step.before_departure)
            if _is_the_same(rule, step.text):
                self._same_steps[rule.id] = found
        return found

    def _reason(self, outcome: Outcome, column: int, place: Place) -> Reason:
        found = self._same_reasons.get(outcome.rule.id)
        if found is None:
            found = self._reason_here(outcome, column, place)
            if _is_the_same(outcome.rule, outcome.rule.reason):
                self._same_reasons[outcome.rule.id] = found
        return found

    def _reason_here(self, outcome: Outcome, column: int, place: Place) -> Reason:
        rule = outcome.rule
        is_open = bool(cell(outcome.is_open, column))
        facts = self._facts(rule, place)
        words = self._words(outcome, column, place, facts)
        text = self._to_verify(outcome, column) if is_open else _filled(rule.reason, words)
        colour = colour_name(int(cell(outcome.colour, column)))
        return Reason(
            rule=rule.id,
            about=rule.about,
            colour=colour,
            text=text,
            facts=facts,
            title=rule.factor.title,
            is_open=is_open,
            only_prepares=rule.only_prepares,
        )

    def _facts(self, rule: Rule, place: Place) -> tuple[ReadFact, ...]:
        """Every fact that a rule reads for one pair, known or not, household first."""
        here = facts_of_place(rule, self.profile, place, snapshot=self.snapshot, labour=self.labour)
        return (*self._facts_everywhere[rule.id], *here)

    @cached_property
    def _facts_everywhere(self) -> dict[str, tuple[ReadFact, ...]]:
        rules = [outcome.rule for outcome in self.verdicts.outcomes]
        return {rule.id: facts_everywhere(rule, self.profile, self.labour) for rule in rules}

    def _words(
        self, outcome: Outcome, column: int, place: Place, facts: tuple[ReadFact, ...]
    ) -> dict[str, Callable[[], Text]]:
        """What the names of a sentence stand for, each put into words when a sentence has it."""
        rule, value = outcome.rule, cell(outcome.value, column)
        return {
            "place": lambda: _name(place.name),
            "region": lambda: _name(place.region.name),
            "economic_region": lambda: _name(
                self.snapshot.economic_region(place.economic_region).name
            ),
            "value": lambda: self._value_words(rule, value),
            "occupation": lambda: self._occupation(rule),
            "limit": lambda: _limit_words(rule, value),
            "period": lambda: _period(facts),
        }

    def _value_words(self, rule: Rule, value: float) -> Text:
        if not np.isfinite(value):
            return Text("une valeur inconnue", "an unknown value")
        if rule.factor.levels is not None:
            return rule.factor.levels.words[int(value)].label
        unit = f"\u00a0{rule.factor.unit}" if rule.factor.unit else ""
        value = round(value, 1)
        if rule.factor.unit == "km" and value == 0:  # the middle of the same town
            return Text(f"moins de 1{unit}", f"less than 1{unit}")
        return Text(f"{number_fr(value)}{unit}", f"{number_en(value)}{unit}")

    def _occupation(self, rule: Rule) -> Text:
        noc = self.profile.word(f"adults.{rule.factor.earner}.occupation_noc")
        if rule.factor.earner is None or noc is None:
            return Text("métier inconnu", "unknown occupation")
        return self.labour.title(noc)

    def _to_verify(self, outcome: Outcome, column: int) -> Text:
        """An open rule: what it is about, and the questions to ask."""
        title = outcome.rule.factor.title
        if cell(outcome.lacks_place_fact, column):
            return Text(
                f"À vérifier auprès de la région : {title.fr} (donnée absente de nos sources).",
                f"To verify with the region: {title.en} (not in our sources).",
            )
        path = self._fact_to_ask(outcome, column)
        if path is None:
            return self._nothing_to_ask(outcome)
        question = spoken_question(path)
        return Text(
            f"À vérifier : {title.fr}. {question.fr}",
            f"To verify: {title.en}. {question.en}",
        )

    def _fact_to_ask(self, outcome: Outcome, column: int) -> str | None:
        """The first fact whose answer alone would recolour the rule here, else the first."""
        paths = self.open_facts(outcome)
        if len(paths) < 2:
            return next(iter(paths), None)
        telling = (path for path in paths if cell(self._is_telling(outcome.rule, path), column))
        return next(telling, paths[0])

    def _is_telling(self, rule: Rule, path: str) -> Flags:
        """Where the best and the worst answer to a fact give a rule different colours."""
        key = rule.id, path
        if key not in self._telling:
            best, worst = (apply_rule(rule, world).colour for world in self._worlds(path))
            self._telling[key] = np.asarray(best != worst)
        return self._telling[key]

    def _worlds(self, path: str) -> tuple[Pairs, Pairs]:
        """The pairs with the best and with the worst answer to a fact."""
        if path not in self._answered:
            fixing = partial(self.pairs.fixing, path)
            self._answered[path] = fixing(at_best=True), fixing(at_best=False)
        return self._answered[path]

    def _nothing_to_ask(self, outcome: Outcome) -> Text:
        title = outcome.rule.factor.title
        gaps = [self.profile.gap(path) for path in outcome.rule.household_paths]
        if Gap.DECLINED not in gaps:
            return Text(f"À vérifier : {title.fr}.", f"To verify: {title.en}.")
        return Text(
            f"À vérifier : {title.fr} (la personne préfère ne pas répondre).",
            f"To verify: {title.en} (the person prefers not to answer).",
        )

    # -- reading one column

    def _ordered(self, column: int) -> list[tuple[Outcome, int]]:
        """Every outcome with its colour here, worst first."""
        colours = self._colours[:, column].tolist()
        found = list(zip(self.verdicts.outcomes, colours, strict=True))
        found.sort(key=lambda item: -item[1])  # stable: the ruleset's order inside a colour
        return found

    @cached_property
    def _colours(self) -> NDArray[np.uint8]:
        """The colour of each rule in each place, shape (rules, m)."""
        outcomes = self.verdicts.outcomes
        colours = np.zeros((len(outcomes), self.pairs.shape[1]), dtype=np.uint8)
        for row, outcome in zip(colours, outcomes, strict=True):
            row[:] = outcome.colour[0]
        return colours


_NAMES_OF_PLACE = frozenset({"place", "region", "economic_region"})


def _is_the_same(rule: Rule, sentence: Text) -> bool:
    """Whether a rule about the household says a sentence alike in every place."""
    return rule.about == "household" and not _names_in(sentence) & _NAMES_OF_PLACE


@lru_cache(maxsize=512)
def _names_in(sentence: Text) -> frozenset[str]:
    """The names between braces in a sentence, in either language."""
    pieces = (*Formatter().parse(sentence.fr), *Formatter().parse(sentence.en))
    return frozenset(name for _, name, _, _ in pieces if name)


def _filled(sentence: Text, words: dict[str, Callable[[], Text]]) -> Text:
    said = {name: words[name]() for name in _names_in(sentence)}
    return Text(
        sentence.fr.format(**{name: text.fr for name, text in said.items()}),
        sentence.en.format(**{name: text.en for name, text in said.items()}),
    )


def _name(name: str) -> Text:
    return Text(name, name)


def _period(facts: tuple[ReadFact, ...]) -> Text:
    """The reference period of the first dated fact that was read."""
    return _name(next((fact.period for fact in facts if fact.period), ""))


def _points(item: Contribution, column: int) -> Points:
    """What a weight adds here; points without a value rest on something unknown."""
    factor, value = item.weight.factor, _finite(cell(item.value, column))
    points = float(cell(item.hundredths, column)) / HUNDREDTHS
    return Points(
        factor=factor.id,
        title=factor.title,
        weight=item.weight.weight,
        value=value,
        unit=factor.unit,
        points=points,
        known=bool(cell(item.known, column)) and (value is not None or points == 0),
    )


def _finite(value: float) -> float | None:
    return round(float(value), 2) if np.isfinite(value) else None


def _limit_words(rule: Rule, value: float) -> Text:
    """The limit that a value met, or the last one that it did not reach, with its unit."""
    limits = [band.when for band in rule.bands if band.when is not None]
    met = (when for when in limits if when.holds(np.array([value]))[0])
    when = next(met, limits[-1] if limits else None)
    if when is None:
        return Text("", "")
    if when.levels is not None:
        return when.levels.words[int(when.limit)].label
    unit = f"\u00a0{rule.factor.unit}" if rule.factor.unit else ""
    return Text(f"{number_fr(when.limit)}{unit}", f"{number_en(when.limit)}{unit}")


def _months(released: str, as_of: date) -> int:
    """Whole months from a release date to the day of the answer."""
    day = date.fromisoformat(released)
    return (as_of.year - day.year) * 12 + as_of.month - day.month
