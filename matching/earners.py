"""How the household rule joins both earners' prospects in a place, and what it hides of each."""

from __future__ import annotations

import numpy as np

from features.factors.work import WORK_PROSPECTS, earner_prospects
from features.pairs import HouseholdRule, Pairs
from features.place import Numbers
from matching.decision import Earners
from matching.evaluate import cell
from regions_data.text import Text, number_en, number_fr

RULE_WORDS: dict[HouseholdRule, Text] = {
    "at_least_one": Text("la meilleure des deux", "the better of the two"),
    "mean": Text("la moyenne des deux", "the mean of the two"),
    "weakest": Text("la plus faible des deux", "the weaker of the two"),
    "sum": Text("la somme des deux, au plus 1", "the sum of the two, at most 1"),
}
_EARNERS = (
    Text("la personne", "the person"),
    Text("la conjointe ou le conjoint", "the partner"),
)


def earners(pairs: Pairs, column: int) -> Earners:
    """Both earners' prospects in one place and what the score keeps of them."""
    prospects = tuple(
        _at(value, column) if cell(counts, column) else None
        for value, counts in earner_prospects(pairs)
    )
    combined = _at(WORK_PROSPECTS.compute(pairs), column)
    rule = pairs.household_rule
    return Earners(rule, prospects, combined, _told(rule, prospects, combined))


def _told(
    rule: HouseholdRule, prospects: tuple[float | None, ...], combined: float | None
) -> Text | None:
    """Who has less, or more, than the score says; nothing when there is one earner or no gap."""
    known = [value for value in prospects if value is not None]
    if len(known) < 2 or combined is None or known[0] == known[1]:
        return None
    both = _both(known, rule, combined)
    weaker = int(known[1] < known[0])
    hidden = _EARNERS[weaker] if combined > min(known) else _EARNERS[1 - weaker]
    more = combined > min(known)
    fr = (
        "a moins que ce que le score retient : regardez-y de près"
        if more
        else ("a plus, et le score n'en dit rien")
    )
    en = (
        "has less than the score keeps: look closely"
        if more
        else ("has more, and the score says nothing of it")
    )
    return Text(f"{both.fr} {_capital(hidden.fr)} {fr}.", f"{both.en} {_capital(hidden.en)} {en}.")


def _both(known: list[float], rule: HouseholdRule, combined: float) -> Text:
    fr = [number_fr(value) for value in (*known, combined)]
    en = [number_en(value) for value in (*known, combined)]
    words = RULE_WORDS[rule]
    return Text(
        f"Perspectives d'emploi, de 0 à 1 : {_EARNERS[0].fr} {fr[0]}, {_EARNERS[1].fr} {fr[1]} ; "
        f"le score retient {fr[2]} ({words.fr}).",
        f"Work prospects, 0 to 1: {_EARNERS[0].en} {en[0]}, {_EARNERS[1].en} {en[1]}; the score "
        f"keeps {en[2]} ({words.en}).",
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _at(table: Numbers, column: int) -> float | None:
    """The value in one place, to 0.01; None where it is unknown."""
    value = cell(table, column)
    return round(value, 2) if np.isfinite(value) else None
