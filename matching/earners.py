"""How the household rule joins both earners' prospects in a place, and what it hides of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from features.factors.work import WORK_PROSPECTS, earner_prospects, is_by_place
from features.pairs import Flags, HouseholdRule, Pairs
from features.place import Numbers
from matching.decision import Earners
from matching.evaluate import cell
from regions_data.text import Language, Text, number_en, number_fr

RULE_WORDS: dict[HouseholdRule, Text] = {
    "at_least_one": Text("la meilleure des deux", "the better of the two"),
    "mean": Text("la moyenne des deux", "the mean of the two"),
    "weakest": Text("la plus faible des deux", "the weaker of the two"),
    "sum": Text("la somme des deux, au plus 1", "the sum of the two, at most 1"),
}
_BASIS = {
    True: Text(
        "selon la distance de l'offre ou de la formation",
        "by the distance to the offer or training",
    ),
    False: Text("selon les perspectives", "by the outlook"),
}
_EARNERS = (
    Text("la personne", "the person"),
    Text("la conjointe ou le conjoint", "the partner"),
)


@dataclass(frozen=True, eq=False)
class Prospects:
    """Both earners' prospects of the only household, in every place."""

    household_rule: HouseholdRule
    of_each: tuple[tuple[Numbers, Flags], ...]
    combined: Numbers
    are_by_place: tuple[Flags, Flags]

    @classmethod
    def of(cls, pairs: Pairs) -> Prospects:
        """The prospects of the only household of some pairs."""
        return cls(
            pairs.household_rule,
            earner_prospects(pairs),
            WORK_PROSPECTS.compute(pairs),
            (is_by_place(pairs, 0), is_by_place(pairs, 1)),
        )

    def at(self, column: int) -> Earners:
        """Both earners' prospects in one place and what the score keeps of them."""
        prospects = tuple(
            _at(value, column) if cell(counts, column) else None for value, counts in self.of_each
        )
        combined = _at(self.combined, column)
        by_place = tuple(bool(cell(each, column)) for each in self.are_by_place)
        rule = self.household_rule
        return Earners(rule, prospects, combined, _told(rule, prospects, combined, by_place))


def _told(
    rule: HouseholdRule,
    prospects: tuple[float | None, ...],
    combined: float | None,
    by_place: tuple[bool, ...],
) -> Text | None:
    """Who has less, or more, than the score says; nothing when there is one earner or no gap."""
    known = [value for value in prospects if value is not None]
    if len(known) < 2 or combined is None or known[0] == known[1]:
        return None
    fr, en = (_both(known, by_place, combined, language) for language in ("fr", "en"))
    weaker = int(known[1] < known[0])
    if rule != "weakest":
        who = _EARNERS[weaker]
        return Text(
            f"{fr} ({RULE_WORDS[rule].fr}). {_capital(who.fr)} a moins : à regarder ensemble.",
            f"{en} ({RULE_WORDS[rule].en}). {_capital(who.en)} has less: to look at together.",
        )
    who = _EARNERS[1 - weaker]
    return Text(
        f"{fr} ({RULE_WORDS[rule].fr}). {_capital(who.fr)} a plus, et le score n'en dit rien.",
        f"{en} ({RULE_WORDS[rule].en}). {_capital(who.en)} has more, and the score does not say.",
    )


def _both(
    known: list[float], by_place: tuple[bool, ...], combined: float, language: Language
) -> str:
    """Both prospects, what each is, and what the score keeps, without the rule's name."""
    write = number_fr if language == "fr" else number_en
    said = [
        f"{who.in_language(language)} {write(value)} ({_BASIS[placed].in_language(language)})"
        for who, value, placed in zip(_EARNERS, known, by_place, strict=True)
    ]
    if language == "fr":
        return f"Emploi, de 0 à 1 : {', '.join(said)} ; le score retient {write(combined)}"
    return f"Work, 0 to 1: {', '.join(said)}; the score keeps {write(combined)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _at(table: Numbers, column: int) -> float | None:
    """The value in one place, to 0.01; None where it is unknown."""
    value = cell(table, column)
    return round(value, 2) if np.isfinite(value) else None
