"""`ancrage explain`: one household in one place, with the facts behind each sentence."""

from __future__ import annotations

import click

from matching.decision import Decision, ReadFact, Reason
from regions_data.place_search import find_place
from regions_data.snapshot import Snapshot
from regions_data.text import Language, Text
from service.cli.decision_text import (
    CONFIDENCE,
    LIMITS,
    PREPARATION,
    QUESTIONS,
    STEPS,
    URGENT,
    place_type_words,
    points_words,
    write_occupations,
    write_questions,
    write_reasons,
    write_stamp,
    write_steps,
)
from service.cli.options import (
    FrenchCommand,
    engine_options,
    load_engine,
    load_profile,
    shared_options,
)
from service.cli.printing import VERDICTS, Page, to_json, write


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
    answer = engine.explain(household, find_place(engine.snapshot, place))
    if as_json:
        write(to_json(answer.as_json()))
        return
    page = Page(language)
    _write_heading(answer.decision, page)
    write_stamp(answer.stamp, page)
    write_occupations(household, engine.labour, page)
    _write_page(answer.decision, engine.snapshot, page)
    page.show()


def _write_heading(decision: Decision, page: Page) -> None:
    place = decision.place
    page.line(click.style(f"{place.name} ({place.code})", bold=True))
    page.paragraph(
        f"MRC {place.mrc_name} · {place.region.name} · {page.say(place_type_words(decision))}"
    )


def _write_page(decision: Decision, snapshot: Snapshot, page: Page) -> None:
    page.line()
    _write_headline(decision, page)
    page.title(Text("Pourquoi", "Why"))
    for reason in decision.reasons:
        _write_reason(reason, snapshot, page)
    if decision.steps:
        page.title(STEPS)
        write_steps(decision.steps, page)
    if decision.questions:
        page.title(QUESTIONS)
        write_questions(decision.questions, page)
    _write_points(decision, page)
    page.line()
    page.paragraph(page.say(LIMITS))
    page.paragraph(page.say(_DISCLOSURE))


def _write_headline(decision: Decision, page: Page) -> None:
    if decision.mode == "urgent":
        page.paragraph(page.say(URGENT))
        return
    page.paragraph(f"{page.badge(decision.colour)} {page.say(VERDICTS[decision.colour])}")
    rows = (
        (Text("Ce qui tient au lieu", "What depends on the place"), decision.fit),
        (PREPARATION, decision.preparation),
    )
    for title, colour in rows:
        page.paragraph(f"{page.badge(colour)} {page.say(title)}", "  ")
    complete = Text("tous les faits utiles sont connus", "every useful fact is known")
    if not decision.complete:
        complete = Text("il manque des renseignements", "some facts are missing")
    page.paragraph(f"{page.say(CONFIDENCE[decision.confidence])} · {page.say(complete)}", "  ")


def _write_reason(reason: Reason, snapshot: Snapshot, page: Page) -> None:
    write_reasons([reason], page, "")
    origins = dict.fromkeys(_origin(fact, snapshot, page) for fact in reason.facts)
    told = " · ".join(origin for origin in origins if origin)
    page.paragraph(f"[{reason.rule}] {told}".rstrip(), "    ")


def _origin(fact: ReadFact, snapshot: Snapshot, page: Page) -> str:
    """Where a fact comes from: the household, or a publisher and a period."""
    if fact.source == "household":
        return page.say(Text("selon le ménage", "as the household says"))
    undated = page.say(Text("s.d.", "n.d."))
    period = undated if fact.period == "s.d." else fact.period
    return f"{snapshot.sources[fact.source].publisher}, {period}"


def _write_points(decision: Decision, page: Page) -> None:
    told = points_words(decision, page)
    page.title(Text(f"Score : {told}", f"Score: {told}"))
    rows = []
    for item in decision.contributions:
        unknown = "" if item.known else page.say(Text("inconnu", "unknown"))
        points = f"{item.points:.2f} / {item.weight:g}"
        points = points.replace(".", ",") if page.language == "fr" else points
        rows.append([f"  {page.say(item.title)}", points, unknown])
    page.table(rows, right=(1,))


_DISCLOSURE = Text(
    "Suggestion produite par un outil à règles. La décision appartient à la personne et à la "
    "conseillère ou au conseiller.",
    "Suggestion produced by a rules tool. The decision belongs to the person and the counsellor.",
)
