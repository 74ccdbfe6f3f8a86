"""Retention as tables: groups by horizons, what is unknown, and what the tests say."""

from __future__ import annotations

from collections.abc import Sequence

from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.report.document import (
    NOT_COMPUTED,
    TOO_FEW,
    Absent,
    Basis,
    Cell,
    Column,
    Table,
)
from matching.backtest.report.words import NBSP, fill, p_of, points_with_interval
from matching.backtest.retention import CHANCE, AtHorizon, Comparison, Contrast, Why
from matching.statistics.proportions import FEWEST
from regions_data.text import Text

STILL_IN_REGION = Text(
    "part des ménages encore dans leur région, lue sur la courbe de Kaplan-Meier des ménages "
    "suivis ; ceux qu'on a perdus de vue comptent jusqu'à leur dernier contact",
    "share of households still in their region, read on the Kaplan–Meier curve of those followed; "
    "those lost from sight count until the last contact",
)
STILL_IN_QUEBEC = Text(
    "part des ménages encore au Québec, lue sur la courbe de Kaplan-Meier des ménages suivis ; "
    "ceux qu'on a perdus de vue comptent jusqu'à leur dernier contact",
    "share of households still in Québec, read on the Kaplan–Meier curve of those followed; those "
    "lost from sight count until the last contact",
)
EVERY_PLACEMENT = Text("tous les placements du journal", "every placement of the log")
_COLUMNS = (
    Column(Text("groupe", "group")),
    Column(Text("après", "after")),
    Column(Text("placements", "placements"), "count"),
    Column(Text("dont suivis", "of which followed"), "count"),
    Column(Text("encore là", "still there"), "count"),
    Column(Text("partis", "left"), "count"),
    Column(Text("sort inconnu", "outcome unknown"), "count"),
    Column(Text("taux (intervalle de 95 %)", "rate (95% interval)"), "estimate"),
    Column(Text("si tous ceux-là étaient partis", "if all of these had left"), "share"),
    Column(Text("si tous étaient restés", "if all had stayed"), "share"),
)


def retention_table(
    key: str, title: Text, comparison: Comparison, definition: Text, population: Text
) -> Table:
    """Each group at each horizon: who is there, who left, who is unknown, the rate, its bounds."""
    rows = tuple(
        (
            group.title, months_text(at.months), at.placements, group.followed,
            at.there, at.gone, at.unknown, _rate(at), _bound(at.worst), _bound(at.best),
        )
        for group in comparison.groups
        for at in group.horizons
    )  # fmt: skip
    return Table(key, title, basis_of(comparison, definition, population), _COLUMNS, rows)


def gaps_table(comparisons: Sequence[tuple[Text, Comparison]]) -> Table:
    """The difference between neighbours of each comparison, with its interval."""
    rows: list[tuple[Cell, ...]] = []
    for title, comparison in comparisons:
        names = {group.key: group.title for group in comparison.groups}
        rows += [
            (title, names[each.first], names[each.second], months_text(each.months), each.gap)
            for each in comparison.contrasts
        ]
    basis = basis_of(comparisons[0][1], _GAPS, EVERY_PLACEMENT, comparisons[0][1].months)
    return Table("gaps", Text("Les écarts", "The differences"), basis, _GAP_COLUMNS, tuple(rows))


def tests_table(comparisons: Sequence[tuple[Text, Comparison]]) -> Table:
    """The log-rank and the trend test of each comparison."""
    rows: list[tuple[Cell, ...]] = [
        (
            title,
            *(
                NOT_COMPUTED if test is None else test.p_value
                for test in (comparison.log_rank, comparison.trend)
            ),
        )
        for title, comparison in comparisons
    ]
    basis = basis_of(comparisons[0][1], _TESTED, EVERY_PLACEMENT)
    return Table("tests", Text("Les tests", "The tests"), basis, _TEST_COLUMNS, tuple(rows))


def basis_of(
    comparison: Comparison, definition: Text, population: Text, months: int = HORIZONS_MONTHS[-1]
) -> Basis:
    """What a comparison rests on; the unknown are those of a horizon, the last if none is said."""
    return Basis(
        definition,
        population,
        sum(group.placements for group in comparison.groups),
        sum(group.at(months).unknown for group in comparison.groups),
        months,
    )


def months_text(months: int) -> Text:
    """« 12 mois »."""
    return Text(f"{months}{NBSP}mois", f"{months}{NBSP}months")


def tests_sentence(comparison: Comparison) -> Text:
    """What the log-rank and the trend test say, or why there is nothing to test."""
    if comparison.log_rank is None or comparison.trend is None:
        several = sum(group.followed >= FEWEST for group in comparison.groups) > 1
        return _UNSURE_TEST if several else fill(_NO_TEST, fewest=FEWEST)
    told = fill(
        _TESTS, log_rank=p_of(comparison.log_rank.p_value), trend=p_of(comparison.trend.p_value)
    )
    way = _DIRECTIONS.get(comparison.trend.direction)
    if way is None or comparison.trend.p_value >= CHANCE:
        return told
    return Text(f"{told.fr} {way.fr}", f"{told.en} {way.en}")


