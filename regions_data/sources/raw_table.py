"""Read a raw CSV file as text, so that a leading zero or a blank stays what it is."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@functools.cache
def raw_table(raw: Path, name: str) -> pd.DataFrame:
    """Every column of a raw file as text; a blank stays an empty string. Do not change it."""
    return pd.read_csv(raw / name, dtype=str, keep_default_na=False)


def numbers(column: pd.Series[str]) -> NDArray[np.float64]:
    """The numbers of a text column, NaN where it is blank; ValueError on anything else."""
    return pd.to_numeric(column.where(column != "", None)).to_numpy(dtype=np.float64)


def written(values: NDArray[np.float64], decimals: int) -> list[str]:
    """Numbers as the tables write them; an unknown one is an empty string.

    >>> written(np.array([12.345, np.nan, -0.01]), 1)
    ['12.3', '', '0.0']
    """
    rounded = np.round(values, decimals) + 0.0
    return ["" if np.isnan(value) else f"{value:.{decimals}f}" for value in rounded]
