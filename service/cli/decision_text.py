"""The words around a decision, shared by the shortlist and the explanation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from features.factors import FACTORS_BY_ID
from features.factors.wishes import FAR_KM
from features.levels import OUTLOOK
from features.profile import NO_LIMIT, Gap, HouseholdProfile
from features.vocabulary import NEED, PLACE_TYPE
from matching.decision import Decision, Points, Question, Reason, Stamp, StepToTake
from matching.ruleset import Ruleset, Step
from matching.would_change import WouldChange
from regions_data.labour import Labour
from regions_data.text import Text
from service.cli.printing import VERDICTS, Page

OWNERS = {
    "candidate": Text("la personne", "the person"),
    "partner": Text("la conjointe ou le conjoint", "the partner"),
    "counsellor": Text("la conseillère ou le conseiller", "the counsellor"),
    "regional_org": Text("l'organisme régional", "the regional organisation"),
}
CONFIDENCE = {
    "high": Text("fiabilité élevée", "high confidence"),
    "medium": Text(
        "fiabilité moyenne (des données sur les lieux manquent ou datent)",
        "medium confidence (some place data are missing or old)",
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
CHANGES = Text("Ce qui changerait la couleur", "What would change the colour")
URGENT = Text(
    "Départ urgent : aucun feu n'est affiché. Voici les points à régler ; vérifiez-les avec "
    "l'organisme régional avant le départ.",
    "Urgent departure: no light is shown. Here are the points to settle; check them with the "
    "regional organisation before leaving.",
)
LIMITS = Text(
    "À rang égal, les lieux sont équivalents. Distances à vol d'oiseau. Un établissement dans nos "
    "sources n'est ni une place ni un cours : vérifiez par téléphone. Les perspectives d'emploi "
    "sont celles de l'édition indiquée, pour toute la région économique (en Montérégie, dans "
    "Lanaudière et dans les Laurentides, partie de la CMM comprise) ; le marché a changé depuis.",
    "Places of equal rank are equivalent. Distances are as the crow flies. A building in our "
    "sources is neither a place nor a class: check by telephone. Job outlooks are those of the "
    "edition shown, for the whole economic region (in Montérégie, Lanaudière and Laurentides, the "
    "part inside the CMM included); the market has changed since.",
)
NOT_LOOKED_AT = Text(
    "Sans donnée par ville, donc jamais dans une couleur : "
    "places en garderie, logements à louer, horaires de transport. La visite, les contacts et "
    "l'organisme sont ceux que le ménage a dits, pour la région qu'il connaît : ailleurs, tout est "
    "à faire.",
    "Without data by town, so never in a colour: childcare places, "
    "vacant housing, transit timetables. The visit, the contacts and the organisation are those "
    "the household spoke of, for the region it knows: elsewhere, all is still to be done.",
)
NOT_LOOKED_AT_BRIEFLY = Text(
    "Pas regardés, faute de données par ville : logements à louer, garderie, horaires. La visite, "
    "les contacts et l'organisme valent pour la région que le ménage connaît ; ailleurs, tout est "
    "à faire.",
    "Not looked at, for want of data by town: homes to rent, childcare, timetables. The visit, the "
    "contacts and the organisation count for the region that the household knows; elsewhere, all "
    "is still to be done.",
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
_MODERATE = OUTLOOK.position("moderate") / (len(OUTLOOK.values) - 1)


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
            f"Demandé, sans repère de distance dans cette version : {named.fr}.",
            f"Asked for, without a threshold of distance in this version: {named.en}.",
        )
        page.paragraph(page.say(told))
    page.paragraph(page.say(NOT_LOOKED_AT))
    page.paragraph(page.say(LIMITS))


def write_occupations(profile: HouseholdProfile, labour: Labour, page: Page) -> None:
    """Whose work is meant: the occupations of the adults, with their codes."""
    for adult, who in enumerate((PERSON, PARTNER)):
        noc = profile.word(f"adults.{adult}.occupation_noc")
        if noc is not None:
            page.paragraph(
                f"{page.say(who)}{page.colon} {page.say(labour.title(noc))} ({noc})", "", "  "
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


def _score_words(decision: Decision, page: Page) -> str:
    """The score that orders places of one fit, and among how many a rank is said."""
    told = points_words(decision, page)
    return page.say(
        Text(f"Score, pour ordonner les lieux : {told}", f"Score, to order places: {told}")
    )


def strengths(contributions: Iterable[Points], profile: HouseholdProfile) -> list[Points]:
    """The known contributions that add most, among those that add at least half their weight.

    A wish that was not made is met everywhere: it is no strength.
    """
    good = [
        item
        for item in contributions
        if item.known and item.points >= item.weight / 2 > 0 and _is_asked_for(item, profile)
    ]
    return sorted(good, key=lambda item: -item.points)[:_MOST_STRENGTHS]


def _is_asked_for(item: Points, profile: HouseholdProfile) -> bool:
    factor = FACTORS_BY_ID[item.factor]
    answers = (profile.answer(path) for path in factor.household)
    return not factor.starts_full or any(
        not isinstance(answer, Gap) and answer not in {(), NO_LIMIT} for answer in answers
    )


def strengths_words(contributions: Iterable[Points], profile: HouseholdProfile, page: Page) -> str:
    """The strengths in one line."""
    told = [
        f"{page.say(item.title)} ({page.number(round(item.points, 1))}/{page.number(item.weight)})"
        for item in strengths(contributions, profile)
    ]
    return page.listed(told)


def write_headline(decision: Decision, page: Page) -> None:
    """The colour in words, its two halves, and how far the answer can be trusted."""
    page.paragraph(f"{page.badge(decision.colour)} {page.say(VERDICTS[decision.colour])}")
    rows = (
        (Text("Ce qui tient au lieu", "What depends on the place"), decision.fit),
        (PREPARATION, decision.preparation),
    )
    for title, colour in rows:
        page.paragraph(f"{page.badge(colour)} {page.say(title)}", "  ")
    page.paragraph(_score_words(decision, page), "  ")
    if decision.colour == "green":
        page.paragraph(page.say(_NOTHING_AGAINST), "  ")
    complete = Text(
        "aucune question en suspens",
        "no question left open",
    )
    if not decision.complete:
        complete = Text("il manque des renseignements", "some facts are missing")
    page.paragraph(f"{page.say(CONFIDENCE[decision.confidence])} · {page.say(complete)}", "  ")


def write_changes(
    sets: Sequence[WouldChange], reason: Text | None, page: Page, most: int | None = None
) -> None:
    """What would make the colour greener, each set of changes said once, or why there is none."""
    page.title(CHANGES)
    said = {would.changes: would for would in reversed(sets)}
    for would in list(reversed(said.values()))[:most]:
        page.paragraph(f"→ {page.say(would.text)}", "  ", "    ")
    if reason is not None:
        page.paragraph(page.say(reason), "  ")


def write_earners(decision: Decision, page: Page, indent: str = "  ") -> None:
    """What the household rule hides of an earner whose own prospects are less than moderate."""
    known = [value for value in decision.earners.prospects if value is not None]
    if decision.earners.text is not None and min(known) < _MODERATE:
        page.paragraph(f"= {page.say(decision.earners.text)}", indent, indent + "  ")


def open_words(count: int) -> Text:
    """How many points an unknown fact leaves open."""
    if count == 1:
        return Text("? 1 point à vérifier", "? 1 point to verify")
    return Text(f"? {count} points à vérifier", f"? {count} points to verify")


def write_reasons(
    reasons: Iterable[Reason], page: Page, indent: str = "  ", *, has_light: bool = True
) -> None:
    """One line a reason, its icon first; what only calls for a step has no light."""
    for reason in reasons:
        is_lit = has_light and not reason.only_prepares
        icon = page.icon(reason.colour) if is_lit else "•"
        page.paragraph(f"{icon} {page.say(reason.text)}", indent, indent + "  ")


def write_steps(steps: Iterable[StepToTake], page: Page, *, is_brief: bool = False) -> None:
    """One line a step, with who does it and when; before departure goes without saying if brief.

    A step that is the same for both partners is said once.
    """
    said: dict[Text, list[str]] = {}
    for step in steps:
        words = OWNERS[step.owner] if is_brief and step.before_departure else step_words(step)
        said.setdefault(step.text, []).append(page.say(words))
    for text, owners in said.items():
        page.paragraph(f"☐ {page.say(text)} ({page.listed(owners)})", "  ", "    ")


def write_rest(count: int, page: Page) -> None:
    """How many are left untold, and where they are told."""
    if count > 0:
        page.paragraph(
            page.say(_rest_words(count)),
            "  ",
        )


def _rest_words(count: int) -> Text:
    more = f"… and {count} more, with --trace."
    if count == 1:
        return Text("… et 1 autre, avec --trace.", more)
    return Text(f"… et {count} autres, avec --trace.", more)


def step_words(step: Step | StepToTake) -> Text:
    """Who takes a step, and when."""
    who = OWNERS[step.owner]
    if step.before_departure:
        return Text(f"{who.fr}, avant le départ", f"{who.en}, before departure")
    return Text(f"{who.fr}, après l'arrivée", f"{who.en}, after arrival")


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


_NOTHING_AGAINST = Text(
    "Rien ne s'y oppose parmi ces règles ; voyez plus bas ce qu'elles ne regardent pas.",
    "Nothing stands against it among these rules; see below what they do not look at.",
)
