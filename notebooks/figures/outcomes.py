"""What the colours meant on a synthetic log: curves, fifths of the score, groups and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from figures.looks import GREEN_LOOK, INK, QUIET, RED_LOOK, SMALL, YELLOW_LOOK, entitle, said, sheet
from figures.panel import AS_OF
from matching.backtest.benchmark import Benchmark, make_benchmark
from matching.backtest.evaluation import Evaluation, Question, colour_groups, evaluate_log
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.retention import CHANCE, GroupRetention
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from matching.statistics.proportions import Estimate
from regions_data.as_known import FactsOfToday
from regions_data.labour import load_labour
from regions_data.snapshot import load_snapshot
from regions_data.text import Text

PLACEMENTS, SEED, MONTHS = 2_000, 7, 12
_LOOKS = {"green": GREEN_LOOK, "yellow": YELLOW_LOOK, "red": RED_LOOK}
_LINES = {"green": "-", "yellow": "--", "red": ":"}
_MOST_RULES = 12


@dataclass(frozen=True, eq=False)
class Outcomes:
    """A synthetic log with its truth, and what an evaluation makes of the log alone."""

    benchmark: Benchmark
    found: Evaluation

    @property
    def stamp(self) -> Text:
        """What everything here was computed from; synthetic comes first."""
        question, size = self.found.question, len(self.benchmark.log)
        version, data = question.ruleset.version, question.snapshot.id
        return Text(
            f"SYNTHÉTIQUE · {size} placements inventés · règles {version} · données {data}",
            f"SYNTHETIC · {size} invented placements · ruleset {version} · data {data}",
        )

    def true_shares(self, key: str) -> list[float]:
        """The mean of the true chances of one colour, at each of `HORIZONS_MONTHS`."""
        rows = next(g.rows for g in colour_groups(self.found.replayed.fit) if g.key == key)
        cases = [case for case, own in zip(self.benchmark.cases, rows, strict=True) if own]
        return [
            float(np.mean(chances)) for chances in zip(*(c.still_there for c in cases), strict=True)
        ]


def read_outcomes(placements: int = PLACEMENTS) -> Outcomes:
    """A synthetic log under the shipped ruleset, evaluated with today's facts, which hold in it."""
    snapshot = load_snapshot()
    tables = (snapshot, load_labour(snapshot.folder))
    path = default_ruleset_path()
    ruleset = read_ruleset(path.read_bytes(), path.name)
    benchmark = make_benchmark(placements, SEED, tables, ruleset)
    question = Question(ruleset, FactsOfToday(*tables), snapshot, MONTHS, AS_OF)
    return Outcomes(benchmark, evaluate_log(benchmark.log, question))


def draw_retention(outcomes: Outcomes) -> Figure:
    """Curves by colour with their intervals, and a mark where the truth is."""
    figure = sheet(9.0, 5.2)
    axes = figure.subplots()
    for group in outcomes.found.by_fit.groups:
        _curve(axes, group)
        look = _LOOKS[group.key]
        if group.curve is not None:
            axes.plot(
                HORIZONS_MONTHS, outcomes.true_shares(group.key), look.mark,
                color=look.hue, markeredgecolor=INK, markersize=9, linestyle="none",
            )  # fmt: skip
    axes.plot(
        [], [], "o", color="white", markeredgecolor=INK, markersize=9, label=said(_TRUE, " · ")
    )
    axes.set(xlim=(0, HORIZONS_MONTHS[-1] + 1), xticks=(0, *HORIZONS_MONTHS))
    axes.set_xlabel(said(_MONTHS_SINCE, " · "), fontsize=SMALL)
    axes.legend(fontsize=SMALL, loc="lower left")
    _percent(axes)
    entitle(figure, _RETENTION, outcomes.stamp)
    return figure


def draw_score(outcomes: Outcomes) -> Figure:
    """Retention at the horizon by fifth of the score, lowest first."""
    bands = list(reversed(outcomes.found.score.bands.groups))
    return _shares(outcomes, _BY_SCORE, [(band.title, band.at(MONTHS).share) for band in bands])


