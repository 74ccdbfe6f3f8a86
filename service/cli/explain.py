"""`ancrage explain`: one household in one place, on one page; `--trace` tells everything."""

from __future__ import annotations

import click

from matching.decision import Decision
from matching.urgency import days_to_start
from regions_data.place_search import find_place
from regions_data.text import Language
from service.cli.decision_text import (
    NOT_LISTED,
    place_type_words,
    write_occupations,
    write_stamp,
)
from service.cli.fact_text import mrc_words
from service.cli.options import (
    FrenchCommand,
    engine_options,
    load_engine,
    load_profile,
    shared_options,
)
from service.cli.printing import Page, to_json, write
from service.cli.report_text import write_report
from service.cli.trace_text import write_trace
from service.cli.urgent_text import write_urgent


@click.command(cls=FrenchCommand)
@click.argument("profile", metavar="PROFIL")
@click.argument("place", metavar="LIEU")
@click.option(
    "--trace",
    is_flag=True,
    help="Toutes les règles, leurs faits, leurs sources. / Every rule, its facts and sources.",
)
@engine_options
@shared_options
def explain(  # noqa: PLR0913, PLR0917 - a command takes its options as arguments
    profile: str,
    place: str,
    trace: bool,
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
    if trace:
        write_trace(answer, household, engine.snapshot, page)
    elif answer.decision.mode == "urgent":
        write_urgent(answer, days_to_start(household, engine.as_of), page)
    else:
        write_report(answer, page)
    page.show()


def _write_heading(decision: Decision, page: Page) -> None:
    place = decision.place
    page.line(click.style(f"{place.name} ({place.code})", bold=True))
    kind = page.say(place_type_words(decision))
    page.paragraph(f"{page.say(mrc_words(place))} · {place.region.name} · {kind}")
    if not place.listed and not place.in_cmm:
        page.paragraph(page.say(NOT_LISTED))
