"""The sections about the colours, the score and the log itself."""

from __future__ import annotations

from functools import partial

from matching.backtest.evaluation import Employment, Evaluation
from matching.backtest.report.document import (
    NOT_COMPUTED,
    TOO_FEW,
    Basis,
    Cell,
    Column,
    Plot,
    Section,
    Table,
)
from matching.backtest.report.in_short import colour_name
from matching.backtest.report.plots import Point, draw_curves, draw_points, svg
from matching.backtest.report.retention_tables import (
    EVERY_PLACEMENT,
    STILL_IN_QUEBEC,
    STILL_IN_REGION,
    basis_of,
    gap_sentence,
    gaps_table,
    months_text,
    retention_table,
    tests_sentence,
    tests_table,
    undated_sentences,
)
from matching.backtest.report.words import (
    fill,
    long_date,
    percent_with_interval,
    period,
    ratio_with_interval,
)
from matching.backtest.retention import Comparison
from matching.statistics.proportions import Estimate
from regions_data.text import Language, Text


def log_section(found: Evaluation) -> Section:
    """What the log holds and lacks."""
    quality = found.quality
    rows = tuple(
        (each.title, each.known, each.known / quality.placements) for each in quality.filled
    )
    basis = Basis(_KNOWN_SHARE, EVERY_PLACEMENT, quality.placements, None)
    table = Table("log", Text("Ce qui est connu", "What is known"), basis, _KNOWN_COLUMNS, rows)
    told = fill(
        _LOG,
        placements=quality.placements,
        households=quality.households,
        period=period(quality.first, quality.last),
    )
    more = [] if quality.placements == quality.households else [_REPEATED]
    latest = found.question.facts.latest(found.question.as_of)
    if latest is not None and found.after_the_facts:
        more.append(fill(_AFTER, latest=long_date(latest), placements=found.after_the_facts))
    return Section(Text("Le journal", "The log"), (told, *more), (table,))


def fit_section(found: Evaluation) -> Section:
    """Retention by the colour of the place."""
    comparison = found.by_fit
    names = [colour_name(found, group.key) for group in comparison.groups]
    by_key = dict(zip((group.key for group in comparison.groups), names, strict=True))
    gaps = [
        gap_sentence(each, (by_key[each.first], by_key[each.second]))
        for each in comparison.contrasts
    ]
    title = Text("Rester, selon la couleur du lieu", "Staying, by the colour of the place")
    table = retention_table("fit", title, comparison, STILL_IN_REGION, EVERY_PLACEMENT)
    sentences = (_FIT, tests_sentence(comparison), *gaps, *undated_sentences(comparison))
    compared = (
        (title, comparison),
        (_SCORE_TITLE, found.score.bands),
        (_PREPARATION, found.by_preparation),
        (_PAIR, found.by_colour),
        (_SHOWN, found.by_shown),
        (_QUEBEC, found.in_quebec),
    )
    tables = (table, gaps_table(compared), tests_table(compared))
    return Section(title, sentences, (*_curves(comparison), *tables))


def other_colours_section(found: Evaluation) -> Section:
    """The other colours: preparation, the pair's colour, what was shown, staying in Québec."""
    tables = [
        retention_table(
            "preparation",
            _PREPARATION,
            found.by_preparation,
            STILL_IN_REGION,
            EVERY_PLACEMENT,
        ),
        retention_table(
            "colour",
            _PAIR,
            found.by_colour,
            STILL_IN_REGION,
            EVERY_PLACEMENT,
        ),
        retention_table(
            "quebec",
            _QUEBEC,
            found.in_quebec,
            STILL_IN_QUEBEC,
            EVERY_PLACEMENT,
        ),
    ]
    if found.by_shown.groups:
        population = Text(
            "placements dont la couleur montrée est notée", "placements with a recorded colour"
        )
        tables.insert(
            2, retention_table("shown", _SHOWN, found.by_shown, STILL_IN_REGION, population)
        )
    title = Text("Les autres couleurs", "The other colours")
    return Section(title, (_OTHERS,), tuple(tables))


def score_section(found: Evaluation) -> Section:
    """What the score adds: fifths of the placements, and two measures of order."""
    score, months = found.score, found.question.months
    sentences = [_SCORE]
    for estimate, template in ((score.auc, _AUC), (score.concordance, _CONCORDANCE)):
        if estimate is not None:
            value = ratio_with_interval(estimate)
            sentences.append(fill(template, value=value, months=months_text(months)))
    sentences.append(tests_sentence(score.bands))
    title = Text("Le score", "The score")
    table = retention_table(
        "score", _SCORE_TITLE,
        score.bands, STILL_IN_REGION, EVERY_PLACEMENT,
    )  # fmt: skip
    return Section(title, tuple(sentences), (*_score_plot(found), table, _order_table(found)))


