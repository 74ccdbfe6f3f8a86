"""A mapping says which column is which, and refuses what it cannot mean."""

from __future__ import annotations

import pytest

from matching.backtest.log_mapping import LogMapping, read_mapping
from regions_data.document import read_document
from regions_data.problems import Refused

GOOD = """
columns: {case_id: No de dossier, adults.0.occupation_noc: CNP}
words:
  exit_reason: {Perte d'emploi: job_loss, Solitude: network_loneliness}
ignore: [Remarques]
"""


def mapping(text: str) -> LogMapping:
    return read_mapping(read_document(text.encode(), "correspondance.yaml"))


def test_a_mapping_gives_names_and_words_both_ways() -> None:
    found = mapping(GOOD)
    assert found.header_of("case_id") == "No de dossier"
    assert found.our_name("CNP") == "adults.0.occupation_noc"
    assert found.header_of("place") == found.our_name("place") == "place"
    assert found.word("exit_reason", "SOLITUDE") == "network_loneliness"
    assert found.word("exit_reason", "housing") == "housing"
    assert found.ignore == {"Remarques"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[a, b]", "correspondance"),
        ("colonnes: {case_id: No}", "colonnes"),
        ("columns: {dossier: No}", "dossier"),
        ("columns: [case_id]", "columns"),
        ("columns: {case_id: [No]}", "columns.case_id"),
        ("words: {dossier: {a: b}}", "dossier"),
        ("words: {exit_reason: a}", "words.exit_reason"),
        ("ignore: Remarques", "ignore"),
        ("words: {place: {a: b}}", "words.place"),
        ("{columns: {place: Ville}, ignore: [Ville]}", "Ville"),
    ],
)
def test_what_a_mapping_cannot_mean_is_named(text: str, where: str) -> None:
    with pytest.raises(Refused) as refused:
        mapping(text)
    assert where in {problem.where for problem in refused.value.problems}
