"""The tool, the counsellor and the person are crossed two by two, and nobody is scored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from matching.backtest.agreement import Agreement, agreements
from matching.backtest.placement import PlacementLog, Shown
from matching.evaluate import GREEN, RED, YELLOW
from matching.statistics.proportions import wilson
from tests.matching.backtest.stories import placement

Said = tuple[str | None, str | None, str | None]
CODES = {"green": GREEN, "yellow": YELLOW, "red": RED}


def crossed(
    said: Sequence[Said], now: Sequence[str] | None = None, households: Sequence[int] | None = None
) -> tuple[Agreement, ...]:
    """The four tables of some answers: the tool's of the day, the counsellor's, the person's."""
    log = PlacementLog(
        tuple(
            placement(f"A-{number}", shown=Shown(colour=tool), counsellor=counsellor, person=person)  # type: ignore[arg-type]
            for number, (tool, counsellor, person) in enumerate(said)
        )
    )
    colour = np.array([CODES[name] for name in now or ["green"] * len(said)], dtype=np.uint8)
    household = np.arange(len(said)) if households is None else np.array(households)
    return agreements(log, colour, household, np.random.default_rng(1))


MIXED: list[Said] = [
    *[("green", "green", "continue")] * 20,
    *[("green", "yellow", "reflect")] * 6,
    *[("yellow", "yellow", "continue")] * 30,
    *[("yellow", "red", "stop")] * 7,
    *[("red", "red", "stop")] * 12,
    *[("red", None, None)] * 3,
    *[(None, "green", "continue")] * 2,
]


def test_the_four_tables_by_hand() -> None:
    told, again, person, counsellor = crossed(MIXED)
    assert told.counts.tolist() == [[20, 6, 0], [0, 30, 7], [0, 0, 12]]
    assert told.unknown == 5
    assert again.counts.tolist() == [[22, 36, 19], [0, 0, 0], [0, 0, 0]]
    assert again.unknown == 3
    assert person.counts.tolist() == [[20, 6, 0], [30, 0, 7], [0, 0, 12]]
    assert counsellor.counts.tolist() == [[22, 0, 0], [30, 6, 0], [0, 0, 19]]
    for table in (told, again, person, counsellor):
        assert int(table.counts.sum()) + table.unknown == len(MIXED)


def test_the_share_that_is_the_same_and_kappa_are_those_of_the_placements() -> None:
    told = crossed(MIXED)[0]
    known = [(tool, other) for tool, other, _ in MIXED if tool is not None and other is not None]
    tool, other = (
        [list(CODES).index(name) for name in names] for names in zip(*known, strict=True)
    )
    assert told.same == wilson(62 / 75, 75)
    assert told.kappa is not None
    assert told.kappa.value == pytest.approx(cohen_kappa_score(tool, other, weights="linear"))
    assert told.kappa.low < told.kappa.value < told.kappa.high


def test_answers_of_different_kinds_have_no_agreement() -> None:
    _, _, person, counsellor = crossed(MIXED)
    assert (person.same, person.kappa) == (None, None)
    assert (counsellor.same, counsellor.kappa) == (None, None)


def test_a_step_of_one_colour_costs_less_than_a_step_of_two() -> None:
    near = [*[("green", "green", None)] * 15, *[("green", "yellow", None)] * 6]
    far = [*[("green", "green", None)] * 15, *[("green", "red", None)] * 6]
    rest: list[Said] = [*[("yellow", "yellow", None)] * 10, *[("red", "red", None)] * 10]
    one, other = crossed([*near, *rest])[0], crossed([*far, *rest])[0]
    assert one.same == other.same
    assert one.kappa is not None
    assert other.kappa is not None
    assert one.kappa.value > other.kappa.value


def test_no_agreement_is_told_of_fewer_than_ten() -> None:
    nine: list[Said] = [*[("green", "green", None)] * 5, *[("red", "yellow", None)] * 4]
    assert (crossed(nine)[0].same, crossed(nine)[0].kappa) == (None, None)
    assert crossed([*nine, ("red", "red", None)])[0].same is not None


def test_where_one_of_the_two_always_says_the_same_there_is_no_kappa() -> None:
    always: list[Said] = [*[("green", "green", None)] * 15, *[("green", "yellow", None)] * 9]
    told = crossed(always)[0]
    assert told.same == wilson(15 / 24, 24)
    assert told.kappa is None


def test_where_all_agree_kappa_is_one_and_is_not_told_as_certain() -> None:
    few = crossed([*[("green", "green", None)] * 6, *[("red", "red", None)] * 6])[0].kappa
    many = crossed([*[("green", "green", None)] * 60, *[("red", "red", None)] * 60])[0].kappa
    assert few is not None
    assert many is not None
    assert few.value == few.high == many.value == many.high == 1.0
    assert few.low < many.low < 1.0
    # Half are two steps apart, so by chance they would differ by one step on average.
    assert few.low == pytest.approx(wilson(1.0, 12).low)


def test_placements_of_one_household_do_not_make_kappa_surer() -> None:
    said: list[Said] = [
        *[("green", "green", None)] * 12,
        *[("green", "yellow", None)] * 5,
        *[("yellow", "yellow", None)] * 9,
        *[("red", "yellow", None)] * 4,
    ]
    twice = [each for each in said for _ in range(4)]
    apart = crossed(twice)[0].kappa
    together = crossed(twice, households=[n // 4 for n in range(len(twice))])[0].kappa
    assert apart is not None
    assert together is not None
    assert together.value == apart.value
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_a_log_in_which_nobody_wrote_anything_down_is_all_unknown() -> None:
    for table in (crossed([(None, None, None)] * 30)[k] for k in (0, 2, 3)):
        assert table.counts.sum() == 0
        assert table.unknown == 30
        assert (table.same, table.kappa) == (None, None)
