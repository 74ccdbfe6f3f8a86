"""The reference pages are current, and their worked examples are the code as it is."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from features.schema import FIELDS, REFUSED_KEYS, field_at
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from service.reference_blocks import BLOCKS, load_known, table
from service.reference_fields import OTHER_USES
from service.reference_pages import PAGES, ROOT, main, stale_pages

EXCERPT = re.compile(r"<!-- excerpt: (\S+) -->\n```\w*\n(.*?)```", re.DOTALL)
HOW_TO = sorted((ROOT / "docs").glob("how-to-add-*.md"))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The pages alone, where a test may spoil them."""
    for name in PAGES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def spoil(page: Path, before: str, after: str) -> None:
    text = page.read_text(encoding="utf-8")
    assert before in text
    page.write_text(text.replace(before, after, 1), encoding="utf-8", newline="\n")


def test_the_pages_are_current() -> None:
    assert list(stale_pages()) == [], "run python -m service.reference_pages"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("docs/household-profile.md", "`mother_tongue`, ", ""),
        ("docs/indicators.md", "746 / 816", "747 / 816"),
        ("docs/rules.md", "plus de 30 km → jaune", "plus de 40 km → jaune"),
        ("matching/rulesets/README.md", "| G03 | `french.person_floor` |\n", ""),
    ],
)
def test_a_page_that_is_not_current_is_named_then_mended(
    clone: Path, capsys: pytest.CaptureFixture[str], name: str, before: str, after: str
) -> None:
    spoil(clone / name, before, after)
    assert main(["--check"], clone) == 1
    sentence = f"{name} is not current: run python -m service.reference_pages\n"
    assert capsys.readouterr().err == sentence
    assert main([], clone) == 0
    assert (clone / name).read_bytes() == (ROOT / name).read_bytes()


def test_what_is_written_by_hand_is_kept(clone: Path) -> None:
    page = clone / "docs/rules.md"
    spoil(page, "# Les règles en vigueur", "# Un autre titre")
    assert main(["--check"], clone) == 0
    assert main([], clone) == 0
    assert page.read_text(encoding="utf-8").startswith("# Un autre titre")


@pytest.mark.parametrize("after", ["généré : ruels.fr", "generated: rules.fr"])
def test_a_part_that_does_not_exist_is_refused(
    clone: Path, capsys: pytest.CaptureFixture[str], after: str
) -> None:
    page = clone / "docs/rules.md"
    page.write_text(f"<!-- {after} -->\n<!-- fin -->\n", encoding="utf-8")
    assert main([], clone) == 2
    told = capsys.readouterr().err
    assert told.startswith("docs/rules.md : ")
    assert "partie générée inconnue ou absente." in told


def test_a_missing_page_is_refused(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clone / "docs/indicators.md").unlink()
    assert main(["--check"], clone) == 2
    assert capsys.readouterr().err.startswith("docs/indicators.md : cette page manque.")


def test_every_part_stands_on_a_page_in_each_language_that_a_reader_needs() -> None:
    pages = "".join((ROOT / name).read_text(encoding="utf-8") for name in PAGES)
    asked = set(re.findall(r"<!-- généré : (\S+) -->", pages))
    assert set(BLOCKS) - asked == {"covered.fr"}  # the rulesets' page is for developers


# -- what the parts say


def test_every_fact_of_the_profile_has_its_row_in_both_languages() -> None:
    known = load_known()
    for language in ("fr", "en"):
        rows = BLOCKS[f"fields.{language}"](known)
        assert [field.key for field in FIELDS if f"`{field.key}" not in rows] == []
    assert "`adults[].work_permit.employer_allowed`" in rows
    assert "`network.contacts[].municipality`" in rows


