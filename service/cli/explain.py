"""`ancrage explain`: one household in one place, with the facts behind each sentence."""

from __future__ import annotations

from datetime import date

import click

from features.profile import HouseholdProfile
from matching.decision import DISCLOSURE, Decision, ReadFact, Reason
from matching.facts_read import HOUSEHOLD
from matching.urgency import days_to_start
from regions_data.place_search import find_place
from regions_data.snapshot import Snapshot
from regions_data.text import Language, Text
from service.cli.decision_text import (
    CHANGES,
    CONFIDENCE,
    NOT_LISTED,
    PREPARATION,
    QUESTIONS,
    STEPS,
    place_type_words,
    points_words,
    write_earners,
    write_limits,
    write_occupations,
    write_questions,
    write_reasons,
    write_stamp,
    write_steps,
)
from service.cli.fact_text import fact_title, mrc_words, period_words, value_words
from service.cli.options import (
    FrenchCommand,
    engine_options,
    load_engine,
    load_profile,
    shared_options,
)
from service.cli.printing import VERDICTS, Page, to_json, write
from service.cli.urgent_text import write_urgent


@click.command(cls=FrenchCommand)
@click.argument("profile", metavar="PROFIL")
@click.argument("place", metavar="LIEU")
@engine_options
@shared_options
def explain(
    profile: str,
    place: str,
    as_of: str | None,
    ruleset_file: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Pourquoi cette couleur dans ce lieu (code ou nom). / Why this colour here."""
    engine = load_engine(as_of, ruleset_file)
    household = load_profile(profile, engine.snapshot, engine.labour)
    answer = engine.explain(household, find_place(engine.snapshot, place, where="LIEU"))
    if as_json:
        write(to_json(answer.as_json()))
        return
    page = Page(language)
    _write_heading(answer.decision, page)
    write_stamp(answer.stamp, engine.ruleset, page)
    write_occupations(household, engine.labour, page)
    _write_page(answer.decision, household, engine.snapshot, page, as_of=engine.as_of)
    page.show()


def _write_heading(decision: Decision, page: Page) -> None:
    place = decision.place
    page.line(click.style(f"{place.name} ({place.code})", bold=True))
    kind = page.say(place_type_words(decision))
    page.paragraph(f"{page.say(mrc_words(place))} · {place.region.name} · {kind}")
    if not place.listed and not place.in_cmm:
        page.paragraph(page.say(NOT_LISTED))


def _write_urgent_page(
    decision: Decision, household: HouseholdProfile, as_of: date, page: Page
) -> None:
    """One page for the day: no light, no score."""
    write_urgent(decision, days_to_start(household, as_of), page)
    page.line()
    page.paragraph(page.say(DISCLOSURE))


def _write_page(
    decision: Decision, household: HouseholdProfile, snapshot: Snapshot, page: Page, *, as_of: date
) -> None:
    if decision.mode == "urgent":
        _write_urgent_page(decision, household, as_of, page)
        return
    page.line()
    _write_headline(decision, page)
    page.title(Text("Pourquoi", "Why"))
    for reason in decision.reasons:
        if not reason.only_prepares:
            _write_reason(reason, snapshot, page)
    if decision.steps:
        page.title(STEPS)
        write_steps(decision.steps, page)
    _write_changes(decision, page)
    if decision.questions:
        page.title(QUESTIONS)
        write_questions(decision.questions, page)
    _write_points(decision, page)
    page.line()
    write_limits(household, page)
    page.paragraph(page.say(DISCLOSURE))


def _write_headline(decision: Decision, page: Page) -> None:
    page.paragraph(f"{page.badge(decision.colour)} {page.say(VERDICTS[decision.colour])}")
    rows = (
        (Text("Ce qui tient au lieu", "What depends on the place"), decision.fit),
        (PREPARATION, decision.preparation),
    )
    for title, colour in rows:
        page.paragraph(f"{page.badge(colour)} {page.say(title)}", "  ")
    if decision.colour == "green":
        page.paragraph(page.say(_NOTHING_AGAINST), "  ")
    complete = Text(
        "aucune question en suspens",
        "no question left open",
    )
    if not decision.complete:
        complete = Text("il manque des renseignements", "some facts are missing")
    page.paragraph(f"{page.say(CONFIDENCE[decision.confidence])} · {page.say(complete)}", "  ")


def _write_reason(reason: Reason, snapshot: Snapshot, page: Page) -> None:
    write_reasons([reason], page, "")
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
    label = "" if fact.label is None else f" ; {page.say(fact.label)}"
    colon = " :" if page.language == "fr" else ":"
    return f"{title}{colon} {value} ({origin}{label})"


def _scalar(fact: ReadFact) -> str | float | None:
    return None if isinstance(fact.value, list) else fact.value


def _write_changes(decision: Decision, page: Page) -> None:
    """What would make the colour greener, each set of changes said once."""
    page.title(CHANGES)
    said = {would.changes: would for would in reversed(decision.would_change)}
    for would in reversed(list(said.values())):
        page.paragraph(f"→ {page.say(would.text)}", "  ", "    ")
    if decision.no_change_reason is not None:
        page.paragraph(page.say(decision.no_change_reason), "  ")


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


_NOTHING_AGAINST = Text(
    "Rien ne s'y oppose parmi les règles de cette version ; voyez plus bas ce qu'elle ne regarde "
    "pas encore.",
    "Nothing stands against it among this version's rules; see below what it does not look at yet.",
)
_AS_THE_HOUSEHOLD_SAYS = Text("selon le ménage", "as the household says")
_SAID_BY_THE_SENTENCE = frozenset({"in_cmm", "latitude", "longitude"})
