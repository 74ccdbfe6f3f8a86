"""The words of a trial for the households that no listed place is green for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from matching.trial_result import Blocked, BlockingSet, Trial
from regions_data.text import Text
from service.cli.printing import Page

_MOST_FREQUENT = 3
_LONGEST_NAME = 36


def write_blocked(trial: Trial, page: Page) -> None:
    """Each of them in the order read, with the rules that explain it."""
    page.title(_blocked_title(len(trial.blocked), trial.households, page))
    if not trial.blocked:
        page.line(page.say(_NONE_BLOCKED))
        return
    page.paragraph(page.say(_HOW_BLOCKED))
    if len(trial.blocked) > 1:
        page.paragraph(page.say(_MOST_OFTEN) + _tally(trial.blocked, page))
    page.line()
    for blocked in trial.blocked:
        colon = " :" if page.language == "fr" else ":"
        page.paragraph(
            f"{shortened(blocked.household)}{colon} {_causes(blocked, page)}", "  ", "    "
        )


def _blocked_title(count: int, households: int, page: Page) -> Text:
    some, people = page.number(count), page.number(households)
    return Text(
        f"Ménages sans aucun lieu listé vert : {some} sur {people}",
        f"Households without any green listed place: {some} of {people}",
    )


def _causes(blocked: Blocked, page: Page) -> str:
    """The rules each of which is enough; else the pair; else the most frequent of several."""
    if blocked.alone:
        return ", ".join(_rule_and_places(one, page) for one in blocked.alone) + "."
    smallest = blocked.smallest_sets[0]
    if len(smallest.rules) == 2:
        return f"{_rule_and_places(smallest, page)}."
    frequent = ", ".join(_rule_and_places(one, page) for one in blocked.frequent[:_MOST_FREQUENT])
    return f"{page.say(_SEVERAL)} {frequent}."


def _rule_and_places(found: BlockingSet, page: Page) -> str:
    places = page.number(found.places)
    words = Text(
        f"{places}\u00a0{'lieu' if found.places == 1 else 'lieux'}",
        f"{places}\u00a0{'place' if found.places == 1 else 'places'}",
    )
    return f"{' + '.join(found.rules)} ({page.say(words)})"


def _tally(blocked: Sequence[Blocked], page: Page) -> str:
    """In how many households each rule is enough alone, the most often first."""
    counts: Counter[str] = Counter()
    for one in blocked:
        counts.update(found.rules[0] for found in one.alone)
        if not one.alone:
            counts[page.say(_TOGETHER)] += 1
    told = (f"{name} ({households_words(count, page)})" for name, count in counts.most_common())
    return f" {', '.join(told)}."


def households_words(count: int, page: Page) -> str:
    """So many households, never parted from their number at the end of a line."""
    number = page.number(count)
    return page.say(
        Text(
            f"{number}\u00a0{'ménage' if count == 1 else 'ménages'}",
            f"{number}\u00a0{'household' if count == 1 else 'households'}",
        )
    )


def shortened(name: str) -> str:
    """A name cut so that its line stays within the page."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


_NONE_BLOCKED = Text(
    "Chaque ménage a au moins un lieu listé vert.", "Every household has a green listed place."
)
_HOW_BLOCKED = Text(
    "Sans la règle nommée, ou sans les deux, ce nombre de lieux deviendrait vert par ce qui tient "
    "au lieu. Les ménages sont dans l'ordre de lecture.",
    "Without the rule named, or without both, that many places would turn green by what depends "
    "on the place. Households are in the order they were read.",
)
_MOST_OFTEN = Text("Règles qui suffisent seules :", "Rules that are enough alone:")
_TOGETHER = Text("plusieurs ensemble", "several together")
_SEVERAL = Text(
    "plusieurs ensemble ; le plus souvent jaunes ou rouges :",
    "several together; the most often yellow or red:",
)
