"""A profile is written back as the document that a person would have written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from features.profile import HouseholdProfile
from features.profile_document import document_of
from features.profile_reader import read_profile
from regions_data.document import read_document, read_file
from tests.features.reading import household
from tests.strategies import labour, profiles, read, snapshot

ROOT = Path(__file__).parents[2]
EXAMPLES = [
    *sorted((ROOT / "examples").glob("*.yaml")),
    Path(__file__).parent / "design_example.yaml",
]


@settings(max_examples=300)
@given(profiles())
def test_any_profile_reads_back_as_itself(profile: HouseholdProfile) -> None:
    assert read(document_of(profile)) == profile


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_back_as_itself_through_yaml(path: Path) -> None:
    profile = read_profile(read_file(path), snapshot(), labour())
    raw = yaml.safe_dump(document_of(profile), allow_unicode=True).encode()
    assert read_profile(read_document(raw, "profil.yaml"), snapshot(), labour()) == profile


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("activator: declined", {"activator": "declined"}),
        ("adults: [{wants_work: oui}]", {"adults": [{"wants_work": True}]}),
        ("adults: [unknown, declined]",
         {"household_kind": "couple", "adults": ["unknown", "declined"]}),
        ("children: []", {"children": []}),
        ("preferences: {max_km_to_montreal: none}",
         {"preferences": {"max_km_to_montreal": "none"}}),
        ("preferences: {max_rent_cad: '1200,5'}", {"preferences": {"max_rent_cad": 1200.5}}),
        ("preferences: {needs: [clsc]}", {"preferences": {"needs": ["clsc"]}}),
        ("network: declined", {"network": "declined"}),
        ("network: {contacts: [{}]}", {"network": {"contacts": [{}]}}),
        ("readiness: {lease: settled}", {"readiness": {"lease": "settled"}}),
        ("readiness: {lease: {status: settled, ends: 2027-06-30}}",
         {"readiness": {"lease": {"status": "settled", "ends": "2027-06-30"}}}),
        ("readiness: {lease: {ends: 2027-06-30}}",
         {"readiness": {"lease": {"ends": "2027-06-30"}}}),
        ("adults: [{job_offer: none}]", {"adults": [{"job_offer": {"status": "none"}}]}),
        ("household_kind: single", {"household_kind": "single", "partner": "not_applicable"}),
    ],
)  # fmt: skip
def test_each_kind_of_answer_is_written_as_the_contract_writes_it(
    text: str, document: dict[str, object]
) -> None:
    assert document_of(household(text)) == document
