"""The evaluation variables are read apart, and the engine cannot reach them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from matching.backtest.evaluation_table import EvaluationTable, read_evaluation_table
from matching.backtest.log_table import Row, Table
from regions_data.problems import Refused

ROOT = Path(__file__).parents[3]
HEADER = ("case_id", "sex", "age_band", "language_of_service")


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> EvaluationTable:
    told = tuple(
        Row(line, dict(zip(header, cells, strict=True))) for line, cells in enumerate(rows, start=2)
    )
    return read_evaluation_table(Table("groupes.csv", header, told))


def test_a_case_has_its_groups_and_unknown_without_a_row() -> None:
    found = table(("A-1", "femme", "25-34", ""), ("A-2", "inconnu", "55 et +", "français"))
    assert found.group("sex", "A-1") == "femme"
    assert [found.group("sex", case) for case in ("A-2", "A-3")] == ["unknown", "unknown"]
    assert found.group("language_of_service", "A-1") == "unknown"
    with pytest.raises(KeyError):
        found.group("status_group", "A-1")


@pytest.mark.parametrize(
    ("rows", "header", "column", "word"),
    [
        ([("femme",)], ("sex",), "case_id", "nécessaire"),
        ([("A-1", "x")], ("case_id", "religion"), "religion", "variable d'évaluation"),
        ([("", "femme")], ("case_id", "sex"), "case_id", "vide"),
        ([("A-1", "femme"), ("A-1", "homme")], ("case_id", "sex"), "case_id", "deux fois"),
        ([("A-1", "voir; note\n")], ("case_id", "sex"), "sex", "nom de groupe"),
        (
            [(f"A-{i}", f"né en {i}") for i in range(13)],
            ("case_id", "age_band"),
            "age_band",
            "trop",
        ),
    ],
)
def test_what_is_no_group_is_refused(
    rows: list[tuple[str, ...]], header: tuple[str, ...], column: str, word: str
) -> None:
    with pytest.raises(Refused) as refused:
        table(*rows, header=header)
    assert refused.value.problems[0].where == column
    assert word in refused.value.problems[0].message.fr


def test_the_import_contract_names_every_module_of_the_engine() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (contract,) = (c for c in contracts if "outcomes" in c["name"])
    apart = {f"matching.{path.parent.name}" for path in (ROOT / "matching").glob("*/__init__.py")}
    assert set(contract["forbidden_modules"]) == apart
    engine = {f"matching.{path.stem}" for path in (ROOT / "matching").glob("*.py")}
    expected = {"regions_data", "features", *engine} - {"matching.__init__"}
    assert set(contract["source_modules"]) == expected