def _order_table(found: Evaluation) -> Table:
    """How well the score puts those who stayed before those who left."""
    months, score = months_text(found.question.months), found.score
    named = (
        (fill(_AUC_TITLE, months=months), score.auc),
        (_CONCORDANCE_TITLE, score.concordance),
    )
    rows: list[tuple[Cell, ...]] = [
        (title, NOT_COMPUTED if estimate is None else estimate) for title, estimate in named
    ]
    basis = basis_of(score.bands, _ORDER, EVERY_PLACEMENT, found.question.months)
    title = Text("Le score met-il les restés devant ?", "Does the score put stayers first?")
    return Table("order", title, basis, _ORDER_COLUMNS, tuple(rows))


def employment_section(found: Evaluation) -> Section:
    """Jobs in the field and jobs of partners, by the colour of the place."""
    field = Text("Un emploi dans le domaine", "A job in the field")
    partner = Text("L'emploi de la conjointe ou du conjoint", "The partner's job")
    couples = Text("placements de couples", "placements of couples")
    asked = (
        ("in_field", field, found.in_field, EVERY_PLACEMENT),
        ("partner", partner, found.partners, couples),
    )
    tables = tuple(_employment_table(*each) for each in asked if each[2])
    return Section(Text("L'emploi", "Employment"), (_EMPLOYMENT,), tables)


def _employment_table(
    key: str, title: Text, rows: tuple[Employment, ...], population: Text
) -> Table:
    total, unknown = sum(row.placements for row in rows), sum(row.unknown for row in rows)
    cells: list[tuple[Cell, ...]] = [
        (
            row.title, row.placements, row.yes, row.no, row.unknown,
            TOO_FEW if row.share is None else row.share,
        )
        for row in rows
    ]  # fmt: skip
    basis = Basis(_EMPLOYED_SHARE, population, total, unknown)
    return Table(key, title, basis, _EMPLOYED_COLUMNS, tuple(cells))


def _curves(comparison: Comparison) -> tuple[Plot, ...]:
    told = [
        _rate(group.title, at.share, at.months)
        for group in comparison.groups
        for at in group.horizons
        if at.share is not None
    ]
    basis = basis_of(comparison, STILL_IN_REGION, EVERY_PLACEMENT)
    title = Text("Courbes de rétention selon la couleur", "Retention curves by colour")

    def draw(language: Language) -> str:
        return svg(draw_curves(comparison, language))

    return (Plot("curves", title, basis, _joined(told), draw),) if told else ()


def _score_plot(found: Evaluation) -> tuple[Plot, ...]:
    months, bands = found.question.months, found.score.bands
    points = tuple(
        Point(float(number), group.title, share)
        for number, group in enumerate(reversed(bands.groups), 1)
        if (share := group.at(months).share) is not None
    )
    if len(points) < 2:
        return ()
    titles = (_FIFTHS, fill(_STILL_THERE, months=months_text(months)))
    says = _joined([_rate(point.label, point.share, months) for point in points])
    basis = basis_of(bands, STILL_IN_REGION, EVERY_PLACEMENT, months)
    title = Text("Encore là, selon le score", "Still there, by score")
    return (Plot("score_plot", title, basis, says, partial(_drawn, points, titles)),)


def _rate(group: Text, share: Estimate, months: int) -> Text:
    return fill(_SAYS, group=group, rate=percent_with_interval(share), months=months_text(months))


def _joined(sentences: list[Text]) -> Text:
    return Text(" ".join(s.fr for s in sentences), " ".join(s.en for s in sentences))


def _drawn(points: tuple[Point, ...], titles: tuple[Text, Text], language: Language) -> str:
    return svg(draw_points(points, titles, language))


