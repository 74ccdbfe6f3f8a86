"""The report and the urgent page hold on one page, whatever the household and the place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from features.generate import generate
from features.profile import HouseholdProfile
from matching.urgency import days_to_start
from regions_data.catalog import Place
from regions_data.text import Language
from service.cli.printing import PAGE_LINES, Page
from service.cli.report_text import write_report
from service.cli.urgent_text import write_urgent
from tests.matching import households
from tests.strategies import AS_OF, snapshot

HEADING_LINES = 9
"""The longest heading: a name, a region, not listed, the stamp, two long occupations."""


def page_of(profile: HouseholdProfile, place: Place, language: Language) -> Page:
    """The page as the command writes it, below the longest heading."""
    page = Page(language)
    for _ in range(HEADING_LINES):
        page.line("heading")
    answer = households.engine().explain(profile, place)
    if answer.decision.mode == "urgent":
        write_urgent(answer, days_to_start(profile, AS_OF), page)
    else:
        write_report(answer, page)
    return page


def hurried(profile: HouseholdProfile) -> HouseholdProfile:
    """The same household with a job that starts in five days."""
    for key, value in {"status": "signed", "municipality": "97007"}.items():
        profile = profile.with_answer(f"adults.0.job_offer.{key}", value)
    return profile.with_answer("adults.0.job_offer.start_date", AS_OF + timedelta(days=5))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("share", [0.0, 0.15])
def test_any_generated_household_has_a_page_of_one_page(language: Language, share: float) -> None:
    places = [place for place in snapshot().places if not place.in_cmm]
    for index, profile in enumerate(generate(25, 8, AS_OF, unknown_share=share)):
        place = places[index * 97 % len(places)]
        assert page_of(profile, place, language).length <= PAGE_LINES, index
        assert page_of(hurried(profile), place, language).length <= PAGE_LINES, index


def test_the_longest_page_that_was_found_is_one_page() -> None:
    profile = generate(900, 7, AS_OF, unknown_share=0.15)[614]
    place = next(place for place in snapshot().places if place.name == "Val-Morin")
    assert page_of(profile, place, "fr").length <= PAGE_LINES
