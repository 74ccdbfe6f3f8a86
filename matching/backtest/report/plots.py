"""The pictures of a report, as SVG: curves by colour, shares with their intervals."""

# Neither hue nor place alone tells one colour from another: each has its line, its mark and its
# word, so that a grey print can be read. The same figures always give the same bytes.

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.retention import Comparison, GroupRetention
from matching.outcomes.scoring import CalibrationBin
from matching.statistics.proportions import Estimate
from regions_data.text import Language, Text, number_en, number_fr

_INK, _QUIET = "#222222", "#666666"
_LETTERS = 9.0
_SIZE = (7.0, 4.2)
_LAST_MONTH = HORIZONS_MONTHS[-1]
_MONTHS_TOLD = (0, 12, 24, 36, 48, 60)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a colour of the tool is drawn: Okabe and Ito's hues, a line and a mark."""

    hue: str
    line: str
    mark: str


_LOOKS = {
    "green": _Look("#009E73", "-", "o"),
    "yellow": _Look("#B8860B", "--", "^"),
    "red": _Look("#D55E00", ":", "X"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A share with its interval, at a place on the horizontal axis; its label is a few words."""

    at: float
    label: Text
    share: Estimate


def draw_curves(comparison: Comparison, language: Language) -> Figure:
    """The share still there, month after month, by colour, and how many were followed so long."""
    figure = Figure(_SIZE, layout="constrained")
    axes, counts = figure.subplots(2, 1, height_ratios=(5, 1), sharex=True)
    shown = [group for group in comparison.groups if group.curve is not None]
    for group in shown:
        _curve(axes, group, language)
    _percent(axes, language)
    axes.set_ylabel(_STILL_THERE.in_language(language), fontsize=_LETTERS)
    axes.legend(fontsize=_LETTERS, loc="lower left", frameon=False)
    _followed(counts, shown, language)
    counts.set_xlabel(_MONTHS.in_language(language), fontsize=_LETTERS)
    return figure


def draw_points(points: Sequence[Point], titles: tuple[Text, Text], language: Language) -> Figure:
    """Shares with their intervals along an axis, with a title for each axis."""
    figure = Figure((_SIZE[0], 3.6), layout="constrained")
    axes = figure.subplots()
    at = [point.at for point in points]
    value = np.array([point.share.value for point in points])
    low = np.array([point.share.low for point in points])
    high = np.array([point.share.high for point in points])
    axes.errorbar(
        at, value, yerr=[value - low, high - value], fmt="o", color=_INK, capsize=4, markersize=5
    )
    for point in points:
        axes.annotate(
            point.label.in_language(language),
            (point.at, point.share.high),
            xytext=(0, 5),
            textcoords="offset points",
            ha="center",
            fontsize=_LETTERS - 1.5,
            color=_QUIET,
        )
    _percent(axes, language)
    axes.set_xlabel(titles[0].in_language(language), fontsize=_LETTERS)
    axes.set_ylabel(titles[1].in_language(language), fontsize=_LETTERS)
    axes.margins(x=0.08)
    return figure


def draw_reliability(
    models: Sequence[tuple[Text, Sequence[CalibrationBin]]], language: Language
) -> Figure:
    """For each model, the predicted chance against the share observed; the diagonal is exact."""
    figure = Figure((_SIZE[0], 3.0), layout="constrained")
    parts = figure.subplots(1, len(models), sharex=True, sharey=True, squeeze=False)[0]
    for axes, (title, bins) in zip(parts, models, strict=True):
        told = [each.predicted for each in bins]
        seen = np.array([[b.observed.value, b.observed.low, b.observed.high] for b in bins]).T
        axes.plot([0, 1], [0, 1], color=_QUIET, linewidth=0.8, linestyle="--")
        axes.errorbar(
            told, seen[0], yerr=[seen[0] - seen[1], seen[2] - seen[0]], fmt="o", color=_INK,
            markersize=4, capsize=2,
        )  # fmt: skip
        axes.set_title(title.in_language(language), fontsize=_LETTERS)
        axes.set_xlabel(_TOLD.in_language(language), fontsize=_LETTERS)
        axes.xaxis.set_major_formatter(_percents(language))
        axes.set(xlim=(0, 1.02), xticks=(0, 0.5, 1))
        _percent(axes, language)
    parts[0].set_ylabel(_OBSERVED.in_language(language), fontsize=_LETTERS)
    return figure


def svg(figure: Figure) -> str:
    """A figure as an SVG document; its words stay words."""
    text = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "ancrage"}):
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    whole = text.getvalue()
    return whole[whole.index("<svg") :]


def _curve(axes: Axes, group: GroupRetention, language: Language) -> None:
    curve = group.curve
    if curve is None:
        return
    look = _LOOKS[group.key]
    # Steps go on to the last month followed, where nobody left any more.
    end = min(float(curve.followed[-1]), float(_LAST_MONTH))
    kept = curve.months <= end
    months = np.append(curve.months[kept], end)
    intervals = [each for each, is_kept in zip(curve.intervals, kept, strict=True) if is_kept]
    intervals.append(intervals[-1])
    label = f"{group.title.in_language(language)} (n = {_count(group.placements, language)})"
    axes.step(
        months,
        [each.value for each in intervals],
        where="post",
        color=look.hue,
        linestyle=look.line,
        linewidth=1.8,
        marker=look.mark,
        markevery=max(1, len(months) // 8),
        markersize=5,
        label=label,
    )
    axes.fill_between(
        months,
        [each.low for each in intervals],
        [each.high for each in intervals],
        step="post",
        color=look.hue,
        alpha=0.15,
        linewidth=0,
    )


def _followed(axes: Axes, groups: Sequence[GroupRetention], language: Language) -> None:
    """Below the curves, how many households of each colour were still followed."""
    axes.set(
        xlim=(-1, _LAST_MONTH + 1), xticks=_MONTHS_TOLD, ylim=(-0.5, max(len(groups), 1) - 0.5)
    )
    axes.set_yticks(range(len(groups)))
    axes.set_yticklabels(
        [group.title.in_language(language) for group in reversed(groups)], fontsize=_LETTERS
    )
    axes.tick_params(axis="x", labelsize=_LETTERS)
    axes.tick_params(axis="y", length=0, pad=16)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_title(_FOLLOWED.in_language(language), fontsize=_LETTERS, loc="left", color=_QUIET)
    for row, group in enumerate(reversed(groups)):
        if group.curve is None:
            continue
        for month in _MONTHS_TOLD:
            axes.text(
                month, row, _count(group.curve.at_risk(month), language), ha="center", va="center",
                fontsize=_LETTERS, color=_INK,
            )  # fmt: skip


def _count(number: int, language: Language) -> str:
    return number_fr(number) if language == "fr" else number_en(number)


def _percent(axes: Axes, language: Language) -> None:
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(_percents(language))
    axes.tick_params(labelsize=_LETTERS)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _percents(language: Language) -> FuncFormatter:
    sign = "\u00a0%" if language == "fr" else "%"
    return FuncFormatter(lambda value, _: f"{100 * value:.0f}{sign}")


_TOLD = Text("chance annoncée", "predicted chance")
_OBSERVED = Text("part observée", "share observed")
_STILL_THERE = Text("encore dans la région", "still in the region")
_MONTHS = Text("mois depuis l’établissement", "months since settling")
_FOLLOWED = Text("ménages encore suivis", "households still followed")