_SCORE_TITLE = Text("Par cinquième du score", "By fifth of the score")
_PREPARATION = Text("Selon la préparation du ménage", "By the household's preparation")
_PAIR = Text("Selon la couleur de la paire", "By the colour of the pair")
_SHOWN = Text("Selon la couleur montrée ce jour-là", "By the colour shown that day")
_QUEBEC = Text("Rester au Québec, selon la couleur du lieu", "Staying in Québec, by the place")
_KNOWN_COLUMNS = (
    Column(Text("sujet", "subject")),
    Column(Text("connu pour", "known for"), "count"),
    Column(Text("part des placements", "share of placements"), "share"),
)
_EMPLOYED_COLUMNS = (
    Column(Text("couleur du lieu", "colour of the place")),
    Column(Text("placements", "placements"), "count"),
    Column(Text("oui", "yes"), "count"),
    Column(Text("non", "no"), "count"),
    Column(Text("réponse inconnue", "answer unknown"), "count"),
    Column(
        Text("oui, parmi les connus (intervalle de 95 %)", "yes, of those known (95% interval)"),
        "estimate",
    ),
)
_KNOWN_SHARE = Text(
    "part des placements dont le journal dit quelque chose de ce sujet",
    "share of the placements of which the log says something of this subject",
)
_EMPLOYED_SHARE = Text(
    "part de « oui » parmi les réponses connues ; les inconnus sont à part",
    "share of “yes” among known answers; the unknown stand apart",
)
_LOG = Text(
    "Placements : {placements} ; ménages : {households} ; décisions du {period}.",
    "Placements: {placements}; households: {households}; decided from {period}.",
)
_REPEATED = Text(
    "Des ménages comptent plusieurs placements : les intervalles et les tests sont élargis, comme "
    "si ces placements étaient tous semblables ; les règles ne sont comparées que sur un par "
    "ménage.",
    "Some households have several placements: intervals and tests are widened, as if these were "
    "all alike; rules are compared on one a household only.",
)
_AFTER = Text(
    "Les faits sur les lieux s'arrêtent au {latest} : {placements} décisions viennent après, et "
    "sont jugées avec des faits peut-être dépassés ce jour-là.",
    "The facts about places stop on {latest}: {placements} decisions come later, and are judged "
    "with facts that may have been out of date by then.",
)
_FIT = Text(
    "La couleur du lieu résume ce qui, dans le jeu de règles, dépend du lieu. C'est elle qui "
    "change d'une ville à l'autre.",
    "The colour of the place sums up what, in the ruleset, depends on the place. It is the one "
    "that differs from town to town.",
)
_OTHERS = Text(
    "La préparation est la même partout pour un ménage ; la couleur de la paire est la moins "
    "bonne des deux. La couleur montrée ce jour-là vient du journal, quel qu'ait été alors le jeu "
    "de règles.",
    "A household's preparation is the same everywhere; the colour of the pair is the worse of "
    "the two. The colour shown that day comes from the log, whatever the ruleset was then.",
)
_SCORE = Text(
    "Le score ordonne des lieux de même couleur pour un ménage. Le comparer d'un ménage à l'autre, "
    "comme ici, est une épreuve plus dure que son usage : ce n'est pas une probabilité de rester.",
    "The score orders places of the same colour for one household. Comparing it between "
    "households, as here, is a harder trial than its use: it is not a probability of staying.",
)
_AUC = Text(
    "Aire sous la courbe après {months} : {value} ; 0,50 est le hasard, 1,00 un ordre parfait. Les "
    "ménages perdus de vue sont représentés par ceux qui ont été suivis aussi longtemps.",
    "Area under the curve after {months}: {value}; 0.50 is chance, 1.00 a perfect order. "
    "Households lost from sight are represented by those followed as long.",
)
_CONCORDANCE = Text(
    "Concordance (Harrell) sur toute la durée des séjours : {value}.",
    "Concordance (Harrell) over the whole length of stays: {value}.",
)
_EMPLOYMENT = Text(
    "Réponses notées au suivi. Beaucoup manquent souvent : un taux parmi les connus ne vaut que si "
    "ceux qui répondent ressemblent aux autres.",
    "Answers recorded at follow-up. Many are often missing: a rate among those known holds only if "
    "those who answer are like the others.",
)
_SAYS = Text(
    "{group} : {rate} encore là après {months}.", "{group}: {rate} still there after {months}."
)
_AUC_TITLE = Text("aire sous la courbe après {months}", "area under the curve after {months}")
_CONCORDANCE_TITLE = Text("concordance (Harrell)", "concordance (Harrell)")
_ORDER = Text(
    "de deux ménages dont l'un est resté plus longtemps, part des fois où il avait le plus haut "
    "score ; 0,50 est le hasard",
    "of two households of which one stayed longer, share of times when it had the higher score; "
    "0.50 is chance",
)
_ORDER_COLUMNS = (
    Column(Text("mesure", "measure")),
    Column(Text("valeur (intervalle de 95 %)", "value (95% interval)"), "ratio"),
)
_FIFTHS = Text("cinquième du score, du plus bas au plus haut", "fifth of the score, lowest first")
_STILL_THERE = Text("encore là après {months}", "still there after {months}")
