"""A past decision is said again with what was known on its day, whatever else is in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from features.generate import generate
from matching.backtest.outcomes import Outcome
from matching.backtest.placement import Placement, PlacementLog, Shown
from matching.backtest.replay import replay
from matching.evaluate import colour_name
from matching.pipeline import Engine
from matching.trial import TO_VERIFY
from regions_data.as_known import AsKnown
from tests.matching import households
from tests.strategies import labour, snapshot

DAYS = tuple(date(2021, 6, 1) + timedelta(days=211 * i) for i in range(9))


def known() -> AsKnown:
    return AsKnown(snapshot(), labour())


def log(count: int = 24) -> PlacementLog:
    """Generated households, several a day, before and after each publication."""
    places = households.sample()
    return PlacementLog(
        tuple(
            Placement(
                case_id=f"A-{index}",
                decided_on=DAYS[index % len(DAYS)],
                settled_on=DAYS[index % len(DAYS)],
                profile=profile,
                place=places[index * 7 % len(places)],
                propensity=None,
                offered=(),
                shown=Shown(),
                counsellor=None,
                person=None,
                outcome=Outcome(),
            )
            for index, profile in enumerate(generate(count, 5, DAYS[-1], unknown_share=0.1))
        )
    )


def test_it_says_what_the_engine_said_on_that_day_with_the_facts_of_then() -> None:
    past, found = known(), replay(log(), households.ruleset(), known())
    assert len(set(found.fit.tolist())) > 1
    for index, placement in enumerate(log()):
        tables, work = past.on(placement.decided_on)
        engine = Engine(tables, work, households.ruleset(), placement.decided_on)
        place = tables.place(placement.place.code)
        told = engine.explain(placement.profile, place).decision
        names = [
            colour_name(int(each[index])) for each in (found.fit, found.preparation, found.colour)
        ]
        assert names == [told.fit, told.preparation, told.colour]
        assert found.score[index] == pytest.approx(told.score)
        assert bool(found.is_complete[index]) is told.complete
        reasons = {reason.rule: reason for reason in told.reasons}
        for rule, code in zip(found.rules, found.codes[index], strict=True):
            assert bool(code) is (rule in reasons), rule
            if code:
                assert bool(code == TO_VERIFY) is reasons[rule].is_open, rule


def test_a_placement_is_said_the_same_alone_and_among_others() -> None:
    every = replay(log(), households.ruleset(), known())
    for index in (0, 7, 23):
        alone = replay(PlacementLog((log().placements[index],)), households.ruleset(), known())
        assert alone.score[0] == every.score[index]
        assert np.array_equal(alone.codes[0], every.codes[index])


def test_the_day_of_the_decision_counts_and_not_todays() -> None:
    """The outlooks of 2022 were unknown the day before they came out."""
    placement = replace(log().placements[0], profile=households.household(households.READY))
    eve, day = date(2022, 11, 3), date(2022, 11, 4)
    both = PlacementLog(
        tuple(
            replace(placement, decided_on=each, place=snapshot().place("10043"))
            for each in (eve, day)
        )
    )
    found = replay(both, households.ruleset(), known())
    outlook = found.rules.index("work.person_outlook")
    assert found.codes[:, outlook].tolist() == [TO_VERIFY, 1]


def test_progress_is_told_and_may_stop_the_replay() -> None:
    told: list[tuple[int, int]] = []
    replay(log(), households.ruleset(), known(), lambda done, of: told.append((done, of)))
    assert told[-1] == (24, 24)
    assert [done for done, _ in told] == sorted({done for done, _ in told})

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replay(log(), households.ruleset(), known(), stop)


def test_an_empty_log_has_nothing_to_say() -> None:
    found = replay(PlacementLog(()), households.ruleset(), known())
    assert found.colour.shape == (0,)
    assert found.codes.shape == (0, len(households.ruleset().rules))
