"""What a ruleset may not do, whatever its author wants: the laws that are checked at loading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from features.factor import Factor
from features.schema import FIELDS, Field
from features.vocabulary import Vocabulary
from matching.conditions import parse_comparison
from matching.ruleset import Band, telling_values

_SEVERITY = {"green": 0, "yellow": 1, "red": 2}


def _guard_facts(fields: tuple[Field, ...], prefix: str = "") -> dict[str, Vocabulary]:
    """The facts that may guard a rule: closed, unordered, askable, and not of the programme box.

    An ordered fact may not: making it better could then bring the rule in. A fact without a
    question may not: unknown, it would leave a rule open with nothing to ask. Immigration status
    and the rest of the programme box never touch a colour (DESIGN §2.8).
    """
    found: dict[str, Vocabulary] = {}
    for field in fields:
        path = f"{prefix}{field.key}"
        if field.key == "programme":
            continue
        if field.vocabulary is not None:
            if field.question is not None and not field.vocabulary.ordered:
                found[path] = field.vocabulary
        elif field.key == "adults":
            for adult in range(field.most):
                found |= _guard_facts(field.fields, f"{path}.{adult}.")
        elif field.kind == "group":
            found |= _guard_facts(field.fields, f"{path}.")
    return found


GUARD_VOCABULARIES = _guard_facts(FIELDS)


def gives_a_colour(bands: Sequence[Band]) -> bool:
    """Whether some band is not green."""
    return any(band.colour != "green" for band in bands)


def reds_beyond_the_list(bands: Sequence[Band], factor: Factor) -> bool:
    """Whether some value is red that the closed list of reds does not hold (DESIGN §6)."""
    if factor.red_when is None:
        return False
    limit = Band(parse_comparison(factor.red_when, factor.levels), "red")
    values = telling_values([*bands, limit], factor)
    is_red = np.array([_severity(value, bands) == _SEVERITY["red"] for value in values])
    return bool(np.any(is_red & ~limit.when.holds(values))) if limit.when else False


def worsens_when_better(bands: Sequence[Band], factor: Factor) -> bool:
    """Whether some better value of the factor gets a worse colour (DESIGN §2.4)."""
    values = telling_values(bands, factor)
    severities = np.array([_severity(value, bands) for value in values])
    steps = np.diff(severities)
    return bool(np.any(steps > 0) if factor.better == "up" else np.any(steps < 0))


def earns_less_when_better(points: Sequence[tuple[float, float]], factor: Factor) -> bool:
    """Whether some better value of the factor earns fewer points (DESIGN §2.4)."""
    steps = np.diff([share for _, share in points])
    return bool(np.any(steps < 0) if factor.better == "up" else np.any(steps > 0))


def _severity(value: float, bands: Sequence[Band]) -> int:
    for band in bands:
        if band.when is None or band.when.holds(np.array([value]))[0]:
            return _SEVERITY[band.colour]
    return 0
