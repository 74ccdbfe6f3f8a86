"""The engine's order of questions reaches the five best places at least as fast as the form's."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "bench_questions.py"


def benchmark() -> ModuleType:
    """The measurement itself, so that what is printed is what is held."""
    spec = importlib.util.spec_from_file_location("bench_questions", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
@pytest.mark.parametrize("seed", [4, 5])
def test_after_any_number_of_answers_as_many_households_know_their_five_best(seed: int) -> None:
    measure = benchmark()
    ours, form = measure.shares_by_order(30, seed)
    for answers, (known, by_form) in enumerate(zip(ours, form, strict=True)):
        assert known >= by_form, f"after {answers} answers: {known:.0%}, and {by_form:.0%} by form"
    assert ours.mean() > form.mean()
