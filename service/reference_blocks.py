"""What the generated parts of the reference pages say, each in French and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from matching.ruleset import Rule, Ruleset
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.check import Coverage, coverage
from regions_data.registry import Entry, Registry, read_registry
from regions_data.snapshot import PACKAGED_FOLDER, Snapshot, load_snapshot
from regions_data.text import Language, Text, number_en, number_fr
from service.cli.decision_text import step_words
from service.cli.rules import rule_sentence
from service.reference_fields import fields_table, guard_words, refused_list
from service.reference_log import column_rows


@dataclass(frozen=True, eq=False)
class Known:
    """What the pages are written from: the shipped ruleset and snapshot, in one language."""

    ruleset: Ruleset
    snapshot: Snapshot
    registry: Registry
    language: Language = "fr"

    def say(self, fr: str, en: str) -> str:
        """One of the two wordings."""
        return fr if self.language == "fr" else en

    def text(self, text: Text) -> str:
        """A text in this page's language."""
        return text.in_language(self.language)

    def number(self, value: float) -> str:
        """A number as this page's language writes it."""
        return number_fr(value) if self.language == "fr" else number_en(value)


def load_known() -> Known:
    """The ruleset in force and the snapshot shipped with the code."""
    path = default_ruleset_path()
    ruleset = read_ruleset(path.read_bytes(), path.name)
    return Known(ruleset, load_snapshot(PACKAGED_FOLDER), read_registry(PACKAGED_FOLDER))


