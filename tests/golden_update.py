"""The golden answers of `tests/golden`: write them again with `python -m tests.golden_update`."""

# Two documents an example: its shortlist (two regions) and the decision about one place. Run the
# command after a wanted change of rule, sentence or data, then read the difference line by line.

from __future__ import annotations

import dataclasses
from pathlib import Path

from features.profile_reader import read_profile
from matching.decision import Stamp
from regions_data.document import read_file
from service.cli.printing import to_json
from tests.matching import households
from tests.strategies import labour, snapshot

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
EXAMPLES = tuple(sorted((ROOT / "examples").glob("*.yaml")))
TOP = 2
SOFTWARE = "ancrage"
PLACES = {"infirmiere_et_soudeur": "10043", "offre_a_drummondville": "65005"}
OTHER_PLACE = "44037"


def answers(example: Path) -> dict[str, str]:
    """The golden documents of one example, by file name."""
    profile = read_profile(read_file(example), snapshot(), labour())
    engine = households.engine()
    place = snapshot().place(PLACES.get(example.stem, OTHER_PLACE))
    shortlist = engine.shortlist(profile, top=TOP)
    explanation = engine.explain(profile, place)
    shortlist = dataclasses.replace(shortlist, stamp=_without_version(shortlist.stamp))
    explanation = dataclasses.replace(explanation, stamp=_without_version(explanation.stamp))
    return {
        f"{example.stem}.shortlist.json": to_json(shortlist.as_json()),
        f"{example.stem}.explain.json": to_json(explanation.as_json()),
    }


def _without_version(stamp: Stamp) -> Stamp:
    """The stamp without the software's version, the one part that may differ (law 7)."""
    return dataclasses.replace(stamp, software=SOFTWARE)


def main() -> None:
    """Write every golden document, and remove those of examples that are gone."""
    written = {name: text for example in EXAMPLES for name, text in answers(example).items()}
    for path in GOLDEN.glob("*.json"):
        if path.name not in written:
            path.unlink()
    for name, text in written.items():
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
