"""The decision report on one page: suggestion, why, what would change it, steps, other places."""

from __future__ import annotations

from collections.abc import Sequence

from matching.decision import DISCLOSURE, Decision, Explanation, Reason
from regions_data.text import Text
from service.cli.alternative_text import write_other_places
from service.cli.decision_text import (
    QUESTIONS,
    open_words,
    write_changes,
    write_headline,
    write_reasons,
    write_steps,
)
from service.cli.printing import Page

MOST_STRENGTHS, MOST_POINTS, MOST_STEPS, MOST_SETS, MOST_QUESTIONS = 3, 5, 5, 1, 3
"""What one page holds: TOOLS §9 says 3, 5 and 6; six long steps would turn the page."""


def write_report(answer: Explanation, page: Page) -> None:
    """Zones A to G of the report; a counsellor's and a person's own decisions are theirs to add."""
    decision = answer.decision
    page.line()
    write_headline(decision, page)
    _write_why(decision, page)
    write_changes(decision.would_change, decision.no_change_reason, page, MOST_SETS)
    if decision.steps:
        page.title(Text("À faire avant le départ, sauf mention", "To do before leaving"))
        write_steps(decision.steps[:MOST_STEPS], page, is_brief=True)
        _write_rest(len(decision.steps) - MOST_STEPS, page)
    _write_trust(decision, page)
    if answer.alternatives:
        page.title(Text("Autres lieux à regarder", "Other places to look at"))
        write_other_places(answer.alternatives, page)
    page.line()
    page.paragraph(page.say(DISCLOSURE))


def _write_why(decision: Decision, page: Page) -> None:
    """Up to five points to settle, how many are to verify, then up to three strengths."""
    told = [reason for reason in decision.reasons if not reason.only_prepares]
    points = [reason for reason in told if reason.colour != "green" and not reason.is_open]
    page.title(Text("Pourquoi", "Why"))
    write_reasons(points[:MOST_POINTS], page)
    _write_rest(len(points) - MOST_POINTS, page)
    count = sum(reason.is_open for reason in told)
    if count:
        page.paragraph(page.say(open_words(count)), "  ", "    ")
    write_reasons(_strengths(told)[:MOST_STRENGTHS], page)


def _strengths(reasons: Sequence[Reason]) -> list[Reason]:
    """What is green, the place first; being in the scope is no strength."""
    green = [r for r in reasons if r.colour == "green" and r.facts and not _is_scope(r)]
    return sorted(green, key=lambda reason: reason.about != "place")


def _is_scope(reason: Reason) -> bool:
    return any(fact.name == "in_cmm" for fact in reason.facts)


def _write_rest(count: int, page: Page) -> None:
    if count > 0:
        page.paragraph(
            page.say(Text(f"… et {count} de plus (--trace).", f"… and {count} more (--trace).")),
            "  ",
        )


def _write_trust(decision: Decision, page: Page) -> None:
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
    if decision.questions:
        page.paragraph(f"{page.say(QUESTIONS)}{' :' if page.language == 'fr' else ':'}", "  ")
        for question in decision.questions[:MOST_QUESTIONS]:
            page.paragraph(f"? {page.say(question.text)}", "  ", "    ")
        _write_rest(len(decision.questions) - MOST_QUESTIONS, page)
