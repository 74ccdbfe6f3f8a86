"""The table of every fact of a household profile, as its schema says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.factor import Factor
from features.field import Field
from features.schema import FIELDS, REFUSED_KEYS, field_at
from features.vocabulary import Vocabulary
from matching.ruleset import Guard, Ruleset
from regions_data.text import Language, Text, number_en, number_fr

DIRECTED_NUMBERS = ("french_oral_level", "french_written_level", "expires")
"""The facts beside the ranked words that have a better side: DESIGN §2.4."""
OTHER_USES: dict[str, Text] = {
    "candidate_id": Text("titre de la page", "title of the page"),
    "preferences.municipalities": Text("lieux demandés", "places asked for"),
    "preferences.regions": Text("régions demandées", "regions asked for"),
    "adults[].job_offer.start_date": Text("départ urgent", "urgent departure"),
    "adults[].training.start_date": Text("départ urgent", "urgent departure"),
}
"""What reads a fact besides the rules and the score."""
_HEADING = Text(
    "renseignement|ce que c'est|valeurs acceptées|orienté|lu par",
    "fact|what it is|accepted values|directed|read by",
)
_KINDS: dict[str, Text] = {
    "date": Text("date `AAAA-MM-JJ`", "date `YYYY-MM-DD`"),
    "noc": Text("code CNP 2021 à cinq chiffres", "five-digit NOC 2021 code"),
    "municipality": Text("code à cinq chiffres ou nom", "five-digit code or name"),
    "municipalities": Text(
        "liste de codes à cinq chiffres ou de noms", "list of five-digit codes or names"
    ),
    "regions": Text(
        "liste de codes à deux chiffres ou de noms", "list of two-digit codes or names"
    ),
    "group": Text("lignes ci-dessous", "lines below"),
}


def fields_table(ruleset: Ruleset, language: Language) -> tuple[str, list[tuple[str, ...]]]:
    """The heading and one row a fact, in the order of the schema."""
    uses = _uses(ruleset)
    rows: list[tuple[str, ...]] = [
        (
            f"`{path}`",
            field.title.in_language(language),
            _values(field, path, language),
            _directed(field, language),
            ", ".join(use.in_language(language) for use in uses(path)) or "—",
        )
        for path, field in _walk(FIELDS)
    ]
    return _HEADING.in_language(language), rows


def refused_list() -> str:
    """The refused keys, in the order of the schema."""
    return ", ".join(f"`{key}`" for key in REFUSED_KEYS)


def guard_words(guard: Guard) -> Text:
    """A guard as a reader reads it: the fact and the values that let the rule apply."""
    field = field_at(guard.path)
    labels = [_label(field.vocabulary, word) for word in guard.words]
    return Text(
        f"{field.title.fr} = {' ou '.join(label.fr for label in labels)} (`{guard.path}`)",
        f"{field.title.en} = {' or '.join(label.en for label in labels)} (`{guard.path}`)",
    )


def _label(vocabulary: Vocabulary | None, word: str) -> Text:
    return Text(word, word) if vocabulary is None else vocabulary.label(word)


def _walk(fields: tuple[Field, ...], prefix: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        path = f"{prefix}{field.key}{'[]' if field.kind == 'groups' else ''}"
        yield path, field
        yield from _walk(field.fields, f"{path}.")


class _Uses:
    """What reads each fact: rules, score, or something else named by hand."""

    def __init__(self, in_rules: set[str], in_score: set[str]) -> None:
        self._by_rules = in_rules
        self._by_score = in_score

    def __call__(self, path: str) -> list[Text]:
        """The words for what reads a fact; nothing when it is only kept."""
        found = [Text("règles", "rules")] if _is_among(path, self._by_rules) else []
        found += [Text("score", "score")] if _is_among(path, self._by_score) else []
        return found + ([OTHER_USES[path]] if path in OTHER_USES else [])


def _uses(ruleset: Ruleset) -> _Uses:
    in_rules = {path for rule in ruleset.rules for path in _household(rule.factor)}
    in_rules |= {_general(guard.path) for rule in ruleset.rules for guard in rule.guards}
    return _Uses(in_rules, {path for w in ruleset.weights for path in _household(w.factor)})


def _household(factor: Factor) -> list[str]:
    return [_general(path) for path in factor.household]


def _general(path: str) -> str:
    """The path for every item of a list: `adults.0.licence_status` → `adults[].licence_status`."""
    return re.sub(r"\.[0-9]+", "[]", path)


def _is_among(path: str, read: set[str]) -> bool:
    """Whether a fact, or the list that it is an item of, is read."""
    return path in read or any(path.startswith(f"{one}[].") for one in read)


def _directed(field: Field, language: Language) -> str:
    is_ranked = field.vocabulary is not None and field.vocabulary.ordered
    is_directed = is_ranked or field.key in DIRECTED_NUMBERS
    return Text("oui", "yes").in_language(language) if is_directed else "—"


def _values(field: Field, path: str, language: Language) -> str:
    parts = [_own_values(field, language)]
    if field.headline:
        spoken = Text("s'écrit aussi", "may also be written")
        short = f"`{path.rpartition('.')[2]}: {_shorthand(field)}`"
        parts.append(f"{spoken.in_language(language)} {short}")
    if field.none_means_no_limit:
        parts.append(Text("`none` : aucune limite", "`none`: no limit").in_language(language))
    if field.may_be_not_applicable:
        parts.append("`not_applicable`")
    return " ; ".join(parts) if language == "fr" else "; ".join(parts)


def _own_values(field: Field, language: Language) -> str:
    if field.vocabulary is not None:
        start = Text("liste : ", "list: ").in_language(language) if field.kind == "words" else ""
        return start + _words(field.vocabulary, language)
    if field.kind in {"whole", "amount"}:
        return _bounds(field, language)
    if field.kind == "groups":
        return Text(f"liste, {field.most} au plus", f"list, {field.most} at most").in_language(
            language
        )
    if field.kind in {"identifier", "short_text"}:
        return _length(field, language)
    return _KINDS[field.kind].in_language(language)


def _words(vocabulary: Vocabulary, language: Language) -> str:
    told = [f"`{word.value}` {word.label.in_language(language)}" for word in vocabulary.words]
    return " < ".join(told) if vocabulary.ordered else " · ".join(told)


def _bounds(field: Field, language: Language) -> str:
    number = number_fr if language == "fr" else number_en
    kind = Text("nombre", "number")
    if field.kind == "whole":
        kind = Text("nombre entier", "whole number")
    said = Text("de {} à {}", "from {} to {}").in_language(language)
    return f"{kind.in_language(language)} {said.format(number(field.low), number(field.high))}"


def _length(field: Field, language: Language) -> str:
    letters = Text("texte court", "short text")
    if field.kind == "identifier":
        letters = Text("lettres sans accent, chiffres, `-` `_` `.`", "letters, digits, `-` `_` `.`")
    most = Text(f"{field.high:g} caractères au plus", f"{field.high:g} characters at most")
    return f"{letters.in_language(language)}, {most.in_language(language)}"


def _shorthand(field: Field) -> str:
    """A value of the headline that may stand for the whole group."""
    headline = next(item for item in field.fields if item.key == field.headline)
    return "" if headline.vocabulary is None else headline.vocabulary.values[0]
