"""The rows of facts.csv for one indicator."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

FACT_COLUMNS = ["place_code", "indicator", "value", "level", "source", "period", "labels", "reason"]

Cells = Sequence[str] | pd.Series


def fact_frame(
    codes: pd.Index[str],
    indicator: str,
    values: Cells,
    *,
    labels: Cells | str = "",
    reason: Cells | str = "",
    source: Cells | str = "",
) -> pd.DataFrame:
    """One row a place, in the order of `codes`, every cell as written in the table.

    A blank value is unknown and keeps its `reason`; a known one has none. Blank `source` (and the
    level and period, always blank here) mean what indicators.yaml says of the indicator; where
    each row has a period of its own, assign it to the frame.
    """
    frame = pd.DataFrame({"place_code": codes})
    frame["indicator"] = indicator
    frame["value"] = list(values)
    for name, cells in {"level": "", "source": source, "period": ""}.items():
        frame[name] = cells if isinstance(cells, str) else list(cells)
    frame["labels"] = labels if isinstance(labels, str) else list(labels)
    reasons = pd.Series(reason if isinstance(reason, str) else list(reason), index=frame.index)
    frame["reason"] = reasons.where(frame["value"] == "", "")
    return frame[FACT_COLUMNS]
