"""The page of an urgent departure: what presses, and who does what; never a light."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matching.decision import DISCLOSURE, Explanation, Reason
from matching.urgency import VERY_URGENT_DAYS, CheckItem
from regions_data.text import Text
from service.cli.decision_text import OWNERS, write_rest
from service.cli.printing import Page, on_one_page
from service.cli.programme_text import write_brief_programmes

_MOMENTS = (
    ("today", Text("Aujourd'hui", "Today")),
    ("before", Text("Avant le départ", "Before leaving")),
    ("after", Text("Après l'arrivée", "After arrival")),
)


class UrgentRoom(NamedTuple):
    """How many risks and questions are told on the page; the others are counted."""

    risks: int
    questions: int


ROOMS = (
    UrgentRoom(12, 4),
    UrgentRoom(8, 4),
    UrgentRoom(6, 3),
    UrgentRoom(5, 2),
    UrgentRoom(4, 1),
    UrgentRoom(2, 1),
)


def write_urgent(answer: Explanation, days: int | None, page: Page) -> None:
    """One page: the days left, the risks, the questions that matter, the checklist, the box."""

    def write_in(draft: Page, room: UrgentRoom) -> None:
        _write_zones(answer, days, draft, room)

    page.append(on_one_page(page, ROOMS, write_in))


def _write_zones(answer: Explanation, days: int | None, page: Page, room: UrgentRoom) -> None:
    decision = answer.decision
    write_urgent_banner(answer, days, page)
    _write_risks(decision.reasons, page, room.risks)
    if decision.questions:
        page.title(Text("À demander maintenant", "To ask now"))
        for question in decision.questions[: room.questions]:
            page.paragraph(f"? {page.say(question.text)}", "  ", "    ")
    write_checklist(decision.checklist, page)
    write_brief_programmes(answer.programmes, page)
    page.line()
    page.paragraph(page.say(DISCLOSURE))


def write_urgent_banner(answer: Explanation, days: int | None, page: Page) -> None:
    """How many days are left, and whether this is the town of what starts."""
    page.line()
    page.paragraph(page.say(_banner(days or 0)))
    if answer.starts_far:
        page.paragraph(page.say(_elsewhere(answer.decision.place.name)))


def write_checklist(checklist: Sequence[CheckItem], page: Page) -> None:
    """What to do today, before leaving and after arrival, with who does it."""
    for moment, title in _MOMENTS:
        page.title(title)
        _write_items([item for item in checklist if item.moment == moment], page)


def _banner(days: int) -> Text:
    """How many days are left, and that the question is no longer where."""
    how = Text("Départ urgent", "Urgent departure")
    if days <= VERY_URGENT_DAYS:
        how = Text("Départ très urgent", "Very urgent departure")
    left = _LEFT.get(days, Text(f"dans {days} jours", f"in {days} days"))
    return Text(
        f"{how.fr} : le premier jour est {left.fr}. Voici ce qui presse.",
        f"{how.en}: the first day is {left.en}. Here is what presses.",
    )


def _elsewhere(place: str) -> Text:
    return Text(
        f"Attention : l'emploi ou la formation qui commence est loin d'ici ; cette page ne prépare "
        f"pas un départ vers {place}.",
        f"Warning: the job or training that starts is far from here; this page does not prepare a "
        f"move to {place}.",
    )


def _write_risks(reasons: Sequence[Reason], page: Page, most: int) -> None:
    """What is not settled, in the order of the answer, without a light."""
    risks = [reason for reason in reasons if reason.colour != "green" and not reason.is_open]
    page.title(Text("Ce qui peut faire mal tourner le départ", "What may make the move go wrong"))
    if not risks:
        page.paragraph(page.say(_NO_RISK), "  ")
    for reason in risks[:most]:
        page.paragraph(f"• {page.say(reason.text)}", "  ", "    ")
    write_rest(len(risks) - most, page)


def _write_items(items: Sequence[CheckItem], page: Page) -> None:
    for item in items:
        box = "☑" if item.is_settled else "☐"
        page.paragraph(
            f"{box} {page.say(item.text)} ({page.say(OWNERS[item.owner])})", "  ", "    "
        )


_LEFT = {0: Text("aujourd'hui", "today"), 1: Text("demain", "tomorrow")}
_NO_RISK = Text("Rien de connu.", "Nothing known.")
