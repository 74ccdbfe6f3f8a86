"""The words of an alternative: why there rather than here."""

from __future__ import annotations

from collections.abc import Iterable

from matching.decision import Alternative, Decision, Difference
from regions_data.text import Text
from service.cli.printing import Page

_COLOURS = {
    "green": Text("vert", "green"),
    "yellow": Text("jaune", "yellow"),
    "red": Text("rouge", "red"),
}
_MOST_DIFFERENCES = 3


def write_alternatives(found: Iterable[Alternative], instead_of: Decision, page: Page) -> None:
    """The places beside one that the household named, each with what it has more and less."""
    for each in found:
        if each.instead_of == instead_of.place:
            _write(each, page, is_urgent=instead_of.mode == "urgent")


def _write(each: Alternative, page: Page, *, is_urgent: bool) -> None:
    light = "•" if is_urgent else page.badge(each.fit)
    points = _signed(each.score_difference, page)
    place = f"{each.place.name} ({each.place.region.name})"
    told = Text(
        f"⇄ ailleurs : {light} {place}, {points} points",
        f"⇄ elsewhere: {light} {place}, {points} points",
    )
    page.paragraph(page.say(told), "      ", "        ")
    for title, differences in (
        (Text("de mieux", "better"), each.better),
        (Text("de moins bien", "worse"), each.worse),
    ):
        if differences:
            colon = " :" if page.language == "fr" else ":"
            words = _listed(differences, page)
            page.paragraph(f"{page.say(title)}{colon} {words}", "        ", "          ")


def _listed(differences: tuple[Difference, ...], page: Page) -> str:
    """The first differences, colours before points; the rest are counted."""
    told = [_words(each, page) for each in differences[:_MOST_DIFFERENCES]]
    left = len(differences) - len(told)
    if left:
        told.append(page.say(Text(f"et {left} de plus", f"and {left} more")))
    return " ; ".join(told) if page.language == "fr" else "; ".join(told)


def _words(each: Difference, page: Page) -> str:
    title = page.say(each.title)
    if each.colours is None:
        return f"{title} {_signed(each.points or 0.0, page)}"
    before, after = (_COLOURS[colour] for colour in each.colours)
    change = Text(f"{after.fr} au lieu de {before.fr}", f"{after.en} instead of {before.en}")
    return f"{title} ({page.say(change)})"


def _signed(points: float, page: Page) -> str:
    """Points to a tenth with their sign, a true minus."""
    rounded = round(points, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{page.number(abs(rounded))}"
