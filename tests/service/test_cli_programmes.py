"""The programme box on a terminal: after the regions, in plain words, never a light."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from features.profile import HouseholdProfile
from matching.programme_rules import SILENT
from matching.programmes import ProgrammeAnswer, assess
from matching.programmes_reader import shipped_programmes
from regions_data.text import Language
from service.cli.printing import WIDTH, Page
from service.cli.programme_text import PROGRAMMES, write_programmes
from tests.matching.households import household
from tests.service.conftest import EXAMPLES, Run

AS_OF = ("--as-of", "2026-11-21")
DAY = date(2026, 11, 21)
WORKER = str(EXAMPLES / "offre_a_drummondville.yaml")
LIGHTS = re.compile(r"[✔▲✖]|\b(verte?|jaune|rouge|green|yellow|red|feu)s?\b", re.IGNORECASE)


def box(
    answers: tuple[ProgrammeAnswer, ...],
    language: Language,
    capsys: pytest.CaptureFixture[str],
    of: HouseholdProfile | None = None,
) -> str:
    of = household({}) if of is None else of
    page = Page(language)
    write_programmes(answers, of, DAY, page)
    page.show()
    return capsys.readouterr().out


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_box_stands_after_the_regions_and_shows_no_light(ancrage: Run, language: str) -> None:
    out = ancrage("shortlist", WORKER, *AS_OF, "--top", "1", "--lang", language).out
    heading = PROGRAMMES.fr if language == "fr" else PROGRAMMES.en
    before, _, after = out.replace("\u00a0", " ").partition(heading)
    assert LIGHTS.search(before)
    told, _, rest = after.partition("\n\n")
    assert told.strip()
    assert rest.strip(), "the limits of the answer still come last"
    assert not LIGHTS.search(told)


def test_each_programme_of_the_json_is_named_once_under_its_answer(ancrage: Run) -> None:
    ran = ancrage("shortlist", WORKER, *AS_OF, "--top", "1", "--json")
    text = ancrage("shortlist", WORKER, *AS_OF, "--top", "1").out
    told = " ".join(text.replace("\u00a0", " ").replace("’", "'").split())
    told = told.partition("Admissibilité aux programmes")[2]
    parts = dict(
        zip(
            ("", "eligible", "not_eligible", "verify"),
            re.split(
                "Admissible selon ces faits|Non admissible selon ces faits|À vérifier(?= PASI)",
                told,
            ),
            strict=True,
        )
    )
    titles = {programme.id: programme.title.fr for programme in shipped_programmes().programmes}
    found = json.loads(ran.out)["programmes"]
    assert {answer["answer"] for answer in found} == {"eligible", "not_eligible", "verify"}
    for answer in found:
        assert titles[answer["id"]] in parts[answer["answer"]], answer["id"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_programme_takes_two_lines_at_most(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    (template, *_) = assess(household({}), DAY, shipped_programmes())
    for programme in shipped_programmes().programmes:
        for entry in programme.entries:
            answer = replace(template, title=programme.title, why=entry.why, answer="not_eligible")
            out = box((answer,), language, capsys)
            lines = [line for line in out.splitlines() if line.startswith("    ")]
            assert 1 <= len(lines) <= 2, (programme.id, lines)
            assert all(len(line) <= WIDTH for line in lines)


def test_old_dates_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    (old, *_) = assess(household({}), DAY, shipped_programmes())
    fresh = replace(old, as_of=date(2026, 6, 1))
    assert "plus de six mois" in box((old, fresh), "fr", capsys)
    assert "plus de six mois" not in box((fresh,), "fr", capsys)


def test_programmes_that_say_the_same_share_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    (one, *_) = assess(household({}), DAY, shipped_programmes())
    one = replace(one, answer="eligible")
    two = replace(one, id="other", as_of=date(2020, 1, 1))
    out = " ".join(box((one, two), "en", capsys).split())
    assert out.count(one.why.en) == 1
    assert out.count(one.title.en) == 2
    assert "(20" not in out, "their dates differ: none is shown for both"


def test_what_is_to_verify_is_named_without_its_reasons_silence_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (one, other, *_) = assess(household({}), DAY, shipped_programmes())
    silent = replace(one, why=SILENT)
    out = " ".join(box((silent, other), "fr", capsys).replace("’", "'").split())
    assert "Nos sources ne disent rien" not in out
    assert out.index(other.title.fr) < out.index(silent.title.fr)


def test_the_box_answers_on_the_date_of_the_service(ancrage: Run) -> None:
    found = {}
    for day in ("2018-06-01", "2026-11-21"):
        ran = ancrage("shortlist", WORKER, "--as-of", day, "--top", "1", "--json")
        found[day] = {each["id"]: each["answer"] for each in json.loads(ran.out)["programmes"]}
    assert found["2018-06-01"]["pasi_1a"] == "verify"
    assert found["2026-11-21"]["pasi_1a"] == "eligible"
    assert list(found["2018-06-01"]) == list(found["2026-11-21"])


def test_a_person_alone_reads_nothing_of_a_partner(capsys: pytest.CaptureFixture[str]) -> None:
    answers = assess(household({}), DAY, shipped_programmes())
    alone = household({"household_kind": "single"})
    assert "conjointe" in box(answers, "fr", capsys)
    assert "conjointe" not in box(answers, "fr", capsys, alone)
