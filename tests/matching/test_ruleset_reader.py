"""Reading rulesets: every mistake at once, each with its line, its value and its remedy."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ruleset import Ruleset
from matching.ruleset_reader import (
    PLACEHOLDERS,
    STEP_PLACEHOLDERS,
    default_ruleset_path,
    read_ruleset,
)
from regions_data.problems import Problem, Refused

DEFAULT = default_ruleset_path().read_text(encoding="utf-8")
TEN = Path(__file__).parent / "rulesets" / "ten_mistakes.yaml"


# -- rulesets that are right


def test_the_shipped_ruleset_reads(ruleset: Ruleset) -> None:
    assert len(ruleset.rules) == len(re.findall(r"^  - id: ", DEFAULT, re.MULTILINE))
    assert sum(weight.weight for weight in ruleset.weights) == 100
    assert ruleset.effective_from == date(2026, 11, 21)
    assert ruleset.changelog.startswith(ruleset.version)


# -- the file with ten mistakes


def refused(raw: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as found:
        read_ruleset(raw, "essai.yaml")
    return found.value.problems


TEN_EXPECTED = {
    # where: (line, value, a fragment of the French message or remedy)
    "ruleset.effective_from": (3, "2026-02-30", "AAAA-MM-JJ"),
    "ruleset.household_rule": (6, "average", "at_least_one, mean, weakest, sum"),
    "partner.adherence.about": (9, "place", "about: household"),
    "partner.adherence.applies_if.household_kind": (11, "trio", "single, couple"),
    "partner.adherence.bands.0.when": (13, "== oposed", "opposed, not_asked, hesitant, agrees"),
    "partner.adherence.reason.fr": (16, "valeur", "place, region"),
    "partner.adherence.evidence.rules": (18, "E1", "G03"),
    "work.person_outlook.factor": (24, "person_outlok", "« person_outlook »"),
    "work.person_outlook.bands.0.colour": (26, "orange", "green, yellow, red"),
    "weights": (36, "90", "100"),
}


def test_ten_mistakes_are_reported_at_once_each_with_line_value_and_remedy() -> None:
    found = {problem.where: problem for problem in refused(TEN.read_bytes())}
    assert list(found) == list(TEN_EXPECTED)
    for where, (line, value, fragment) in TEN_EXPECTED.items():
        problem = found[where]
        assert (problem.line, problem.value) == (line, value), where
        assert fragment in problem.sentence("fr"), problem.sentence("fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mistake_has_a_message_and_a_remedy_in_both_languages(language: str) -> None:
    for problem in refused(TEN.read_bytes()):
        assert getattr(problem.message, language)
        assert getattr(problem.remedy, language)


# -- files that are not rulesets


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"", "vide", id="empty"),
        pytest.param(b"  \n", "vide", id="blank"),
        pytest.param(b"# rien\n", "vide", id="comment only"),
        pytest.param(b"- a\n- b\n", "clé: valeur", id="a list"),
        pytest.param(b"bonjour", "clé: valeur", id="a word"),
        pytest.param(b"rules: [", "YAML", id="not YAML"),
        pytest.param("version: é".encode("latin-1"), "UTF-8", id="not UTF-8"),
        pytest.param(b"a: &a [1]\nb: [*a, *a]\n", "alias", id="alias bomb"),
        pytest.param(b"a: !!python/object:os.system x\n", "étiquettes", id="tag"),
        pytest.param(b"version: a\nversion: b\n", "deux fois", id="key twice"),
        pytest.param(b"a: " + b"[" * 400 + b"]" * 400, "niveaux", id="depth"),
        pytest.param(b"a: " + b"x" * 10_000_000, "Mo", id="10 MB"),
    ],
)
def test_what_is_not_a_ruleset_is_refused_with_a_sentence(raw: bytes, said: str) -> None:
    sentences = " ".join(problem.sentence("fr") for problem in refused(raw))
    assert said in sentences


# -- whatever the text, only a refusal


VALUES = ("", "null", "[]", "{}", "red", "[[1, 2]]", "{fr: x}", "-1", "{")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The shipped ruleset with a few lines moved, cut, or spoilt."""
    lines = DEFAULT.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "twice", "value", "cut", "noise", "indent", "move"]))
        if kind == "drop":
            del lines[at]
        elif kind == "twice":
            lines.insert(at, lines[at])
        elif kind == "value":
            words = st.sampled_from(
                ["", "null", "[]", "{}", "red", "[[1, 2]]", "{fr: x}", "-1", "{"]
            )
            lines[at] = re.sub(r":.*$", ": " + draw(words), lines[at])
        elif kind == "cut":
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        elif kind == "noise":
            where = draw(st.integers(0, len(lines[at])))
            noise = draw(st.text(string.printable + "é«\u2028\x00", max_size=4))
            lines[at] = lines[at][:where] + noise + lines[at][where:]
        elif kind == "indent":
            lines[at] = " " * draw(st.integers(0, 4)) + lines[at].lstrip()
        else:
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
    return "\n".join(lines) + "\n"


@given(mutated())
def test_a_spoilt_ruleset_reads_or_is_refused_and_never_fails_otherwise(text: str) -> None:
    try:
        ruleset = read_ruleset(text.encode(), "spoilt.yaml")
    except Refused as found:
        told = [bool(p.message.fr and p.message.en) for p in found.problems]
    else:
        told = [sum(weight.weight for weight in ruleset.weights) == pytest.approx(100)]
    assert told
    assert all(told)


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        read_ruleset(raw, "bytes.yaml")


# -- the sentences of the shipped ruleset


def test_every_sentence_of_the_shipped_ruleset_can_be_filled(ruleset: Ruleset) -> None:
    for rule in ruleset.rules:
        for sentence in (rule.reason.fr, rule.reason.en):
            filled = sentence.format(**dict.fromkeys(PLACEHOLDERS, "…"))
            assert "{" not in filled, rule.id
        assert rule.step is not None, rule.id
        for sentence in (rule.step.text.fr, rule.step.text.en):
            assert "{" not in sentence.format(**dict.fromkeys(STEP_PLACEHOLDERS, "…")), rule.id


def test_french_and_english_of_a_sentence_use_the_same_placeholders(ruleset: Ruleset) -> None:
    for rule in ruleset.rules:
        french, english = (
            set(re.findall(r"{(\w+)}", text)) for text in (rule.reason.fr, rule.reason.en)
        )
        assert french == english, rule.id


def test_a_rule_about_the_place_names_a_place(ruleset: Ruleset) -> None:
    for rule in ruleset.rules:
        if rule.about == "place":
            assert re.search(r"{(place|economic_region)}", rule.reason.fr), rule.id
