"""Every word, fact and factor is said in both languages, and the lists agree with the data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from features import vocabulary
from features.factors import FACTORS
from features.field import Field
from features.levels import OUTLOOK
from features.schema import FIELDS, REFUSED_KEYS, field_at
from features.vocabulary import PLACE_TYPE, Vocabulary
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.labour import OUTLOOK_LEVELS
from regions_data.text import Text
from tests.strategies import snapshot

VOCABULARIES = [value for value in vars(vocabulary).values() if isinstance(value, Vocabulary)]
# The closed list of reds of DESIGN §6, as far as factors carry them.
MAY_BE_RED = {
    "regionalisation_scope", "partner_adherence", "mobility", "adult_education_km_for_beginner",
    "person_offer_order_permit", "partner_offer_order_permit",
    "person_offer_work_permit", "partner_offer_work_permit",
}  # fmt: skip
NOT_INDICATORS = {
    "in_cmm", "code", "mrc", "region", "occupation_outlook", "occupation_specialisation",
}  # fmt: skip


def fields(of: tuple[Field, ...] = FIELDS, parent: str = "") -> Iterator[tuple[str, Field]]:
    for field in of:
        path = f"{parent}.{field.key}" if parent else field.key
        yield path, field
        yield from fields(field.fields, f"{path}.0" if field.kind == "groups" else path)


ALL_FIELDS = dict(fields())


def is_said(text: Text) -> bool:
    """Whether there are words in both languages, without stray spaces."""
    return all(said and said == said.strip() for said in (text.fr, text.en))


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: words.id)
def test_every_word_has_a_label_in_both_languages(words: Vocabulary) -> None:
    assert len(words.values) >= 2
    assert len(set(words.values)) == len(words.values)
    for value in words.values:
        assert is_said(words.label(value))
        assert words.words[words.position(value)].value == value
    labels = [word.label for word in words.words]
    assert len({label.fr for label in labels}) == len({label.en for label in labels}) == len(labels)


def test_every_vocabulary_has_a_name_of_its_own() -> None:
    names = [words.id for words in VOCABULARIES]
    assert len(VOCABULARIES) > 25
    assert len(set(names)) == len(names)


def test_no_word_is_also_the_name_of_a_gap() -> None:
    words = {value for one in VOCABULARIES for value in one.values}
    assert not words & {"unknown", "declined", "not_applicable"}


def test_the_words_are_those_of_the_data() -> None:
    assert OUTLOOK.values == OUTLOOK_LEVELS
    assert PLACE_TYPE.values == snapshot().indicator("place_type").levels


@pytest.mark.parametrize(
    ("path", "from_worst_to_best"),
    [
        ("adults.0.licence_status", ("none", "learner", "foreign_valid", "valid_quebec")),
        ("car_access", ("none", "planned", "available")),
        ("adults.0.order_status", ("none", "applied", "permit_held")),
        ("partner.adherence", ("opposed", "not_asked", "hesitant", "agrees")),
        ("partner.met_counsellor", ("no", "yes")),
        ("readiness.resources_financial", ("not_enough", "to_build", "enough")),
        ("readiness.project_maturity", ("vague", "exploring", "defined", "decided")),
        ("readiness.region_knowledge", ("none", "hearsay", "informed", "visited", "lived")),
        ("readiness.lease", ("to_settle", "settled")),
    ],
)
def test_directed_facts_run_from_worst_to_best(
    path: str, from_worst_to_best: tuple[str, ...]
) -> None:
    words = field_at(path).vocabulary
    assert words is not None
    assert words.ordered
    assert words.values[: len(from_worst_to_best)] == from_worst_to_best


@pytest.mark.parametrize(
    "path",
    ["activator", "adults.0.education_level", "adults.0.job_offer.status", "preferences.needs",
     "preferences.place_types", "adults.0.wants_work", "adults.1.wants_francisation",
     "network.wants_twinning", "household_kind", "programme.immigration_status"],
)  # fmt: skip
def test_all_other_facts_are_undirected(path: str) -> None:
    words = field_at(path).vocabulary
    assert words is not None
    assert not words.ordered


@pytest.mark.parametrize("path", ALL_FIELDS)
def test_every_fact_is_named_in_both_languages(path: str) -> None:
    field = ALL_FIELDS[path]
    assert field_at(path) is field
    assert is_said(field.title)
    if field.question is not None:
        assert is_said(field.question)
        assert field.question.fr.endswith("\u00a0?") or field.question.fr.endswith(" ?")
        assert field.question.en.endswith("?")
    assert (field.vocabulary is not None) == (field.kind in {"word", "words"})
    if field.headline:
        assert field.headline in {item.key for item in field.fields}


def test_a_path_outside_the_schema_has_no_field() -> None:
    for path in ("age", "adults.0.age", "", "0", "adults.0.job_offer.made_up"):
        with pytest.raises(KeyError):
            field_at(path)


def test_the_schema_holds_no_protected_key() -> None:
    assert len(REFUSED_KEYS) == 20
    assert not {path.rsplit(".", maxsplit=1)[-1] for path in ALL_FIELDS} & set(REFUSED_KEYS)


def test_every_factor_reads_facts_that_exist() -> None:
    ids = [factor.id for factor in FACTORS]
    assert len(set(ids)) == len(ids)
    indicators = {indicator.id for indicator in snapshot().indicators}
    for factor in FACTORS:
        assert is_said(factor.title)
        assert all(field_at(path) for path in factor.household)
        assert set(factor.place) <= indicators | NOT_INDICATORS
        assert factor.household or factor.place
        assert factor.levels is None or factor.unit == ""


def test_only_the_closed_list_may_be_red() -> None:
    assert {factor.id for factor in FACTORS if factor.may_be_red} == MAY_BE_RED


def rule_paths() -> list[tuple[str, str]]:
    rules = read_ruleset(default_ruleset_path().read_bytes(), "default.yaml").rules
    return [
        (rule.id, path)
        for rule in rules
        if not rule.only_prepares  # unknown, it is not applied: nothing is left open
        for path in sorted({*rule.factor.household, *(guard.path for guard in rule.guards)})
    ]


@pytest.mark.parametrize(("rule", "path"), rule_paths())
def test_every_fact_that_may_leave_a_rule_open_has_a_question(rule: str, path: str) -> None:
    assert field_at(path).question is not None, f"{rule} may be left open by {path}: ask it"
