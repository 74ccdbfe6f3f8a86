"""Sentences and numbers in the two languages of the product, French first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in French and in English.

    >>> Text("ville", "town").in_language("en")
    'town'
    """

    fr: str
    en: str

    def in_language(self, language: Language) -> str:
        """The sentence in the language asked for."""
        return self.fr if language == "fr" else self.en

    def as_json(self) -> dict[str, str]:
        """The two sentences under the keys that every contract uses."""
        return {"fr": self.fr, "en": self.en}


def number_fr(value: float) -> str:
    r"""A number as written in French Canada.

    >>> number_fr(1234.5)
    '1\u202f234,5'
    """
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", "\u202f").replace(".", ",")


def number_en(value: float) -> str:
    """A number as written in English.

    >>> number_en(1234.5)
    '1,234.5'
    """
    return f"{value:,.2f}".rstrip("0").rstrip(".")
