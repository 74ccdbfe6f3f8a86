"""Situations that call for a step and never for a colour: how each is made."""

# Each applies only where the household has said what calls for it; its value is 1, except where a
# sentence needs a number. What is unknown calls for nothing: it is the rules that ask.

from __future__ import annotations

import numpy as np

from features.factor import Applies, Compute, Factor
from features.factors.destinations import PARTNER_MOVES
from features.pairs import Flags, Pairs
from features.place import Numbers
from regions_data.text import Text


def _once(pairs: Pairs) -> Numbers:
    return np.ones((pairs.shape[0], 1))


def says(path: str, *words: str) -> Applies:
    """Whether a household has answered one of some words."""

    def applies(pairs: Pairs) -> Flags:
        return pairs.states(path, *words)

    return applies


def situation(
    name: str,
    title: Text,
    applies: Applies,
    *household: str,
    compute: Compute = _once,
) -> Factor:
    """A factor that applies in a situation and only calls for a step."""
    return Factor(name, title, compute, household=household, applies=applies, may_colour=False)


def partner_stays(pairs: Pairs) -> Flags:
    """Whether the partner is known to stay where they live."""
    return pairs.states(PARTNER_MOVES, "stays")
