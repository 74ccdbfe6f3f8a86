"""The documents are current: the commands they show exist, their links lead somewhere."""

import re
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]


def code(page: Path) -> list[str]:
    """The pieces of a page that are written to be typed."""
    return re.findall(r"```.*?```|`[^`\n]+`", page.read_text(encoding="utf-8"), re.DOTALL)


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    assert phony
    return set(phony[1].split())


def commands() -> set[str]:
    """Every `ancrage` command, with its subcommands: "data", "data check"…"""
    from service.cli.commands import cli  # noqa: PLC0415 - only this test needs the command line

    names = set(cli.commands)
    for name, command in cli.commands.items():
        if isinstance(command, click.Group):
            names |= {f"{name} {below}" for below in command.commands}
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_command_exists(page: Path) -> None:
    typed = {word for piece in code(page) for word in re.findall(r"\bmake ([a-z][a-z-]*)", piece)}
    assert typed <= targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_ancrage_command_exists(page: Path) -> None:
    lines = [line for piece in code(page) for line in piece.strip("`").splitlines()]
    command = re.compile(r"(?:\$ )?ancrage ([a-z]+)(?: ([a-z]+)\b)?")
    typed = [found for line in lines if (found := command.match(line))]
    groups = {name.split()[0] for name in commands() if " " in name}
    names = {f"{t[1]} {t[2]}" if t[1] in groups and t[2] else t[1] for t in typed}
    assert names <= commands()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_readme_gives_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
