"""The programme box: cases by date and by answer, and the laws of what it may say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, seed, settings
from hypothesis import strategies as st

from features.profile import Gap, HouseholdProfile
from features.schema import field_at
from matching.programme_rules import SILENT, ProgrammeEntry, Programmes
from matching.programmes import ProgrammeAnswer, assess
from matching.programmes_reader import shipped_programmes
from tests.matching.households import household
from tests.strategies import profiles

REGISTER = shipped_programmes()
FOLDER = Path(__file__).parents[1] / "programmes"
WORDS = {"eligible", "not_eligible", "verify"}
KEYS = {"as_of", "facts", "answer", "asks", "declined", "silent", "says"}
DAYS = st.one_of(
    st.sampled_from(
        sorted({e.starts for p in REGISTER.programmes for e in p.entries})
        + sorted({e.until for p in REGISTER.programmes for e in p.entries if e.until})
    ),
    st.dates(date(2013, 1, 1), date(2030, 12, 31)),
)


def cases() -> list[tuple[str, dict[str, object]]]:
    return [
        (programme, case)
        for path in sorted(FOLDER.glob("*.yaml"))
        for programme, found in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        for case in found
    ]


CASES = cases()


def named(case: tuple[str, dict[str, object]]) -> str:
    return f"{case[0]}, {case[1]['as_of']}: {case[1]['facts']}"


def answered(
    programme: str, profile: HouseholdProfile, as_of: date, register: Programmes = REGISTER
) -> ProgrammeAnswer:
    return next(found for found in assess(profile, as_of, register) if found.id == programme)


def as_written(facts: dict[str, object]) -> HouseholdProfile:
    return household(
        {path: str(fact) if isinstance(fact, date) else fact for path, fact in facts.items()}
    )


# -- the cases


@pytest.mark.parametrize(("programme", "case"), CASES, ids=[named(case) for case in CASES])
def test_a_programme_answers_as_its_case_says(programme: str, case: dict[str, object]) -> None:
    assert set(case) <= KEYS
    found = answered(programme, as_written(case["facts"]), case["as_of"])
    asked, _, declined = found.why.fr.partition("Non dit, par choix")
    assert found.answer == case["answer"], found.why.fr
    assert (found.why == SILENT) == case.get("silent", False), found.why.fr
    assert case.get("says", "") in found.why.fr
    for words in case.get("asks", ()):
        assert "À demander" in asked
        assert words in asked
    for words in case.get("declined", ()):
        assert words in declined
        assert words not in asked


def test_every_programme_has_a_case_for_each_answer_that_it_can_give() -> None:
    seen = {(programme, case["answer"]) for programme, case in CASES}
    can = {(p.id, e.answer) for p in REGISTER.programmes for e in p.entries}
    assert can | {(p.id, "verify") for p in REGISTER.programmes} == seen


def test_every_programme_has_a_case_before_and_from_each_of_its_bounds() -> None:
    for programme in REGISTER.programmes:
        days = {case["as_of"] for name, case in CASES if name == programme.id}
        for entry in programme.entries:
            assert any(day < entry.starts for day in days), (programme.id, entry.starts)
            assert any(entry.in_force(day) for day in days), (programme.id, entry.starts)
            if entry.until is not None:
                assert any(day > entry.until for day in days), (programme.id, entry.until)


# -- the change of 2025


@pytest.mark.parametrize("status", ["temp_worker_closed", "temp_worker_open", "spouse_open_permit"])
def test_the_change_of_2025_is_eligible_then_to_verify_then_not_eligible(status: str) -> None:
    worker = household(
        {
            "programme.immigration_status": status,
            "programme.services_quebec_enrolled": "no",
            "adults.0.montreal_search.status": "searching",
        }
    )
    days = [date(2025, 1, 31), date(2025, 2, 1), date(2025, 3, 30), date(2025, 3, 31)]
    found = [answered("services_quebec", worker, day).answer for day in days]
    assert found == ["eligible", "verify", "verify", "not_eligible"]


def test_an_old_case_keeps_the_old_answer() -> None:
    worker = household(
        {
            "programme.immigration_status": "temp_worker_open",
            "programme.services_quebec_enrolled": "no",
            "adults.0.montreal_search.status": "searching",
        }
    )
    old = answered("services_quebec", worker, date(2023, 6, 1))
    assert old.answer == "eligible"
    assert answered("services_quebec", worker, date(2026, 11, 21)).answer == "not_eligible"
    assert answered("services_quebec", worker, date(2023, 6, 1)) == old


# -- the laws


def known_values(path: str) -> st.SearchStrategy[object]:
    field = field_at(path)
    if field.vocabulary is None:
        return st.dates(date(2008, 1, 1), date(2031, 12, 31))
    return st.sampled_from(field.vocabulary.values)


def told() -> st.SearchStrategy[HouseholdProfile]:
    """Households that tell most of what the box reads: those about which it may conclude."""
    gaps = st.sampled_from([Gap.UNKNOWN, Gap.DECLINED])
    facts = {
        path: st.integers(0, 5).flatmap(
            lambda chance, path=path: known_values(path) if chance else gaps
        )
        for path in REGISTER.facts
    }
    return st.fixed_dictionaries(facts).map(
        lambda answers: HouseholdProfile(answers, {"adults": 1})
    )


def test_the_households_of_these_laws_are_often_concluded_about() -> None:
    seen = Counter[str]()

    @seed(11)
    @settings(max_examples=100, database=None)
    @given(told(), DAYS)
    def count(profile: HouseholdProfile, as_of: date) -> None:
        seen.update({answer.answer for answer in assess(profile, as_of, REGISTER)})

    count()
    assert min(seen["eligible"], seen["not_eligible"]) >= 20


@given(st.one_of(profiles(), told()), DAYS)
def test_every_programme_answers_in_order_with_one_of_three_words(
    profile: HouseholdProfile, as_of: date
) -> None:
    found = assess(profile, as_of, REGISTER)
    assert [answer.id for answer in found] == [programme.id for programme in REGISTER.programmes]
    for answer in found:
        assert answer.answer in WORDS
        assert answer.why.fr
        assert answer.why.en
        assert answer.source


@given(told(), DAYS)
def test_what_is_not_verified_never_concludes(profile: HouseholdProfile, as_of: date) -> None:
    doubtful = replace(
        REGISTER,
        programmes=tuple(
            replace(p, entries=tuple(replace(e, confidence="unverified") for e in p.entries))
            for p in REGISTER.programmes
        ),
    )
    assert {answer.answer for answer in assess(profile, as_of, doubtful)} == {"verify"}


def unknown_facts(profile: HouseholdProfile) -> list[str]:
    return [path for path in REGISTER.facts if profile.gap(path) is not None]


@given(told(), DAYS, st.data())
def test_knowing_more_never_overturns_a_conclusion(
    profile: HouseholdProfile, as_of: date, data: st.DataObject
) -> None:
    unknown = unknown_facts(profile)
    assume(unknown)
    path = data.draw(st.sampled_from(unknown))
    known = profile.with_answer(path, data.draw(known_values(path)))
    for before, after in zip(
        assess(profile, as_of, REGISTER), assess(known, as_of, REGISTER), strict=True
    ):
        if before.answer != "verify":
            assert after.answer == before.answer, (before.id, path)


@given(told(), DAYS, st.sampled_from(sorted(REGISTER.facts)), st.sampled_from(Gap))
def test_losing_a_fact_can_only_lead_to_verify(
    profile: HouseholdProfile, as_of: date, path: str, gap: Gap
) -> None:
    lost = profile.with_answer(path, gap)
    for before, after in zip(
        assess(profile, as_of, REGISTER), assess(lost, as_of, REGISTER), strict=True
    ):
        assert after.answer in {before.answer, "verify"}, (before.id, path)


@given(DAYS)
def test_nothing_is_concluded_of_a_household_that_says_nothing(as_of: date) -> None:
    assert {answer.answer for answer in assess(household({}), as_of, REGISTER)} == {"verify"}


@given(told(), DAYS, st.sampled_from(["visitor", "no_status_or_other", None]))
def test_nothing_is_concluded_of_a_status_outside_the_programmes(
    profile: HouseholdProfile, as_of: date, status: str | None
) -> None:
    assume(as_of >= REGISTER.no_conclusion[0].starts)
    changed = profile.with_answer(
        "programme.immigration_status", Gap.UNKNOWN if status is None else status
    )
    assert {answer.answer for answer in assess(changed, as_of, REGISTER)} == {"verify"}


@given(told(), DAYS, st.sampled_from(["car_access", "partner.adherence", "move_date"]))
def test_only_the_facts_of_the_list_are_read(
    profile: HouseholdProfile, as_of: date, path: str
) -> None:
    assert assess(profile.with_answer(path, Gap.UNKNOWN), as_of, REGISTER) == assess(
        profile, as_of, REGISTER
    )


# -- the register


def entries() -> list[tuple[str, ProgrammeEntry]]:
    return [(programme.id, e) for programme in REGISTER.programmes for e in programme.entries]


def test_every_shipped_entry_can_answer() -> None:
    """Each entry is the one that answers in some case: none is there for nothing."""
    reached = {
        (name, answered(name, as_written(case["facts"]), case["as_of"]).why) for name, case in CASES
    }
    assert not [(name, e.why.fr) for name, e in entries() if (name, e.why) not in reached]


def test_no_shipped_entry_speaks_of_a_day_before_any_source() -> None:
    assert min(entry.starts for _, entry in entries()) == date(2014, 1, 1)


def test_the_json_has_the_keys_of_the_contract() -> None:
    document = assess(household({}), date(2026, 11, 21), REGISTER)[0].as_json()
    assert list(document) == ["id", "answer", "why", "source", "as_of"]
    assert document["as_of"] == "2025-03-31"
