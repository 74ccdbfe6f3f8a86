"""Invented households: seeded, consistent, drawn as the documentation says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from features import marginals as m
from features.field import Field
from features.generate import generate
from features.generate_sheet import Options, Sheet, as_objects
from features.profile import Gap, HouseholdProfile
from features.profile_document import document_of
from features.schema import FIELDS, field_at
from features.shares import Shares, Span
from regions_data.labour import PROVINCE
from tests.features.marginals_seen import counted, gap_words
from tests.strategies import AS_OF, labour, read, snapshot

COUNT, SEED = 10_000, 20_261_121
SHARES = st.sampled_from([0.0, 0.1, 0.5, 1.0])
# Not read on the profiles alone: a partner may speak French like the person, and a town may be that
# of the offer, by chance as well; a gap is not part of a complete panel. Each has its own test.
TESTED_APART = {m.SAME_FRENCH.fact, m.FIRST_TOWN.fact, m.DECLINED.fact}


@cache
def panel() -> tuple[HouseholdProfile, ...]:
    return generate(COUNT, SEED, AS_OF)


@cache
def gappy_panel() -> tuple[HouseholdProfile, ...]:
    return generate(COUNT, SEED, AS_OF, unknown_share=0.2)


def tolerance(share: float, count: int) -> float:
    """Four standard errors and two tenths of a point."""
    return 4 * float(np.sqrt(share * (1 - share) / count)) + 0.002


# -- seeds


@settings(max_examples=60)
@given(st.integers(0, 2**40), st.integers(0, 12), st.integers(0, 12), SHARES)
def test_a_shorter_panel_is_the_beginning_of_a_longer_one(
    seed: int, shorter: int, more: int, share: float
) -> None:
    longer = generate(shorter + more, seed, AS_OF, unknown_share=share)
    assert len(longer) == shorter + more
    assert longer[:shorter] == generate(shorter, seed, AS_OF, unknown_share=share)


def test_ten_thousand_households_begin_like_a_hundred() -> None:
    assert panel()[:100] == generate(100, SEED, AS_OF)
    assert gappy_panel()[:100] == generate(100, SEED, AS_OF, unknown_share=0.2)


def test_another_seed_gives_other_households() -> None:
    assert generate(20, 1, AS_OF)[1:] != generate(20, 2, AS_OF)[1:]


def test_another_date_moves_every_date_and_nothing_else() -> None:
    later = generate(200, SEED, AS_OF + timedelta(days=10))
    for profile, moved in zip(panel(), later, strict=False):
        for path, answer in profile.answers.items():
            if isinstance(answer, date) and path != "readiness.lease.ends":
                assert moved.day(path) == answer + timedelta(days=10)
            elif path != "readiness.lease.ends":
                assert moved.answer(path) == answer


@pytest.mark.parametrize(
    ("count", "seed", "share"), [(-1, 0, 0.0), (1, -1, 0.0), (1, 0, 1.5), (1, 0, float("nan"))]
)
def test_what_is_out_of_range_is_refused(count: int, seed: int, share: float) -> None:
    with pytest.raises(ValueError, match="out of range"):
        generate(count, seed, AS_OF, unknown_share=share)


def test_a_stream_is_never_read_twice() -> None:
    sheet = Sheet(3, 0, AS_OF)
    sheet.uniform("car_access")
    with pytest.raises(ValueError, match="car_access"):
        sheet.uniform("car_access")


# -- consistency


@settings(max_examples=150)
@given(st.integers(0, 2**40), SHARES, st.dates(date(2000, 1, 1), date(2060, 12, 31)))
@example(0, 0.0, date(2028, 2, 29))
@example(0, 0.0, date(2026, 6, 30))
def test_a_generated_household_reads_back_as_itself(seed: int, share: float, day: date) -> None:
    for profile in generate(4, seed, day, unknown_share=share):
        assert read(document_of(profile)) == profile


def test_case_numbers_are_invented_and_never_repeat() -> None:
    numbers = [profile.word("candidate_id") for profile in panel()]
    assert numbers[:2] == ["EX-G-000001", "EX-G-000002"]
    assert len(set(numbers)) == COUNT


def test_an_answer_that_another_one_rules_out_is_never_given() -> None:
    for profile in (*panel(), *gappy_panel()):
        for path in profile.answers:
            group, _, _ = path.rpartition(".")
            wanted = field_at(path).asked_when
            head = field_at(group).headline if wanted else None
            assert head is None or profile.word(f"{group}.{head}") in wanted, path


def test_a_complete_household_answers_every_question_that_applies() -> None:
    for profile in panel()[:2000]:
        for path, field in asked(profile):
            assert profile.gap(path) in {None, Gap.NOT_APPLICABLE}, path
            assert field.question is not None


def asked(profile: HouseholdProfile) -> list[tuple[str, Field]]:
    """Every question of the schema that applies to a household, by fact path."""

    def below(fields: tuple[Field, ...], parent: str, head: str | None) -> list[tuple[str, Field]]:
        found: list[tuple[str, Field]] = []
        for field in fields:
            path = f"{parent}.{field.key}" if parent else field.key
            if field.asked_when and profile.word(f"{parent}.{head}") not in field.asked_when:
                continue
            if field.question is not None:
                found.append((path, field))
            if field.kind == "group":
                found += below(field.fields, path, field.headline)
        return found

    adults = field_at("adults").fields
    each = [below(adults, f"adults.{adult}", None) for adult in range(profile.counts["adults"])]
    return [*below(FIELDS, "", None), *(one for adult in each for one in adult)]


def test_a_single_person_has_no_partner_and_a_couple_has_two_adults() -> None:
    for profile in panel():
        is_couple = profile.word("household_kind") == "couple"
        assert profile.counts["adults"] == 1 + is_couple
        assert (profile.answers.get("partner") is Gap.NOT_APPLICABLE) is not is_couple
        assert any(path.startswith("adults.1.") for path in profile.answers) is is_couple


def test_homes_lie_in_the_metropolitan_community_and_openings_in_listed_towns() -> None:
    for profile in panel():
        home = profile.word("residence_municipality")
        assert home is not None
        assert snapshot().place(home).in_cmm
        towns = {
            answer
            for path, answer in profile.answers.items()
            if path.endswith(".municipality") and isinstance(answer, str)
        }
        towns |= set(profile.words("preferences.municipalities") or ())
        assert all(snapshot().place(town).listed for town in towns)


def test_dates_follow_each_other() -> None:
    for profile in panel():
        moves = profile.day("move_date")
        starts = [
            day
            for path, day in profile.answers.items()
            if path.endswith("start_date") and isinstance(day, date)
        ]
        landed = profile.day("programme.pr_landing_date")
        assert moves is not None
        assert moves > AS_OF
        assert not starts or moves < min(starts)
        assert landed is None or landed < AS_OF


@pytest.mark.parametrize("day", [date(2026, 1, 15), date(2026, 6, 30), AS_OF, date(2028, 2, 29)])
def test_a_lease_ends_within_the_coming_year(day: date) -> None:
    ends = [profile.day("readiness.lease.ends") for profile in generate(300, SEED, day)]
    known = [end for end in ends if end is not None]
    assert len(known) > 150
    assert all(day < end <= day + timedelta(days=366) for end in known)


def test_towns_and_regions_asked_for_are_distinct_and_so_are_the_two_occupations() -> None:
    for profile in panel():
        for path in ("preferences.municipalities", "preferences.regions"):
            asked_for = profile.words(path) or ()
            assert len(set(asked_for)) == len(asked_for)
        for adult in range(profile.counts["adults"]):
            target = profile.word(f"adults.{adult}.occupation_noc")
            assert profile.word(f"adults.{adult}.fallback_occupation_noc") != target


# -- nothing is forgotten


def leaves(fields: tuple[Field, ...] = FIELDS, parent: str = "") -> dict[str, Field]:
    """Every field that holds an answer, by its path with `*` for any item of a list."""
    found: dict[str, Field] = {}
    for field in fields:
        path = f"{parent}.{field.key}" if parent else field.key
        if field.kind not in {"group", "groups"}:
            found[path] = field
        found |= leaves(field.fields, f"{path}.*" if field.kind == "groups" else path)
    return found


@cache
def said() -> dict[str, set[object]]:
    """Every known answer of the panel, by path with `*` for any item of a list."""
    found: dict[str, set[object]] = {}
    for profile in panel():
        for path, answer in profile.answers.items():
            known = answer if isinstance(answer, tuple) else (answer,)
            anywhere = re.sub(r"\.\d+\.", ".*.", path)
            found.setdefault(anywhere, set()).update(
                one for one in known if not isinstance(one, Gap)
            )
    return found


@pytest.mark.parametrize("path", leaves())
def test_every_fact_of_the_schema_occurs(path: str) -> None:
    assert said()[path]


@pytest.mark.parametrize("path", [path for path, field in leaves().items() if field.vocabulary])
def test_every_word_of_every_closed_list_occurs(path: str) -> None:
    vocabulary = leaves()[path].vocabulary
    assert vocabulary is not None
    assert said()[path] == set(vocabulary.values)


def test_no_path_outside_the_schema_occurs() -> None:
    assert set(said()) - {"partner"} == set(leaves())


# -- marginals


@cache
def seen() -> dict[tuple[str, str], dict[str, float]]:
    """The words met in the panel, by fact and condition."""
    return {key: dict(words) for key, words in counted(panel()).items()}


@pytest.mark.parametrize(
    ("fact", "condition", "row"),
    [
        (shares.fact, condition, row)
        for shares in m.MARGINALS
        if shares.fact not in TESTED_APART
        for condition, row in shares.table.items()
    ],
)  # fmt: skip
def test_the_panel_reaches_its_marginals(fact: str, condition: str, row: dict[str, float]) -> None:
    words = seen()[fact, condition]
    count = sum(words.values())
    assert count >= 10
    assert set(words) <= {word for word, share in row.items() if share}
    for word, share in row.items():
        assert words.get(word, 0) / count == pytest.approx(share, abs=tolerance(share, count))


def test_a_partner_speaks_french_as_the_person_does_as_often_as_said() -> None:
    levels = m.FRENCH_ORAL.table["always"].values()
    (chance,) = {sum(share**2 for share in levels)}
    stated = m.SAME_FRENCH.table["always"]["yes"]
    expected = stated + (1 - stated) * chance
    couples = [profile for profile in panel() if profile.counts["adults"] == 2]
    alike = [
        profile.number("adults.0.french_oral_level") == profile.number("adults.1.french_oral_level")
        for profile in couples
    ]
    assert np.mean(alike) == pytest.approx(expected, abs=tolerance(expected, len(alike)))


@pytest.mark.parametrize(
    ("condition", "anchor", "path"),
    [
        ("signed offer", "the offer's town", "adults.0.job_offer.municipality"),
        ("contact, no offer", "the contact's town", "network.contacts.0.municipality"),
    ],
)
def test_the_first_town_asked_for_is_the_anchor_as_often_as_said(
    condition: str, anchor: str, path: str
) -> None:
    population = snapshot().column("population_2026")[[p.listed for p in snapshot().places]]
    stated = m.FIRST_TOWN.table[condition][anchor]
    expected = stated + (1 - stated) * float(np.sum((population / population.sum()) ** 2))
    alike = []
    for profile in panel():
        towns = profile.words("preferences.municipalities")
        has_offer = profile.word("adults.0.job_offer.status") == "signed"
        if towns and profile.word(path) and has_offer is (condition == "signed offer"):
            alike.append(towns[0] == profile.word(path))
    assert np.mean(alike) == pytest.approx(expected, abs=tolerance(expected, len(alike)))


def test_every_marginal_is_tested_by_name_or_apart() -> None:
    facts = {shares.fact for shares in m.MARGINALS}
    assert facts == {fact for fact, _ in seen()} | TESTED_APART
    named = {value.fact for value in vars(m).values() if isinstance(value, Shares)}
    assert named <= facts


def test_occupations_are_drawn_by_employment() -> None:
    employed = labour().employment[:, labour().region_position(PROVINCE)]
    nocs = [profile.word("adults.0.occupation_noc") for profile in panel()]
    rows = np.array([labour().position(noc) for noc in nocs if noc is not None])
    observed = np.bincount(rows, minlength=len(employed)) / COUNT
    expected = np.nan_to_num(employed) / np.nansum(employed)
    assert len(rows) == COUNT
    assert not observed[np.isnan(employed)].any()
    errors = 4.5 * np.sqrt(expected * (1 - expected) / COUNT) + 0.0005
    assert (np.abs(observed - expected) <= errors).all()


def test_towns_of_offers_and_contacts_are_drawn_by_population() -> None:
    towns = [
        answer
        for profile in panel()
        for path, answer in profile.answers.items()
        if path.startswith("network.contacts.")
    ]
    population = snapshot().column("population_2026")
    listed = np.array([place.listed for place in snapshot().places])
    largest = int(np.argmax(np.where(listed, population, 0)))
    expected = float(population[largest] / population[listed].sum())
    observed = towns.count(snapshot().places[largest].code) / len(towns)
    assert observed == pytest.approx(expected, abs=tolerance(expected, len(towns)))


def test_a_second_draw_keeps_the_weights_of_what_is_left() -> None:
    options = Options(as_objects(("a", "b", "c")), np.array([1.0, 2.0, 5.0]))
    uniform = (np.arange(6000) + 0.5) / 6000
    for taken, left in (("a", {"b": 2, "c": 5}), ("b", {"a": 1, "c": 5}), ("c", {"a": 1, "b": 2})):
        drawn = options.beside(np.full(6000, taken, dtype=object), uniform).tolist()
        for code, weight in left.items():
            assert drawn.count(code) / 6000 == pytest.approx(weight / sum(left.values()), abs=1e-3)
        assert set(drawn) == set(left)


@pytest.mark.parametrize("span", m.SPANS, ids=lambda span: span.fact)
def test_a_span_reaches_both_its_ends_and_stays_within(span: Span) -> None:
    drawn = Sheet(200_000, SEED, AS_OF).wholes(span.fact, span)
    assert (drawn.min(), drawn.max()) == (span.low, span.high)
    middle = (span.low + span.high) / 2
    assert drawn.mean() == pytest.approx(middle, abs=0.01 * (span.high - span.low))


# -- gaps


def test_each_answer_is_missing_as_often_as_asked_and_sometimes_declined() -> None:
    declined = m.DECLINED.table["always"]["declined"]
    for path in ("activator", "car_access", "adults.0.french_oral_level", "readiness.lease",
                 "preferences.needs", "programme.immigration_status"):  # fmt: skip
        gaps = gap_words(gappy_panel(), path)
        missing = COUNT - gaps["known"]
        assert missing / COUNT == pytest.approx(0.2, abs=tolerance(0.2, COUNT))
        share = gaps["declined"] / missing
        assert share == pytest.approx(declined, abs=tolerance(declined, missing))


def test_an_answer_that_is_kept_is_the_one_of_the_complete_panel() -> None:
    for complete, gappy in zip(panel(), gappy_panel(), strict=True):
        for path, answer in gappy.answers.items():
            assert answer in {Gap.DECLINED, complete.answer(path)}


def test_children_and_contacts_are_known_or_unknown_as_a_list() -> None:
    for path in ("children", "network.contacts"):
        known = [path in profile.counts for profile in gappy_panel()]
        assert np.mean(known) == pytest.approx(0.8, abs=tolerance(0.8, COUNT))
    for profile in gappy_panel():
        if "children" not in profile.counts:
            assert not any(path.startswith("children") for path in profile.answers)


def test_a_household_that_says_nothing_keeps_only_its_case_number() -> None:
    for profile in generate(200, SEED, AS_OF, unknown_share=1.0):
        known = {path for path, answer in profile.answers.items() if not isinstance(answer, Gap)}
        assert known == {"candidate_id"}
        assert profile.counts == {"adults": 1}
