"""The engine of the shipped ruleset over the shipped snapshot."""

from __future__ import annotations

import pytest

from matching.pipeline import Engine
from matching.ruleset import Ruleset
from tests.matching import households


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    return households.ruleset()


@pytest.fixture(scope="session")
def engine() -> Engine:
    return households.engine()
