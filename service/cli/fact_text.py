"""The value and the origin of a place's facts, in words."""

from __future__ import annotations

from features.levels import OUTLOOK
from features.vocabulary import PLACE_TYPE, Vocabulary
from regions_data.catalog import Place
from regions_data.occupations import REGULATED_LABELS, Regulated
from regions_data.snapshot import Snapshot
from regions_data.text import Text
from service.cli.printing import Page

UNKNOWN = Text("inconnu", "unknown")
_UNDATED = Text("s.d.", "n.d.")
TRANSIT = {
    "none": Text(
        "aucun arrêt publié, moins de 2 500 habitants",
        "no published stop, fewer than 2,500 inhabitants",
    ),
    "unknown": Text(
        "non déterminé (trop peu d'arrêts publiés pour en juger)",
        "undetermined (too few published stops to tell)",
    ),
    "limited": Text("limité", "limited"),
    "regular": Text("régulier", "regular"),
}
_VOCABULARIES: dict[str, Vocabulary] = {
    "place_type": PLACE_TYPE,
    "occupation_outlook": OUTLOOK,
    "montreal_outlook": OUTLOOK,
}
_TITLES = {
    "occupation_outlook": Text("perspectives d'emploi", "job outlook"),
    "montreal_outlook": Text("perspectives à Montréal", "outlook in Montréal"),
    "is_regulated": Text("réglementation du métier", "regulation of the occupation"),
    "occupation_specialisation": Text("poids du métier", "weight of the occupation"),
}


def fact_title(name: str, snapshot: Snapshot) -> Text:
    """What a place fact measures."""
    return _TITLES[name] if name in _TITLES else snapshot.indicator(name).title


def value_words(
    name: str, value: str | float | None, unit: str, snapshot: Snapshot, page: Page
) -> str:
    """A place fact's value with its unit, as a reader says it."""
    if value is None:
        return page.say(UNKNOWN)
    if isinstance(value, str):
        return page.say(_word(name, value))
    said = page.say(snapshot.unit_words(unit)) if unit and name not in _TITLES else ""
    decimals = 2 if name in _TITLES else snapshot.indicator(name).decimals
    if decimals <= 2:
        number = page.number(value)
    else:
        number = f"{value:.{decimals}f}".replace(".", "," if page.language == "fr" else ".")
    return f"{number}\u00a0{said}".rstrip()


def _word(name: str, value: str) -> Text:
    if name == "transit_class":
        return TRANSIT[value]
    if name == "is_regulated":
        return REGULATED_LABELS[_regulated(value)]
    return _VOCABULARIES[name].label(value)


def _regulated(value: str) -> Regulated:
    return next(word for word in REGULATED_LABELS if word == value)


def period_words(period: str | None, page: Page) -> str:
    """A reference period, said when there is none."""
    return page.say(_UNDATED) if period in {None, "s.d."} else str(period)


def mrc_words(place: Place) -> Text:
    """The regional county municipality of a place."""
    if place.mrc_type == "MRC":
        return Text(f"MRC {place.mrc_name}", f"MRC {place.mrc_name}")
    return Text(f"territoire équivalent {place.mrc_name}", f"equivalent territory {place.mrc_name}")