def draw_regions_left(outcomes: Outcomes) -> Figure:
    """Retention at the horizon by region, where enough are known to tell."""
    regions = next(v for v in outcomes.found.variables if v.key == "region")
    return _shares(outcomes, _BY_REGION, [(group.title, group.share) for group in regions.groups])


def draw_rules(outcomes: Outcomes) -> Figure:
    """The rules whose share of yellow or red differs most between who left and who stayed."""
    rules = sorted(outcomes.found.leavers.rules, key=lambda each: -abs(each.gap.value))[
        :_MOST_RULES
    ]
    figure = sheet(9.0, 5.4)
    axes = figure.subplots()
    for row, rule in enumerate(reversed(rules)):
        gap = rule.gap
        axes.plot([gap.low, gap.high], [row, row], color=QUIET, linewidth=1.5)
        fill = "full" if rule.adjusted < CHANCE else "none"
        axes.plot(gap.value, row, "o", color=INK, fillstyle=fill)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(rules)), [rule.rule for rule in reversed(rules)], fontsize=SMALL)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.tick_params(axis="x", labelsize=SMALL)
    entitle(figure, _RULES, outcomes.stamp)
    return figure


def _shares(
    outcomes: Outcomes, title: Text, shares: Sequence[tuple[Text, Estimate | None]]
) -> Figure:
    """One row a group with its interval; a group that cannot be told says so."""
    figure = sheet(9.0, 1.6 + 0.34 * len(shares))
    axes = figure.subplots()
    for row, (_, share) in enumerate(reversed(shares)):
        if share is None:
            axes.text(0.02, row, said(_UNTOLD, " · "), fontsize=SMALL, color=QUIET, va="center")
            continue
        axes.plot([share.low, share.high], [row, row], color=QUIET, linewidth=1.5)
        axes.plot(share.value, row, "o", color=INK)
    labels = [said(label, " · ") if label.fr != label.en else label.fr for label, _ in shares]
    axes.set_yticks(range(len(shares)), list(reversed(labels)), fontsize=SMALL)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    entitle(figure, title, outcomes.stamp)
    return figure


def _curve(axes: Axes, group: GroupRetention) -> None:
    if group.curve is None:
        return
    look, intervals = _LOOKS[group.key], group.curve.intervals
    axes.step(
        group.curve.months, [each.value for each in intervals], where="post", color=look.hue,
        linestyle=_LINES[group.key], linewidth=2,
        label=f"{look.both_words} (n = {group.placements})",
    )  # fmt: skip
    axes.fill_between(
        group.curve.months, [each.low for each in intervals], [each.high for each in intervals],
        step="post", color=look.hue, alpha=0.18, linewidth=0,
    )  # fmt: skip


def _percent(axes: Axes) -> None:
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.tick_params(labelsize=SMALL)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)


_TRUE = Text("vérité du modèle", "truth of the model")
_MONTHS_SINCE = Text("mois depuis l'établissement", "months since settling")
_UNTOLD = Text("trop petit pour être montré", "too small to be shown")
_RETENTION = Text(
    "Encore dans la région, selon la couleur du lieu", "Still in the region, by colour of the place"
)
_BY_SCORE = Text(
    f"Encore là après {MONTHS} mois, par cinquième du score (du plus bas au plus haut)",
    f"Still there after {MONTHS} months, by fifth of the score (lowest first)",
)
_BY_REGION = Text(
    f"Encore là après {MONTHS} mois, par région", f"Still there after {MONTHS} months, by region"
)
_RULES = Text(
    "Règles jaunes ou rouges : part chez les partis moins part chez les restés\n"
    "(rond plein : p corrigé sous 0,05)",
    "Rules yellow or red: share among leavers less share among stayers\n"
    "(full dot: adjusted p under 0.05)",
)
