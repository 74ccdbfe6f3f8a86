"""Maps of the destinations: what kind of place each is, and how it fits one household."""

from __future__ import annotations

import math
from importlib import resources
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from features.vocabulary import PLACE_TYPE
from figures.looks import FITS, INK, LAND, QUIET, SMALL, TRANSIT, Look, entitle, head, said, sheet
from figures.panel import Panel
from regions_data.geometry import region_rings
from regions_data.text import Text, number_en, number_fr

FRAME_LON, FRAME_LAT = (-80.2, -56.5), (44.7, 53.3)
"""Every listed place lies in this frame, in degrees."""
_OUTLINES = "map/quebec_regions_17.geojson"
_DOT, _LINE = 13, 0.6


def _ground(axes: Axes) -> None:
    """The limits of the regions, at the scale of the middle of the frame."""
    with resources.as_file(resources.files("regions_data") / _OUTLINES) as path:
        rings = [ring for region in region_rings(Path(path)).values() for ring in region]
    axes.add_collection(LineCollection(rings, colors=QUIET, linewidths=_LINE, zorder=1))
    axes.set(xlim=FRAME_LON, ylim=FRAME_LAT, xticks=[], yticks=[], facecolor=LAND)
    axes.set_aspect(1 / math.cos(math.radians(sum(FRAME_LAT) / 2)))


def _dots(axes: Axes, panel: Panel, chosen: NDArray[np.bool_], look: Look) -> None:
    """One mark a place, the rarer looks on top, and their count in the legend."""
    longitude, latitude = panel.fact("longitude")[chosen], panel.fact("latitude")[chosen]
    axes.scatter(
        longitude,
        latitude,
        s=_DOT,
        c=look.hue,
        marker=look.mark,
        label=f"{look.both_words} ({number_fr(float(chosen.sum()))})",
        edgecolors=INK,
        linewidths=0.4,
        zorder=3 - float(chosen.mean()),
    )


def _key(axes: Axes, title: Text) -> None:
    axes.legend(
        title=said(title, between=" · "),
        title_fontsize=SMALL,
        fontsize=SMALL,
        loc="lower right",
        markerscale=1.6,
        framealpha=0.95,
    )


def draw_places(panel: Panel) -> Figure:
    """Where the listed places are: a map a type of place, a mark a class of transit."""
    figure = sheet(10, 17)
    for axes, kind in zip(figure.subplots(3, 1), reversed(PLACE_TYPE.values), strict=True):
        _ground(axes)
        is_kind = panel.pairs.places.in_words("place_type", kind)[0]
        for transit, look in TRANSIT.items():
            is_served = panel.pairs.places.in_words("transit_class", transit)[0]
            _dots(axes, panel, is_kind & is_served, look)
        count, label = float(is_kind.sum()), PLACE_TYPE.label(kind)
        head(
            axes,
            Text(
                f"{label.fr.capitalize()}\u00a0: {number_fr(count)} lieux",
                f"{label.en.capitalize()}: {number_en(count)} places",
            ),
        )
        _key(axes, Text("transport collectif", "transit"))
    entitle(figure, _PLACES_TITLE, _places_note(panel))
    return figure


_PLACES_TITLE = Text(
    "Les lieux proposés, selon le type de milieu et le transport collectif publié",
    "The listed places, by type of place and published transit",
)


def _places_note(panel: Panel) -> Text:
    transit, kind = panel.period("transit_class"), panel.period("place_type")
    return Text(
        f"Transport\u00a0: arrêts publiés, {transit}\u00a0; type de lieu\u00a0: {kind}. "
        f"Limites des régions administratives.\n{panel.stamp.fr}",
        f"Transit: published stops, {transit}; type of place: {kind}. Limits of the "
        f"administrative regions.\n{panel.stamp.en}",
    )


def draw_fit(panel: Panel, name: str) -> Figure:
    """How the listed places fit one household of the panel.

    Not for a household that leaves within fourteen days: no page shows it a colour (DESIGN §5).

    Raises:
        ValueError: the panel has no such household.
    """
    figure = sheet(10, 6.4)
    axes = figure.subplots()
    _ground(axes)
    fit = panel.verdicts.fit[panel.row(name)]
    for code, look in FITS.items():
        _dots(axes, panel, fit == code, look)
    _key(axes, Text("ce qui tient au lieu", "what depends on the place"))
    title = Text(
        f"Un ménage inventé ({name}), les lieux proposés",
        f"An invented household ({name}), the listed places",
    )
    entitle(figure, title, panel.stamp)
    return figure
