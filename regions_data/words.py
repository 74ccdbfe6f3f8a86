"""Folding French and English words so that accents, gender and number do not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "’": "'"})

# fmt: off
STOP_WORDS = frozenset({
    "a", "an", "and", "au", "aux", "avec", "by", "chez", "d", "dans", "de", "des", "du", "en",
    "et", "for", "from", "in", "l", "la", "le", "les", "of", "on", "or", "ou", "par", "pour", "s",
    "sans", "sur", "the", "to", "un", "une", "with",
})
# fmt: on

# Feminine and plural endings → the masculine singular, longest first; the first that fits wins.
_ENDINGS = (
    ("trice", "teur"),
    ("ienne", "ien"),
    ("euse", "eur"),
    ("iere", "ier"),
    ("onne", "on"),
    ("enne", "en"),
    ("elle", "el"),
    ("eaux", "eau"),
    ("ive", "if"),
    ("aux", "al"),
    ("ie", "i"),
    ("y", "i"),
)


def fold(text: str) -> str:
    """The text in lower case without accents or ligatures.

    >>> fold("Préposée au chœur")
    'preposee au choeur'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words(folded: str) -> list[str]:
    """The words of a folded text that carry meaning; all of them when only small words remain.

    >>> words("preposee aux beneficiaires")
    ['preposee', 'beneficiaires']
    """
    found = _WORD.findall(folded)
    return [word for word in found if word not in STOP_WORDS and len(word) > 1] or found


@cache
def stem(word: str) -> str:
    """What a folded word shares with its feminine and its plural.

    A light stem for job titles in two languages, not a linguist's: it only has to send the forms
    of one word to the same place.

    >>> stem("soudeuses") == stem("soudeur"), stem("educatrice") == stem("educateurs")
    (True, True)
    """
    if len(word) <= 3:
        return word
    singular = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    for ending, base in _ENDINGS:
        if singular.endswith(ending) and len(singular) > len(ending) + 1:
            return singular[: -len(ending)] + base
    return singular.rstrip("e") if len(singular.rstrip("e")) >= 3 else singular
