"""The words of an alternative: why there rather than here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matching.alternatives import may_be_better
from matching.decision import Alternative, Decision, Difference
from matching.evaluate import COLOUR_WORDS
from regions_data.text import Text
from service.cli.printing import Page

_ORDER = ("green", "yellow", "red")
_NOTHING_BETTER = Text(
    "rien de mieux ailleurs selon ces règles ; pour comparer :",
    "nothing better elsewhere by these rules; to compare:",
)
_BETTER, _WORSE = Text("de mieux", "better"), Text("de moins bien", "worse")
_EQUIVALENT = Text("équivalent selon ces règles", "equivalent by these rules")
_MOST_DIFFERENCES = 3
_LEAST_POINTS = 1.0


def write_alternatives(found: Iterable[Alternative], instead_of: Decision, page: Page) -> None:
    """The places beside one that the household named, each with what it has more and less."""
    others = [each for each in found if each.instead_of == instead_of.place]
    if others and not any(_may_be_better(each, instead_of) for each in others):
        page.paragraph(f"⇄ {page.say(_NOTHING_BETTER)}", "      ", "        ")
    for each in others:
        _write(each, page)


def write_other_places(found: Sequence[Alternative], named: Decision, page: Page) -> None:
    """Each other place on a line or two, with the first reason to look at it and not to."""
    if not any(_may_be_better(each, named) for each in found):
        page.paragraph(f"⇄ {page.say(_NOTHING_BETTER)}", "  ", "    ")
    for each in found:
        sides = ((_BETTER, _telling(each.better)), (_WORSE, _telling(each.worse)))
        reasons = [
            f"{page.say(title)}{page.colon} {_words(side[0], page)}"
            for title, side in sides
            if side
        ]
        place = f"{page.badge(each.fit)} {each.place.name} ({each.place.region.name})"
        told = page.listed(reasons) or page.say(_EQUIVALENT)
        page.paragraph(f"⇄ {place} — {told}", "  ", "    ")


def _may_be_better(each: Alternative, named: Decision) -> bool:
    fits = _ORDER.index(each.fit), _ORDER.index(named.fit)
    return may_be_better(*fits, each.score_difference)


def _write(each: Alternative, page: Page) -> None:
    light = page.badge(each.fit)
    points = _signed(each.score_difference, page)
    place = f"{each.place.name} ({each.place.region.name})"
    told = Text(
        f"⇄ ailleurs : {light} {place}, score {points}",
        f"⇄ elsewhere: {light} {place}, score {points}",
    )
    page.paragraph(page.say(told), "      ", "        ")
    for title, differences in ((_BETTER, each.better), (_WORSE, each.worse)):
        telling = _telling(differences)
        if telling:
            words = _listed(telling, page)
            page.paragraph(f"{page.say(title)}{page.colon} {words}", "        ", "          ")


def _telling(differences: Iterable[Difference]) -> list[Difference]:
    """What is worth saying; the points of what a colour says already are left out."""
    found = [each for each in differences if _is_telling(each)]
    coloured = {each.factor for each in found if each.colours is not None}
    return [each for each in found if each.colours is not None or each.factor not in coloured]


def _is_telling(each: Difference) -> bool:
    """A colour, or a point at least: less is within what the score cannot tell apart."""
    return each.points is None or abs(each.points) >= _LEAST_POINTS


def _listed(differences: list[Difference], page: Page) -> str:
    """The first differences, colours before points; the rest are counted."""
    told = [_words(each, page) for each in differences[:_MOST_DIFFERENCES]]
    left = len(differences) - len(told)
    if left:
        told.append(page.say(Text(f"et {left} de plus", f"and {left} more")))
    return page.listed(told)


def _words(each: Difference, page: Page) -> str:
    title = page.say(each.title)
    if each.colours is None:
        return f"{title} {_signed(each.points or 0.0, page)}"
    before, after = (COLOUR_WORDS[colour] for colour in each.colours)
    change = Text(f"{after.fr} au lieu de {before.fr}", f"{after.en} instead of {before.en}")
    return f"{title} ({page.say(change)})"


def _signed(points: float, page: Page) -> str:
    """Points to a tenth with their sign, a true minus."""
    rounded = round(points, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{page.number(abs(rounded))}"
