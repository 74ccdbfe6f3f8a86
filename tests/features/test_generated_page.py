"""The shares and spans of generated households: consistent, and told by the page as drawn."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from features import marginals as m
from features.shares import Shares
from regions_data.labour import PROVINCE
from tests.strategies import labour

PAGE = Path(__file__).parents[2] / "docs" / "generated-households.md"


def table(name: str) -> list[list[str]]:
    """The cells of a marked table of the page, without its heading."""
    text = PAGE.read_text(encoding="utf-8")
    (body,) = re.findall(rf"<!-- {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    rows = [line.strip("| ").split(" | ") for line in body.splitlines()]
    return rows[2:]


def test_the_page_tells_every_share_and_its_basis() -> None:
    told = [
        (fact, condition, dict(cell.split(" = ") for cell in cells.split(" · ")), basis)
        for fact, condition, cells, basis in table("shares")
    ]
    assert told == [
        (
            shares.fact,
            condition,
            {word: f"{100 * share:g} %" for word, share in row.items()},
            shares.basis,
        )
        for shares in m.MARGINALS
        for condition, row in shares.table.items()
    ]


def test_the_page_tells_every_span_and_its_basis() -> None:
    assert [tuple(row) for row in table("spans")] == [
        (span.fact, span.unit, str(span.low), str(span.high), span.basis) for span in m.SPANS
    ]


def test_the_page_tells_how_many_occupations_have_a_figure() -> None:
    employed = labour().employment[:, labour().region_position(PROVINCE)]
    told = f"({np.isfinite(employed).sum()} of {len(employed)};"
    assert told in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("shares", m.MARGINALS, ids=lambda shares: shares.fact)
def test_the_shares_of_a_marginal_sum_to_one(shares: Shares) -> None:
    for row in shares.table.values():
        assert sum(row.values()) == pytest.approx(1, abs=1e-9)
        assert all(0 <= share <= 1 for share in row.values())
