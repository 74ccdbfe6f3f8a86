"""Play the commands of a page in its order, and compare what it shows with what they print."""

# A page shows files, in blocks that begin with `# name.yaml`, and commands, in blocks that begin
# with `$ ancrage`, followed by excerpts of the answer: runs of whole lines, with `[…]` for what is
# left out. `python -m tests.tutorial_update` takes the excerpts again, from the same first to the
# same last line.

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from service.cli.main import main

PAGE = Path(__file__).parents[1] / "docs" / "tutorial" / "first-shortlist.md"
LEFT_OUT = "[…]"
_BLOCK = re.compile(r"^```(?:yaml)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"# ([\w-]+\.yaml)\n")


@dataclass(frozen=True)
class Shown:
    """A command, the block that shows it, and what it really printed, line by line."""

    command: str
    block: str
    printed: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """The lines shown below the command."""
        return self.block.splitlines()[1:]


def files(page: str) -> dict[str, str]:
    """The files that the page gives to write, by name."""
    blocks = (match[1] for match in _BLOCK.finditer(page))
    return {name[1]: block for block in blocks if (name := _FILE.match(block))}


def played(page: str, folder: Path) -> Iterator[Shown]:
    """Each command of the page in its order, in a folder where its files are written."""
    for name, text in files(page).items():
        (folder / name).write_text(text, encoding="utf-8")
    for match in _BLOCK.finditer(page):
        if match[1].startswith("$ ancrage "):
            command = match[1].splitlines()[0].removeprefix("$ ")
            yield Shown(command, match[1], _printed(command, folder))


def _printed(command: str, folder: Path) -> tuple[str, ...]:
    output = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(output):
        try:
            main(shlex.split(command)[1:])
        except SystemExit as left:
            if left.code:
                raise AssertionError(f"{command}: exit {left.code}") from left
    plain = output.getvalue().replace("\u00a0", " ").replace("\u202f", " ")
    return tuple(plain.splitlines())


def excerpts(shown: Shown) -> list[list[str]]:
    """The runs of lines of a block, with an empty one where it begins or ends with `[…]`."""
    runs: list[list[str]] = [[]]
    for line in shown.lines:
        if line == LEFT_OUT:
            runs.append([])
        else:
            runs[-1].append(line)
    return runs


def taken_again(shown: Shown) -> str:
    """The block with its excerpts as the command prints them now.

    Raises:
        LookupError: the first or the last line of an excerpt is not printed any more.
    """
    position, told = 0, []
    for run in excerpts(shown):
        if run:
            start = _find(shown, run[0], position)
            position = _find(shown, run[-1], start) + 1
            told.append("\n".join(shown.printed[start:position]) + "\n")
        else:
            told.append("")
    return f"$ {shown.command}\n" + f"{LEFT_OUT}\n".join(told)


def _find(shown: Shown, line: str, start: int) -> int:
    try:
        return shown.printed.index(line, start)
    except ValueError:
        raise LookupError(f"{shown.command}: « {line} » is not printed any more") from None
