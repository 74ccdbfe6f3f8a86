"""Write a synthetic benchmark: the log and its groups, and apart from them the truth."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from matching.backtest.benchmark import Benchmark, TrueCase
from matching.backtest.benchmark_model import (
    CLASS_SHARES,
    CLASSES,
    EFFECTS,
    FIVE_YEARS,
    FIVE_YEARS_OVERALL,
    QUEBEC_FIVE_YEARS,
    third_class_five_years,
)
from matching.backtest.log_writer import write_log
from matching.backtest.new_folder import new_folder
from matching.backtest.outcomes import HORIZONS_MONTHS

_NOTICE = (
    "Journal synthétique : aucune de ces lignes n'est une personne, et rien de ce qu'on y trouve "
    "n'est un constat sur le Québec. Synthetic log: no row is a person, and nothing found in it is "
    "a finding about Québec."
)


def write_benchmark(benchmark: Benchmark, folder: Path) -> None:
    """Write `log.jsonl`, `evaluation.csv` and `truth/` in a folder that does not exist yet.

    Raises:
        Refused: the folder is there already; nothing is written over.
    """
    with new_folder(folder) as draft:
        (draft / "truth").mkdir()
        write_log(benchmark.log, draft / "log.jsonl")
        groups = ((case.case_id, case.admission_class) for case in benchmark.cases)
        _write(draft / "evaluation.csv", _table(("case_id", "status_group"), groups))
        _write(draft / "truth" / "cases.csv", _cases(benchmark))
        _write(draft / "truth" / "model.json", _model(benchmark))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _cases(benchmark: Benchmark) -> str:
    horizons = tuple(f"still_there_{months}m" for months in HORIZONS_MONTHS)
    header = ("case_id", "admission_class", "fit", "colour", "hidden", "months", *horizons)
    return _table(header, (_case(case) for case in benchmark.cases))


def _case(case: TrueCase) -> tuple[object, ...]:
    said = (case.case_id, case.admission_class, case.fit, case.colour)
    return (*said, case.hidden, case.months, *case.still_there)


def _model(benchmark: Benchmark) -> str:
    """The parameters of the truth, with what is published and what is invented."""
    document = {
        "notice": _NOTICE,
        "variant": benchmark.variant,
        "seed": benchmark.seed,
        "placements": len(benchmark.log),
        "published": {
            "abitibi_temiscamingue_five_years": {**FIVE_YEARS, "overall": FIVE_YEARS_OVERALL},
            "quebec_five_years": QUEBEC_FIVE_YEARS,
        },
        "invented": {
            "class_shares": dict(zip(CLASSES, CLASS_SHARES, strict=True)),
            "third_class_five_years": round(third_class_five_years(), 6),
            "effects": dict(EFFECTS),
        },
        "truth": asdict(benchmark.truth),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
