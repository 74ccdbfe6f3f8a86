"""Small logs as a spreadsheet in French writes them, and a reader of the pages made of them."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from tests.service.conftest import Ran

AS_OF = ("--as-of", "2026-11-21")
HEADER = "case_id;decided_on;settled_on;place;household_kind;in_region_12m;left_region_on\n"


def rows(*lines: str) -> str:
    return HEADER + "".join(f"{line}\n" for line in lines)


def settled(count: int, answer: str = "oui") -> str:
    return rows(*(f"A-{i};2022-01-10;2022-02-01;10043;single;{answer};" for i in range(count)))


def written(folder: Path, text: str) -> str:
    path = folder / "journal.csv"
    path.write_text(text, encoding="utf-8-sig")
    return str(path)


def told(ran: Ran) -> str:
    return " ".join(f"{ran.out} {ran.err}".replace("\u00a0", " ").replace("’", "'").split())


class Page(HTMLParser):
    """What a page fetches, its words, and whether its tags close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.alts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.addresses += [value for name in ("src", "href") if (value := found.get(name))]
        self.alts += [found["alt"] or ""] if "alt" in found else []
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
