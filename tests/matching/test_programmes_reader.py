"""Reading the programme register: every mistake at once, with its line, value and remedy."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.programmes_reader import programmes_path, read_programmes, shipped_programmes
from regions_data.problems import Problem, Refused

SHIPPED = programmes_path().read_text(encoding="utf-8")
ENTRY = """\
      - from: 2020-01-01
        until: 2021-12-31
        if: {programme.immigration_status: [student]}
        answer: eligible
        confidence: organisation
        sources: [rapport]
        verified_on: 2021-12-31
        why: {fr: "Parce que.", en: "Because."}
"""
GOOD = f"""\
version: "1"
owner: programme
changelog: "1"
sources: {{rapport: "Un rapport"}}
facts:
  programme.immigration_status: {{fr: "le statut", en: "the status"}}
  programme.pr_landing_date: {{fr: "la date", en: "the date"}}
no_conclusion:
  - {{from: 2014-01-01, if: {{programme.immigration_status: [visitor]}}, answer: verify,
      confidence: unverified, sources: [rapport], verified_on: 2021-12-31,
      why: {{fr: "Rien.", en: "Nothing."}}}}
programmes:
  - id: essai
    title: {{fr: "Essai", en: "Trial"}}
    entries:
{ENTRY}"""
ENTRY_LINE = GOOD.splitlines().index("      - from: 2020-01-01") + 1


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as found:
        read_programmes(text.encode(), "essai.yaml")
    return found.value.problems


def test_the_shipped_register_reads() -> None:
    register = shipped_programmes()
    ids = re.findall(r"^  - id: (\w+)$", SHIPPED, re.MULTILINE)
    assert [programme.id for programme in register.programmes] == ids
    assert register.changelog.startswith(register.version)


def test_a_small_register_reads() -> None:
    (programme,) = read_programmes(GOOD.encode(), "essai.yaml").programmes
    assert programme.title.fr == "Essai"
    assert programme.entries[0].source == "Un rapport"


def test_every_shipped_source_and_fact_is_used() -> None:
    below = SHIPPED.partition("\nno_conclusion:\n")[2]
    for name in re.findall(r"^  (\w+): \"", SHIPPED, re.MULTILINE):
        assert re.search(rf"sources: \[.*\b{name}\b", below), name
    for fact in shipped_programmes().facts:
        assert f"{fact}:" in below, fact


MISTAKES = {
    # what is written instead: (old, new, where, value, a fragment of the French sentence)
    "an answer unknown": (
        "answer: eligible", "answer: eligibl",
        "essai.entries.0.answer", "eligibl", "Vouliez-vous dire « eligible »",
    ),
    "a conclusion unverified": (
        "confidence: organisation", "confidence: unverified",
        "essai.entries.0.answer", "eligible", "ne peut répondre que « verify »",
    ),
    "a confidence unknown": (
        "confidence: organisation", "confidence: sure",
        "essai.entries.0.confidence", "sure", "official, secondary, organisation, unverified",
    ),
    "a source unknown": (
        "        sources: [rapport]", "        sources: [raport]",
        "essai.entries.0.sources", "raport", "rapport",
    ),
    "a date that does not exist": (
        "from: 2020-01-01", "from: 2020-02-30",
        "essai.entries.0.from", "2020-02-30", "AAAA-MM-JJ",
    ),
    "an end before the start": (
        "until: 2021-12-31", "until: 2019-12-31",
        "essai.entries.0.until", "2019-12-31", "finit avant de commencer",
    ),
    "a word unknown": (
        "[student]", "[estudiant]",
        "essai.entries.0.if.programme.immigration_status", "estudiant", "temp_worker_closed",
    ),
    "a fact that is not listed": (
        "{programme.immigration_status: [student]}", "{activator: [job]}",
        "essai.entries.0.if.activator", "activator", "n'est pas dans « facts »",
    ),
    "words for a date": (
        "{programme.immigration_status: [student]}", "{programme.pr_landing_date: [student]}",
        "essai.entries.0.if.programme.pr_landing_date", "", "within_years",
    ),
    "half a year": (
        "{programme.immigration_status: [student]}",
        "{programme.pr_landing_date: {within_years: 2.5}}",
        "essai.entries.0.if.programme.pr_landing_date", "2.5", "nombre entier",
    ),
    "one language": (
        'why: {fr: "Parce que.", en: "Because."}', 'why: {fr: "Parce que."}',
        "essai.entries.0.why.en", "", "il manque « en »",
    ),
    "a brace": (
        '"Parce que."', '"Parce que {place}."',
        "essai.entries.0.why", "", "accolade",
    ),
    "a key unknown": (
        "        until:", "        untill:",
        "essai.entries.0.untill", "untill", "Vouliez-vous dire « until »",
    ),
    "a bad id": ("id: essai", "id: Essai 1", "Essai 1.id", "Essai 1", "Minuscules"),
    "a fact of a list": (
        "facts:\n", "facts:\n  children.age_band: {fr: a, en: a}\n",
        "facts.children.age_band", "children.age_band", "household-profile",
    ),
    "a fact refused": (
        "facts:\n", "facts:\n  citizenship: {fr: a, en: a}\n",
        "facts.citizenship", "citizenship", "household-profile",
    ),
    "a situation that concludes": (
        "[visitor]}, answer: verify,\n      confidence: unverified",
        "[visitor]}, answer: not_eligible,\n      confidence: official",
        "no_conclusion.answer", "not_eligible", "sans conclusion",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_place_its_value_and_what_to_do(mistake: str) -> None:
    old, new, where, value, fragment = MISTAKES[mistake]
    assert old in GOOD
    found = {problem.where: problem for problem in refused(GOOD.replace(old, new, 1))}
    assert where in found, list(found)
    problem = found[where]
    assert problem.line is not None
    assert problem.value == value
    assert fragment in problem.sentence("fr")
    assert problem.message.en
    assert problem.remedy.en


def test_the_line_is_that_of_the_mistake() -> None:
    (problem,) = refused(GOOD.replace("2020-01-01", "2020-02-30"))
    assert problem.line == ENTRY_LINE


def test_every_mistake_is_told_at_once() -> None:
    text = GOOD.replace("answer: eligible", "answer: oui").replace("[student]", "[mage]")
    text = text.replace("owner: programme\n", "")
    assert [problem.where for problem in refused(text)] == [
        "register.owner",
        "essai.entries.0.if.programme.immigration_status",
        "essai.entries.0.answer",
    ]


def test_the_same_programme_twice_is_refused() -> None:
    again = GOOD + GOOD.partition("programmes:\n")[2]
    assert [problem.where for problem in refused(again)] == ["programmes.essai"]


def test_an_entry_that_is_never_read_is_refused() -> None:
    everybody = ENTRY.replace("        if: {programme.immigration_status: [student]}\n", "")
    assert [problem.where for problem in refused(GOOD.replace(ENTRY, everybody + ENTRY))] == [
        "essai.entries.1"
    ]
    later = ENTRY.replace("2020-01-01", "2021-01-01").replace("2021-12-31", "2022-12-31")
    read_programmes(GOOD.replace(ENTRY, everybody + later).encode(), "essai.yaml")


@pytest.mark.parametrize("raw", [b"", b"- a\n", b"bonjour", b"programmes: [", b"a: &a 1\nb: *a\n"])
def test_what_is_not_a_register_is_refused_with_a_sentence(raw: bytes) -> None:
    with pytest.raises(Refused) as found:
        read_programmes(raw, "essai.yaml")
    assert all(problem.message.fr for problem in found.value.problems)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """The small register with a few lines dropped, repeated or spoilt."""
    lines = GOOD.splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "twice", "value", "noise"]))
        if kind == "drop":
            del lines[at]
        elif kind == "twice":
            lines.insert(at, lines[at])
        elif kind == "value":
            words = st.sampled_from(["", "null", "[]", "{}", "[[1]]", "{fr: x}", "-1", "{"])
            lines[at] = re.sub(r":.*$", ": " + draw(words), lines[at])
        else:
            where = draw(st.integers(0, len(lines[at])))
            noise = draw(st.text(string.printable + "é«", max_size=4))
            lines[at] = lines[at][:where] + noise + lines[at][where:]
    return "\n".join(lines) + "\n"


@given(spoilt())
def test_a_spoilt_register_reads_or_is_refused_and_never_fails_otherwise(text: str) -> None:
    try:
        register = read_programmes(text.encode(), "essai.yaml")
    except Refused as found:
        told = [bool(problem.message.fr and problem.message.en) for problem in found.problems]
    else:
        told = [bool(programme.entries) for programme in register.programmes]
    assert told
    assert all(told)
