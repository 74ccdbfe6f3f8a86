"""Bars and histograms: rules, regions, scores and distances over the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from figures.looks import (
    FITS,
    GREEN_LOOK,
    INK,
    NORMAL,
    OPEN_LOOK,
    RED_LOOK,
    SILENT_LOOK,
    SMALL,
    YELLOW_LOOK,
    Look,
    entitle,
    head,
    said,
    sheet,
    swatches,
)
from figures.panel import Panel, share_of
from matching.evaluate import GREEN, NOT_APPLIED, RED, YELLOW, Outcome
from matching.ruleset import Rule
from regions_data.text import Text, number_en, number_fr

_STATES = (GREEN_LOOK, YELLOW_LOOK, OPEN_LOOK, RED_LOOK, SILENT_LOOK)
_WIDE_ENOUGH_PCT = 6.0
"""A narrower part of a bar has no room for its figure."""
_SCORE_BINS = np.arange(0, 101, 2.5)
_FARTHEST_KM, _STEP_KM = 120.0, 5.0
_PAIRS = Text("couples ménage × lieu", "household × place pairs")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of stacked shares: its label and a share a look, in percent.

    `note` stands beside the row and says what is too small to be seen in it.
    """

    label: str
    shares: tuple[float, ...]
    note: str = ""


def _stack(axes: Axes, bars: Sequence[Bar], looks: tuple[Look, ...]) -> None:
    """Rows of shares from 0 to 100 %, each part hatched, and its figure where there is room."""
    rows = np.arange(len(bars))
    left = np.zeros(len(bars))
    for column, look in enumerate(looks):
        widths = np.array([bar.shares[column] for bar in bars])
        drawn = axes.barh(
            rows, widths, left=left, color=look.hue, hatch=look.hatch, edgecolor=INK, lw=0.4
        )
        axes.bar_label(
            drawn,
            labels=[f"{width:.0f}" if width >= _WIDE_ENOUGH_PCT else "" for width in widths],
            label_type="center",
            fontsize=SMALL,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )
        left += widths
    axes.set_yticks(rows, [bar.label for bar in bars], fontsize=SMALL)
    for row, bar in enumerate(bars):
        axes.annotate(bar.note, (100.8, row), fontsize=SMALL, va="center", annotation_clip=False)
    axes.set(xlim=(0, 100), ylim=(len(bars) - 0.4, -0.6))
    axes.set_xlabel(f"% des {_PAIRS.fr} · % of {_PAIRS.en}", fontsize=SMALL)
    axes.legend(
        handles=swatches(looks),
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=3,
        fontsize=SMALL,
        frameon=False,
    )


def _red_note(flags: NDArray[np.bool_]) -> str:
    """How many pairs are red, which is rare enough to vanish from a bar."""
    count = np.count_nonzero(flags)
    return f"rouge · red\u00a0: {count}" if count else ""


def _states_of(outcome: Outcome, shape: tuple[int, int]) -> tuple[float, ...]:
    """The share of pairs in each of `_STATES`."""
    colour = np.broadcast_to(outcome.colour, shape)
    is_open = np.broadcast_to(outcome.is_open, shape)
    return (
        share_of(colour == GREEN),
        share_of((colour == YELLOW) & ~is_open),
        share_of(is_open),
        share_of(colour == RED),
        share_of(colour == NOT_APPLIED),
    )


def draw_place_rules(panel: Panel) -> Figure:
    """What each rule about the place says of every pair of the panel."""
    bars = [
        Bar(
            f"{said(outcome.rule.factor.title)} ({outcome.rule.id})",
            _states_of(outcome, panel.pairs.shape),
            _red_note(np.broadcast_to(outcome.colour, panel.pairs.shape) == RED),
        )
        for outcome in panel.verdicts.outcomes
        if outcome.rule.about == "place"
    ]
    figure = sheet(13, 2.5 + 0.5 * len(bars))
    _stack(figure.subplots(), bars, _STATES)
    households, places = panel.pairs.shape
    title = Text(
        f"Ce que dit chaque règle du lieu ({households} ménages inventés × {places} lieux)",
        f"What each rule about the place says ({households} invented households × {places} places)",
    )
    entitle(figure, title, panel.stamp)
    return figure


def draw_regions(panel: Panel) -> Figure:
    """How the listed places of each region fit the households of the panel."""
    codes = panel.pairs.places.identities("region")
    regions = [region for region in panel.snapshot.regions if region.code in codes]
    bars = []
    for region in regions:
        fit = panel.verdicts.fit[:, codes == region.code]
        shares = tuple(share_of(fit == code) for code in FITS)
        bars.append(Bar(f"{region.name} ({fit.shape[1]})", shares, _red_note(fit == RED)))
    figure = sheet(11, 2.5 + 0.4 * len(bars))
    axes = figure.subplots()
    _stack(axes, bars, tuple(FITS.values()))
    axes.set_ylabel("Région (lieux proposés) · Region (listed places)", fontsize=SMALL)
    entitle(figure, _REGIONS_TITLE, panel.stamp)
    return figure


