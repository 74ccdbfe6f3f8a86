"""The README's output is the command's own."""

import re
import shlex
from pathlib import Path

import pytest

from service.cli.main import main

ROOT = Path(__file__).parents[2]


def shown() -> tuple[str, str]:
    """The command in the README and the output printed below it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```\n\$ ancrage ([^\n]+)\n(.*?)```", readme, re.DOTALL)
    assert found
    return found[1], found[2]


def test_the_readme_shows_the_real_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command, output = shown()
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as left:
        main(shlex.split(command))
    assert left.value.code == 0
    assert capsys.readouterr().out.replace("\u00a0", " ") == output
