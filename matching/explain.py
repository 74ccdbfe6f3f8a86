"""Say why: the sentence, the facts and the step behind each colour of one pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np

from features.profile import Gap, HouseholdProfile
from matching.asking import is_askable, spoken_question
from matching.decision import Colour, Confidence, Points, ReadFact, Reason, StepToTake
from matching.evaluate import COLOUR_NAMES, GREEN, NOT_APPLIED, Outcome, Verdicts
from matching.facts_read import facts_read
from matching.ruleset import Rule
from matching.score import Scores
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

    profile: HouseholdProfile
    snapshot: Snapshot
    labour: Labour
    verdicts: Verdicts
    scores: Scores
    as_of: date

    def reasons(self, column: int, place: Place) -> tuple[Reason, ...]:
        """Every rule that applied, worst first, greens included."""
        found = [
            (outcome, int(self._at(outcome.colour, column))) for outcome in self.verdicts.outcomes
        ]
        applied = [(outcome, colour) for outcome, colour in found if colour != NOT_APPLIED]
        applied.sort(key=lambda item: -item[1])  # stable: the ruleset's order inside a colour
        return tuple(self._reason(outcome, column, place) for outcome, _ in applied)

    def steps(self, column: int, place: Place) -> tuple[StepToTake, ...]:
        """What to prepare for every settled yellow and red; an open rule has its question."""
        return tuple(
            StepToTake(
                outcome.rule.id,
                _filled(outcome.rule.step.text, self._words(outcome, column, place)),
                outcome.rule.step.owner,
                outcome.rule.step.before_departure,
            )
            for outcome in self._not_green(column)
            if outcome.rule.step is not None and not self._at(outcome.is_open, column)
        )

    def contributions(self, column: int) -> tuple[Points, ...]:
        """The points of each weight, in the ruleset's order."""
        return tuple(
            Points(
                factor=item.weight.factor.id,
                title=item.weight.factor.title,
                weight=item.weight.weight,
                value=_finite(self._at(item.value, column)),
                unit=item.weight.factor.unit,
                points=float(self._at(item.points, column)),
                known=bool(self._at(item.known, column)),
            )
            for item in self.scores.contributions
        )

    def is_complete(self, column: int) -> bool:
        """Whether no household fact is missing for a colour here."""
        return not any(
            self._at(outcome.is_open, column) and not self._at(outcome.lacks_place_fact, column)
            for outcome in self.verdicts.outcomes
        )

    def confidence(self, column: int) -> Confidence:
        """How much of the answer rests on facts that are known and not out of date."""
        weights = [item.weight.weight for item in self.scores.contributions]
        known = [bool(self._at(item.known, column)) for item in self.scores.contributions]
        share = sum(w for w, is_known in zip(weights, known, strict=True) if is_known) / 100.0
        if share < LEAST_KNOWN_SHARE:
            return "low"
        is_fresh = 0 <= _months(self.labour.released, self.as_of) <= OLD_AFTER_MONTHS
        is_complete = self.is_complete(column)
        return "high" if share >= MOST_KNOWN_SHARE and is_fresh and is_complete else "medium"

    def open_facts(self, outcome: Outcome) -> tuple[str, ...]:
        """The unknown household facts that a rule reads, guards first, in the rule's order."""
        return tuple(path for path in outcome.rule.household_paths if self._is_unknown(path))

    # -- one reason

    def _reason(self, outcome: Outcome, column: int, place: Place) -> Reason:
        rule = outcome.rule
        is_open = bool(self._at(outcome.is_open, column))
        facts = facts_read(rule, self.profile, place, snapshot=self.snapshot, labour=self.labour)
        words = {**self._words(outcome, column, place), "period": _period(facts)}
        text = self._to_verify(outcome, column) if is_open else _filled(rule.reason, words)
        colour = cast(Colour, COLOUR_NAMES[int(self._at(outcome.colour, column))])
        return Reason(rule.id, rule.about, colour, is_open, text, facts)

    def _words(self, outcome: Outcome, column: int, place: Place) -> dict[str, Text]:
        rule = outcome.rule
        region = self.snapshot.economic_region(place.economic_region).name
        return {
            "place": Text(place.name, place.name),
            "region": Text(place.region.name, place.region.name),
            "economic_region": Text(region, region),
            "value": self._value_words(rule, float(self._at(outcome.value, column))),
            "occupation": self._occupation(rule),
            "limit": _limit_words(rule, float(self._at(outcome.value, column))),
        }

    def _value_words(self, rule: Rule, value: float) -> Text:
        if not np.isfinite(value):
            return Text("une valeur inconnue", "an unknown value")
        if rule.factor.levels is not None:
            return rule.factor.levels.words[int(value)].label
        unit = f"\u00a0{rule.factor.unit}" if rule.factor.unit else ""
        value = round(value, 1)
        return Text(f"{number_fr(value)}{unit}", f"{number_en(value)}{unit}")

    def _occupation(self, rule: Rule) -> Text:
        noc = self.profile.word(f"adults.{rule.factor.earner}.occupation_noc")
        if rule.factor.earner is None or noc is None:
            return Text("métier inconnu", "unknown occupation")
        return self.labour.title(noc)

    def _to_verify(self, outcome: Outcome, column: int) -> Text:
        """An open rule: what it is about, and the questions to ask."""
        title = outcome.rule.factor.title
        if self._at(outcome.lacks_place_fact, column):
            return Text(
                f"À vérifier auprès de la région : {title.fr} (donnée absente de nos sources).",
                f"To verify with the region: {title.en} (not in our sources).",
            )
        paths = [path for path in self.open_facts(outcome) if is_askable(self.profile, path)]
        questions = [spoken_question(path) for path in paths]
        if not questions:
            return self._nothing_to_ask(outcome)
        return Text(
            f"À vérifier : {title.fr}. {questions[0].fr}",
            f"To verify: {title.en}. {questions[0].en}",
        )

    def _nothing_to_ask(self, outcome: Outcome) -> Text:
        title = outcome.rule.factor.title
        gaps = [self.profile.gap(path) for path in outcome.rule.household_paths]
        if Gap.DECLINED not in gaps:
            return Text(f"À vérifier : {title.fr}.", f"To verify: {title.en}.")
        return Text(
            f"À vérifier : {title.fr} (la personne préfère ne pas répondre).",
            f"To verify: {title.en} (the person prefers not to answer).",
        )

    def _is_unknown(self, path: str) -> bool:
        return self.profile.gap(path) in {Gap.UNKNOWN, Gap.DECLINED}

    # -- reading one column

    def _not_green(self, column: int) -> tuple[Outcome, ...]:
        """The outcomes that are yellow or red here, worst first."""
        worse = [
            (outcome, int(self._at(outcome.colour, column))) for outcome in self.verdicts.outcomes
        ]
        worse.sort(key=lambda item: -item[1])
        return tuple(outcome for outcome, colour in worse if colour > GREEN)

    @staticmethod
    def _at(table: np.ndarray, column: int) -> float:
        """The cell of a broadcast table for the only household and one place."""
        return cast(float, table[0, column if table.shape[1] > 1 else 0])


def _filled(sentence: Text, words: dict[str, Text]) -> Text:
    return Text(
        sentence.fr.format(**{name: text.fr for name, text in words.items()}),
        sentence.en.format(**{name: text.en for name, text in words.items()}),
    )


def _period(facts: tuple[ReadFact, ...]) -> Text:
    """The reference period of the first dated fact that was read."""
    period = next((fact.period for fact in facts if fact.period), "")
    return Text(period, period)


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
