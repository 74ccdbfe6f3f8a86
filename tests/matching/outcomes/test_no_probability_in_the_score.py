"""No estimated probability enters a score: no factor is one, and no weight may name one."""

from __future__ import annotations

import re

import pytest

from features.factors import FACTORS
from matching.outcomes.models import MODELS
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.problems import Refused

SHIPPED = default_ruleset_path().read_text(encoding="utf-8")
NAMES = [model.name for model in MODELS]


def test_no_factor_is_a_model() -> None:
    assert not {factor.id for factor in FACTORS} & {*NAMES, "retention", "still_there"}


@pytest.mark.parametrize("name", NAMES)
def test_a_weight_that_names_a_model_is_refused(name: str) -> None:
    weighted = re.sub(r"(?<=\{factor: )work_prospects(?=, weight)", name, SHIPPED)
    assert weighted != SHIPPED
    with pytest.raises(Refused) as refused:
        read_ruleset(weighted.encode(), "weighted.yaml")
    assert any(problem.value == name for problem in refused.value.problems)
