"""The decision report on one page: suggestion, why, what would change it, steps, other places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matching.decision import DISCLOSURE, Decision, Explanation, Reason
from regions_data.text import Text
from service.cli.alternative_text import write_other_places
from service.cli.decision_text import (
    NOT_LOOKED_AT_BRIEFLY,
    QUESTIONS,
    open_words,
    write_changes,
    write_earners,
    write_headline,
    write_reasons,
    write_rest,
    write_steps,
)
from service.cli.printing import Page, on_one_page
from service.cli.programme_text import write_brief_programmes

MOST_SETS = 1


class Room(NamedTuple):
    """How many of each are told on the page; the others are counted."""

    points: int
    strengths: int
    steps: int
    questions: int = 3
    others: int = 3


ROOMS = (
    Room(5, 3, 6),
    Room(5, 3, 5),
    Room(5, 3, 4),
    Room(5, 2, 4),
    Room(5, 2, 3),
    Room(4, 2, 3),
    Room(4, 1, 3),
    Room(4, 1, 3, 2, 2),
    Room(3, 1, 2, 2, 2),
    Room(3, 1, 2, 2, 1),
    Room(2, 0, 1, 1, 1),
)
"""What TOOLS §9 asks for, then less and less where long sentences would turn the page."""


def write_report(answer: Explanation, page: Page) -> None:
    """Zones A to G of the report; a counsellor's and a person's own decisions are theirs to add."""
    page.append(on_one_page(page, ROOMS, lambda draft, room: _write_zones(answer, draft, room)))


def _write_zones(answer: Explanation, page: Page, room: Room) -> None:
    decision = answer.decision
    page.line()
    write_headline(decision, page)
    _write_why(decision, page, room)
    write_changes(decision.would_change, decision.no_change_reason, page, MOST_SETS)
    if decision.steps:
        page.title(_TO_DO)
        write_steps(decision.steps[: room.steps], page, is_brief=True)
        write_rest(len(decision.steps) - room.steps, page)
    write_brief_programmes(answer.programmes, page)
    _write_trust(decision, page, room)
    if answer.alternatives:
        page.title(Text("Autres lieux à regarder", "Other places to look at"))
        write_other_places(answer.alternatives[: room.others], decision, page)
    page.line()
    page.paragraph(page.say(DISCLOSURE))


def _write_why(decision: Decision, page: Page, room: Room) -> None:
    """The points to settle, how many are to verify, the strengths, and who has less."""
    told = [reason for reason in decision.reasons if not reason.only_prepares]
    points = [reason for reason in told if reason.colour != "green" and not reason.is_open]
    page.title(Text("Pourquoi", "Why"))
    write_reasons(points[: room.points], page)
    write_rest(len(points) - room.points, page)
    count = sum(reason.is_open for reason in told)
    if count:
        page.paragraph(page.say(open_words(count)), "  ", "    ")
    write_reasons(_strengths(told)[: room.strengths], page)
    write_earners(decision, page)


def _strengths(reasons: Sequence[Reason]) -> list[Reason]:
    """What is green, the place first; being in the scope is no strength."""
    green = [r for r in reasons if r.colour == "green" and r.facts and not _is_scope(r)]
    return sorted(green, key=lambda reason: reason.about != "place")


def _is_scope(reason: Reason) -> bool:
    return any(fact.name == "in_cmm" for fact in reason.facts)


def _write_trust(decision: Decision, page: Page, room: Room) -> None:
    """How old the oldest fact is, and what is still to ask."""
    periods = sorted(
        fact.period
        for reason in decision.reasons
        for fact in reason.facts
        if fact.period and fact.period[:4].isdigit()
    )
    page.title(Text("Fiabilité", "Reliability"))
    if periods:
        oldest = Text(
            f"Fait le plus ancien sur ce lieu : {periods[0]}. Distances à vol d'oiseau.",
            f"Oldest fact about this place: {periods[0]}. Distances as the crow flies.",
        )
        page.paragraph(page.say(oldest), "  ")
    page.paragraph(page.say(NOT_LOOKED_AT_BRIEFLY), "  ")
    if decision.questions:
        page.paragraph(f"{page.say(QUESTIONS)}{page.colon}", "  ")
        for question in decision.questions[: room.questions]:
            page.paragraph(f"? {page.say(question.text)}", "  ", "    ")
        write_rest(len(decision.questions) - room.questions, page)


_TO_DO = Text(
    "À faire avant le départ, sauf mention", "To do before leaving, unless said otherwise"
)
