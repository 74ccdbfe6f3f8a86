"""Keep current the parts of the reference pages that the code already knows."""

# A page is written by hand; between `<!-- généré : NAME -->` and `<!-- fin -->` stands what this
# module writes, so that a list of values is never copied by hand.

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from regions_data.problems import Refused, refuse
from regions_data.text import Text
from service.reference_blocks import BLOCKS, Known, load_known

ROOT = Path(__file__).parents[1]
PAGES = (
    "docs/household-profile.md",
    "docs/indicators.md",
    "docs/placement-log.md",
    "docs/rules.md",
    "matching/rulesets/README.md",
)
_PART = re.compile(r"(<!-- généré : ([a-z.]+) -->\n).*?(<!-- fin -->)", re.DOTALL)
_REMEDY = Text(
    "Les parties tenues à jour sont entre « <!-- généré : NOM --> » et « <!-- fin --> ».",
    "The parts kept current stand between “<!-- généré : NAME -->” and “<!-- fin -->”.",
)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """`python -m service.reference_pages [--check]`: write the pages, or prove them current.

    Args:
        arguments: the words of the command line.
        root: the folder of the clone.

    Returns:
        0 done or current; 1 with `--check` when a page, named, is not current; 2 when a page is
        missing or asks for a part that does not exist.
    """
    parser = argparse.ArgumentParser(prog="python -m service.reference_pages")
    parser.add_argument("--check", action="store_true", help="change nothing; 1 when out of date")
    is_check = parser.parse_args(arguments).check
    try:
        stale = stale_pages(root)
    except Refused as refused:
        sys.stderr.writelines(f"{problem.sentence('fr')}\n" for problem in refused.problems)
        return 2
    for name, text in stale.items():
        sys.stderr.write(_told(name, is_check=is_check))
        if not is_check:
            (root / name).write_text(text, encoding="utf-8", newline="\n")
    return 1 if stale and is_check else 0


def stale_pages(root: Path = ROOT) -> dict[str, str]:
    """The pages that are not current, by name, with what they should hold.

    Raises:
        Refused: a page is missing, or asks for a part that does not exist.
    """
    known = load_known()
    fresh = {name: (_page(root, name), filled(_page(root, name), name, known)) for name in PAGES}
    return {name: after for name, (before, after) in fresh.items() if before != after}


def filled(page: str, name: str, known: Known) -> str:
    """A page with each of its generated parts written anew.

    Raises:
        Refused: it has no such part, or asks for one that does not exist.
    """
    asked = [found[2] for found in _PART.finditer(page)]
    strays = [part for part in asked if part not in BLOCKS]
    if strays or not asked:
        message = Text("partie générée inconnue ou absente.", "generated part unknown or missing.")
        raise refuse(name, message, _REMEDY, value=", ".join(strays))
    return _PART.sub(lambda found: f"{found[1]}\n{BLOCKS[found[2]](known)}\n\n{found[3]}", page)


def _page(root: Path, name: str) -> str:
    try:
        return (root / name).read_text(encoding="utf-8")
    except OSError as error:
        message = Text("cette page manque.", "this page is missing.")
        remedy = Text("Lancez la commande dans un clone.", "Run the command in a clone.")
        raise refuse(name, message, remedy) from error


def _told(name: str, *, is_check: bool) -> str:
    if is_check:
        return f"{name} is not current: run python -m service.reference_pages\n"
    return f"{name} written\n"


if __name__ == "__main__":
    raise SystemExit(main())
