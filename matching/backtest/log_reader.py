"""Read past placements from a table: every problem by row and column, nothing silently dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from matching.backtest import log_messages as say
from matching.backtest.log_cells import Cells
from matching.backtest.log_checks import check_offers, check_outcome
from matching.backtest.log_mapping import LogMapping, header_problems
from matching.backtest.log_table import Row, Table
from matching.backtest.outcomes import HORIZONS_MONTHS, Outcome, Presence
from matching.backtest.placement import Offer, PersonsDecision, Placement, PlacementLog, Shown
from matching.ruleset import ColourName
from regions_data.catalog import Place
from regions_data.labour import Labour
from regions_data.problems import Problem, Refused
from regions_data.snapshot import Snapshot

_OPAQUE = re.compile(r"[A-Za-z0-9._-]{1,40}")


@dataclass(frozen=True, slots=True)
class LogReading:
    """A log as read: its placements, and each row that is not one of them with the reason.

    `rows` counts the rows of the file; `rejected` are the lines left out, each of which has a
    problem; `notes` tell what was read otherwise than written (a code that has changed).
    """

    log: PlacementLog
    rows: int
    rejected: tuple[int, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def read_log(
    table: Table, mapping: LogMapping, *, snapshot: Snapshot, labour: Labour, as_of: date
) -> LogReading:
    """The placements of a table.

    Args:
        table: a file read by `read_table`.
        mapping: which of its columns and words are which of ours.
        snapshot: the places, to find municipalities.
        labour: the occupations, to check their codes.
        as_of: the day of the evaluation: nothing later can be known.

    Raises:
        Refused: a column is missing, unknown, or is not to be in a log.
    """
    wrong = header_problems(table.header, mapping)
    if wrong:
        raise Refused(wrong)
    found: list[tuple[Row, Placement]] = []
    problems: list[Problem] = []
    notes: list[Problem] = []
    for row in table.rows:
        cells = Cells(row, mapping, snapshot, labour)
        placement = _placement(cells, as_of)
        problems += cells.problems
        notes += cells.notes
        if placement is not None and not cells.problems:
            found.append((row, placement))
    kept, twice = _without_duplicates(found, mapping)
    lines = {row.line for row in table.rows} - {row.line for row, _ in kept}
    return LogReading(
        PlacementLog(tuple(placement for _, placement in kept)),
        len(table.rows),
        tuple(sorted(lines)),
        tuple(sorted((*problems, *twice), key=lambda problem: problem.line or 0)),
        (*(Problem(sheet, say.SHEET_NOT_READ) for sheet in table.left_out), *notes),
    )


def _placement(cells: Cells, as_of: date) -> Placement | None:
    """The placement of one row, or None with all its problems kept in the cells."""
    case_id, decided_on, place = _case_id(cells), _decided_on(cells), _place(cells)
    profile = cells.profile()
    settled_on, propensity, offered = (
        cells.day("settled_on"),
        cells.share("propensity"),
        _offers(cells),
    )
    shown, counsellor = _shown(cells), _colour(cells, "counsellor_colour")
    person = cast("PersonsDecision | None", cells.word("person_decision"))
    outcome = _outcome(cells)
    if case_id is None or decided_on is None or place is None or profile is None:
        return None
    placement = Placement(
        case_id=case_id,
        decided_on=decided_on,
        settled_on=settled_on or decided_on,
        profile=profile,
        place=place,
        propensity=propensity,
        offered=offered,
        shown=shown,
        counsellor=counsellor,
        person=person,
        outcome=outcome,
    )
    check_offers(placement, cells)
    check_outcome(placement, cells, as_of)
    return placement


def _case_id(cells: Cells) -> str | None:
    case_id = cells.row.cells.get(cells.mapping.header_of("case_id"), "")
    if not case_id:
        cells.refuse("case_id", say.REQUIRED, say.FILL_IT)
    elif not _OPAQUE.fullmatch(case_id):
        cells.refuse("case_id", say.NOT_OPAQUE, say.GIVE_A_NUMBER, is_shown=False)
    return case_id or None


def _decided_on(cells: Cells) -> date | None:
    if cells.text("decided_on") is None:
        cells.refuse("decided_on", say.REQUIRED, say.FILL_IT)
    return cells.day("decided_on")


def _place(cells: Cells) -> Place | None:
    if cells.text("place") is None:
        cells.refuse("place", say.REQUIRED, say.FILL_IT)
    place = cells.place("place")
    if place is not None and place.in_cmm:
        cells.note("place", say.IN_CMM)
    return place


def _offers(cells: Cells) -> tuple[Offer, ...]:
    before = len(cells.problems)
    places, shares = cells.places("offered"), cells.shares("offered_propensity")
    if len(cells.problems) > before:
        return ()
    if shares and len(shares) != len(places):
        cells.refuse("offered_propensity", say.NOT_AS_MANY, say.MEND_THE_LIST)
        return ()
    told = shares or (None,) * len(places)
    return tuple(Offer(place, share) for place, share in zip(places, told, strict=True))


def _shown(cells: Cells) -> Shown:
    return Shown(
        colour=_colour(cells, "shown_colour"),
        fit=_colour(cells, "shown_fit"),
        score=cells.score("shown_score"),
        ruleset=cells.text("shown_ruleset"),
    )


def _colour(cells: Cells, name: str) -> ColourName | None:
    return cast("ColourName | None", cells.word(name))


def _outcome(cells: Cells) -> Outcome:
    return Outcome(
        in_region=_presence(cells, "region"),
        in_quebec=_presence(cells, "quebec"),
        employed_in_field=cells.known("employed_in_field"),
        partner_employed=cells.known("partner_employed"),
        exit_reason=cells.word("exit_reason"),
    )


def _presence(cells: Cells, where: str) -> Presence:
    return Presence(
        left_on=cells.day(f"left_{where}_on"),
        seen_on=cells.day(f"in_{where}_until"),
        at=tuple(cells.known(f"in_{where}_{months}m") for months in HORIZONS_MONTHS),
    )


def _without_duplicates(
    found: Sequence[tuple[Row, Placement]], mapping: LogMapping
) -> tuple[list[tuple[Row, Placement]], list[Problem]]:
    """The first row of each case and day, and a problem for each other one."""
    first: dict[tuple[str, date], int] = {}
    kept, twice = [], []
    for row, placement in found:
        key = placement.case_id, placement.decided_on
        if key in first:
            where = mapping.header_of("case_id")
            told = say.same_row(first[key])
            twice.append(Problem(where, told, say.REMOVE_ONE, placement.case_id, line=row.line))
            continue
        first[key] = row.line
        kept.append((row, placement))
    return kept, twice
