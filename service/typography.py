"""French typography, the same on a terminal and on a page."""

from __future__ import annotations

import re


def french(text: str) -> str:
    """French typography: curly apostrophes, punctuation on the line of its word."""
    bound = re.sub(r" (?=[:;?!»/%])|(?<=[«/]) ", "\u00a0", text)
    return re.sub(r"(?<=\w)'(?=\w)", "’", bound)
