"""How each colour of the product is drawn: a hue, a hatch, a mark and a word, never a hue alone."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from matching.evaluate import GREEN, RED, YELLOW
from regions_data.text import Text

INK, QUIET, PAPER, LAND = "#222222", "#666666", "#FFFFFF", "#F4F1EA"
SMALL, NORMAL = 8.5, 10.0
"""Sizes of letters, in points."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one category is drawn, and its word."""

    word: Text
    hue: str
    hatch: str
    mark: str

    @property
    def both_words(self) -> str:
        """French, then English, on one line."""
        return said(self.word, between=" · ")


# Hues of Okabe and Ito's palette, which the common kinds of colour blindness tell apart.
GREEN_LOOK = Look(Text("vert", "green"), "#009E73", "", "o")
YELLOW_LOOK = Look(Text("jaune", "yellow"), "#F0E442", "//", "^")
OPEN_LOOK = Look(Text("jaune, à vérifier", "yellow, to verify"), "#FBF7C5", "..", "v")
RED_LOOK = Look(Text("rouge", "red"), "#D55E00", "xx", "X")
SILENT_LOOK = Look(Text("ne s’applique pas", "does not apply"), "#E4E4E4", "", "s")
FITS: dict[int, Look] = {GREEN: GREEN_LOOK, YELLOW: YELLOW_LOOK, RED: RED_LOOK}
"""How each code of `matching.evaluate` is drawn."""
TRANSIT: dict[str, Look] = {
    "regular": Look(Text("régulier", "regular"), "#0072B2", "", "s"),
    "limited": Look(Text("limité", "limited"), "#56B4E9", "", "^"),
    "unknown": Look(Text("inconnu de nos sources", "unknown to our sources"), "#BBBBBB", "", "o"),
    "none": Look(Text("aucun arrêt publié", "no published stop"), "#CC79A7", "", "D"),
}


def sheet(width_inches: float, height_inches: float) -> Figure:
    """A blank figure whose parts keep clear of each other."""
    return Figure((width_inches, height_inches), layout="constrained", facecolor=PAPER)


def said(text: Text, between: str = "\n") -> str:
    """A text in both languages, French first, with curved apostrophes as in print."""
    return f"{text.fr}{between}{text.en}".replace("'", "’")


def entitle(figure: Figure, title: Text, note: Text) -> None:
    """Give a figure its title, French first, and below it the note of what it was made from."""
    figure.suptitle(said(title), fontsize=NORMAL + 2, color=INK)
    figure.supxlabel(said(note), fontsize=SMALL, color=QUIET)


def head(axes: Axes, title: Text) -> None:
    """Give one part of a figure its title, French first."""
    axes.set_title(said(title), fontsize=NORMAL, color=INK, loc="left")


def swatches(looks: tuple[Look, ...]) -> list[Patch]:
    """The keys of a legend: hue, hatch and words."""
    return [
        Patch(facecolor=look.hue, hatch=look.hatch, edgecolor=INK, lw=0.5, label=look.both_words)
        for look in looks
    ]
