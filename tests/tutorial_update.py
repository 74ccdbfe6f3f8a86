"""Take the tutorial's excerpts again: `python -m tests.tutorial_update`, then read the diff."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.tutorial import PAGE, played, taken_again


def main() -> None:
    """Rewrite the page with what its commands print now."""
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for shown in list(played(page, Path(folder))):
            page = page.replace(f"```\n{shown.block}```", f"```\n{taken_again(shown)}```", 1)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
