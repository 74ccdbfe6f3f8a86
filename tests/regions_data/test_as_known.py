"""What was published later is unknown to a past decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from matching.pipeline import Engine
from regions_data.as_known import STRUCTURE, AsKnown, end_of_period, first_known
from regions_data.snapshot import Snapshot
from regions_data.text import Text
from tests.matching import households
from tests.strategies import AS_OF, labour, snapshot

DAY = date(2023, 5, 1)
RIMOUSKI, GASPE = "10043", "03005"


def known() -> AsKnown:
    return AsKnown(snapshot(), labour())


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2021", date(2021, 12, 31)),
        ("2021-05", date(2021, 5, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2022-12-05", date(2022, 12, 5)),
        ("2024-07/2026-06", date(2026, 6, 30)),
        ("2016-05/2022-11", date(2022, 11, 30)),
        ("2014/2025", date(2025, 12, 31)),
        ("2022-2024", date(2024, 12, 31)),
        ("s.d.", None),
        ("non datée", None),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, last: date | None) -> None:
    assert end_of_period(period) == last


def test_a_proven_date_comes_before_the_end_of_the_period() -> None:
    source = snapshot().sources["esdc_outlooks_2022_2024"]
    assert first_known(source, source.period) == date(2022, 11, 4)


def test_each_fact_is_what_it_is_today_or_unknown_with_the_reason() -> None:
    then, _ = known().on(DAY)
    hidden = 0
    for place in snapshot().places[::37]:
        for indicator in snapshot().indicators:
            now, past = (
                snapshot().fact(place.code, indicator.id),
                then.fact(place.code, indicator.id),
            )
            if past.reason is not None and "pas encore publié" in past.reason.fr:
                hidden += 1
                assert past.value is None
                assert indicator.id not in STRUCTURE
                days = first_known(snapshot().sources[now.source], now.period)
                assert days is None or days > DAY
            else:
                assert past == now
    assert hidden > 0


def test_columns_hide_what_facts_hide() -> None:
    then, _ = known().on(DAY)
    for indicator in snapshot().indicators:
        column = then.column(indicator.id)
        told = [then.fact(place.code, indicator.id).value for place in then.places]
        assert np.array_equal(np.isnan(column), [value is None for value in told])


@pytest.mark.parametrize(
    ("day", "outlook", "hospital", "vacancies"),
    [
        (date(2021, 12, 2), False, False, False),
        (date(2021, 12, 3), False, True, False),
        (date(2022, 11, 3), False, True, False),
        (date(2022, 11, 4), True, True, False),
        (date(2026, 9, 25), True, True, False),
        (date(2026, 9, 26), True, True, True),
    ],
)
def test_a_fact_is_known_from_its_day_on(
    day: date, outlook: bool, hospital: bool, vacancies: bool
) -> None:
    then, work = known().on(day)
    assert (work.outlook_fact("31301", "2415").value is not None) is outlook
    assert (then.fact(RIMOUSKI, "distance_hospital_km").value is not None) is hospital
    assert (then.fact(RIMOUSKI, "vacancies_per_1000").value is not None) is vacancies


def test_where_a_town_lies_is_known_in_every_year() -> None:
    then, work = known().on(date(2015, 1, 1))
    for indicator in STRUCTURE:
        assert then.fact(RIMOUSKI, indicator) == snapshot().fact(RIMOUSKI, indicator)
    assert work.regulation_fact("31301") == labour().regulation_fact("31301")
    assert work.specialisation_fact("31301", "2415").value is None
    assert not any(work.national_conditions)


def test_days_between_two_publications_share_their_tables() -> None:
    past = known()
    first, second = past.publications[5:7]
    assert past.on(first)[0] is past.on(second - timedelta(days=1))[0]
    assert past.on(first)[0] is not past.on(second)[0]


def planted(day: date) -> Snapshot:
    """The snapshot with a hospital moved far away in a file that was published later."""
    tables = snapshot()
    column = [name for name, _, _ in tables.origins()]
    rows = list(tables._rows)
    at = next(
        i for i, row in enumerate(rows)
        if row[0] == RIMOUSKI and column[i] == "distance_hospital_km"
    )  # fmt: skip
    rows[at] = [*rows[at][:2], "400.0", *rows[at][3:]]
    sources = {
        **tables.sources,
        "msss_installations": replace(
            tables.sources["msss_installations"], known_on=day.isoformat()
        ),
    }
    moved = replace(tables, _rows=tuple(rows), sources=sources)
    return moved.without([False] * len(rows), "none", Text("", ""))


def test_a_fact_planted_after_the_decision_is_not_seen_by_it() -> None:
    profile = households.household({**households.READY, "preferences.needs": ["hospital"]})

    def answer(tables: Snapshot, day: date) -> tuple[str, dict[str, object]]:
        then, work = AsKnown(tables, labour()).on(day)
        engine = Engine(then, work, households.ruleset(), day)
        found = engine.explain(profile, then.place(RIMOUSKI)).decision
        return found.fit, found.as_json()

    later = DAY + timedelta(days=30)
    honest = answer(replace(snapshot(), sources=planted(later).sources), DAY)
    assert answer(planted(later), DAY) == honest
    assert answer(planted(later), later) != answer(planted(AS_OF), DAY)
    reasons = answer(planted(later), later)[1]["reasons"]
    assert "400" in str(reasons)
    assert "400" not in str(honest)


def test_a_census_without_a_proven_day_is_known_long_after_its_year() -> None:
    for day, is_known in ((date(2022, 1, 5), False), (date(2023, 7, 2), True)):
        then, _ = known().on(day)
        assert (then.fact(RIMOUSKI, "rent_median_2021_cad_month").value is not None) is is_known