@pytest.mark.parametrize(
    ("path", "cells"),
    [
        ("adults[].french_oral_level", ("nombre entier de 1 à 12", "oui", "règles")),
        ("adults[].fallback_occupation_noc", ("code CNP 2021 à cinq chiffres", "—", "—")),
        (
            "preferences.max_rent_cad",
            ("nombre de 0 à 20 000 ; `none` : aucune limite", "—", "règles"),
        ),
        ("network.contacts[].municipality", ("code à cinq chiffres ou nom", "—", "règles, score")),
    ],
)
def test_a_row_says_the_values_the_direction_and_who_reads_it(
    path: str, cells: tuple[str, ...]
) -> None:
    rows = BLOCKS["fields.fr"](load_known()).splitlines()
    row = next(row for row in rows if row.startswith(f"| `{path}` |"))
    assert tuple(row.replace("\u202f", " ").strip("| ").split(" | ")[2:]) == cells


def test_the_uses_named_by_hand_are_of_facts_that_exist() -> None:
    for path in OTHER_USES:
        assert field_at(path.replace("[]", ".0"))


def test_every_refused_key_is_listed() -> None:
    listed = BLOCKS["refused.fr"](load_known())
    assert re.findall(r"`(\w+)`", listed) == list(REFUSED_KEYS)


def test_every_rule_has_its_sentence_owner_and_review_date() -> None:
    known = load_known()
    for language, owner in (("fr", "Responsable : "), ("en", "Owner: ")):
        said = BLOCKS[f"rules.{language}"](known)
        sections = said.split("### ")[1:]
        assert [section.split("\n")[0] for section in sections] == [
            rule.id for rule in known.ruleset.rules
        ]
        for section, rule in zip(sections, known.ruleset.rules, strict=True):
            assert f"{owner}{rule.owner}" in section
            assert str(rule.review_by) in section


def test_a_cell_never_breaks_its_table() -> None:
    known = load_known()
    for name in ("fields", "indicators", "warnings", "reasons", "weights", "covered"):
        for language in ("fr", "en"):
            rows = BLOCKS[f"{name}.{language}"](known).splitlines()
            assert {row.count("|") for row in rows} == {rows[0].count("|")}


def test_a_table_has_a_heading_and_its_rows() -> None:
    assert table("a|b", [("1", "2")]) == "| a | b |\n|---|---|\n| 1 | 2 |"


# -- pages written by hand that speak of the code


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.name)
def test_the_worked_examples_are_the_code_as_it_is(page: Path) -> None:
    found = EXCERPT.findall(page.read_text(encoding="utf-8"))
    assert found
    for source, excerpt in found:
        assert excerpt in (ROOT / source).read_text(encoding="utf-8"), source


def test_the_changelogs_name_the_versions_in_force() -> None:
    path = default_ruleset_path()
    ruleset = read_ruleset(path.read_bytes(), path.name)
    heading = f"## {ruleset.version} — {ruleset.effective_from}\n"
    assert heading in (ROOT / "matching/rulesets/CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']} — " in (ROOT / "docs/CHANGELOG.md").read_text(encoding="utf-8")


CATALOGUE = {
    "A": 10, "B": 17, "C": 17, "D": 16, "E": 11, "F": 8, "G": 6, "H": 11, "I": 10, "J": 15, "K": 5,
    "L": 7,
}  # fmt: skip


def test_every_entry_of_the_catalogue_is_covered_or_left_out_with_a_reason() -> None:
    page = (ROOT / "matching/rulesets/README.md").read_text(encoding="utf-8")
    left_out = page.split("## What is left out")[1].split("Parts of entries")[0]
    rows = [row.strip("| ").split(" | ") for row in left_out.splitlines() if row.startswith("| ")]
    named = [entry for row in rows[1:] for entry in row[0].split(", ")]
    assert all(len(row) == 3 and row[2] for row in rows)
    path = default_ruleset_path()
    rules = read_ruleset(path.read_bytes(), path.name).rules
    by_rule = {entry for rule in rules for entry in rule.evidence.rules}
    weights = page.split("Weights stand on entries too")[1].split("## ")[0]
    covered = by_rule | set(re.findall(r"[A-L]\d\d", weights))
    assert sorted(named) == sorted(set(named) - covered)
    everything = {f"{group}{n:02}" for group, most in CATALOGUE.items() for n in range(1, most + 1)}
    assert set(named) | covered == everything
    assert len(everything) == 133
