"""The words around a decision, shared by the shortlist and the explanation."""

from __future__ import annotations

from collections.abc import Iterable

from features.factors.wishes import FAR_KM
from features.profile import HouseholdProfile
from features.vocabulary import NEED, PLACE_TYPE
from matching.decision import Decision, Points, Question, Reason, Stamp, StepToTake
from matching.ruleset import Ruleset
from regions_data.labour import Labour
from regions_data.text import Text
from service.cli.printing import Page

OWNERS = {
    "candidate": Text("la personne", "the person"),
    "partner": Text("la conjointe ou le conjoint", "the partner"),
    "counsellor": Text("la conseillère ou le conseiller", "the counsellor"),
    "regional_org": Text("l'organisme régional", "the regional organisation"),
}
CONFIDENCE = {
    "high": Text("fiabilité élevée", "high confidence"),
    "medium": Text(
        "fiabilité moyenne (des faits manquent ou datent)",
        "medium confidence (some facts are missing or old)",
    ),
    "low": Text(
        "fiabilité faible (beaucoup de faits manquent)",
        "low confidence (many facts are missing)",
    ),
}
PREPARATION = Text("Préparation du ménage", "Household's preparation")
PERSON = Text("Métier de la personne", "Person's occupation")
PARTNER = Text("Métier de la conjointe ou du conjoint", "Partner's occupation")
QUESTIONS = Text("À demander", "To ask")
STEPS = Text("À faire", "To do")
URGENT = Text(
    "Départ urgent : aucun feu n'est affiché. Voici les points à régler ; vérifiez-les avec "
    "l'organisme régional avant le départ.",
    "Urgent departure: no light is shown. Here are the points to settle; check them with the "
    "regional organisation before leaving.",
)
LIMITS = Text(
    "À rang égal, les lieux sont équivalents. Distances à vol d'oiseau. Un établissement dans nos "
    "sources n'est ni une place ni un cours : vérifiez par téléphone. Les perspectives d'emploi "
    "sont celles de l'édition indiquée ; le marché a changé depuis.",
    "Places of equal rank are equivalent. Distances are as the crow flies. A building in our "
    "sources is neither a place nor a class: check by telephone. Job outlooks are those of the "
    "edition shown; the market has changed since.",
)
NOT_LOOKED_AT = Text(
    "Pas encore regardé : les programmes. Sans donnée par ville, donc jamais dans une couleur : "
    "places en garderie, logements libres, horaires de transport.",
    "Not looked at yet: programmes. Without data by town, so never in a colour: childcare places, "
    "free housing, transit timetables.",
)
NOT_LISTED = Text(
    "Hors de la liste : moins de 500 habitants, ou communauté crie, naskapie ou inuite ; évalué "
    "sur demande.",
    "Not listed: fewer than 500 inhabitants, or a Cree, Naskapi or Inuit community; evaluated "
    "when asked for.",
)
UNREAD_NEEDS = frozenset(NEED.values) - frozenset(FAR_KM)
"""Declared needs for which no distance is read yet: they are said, never scored as met."""
_MOST_STRENGTHS = 3


def write_stamp(stamp: Stamp, ruleset: Ruleset, page: Page) -> None:
    """What the answer was computed from, and a warning when the rules came later."""
    words = Text(
        f"Calculé au {stamp.as_of} · règles {stamp.ruleset_version} · données {stamp.snapshot}",
        f"Computed as of {stamp.as_of} · rules {stamp.ruleset_version} · data {stamp.snapshot}",
    )
    page.paragraph(page.say(words))
    if stamp.as_of < ruleset.effective_from:
        late = Text(
            f"Attention : ces règles ne sont en vigueur que depuis le {ruleset.effective_from}, "
            "après la date du calcul.",
            f"Warning: these rules are in force only from {ruleset.effective_from}, after the date "
            "of the answer.",
        )
        page.paragraph(page.say(late))


