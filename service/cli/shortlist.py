"""`ancrage shortlist`: the regions and towns for one household."""

from __future__ import annotations

import click

from features.profile import HouseholdProfile
from matching.decision import Decision, RegionChoice, Shortlist
from matching.pipeline import DEFAULT_TOP
from regions_data.catalog import Region
from regions_data.text import Language, Text
from service.cli.alternative_text import write_alternatives
from service.cli.decision_text import (
    PREPARATION,
    QUESTIONS,
    URGENT,
    open_words,
    place_type_words,
    points_words,
    strengths_words,
    write_earners,
    write_limits,
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
from service.cli.printing import Page, to_json, write
from service.cli.programme_text import write_programmes

_MOST_QUESTIONS = 5
_EVERY_REGION = 17


@click.command(cls=FrenchCommand)
@click.argument("profile", metavar="PROFIL")
@click.option(
    "--top",
    type=click.IntRange(1, _EVERY_REGION),
    metavar="N",
    default=DEFAULT_TOP,
    help="Nombre de régions (5 par défaut). / Number of regions.",
)
@engine_options
@shared_options
def shortlist(
    profile: str,
    top: int,
    as_of: str | None,
    ruleset_file: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Régions et villes pour un ménage (fichier ou « - »). / Regions for a household."""
    engine = load_engine(as_of, ruleset_file)
    household = load_profile(profile, engine.snapshot, engine.labour)
    answer = engine.shortlist(household, top)
    if as_json:
        write(to_json(answer.as_json()))
        return
    page = Page(language)
    _write_heading(household.word("candidate_id"), page)
    write_stamp(answer.stamp, engine.ruleset, page)
    write_occupations(household, engine.labour, page)
    _write_page(answer, household, engine.snapshot.regions, page)
    page.show()


def _write_heading(case: str | None, page: Page) -> None:
    heading = page.say(Text("Régions et villes à regarder", "Regions and towns to look at"))
    number = page.say(Text(f" · dossier {case}", f" · case {case}")) if case else ""
    page.line(click.style(heading + number, bold=True))


def _write_page(
    answer: Shortlist, household: HouseholdProfile, regions: tuple[Region, ...], page: Page
) -> None:
    _write_overview(answer, page)
    if answer.questions:
        page.title(QUESTIONS)
        write_questions(answer.questions[:_MOST_QUESTIONS], page)
        left = len(answer.questions) - _MOST_QUESTIONS
        if left > 0:
            page.paragraph(page.say(_later_words(left)), "  ")
    if answer.asked:
        page.title(Text("Lieux demandés", "Places asked for"))
        for decision in answer.asked:
            _write_town(decision, household, page, is_first=True)
            write_alternatives(answer.alternatives, decision, page)
    wanted = household.words("preferences.regions") or ()
    for choice in answer.regions:
        _write_region(
            choice, household, page, is_asked=choice.places[0].place.region.code in wanted
        )
    shown = {choice.places[0].place.region.code for choice in answer.regions}
    for region in regions:
        if region.code in wanted and region.code not in shown:
            page.title(
                Text(f"{region.name} (région demandée)", f"{region.name} (region asked for)")
            )
            page.paragraph(f"{page.icon('red')} {page.say(_NO_DESTINATION)}", "  ", "    ")
    write_programmes(answer.programmes, household, answer.stamp.as_of, page)
    page.line()
    write_limits(household, page)
    page.paragraph(page.say(answer.disclosure))


def _write_overview(answer: Shortlist, page: Page) -> None:
    """The tally of places, and what is the same everywhere: the household's preparation."""
    page.line()
    if answer.mode == "urgent":
        page.paragraph(page.say(URGENT))
    else:
        page.paragraph(page.say(_tally_words(answer, page)))
    if not answer.profile_complete:
        page.paragraph(page.say(_INCOMPLETE))
    decision = answer.regions[0].places[0] if answer.regions else None
    if decision is None:
        return
    household = [reason for reason in decision.reasons if reason.about == "household"]
    page.title(PREPARATION)
    to_settle = [reason for reason in household if reason.colour != "green"]
    if not to_settle:
        page.paragraph(f"{page.icon('green')} {page.say(_READY)}", "  ", "    ")
    write_reasons([reason for reason in to_settle if not reason.is_open], page)
    count = sum(reason.is_open for reason in to_settle)
    if count:
        page.paragraph(page.say(open_words(count)), "  ", "    ")
    rules = {reason.rule for reason in to_settle}
    write_steps([step for step in decision.steps if step.rule in rules], page)
    others = [reason.title for reason in household if reason.only_prepares]
    if others:
        page.paragraph(f"☐ {page.say(_also_words(others))}", "  ", "    ")


def _later_words(count: int) -> Text:
    """The questions that are not asked yet: each answer may change which come first."""
    if count == 1:
        return Text("… et une autre, après celles-ci.", "… and one more, after these.")
    return Text(f"… et {count} autres, après celles-ci.", f"… and {count} more, after these.")


def _also_words(titles: list[Text]) -> Text:
    """The steps that no colour asks for, named; `explain` tells each."""
    fr, en = ", ".join(title.fr for title in titles), ", ".join(title.en for title in titles)
    return Text(
        f"Aussi à prévoir : {fr} (le détail avec « ancrage explain »).",
        f"Also to plan: {en} (details with “ancrage explain”).",
    )


def _tally_words(answer: Shortlist, page: Page) -> Text:
    tally = answer.tally
    total = page.number(tally.green + tally.yellow + tally.red)
    green, yellow, red = (page.number(n) for n in (tally.green, tally.yellow, tally.red))
    return Text(
        f"{total} lieux comparés pour ce ménage, selon ce qui tient au lieu : "
        f"✔\u00a0verts\u00a0{green}, ▲\u00a0jaunes\u00a0{yellow}, ✖\u00a0rouges\u00a0{red}.",
        f"{total} places compared for this household, by what depends on the place: "
        f"✔\u00a0green\u00a0{green}, ▲\u00a0yellow\u00a0{yellow}, ✖\u00a0red\u00a0{red}.",
    )


def _write_region(
    choice: RegionChoice, household: HouseholdProfile, page: Page, *, is_asked: bool
) -> None:
    name = choice.places[0].place.region.name
    asked = Text(" (région demandée)", " (region asked for)") if is_asked else Text("", "")
    page.title(Text(name + asked.fr, name + asked.en))
    for index, decision in enumerate(choice.places):
        _write_town(decision, household, page, is_first=index == 0)


def _light(decision: Decision, page: Page) -> str:
    """The pair's colour, and what depends on the place where it differs; none when urgent."""
    if decision.mode == "urgent":
        return "•"
    if decision.fit == decision.colour:
        return page.badge(decision.colour)
    place = Text("lieu", "place")
    return f"{page.badge(decision.colour)} ({page.say(place)} {page.badge(decision.fit)})"


def _write_town(
    decision: Decision, household: HouseholdProfile, page: Page, *, is_first: bool
) -> None:
    """A town: its light, its reasons that are not green, and for the first its strengths."""
    details = f"{page.say(place_type_words(decision))}, {points_words(decision, page)}"
    page.paragraph(f"{_light(decision, page)} {decision.place.name} — {details}", "  ", "    ")
    about_place = [reason for reason in decision.reasons if reason.about == "place"]
    settled = [r for r in about_place if r.colour != "green" and not r.is_open]
    write_reasons(settled, page, "      ")
    open_points = sum(reason.is_open for reason in about_place)
    if open_points:
        page.paragraph(page.say(open_words(open_points)), "      ", "        ")
    if is_first:
        works = [r for r in about_place if r.colour == "green" and r.rule.startswith("work.")]
        write_reasons(works, page, "      ")
        told = strengths_words(decision.contributions, household, page)
        if told:
            page.paragraph(f"+ {told}", "      ", "        ")
        write_earners(decision, page, "      ")


_NO_DESTINATION = Text(
    "hors du champ de la régionalisation : aucune destination listée n'y est hors de la Communauté "
    "métropolitaine de Montréal.",
    "outside the scope of regionalisation: no listed destination there is outside the Montréal "
    "metropolitan community.",
)
_INCOMPLETE = Text(
    "Il manque des renseignements : les points « à vérifier » restent jaunes.",
    "Some facts are missing: what is “to verify” stays yellow.",
)
_READY = Text(
    "aucun point à régler parmi les règles de cette version.",
    "no point to settle among this version's rules.",
)
