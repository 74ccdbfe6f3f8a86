"""French typography, the same on a terminal and on a page."""

from __future__ import annotations

import re

from regions_data.text import Language, Text


def french(text: str) -> str:
    """French typography: curly apostrophes, punctuation on the line of its word."""
    bound = re.sub(r" (?=[:;?!»/%])|(?<=[«/]) ", "\u00a0", text)
    return re.sub(r"(?<=\w)'(?=\w)", "’", bound)


def said(text: Text, language: Language) -> str:
    """A text in a language, with its typography."""
    words = text.in_language(language)
    return french(words) if language == "fr" else words
