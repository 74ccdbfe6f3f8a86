"""How both earners are joined, and what is said when one of them is not known."""

import numpy as np
import pytest

from features.factors.work import SPECIALISATION, WORK_PROSPECTS
from features.pairs import HouseholdRule, Pairs
from features.place import PlaceTable
from tests.strategies import labour, on_the_day, read, snapshot


@pytest.mark.parametrize(
    ("rule", "prospect"),
    [("at_least_one", 0.8), ("mean", 0.7), ("weakest", 0.6), ("sum", 1.0)],
)
def test_each_household_rule_joins_both_earners_its_own_way(
    rule: HouseholdRule, prospect: float
) -> None:
    # A nurse (good, 0.8) and a welder (moderate, 0.6) at Rimouski, in either order.
    for first, second in (("31301", "72106"), ("72106", "31301")):
        profile = read(
            {
                "household_kind": "couple",
                "partner": {"moves": "together"},
                "adults": [
                    {"occupation_noc": first, "job_offer": "none"},
                    {"occupation_noc": second, "job_offer": "none", "wants_work": True},
                ],
            }
        )
        table = PlaceTable(snapshot(), labour(), (snapshot().place("10043"),))
        pairs = Pairs(on_the_day((profile,)), table, rule)
        assert WORK_PROSPECTS.compute(pairs)[0, 0] == pytest.approx(prospect)


def test_an_earner_of_whom_nothing_is_said_leaves_the_other_s_prospect() -> None:
    told = {"occupation_noc": "31301", "job_offer": "none", "wants_work": True}
    silent = {"wants_work": True}
    table = PlaceTable(snapshot(), labour(), (snapshot().place("10043"),))
    for adults in ([told, silent], [silent, told]):
        profile = read(_together(adults))
        for rule in ("mean", "weakest"):
            prospects = WORK_PROSPECTS.compute(Pairs(on_the_day((profile,)), table, rule))
            assert prospects[0, 0] == pytest.approx(0.8)


def test_an_unpublished_figure_of_either_earner_is_said_to_be_missing() -> None:
    position = snapshot().position("10043")
    region = labour().region_position(snapshot().places[position].economic_region)
    missing = np.flatnonzero(np.isnan(labour().specialisation[:, region]))
    unpublished = labour().nocs[int(missing[0])]
    table = PlaceTable(snapshot(), labour(), (snapshot().place("10043"),))
    for nocs, lacks in (
        (("31301", unpublished), True),
        ((unpublished, "31301"), True),
        (("31301", "72106"), False),
    ):
        adults = [{"occupation_noc": noc, "wants_work": True} for noc in nocs]
        pairs = Pairs(on_the_day((read(_together(adults)),)), table, "mean")
        assert SPECIALISATION.lacks
        assert bool(SPECIALISATION.lacks(pairs)[0, 0]) is lacks


def _together(adults: list[dict[str, object]]) -> dict[str, object]:
    return {"household_kind": "couple", "partner": {"moves": "together"}, "adults": adults}
