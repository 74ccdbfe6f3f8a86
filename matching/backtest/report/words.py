"""Figures inside sentences, as each language writes them."""

from __future__ import annotations

from datetime import date

from matching.statistics.proportions import Estimate
from regions_data.text import Text, number_en, number_fr

NBSP = "\u00a0"


def fill(template: Text, **parts: Text | str | int) -> Text:
    """A sentence with its blanks filled, each in its own language.

    >>> fill(Text("{n} départs", "{n} departures"), n=1200).en
    '1,200 departures'
    """
    texts = {name: _text(part) for name, part in parts.items()}
    return Text(
        template.fr.format(**{name: text.fr for name, text in texts.items()}),
        template.en.format(**{name: text.en for name, text in texts.items()}),
    )


def percent(share: float) -> Text:
    r"""A share as a percentage with one decimal.

    >>> percent(0.8412).fr
    '84,1\xa0%'
    """
    return Text(f"{_one(share * 100)[0]}{NBSP}%", f"{_one(share * 100)[1]}%")


def percent_with_interval(estimate: Estimate) -> Text:
    r"""A share and the ends of its interval.

    >>> percent_with_interval(Estimate(0.8412, 0.81, 0.868)).en
    '84.1% (81.0\xa0to\xa086.8)'
    """
    own, low, high = percent(estimate.value), _one(estimate.low * 100), _one(estimate.high * 100)
    return _interval((own.fr, own.en), low, high)


def percent_with_named_interval(estimate: Estimate) -> Text:
    r"""The same, where it is the first interval of a text and must say what it is.

    >>> percent_with_named_interval(Estimate(0.8412, 0.81, 0.868)).en
    '84.1% (95% interval: 81.0\xa0to\xa086.8)'
    """
    told = percent_with_interval(estimate)
    return Text(
        told.fr.replace("(", f"(intervalle de 95{NBSP}% : "),
        told.en.replace("(", "(95% interval: "),
    )


def points(difference: float) -> Text:
    r"""A difference of shares without a sign, in points of a percent.

    >>> points(0.2306).fr
    '23,1\xa0points de pourcentage'
    """
    told, unit = _one(abs(difference) * 100), _points(difference * 100)
    return Text(f"{told[0]}{NBSP}{unit.fr}", f"{told[1]}{NBSP}{unit.en}")


def points_with_interval(estimate: Estimate) -> Text:
    r"""A difference of shares in points of a percent, signed, and the ends of its interval.

    >>> points_with_interval(Estimate(0.05, -0.01, 0.11)).fr
    '+5,0\xa0points de pourcentage (−1,0\xa0à\xa0+11,0)'
    """
    own = _signed(estimate.value * 100)
    unit = _points(estimate.value * 100)
    named = f"{own[0]}{NBSP}{unit.fr}", f"{own[1]}{NBSP}{unit.en}"
    return _interval(named, _signed(estimate.low * 100), _signed(estimate.high * 100))


def gap_with_interval(estimate: Estimate) -> Text:
    """The same where the unit is said elsewhere, as above a column."""
    return _interval(*(_signed(x * 100) for x in (estimate.value, estimate.low, estimate.high)))


def ratio_with_interval(estimate: Estimate) -> Text:
    """A number with two decimals and the ends of its interval."""
    own, low, high = (f"{x:.2f}" for x in (estimate.value, estimate.low, estimate.high))
    return _interval(*((told.replace(".", ","), told) for told in (own, low, high)))


def small_with_interval(estimate: Estimate) -> Text:
    """A small number with four decimals and the ends of its interval, minus signs included."""
    parts = (f"{x:.4f}" for x in (estimate.value, estimate.low, estimate.high))
    told = (part.replace("-", "−") for part in parts)
    return _interval(*((part.replace(".", ","), part) for part in told))


def long_date(day: date) -> Text:
    r"""A day as it is written in a sentence.

    >>> long_date(date(2016, 1, 1)).fr, long_date(date(2016, 1, 2)).en
    ('1er\xa0janvier\xa02016', 'January\xa02,\xa02016')
    """
    french, english = _MONTHS[day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)
    return Text(
        f"{first}{NBSP}{french}{NBSP}{day.year}", f"{english}{NBSP}{day.day},{NBSP}{day.year}"
    )


def chance(p_value: float) -> Text:
    r"""How rarely chance alone does so much: a p-value with three decimals.

    >>> chance(0.00001).fr, chance(0.25).en
    ('<\xa00,001', '0.250')
    """
    told = "< 0.001" if p_value < 0.001 else f"{p_value:.3f}"
    told = told.replace("< ", f"<{NBSP}")
    return Text(told.replace(".", ","), told)


def p_of(p_value: float) -> Text:
    r"""The same inside a sentence: « p = 0,250 », « p < 0,001 ».

    >>> p_of(0.00001).en, p_of(0.25).fr
    ('p\xa0<\xa00.001', 'p\xa0=\xa00,250')
    """
    told = chance(p_value)
    sign = "" if told.en.startswith("<") else f"={NBSP}"
    return Text(f"p{NBSP}{sign}{told.fr}", f"p{NBSP}{sign}{told.en}")


def out_of_hundred(share: float) -> Text:
    """A share as « 58 fois sur 100 »."""
    count = round(share * 100)
    return Text(f"{count} fois sur 100", f"{count} times in 100")


def period(first: date | None, last: date | None) -> Text:
    """« 1er janvier 2016 au 1er octobre 2021 », to follow « du »."""
    if first is None or last is None:
        return Text("…", "…")
    start, end = long_date(first), long_date(last)
    return Text(f"{start.fr} au {end.fr}", f"{start.en} to {end.en}")


def capital(text: Text) -> Text:
    """A title from words that also stand inside sentences.

    >>> capital(Text("région", "region")).fr
    'Région'
    """
    return Text(text.fr[:1].upper() + text.fr[1:], text.en[:1].upper() + text.en[1:])


def _text(part: Text | str | int) -> Text:
    if isinstance(part, Text):
        return part
    if isinstance(part, int):
        return Text(number_fr(part), number_en(part))
    return Text(part, part)


def _points(value: float) -> Text:
    """The unit, in the singular under 2 in French."""
    return Text(
        "point de pourcentage" if abs(round(value, 1)) < 2 else "points de pourcentage",
        "percentage points",
    )


def _interval(own: tuple[str, str], low: tuple[str, str], high: tuple[str, str]) -> Text:
    """A figure, then the ends of its interval on one line, in each language."""
    return Text(
        f"{own[0]} ({low[0]}{NBSP}à{NBSP}{high[0]})", f"{own[1]} ({low[1]}{NBSP}to{NBSP}{high[1]})"
    )


def _one(value: float) -> tuple[str, str]:
    text = f"{value:.1f}"
    return text.replace(".", ",").replace("-", "−"), text.replace("-", "−")


def _signed(value: float) -> tuple[str, str]:
    text = f"{value:+.1f}".replace("-", "−")
    return text.replace(".", ","), text


_MONTHS = (
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
)
