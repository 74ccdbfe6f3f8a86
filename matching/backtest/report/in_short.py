"""The first page of a report: what the log says, what it cannot say, and how sure that is."""

from __future__ import annotations

from matching.backtest.conclusion import Finding
from matching.backtest.evaluation import Evaluation
from matching.backtest.report.document import Section
from matching.backtest.report.retention_tables import gap_sentence, months_text, why_text
from matching.backtest.report.words import (
    fill,
    out_of_hundred,
    percent_with_interval,
    percent_with_named_interval,
)
from matching.backtest.retention import FEWEST_DEPARTURES, Contrast
from matching.statistics.proportions import FEWEST, Estimate
from regions_data.text import Text


def in_short(found: Evaluation) -> Section:
    """What the colours of the places meant, what the score adds, and the standing warning."""
    sentences = [*_finding(found), *_facts(found), *_score(found), _known(found), ASSOCIATION]
    return Section(Text("En bref", "In short"), tuple(sentences))


def colour_name(found: Evaluation, key: str) -> Text:
    """A colour as the subject of a comparison: « les ménages établis dans un lieu jugé vert »."""
    group = found.by_fit.group(key)
    title = group.title if group is not None else Text(key, key)
    return Text(
        f"les ménages établis dans un lieu jugé {title.fr}",
        f"households settled in a place judged {title.en}",
    )


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
        return (told, *_why_none(found))
    first = ((conclusion.finding, contrast), *conclusion.others)
    return tuple(each for finding, own in first for each in _told(found, finding, own))


def _told(found: Evaluation, finding: Finding, contrast: Contrast) -> tuple[Text, Text]:
    names = colour_name(found, contrast.first), colour_name(found, contrast.second)
    told = fill(
        _FINDINGS[finding],
        first=names[0],
        second=names[1],
        months=months_text(contrast.months),
        one=percent_with_named_interval(_share(found, contrast.first, contrast.months)),
        other=percent_with_interval(_share(found, contrast.second, contrast.months)),
    )
    return told, gap_sentence(contrast, names)


def _share(found: Evaluation, key: str, months: int) -> Estimate:
    group = found.by_fit.group(key)
    share = None if group is None else group.at(months).share
    if share is None:
        raise ValueError(f"{key}: a contrast without a share")
    return share


def _why_none(found: Evaluation) -> tuple[Text, ...]:
    """Why the whole log has no rate at the horizon, where it has none."""
    why = found.whole.at(found.question.months).why
    if why is None:
        return ()
    return (fill(_NO_RATE, months=months_text(found.question.months), why=why_text(why)),)


def _facts(found: Evaluation) -> tuple[Text, ...]:
    """How many decisions were judged without a fact that was not published yet."""
    lacking = int(found.replayed.lacks_facts.sum())
    if not lacking:
        return ()
    of_then = found.question.facts.latest(found.question.as_of) is not None
    told = _NO_FACTS if of_then else _SOME_FACTS
    return (fill(told, lacking=lacking, total=len(found.replayed.lacks_facts)),)


def _score(found: Evaluation) -> tuple[Text, ...]:
    auc = found.score.auc
    if auc is None:
        why = found.whole.at(found.question.months).why
        return (_NO_SCORE if why is None else fill(_NO_SCORE_WHY, why=why_text(why)),)
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


def _known(found: Evaluation) -> Text:
    """How much of the log is known at the horizon."""
    at = found.whole.at(found.question.months)
    months = months_text(at.months)
    if not at.unknown:
        return fill(_ALL_KNOWN, months=months)
    return fill(_KNOWN, unknown=at.unknown, total=at.placements, months=months)


