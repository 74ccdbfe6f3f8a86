"""Where every fact that is read is known, one side of what is unknown stands for both."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from features.factor import Factor
from features.factors import FACTORS
from features.generate import generate
from features.pairs import Pairs
from tests.features.sample import sample_places
from tests.strategies import AS_OF, on_the_day

SEED, HOUSEHOLDS, UNKNOWN_SHARE = 5, 400, 0.2
PATH = "adults.0.french_oral_level"


@cache
def knowing(paths: tuple[str, ...]) -> Pairs:
    """The generated households that know some facts."""
    everyone = generate(HOUSEHOLDS, SEED, AS_OF, unknown_share=UNKNOWN_SHARE)
    who = tuple(one for one in everyone if all(map(on_the_day((one,)).know, paths)))
    return Pairs(on_the_day(who), sample_places(), "mean")


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_a_factor_is_the_same_on_both_sides_of_what_is_all_known(factor: Factor) -> None:
    pairs = knowing(factor.household)
    np.testing.assert_array_equal(factor.compute(pairs.at_worst), factor.compute(pairs.at_best))
    if factor.applies is not None:
        worst, best = (factor.applies(side) for side in (pairs.at_worst, pairs.at_best))
        np.testing.assert_array_equal(worst, best)


def test_most_factors_have_households_that_know_all_they_read() -> None:
    known = [factor for factor in FACTORS if len(knowing(factor.household).households) > 0]
    assert len(known) > len(FACTORS) / 2


def test_one_gap_is_enough_for_two_sides() -> None:
    everyone = generate(HOUSEHOLDS, SEED, AS_OF, unknown_share=UNKNOWN_SHARE)
    all_of_them = Pairs(on_the_day(everyone), sample_places(), "mean")
    assert [side.side for side in all_of_them.sides((PATH,))] == ["worst", "best"]
    assert [side.side for side in knowing((PATH,)).sides((PATH,))] == ["worst"]


def test_a_column_that_is_made_once_cannot_be_written_over() -> None:
    pairs = knowing((PATH,))
    column = pairs.level(PATH)
    assert pairs.at_best.level(PATH) is not None
    with pytest.raises(ValueError, match="read-only"):
        column[0, 0] = 12.0
