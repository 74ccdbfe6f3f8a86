"""The tables of `ancrage rules try`: colours, marks, rules, first places."""

from __future__ import annotations

from collections.abc import Sequence

import click

from features.factor import About
from matching.decision import Stamp
from matching.ruleset import Ruleset
from matching.trial_result import (
    ColourCounts,
    First,
    Mark,
    RuleCounts,
    Trial,
)
from regions_data.text import Text
from service.cli.blocked_text import households_words, shortened, write_blocked
from service.cli.decision_text import write_stamp
from service.cli.printing import Page

MOST_FIRST = 5


def write_trial(trial: Trial, stamp: Stamp, ruleset: Ruleset, page: Page) -> None:
    """The four tables of a trial, and what they do not say."""
    page.line(click.style(page.say(_HEADING), bold=True))
    write_stamp(stamp, ruleset, page)
    page.paragraph(page.say(_panel_words(trial, page)))
    _write_colours(trial, page)
    _write_marks(trial.marks, page)
    _write_rules(trial, page)
    write_blocked(trial, page)
    _write_first(trial.towns, _FIRST_TOWN, trial, page)
    _write_first(trial.regions, _FIRST_REGION, trial, page)
    page.line()
    page.paragraph(page.say(_NOT_SAID))


def share(count: int, total: int, page: Page) -> str:
    """A share with one decimal; only none is written 0 %, and only all 100 %."""
    tenths = round(1000 * count / total)
    if count in {0, total}:
        number = str(100 * count // total)
    elif tenths in {0, 1000}:
        number = "< 0.1" if tenths == 0 else "> 99.9"
    else:
        number = f"{tenths // 10}.{tenths % 10}"
    return f"{number.replace('.', ',')} %" if page.language == "fr" else f"{number}%"


# -- the panel, the colours, the marks


def _panel_words(trial: Trial, page: Page) -> Text:
    people, places, pairs = (page.number(n) for n in (trial.households, trial.places, trial.pairs))
    seed = trial.seed
    fr = "ménage" if trial.households == 1 else "ménages"
    en = "household" if trial.households == 1 else "households"
    if trial.origin == "generated":
        fr += f" inventé{'s' * (trial.households > 1)} (graine {seed})"
        en = f"invented {en} (seed {seed})"
    return Text(
        f"{people} {fr} × {places} lieux listés = {pairs} paires.",
        f"{people} {en} × {places} listed places = {pairs} pairs.",
    )


def _write_colours(trial: Trial, page: Page) -> None:
    page.title(_COLOURS)
    rows = [["", *(page.badge(colour) for colour in ("green", "yellow", "red"))]]
    for title, counts in ((_BY_FIT, trial.fit), (_BY_COLOUR, trial.colour)):
        rows.append([page.say(title), *_shares(counts, trial.pairs, page)])
    page.table(rows, right=(1, 2, 3))


def _shares(counts: ColourCounts, total: int, page: Page) -> list[str]:
    return [share(count, total, page) for count in (counts.green, counts.yellow, counts.red)]


def _write_marks(marks: Sequence[Mark], page: Page) -> None:
    page.title(_MARKS)
    rows = [[page.say(word) for word in (Text("", ""), _MEASURED, _LIMIT, Text("", ""))]]
    for mark in marks:
        limit = Text(f"≤ {mark.limit_pct} %", f"≤ {mark.limit_pct}%")
        measured = share(mark.count, mark.total, page)
        answer = page.say(_REACHED if mark.is_reached else _NOT_REACHED)
        rows.append([answer, measured, page.say(limit), page.say(mark.title)])
    page.table(rows, right=(1, 2))


# -- rule by rule


def _write_rules(trial: Trial, page: Page) -> None:
    for about, title in _ABOUT_TITLES:
        some = [rule for rule in trial.rules if rule.about == about and rule.not_green]
        page.title(title)
        if some:
            page.table(_rule_rows(some, trial.pairs, page), right=(1, 2, 3, 4))
        else:
            page.line(page.say(_NOTHING_SAID))
    page.line()
    _write_silent(trial.rules, page)


def _rule_rows(rules: Sequence[RuleCounts], pairs: int, page: Page) -> list[list[str]]:
    """A row a rule: the most often sole cause first, then the most often not green."""
    rows = [[page.say(word) for word in _RULE_COLUMNS]]
    for rule in sorted(rules, key=lambda rule: (-rule.sole_cause, -rule.not_green)):
        counts = (rule.yellow, rule.to_verify, rule.red, rule.sole_cause)
        rows.append([shortened(rule.rule), *(share(count, pairs, page) for count in counts)])
    return rows


def _write_silent(rules: Sequence[RuleCounts], page: Page) -> None:
    """The rules that could have spoken and did not, and how many can only add steps."""
    silent = [rule.rule for rule in rules if not rule.not_green and not rule.only_prepares]
    if silent:
        named = ", ".join(silent)
        words = Text(f"Ni jaune ni rouge ici : {named}.", f"Neither yellow nor red here: {named}.")
        page.paragraph(page.say(words))
    steps = sum(rule.only_prepares for rule in rules)
    if steps:
        page.paragraph(page.say(_steps_words(steps)))


def _steps_words(count: int) -> Text:
    if count == 1:
        return Text(
            "1 règle ne fait qu'ajouter une étape, sans couleur.",
            "1 rule only adds a step, without a colour.",
        )
    return Text(
        f"{count} règles ne font qu'ajouter des étapes, sans couleur.",
        f"{count} rules only add steps, without a colour.",
    )


# -- which places come first


def _write_first(first: Sequence[First], title: Text, trial: Trial, page: Page) -> None:
    page.title(title)
    page.table(
        [
            [
                one.name,
                households_words(one.households, page),
                share(one.households, trial.households, page),
            ]
            for one in first[:MOST_FIRST]
        ],
        right=(1, 2),
    )
    others = len(first) - MOST_FIRST
    if others > 0:
        number = page.number(others)
        page.line(page.say(Text(f"et {number} de plus.", f"and {number} more.")))


_HEADING = Text("Essai d'un jeu de règles", "Trial of a ruleset")
_COLOURS = Text("Couleurs, en part des paires", "Colours, as a share of the pairs")
_BY_FIT = Text("ce qui tient au lieu", "what depends on the place")
_BY_COLOUR = Text("couleur de la paire", "the pair's colour")
_MARKS = Text(
    "Repères d'un jeu de règles utile (jugement de produit)",
    "Marks of a useful ruleset (product judgement)",
)
_MEASURED, _LIMIT = Text("mesuré", "measured"), Text("repère", "mark")
_REACHED, _NOT_REACHED = Text("atteint", "reached"), Text("non atteint", "not reached")
_ABOUT_TITLES: tuple[tuple[About, Text], ...] = (
    ("place", Text("Règles sur le lieu, en part des paires", "Rules about the place, by pairs")),
    (
        "household",
        Text(
            "Règles sur la préparation du ménage, en part des paires",
            "Rules about the household's preparation, by pairs",
        ),
    ),
)
_RULE_COLUMNS = (
    Text("règle", "rule"),
    Text("jaune", "yellow"),
    Text("à vérifier", "to verify"),
    Text("rouge", "red"),
    Text("seule cause", "sole cause"),
)
_NOTHING_SAID = Text("Aucune n'a donné de jaune ni de rouge.", "None gave a yellow or a red.")
_FIRST_TOWN = Text("Lieu nommé en premier", "Place named first")
_FIRST_REGION = Text("Région nommée en premier", "Region named first")
_NOT_SAID = Text(
    "Cet essai dit ce que les règles répondent, pas ce qui est arrivé à des ménages : il ne montre "
    "pas qu'une couleur prédit un établissement durable.",
    "This trial says what the rules answer, not what happened to households: it does not show that "
    "a colour foretells a durable settlement.",
)