def table(heading: str, rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table; the heading's cells are separated by `|`.

    >>> table("a|b", [("1", "2")]).splitlines()
    ['| a | b |', '|---|---|', '| 1 | 2 |']
    """
    cells = heading.split("|")
    lines = [cells, *rows]
    written = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([written[0], "|---" * len(cells) + "|", *written[1:]])


# -- indicators


def _indicators(known: Known) -> str:
    rows = coverage(known.snapshot)
    heading = known.say(
        "identifiant|indicateur|unité ou valeurs|niveau|source et période|préférable|"
        "peut colorer|connu, lieux listés|mises en garde",
        "id|indicator|unit or values|level|source and period|better|may colour|"
        "known, listed places|warnings",
    )
    pairs = zip(known.registry.entries, rows, strict=True)
    return table(heading, [_indicator_row(entry, row, known) for entry, row in pairs])


def _indicator_row(entry: Entry, row: Coverage, known: Known) -> tuple[str, ...]:
    indicator = entry.indicator
    listed = sum(place.listed for place in known.snapshot.places)
    unit = known.text(known.registry.units[indicator.unit])
    levels = ", ".join(f"`{level}`" for level in indicator.levels)
    better = {"up": ("plus haut", "higher"), "down": ("plus bas", "lower"), "none": ("—", "—")}
    percent = f"{known.number(row.listed_pct)}{known.say(' %', '%')}"
    return (
        f"`{indicator.id}`",
        known.text(indicator.title),
        levels or unit,
        known.text(_LEVELS[entry.level]),
        f"{known.snapshot.sources[entry.source].publisher}, {entry.period}",
        known.say(*better[indicator.good]),
        known.say("oui", "yes") if indicator.gates else known.say("non", "no"),
        f"{known.number(row.known_listed)} / {known.number(listed)} ({percent})",
        ", ".join(f"`{label}`" for label in entry.labels) or "—",
    )


def _warnings(known: Known) -> str:
    places = _places_by_label(known.snapshot)
    rows = [
        (f"`{key}`", known.text(words), known.number(len(places.get(words, ()))))
        for key, words in known.registry.labels.items()
    ]
    return table(known.say("clé|mise en garde|lieux", "key|warning|places"), rows)


def _places_by_label(snapshot: Snapshot) -> dict[Text, set[str]]:
    """The places that show each warning at least once, on themselves or on a fact."""
    found: dict[Text, set[str]] = {}
    for place in snapshot.places:
        labels = [snapshot.label(key) for key in place.labels]
        for indicator in snapshot.indicators:
            fact = snapshot.fact(place.code, indicator.id)
            labels += () if fact.value is None else fact.labels
        for label in labels:
            found.setdefault(label, set()).add(place.code)
    return found


def _reasons(known: Known) -> str:
    rows = [(f"`{key}`", known.text(words)) for key, words in known.registry.reasons.items()]
    return table(known.say("clé|pourquoi la valeur manque", "key|why the value is missing"), rows)


# -- rules


def _identity(known: Known) -> str:
    ruleset = known.ruleset
    counts = len(ruleset.rules), len(ruleset.weights)
    return known.say(
        f"Version {ruleset.version}, en vigueur depuis le {ruleset.effective_from} · "
        f"{counts[0]} règles, {counts[1]} poids · responsable : {ruleset.owner} · règle du "
        f"ménage : `{ruleset.household_rule}`.",
        f"Version {ruleset.version}, in force since {ruleset.effective_from} · {counts[0]} rules, "
        f"{counts[1]} weights · owner: {ruleset.owner} · household rule: "
        f"`{ruleset.household_rule}`.",
    )


def _rules(known: Known) -> str:
    return "\n\n".join(_rule(rule, known) for rule in known.ruleset.rules)


def _rule(rule: Rule, known: Known) -> str:
    sentence = known.text(rule_sentence(rule))
    lines = [f"### {rule.id}", "", sentence[0].upper() + sentence[1:], ""]
    about = {
        "place": ("le lieu (entre dans `fit`)", "the place (enters `fit`)"),
        "household": ("la préparation du ménage (`preparation`)", "the household (`preparation`)"),
    }
    lines.append(f"- {known.say('Porte sur', 'About')} {known.say(*about[rule.about])}")
    for guard in rule.guards:
        asked = known.text(guard_words(guard))
        lines.append(f"- {known.say('Condition :', 'Condition:')} {asked}")
    lines.append(f"- {known.say('Phrase affichée :', 'Sentence shown:')} {known.text(rule.reason)}")
    if rule.step is not None:
        step = known.text(rule.step.text)
        lines.append(
            f"- {known.say('Étape :', 'Step:')} {step} ({known.text(step_words(rule.step))})"
        )
    evidence = ", ".join(rule.evidence.rules)
    strength = known.text(_STRENGTHS[rule.evidence.strength])
    lines.append(f"- {known.say('Appui :', 'Evidence:')} RULES {evidence} ({strength})")
    lines.append(
        known.say(
            f"- Responsable : {rule.owner} · à revoir avant le {rule.review_by}",
            f"- Owner: {rule.owner} · to review by {rule.review_by}",
        )
    )
    if known.language == "en":  # the justification is written for whoever edits the file
        lines.append(f"- Justification: {rule.justification}")
    return "\n".join(lines)


def _weights(known: Known) -> str:
    rows = []
    for weight in known.ruleset.weights:
        points = " · ".join(
            f"{known.number(x)} → {known.number(share * weight.weight)}"
            for x, share in weight.points
        )
        title = known.text(weight.factor.title)
        rows.append((f"`{weight.factor.id}`", title, known.number(weight.weight), points))
    heading = known.say(
        "facteur|ce qu'il mesure|poids|valeur → points", "factor|what|weight|points"
    )
    return table(heading, rows)


def _covered(known: Known) -> str:
    """Each entry of the catalogue of rules that the ruleset stands on, with who stands on it."""
    covered: dict[str, list[str]] = {}
    for rule in known.ruleset.rules:
        for entry in rule.evidence.rules:
            covered.setdefault(entry, []).append(f"`{rule.id}`")
    rows = [(entry, ", ".join(covered[entry])) for entry in sorted(covered)]
    return table("RULES|rules of this file that stand on it", rows)


def _profile(known: Known) -> str:
    return table(*fields_table(known.ruleset, known.language))


def _refused(_: Known) -> str:
    return refused_list()


_LEVELS = {
    "municipality": Text("municipalité", "municipality"),
    "mrc": Text("MRC", "MRC"),
    "region": Text("région", "region"),
    "economic_region": Text("région économique", "economic region"),
    "province": Text("Québec", "Québec"),
}
_STRENGTHS = {
    "supported": Text(
        "idée tirée d'une source, repère choisi par le produit",
        "idea from a source, limit chosen by the product",
    ),
    "expert": Text("avis de spécialistes", "opinion of experts"),
    "proposal": Text("proposition du produit", "proposal of the product"),
}


def _journal(known: Known) -> str:
    heading = known.say("colonne|ce que c'est|contenu", "column|what it is|content")
    return table(heading, column_rows(known.language))


Block = Callable[[Known], str]
_IN_TWO_LANGUAGES: dict[str, Block] = {
    "fields": _profile,
    "refused": _refused,
    "indicators": _indicators,
    "warnings": _warnings,
    "reasons": _reasons,
    "identity": _identity,
    "rules": _rules,
    "weights": _weights,
    "covered": _covered,
    "journal": _journal,
}


def _in_language(block: Block, language: Language, known: Known) -> str:
    return block(replace(known, language=language))


_LANGUAGES: tuple[Language, ...] = ("fr", "en")
BLOCKS: Mapping[str, Block] = {
    f"{name}.{language}": partial(_in_language, block, language)
    for name, block in _IN_TWO_LANGUAGES.items()
    for language in _LANGUAGES
}
"""Every part that a page may ask for, by name and language: `fields.fr`, `rules.en`…"""
