"""The first page of a report: what the log says, what it cannot say, and how sure that is."""

from __future__ import annotations

from matching.backtest.evaluation import Evaluation
from matching.backtest.report.document import Section
from matching.backtest.report.retention_tables import gap_sentence, months_text
from matching.backtest.report.words import fill, out_of_hundred, percent_with_interval
from matching.backtest.retention import FEWEST_DEPARTURES, Contrast
from matching.statistics.proportions import FEWEST
from regions_data.text import Text


def in_short(found: Evaluation) -> Section:
    """What the colours of the places meant, what the score adds, and the standing warning."""
    sentences = [*_finding(found), *_score(found), *_known(found), ASSOCIATION]
    return Section(Text("En bref", "In short"), tuple(sentences))


def colour_name(found: Evaluation, key: str) -> Text:
    """A colour as the subject of a comparison: « les ménages dont le lieu était vert »."""
    group = found.by_fit.group(key)
    title = group.title if group is not None else Text(key, key)
    return Text(f"les ménages dont le lieu était {title.fr}", f"households in a {title.en} place")


def _finding(found: Evaluation) -> tuple[Text, ...]:
    conclusion, contrast = found.conclusion, found.conclusion.contrast
    if contrast is None:
        told = fill(
            _TOO_LITTLE,
            fewest=FEWEST,
            departures=FEWEST_DEPARTURES,
            groups=conclusion.groups,
            left=conclusion.departures,
            months=months_text(found.question.months),
        )
        return (told,)
    names = colour_name(found, contrast.first), colour_name(found, contrast.second)
    first, second = _rates(found, contrast)
    told = fill(
        _FINDINGS[conclusion.finding],
        first=names[0],
        second=names[1],
        months=months_text(contrast.months),
        one=first,
        other=second,
    )
    return told, gap_sentence(contrast, names)


def _rates(found: Evaluation, contrast: Contrast) -> tuple[Text, Text]:
    shares = []
    for key in (contrast.first, contrast.second):
        group = found.by_fit.group(key)
        share = None if group is None else group.at(contrast.months).share
        if share is None:
            raise ValueError(f"{key}: a contrast without a share")
        shares.append(percent_with_interval(share))
    return shares[0], shares[1]


def _score(found: Evaluation) -> tuple[Text, ...]:
    auc = found.score.auc
    if auc is None:
        return (_NO_SCORE,)
    told = _SCORE if auc.low > 0.5 else _SCORE_UNPROVEN
    if auc.high < 0.5:
        told = _SCORE_REVERSED
    low, high = round(auc.low * 100), round(auc.high * 100)
    return (
        fill(
            told,
            times=out_of_hundred(auc.value),
            low=low,
            high=high,
            months=months_text(found.question.months),
        ),
    )


def _known(found: Evaluation) -> tuple[Text, ...]:
    """How much of the log is known at the horizon."""
    at = [group.at(found.question.months) for group in found.by_fit.groups]
    unknown, total = sum(each.unknown for each in at), sum(each.placements for each in at)
    return (fill(_KNOWN, unknown=unknown, total=total, months=months_text(found.question.months)),)


ASSOCIATION = Text(
    "À garder en tête : le journal ne porte que sur des ménages qui sont partis, après des "
    "conseils. Il montre ce qui va ensemble, jamais ce qu'une couleur a causé.",
    "Keep in mind: the log is only about households that left, after advice. It shows what goes "
    "together, never what a colour caused.",
)
_FINDINGS = {
    "as_meant": Text(
        "Dans ce journal, {first} sont restés plus longtemps que {second} : après {months}, {one} "
        "étaient encore dans leur région, contre {other}.",
        "In this log, {first} stayed longer than {second}: after {months}, {one} were still in "
        "their region, against {other}.",
    ),
    "reversed": Text(
        "Dans ce journal, {first} sont restés moins longtemps que {second}, à l'inverse de ce que "
        "le jeu de règles annonce : après {months}, {one} étaient encore dans leur région, contre "
        "{other}.",
        "In this log, {first} stayed less long than {second}, the reverse of what the ruleset "
        "says: after {months}, {one} were still in their region, against {other}.",
    ),
    "no_difference_shown": Text(
        "Ce journal ne montre pas de différence sûre entre {first} et {second} : après {months}, "
        "{one} étaient encore dans leur région, contre {other}. Il ne prouve pas non plus qu'il "
        "n'y en a aucune.",
        "This log shows no sure difference between {first} and {second}: after {months}, {one} "
        "were still in their region, against {other}. Nor does it prove that there is none.",
    ),
}
_TOO_LITTLE = Text(
    "Trop peu de données pour conclure. Il faut deux couleurs de {fewest} placements suivis "
    "jusqu'à {months}, et {departures} départs en tout. Ce journal : couleurs assez suivies, "
    "{groups} ; départs, {left}.",
    "Too little data to conclude. It takes two colours of {fewest} placements followed up to "
    "{months}, and {departures} departures in all. This log: colours followed enough, {groups}; "
    "departures, {left}.",
)
_SCORE = Text(
    "Le score dit quelque chose : de deux ménages, l'un encore là après {months} et l'autre parti, "
    "celui qui est resté avait le plus haut score {times} (intervalle : {low} à {high}). Le hasard "
    "donnerait 50.",
    "The score says something: of two households, one still there after {months} and one gone, the "
    "one that stayed had the higher score {times} (interval: {low} to {high}). Chance would give "
    "50.",
)
_SCORE_UNPROVEN = Text(
    "Le score n'a pas fait la différence de façon sûre : de deux ménages, l'un encore là après "
    "{months} et l'autre parti, celui qui est resté avait le plus haut score {times} (intervalle : "
    "{low} à {high}). Le hasard donnerait 50.",
    "The score did not tell them apart for sure: of two households, one still there after {months} "
    "and one gone, the one that stayed had the higher score {times} (interval: {low} to {high}). "
    "Chance would give 50.",
)
_SCORE_REVERSED = Text(
    "Le score allait à l'envers : de deux ménages, l'un encore là après {months} et l'autre parti, "
    "celui qui est resté n'avait le plus haut score que {times} (intervalle : {low} à {high}). Le "
    "hasard donnerait 50.",
    "The score went the wrong way: of two households, one still there after {months} and one gone, "
    "the one that stayed had the higher score only {times} (interval: {low} to {high}). Chance "
    "would give 50.",
)
_NO_SCORE = Text(
    "Rien à dire du score : trop peu de ménages suivis, ou tous ont eu le même sort.",
    "Nothing to say of the score: too few households followed, or all fared alike.",
)
_KNOWN = Text(
    "Après {months}, on ne sait pas ce que sont devenus {unknown} ménages sur {total}. Ce n'est ni "
    "un échec ni une réussite : chaque tableau les compte à part, et montre les deux extrêmes.",
    "After {months}, what became of {unknown} households of {total} is not known. That is neither "
    "a failure nor a success: each table counts them apart, and shows both extremes.",
)