def gap_sentence(contrast: Contrast, names: tuple[Text, Text]) -> Text:
    """The difference between two groups at the horizon, and what the unknown could do to it."""
    told = fill(
        _GAP,
        first=names[0],
        second=names[1],
        months=months_text(contrast.months),
        gap=points_with_interval(contrast.gap),
    )
    if not contrast.has_an_order or not contrast.unknown:
        return told
    more = _SURVIVES if contrast.survives_the_unknown else _MAY_TURN
    return Text(f"{told.fr} {more.fr}", f"{told.en} {more.en}")


def undated_sentences(comparison: Comparison) -> tuple[Text, ...]:
    """How many departures have no day of their own; nothing when all have one."""
    undated = sum(group.undated for group in comparison.groups)
    return (fill(_UNDATED, undated=undated),) if undated else ()


def why_text(why: Why) -> Text:
    """Why there is no rate, in a few words."""
    return _WHY[why]


def _rate(at: AtHorizon) -> Cell:
    if at.share is not None:
        return at.share
    return Absent(why_text(at.why)) if at.why is not None else NOT_COMPUTED


def _bound(value: float | None) -> Cell:
    return TOO_FEW if value is None else value


_WHY: dict[Why, Text] = {
    "few_placements": Text("moins de 10", "fewer than 10"),
    "nothing_recorded": Text("aucun suivi noté", "no follow-up recorded"),
    "few_followed": Text("moins de 10 suivis", "fewer than 10 followed"),
    "departures_only": Text("départs seuls notés", "departures alone recorded"),
    "undated": Text("jours de départ manquants", "days of departure missing"),
    "not_followed_so_long": Text("pas assez de recul", "not followed so long"),
}
_GAP_COLUMNS = (
    Column(Text("comparaison", "comparison")),
    Column(Text("groupe", "group")),
    Column(Text("moins le groupe", "less the group")),
    Column(Text("après", "after")),
    Column(Text("écart en points de pourcentage", "difference in percentage points"), "gap"),
)
_TEST_COLUMNS = (
    Column(Text("comparaison", "comparison")),
    Column(Text("log-rank, p", "log-rank, p"), "chance"),
    Column(Text("tendance, p", "trend, p"), "chance"),
)
_GAPS = Text(
    "taux du premier groupe moins taux du second, avec l'intervalle de Newcombe",
    "rate of the first group less that of the second, with Newcombe's interval",
)
_TESTED = Text(
    "p : probabilité que le hasard seul, sans différence réelle, donne un écart au moins aussi "
    "grand",
    "p: how often chance alone would give a difference at least as large",
)
_DIRECTIONS = {
    1: Text(
        "D'un groupe au suivant, on part plus vite.",
        "Departures come sooner from one group to the next.",
    ),
    -1: Text(
        "D'un groupe au suivant, on part moins vite.",
        "Departures come later from one group to the next.",
    ),
}
_TESTS = Text(
    "Test du log-rank (partent-ils au même rythme ?) : {log_rank}. Test de tendance (dans "
    "l'ordre des groupes) : {trend}.",
    "Log-rank test (do they leave at the same pace?): {log_rank}. Trend test (in the order of "
    "the groups): {trend}.",
)
_NO_TEST = Text(
    "Rien à tester : il faut au moins deux groupes de {fewest} ménages suivis.",
    "Nothing to test: it takes two groups of {fewest} followed households at least.",
)
_UNSURE_TEST = Text(
    "Pas de test : des jours de départ manquent, ou des départs seuls sont notés.",
    "No test: days of departure are missing, or departures alone are recorded.",
)
_GAP = Text(
    "Après {months}, l'écart entre {first} et {second} est de {gap}.",
    "After {months}, the difference between {first} and {second} is {gap}.",
)
_SURVIVES = Text(
    "Cet ordre resterait le même quoi qu'il soit advenu des ménages au sort inconnu.",
    "This order would be the same whatever became of the households of unknown outcome.",
)
_MAY_TURN = Text(
    "Ce que sont devenus les ménages au sort inconnu pourrait renverser cet ordre.",
    "What became of the households of unknown outcome could reverse this order.",
)
_UNDATED = Text(
    "Départs sans jour noté : {undated}. Le ménage a pu partir bien avant le suivi qui l'a "
    "constaté : là où cela pourrait changer un taux de plus d'un point, aucun taux n'est donné.",
    "Departures without a recorded day: {undated}. The household may have left long before the "
    "follow-up that found it gone: where that could move a rate by more than a point, none is "
    "given.",
)
