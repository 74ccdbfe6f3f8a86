"""A log that is written reads back the same, in every kind of file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from features.generate import generate
from matching.backtest.log_mapping import LogMapping
from matching.backtest.log_reader import read_log
from matching.backtest.log_table import read_table
from matching.backtest.log_writer import write_log
from matching.backtest.outcomes import EXIT_REASON, Known, Outcome, Presence
from matching.backtest.placement import Offer, Placement, PlacementLog, Shown
from regions_data.problems import Refused
from tests.matching import households
from tests.strategies import AS_OF, labour, snapshot

START = date(2021, 1, 4)


def placement(index: int) -> Placement:
    """One with everything told, then less and less."""
    places = households.sample()
    (profile,) = generate(1, index, AS_OF, unknown_share=0.2)
    day = START + timedelta(days=index)
    left = day + timedelta(days=400) if index % 3 == 0 else None
    offers = (Offer(places[1], 0.25), Offer(places[2], None if index % 2 else 0.125))
    is_couple = profile.word("household_kind") == "couple"
    return Placement(
        case_id=f"C-{index:04d}",
        decided_on=day,
        settled_on=day + timedelta(days=30),
        profile=profile,
        place=places[1],
        propensity=0.25 if index % 2 == 0 else None,
        offered=offers if index % 4 else (),
        shown=Shown("yellow", "green", 61.25, "0.3.0") if index % 5 else Shown(),
        counsellor="green" if index % 2 else None,
        person="reflect" if index % 3 else None,
        outcome=Outcome(
            in_region=Presence(
                left_on=left,
                seen_on=None if left else day + timedelta(days=900),
                at=(Known.YES, Known.UNKNOWN, Known.NO if left else Known.YES, Known.UNKNOWN),
            ),
            employed_in_field=Known.YES if index % 2 else Known.UNKNOWN,
            partner_employed=Known.NO if is_couple else Known.UNKNOWN,
            exit_reason=EXIT_REASON.values[index % 12] if left else None,
        ),
    )


LOG = PlacementLog(tuple(placement(index) for index in range(12)))


@pytest.mark.parametrize("name", ["journal.jsonl", "journal.csv", "journal.parquet"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_log(LOG, path)
    found = read_log(
        read_table(path), LogMapping(), snapshot=snapshot(), labour=labour(), as_of=AS_OF
    )
    assert found.problems == ()
    assert found.log == LOG
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["journal.jsonl", "journal.csv", "journal.parquet"])
def test_the_same_log_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_log(LOG, tmp_path / folder / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write_log(LOG, tmp_path / "journal.ods")
    assert not list(tmp_path.iterdir())