def write_limits(profile: HouseholdProfile, page: Page) -> None:
    """What the answer does not look at: for everybody, then for this household's own needs."""
    unread = [need for need in profile.words("preferences.needs") or () if need in UNREAD_NEEDS]
    if unread:
        named = Text(
            ", ".join(NEED.label(need).fr for need in unread),
            ", ".join(NEED.label(need).en for need in unread),
        )
        told = Text(
            f"Demandé, mais pas regardé dans cette version : {named.fr}.",
            f"Asked for, but not looked at in this version: {named.en}.",
        )
        page.paragraph(page.say(told))
    page.paragraph(page.say(NOT_LOOKED_AT))
    page.paragraph(page.say(LIMITS))


def write_occupations(profile: HouseholdProfile, labour: Labour, page: Page) -> None:
    """Whose work is meant: the occupations of the adults, with their codes."""
    for adult, who in enumerate((PERSON, PARTNER)):
        noc = profile.word(f"adults.{adult}.occupation_noc")
        if noc is not None:
            colon = " :" if page.language == "fr" else ":"
            page.paragraph(
                f"{page.say(who)}{colon} {page.say(labour.title(noc))} ({noc})", "", "  "
            )


def place_type_words(decision: Decision) -> Text:
    """How the kind of place is said."""
    if decision.place_type is None:
        return Text("milieu inconnu", "unknown kind of place")
    return PLACE_TYPE.label(decision.place_type)


def points_words(decision: Decision, page: Page) -> str:
    """Score, to a tenth, and rank; equal ranks are equivalent places."""
    score = page.number(round(decision.score, 1))
    if decision.rank is None:
        return f"{score}\u00a0points"
    rank = page.say(Text("rang", "rank"))
    return f"{score}\u00a0points, {rank}\u00a0{decision.rank}"


def strengths(contributions: Iterable[Points]) -> list[Points]:
    """The known contributions that add most, among those that add at least half their weight."""
    good = [item for item in contributions if item.known and item.points >= item.weight / 2 > 0]
    return sorted(good, key=lambda item: -item.points)[:_MOST_STRENGTHS]


def strengths_words(contributions: Iterable[Points], page: Page) -> str:
    """The strengths in one line."""
    told = [
        f"{page.say(item.title)} ({page.number(round(item.points, 1))}/{page.number(item.weight)})"
        for item in strengths(contributions)
    ]
    return " ; ".join(told) if page.language == "fr" else "; ".join(told)


def write_earners(decision: Decision, page: Page, indent: str = "  ") -> None:
    """What the household rule hides of either earner, when it hides something."""
    if decision.earners.text is not None:
        page.paragraph(f"= {page.say(decision.earners.text)}", indent, indent + "  ")


def write_reasons(reasons: Iterable[Reason], page: Page, indent: str = "  ") -> None:
    """One line a reason, its icon first."""
    for reason in reasons:
        page.paragraph(f"{page.icon(reason.colour)} {page.say(reason.text)}", indent, indent + "  ")


def write_steps(steps: Iterable[StepToTake], page: Page) -> None:
    """One line a step, with who does it and when."""
    for step in steps:
        when = Text("avant le départ", "before departure")
        if not step.before_departure:
            when = Text("après l'arrivée", "after arrival")
        who = f"({page.say(OWNERS[step.owner])}, {page.say(when)})"
        page.paragraph(f"☐ {page.say(step.text)} {who}", "  ", "    ")


def write_questions(questions: Iterable[Question], page: Page) -> None:
    """One line a question, with how many places it could recolour."""
    for question in questions:
        count = page.number(question.could_change)
        effect = Text("", "")
        if question.could_change > 1:
            effect = Text(
                f" (peut changer la couleur de {count} lieux)",
                f" (could change the colour of {count} places)",
            )
        page.paragraph(f"? {page.say(question.text)}{page.say(effect)}", "  ", "    ")
