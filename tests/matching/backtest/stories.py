"""Placements made by hand, and stays that Hypothesis draws, to try an evaluation on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from features.profile import HouseholdProfile
from matching.backtest.outcomes import HORIZONS_MONTHS, Known, Outcome, Presence, months_later
from matching.backtest.placement import Placement, PlacementLog, Shown
from tests.matching import households
from tests.strategies import snapshot

START = date(2020, 1, 15)
_WORDS = {"y": Known.YES, "n": Known.NO, "?": Known.UNKNOWN}


def after(months: int) -> date:
    """The day some months after the settlement."""
    return months_later(START, months)


def presence(left: int | None = None, seen: int | None = None, at: str = "????") -> Presence:
    """What is known of being somewhere: months of leaving and of last contact, four answers."""
    return Presence(
        left_on=None if left is None else after(left),
        seen_on=None if seen is None else after(seen),
        at=tuple(_WORDS[letter] for letter in at),
    )


def profile() -> HouseholdProfile:
    """A household whose every fact is known."""
    return households.household(households.READY)


def placement(case: str = "A-1", region: Presence | None = None, **rest: object) -> Placement:
    """One placement in Rimouski, of which nothing is known unless it is said."""
    outcome = Outcome(in_region=region or Presence())
    made = Placement(
        case_id=case,
        decided_on=START,
        settled_on=START,
        profile=profile(),
        place=snapshot().place("10043"),
        propensity=None,
        offered=(),
        shown=Shown(),
        counsellor=None,
        person=None,
        outcome=outcome,
    )
    return replace(made, **rest)  # type: ignore[arg-type]


def log(*stays: Presence) -> PlacementLog:
    """One placement for each stay, each of a household of its own."""
    return PlacementLog(
        tuple(placement(f"A-{number}", stay) for number, stay in enumerate(stays, 1))
    )


@dataclass(frozen=True, slots=True)
class Story:
    """A stay as it was, and what is known of it.

    `months` until the household left, far away if it never did; contact lasts until `contact`.
    """

    months: int
    contact: int
    known: Presence


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Stays that a log may hold: dated or not, with any of the answers that contact allows."""
    months, contact = draw(st.integers(1, 90)), draw(st.integers(0, 80))
    is_gone = months <= contact
    is_dated = is_gone and draw(st.booleans())
    answers = []
    for asked in HORIZONS_MONTHS:
        can_say = asked <= contact or is_dated
        told = Known.NO if months <= asked else Known.YES
        if is_dated and asked > contact and told is Known.YES:
            can_say = False
        answers.append(told if can_say and draw(st.booleans()) else Known.UNKNOWN)
    last = min(contact, months - 1) if is_gone else contact
    seen = after(draw(st.integers(0, last))) if draw(st.booleans()) else None
    left = after(months) if is_dated else None
    return Story(months, contact, Presence(left, seen, tuple(answers)))
