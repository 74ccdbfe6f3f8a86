"""The section about outcome models: do they beat the rate of the place, out of time?"""

from __future__ import annotations

from functools import partial

from matching.backtest.report.document import (
    NOT_COMPUTED,
    Basis,
    Cell,
    Column,
    Plot,
    Section,
    Table,
)
from matching.backtest.report.plots import draw_reliability, svg
from matching.backtest.report.retention_tables import EVERY_PLACEMENT, months_text, why_text
from matching.backtest.report.words import capital, fill, long_date, small_with_interval
from matching.backtest.retention import Why
from matching.backtest.saved_model import JudgedModel
from matching.backtest.walk_forward import FEWEST_HOUSEHOLDS, ModelComparison
from matching.outcomes.comparison import ModelScore
from matching.outcomes.models import MODELS
from matching.statistics.disclosure import SMALL
from regions_data.text import Language, Text

TITLES = {model.name: model.title for model in MODELS}
"""How each model is named."""


def models_section(compared: ModelComparison, saved: JudgedModel | None = None) -> Section:
    """How each model did on the years after those it learned from, and a saved one on the log."""
    title = Text("Les modèles", "The models")
    more, tables = ((), ()) if saved is None else _saved(saved)
    if compared.too_little is not None:
        sentences = (_WHAT, compared.too_little.sentence, *more, _NOT_IN_SCORE)
        return Section(title, sentences, tables)
    told = [_verdict(score, compared) for score in compared.scores if score.brier_difference]
    figures: list[Table | Plot] = [_reliability(compared), _scores(compared)]
    if min(fold.tested for fold in compared.folds) >= SMALL:  # else a year's small count would show
        figures.append(_folds(compared))
    return Section(title, (_WHAT, *told, *more, _NOT_IN_SCORE), (*figures, *tables))


def no_models_section(why: Why) -> Section:
    """Why no model is judged on a log."""
    title = Text("Les modèles", "The models")
    return Section(title, (fill(_NOT_JUDGED, why=why_text(why)), _NOT_IN_SCORE))


def _saved(saved: JudgedModel) -> tuple[tuple[Text, ...], tuple[Table, ...]]:
    """A saved model on this log: what it is, and its figures where there is enough."""
    named = fill(_SAVED, model=TITLES[saved.name])
    score = saved.score
    if score is None:
        return (named, fill(_TOO_FEW, fewest=FEWEST_HOUSEHOLDS)), ()
    unknown = saved.placements - saved.known
    basis = Basis(_DEFINITION, EVERY_PLACEMENT, saved.placements, unknown, saved.months)
    title = Text("Le modèle enregistré, sur ce journal", "The saved model, on this log")
    row = (TITLES[saved.name], score.brier, score.auc)
    return (named,), (Table("saved_model", title, basis, _SCORE_COLUMNS[:3], (row,)),)


def _verdict(score: ModelScore, compared: ModelComparison) -> Text:
    """Whether a model beats the first, by the Brier score."""
    difference = score.brier_difference
    if difference is None:
        raise ValueError(f"{score.model}: nothing to compare with")
    told = _UNPROVEN
    if difference.high < 0:
        told = _BETTER
    elif difference.low > 0:
        told = _WORSE
    return fill(
        told,
        model=capital(TITLES[score.model]),
        baseline=TITLES[compared.scores[0].model],
        difference=small_with_interval(difference),
    )


def _scores(compared: ModelComparison) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            TITLES[score.model], score.brier, score.auc,
            score.brier_difference or NOT_COMPUTED, score.auc_difference or NOT_COMPUTED,
        )
        for score in compared.scores
    ]  # fmt: skip
    title = Text("Les modèles, sur des années postérieures", "The models, on later years")
    return Table("models", title, _basis(compared, _DEFINITION), _SCORE_COLUMNS, tuple(rows))


def _folds(compared: ModelComparison) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (long_date(fold.cut), fold.learned_from, fold.departures, fold.tested)
        for fold in compared.folds
    ]
    title = Text("Les années d'essai", "The test years")
    return Table("folds", title, _basis(compared, _FOLD_DEFINITION), _FOLD_COLUMNS, tuple(rows))


def _reliability(compared: ModelComparison) -> Plot:
    told = [
        fill(
            _SAYS,
            model=TITLES[score.model],
            predicted=f"{100 * each.predicted:.0f}",
            observed=f"{100 * each.observed.value:.0f}",
        )
        for score in compared.scores
        for each in score.bins
    ]
    says = Text(" ".join(each.fr for each in told), " ".join(each.en for each in told))
    title = Text("Chance annoncée et part observée", "Predicted chance and observed share")
    draw = partial(_drawn, compared)
    return Plot("reliability", title, _basis(compared, _RELIABILITY), says, draw)


