"""Law 4: making a directed fact better never makes a colour redder nor a score lower."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.field import Field
from features.pairs import Pairs
from features.place import PlaceTable
from features.profile import NO_LIMIT, Answer, Gap, HouseholdProfile
from features.schema import FIELDS, field_at
from matching.evaluate import GREEN, Verdicts, evaluate
from matching.ruleset import Ruleset
from matching.score import Scores, score
from regions_data.catalog import Indicator
from tests.matching import households, worlds
from tests.matching.households import seen
from tests.strategies import AS_OF, labour, on_the_day, profiles, snapshot

RULESET = households.ruleset()
NEEDS = field_at("preferences.needs").vocabulary
MEASURED = ("hospital", "clsc", "vocational_centre", "cegep", "university")
KINDS = ("rural", "small_town_near_centre", "urban_centre")
KM = (0.0, 40.0, 120.0, 300.0, 700.0, 5000.0, NO_LIMIT)


def directed_paths(fields: tuple[Field, ...] = FIELDS, prefix: str = "") -> Iterator[str]:
    """Every fact whose values run from worst to best, whether or not a rule reads it yet."""
    for field in fields:
        path = f"{prefix}{field.key}"
        is_french = field.key in {"french_oral_level", "french_written_level"}
        if is_french or (field.vocabulary is not None and field.vocabulary.ordered):
            yield path
        if field.kind == "groups" and field.key == "adults":
            for adult in range(field.most):
                yield from directed_paths(field.fields, f"{path}.{adult}.")
        elif field.kind == "group":
            yield from directed_paths(field.fields, f"{path}.")


PATHS = tuple(directed_paths())


def ladder(path: str) -> tuple[Answer, ...]:
    """The values of a directed fact that its order compares, worst first."""
    vocabulary = field_at(path).vocabulary
    if vocabulary is not None:
        return vocabulary.ranked
    return tuple(float(level) for level in range(1, 13))


def check_never_worse(verdicts: Verdicts, scores: Scores, label: str) -> None:
    """Each row knows a better value than the row above."""
    for outcome in verdicts.outcomes:
        colours = np.maximum(np.broadcast_to(outcome.colour, verdicts.colour.shape), GREEN)
        assert (colours[1:] <= colours[:-1]).all(), f"{outcome.rule.id} / {label}"
    for name in ("fit", "preparation", "colour"):
        colours = getattr(verdicts, name)
        assert (colours[1:] <= colours[:-1]).all(), f"{name} / {label}"
    assert (scores.total[1:] >= scores.total[:-1]).all(), f"score / {label}"


def test_the_directed_facts_are_those_of_the_law() -> None:
    for path in (
        "car_access",
        "adults.0.licence_status",
        "adults.1.french_oral_level",
        "adults.0.order_status",
        "partner.adherence",
        "partner.met_counsellor",
        "readiness.resources_financial",
        "readiness.project_maturity",
        "readiness.region_knowledge",
        "readiness.lease",
    ):
        assert path in PATHS
    undirected = ("activator", "job_offer", "education", "wants_", "preferences", "immigration")
    assert not [path for path in PATHS if any(word in path for word in undirected)]


@given(worlds.any_ruleset(), worlds.any_table(), households.households(), st.sampled_from(PATHS))
def test_a_better_directed_fact_never_worsens_anything(
    ruleset: Ruleset, places: PlaceTable, profile: HouseholdProfile, path: str
) -> None:
    rows = tuple(profile.with_answer(path, value) for value in ladder(path))
    check_never_worse(*seen(ruleset, rows, places), path)


@given(worlds.any_ruleset(), profiles(), st.sampled_from(PATHS))
def test_nor_in_households_of_every_kind(
    ruleset: Ruleset, profile: HouseholdProfile, path: str
) -> None:
    rows = tuple(profile.with_answer(path, value) for value in ladder(path))
    check_never_worse(*seen(ruleset, rows), path)


@given(worlds.any_ruleset(), households.households(), st.sampled_from((0, 1)))
def test_nor_does_a_work_permit_that_ends_later(
    ruleset: Ruleset, profile: HouseholdProfile, adult: int
) -> None:
    path = f"adults.{adult}.work_permit.expires"
    days = [date(1990, 1, 1), *(AS_OF + timedelta(days=d) for d in (-1, 0, 1, 14, 72, 400))]
    rows = tuple(profile.with_answer(path, day) for day in days)
    check_never_worse(*seen(ruleset, rows), path)


def test_the_law_catches_a_factor_read_the_wrong_way() -> None:
    def backwards(pairs: Pairs) -> np.ndarray:
        return 12 - pairs.level("adults.0.french_oral_level")

    rule = next(rule for rule in RULESET.rules if rule.id == "french.person_floor")
    spoilt = replace(rule, factor=replace(rule.factor, compute=backwards))
    profile = households.household({"activator": "job"})
    path = "adults.0.french_oral_level"
    rows = tuple(profile.with_answer(path, value) for value in ladder(path))
    verdicts, scores = seen(replace(RULESET, rules=(spoilt,)), rows)
    with pytest.raises(AssertionError, match=r"french\.person_floor"):
        check_never_worse(verdicts, scores, path)


# -- wishes and needs start full and can only lose


@given(
    households.households(),
    st.sets(st.sampled_from(NEEDS.values if NEEDS else ())),
    st.sampled_from(NEEDS.values if NEEDS else ()),
)
def test_declaring_a_need_never_raises_a_score_nor_greens_a_colour(
    profile: HouseholdProfile, needs: set[str], more: str
) -> None:
    path = "preferences.needs"
    one, two = tuple(sorted(needs)), tuple(sorted({*needs, more}))
    rows = tuple(profile.with_answer(path, value) for value in ((), one, two))
    verdicts, scores = seen(RULESET, rows)
    assert (scores.total[1:] <= scores.total[:-1]).all()
    assert (verdicts.fit[1:] >= verdicts.fit[:-1]).all()
    unsaid = seen(RULESET, (profile.with_answer(path, Gap.UNKNOWN), *rows))[1]
    assert (unsaid.total[1:] <= unsaid.total[0]).all()


@given(households.households(), st.sets(st.sampled_from(KINDS), min_size=1))
def test_declaring_kinds_of_place_never_raises_a_score(
    profile: HouseholdProfile, kinds: set[str]
) -> None:
    path = "preferences.place_types"
    values: tuple[Answer, ...] = (Gap.UNKNOWN, (), KINDS, tuple(sorted(kinds)))
    rows = tuple(profile.with_answer(path, value) for value in values)
    _, scores = seen(RULESET, rows)
    assert (scores.total[1:] <= scores.total[:-1]).all()


@given(households.households())
def test_a_shorter_distance_to_montreal_never_raises_a_score(profile: HouseholdProfile) -> None:
    path = "preferences.max_km_to_montreal"
    values: tuple[Answer, ...] = (Gap.UNKNOWN, *KM[::-1])
    rows = tuple(profile.with_answer(path, value) for value in values)
    _, scores = seen(RULESET, rows)
    assert (scores.total[1:] <= scores.total[:-1]).all()


# -- place facts


def steps_of(indicator: Indicator) -> np.ndarray:
    """Values of an indicator from worst to best, over its possible range."""
    if indicator.levels:
        return np.arange(len(indicator.levels), dtype=np.float64)
    low, high = snapshot().possible_range(indicator.id)
    values = np.unique(np.concatenate([np.linspace(low, min(high, 3000.0), 13), [5, 25, 35, 45]]))
    values = values[(values >= low) & (values <= high)]
    return values if indicator.good == "up" else values[::-1]


@pytest.mark.parametrize(
    "indicator", [i for i in snapshot().indicators if i.good != "none"], ids=lambda i: str(i.id)
)
def test_a_better_place_fact_never_worsens_anything(indicator: Indicator) -> None:
    rows = (
        households.household({}),
        households.household(
            {
                "household_kind": "single",
                "car_access": "none",
                "adults.0.licence_status": "none",
                "adults.0.occupation_noc": "31301",
                "adults.0.french_oral_level": 2,
                "adults.0.job_offer": "none",
                "adults.0.training": {"status": "admitted", "municipality": "10043"},
                "preferences.needs": list(MEASURED),
                "preferences.max_km_to_montreal": 300,
            }
        ),
    )
    before: tuple[np.ndarray, np.ndarray] | None = None
    # The median rent is a constant of the snapshot: only the sample changes.
    positions = [snapshot().position(place.code) for place in households.sample()]
    for value in steps_of(indicator):
        column = snapshot().column(indicator.id).copy()
        column[positions] = value
        changed = replace(snapshot(), _columns={**snapshot()._columns, indicator.id: column})
        table = PlaceTable(changed, labour(), households.sample())
        pairs = Pairs(on_the_day(rows), table, RULESET.household_rule)
        after = evaluate(RULESET, pairs).colour, score(RULESET, pairs).total
        if before is not None:
            assert (after[0] <= before[0]).all(), f"{indicator.id} = {value}"
            assert (after[1] >= before[1]).all(), f"{indicator.id} = {value}"
        before = after
