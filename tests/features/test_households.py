"""Many households: each fact is read once for each distinct answer, for all who gave it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features import households as subject
from features.field import Field
from features.households import Households
from features.profile import Gap, HouseholdProfile
from features.schema import FIELDS
from tests.features.sample import RIMOUSKI, SHERBROOKE, told
from tests.strategies import AS_OF, on_the_day, profiles, read

FRENCH = "adults.0.french_oral_level"
TOWN = "adults.0.job_offer.municipality"
FIVE = told(adults__0__french_oral_level=5.0, household_kind="single")
NINE = told(adults__0__french_oral_level=9.0, household_kind="single")
NINE_TOGETHER = told(adults__0__french_oral_level=9.0, household_kind="couple")
DECLINED = told(adults__0__french_oral_level=Gap.DECLINED)
SILENT = told()
PANEL = (NINE, FIVE, NINE_TOGETHER, SILENT, FIVE, DECLINED)


def leaves(fields: tuple[Field, ...], before: str = "") -> Iterator[str]:
    """Every fact path of the schema, two adults counted, a list of groups as one fact."""
    for field in fields:
        if field.key == "adults":
            yield from leaves(field.fields, "adults.0.")
            yield from leaves(field.fields, "adults.1.")
        elif field.kind == "group":
            yield from leaves(field.fields, f"{before}{field.key}.")
        else:
            yield f"{before}{field.key}"
            yield from leaves(
                field.fields if field.kind != "groups" else (), f"{before}{field.key}."
            )


PATHS = tuple(leaves(FIELDS))


def whole_answer(profile: HouseholdProfile, path: str) -> object:
    """What a household said at a path: of a list of groups, its length and all that is in it."""
    if path not in profile.counts:
        return profile.answer(path)
    said = {key: value for key, value in profile.answers.items() if key.startswith(f"{path}.")}
    return profile.counts[path], said


# -- one fact


def test_an_answer_is_named_in_the_order_of_the_households() -> None:
    coded = on_the_day(PANEL).coded(FRENCH)
    assert coded.rows.tolist() == [0, 1, 0, 2, 1, 3]
    assert coded.examples.tolist() == [0, 1, 3, 5]


def test_what_was_declined_is_another_answer_than_what_was_not_asked() -> None:
    rows = on_the_day((SILENT, DECLINED)).coded(FRENCH).rows
    assert rows[0] != rows[1]


def test_a_fact_left_out_and_a_fact_said_unknown_are_the_same_answer() -> None:
    said = told(adults__0__french_oral_level=Gap.UNKNOWN)
    assert on_the_day((SILENT, said)).coded(FRENCH).rows.tolist() == [0, 0]


def test_a_fact_without_answer_takes_the_gap_of_its_group() -> None:
    without = told(adults__0__job_offer=Gap.NOT_APPLICABLE)
    refused = told(adults__0__job_offer=Gap.DECLINED)
    in_town = told(adults__0__job_offer__municipality=RIMOUSKI)
    coded = on_the_day((SILENT, without, refused, in_town, without)).coded(TOWN)
    assert coded.rows.tolist() == [0, 1, 2, 3, 1]


def test_a_single_person_has_no_partner_whose_facts_are_unknown() -> None:
    rows = on_the_day((FIVE, NINE_TOGETHER, NINE)).coded("adults.1.french_oral_level").rows
    assert rows.tolist() == [0, 1, 0]


def test_a_list_of_groups_is_one_answer_with_all_that_is_in_it() -> None:
    lists = ([], [{"municipality": RIMOUSKI}], [{"municipality": SHERBROOKE}], [{}])
    rows = [read({"network": {"contacts": towns}}) for towns in (*lists, lists[1])]
    coded = on_the_day((*rows, SILENT)).coded("network.contacts")
    assert coded.rows.tolist() == [0, 1, 2, 3, 1, 4]


def test_a_list_is_the_same_whatever_order_its_facts_were_written_in() -> None:
    one = read({"children": [{"age_band": "0-4", "childcare_needed": True}]})
    two = read({"children": [{"childcare_needed": True, "age_band": "0-4"}]})
    assert on_the_day((one, two)).coded("children").rows.tolist() == [0, 0]


@given(rows=st.lists(profiles(), min_size=1, max_size=4))
def test_households_share_a_name_where_and_only_where_they_answered_the_same(
    rows: list[HouseholdProfile],
) -> None:
    seen = on_the_day((*rows, rows[0]))
    for path in PATHS:
        answers = [whole_answer(profile, path) for profile in seen.profiles]
        names = seen.coded(path).rows
        same = [[one == other for other in answers] for one in answers]
        assert (names[:, np.newaxis] == names).tolist() == same, path


def test_no_household_gives_no_answer() -> None:
    nobody = on_the_day(())
    assert nobody.coded(FRENCH).rows.shape == nobody.coded(FRENCH).examples.shape == (0,)
    assert nobody.column(FRENCH, lambda profile: profile.number(FRENCH)).shape == (0, 1)


# -- columns


def test_a_column_reads_each_distinct_answer_once() -> None:
    asked = []

    def french(profile: HouseholdProfile) -> float | None:
        asked.append(profile)
        return profile.number(FRENCH)

    column = on_the_day(PANEL).column(FRENCH, french)
    np.testing.assert_array_equal(column, [[9.0], [5.0], [9.0], [np.nan], [5.0], [np.nan]])
    assert asked == [NINE, FIVE, SILENT, DECLINED]


def test_flags_say_yes_or_no_for_each_household() -> None:
    flags = on_the_day(PANEL).flags(FRENCH, lambda profile: profile.number(FRENCH) == 9.0)
    assert flags.dtype == np.bool_
    assert flags.tolist() == [[True], [False], [True], [False], [False], [False]]


# -- distinct sets of answers


def test_one_household_stands_for_all_who_answered_the_same() -> None:
    distinct, rows = on_the_day(PANEL).distinct((FRENCH,))
    assert len(distinct) == 4
    assert [distinct.profiles[i].answer(FRENCH) for i in rows] == [
        profile.answer(FRENCH) for profile in PANEL
    ]


def test_two_facts_tell_apart_those_whom_one_does_not() -> None:
    distinct, rows = on_the_day(PANEL).distinct((FRENCH, "household_kind"))
    assert len(distinct) == 5
    assert rows[0] != rows[2]
    assert rows[1] == rows[4]


def test_nothing_read_tells_nobody_apart() -> None:
    distinct, rows = on_the_day(PANEL).distinct(())
    assert len(distinct) == 1
    assert rows.tolist() == [0] * len(PANEL)


def test_no_household_has_no_distinct_answer() -> None:
    distinct, rows = on_the_day(()).distinct((FRENCH, TOWN))
    assert len(distinct) == 0
    assert rows.shape == (0,)


@pytest.mark.parametrize(("few", "most"), [(0, 2**62), (2**16, 2), (0, 2)])
@given(rows=st.lists(profiles(), min_size=1, max_size=6))
def test_however_keys_are_counted_the_same_households_are_alike(
    few: int, most: int, rows: list[HouseholdProfile]
) -> None:
    seen = (*rows, rows[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "_FEW_KEYS", few)
        patch.setattr(subject, "_MOST_KEYS", most)
        distinct, places = on_the_day(seen).distinct(PATHS)
    answers = [[whole_answer(profile, path) for path in PATHS] for profile in seen]
    same = [[one == other for other in answers] for one in answers]
    assert (places[:, np.newaxis] == places).tolist() == same
    for place, said in zip(places, answers, strict=True):
        assert [whole_answer(distinct.profiles[place], path) for path in PATHS] == said


# -- some of them


def test_some_households_keep_their_day_and_the_order_asked_for() -> None:
    some = on_the_day(PANEL).take(np.array([4, 0]))
    assert some.profiles == (FIVE, NINE)
    assert some.as_of == AS_OF


@given(rows=st.lists(profiles(), min_size=1, max_size=4), seed=st.integers(0, 99))
def test_some_households_answer_as_if_they_were_alone(
    rows: list[HouseholdProfile], seed: int
) -> None:
    chosen = np.random.default_rng(seed).integers(0, len(rows), size=5)
    some = on_the_day(tuple(rows)).take(chosen).take(np.array([3, 1, 0]))
    alone = Households(some.profiles, AS_OF)
    for path in PATHS:
        names, own = some.coded(path).rows, alone.coded(path).rows
        np.testing.assert_array_equal(names[:, np.newaxis] == names, own[:, np.newaxis] == own)
        for row, name in enumerate(names):
            example = some.profiles[some.coded(path).examples[name]]
            assert whole_answer(example, path) == whole_answer(some.profiles[row], path)
