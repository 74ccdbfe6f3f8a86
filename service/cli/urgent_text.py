"""The page of an urgent departure: what presses, and who does what; never a light."""

from __future__ import annotations

from collections.abc import Sequence

from matching.decision import DISCLOSURE, Explanation, Reason
from matching.urgency import VERY_URGENT_DAYS, CheckItem
from regions_data.text import Text
from service.cli.decision_text import OWNERS
from service.cli.printing import Page
from service.cli.programme_text import write_brief_programmes

_MOST_QUESTIONS = 4
_MOMENTS = (
    ("today", Text("Aujourd'hui", "Today")),
    ("before", Text("Avant le départ", "Before leaving")),
    ("after", Text("Après l'arrivée", "After arrival")),
)


def write_urgent(answer: Explanation, days: int | None, page: Page) -> None:
    """One page: the days left, the risks, the questions that matter, the checklist, the box."""
    decision = answer.decision
    page.line()
    page.paragraph(page.say(_banner(days or 0)))
    if not answer.is_where_they_go:
        page.paragraph(page.say(_elsewhere(decision.place.name)))
    _write_risks(decision.reasons, page)
    if decision.questions:
        page.title(Text("À demander maintenant", "To ask now"))
        for question in decision.questions[:_MOST_QUESTIONS]:
            page.paragraph(f"? {page.say(question.text)}", "  ", "    ")
    for moment, title in _MOMENTS:
        page.title(title)
        _write_items([item for item in decision.checklist if item.moment == moment], page)
    write_brief_programmes(answer.programmes, page)
    page.line()
    page.paragraph(page.say(DISCLOSURE))


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


def _write_risks(reasons: Sequence[Reason], page: Page) -> None:
    """What is not settled, in the order of the answer, without a light."""
    risks = [reason for reason in reasons if reason.colour != "green" and not reason.is_open]
    page.title(Text("Ce qui peut faire mal tourner le départ", "What may make the move go wrong"))
    if not risks:
        page.paragraph(page.say(_NO_RISK), "  ")
    for reason in risks:
        page.paragraph(f"• {page.say(reason.text)}", "  ", "    ")


def _write_items(items: Sequence[CheckItem], page: Page) -> None:
    for item in items:
        box = "☑" if item.is_settled else "☐"
        page.paragraph(
            f"{box} {page.say(item.text)} ({page.say(OWNERS[item.owner])})", "  ", "    "
        )


_LEFT = {0: Text("aujourd'hui", "today"), 1: Text("demain", "tomorrow")}
_NO_RISK = Text("Rien de connu.", "Nothing known.")
