"""The log, its mapping and its groups, as files that a person names."""

from __future__ import annotations

import hashlib
from pathlib import Path

from matching.backtest.evaluation_table import EvaluationTable, read_evaluation_table
from matching.backtest.log_mapping import LogMapping, read_mapping
from matching.backtest.log_reader import LogReading, read_log
from matching.backtest.log_table import read_table
from regions_data.document import read_file
from regions_data.labour import load_labour
from regions_data.problems import Problem
from regions_data.snapshot import Snapshot, load_snapshot
from regions_data.text import Text
from service.cli.options import day


def read_log_file(
    file: str, mapping_file: str | None, as_of: str | None, snapshot: Snapshot | None = None
) -> LogReading:
    """A log as it is read on a day, with its problems."""
    own = snapshot or load_snapshot()
    mapping = LogMapping() if mapping_file is None else read_mapping(read_file(Path(mapping_file)))
    return read_log(
        read_table(Path(file)),
        mapping,
        snapshot=own,
        labour=load_labour(own.folder),
        as_of=day(as_of),
    )


def read_groups_file(file: str | None) -> EvaluationTable | None:
    """The evaluation variables, from a file of their own."""
    return None if file is None else read_evaluation_table(read_table(Path(file)))


def hash_of(file: str) -> str:
    """The SHA-256 of a file, to know it again."""
    with Path(file).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def counted(file: str, reading: LogReading) -> Problem:
    """How much of a file can be used, and where to see what cannot."""
    kept, rows = len(reading.log), reading.rows
    message = Text(
        f"lignes lues : {rows} ; utilisables : {kept} ; rejetées : {len(reading.rejected)}.",
        f"rows read: {rows}; usable: {kept}; rejected: {len(reading.rejected)}.",
    )
    remedy = Text(
        "Corrigez-les, ou demandez la liste pour un tableur : "
        "« ancrage log check JOURNAL --errors problemes.csv ».",
        "Mend them, or ask for the list as a spreadsheet: "
        "“ancrage log check LOG --errors problems.csv”.",
    )
    return Problem(Path(file).name, message, remedy)
