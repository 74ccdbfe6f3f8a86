"""Write a log as a file that reads back the same: JSON lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from features.profile_document import document_of
from matching.backtest.log_columns import COLUMNS
from matching.backtest.log_table import written
from matching.backtest.outcomes import HORIZONS_MONTHS, Known, Presence
from matching.backtest.placement import Placement, PlacementLog
from regions_data.problems import refuse
from regions_data.text import Text

_NAMES = tuple(column.name for column in COLUMNS)
_Bytes = Callable[[Iterable[Mapping[str, str]]], bytes]


def write_log(log: PlacementLog, path: Path) -> None:
    """Write a log, by the ending of the file; the file appears whole or not at all.

    Raises:
        Refused: the ending is not .jsonl, .csv or .parquet.
    """
    to_bytes = _WRITERS.get(path.suffix.lower())
    if to_bytes is None:
        raise refuse(path.name, _ENDING, _USE_AN_ENDING, value=path.suffix)
    raw = to_bytes(cells_of(placement) for placement in log)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder) / path.name
        draft.write_bytes(raw)
        draft.replace(path)


def cells_of(placement: Placement) -> dict[str, str]:
    """The text of every column of one placement; an empty cell is unknown."""
    shown, outcome = placement.shown, placement.outcome
    told: dict[str, object] = {
        "case_id": placement.case_id,
        "decided_on": placement.decided_on,
        "settled_on": placement.settled_on,
        "place": placement.place.code,
        "profile": document_of(placement.profile),
        "propensity": placement.propensity,
        "offered": [offer.place.code for offer in placement.offered],
        "offered_propensity": _shares(placement),
        "shown_colour": shown.colour,
        "shown_fit": shown.fit,
        "shown_score": shown.score,
        "shown_ruleset": shown.ruleset,
        "counsellor_colour": placement.counsellor,
        "person_decision": placement.person,
        **_presence(outcome.in_region, "region"),
        **_presence(outcome.in_quebec, "quebec"),
        "employed_in_field": _word(outcome.employed_in_field),
        "partner_employed": _word(outcome.partner_employed),
        "exit_reason": outcome.exit_reason,
    }
    return {name: written(told[name]) for name in _NAMES}


def _shares(placement: Placement) -> list[float | None]:
    shares = [offer.propensity for offer in placement.offered]
    return shares if any(share is not None for share in shares) else []


def _presence(presence: Presence, where: str) -> dict[str, object]:
    at = zip(HORIZONS_MONTHS, presence.at, strict=True)
    return {
        f"left_{where}_on": presence.left_on,
        f"in_{where}_until": presence.seen_on,
        **{f"in_{where}_{months}m": _word(known) for months, known in at},
    }


def _word(known: Known) -> str | None:
    return None if known is Known.UNKNOWN else known.value


def _json_lines(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A line a placement; what is unknown is left out, the profile is an object."""
    lines = []
    for row in rows:
        told: dict[str, object] = {name: cell for name, cell in row.items() if cell}
        told["profile"] = json.loads(row["profile"])
        lines.append(json.dumps(told, ensure_ascii=False))
    return ("\n".join(lines) + "\n").encode()


def _csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """As Excel reads it in a French locale."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _NAMES, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _parquet(rows: Iterable[Mapping[str, str]]) -> bytes:
    try:
        import pyarrow as pa  # noqa: PLC0415 - only this kind of file needs it
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise refuse("parquet", _NO_PYARROW, _INSTALL, value="pyarrow") from error
    schema = pa.schema([(name, pa.string()) for name in _NAMES])
    raw = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(rows), schema=schema), raw)
    return raw.getvalue()


_WRITERS: Mapping[str, _Bytes] = {".jsonl": _json_lines, ".csv": _csv, ".parquet": _parquet}
_ENDING = Text("cette sorte de fichier n'est pas écrite.", "this kind of file is not written.")
_USE_AN_ENDING = Text("Donnez .jsonl, .csv ou .parquet.", "Give .jsonl, .csv or .parquet.")
_NO_PYARROW = Text("ce fichier demande pyarrow.", "this file needs pyarrow.")
_INSTALL = Text("Installez « ancrage[outcomes] ».", "Install “ancrage[outcomes]”.")