_REGIONS_TITLE = Text(
    "Ce qui tient au lieu, par région, pour les ménages inventés",
    "What depends on the place, by region, for the invented households",
)


def draw_scores(panel: Panel) -> Figure:
    """How scores lie within each colour of fit, which they order and never change."""
    figure = sheet(10, 8)
    axes_of_fits = figure.subplots(len(FITS), 1, sharex=True)
    for axes, (code, look) in zip(axes_of_fits, FITS.items(), strict=True):
        scores = panel.scores.total[panel.verdicts.fit == code]
        axes.hist(
            scores,
            bins=_SCORE_BINS.tolist(),
            color=look.hue,
            hatch=look.hatch,
            edgecolor=INK,
            lw=0.4,
        )
        axes.set_ylabel("couples\npairs", fontsize=SMALL)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        head(axes, _scores_head(look, scores))
    axes_of_fits[-1].set_xlabel("points, de 0 à 100 · points, from 0 to 100", fontsize=SMALL)
    entitle(figure, _SCORES_TITLE, panel.stamp)
    return figure


_SCORES_TITLE = Text(
    "Les points, à l’intérieur de chaque couleur de ce qui tient au lieu",
    "Points, within each colour of what depends on the place",
)


def _scores_head(look: Look, scores: NDArray[np.float64]) -> Text:
    if not scores.size:
        return Text(
            f"{look.word.fr.capitalize()}\u00a0: aucun", f"{look.word.en.capitalize()}: none"
        )
    count, median = float(scores.size), float(np.median(scores))
    return Text(
        f"{look.word.fr.capitalize()}\u00a0: {number_fr(count)} {_PAIRS.fr}, "
        f"médiane {number_fr(round(median, 1))}",
        f"{look.word.en.capitalize()}: {number_en(count)} {_PAIRS.en}, "
        f"median {number_en(round(median, 1))}",
    )


def limits_of_needs(panel: Panel) -> dict[str, float]:
    """The distance from which each need is yellow, in km, by the place fact it reads."""
    return {
        rule.factor.place[0]: _limit_km(rule)
        for rule in panel.ruleset.rules
        if rule.id.startswith("needs.")
    }


def _limit_km(rule: Rule) -> float:
    return next(band.when.limit for band in rule.bands if band.when is not None)


def draw_need_distances(panel: Panel) -> Figure:
    """How far the listed places are from each service, beside the limit of the need for it."""
    limits = limits_of_needs(panel)
    figure = sheet(10, 2.4 * len(limits) + 1)
    parts = figure.subplots(len(limits), 1, sharex=True)
    for axes, (indicator, limit_km) in zip(parts, limits.items(), strict=True):
        _need_histogram(axes, panel.fact(indicator), limit_km)
        head(axes, _need_head(panel, indicator, limit_km))
    parts[0].legend(handles=swatches((GREEN_LOOK, YELLOW_LOOK)), fontsize=SMALL, loc="upper right")
    parts[-1].set_xlabel(
        f"km à vol d’oiseau (au-delà de {_FARTHEST_KM:.0f}\u00a0: dernière barre) · "
        f"km as the crow flies (beyond {_FARTHEST_KM:.0f}: last bar)",
        fontsize=SMALL,
    )
    entitle(figure, _NEEDS_TITLE, panel.stamp)
    return figure


_NEEDS_TITLE = Text(
    "À quelle distance sont les services, et le repère de chaque besoin",
    "How far services are, and the mark of each need",
)


def _need_histogram(axes: Axes, distances_km: NDArray[np.float64], limit_km: float) -> None:
    """Places within the limit as for a green, beyond it as for a yellow."""
    shown = np.minimum(distances_km[~np.isnan(distances_km)], _FARTHEST_KM + _STEP_KM / 2)
    bins = np.arange(0, _FARTHEST_KM + 2 * _STEP_KM, _STEP_KM)
    parts = [shown[shown <= limit_km], shown[shown > limit_km]]
    for part, look in zip(parts, (GREEN_LOOK, YELLOW_LOOK), strict=True):
        axes.hist(part, bins=bins.tolist(), color=look.hue, hatch=look.hatch, edgecolor=INK, lw=0.4)
    axes.axvline(limit_km, color=INK, lw=1.6, ls="--")
    axes.set_ylabel("lieux · places", fontsize=SMALL)
    axes.tick_params(labelsize=NORMAL - 2)


def _need_head(panel: Panel, indicator: str, limit_km: float) -> Text:
    title = panel.snapshot.indicator(indicator).title
    period = panel.period(indicator)
    within = share_of(panel.fact(indicator) <= limit_km)
    limit_fr = f"{limit_km:.0f}\u00a0km ou moins"
    return Text(
        f"{title.fr} ({period})\u00a0: {within:.0f}\u00a0% des lieux à {limit_fr}",
        f"{title.en} ({period}): {within:.0f}% of places within {limit_km:.0f} km",
    )
