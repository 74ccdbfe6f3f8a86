"""The cases of `tests/cases`: one file a rule, one household in one place a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from features.profile_reader import read_profile
from matching.pipeline import Engine
from matching.ruleset import Rule, Ruleset
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.document import Entries, Items, Node, Scalar, read_file
from regions_data.place_search import find_place

FOLDER = Path(__file__).parents[1] / "cases"
COLOURS = ("green", "yellow", "red")
STATES = (*COLOURS, "to_verify", "not_applied")
KEYS = {"story", "household", "place", "expect", "says"}


@dataclass(frozen=True)
class Case:
    """What a rule must say of a household in a place, and a fragment of its French sentence."""

    rule: str
    story: str
    household: Node
    place: str
    expect: str
    says: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.story}"


def read_cases(path: Path) -> tuple[Case, ...]:
    document = read_file(path)
    assert isinstance(document, Entries), f"{path.name}: a mapping with « cases » is expected"
    cases = document.get("cases")
    assert isinstance(cases, Items), f"{path.name}: « cases » must be a list"
    return tuple(_case(item, path) for item in cases.items)


def _case(node: Node, path: Path) -> Case:
    where = f"{path.name}, line {node.line}"
    assert isinstance(node, Entries), f"{where}: a case is a mapping"
    unknown = {key.text for key, _ in node.entries} - KEYS
    assert not unknown, f"{where}: unknown keys {sorted(map(str, unknown))}; known: {sorted(KEYS)}"
    household = node.get("household")
    assert household is not None, f"{where}: « household » is missing"
    expect = _text(node, "expect", where)
    assert expect in STATES, f"{where}: expect « {expect} » is not one of {STATES}"
    return Case(
        rule=path.stem,
        story=_text(node, "story", where),
        household=household,
        place=_text(node, "place", where),
        expect=expect,
        says=_text(node, "says", where) if node.get("says") else "",
    )


def _text(node: Entries, key: str, where: str) -> str:
    found = node.get(key)
    assert isinstance(found, Scalar), f"{where}: « {key} » is missing"
    assert found.text, f"{where}: « {key} » is empty"
    return found.text


def run(case: Case, engine: Engine) -> None:
    """Fail with a sentence when the rule does not say what the case expects."""
    profile = read_profile(case.household, engine.snapshot, engine.labour)
    place = find_place(engine.snapshot, case.place)
    rules = tuple(rule for rule in engine.ruleset.rules if rule.id == case.rule)
    alone = replace(engine, ruleset=replace(engine.ruleset, rules=rules))  # quicker by far
    reason = next(iter(alone.explain(profile, place).decision.reasons), None)
    state = "not_applied" if reason is None else reason.colour
    state = "to_verify" if reason is not None and reason.is_open else state
    said = "" if reason is None else reason.text.fr.replace("\u00a0", " ")
    assert state == case.expect, f"{case}\n  expected {case.expect}, got {state}: {said}"
    assert case.says in said, f"{case}\n  expected to read « {case.says} » in: {said}"


def states_of(rule: Rule) -> set[str]:
    """The states that a rule can be in, which its cases must all show."""
    reads_household = bool(rule.guards or rule.factor.household)
    may_not_apply = bool(rule.guards or rule.factor.applies or rule.missing == "no_effect")
    return (
        {band.colour for band in rule.bands}
        | ({"to_verify"} if reads_household and rule.missing == "yellow" else set())
        | ({"not_applied"} if may_not_apply else set())
    )


def gaps(ruleset: Ruleset, cases: tuple[Case, ...]) -> list[str]:
    """What the case files forget, one sentence each."""
    rules = {rule.id: rule for rule in ruleset.rules}
    shown: dict[str, set[str]] = {}
    for case in cases:
        shown.setdefault(case.rule, set()).add(case.expect)
    strays = [f"tests/cases/{name}.yaml: no rule has this id" for name in shown.keys() - rules]
    missing = [f"{name}: write tests/cases/{name}.yaml" for name in rules.keys() - shown]
    unseen = [
        f"tests/cases/{name}.yaml: no case shows « {state} »"
        for name in rules.keys() & shown
        for state in states_of(rules[name]) - shown[name]
    ]
    return sorted(strays + missing + unseen)


CASES = tuple(case for path in sorted(FOLDER.glob("*.yaml")) for case in read_cases(path))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says_what_the_case_expects(case: Case, engine: Engine) -> None:
    run(case, engine)


def test_every_rule_has_its_cases_and_every_case_its_rule(ruleset: Ruleset) -> None:
    assert gaps(ruleset, CASES) == []


def test_every_file_of_cases_is_read() -> None:
    files = [path.name for path in FOLDER.iterdir()]
    assert sorted(files) == sorted({f"{case.rule}.yaml" for case in CASES})


# -- the runner itself can fail


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_expecting_another_state_fails(case: Case, engine: Engine) -> None:
    other = next(state for state in STATES if state != case.expect)
    with pytest.raises(AssertionError, match=f"expected {other}, got"):
        run(replace(case, expect=other, says=""), engine)


def test_a_case_expecting_another_sentence_fails(engine: Engine) -> None:
    case = next(case for case in CASES if case.says)
    with pytest.raises(AssertionError, match="expected to read « licorne »"):
        run(replace(case, says="licorne"), engine)


def test_a_rule_without_a_file_is_named(ruleset: Ruleset) -> None:
    without = tuple(case for case in CASES if case.rule != "scope.cmm")
    assert gaps(ruleset, without) == ["scope.cmm: write tests/cases/scope.cmm.yaml"]


def test_a_file_without_a_rule_is_named(ruleset: Ruleset) -> None:
    stray = replace(CASES[0], rule="work.astrology")
    sentence = "tests/cases/work.astrology.yaml: no rule has this id"
    assert gaps(ruleset, (*CASES, stray)) == [sentence]


@pytest.mark.parametrize("state", ["green", "yellow", "red", "to_verify", "not_applied"])
def test_a_state_that_no_case_shows_is_named(ruleset: Ruleset, state: str) -> None:
    cases = tuple(c for c in CASES if (c.rule, c.expect) != ("partner.adherence", state))
    sentence = f"tests/cases/partner.adherence.yaml: no case shows « {state} »"
    assert gaps(ruleset, cases) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("cases: [{story: x, household: {}, place: Gaspé, expect: pink}]", "is not one of"),
        ("cases: [{story: x, household: {}, place: Gaspé, colour: red}]", "unknown keys"),
        ("cases: [{story: x, household: {}, expect: red}]", "« place » is missing"),
        ("cases: [{story: x, place: Gaspé, expect: red}]", "« household » is missing"),
        ("- red", "a mapping"),
    ],
)
def test_a_misspelt_case_file_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "scope.cmm.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError, match=sentence):
        read_cases(path)


def test_the_cases_are_those_of_the_ruleset_in_force() -> None:
    path = default_ruleset_path()
    assert {rule.id for rule in read_ruleset(path.read_bytes(), path.name).rules} == {
        case.rule for case in CASES
    }
