"""The whole trace of a decision: each rule, the facts that it read, their sources and dates."""

from __future__ import annotations

from features.profile import HouseholdProfile
from matching.decision import DISCLOSURE, Decision, Explanation, ReadFact, Reason
from matching.facts_read import HOUSEHOLD
from matching.urgency import days_to_start
from regions_data.snapshot import Snapshot
from regions_data.text import Text
from service.cli.decision_text import (
    QUESTIONS,
    STEPS,
    points_words,
    write_changes,
    write_earners,
    write_headline,
    write_limits,
    write_questions,
    write_reasons,
    write_steps,
)
from service.cli.fact_text import fact_title, period_words, value_words
from service.cli.printing import Page
from service.cli.programme_text import write_programmes
from service.cli.urgent_text import write_checklist, write_urgent_banner


def write_trace(
    answer: Explanation, household: HouseholdProfile, snapshot: Snapshot, page: Page
) -> None:
    """Every rule that applied, worst first, and every point of the score; no light when urgent."""
    decision = answer.decision
    if decision.mode == "urgent":
        write_urgent_banner(answer, days_to_start(household, answer.stamp.as_of), page)
        write_checklist(decision.checklist, page)
    else:
        page.line()
        write_headline(decision, page)
    page.title(Text("Pourquoi", "Why"))
    for reason in decision.reasons:
        _write_reason(reason, snapshot, page, has_light=decision.mode == "normal")
    if decision.steps:
        page.title(STEPS)
        write_steps(decision.steps, page)
    if decision.mode == "normal":
        write_changes(decision.would_change, decision.no_change_reason, page)
    if decision.questions:
        page.title(QUESTIONS)
        write_questions(decision.questions, page)
    _write_points(decision, page)
    write_programmes(answer.programmes, household, answer.stamp.as_of, page)
    page.line()
    write_limits(household, page)
    page.paragraph(page.say(DISCLOSURE))


def _write_reason(reason: Reason, snapshot: Snapshot, page: Page, *, has_light: bool) -> None:
    write_reasons([reason], page, "", has_light=has_light)
    told = dict.fromkeys(_told(fact, snapshot, page) for fact in reason.facts)
    facts = " · ".join(fact for fact in told if fact)
    page.paragraph(f"[{reason.rule}] {facts}".rstrip(), "    ")


def _told(fact: ReadFact, snapshot: Snapshot, page: Page) -> str:
    """A fact with its origin and its warnings; what the household said is in the sentence."""
    if fact.source == HOUSEHOLD:
        return page.say(_AS_THE_HOUSEHOLD_SAYS)
    publisher = snapshot.sources[fact.source].publisher
    origin = f"{publisher}, {period_words(fact.period, page)}"
    if fact.name in _SAID_BY_THE_SENTENCE:
        return origin
    title = page.say(fact_title(fact.name, snapshot))
    value = value_words(fact.name, _scalar(fact), fact.unit, snapshot, page)
    label = () if fact.label is None else (page.say(fact.label),)
    return f"{title}{page.colon} {value} ({page.listed((origin, *label))})"


def _scalar(fact: ReadFact) -> str | float | None:
    return None if isinstance(fact.value, list) else fact.value


def _write_points(decision: Decision, page: Page) -> None:
    told = points_words(decision, page)
    page.title(Text(f"Score : {told}", f"Score: {told}"))
    rows = []
    for item in decision.contributions:
        unknown = "" if item.known else page.say(Text("à préciser", "to be told"))
        points = f"{item.points:.2f} / {item.weight:g}"
        points = points.replace(".", ",") if page.language == "fr" else points
        rows.append([f"  {page.say(item.title)}", points, unknown])
    page.table(rows, right=(1,))
    write_earners(decision, page)


_AS_THE_HOUSEHOLD_SAYS = Text("selon le ménage", "as the household says")
_SAID_BY_THE_SENTENCE = frozenset({"in_cmm", "latitude", "longitude"})
