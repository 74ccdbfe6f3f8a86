"""Say why: the sentence, the facts and the step behind each colour of one pair."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

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
from matching.facts_read import facts_read
from matching.ruleset import Rule
from matching.score import HUNDREDTHS, Scores
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

    @property
    def profile(self) -> HouseholdProfile:
        """The only household."""
        return self.pairs.households.profiles[0]

    def reasons(self, column: int, place: Place) -> tuple[Reason, ...]:
        """Every rule that applied, worst first, greens included."""
        found = [(outcome, int(cell(outcome.colour, column))) for outcome in self.verdicts.outcomes]
        applied = [(outcome, colour) for outcome, colour in found if colour != NOT_APPLIED]
        applied.sort(key=lambda item: -item[1])  # stable: the ruleset's order inside a colour
        return tuple(self._reason(outcome, column, place) for outcome, _ in applied)

    def steps(self, column: int, place: Place) -> tuple[StepToTake, ...]:
        """What to prepare: settled reds and yellows, then what calls for a step and no colour.

        An open rule has its question instead.
        """
        due = (*self._not_green(column), *self._only_prepared(column))
        return tuple(
            StepToTake(
                outcome.rule.id,
                _filled(outcome.rule.step.text, self._words(outcome, column, place)),
                outcome.rule.step.owner,
                outcome.rule.step.before_departure,
            )
            for outcome in due
            if outcome.rule.step is not None and not cell(outcome.is_open, column)
        )

    def contributions(self, column: int) -> tuple[Points, ...]:
        """The points of each weight, in the ruleset's order."""
        return tuple(
            Points(
                factor=item.weight.factor.id,
                title=item.weight.factor.title,
                weight=item.weight.weight,
                value=_finite(cell(item.value, column)),
                unit=item.weight.factor.unit,
                points=float(cell(item.hundredths, column)) / HUNDREDTHS,
                known=bool(cell(item.known, column)),
            )
            for item in self.scores.contributions
        )

    def is_complete(self, column: int) -> bool:
        """Whether no household fact is missing for a colour here."""
        return not any(
            cell(outcome.is_open, column) and not cell(outcome.lacks_place_fact, column)
            for outcome in self.verdicts.outcomes
        )

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
        return facts_to_ask(self.profile, outcome.rule.household_paths)

    # -- one reason

    def _reason(self, outcome: Outcome, column: int, place: Place) -> Reason:
        rule = outcome.rule
        is_open = bool(cell(outcome.is_open, column))
        facts = facts_read(rule, self.profile, place, snapshot=self.snapshot, labour=self.labour)
        words = {**self._words(outcome, column, place), "period": _period(facts)}
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

    def _words(self, outcome: Outcome, column: int, place: Place) -> dict[str, Text]:
        rule = outcome.rule
        region = self.snapshot.economic_region(place.economic_region).name
        return {
            "place": Text(place.name, place.name),
            "region": Text(place.region.name, place.region.name),
            "economic_region": Text(region, region),
            "value": self._value_words(rule, float(cell(outcome.value, column))),
            "occupation": self._occupation(rule),
            "limit": _limit_words(rule, float(cell(outcome.value, column))),
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
            worlds = (self.pairs.fixing(path, at_best=at_best) for at_best in (True, False))
            best, worst = (apply_rule(rule, world).colour for world in worlds)
            self._telling[key] = np.asarray(best != worst)
        return self._telling[key]

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

    def _not_green(self, column: int) -> tuple[Outcome, ...]:
        """The outcomes that are yellow or red here, worst first."""
        worse = [(outcome, int(cell(outcome.colour, column))) for outcome in self.verdicts.outcomes]
        worse.sort(key=lambda item: -item[1])
        return tuple(outcome for outcome, colour in worse if colour > GREEN)

    def _only_prepared(self, column: int) -> tuple[Outcome, ...]:
        """The outcomes that apply here and only call for a step."""
        return tuple(
            outcome
            for outcome in self.verdicts.outcomes
            if outcome.rule.only_prepares and cell(outcome.colour, column) != NOT_APPLIED
        )


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
