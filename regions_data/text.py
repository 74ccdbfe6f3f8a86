"""A sentence in the two languages of the product, French first."""

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