def _drawn(compared: ModelComparison, language: Language) -> str:
    bins = [(TITLES[score.model], score.bins) for score in compared.scores]
    return svg(draw_reliability(bins, language))


def _basis(compared: ModelComparison, definition: Text) -> Basis:
    tested = sum(fold.tested for fold in compared.folds)
    known = sum(fold.known for fold in compared.folds)
    months = compared.horizon_months
    population = fill(_POPULATION, months=months_text(months))
    return Basis(definition, population, tested, tested - known, months)


_SCORE_COLUMNS = (
    Column(Text("modèle", "model")),
    Column(Text("score de Brier (bas : mieux)", "Brier score (low: better)"), "small"),
    Column(Text("aire sous la courbe", "area under the curve"), "ratio"),
    Column(Text("écart de Brier", "Brier difference"), "small"),
    Column(Text("écart d'aire", "area difference"), "small"),
)
_FOLD_COLUMNS = (
    Column(Text("année qui commence le", "year that begins on")),
    Column(Text("placements d'apprentissage", "placements learned from"), "count"),
    Column(Text("départs connus ce jour-là", "departures known that day"), "count"),
    Column(Text("placements jugés", "placements judged"), "count"),
)
_WHAT = Text(
    "Chaque modèle dit la chance d'être encore là, pour les placements de l'année qui suit ses "
    "années d'apprentissage, avec ce qu'on savait au premier jour de cette année. Aucun ménage ne "
    "sert à la fois à l'apprentissage et à l'évaluation. Le taux du lieu, qui ne connaît pas le "
    "ménage, est la référence.",
    "Each model predicts the chance of being still there, for the placements of the year after "
    "those that it learned from, with what was known on the first day of that year. No household "
    "serves both to learn and to judge. The rate of the place, which does not know the household, "
    "is the reference.",
)
_NOT_JUDGED = Text("Aucun modèle n'est jugé : {why}.", "No model is judged: {why}.")
_SAVED = Text(
    "Modèle enregistré ({model}) : ses chiffres ne valent que s'il n'a appris d'aucun placement de "
    "ce journal.",
    "Saved model ({model}): its figures hold only if it learned from no placement of this log.",
)
_TOO_FEW = Text(
    "Trop peu pour le juger : il faut {fewest} ménages qui ont quitté leur région et autant de "
    "restés.",
    "Too few to judge it: it takes {fewest} households gone and as many that stayed.",
)
_BETTER = Text(
    "{model} : fait mieux que la référence ({baseline}) ; écart de Brier {difference}.",
    "{model}: does better than the reference ({baseline}); Brier difference {difference}.",
)
_WORSE = Text(
    "{model} : fait moins bien que la référence ({baseline}) ; écart de Brier {difference}.",
    "{model}: does worse than the reference ({baseline}); Brier difference {difference}.",
)
_UNPROVEN = Text(
    "{model} : rien ne montre que ce modèle batte la référence ({baseline}) ; écart de Brier "
    "{difference}.",
    "{model}: nothing shows that it beats the reference ({baseline}); Brier difference "
    "{difference}.",
)
_NOT_IN_SCORE = Text(
    "Aucune de ces probabilités n'entre dans le score ni dans une couleur.",
    "None of these probabilities enters the score or a colour.",
)
_POPULATION = Text(
    "placements des années d'essai ; ceux au sort inconnu après {months} sont représentés par ceux "
    "qui ont été suivis aussi longtemps",
    "placements of the test years; those of unknown outcome after {months} are represented by "
    "those followed as long",
)
_DEFINITION = Text(
    "score de Brier : écart quadratique moyen entre la chance annoncée et ce qui est arrivé ; aire "
    "sous la courbe : 0,50 est le hasard ; écarts : modèle moins référence ; intervalles de 95 %, "
    "par tirages de ménages",
    "Brier score: mean squared distance between the predicted chance and what happened; area "
    "under the curve: 0.50 is chance; differences: model less reference; 95% intervals, by draws "
    "of households",
)
_FOLD_DEFINITION = Text(
    "ce dont chaque année d'essai disposait", "what each test year had to learn from"
)
_RELIABILITY = Text(
    "part observée des ménages encore là, par groupes de même chance annoncée ; sur la diagonale, "
    "la chance annoncée est juste",
    "observed share of households still there, by groups with the same prediction; on the "
    "diagonal, the prediction is right",
)
_SAYS = Text(
    "{model} : annoncé {predicted} %, observé {observed} %.",
    "{model}: predicted {predicted}%, observed {observed}%.",
)
