"""What is said about a profile that cannot be read: where, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import process

from features.field import Field
from features.vocabulary import Vocabulary
from regions_data.document import Items, Node, Scalar
from regions_data.problems import Problem
from regions_data.text import Text

NOT_A_PROFILE = Text("ce document n'est pas un profil.", "this document is not a profile.")
WRITE_KEYS = Text("Écrivez des lignes « clé: valeur ».", "Write “key: value” lines.")
NEVER_NOT_APPLICABLE = Text(
    "« not_applicable » n'a pas de sens ici.", "“not_applicable” makes no sense here."
)
SAY_UNKNOWN = Text("Écrivez « unknown » ou « declined ».", "Write “unknown” or “declined”.")
NOT_A_GROUP = Text("on attend ici des lignes « clé: valeur ».", "“key: value” lines are expected.")
NOT_A_LIST = Text("on attend ici une liste.", "a list is expected here.")
WRITE_LIST = Text(
    "Écrivez [valeur, valeur], ou [] s'il n'y en a pas.", "Write [value, value], or [] for none."
)
NOT_A_VALUE = Text("on attend ici une seule valeur.", "a single value is expected here.")
WRITE_VALUE = Text("Écrivez une valeur, ou « unknown ».", "Write one value, or “unknown”.")
NOT_IN_RANGE = Text("ce nombre n'est pas accepté.", "this number is not accepted.")
NOT_A_DATE = Text("cette date n'existe pas.", "this date does not exist.")
NOT_A_LIKELY_DATE = Text("cette date est invraisemblable.", "this date is unlikely.")
WRITE_DATE = Text(
    "Écrivez AAAA-MM-JJ, par exemple 2027-06-30.", "Write YYYY-MM-DD, for example 2027-06-30."
)
NOT_A_REGION = Text("région inconnue.", "unknown region.")
WRITE_REGION = Text("Écrivez le code de la région.", "Write the region's code.")
NOT_AN_IDENTIFIER = Text(
    "ce numéro de dossier contient autre chose que des lettres sans accent, des chiffres, - _ .",
    "this case number holds something other than plain letters, digits, - _ .",
)
WRITE_IDENTIFIER = Text(
    "Donnez un numéro opaque, jamais un nom.", "Give an opaque number, never a name."
)
NOT_A_SHORT_TEXT = Text("ce texte est vide ou trop long.", "this text is empty or too long.")
NO_ADULT = Text("le ménage ne compte aucun adulte.", "the household has no adult.")
ONE_ADULT = Text(
    "Décrivez au moins la personne, même avec « - unknown ».",
    "Describe the person at least, even with “- unknown”.",
)
SINGLE_WITH_PARTNER = Text(
    "une personne seule ne peut pas avoir de conjoint·e dans le profil.",
    "a single person cannot have a partner in the profile.",
)
COUPLE_OR_ONE = Text(
    "Écrivez « couple », ou retirez « partner » et le deuxième adulte.",
    "Write “couple”, or remove “partner” and the second adult.",
)
PROTECTED = Text(
    "ce renseignement n'entre jamais dans l'outil : il touche un motif protégé ou la vie privée.",
    "this fact never enters the tool: it is a protected ground or private.",
)
PROTECTED_REMEDY = Text(
    "Retirez la ligne ; décrivez plutôt ce dont la personne a besoin ou ce qu'elle souhaite.",
    "Remove the line; describe instead what the person needs or wishes.",
)


def _written(node: Node) -> str:
    return (node.text or "")[:40] if isinstance(node, Scalar) else ""


def too_many(path: str, node: Items, most: int) -> Problem:
    """A list longer than a profile needs."""
    count = len(node.items)
    message = Text(f"{count} éléments, c'est trop.", f"{count} items are too many.")
    remedy = Text(f"Gardez-en {most} au plus.", f"Keep {most} at most.")
    return Problem(path, message, remedy, line=node.line)


def number_remedy(field: Field) -> Text:
    """Which numbers a field accepts."""
    is_whole = field.kind == "whole"
    kind = Text("un nombre entier", "a whole number") if is_whole else Text("un nombre", "a number")
    limits = Text(f"{field.low:g} à {field.high:g}", f"{field.low:g} to {field.high:g}")
    return Text(
        f"Écrivez {kind.fr} de {limits.fr}, sans espace ni unité, ou « unknown ».",
        f"Write {kind.en} from {limits.en}, without spaces or unit, or “unknown”.",
    )


def length_remedy(field: Field) -> Text:
    """How long a text may be."""
    return Text(
        f"Écrivez de 1 à {field.high:g} caractères.", f"Write 1 to {field.high:g} characters."
    )


def problem(path: str, node: Node, message: Text, remedy: Text, *, echo: bool = True) -> Problem:
    """One thing to mend at a node, repeating its value unless `echo` is false."""
    return Problem(path, message, remedy, value=_written(node) if echo else "", line=node.line)


def _near(text: str, known: tuple[str, ...]) -> Iterator[str]:
    for value, score, _ in process.extract(text[:80], known, limit=1):
        if score >= 70:  # a likely slip of the keyboard, not another word
            yield value


def unknown_key(path: str, key: Scalar, known: tuple[str, ...]) -> Problem:
    """A key that is not in the schema, with the one it may stand for."""
    name = key.text or ""
    message = Text(
        "cette clé n'existe pas dans un profil.", "this key does not exist in a profile."
    )
    remedy = Text("Retirez-la.", "Remove it.")
    for near in _near(name, known):
        remedy = Text(f"Vouliez-vous dire « {near} » ?", f"Did you mean “{near}”?")
    return Problem(path[:120], message, remedy, value=name[:40], line=key.line, known=known)


def misspelt(path: str, node: Scalar, text: str, vocabulary: Vocabulary) -> Problem:
    """A word that is not in its closed list, with the one it may stand for."""
    message = Text("valeur inconnue.", "unknown value.")
    remedy = Text(
        "Choisissez une valeur connue, ou « unknown ».", "Choose a known value, or “unknown”."
    )
    for near in _near(text, vocabulary.values):
        remedy = Text(f"Vouliez-vous dire « {near} » ?", f"Did you mean “{near}”?")
    return Problem(path, message, remedy, value=text[:40], line=node.line, known=vocabulary.values)


def protected(path: str, key: Scalar) -> Problem:
    """A key that the law forbids; its value is never repeated."""
    return Problem(path[:120], PROTECTED, PROTECTED_REMEDY, value=key.text or "", line=key.line)


COUPLE_WITHOUT_PARTNER = Text(
    "un couple ne peut pas avoir « not_applicable » pour la conjointe ou le conjoint.",
    "a couple cannot have “not_applicable” for the partner.",
)
SINGLE_OR_UNKNOWN = Text(
    "Écrivez « household_kind: single », ou « partner: unknown ».",
    "Write “household_kind: single”, or “partner: unknown”.",
)
