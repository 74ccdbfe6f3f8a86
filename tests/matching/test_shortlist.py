"""Which regions and towns a shortlist shows, in which order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from features.profile import HouseholdProfile
from matching.decision import Shortlist
from matching.evaluate import GREEN, YELLOW
from matching.pipeline import Engine
from matching.shortlist import by_region, choose_towns, order_places
from tests.matching import households
from tests.strategies import profiles, snapshot

RIMOUSKI, MATANE, VALERIEN, DRUMMOND, LAVAL = "10043", "08053", "10060", "49058", "65005"
LARGE, MEDIUM, SMALL = 50_000.0, 9_000.0, 900.0


def listed(answer: Shortlist) -> list[str]:
    return [decision.place.code for region in answer.regions for decision in region.places]


# -- the towns of one region


@pytest.mark.parametrize(
    ("population", "chosen"),
    [
        pytest.param([LARGE, MEDIUM, SMALL], [0, 1, 2], id="the best is the large one"),
        pytest.param([SMALL, SMALL, MEDIUM, LARGE], [0, 3, 2, 1], id="large, medium, small follow"),
        pytest.param([MEDIUM, MEDIUM, LARGE, SMALL, SMALL], [0, 2, 1, 3], id="best of each size"),
        pytest.param([SMALL], [0], id="one town"),
        pytest.param([SMALL, SMALL, SMALL], [0, 1], id="no large nor medium one"),
        pytest.param([LARGE, LARGE, LARGE], [0, 1], id="a second large one"),
        pytest.param([30_000.0, 29_999.0, 5_000.0, 4_999.0], [0, 1, 3], id="the limits of a size"),
        pytest.param([MEDIUM, float("nan"), SMALL], [0, 2], id="an unknown size is no size"),
    ],
)
def test_a_region_shows_its_best_then_large_medium_and_small_towns(
    population: list[float], chosen: list[int]
) -> None:
    assert choose_towns(range(len(population)), np.array(population)) == chosen


def test_towns_follow_the_order_given_not_the_table() -> None:
    population = np.array([LARGE, MEDIUM, LARGE, SMALL])
    assert choose_towns([3, 2, 0, 1], population) == [3, 2, 1]


def test_places_come_by_fit_then_score_then_code() -> None:
    places = [snapshot().place(code) for code in (RIMOUSKI, MATANE, VALERIEN, DRUMMOND)]
    fit = np.array([YELLOW, GREEN, GREEN, GREEN], dtype=np.uint8)
    total = np.array([99.0, 40.0, 60.0, 40.0])
    order = order_places(places, fit, total, keep=range(4))
    assert [places[i].code for i in order] == [VALERIEN, MATANE, DRUMMOND, RIMOUSKI]


def test_regions_come_in_the_order_of_their_best_place() -> None:
    places = [snapshot().place(code) for code in (RIMOUSKI, DRUMMOND, MATANE)]
    assert by_region(places, [1, 2, 0]) == {"17": [1], "01": [2, 0]}


# -- whole shortlists


@settings(max_examples=15)
@given(profiles())
def test_a_shortlist_names_only_listed_places_at_most_four_a_region(
    profile: HouseholdProfile,
) -> None:
    answer = households.engine().shortlist(profile, top=3)
    asked = set(profile.words("preferences.regions") or ())
    codes = [region.places[0].place.region.code for region in answer.regions]
    assert len(codes) == len(set(codes))
    assert set(codes[3:]) <= asked
    for region in answer.regions:
        assert 1 <= len(region.places) <= 4
        assert {d.place.region.code for d in region.places} == {region.places[0].place.region.code}
        assert len({d.place.code for d in region.places}) == len(region.places)
        for decision in region.places:
            assert decision.place.listed
            assert not decision.place.in_cmm
            assert decision.rank is not None
            assert decision.colour == max(decision.fit, decision.preparation, key=COLOURS.index)


COLOURS = ("green", "yellow", "red")


def test_the_best_place_of_each_region_is_the_best_of_all_its_places(engine: Engine) -> None:
    profile = households.household({"adults.0.occupation_noc": "31301", "car_access": "available"})
    answer = engine.shortlist(profile, top=17)
    assert len(answer.regions) == 15  # Montréal and Laval have no destination
    for region in answer.regions:
        best = region.places[0]
        assert best.rank == min(d.rank for d in region.places if d.rank is not None)
    ranks = [region.places[0].rank for region in answer.regions]
    assert ranks[0] == 1


@pytest.mark.parametrize("top", [1, 3, 5])
def test_top_counts_regions(engine: Engine, top: int) -> None:
    assert len(engine.shortlist(households.household({}), top=top).regions) == top


def test_a_longer_shortlist_begins_with_the_shorter_one(engine: Engine) -> None:
    profile = households.household({"adults.0.occupation_noc": "31301"})
    assert listed(engine.shortlist(profile, 6))[
        : len(listed(engine.shortlist(profile, 2)))
    ] == listed(engine.shortlist(profile, 2))


def test_a_region_asked_for_is_added_after_the_others(engine: Engine) -> None:
    profile = households.household({})
    shown = [r.places[0].place.region.code for r in engine.shortlist(profile, top=2).regions]
    other = next(code for code in ("10", "09", "08", "11") if code not in shown)
    asked = households.household({"preferences.regions": [other]})
    codes = [r.places[0].place.region.code for r in engine.shortlist(asked, top=2).regions]
    assert codes == [*shown, other]


def test_a_region_asked_for_is_not_shown_twice(engine: Engine) -> None:
    profile = households.household({})
    first = engine.shortlist(profile, top=1).regions[0].places[0].place.region.code
    asked = households.household({"preferences.regions": [first]})
    assert len(engine.shortlist(asked, top=1).regions) == 1


def test_montreal_asked_as_a_region_shows_nothing_more(engine: Engine) -> None:
    asked = households.household({"preferences.regions": ["06", "13"]})
    assert len(engine.shortlist(asked, top=2).regions) == 2


def test_every_place_asked_for_is_answered_in_the_order_asked(engine: Engine) -> None:
    codes = ["99095", LAVAL, RIMOUSKI]  # Kuujjuaq, which is not listed, and one in the CMM
    asked = engine.shortlist(households.household({"preferences.municipalities": codes})).asked
    assert [decision.place.code for decision in asked] == codes
    kuujjuaq, laval, rimouski = asked
    assert kuujjuaq.rank is None
    assert laval.rank is None
    assert rimouski.rank is not None


def test_laval_is_red_out_of_scope_and_never_listed(engine: Engine) -> None:
    profile = households.household(
        {"preferences.municipalities": [LAVAL], "preferences.regions": ["13"]}
    )
    answer = engine.shortlist(profile, top=17)
    laval = answer.asked[0]
    assert (laval.colour, laval.fit) == ("red", "red")
    assert laval.reasons[0].rule == "scope.cmm"
    assert "hors du champ de la régionalisation" in laval.reasons[0].text.fr
    assert "outside the scope of regionalisation" in laval.reasons[0].text.en
    assert laval.steps[0].rule == "scope.cmm"
    assert LAVAL not in listed(answer)


def test_asking_for_a_place_changes_neither_the_list_nor_the_tally(engine: Engine) -> None:
    plain = engine.shortlist(households.household({}))
    asked = engine.shortlist(households.household({"preferences.municipalities": [LAVAL, "99095"]}))
    assert listed(plain) == listed(asked)
    assert plain.tally == asked.tally
    scores = [[d.score for r in answer.regions for d in r.places] for answer in (plain, asked)]
    assert scores[0] == scores[1]


def test_explaining_a_place_says_what_the_shortlist_says(engine: Engine) -> None:
    profile = households.household({"adults.0.occupation_noc": "31301"})
    best = engine.shortlist(profile, top=1).regions[0].places[0]
    assert engine.explain(profile, best.place).decision == best


def test_the_tally_counts_every_listed_place(engine: Engine) -> None:
    tally = engine.shortlist(households.household({})).tally
    expected = sum(place.listed and not place.in_cmm for place in snapshot().places)
    assert tally.green + tally.yellow + tally.red == expected


# -- urgent departures


@pytest.mark.parametrize(
    ("day", "mode"),
    [
        ("2026-11-20", "normal"),
        ("2026-11-21", "urgent"),
        ("2026-12-05", "urgent"),
        ("2026-12-06", "normal"),
    ],
)
@pytest.mark.parametrize("subject", ["job_offer", "training"])
def test_a_start_within_fourteen_days_is_urgent(
    engine: Engine, day: str, mode: str, subject: str
) -> None:
    profile = households.household({f"adults.0.{subject}.start_date": day})
    assert engine.shortlist(profile, top=1).mode == mode
    assert engine.explain(profile, snapshot().place(RIMOUSKI)).decision.mode == mode


def test_the_partners_start_counts_too(engine: Engine) -> None:
    profile = households.household({"adults.1.job_offer.start_date": "2026-11-30"})
    assert engine.shortlist(profile, top=1).mode == "urgent"


def test_urgent_keeps_the_colours_in_the_answer(engine: Engine) -> None:
    facts = {"adults.0.occupation_noc": "31301"}
    urgent = households.household({**facts, "adults.0.job_offer.start_date": "2026-11-30"})
    normal = households.household({**facts, "adults.0.job_offer.start_date": "2027-11-30"})
    one, two = (engine.shortlist(profile, top=3) for profile in (urgent, normal))
    assert [d.colour for r in one.regions for d in r.places] == [
        d.colour for r in two.regions for d in r.places
    ]


@pytest.mark.parametrize("status", ["none", "verbal"])
def test_an_offer_that_is_not_signed_makes_nothing_urgent(engine: Engine, status: str) -> None:
    offer = {"status": status, "start_date": "2026-11-25"}
    profile = households.household({"adults.0.job_offer": offer})
    assert engine.shortlist(profile, top=1).mode == "normal"


def test_regions_asked_for_keep_their_place_in_the_order(engine: Engine) -> None:
    profile = households.household({"preferences.regions": ["10", "01", "17"]})
    shown = [r.places[0].place.region.code for r in engine.shortlist(profile, top=1).regions]
    every = [r.places[0].place.region.code for r in engine.shortlist(profile, top=17).regions]
    assert set(shown) == {"10", "01", "17", every[0]}
    assert shown == [code for code in every if code in shown]
