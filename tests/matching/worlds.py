"""Rulesets and places made by Hypothesis, so that the laws hold for them too."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from features.factor import Factor
from features.factors import FACTORS
from features.place import PlaceTable
from matching.ruleset import Ruleset
from matching.ruleset_laws import GUARD_VOCABULARIES
from matching.ruleset_reader import read_ruleset
from tests.matching import households
from tests.strategies import labour, snapshot

_COLOURING = tuple(factor for factor in FACTORS if factor.may_colour)
_SAME_FOR_ALL = tuple(factor for factor in FACTORS if not factor.household)
_HOUSEHOLDS_OWN = tuple(factor for factor in FACTORS if factor.household)
_LIMITS = (0, 0.5, 1, 2, 3, 5, 12, 20, 30, 40, 60, 100, 250, 600)
_WORDS = {"fr": "{place} : {value} ({limit}).", "en": "{place}: {value} ({limit})."}
_STEP = {"fr": "Préparer.", "en": "Prepare.", "owner": "candidate", "before_departure": True}


@st.composite
def rulesets(draw: st.DrawFn) -> Ruleset:
    """A ruleset that loading accepts: any factors, limits, guards, weights and household rule."""
    factors = draw(st.lists(st.sampled_from(_COLOURING), min_size=1, max_size=6))
    document = {
        "version": "9.9.9",
        "effective_from": "2026-01-01",
        "owner": "programme",
        "changelog": "9.9.9 — drawn.",
        "household_rule": draw(st.sampled_from(["at_least_one", "mean", "weakest", "sum"])),
        "rules": [_rule(draw, factor, f"drawn.rule_{i}") for i, factor in enumerate(factors)],
        "weights": _weights(draw),
    }
    return read_ruleset(json.dumps(document).encode(), "drawn.yaml")


def any_ruleset() -> st.SearchStrategy[Ruleset]:
    """The shipped ruleset, or a drawn one."""
    return st.one_of(st.builds(households.ruleset), rulesets())


def any_table() -> st.SearchStrategy[PlaceTable]:
    """The sample of places as it is, or with changed facts."""
    return st.one_of(st.builds(households.table), tables())


def _rule(draw: st.DrawFn, factor: Factor, name: str) -> dict[str, object]:
    guards = draw(st.sets(st.sampled_from(sorted(GUARD_VOCABULARIES)), max_size=2))
    words = {
        path: st.sets(st.sampled_from(GUARD_VOCABULARIES[path].values), min_size=1)
        for path in sorted(guards)
    }
    return {
        "id": name,
        "about": factor.about,
        "factor": factor.id,
        "applies_if": {
            path: sorted(draw(some) | _needs(words, factor, path)) for path, some in words.items()
        },
        "bands": _bands(draw, factor),
        "missing": "yellow",
        "reason": _WORDS,
        "step": _STEP,
        "evidence": {"rules": ["A01"], "strength": "proposal"},
        "justification": "drawn",
        "owner": "programme",
        "review_by": "2027-01-01",
    }


def _needs(guards: Iterable[str], factor: Factor, path: str) -> set[str]:
    """A rule about a partner that is kept for one person alone would contradict itself."""
    partners = [
        fact for fact in (*guards, *factor.household) if fact.startswith(("partner.", "adults.1."))
    ]
    return {"couple"} if path == "household_kind" and partners else set()


def _bands(draw: st.DrawFn, factor: Factor) -> list[dict[str, str]]:
    """From the worst values to the best, never redder as the factor betters."""
    red = {"when": factor.red_when, "colour": "red"} if factor.red_when else None
    bands = [red] if red is not None and draw(st.booleans()) else []
    known = factor.levels.values if factor.levels else _LIMITS
    symbols = ("<", "<=") if factor.better == "up" else (">", ">=")
    when = f"{draw(st.sampled_from(symbols))} {draw(st.sampled_from(known))}"
    return [*bands, {"when": when, "colour": "yellow"}, {"otherwise": "green"}]


def _weights(draw: st.DrawFn) -> list[dict[str, object]]:
    """Weights that sum to 100, at most 10 for what does not depend on the household."""
    common = draw(st.lists(st.sampled_from(_SAME_FOR_ALL), unique=True, max_size=2))
    own = draw(st.lists(st.sampled_from(_HOUSEHOLDS_OWN), unique=True, min_size=1, max_size=5))
    left = 100 - 5 * len(common)
    cuts = sorted(
        draw(st.lists(st.integers(0, left), min_size=len(own) - 1, max_size=len(own) - 1))
    )
    shares = np.diff([0, *cuts, left]).tolist()
    pairs = [*((factor, 5) for factor in common), *zip(own, shares, strict=True)]
    return [
        {"factor": factor.id, "weight": weight, "points": _points(draw, factor)}
        for factor, weight in pairs
    ]


def _points(draw: st.DrawFn, factor: Factor) -> list[list[float]]:
    """A line that never earns less as the factor betters."""
    xs = sorted(draw(st.sets(st.sampled_from(_LIMITS), min_size=1, max_size=3)))
    shares = sorted(draw(st.lists(st.integers(0, 100), min_size=len(xs), max_size=len(xs))))
    if factor.better == "down":
        shares = shares[::-1]
    return [[x, share / 100] for x, share in zip(xs, shares, strict=True)]


@st.composite
def tables(draw: st.DrawFn) -> PlaceTable:
    """The sample of places with some of their facts changed, or unknown, over their whole range."""
    names = draw(st.sets(st.sampled_from([i.id for i in snapshot().indicators]), max_size=4))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    columns = {name: _changed(name, generator) for name in sorted(names)}
    changed = replace(snapshot(), _columns={**snapshot()._columns, **columns})
    return PlaceTable(changed, labour(), households.sample())


def _changed(name: str, generator: np.random.Generator) -> np.ndarray:
    """A column whose sampled places have other values of its kind, one in ten unknown."""
    column = snapshot().column(name).copy()
    at = [snapshot().position(place.code) for place in households.sample()]
    levels = snapshot().indicator(name).levels
    if levels:
        values = generator.integers(len(levels), size=len(at)).astype(np.float64)
    else:
        low, high = snapshot().possible_range(name)
        values = generator.uniform(low, min(high, 3000.0), size=len(at))
    values[generator.random(len(at)) < 0.1] = np.nan
    column[at] = values
    return column
