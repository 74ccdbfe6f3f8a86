"""The table of facts: every indicator of every place, the unknown ones with their reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regions_data.sources import (
    census,
    centres,
    directory,
    housing,
    organisations,
    services,
    transit,
    vacancy_rates,
)

# Each has `facts(raw)`, which gives one frame an indicator.
FACT_SOURCES = (
    directory,
    census,
    centres,
    services,
    organisations,
    transit,
    housing,
    vacancy_rates,
)


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`facts`: place × indicator; build.py puts the rows in the registry's order."""
    frames = [frame for source in FACT_SOURCES for frame in source.facts(raw)]
    return {"facts": pd.concat(frames, ignore_index=True)}
