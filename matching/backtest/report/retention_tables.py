"""Retention as tables: groups by horizons, what is unknown, and what the tests say."""

from __future__ import annotations

from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.report.document import (
    NOT_REACHED,
    TOO_FEW,
    Basis,
    Cell,
    Column,
    Table,
)
from matching.backtest.report.words import NBSP, fill, p_of, points_with_interval
from matching.backtest.retention import AtHorizon, Comparison, Contrast
from matching.statistics.proportions import FEWEST
from regions_data.text import Text

STILL_IN_REGION = Text(
    "part des ménages encore dans leur région, lue sur la courbe de Kaplan-Meier ; les ménages "
    "perdus de vue comptent jusqu'à leur dernier contact",
    "share of households still in their region, read on the Kaplan–Meier curve; households lost "
    "from sight count until the last contact",
)
STILL_IN_QUEBEC = Text(
    "part des ménages encore au Québec, lue sur la courbe de Kaplan-Meier ; les ménages perdus de "
    "vue comptent jusqu'à leur dernier contact",
    "share of households still in Québec, read on the Kaplan–Meier curve; households lost from "
    "sight count until the last contact",
)
EVERY_PLACEMENT = Text("tous les placements du journal", "every placement of the log")
_COLUMNS = (
    Column(Text("groupe", "group")),
    Column(Text("après", "after")),
    Column(Text("placements", "placements"), "count"),
    Column(Text("encore là", "still there"), "count"),
    Column(Text("partis", "left"), "count"),
    Column(Text("inconnus", "unknown"), "count"),
    Column(Text("taux (intervalle de 95 %)", "rate (95% interval)"), "estimate"),
    Column(Text("si tous les inconnus étaient partis", "if all unknown had left"), "share"),
    Column(Text("si tous étaient restés", "if all had stayed"), "share"),
)


def retention_table(
    key: str, title: Text, comparison: Comparison, definition: Text, population: Text
) -> Table:
    """Each group at each horizon: who is there, who left, who is unknown, the rate, its bounds."""
    rows = tuple(
        (
            group.title,
            months_text(at.months),
            *_counts(at),
            _rate(at),
            _bound(at.worst),
            _bound(at.best),
        )
        for group in comparison.groups
        for at in group.horizons
    )
    return Table(key, title, basis_of(comparison, definition, population), _COLUMNS, rows)


def basis_of(comparison: Comparison, definition: Text, population: Text) -> Basis:
    """What a comparison rests on; the unknown are those of the last horizon."""
    return Basis(
        definition,
        population,
        sum(group.placements for group in comparison.groups),
        sum(group.at(HORIZONS_MONTHS[-1]).unknown for group in comparison.groups),
        HORIZONS_MONTHS[-1],
    )


def months_text(months: int) -> Text:
    """« 12 mois »."""
    return Text(f"{months}{NBSP}mois", f"{months}{NBSP}months")


def tests_sentence(comparison: Comparison) -> Text:
    """What the log-rank and the trend test say, or why there is nothing to test."""
    if comparison.log_rank is None or comparison.trend is None:
        return fill(_NO_TEST, fewest=FEWEST)
    return fill(
        _TESTS, log_rank=p_of(comparison.log_rank.p_value), trend=p_of(comparison.trend.p_value)
    )


def gap_sentence(contrast: Contrast, names: tuple[Text, Text]) -> Text:
    """The difference between two groups at the horizon, and what the unknown could do to it."""
    told = fill(
        _GAP,
        first=names[0],
        second=names[1],
        months=months_text(contrast.months),
        gap=points_with_interval(contrast.gap),
    )
    more = _SURVIVES if contrast.survives_the_unknown else _MAY_TURN
    return Text(f"{told.fr} {more.fr}", f"{told.en} {more.en}")


def undated_sentences(comparison: Comparison) -> tuple[Text, ...]:
    """How many departures have no day of their own; nothing when all have one."""
    undated = sum(group.undated for group in comparison.groups)
    return (fill(_UNDATED, undated=undated),) if undated else ()


def _counts(at: AtHorizon) -> tuple[int, int, int, int]:
    return at.placements, at.there, at.gone, at.unknown


def _rate(at: AtHorizon) -> Cell:
    if at.share is not None:
        return at.share
    return TOO_FEW if at.placements < FEWEST else NOT_REACHED


def _bound(value: float | None) -> Cell:
    return TOO_FEW if value is None else value


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
_GAP = Text(
    "Après {months}, l'écart entre {first} et {second} est de {gap}.",
    "After {months}, the difference between {first} and {second} is {gap}.",
)
_SURVIVES = Text(
    "Cet ordre resterait le même quoi que soient devenus les ménages inconnus.",
    "This order would be the same whatever became of the unknown households.",
)
_MAY_TURN = Text(
    "Ce que sont devenus les ménages inconnus pourrait renverser cet ordre.",
    "What became of the unknown households could reverse this order.",
)
_UNDATED = Text(
    "Départs sans date connue : {undated}. Ils sont comptés à l'échéance où leur départ est "
    "constaté, donc un peu tard entre deux échéances.",
    "Departures without a known date: {undated}. They count at the follow-up that found them gone, "
    "hence a little late between two of them.",
)
