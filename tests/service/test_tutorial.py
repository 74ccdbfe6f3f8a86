"""The tutorial shows what its commands print, for the households that it gives to write."""

from __future__ import annotations

import pytest

from regions_data.document import read_document
from service.cli.printing import PAGE_LINES
from tests.tutorial import PAGE, Shown, excerpts, files, played, taken_again

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[Shown]:
    return list(played(TEXT, tmp_path_factory.mktemp("tutorial")))


def test_every_excerpt_is_what_the_command_prints(steps: list[Shown]) -> None:
    for shown in steps:
        assert taken_again(shown) == shown.block, shown.command


def test_what_is_left_out_is_said(steps: list[Shown]) -> None:
    """Without `[…]` an excerpt begins, or ends, where the answer does."""
    for shown in steps:
        runs = excerpts(shown)
        assert not runs[0] or runs[0][0] == shown.printed[0], shown.command
        assert not runs[-1] or runs[-1][-1] == shown.printed[-1], shown.command


def test_each_language_has_every_step(steps: list[Shown]) -> None:
    english = [shown for shown in steps if "--lang en" in shown.command]
    assert len(steps) == 2 * len(english)
    french = [shown for shown in steps if shown not in english]
    assert [shown.command.split()[1] for shown in french] == [
        shown.command.split()[1] for shown in english
    ]
    assert all(len(shown.lines) > 1 for shown in steps)


def test_both_languages_write_the_same_households() -> None:
    first, second, household, complete = files(TEXT).values()
    assert _facts(first) == _facts(household)
    assert _facts(second) == _facts(complete)


def _facts(text: str) -> str:
    """What a file says, without its comments and their place."""
    assert read_document(text.encode(), "tutorial.yaml")
    lines = (line.split("#")[0].rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def test_the_report_of_the_tutorial_is_one_page(steps: list[Shown]) -> None:
    for shown in steps:
        if "explain" in shown.command and "--trace" not in shown.command:
            assert len(shown.printed) <= PAGE_LINES


def test_an_excerpt_that_is_no_longer_printed_is_named(steps: list[Shown]) -> None:
    shown = steps[0]
    other = Shown(shown.command, f"$ {shown.command}\nNever printed.\n", shown.printed)
    with pytest.raises(LookupError, match="Never printed"):
        taken_again(other)
