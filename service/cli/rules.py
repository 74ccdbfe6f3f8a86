"""`ancrage rules`: check a ruleset, read it as sentences, or try it on households."""

from __future__ import annotations

import click

from matching.ruleset import Band, Rule, Ruleset, Weight
from regions_data.text import Language, Text, number_en, number_fr
from service.cli.options import FrenchCommand, FrenchGroup, load_ruleset, shared_options
from service.cli.printing import Page, to_json, write
from service.cli.rules_try import try_command

_COLOURS = {
    "green": Text("vert", "green"),
    "yellow": Text("jaune", "yellow"),
    "red": Text("rouge", "red"),
}


@click.group(cls=FrenchGroup)
@click.help_option("--help", help="Afficher cette aide. / Show this help.")
def rules() -> None:
    """Le jeu de règles : vérifier, lire, essayer. / The ruleset: check, read, try."""


@rules.command(cls=FrenchCommand)
@click.argument("file", metavar="[FICHIER]", required=False)
@shared_options
def check(file: str | None, as_json: bool, language: Language) -> None:
    """Dire toutes les erreurs d'un jeu de règles. / Tell every mistake of a ruleset."""
    ruleset = load_ruleset(file)
    if as_json:
        write(to_json({"ruleset": _identity(ruleset), "problems": []}))
        return
    page = Page(language)
    count = len(ruleset.rules)
    page.paragraph(
        page.say(
            Text(
                f"✔ Jeu de règles {ruleset.version} : {count} règles, {len(ruleset.weights)} poids "
                f"(total 100), en vigueur depuis le {ruleset.effective_from}.",
                f"✔ Ruleset {ruleset.version}: {count} rules, {len(ruleset.weights)} weights "
                f"(total 100), in force since {ruleset.effective_from}.",
            )
        )
    )
    page.show()


@rules.command(cls=FrenchCommand)
@click.argument("file", metavar="[FICHIER]", required=False)
@shared_options
def show(file: str | None, as_json: bool, language: Language) -> None:
    """Lire chaque règle comme une phrase. / Read each rule as a sentence."""
    ruleset = load_ruleset(file)
    if as_json:
        write(to_json({"ruleset": _identity(ruleset), **_rules_json(ruleset)}))
        return
    page = Page(language)
    page.line(f"{page.say(Text('Jeu de règles', 'Ruleset'))} {ruleset.version}")
    page.paragraph(ruleset.changelog)
    for rule in ruleset.rules:
        _write_rule(rule, page)
    page.title(Text("Score, sur 100 points", "Score, out of 100 points"))
    for weight in ruleset.weights:
        page.paragraph(_weight_sentence(weight, page), hanging="    ")
    page.show()


rules.add_command(try_command)


def rule_sentence(rule: Rule) -> Text:
    """A rule as one sentence: what it looks at and which colour follows.

    Said by the comparisons themselves, so that the words cannot drift from the test.
    """
    if rule.only_prepares:
        words = Text("étape seulement, sans couleur", "a step only, without a colour")
        return Text(f"{rule.factor.title.fr} : {words.fr}.", f"{rule.factor.title.en}: {words.en}.")
    parts = [_band_words(band, rule.factor.unit) for band in rule.bands]
    return Text(
        f"{rule.factor.title.fr} : {', '.join(part.fr for part in parts)}.",
        f"{rule.factor.title.en}: {', '.join(part.en for part in parts)}.",
    )


def _band_words(band: Band, unit: str) -> Text:
    colour = _COLOURS[band.colour]
    if band.when is None:
        return Text(f"sinon {colour.fr}", f"otherwise {colour.en}")
    words = band.when.words(unit)
    return Text(f"{words.fr} → {colour.fr}", f"{words.en} → {colour.en}")


def _write_rule(rule: Rule, page: Page) -> None:
    page.line()
    page.line(click.style(rule.id, bold=True))
    page.paragraph(page.say(rule_sentence(rule)), indent="  ")
    about = Text("sur le lieu", "about the place")
    if rule.about == "household":
        about = Text("sur la préparation du ménage", "about the household's preparation")
    guards = [f"{guard.path} = {' | '.join(guard.words)}" for guard in rule.guards]
    details = [page.say(about), f"RULES {', '.join(rule.evidence.rules)}", *guards]
    review = Text(f"à revoir le {rule.review_by}", f"to review by {rule.review_by}")
    details += [page.say(Text(f"responsable : {rule.owner}", f"owner: {rule.owner}"))]
    page.paragraph(" · ".join([*details, page.say(review)]), indent="  ")


def _weight_sentence(weight: Weight, page: Page) -> str:
    number = number_fr if page.language == "fr" else number_en
    points = ", ".join(
        f"{number(x)} → {number(share * weight.weight)}" for x, share in weight.points
    )
    colon = " :" if page.language == "fr" else ":"
    return f"{number(weight.weight):>2}  {page.say(weight.factor.title)}{colon} {points}"


def _identity(ruleset: Ruleset) -> dict[str, object]:
    return {
        "version": ruleset.version,
        "hash": ruleset.hash,
        "effective_from": ruleset.effective_from.isoformat(),
        "owner": ruleset.owner,
        "changelog": ruleset.changelog,
        "household_rule": ruleset.household_rule,
    }


def _rules_json(ruleset: Ruleset) -> dict[str, object]:
    return {
        "rules": [
            {
                "id": rule.id,
                "about": rule.about,
                "factor": rule.factor.id,
                "sentence": rule_sentence(rule).as_json(),
                "evidence": list(rule.evidence.rules),
                "strength": rule.evidence.strength,
                "owner": rule.owner,
                "review_by": rule.review_by.isoformat(),
            }
            for rule in ruleset.rules
        ],
        "weights": [
            {"factor": w.factor.id, "weight": w.weight, "points": [list(p) for p in w.points]}
            for w in ruleset.weights
        ],
    }