ASSOCIATION = Text(
    "À garder en tête : le journal ne porte que sur des ménages qui se sont établis en région, "
    "après des conseils. Il montre ce qui va ensemble, jamais ce qu'une couleur a causé.",
    "Keep in mind: the log is only about households that settled in a region, after advice. It "
    "shows what goes together, never what a colour caused.",
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
        "In this log, {first} stayed for a shorter time than {second}, the reverse of what the "
        "ruleset says: after {months}, {one} were still in their region, against {other}.",
    ),
    "no_difference_shown": Text(
        "Après {months}, ce journal ne montre pas de différence sûre entre {first} et {second} : "
        "{one} étaient encore dans leur région, contre {other}. Il ne prouve pas non plus qu'il "
        "n'y en a aucune.",
        "After {months}, this log shows no sure difference between {first} and {second}: {one} "
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
    "Le score et la suite vont dans le même sens : de deux ménages, l'un encore là après {months} "
    "et l'autre parti de sa région, celui qui est resté avait le plus haut score {times} "
    "(intervalle : {low} à {high}). Le hasard donnerait 50.",
    "Score and outcome go the same way: of two households, one still there after {months} and one "
    "gone from its region, the one that stayed had the higher score {times} (interval: {low} to "
    "{high}). Chance would give 50.",
)
_SCORE_UNPROVEN = Text(
    "Le score et la suite ne vont pas sûrement dans le même sens : de deux ménages, l'un encore là "
    "après {months} et l'autre parti de sa région, celui qui est resté avait le plus haut score "
    "{times} (intervalle : {low} à {high}). Le hasard donnerait 50.",
    "Score and outcome do not surely go the same way: of two households, one still there after "
    "{months} and one gone from its region, the one that stayed had the higher score {times} "
    "(interval: {low} to {high}). Chance would give 50.",
)
_SCORE_REVERSED = Text(
    "Le score et la suite vont en sens contraire : de deux ménages, l'un encore là après {months} "
    "et l'autre parti de sa région, celui qui est resté n'avait le plus haut score que {times} "
    "(intervalle : {low} à {high}). Le hasard donnerait 50.",
    "Score and outcome go opposite ways: of two households, one still there after {months} and "
    "one gone from its region, the one that stayed had the higher score only {times} (interval: "
    "{low} to {high}). Chance would give 50.",
)
_NO_SCORE = Text(
    "Rien à dire du score : trop peu de ménages suivis, ou tous ont eu le même sort.",
    "Nothing to say of the score: too few households followed, or all fared alike.",
)
_NO_SCORE_WHY = Text("Rien à dire du score : {why}.", "Nothing to say of the score: {why}.")
_NO_RATE = Text(
    "Aucun taux après {months}, même pour l'ensemble : {why}.",
    "No rate after {months}, even for all together: {why}.",
)
_NO_FACTS = Text(
    "Les faits de l'époque manquent : pour {lacking} décisions sur {total}, un fait sur le lieu "
    "que les règles lisent n'était pas connu ce jour-là, le plus souvent faute d'être publié ; le "
    "lieu est donc « à vérifier », et non vert. Le journal dit peu de ces règles.",
    "The facts of the time are missing: for {lacking} decisions of {total}, a fact about the "
    "place that rules read was not known that day, mostly for want of being published; the place "
    "is therefore “to verify”, and not green. The log says little of those rules.",
)
_SOME_FACTS = Text(
    "Des faits manquent : pour {lacking} décisions sur {total}, un fait sur le lieu que les règles "
    "lisent est inconnu ; le lieu est donc « à vérifier », et non vert.",
    "Facts are missing: for {lacking} decisions of {total}, a fact about the place that rules read "
    "is unknown; the place is therefore “to verify”, and not green.",
)
_ALL_KNOWN = Text(
    "Après {months}, on sait ce que sont devenus tous les ménages.",
    "After {months}, what became of every household is known.",
)
_KNOWN = Text(
    "Sort inconnu après {months} : {unknown} placements sur {total}. Ce n'est ni un échec ni une "
    "réussite : chaque tableau les compte à part, et montre les deux extrêmes.",
    "Outcome unknown after {months}: {unknown} placements of {total}. That is neither a failure "
    "nor a success: each table counts them apart, and shows both extremes.",
)
