"""Rules on pairs: the colour of each, and which ones an unknown fact leaves open."""

# Every rule is evaluated on both sides of what is unknown. Where the two sides give one colour,
# what is unknown changes nothing; where they differ, the rule is yellow — to verify — and never
# green or red (DESIGN §2.3). The colours between the two sides are between theirs: loading refuses
# a ruleset whose colour worsens when its factor betters.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from features.pairs import Flags, Pairs
from features.place import Numbers
from matching.ruleset import Band, ColourName, Rule, Ruleset
from regions_data.text import Text

NOT_APPLIED, GREEN, YELLOW, RED = 0, 1, 2, 3
_COLOURS: tuple[ColourName, ...] = ("green", "yellow", "red")
COLOUR_WORDS: dict[ColourName, Text] = {
    "green": Text("vert", "green"),
    "yellow": Text("jaune", "yellow"),
    "red": Text("rouge", "red"),
}
"""How a colour is said inside a sentence."""
Colours: TypeAlias = NDArray[np.uint8]
_Cell = TypeVar("_Cell", bound=np.generic)
_NOWHERE: Flags = np.zeros((1, 1), dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class Outcome:
    """One rule on every pair, shapes broadcastable to (n, m).

    `colour` is 0 where the rule does not apply. `is_open` marks yellows that stand for « to
    verify »; `lacks_place_fact` those of them that come from the place, not from the household.
    `value` is what is certain of the factor: no worse than that where green, no better where not.
    """

    rule: Rule
    colour: Colours
    is_open: Flags
    lacks_place_fact: Flags
    value: Numbers

    def at(self, columns: Sequence[int]) -> Outcome:
        """The same in some places only."""
        return Outcome(
            rule=self.rule,
            colour=_at(self.colour, columns),
            is_open=_at(self.is_open, columns),
            lacks_place_fact=_at(self.lacks_place_fact, columns),
            value=_at(self.value, columns),
        )


@dataclass(frozen=True, eq=False)
class Verdicts:
    """All rules on all pairs: `fit`, `preparation` and `colour` have shape (n, m)."""

    outcomes: tuple[Outcome, ...]
    fit: Colours
    preparation: Colours
    colour: Colours

    def at(self, columns: Sequence[int]) -> Verdicts:
        """The same in some places only: none depends on the others."""
        own = (self.fit, self.preparation, self.colour)
        outcomes = tuple(outcome.at(columns) for outcome in self.outcomes)
        return Verdicts(outcomes, *(table[:, columns] for table in own))


def colour_name(code: int) -> ColourName:
    """The word of a colour code from `GREEN` to `RED`."""
    return _COLOURS[code - GREEN]


def cell(table: NDArray[np.generic], column: int) -> float:
    """The value of the only household in one place, in a table that may be one column wide."""
    return float(table[0, column if table.shape[1] > 1 else 0])


def _at(table: NDArray[_Cell], columns: Sequence[int]) -> NDArray[_Cell]:
    """Some columns of a table that may be one column wide."""
    return table if table.shape[1] == 1 else table[:, columns]


def evaluate(ruleset: Ruleset, pairs: Pairs) -> Verdicts:
    """The colours of every pair under a ruleset."""
    return combine(tuple(apply_rule(rule, pairs) for rule in ruleset.rules), pairs.shape)


def combine(outcomes: tuple[Outcome, ...], shape: tuple[int, int]) -> Verdicts:
    """The worst colour about the place, about the household, and of both."""
    fit = _worst(tuple(o for o in outcomes if o.rule.about == "place"), shape)
    preparation = _worst(tuple(o for o in outcomes if o.rule.about == "household"), shape)
    return Verdicts(outcomes, fit, preparation, np.maximum(fit, preparation))


def _worst(outcomes: tuple[Outcome, ...], shape: tuple[int, int]) -> Colours:
    worst = np.full((shape[0], 1), GREEN, dtype=np.uint8)
    for outcome in outcomes:
        worst = np.maximum(worst, outcome.colour)  # as wide as the widest so far
    return np.broadcast_to(worst, shape)


def apply_rule(rule: Rule, pairs: Pairs) -> Outcome:
    """One rule on every pair.

    Steps: (1) whether the rule surely applies or may apply, and nothing more where it never does;
    (2) bounds of the factor; (3) colour at each bound; (4) settled colours, open ones as yellow.
    """
    sides = pairs.sides(rule.household_paths)
    surely, maybe = _applies(rule, sides)
    if not maybe.any():
        return _never_applies(rule, pairs)
    bounds = [rule.factor.compute(side) for side in sides]
    colours = [_band_colours(bound, rule.bands) for bound in bounds]
    worst, best, colour = bounds[0], bounds[-1], colours[0]
    is_settled = colour == colours[-1]
    lacks = np.isnan(worst) | np.isnan(best)
    if rule.missing == "no_effect":
        maybe = surely
    # A factor about the household alone is NaN only where the fact does not apply to it.
    if rule.missing == "no_effect" or rule.about == "household":
        surely, maybe = surely & ~lacks, maybe & ~lacks
        lacks = _NOWHERE
    is_firm = surely & is_settled & ~lacks
    changes_nothing = is_settled & ~lacks & (colour == GREEN)
    is_open = maybe & ~is_firm & ~changes_nothing
    # Green where it may apply and would change nothing is not told: nobody said that it applies.
    settled = np.where(is_firm, colour, NOT_APPLIED)
    return Outcome(
        rule=rule,
        colour=np.where(is_open, YELLOW, settled).astype(np.uint8, copy=False),
        is_open=is_open,
        lacks_place_fact=is_open & lacks & surely,
        value=np.where(maybe, np.where(colour == GREEN, worst, best), np.nan),
    )


def _never_applies(rule: Rule, pairs: Pairs) -> Outcome:
    """What a rule says of households none of which it may concern."""
    nowhere = np.zeros((pairs.shape[0], 1), dtype=np.bool_)
    return Outcome(
        rule=rule,
        colour=np.full(nowhere.shape, NOT_APPLIED, dtype=np.uint8),
        is_open=nowhere,
        lacks_place_fact=nowhere,
        value=np.full(nowhere.shape, np.nan),
    )


def _band_colours(values: Numbers, bands: tuple[Band, ...]) -> Colours:
    """The colour of the first band that holds."""
    colours = np.full(values.shape, _code(bands[-1]), dtype=np.uint8)
    for band in reversed(bands[:-1]):
        if band.when is not None:
            colours[band.when.holds(values)] = _code(band)
    return colours


def _code(band: Band) -> int:
    return GREEN + _COLOURS.index(band.colour)


def _applies(rule: Rule, sides: tuple[Pairs, ...]) -> tuple[Flags, Flags]:
    """Where the rule surely applies, and where it may."""
    at_worst, at_best = sides[0], sides[-1]
    surely = maybe = ~_NOWHERE
    for guard in rule.guards:
        surely = surely & at_worst.hoped(guard.path, *guard.words)
        maybe = maybe & at_best.hoped(guard.path, *guard.words)
    if rule.factor.applies is not None:
        seen = [rule.factor.applies(side) for side in sides]
        surely, maybe = surely & seen[0] & seen[-1], maybe & (seen[0] | seen[-1])
    return surely, maybe
