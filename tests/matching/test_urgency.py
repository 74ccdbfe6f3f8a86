"""An urgent departure: when it is one, and what its checklist says is settled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings

from features.profile import HouseholdProfile
from matching.pipeline import Engine
from matching.urgency import CheckItem, Departure, checklist, days_to_start, is_urgent
from tests.matching import households
from tests.matching.households import Facts
from tests.strategies import AS_OF, snapshot

SEPT_ILES = "97007"
SOON = str(AS_OF + timedelta(days=5))
OFFER: dict[str, object] = {
    "status": "signed", "municipality": SEPT_ILES, "start_date": SOON, "housing_provided": "no",
}  # fmt: skip


def items(facts: Facts) -> tuple[CheckItem, ...]:
    every = frozenset(
        f"adults.{adult}.{what}" for adult in (0, 1) for what in ("job_offer", "training")
    )
    return checklist(Departure(households.household(facts), AS_OF, every))


def settled(facts: Facts) -> set[str]:
    """The first word of each item that what was said settles."""
    return {item.text.fr.split()[0] for item in items(facts) if item.is_settled}


@pytest.mark.parametrize(
    ("days", "urgent"), [(-1, False), (0, True), (7, True), (14, True), (15, False)]
)
def test_a_start_within_fourteen_days_is_urgent(days: int, urgent: bool) -> None:
    start = str(AS_OF + timedelta(days=days))
    profile = households.household({"adults.0.job_offer": {**OFFER, "start_date": start}})
    assert is_urgent(profile, AS_OF) is urgent
    assert days_to_start(profile, AS_OF) == (days if days >= 0 else None)


def test_the_nearest_start_counts_whoever_it_is() -> None:
    later = {**OFFER, "start_date": str(AS_OF + timedelta(days=40))}
    training = {"status": "admitted", "start_date": SOON}
    facts = {"adults.0.job_offer": later, "adults.1.training": training}
    assert days_to_start(households.household({"household_kind": "couple", **facts}), AS_OF) == 5


def test_an_offer_that_is_not_signed_hurries_nobody() -> None:
    profile = households.household({"adults.0.job_offer": {**OFFER, "status": "verbal"}})
    assert days_to_start(profile, AS_OF) is None


def test_of_a_household_that_said_nothing_nothing_is_settled() -> None:
    assert settled({}) == set()


def test_every_item_stays_in_view_in_the_order_of_the_day() -> None:
    every = items(households.PREPARED)
    order = ("today", "before", "after")
    assert [item.moment for item in every] == sorted(
        (item.moment for item in every), key=order.index
    )
    assert len(every) == len(items({})) == 12
    assert [item.text for item in every] == [item.text for item in items({})]


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"network.regional_org_contacted": "yes"}, "Organisme"),
        ({"adults.0.job_offer": OFFER}, "Offre"),
        (
            {
                "adults.1.training": {
                    "status": "admitted",
                    "municipality": SEPT_ILES,
                    "start_date": SOON,
                }
            },
            "Offre",
        ),
        ({"adults.0.work_permit": "none_needed"}, "Permis"),
        ({"adults.0.work_permit": {"type": "open", "expires": "2027-11-21"}}, "Permis"),
        ({"readiness.lease": "none"}, "Bail"),
        ({"household_kind": "single"}, "En"),
        (
            {
                "household_kind": "couple",
                "partner.adherence": "agrees",
                "partner.moves": "later",
            },
            "En",
        ),
        ({"readiness.resources_financial": "enough"}, "Argent"),
    ],
)
def test_what_was_said_settles_its_item_alone(facts: Facts, word: str) -> None:
    assert settled(facts) == {word}


@pytest.mark.parametrize(
    "facts",
    [
        {"adults.0.work_permit": {"type": "open", "expires": "2026-11-20"}},
        {"adults.0.work_permit": {"type": "open"}},
        {"adults.0.work_permit": {"type": "employer_specific", "expires": "2030-01-01"}},
        {"adults.0.job_offer": {"status": "signed", "municipality": SEPT_ILES}},
        {"adults.0.job_offer": {**OFFER, "status": "verbal", "housing_provided": "yes"}},
        {"adults.0.job_offer": OFFER, "adults.1.training": {"status": "admitted"}},
        {"car_access": "available", "adults.0.licence_status": "learner"},
        {"car_access": "available", "adults.0.licence_status": "valid_quebec"},
        {"housing_status": "signed"},
        {
            "adults.0.work_permit": {"type": "open", "expires": "2026-11-24"},
            "adults.0.job_offer": {"status": "signed", "municipality": SEPT_ILES},
        },
        {"household_kind": "couple", "partner.adherence": "agrees"},
        {"readiness.resources_financial": "to_build"},
    ],
)
def test_what_is_not_enough_settles_nothing(facts: Facts) -> None:
    assert settled(facts) == set()


PARTNERS_OFFER: Facts = {
    "household_kind": "couple", "adults.0.job_offer": "none", "adults.1.job_offer": OFFER,
    "adults.0.work_permit": "none_needed",
}  # fmt: skip


def test_the_permit_is_the_one_of_whoever_starts() -> None:
    """A partner's job is not covered by the person's own permit."""
    assert "Permis" not in settled(PARTNERS_OFFER)
    closed = {"type": "employer_specific", "expires": "2027-11-21", "employer_allowed": "no"}
    assert "Permis" not in settled({**PARTNERS_OFFER, "adults.1.work_permit": closed})
    named = {**closed, "employer_allowed": "yes"}
    assert "Permis" in settled({**PARTNERS_OFFER, "adults.1.work_permit": named})
    both = {**PARTNERS_OFFER, "adults.0.job_offer": OFFER, "adults.0.work_permit": closed}
    assert "Permis" not in settled({**both, "adults.1.work_permit": named})


@settings(max_examples=20)
@given(households.households())
def test_the_checklist_is_filled_in_an_urgent_departure_and_only_then(
    profile: HouseholdProfile,
) -> None:
    decision = households.engine().explain(profile, snapshot().place(SEPT_ILES)).decision
    assert bool(decision.checklist) == (decision.mode == "urgent")
    assert (decision.mode == "urgent") == is_urgent(profile, AS_OF)


def test_the_colours_stay_in_the_answer(engine: Engine) -> None:
    profile = households.household({"adults.0.job_offer": OFFER})
    found = engine.explain(profile, snapshot().place(SEPT_ILES)).decision.as_json()
    assert found["mode"] == "urgent"
    assert found["colour"] in {"green", "yellow", "red"}
    parts = found["checklist"]
    assert isinstance(parts, dict)
    assert [len(parts[moment]) for moment in ("before", "after")] == [9, 3]


def test_what_is_settled_for_the_town_of_the_job_is_not_for_another(engine: Engine) -> None:
    facts = {
        **households.PREPARED, "household_kind": "single", "car_access": "available",
        "adults.0.licence_status": "valid_quebec",
        "adults.0.job_offer": {**OFFER, "housing_provided": "yes"},
    }  # fmt: skip
    profile = households.household(facts)
    here = engine.explain(profile, snapshot().place(SEPT_ILES))
    there = engine.explain(profile, snapshot().place("10043"))
    assert (here.starts_far, there.starts_far) == (False, True)
    words = [
        {item.text.fr.split()[0] for item in found.decision.checklist if item.is_settled}
        for found in (here, there)
    ]
    assert words[0] - words[1] == {"Premier", "Se"}


def test_an_urgent_departure_proposes_no_other_place(engine: Engine) -> None:
    facts = {"adults.0.job_offer": OFFER, "preferences.municipalities": [SEPT_ILES]}
    assert engine.shortlist(households.household(facts), top=1).alternatives == ()


THERE: Facts = {"adults.0.job_offer": OFFER, "partner.moves": "together"}


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"housing_status": "temporary"}, "Premier"),
        ({"adults.0.job_offer": {**OFFER, "housing_provided": "yes"}}, "Premier"),
        ({"car_access": "available", "adults.0.licence_status": "foreign_valid"}, "Se"),
        ({"car_access": "available", "adults.1.licence_status": "valid_quebec"}, "Se"),
    ],
)
def test_what_is_settled_where_the_job_is_is_ticked(facts: Facts, word: str) -> None:
    assert settled({**THERE, **facts}) - settled(THERE) == {word}


@pytest.mark.parametrize("moves", ["later", "stays"])
def test_a_partner_who_is_not_there_on_the_first_day_drives_nobody(moves: str) -> None:
    facts = {"car_access": "available", "adults.1.licence_status": "valid_quebec"}
    assert "Se" not in settled({**THERE, **facts, "partner.moves": moves})


def test_a_partner_who_stays_hurries_nobody() -> None:
    offer = {"adults.0.job_offer": "none", "adults.1.job_offer": OFFER}
    for moves, urgent in (("together", True), ("stays", False)):
        profile = households.household({**offer, "partner.moves": moves})
        assert is_urgent(profile, AS_OF) is urgent
    unwanted = households.household({**offer, "adults.1.wants_work": "no"})
    assert not is_urgent(unwanted, AS_OF)


def test_two_jobs_in_two_towns_are_each_looked_at_in_its_own(engine: Engine) -> None:
    later = str(AS_OF + timedelta(days=120))
    facts = {
        "household_kind": "couple", "partner.moves": "together", "adults.1.wants_work": "yes",
        "adults.0.job_offer": OFFER,
        "adults.1.job_offer": {
            "status": "signed", "municipality": "03005", "start_date": later,
            "housing_provided": "yes",
        },
    }  # fmt: skip
    profile = households.household(facts)
    here, there = (engine.explain(profile, snapshot().place(code)) for code in (SEPT_ILES, "03005"))
    assert (here.starts_far, there.starts_far) == (False, True)
    homes = [
        next(item for item in found.decision.checklist if item.text.fr.startswith("Premier"))
        for found in (here, there)
    ]
    assert [item.is_settled for item in homes] == [False, True]


def test_a_job_whose_town_is_not_known_settles_nothing_anywhere(engine: Engine) -> None:
    facts = {
        "household_kind": "single", "car_access": "available",
        "adults.0.licence_status": "valid_quebec",
        "adults.0.job_offer": {"status": "signed", "start_date": SOON, "housing_provided": "yes"},
    }  # fmt: skip
    found = engine.explain(households.household(facts), snapshot().place(SEPT_ILES))
    ticked = {i.text.fr.split()[0] for i in found.decision.checklist if i.is_settled}
    assert not ticked & {"Premier", "Se"}
    assert not found.starts_far
