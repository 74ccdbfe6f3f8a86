"""A row is a placement, or a problem with its line and its column; nothing is dropped."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.generate import generate
from features.profile_document import document_of
from features.vocabulary import CAR
from matching.backtest.log_mapping import LogMapping
from matching.backtest.log_reader import LogReading, read_log
from matching.backtest.log_table import Row, Table
from matching.backtest.outcomes import Known, months_later
from matching.backtest.placement import Placement
from regions_data.problems import Refused
from tests.strategies import AS_OF, labour, snapshot

GOOD = {
    "case_id": "A-1", "decided_on": "2023-03-01", "place": "10043",
    "household_kind": "couple", "car_access": "available",
}  # fmt: skip


def reading(*rows: dict[str, str], mapping: LogMapping | None = None) -> LogReading:
    header = tuple(dict.fromkeys(key for row in rows for key in row))
    told = tuple(Row(line, row) for line, row in enumerate(rows, start=2))
    return read_log(
        Table("journal.csv", header, told),
        LogMapping() if mapping is None else mapping,
        snapshot=snapshot(), labour=labour(), as_of=AS_OF,
    )  # fmt: skip


def placement(**cells: str) -> Placement:
    found = reading({**GOOD, **cells})
    assert found.problems == ()
    (one,) = found.log
    return one


# -- what is read


def test_a_row_is_read_whole() -> None:
    one = placement(
        settled_on="01/07/2023", place="Rimouski", propensity="0,25", offered="10043|05045",
        offered_propensity="0,25|0.5", shown_colour="jaune", shown_fit="GREEN", shown_score="61,5",
        shown_ruleset="0.1.0", counsellor_colour="vert", person_decision="continuer",
        in_region_6m="oui", in_region_12m="non", left_region_on="2024-02-01",
        in_quebec_12m="yes", employed_in_field="inconnu", partner_employed="oui",
        exit_reason="logement",
    )  # fmt: skip
    assert (one.decided_on, one.settled_on) == (date(2023, 3, 1), date(2023, 7, 1))
    assert (one.place.name, one.propensity) == ("Rimouski", 0.25)
    assert [(o.place.code, o.propensity) for o in one.offered] == [("10043", 0.25), ("05045", 0.5)]
    assert (one.shown.colour, one.shown.fit, one.shown.score) == ("yellow", "green", 61.5)
    assert (one.counsellor, one.person) == ("green", "continue")
    assert one.outcome.in_region.at == (Known.YES, Known.NO, Known.UNKNOWN, Known.UNKNOWN)
    assert one.outcome.in_quebec.at[1] is Known.YES
    assert one.outcome.employed_in_field is Known.UNKNOWN
    assert (one.outcome.partner_employed, one.outcome.exit_reason) == (Known.YES, "housing")
    assert one.profile.word("car_access") == "available"


def test_the_settlement_is_the_decision_when_nobody_says_otherwise() -> None:
    assert placement().settled_on == date(2023, 3, 1)


@pytest.mark.parametrize("cell", ["", "unknown", "Inconnu", "?", "-", "N/A", "n. d."])
def test_unknown_is_a_value_of_its_own(cell: str) -> None:
    one = placement(in_region_12m=cell, exit_reason=cell, propensity=cell)
    assert one.outcome.in_region.at[1] is Known.UNKNOWN
    assert (one.outcome.exit_reason, one.propensity) == (None, None)


def test_facts_in_columns_make_the_same_household_as_a_profile() -> None:
    facts = {
        "adults.0.occupation_noc": "31301", "adults.0.job_offer.status": "signed",
        "adults.0.job_offer.municipality": "10043", "adults.1.french_oral_level": "5",
        "preferences.needs": "hospital|cegep", "preferences.municipalities": "none",
        "readiness.lease": "to_settle", "readiness.lease.ends": "2024-06-30",
        "network.contacts.0.municipality": "10043",
    }  # fmt: skip
    document = {
        "household_kind": "couple", "car_access": "available",
        "adults": [
            {"occupation_noc": "31301", "job_offer": {"status": "signed", "municipality": "10043"}},
            {"french_oral_level": 5},
        ],
        "preferences": {"needs": ["hospital", "cegep"], "municipalities": []},
        "readiness": {"lease": {"status": "to_settle", "ends": "2024-06-30"}},
        "network": {"contacts": [{"municipality": "10043"}]},
    }  # fmt: skip
    plain = {key: GOOD[key] for key in ("case_id", "decided_on", "place")}
    (by_profile,) = reading({**plain, "profile": json.dumps(document)}).log
    assert placement(**facts).profile == by_profile.profile


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_any_household_written_as_a_profile_is_read_again(seed: int) -> None:
    (household,) = generate(1, seed, AS_OF, unknown_share=0.3)
    plain = {key: GOOD[key] for key in ("case_id", "decided_on", "place")}
    found = reading({**plain, "profile": json.dumps(document_of(household))})
    assert found.problems == ()
    assert next(iter(found.log)).profile == household


def test_a_municipality_whose_code_has_changed_is_found_and_named() -> None:
    found = reading({**GOOD, "place": "11020"})
    assert next(iter(found.log)).place.code == "13062"
    (note,) = found.notes
    assert (note.where, note.line) == ("place", 2)
    assert "Lac-des-Aigles" in note.message.fr


def test_a_code_that_a_spreadsheet_shortened_is_found() -> None:
    assert placement(place="1023").place.code == "01023"


# -- what cannot be


WRONG: list[tuple[dict[str, str], str, str]] = [
    ({"case_id": ""}, "case_id", "vide"),
    ({"case_id": "Jean Tremblay"}, "case_id", "numéro de dossier"),
    ({"decided_on": ""}, "decided_on", "vide"),
    ({"decided_on": "2023-02-30"}, "decided_on", "n'existe pas"),
    ({"decided_on": "03/2023"}, "decided_on", "n'existe pas"),
    ({"decided_on": "2027-01-01"}, "decided_on", "après le jour"),
    ({"place": ""}, "place", "vide"),
    ({"place": "Rimouskii"}, "place", "ne s'appelle"),
    ({"settled_on": "2023-02-01"}, "settled_on", "avant la décision"),
    ({"settled_on": "2027-02-01"}, "settled_on", "après le jour"),
    ({"propensity": "1,5"}, "propensity", "probabilité"),
    ({"propensity": "0"}, "propensity", "probabilité de 0"),
    ({"offered": "10043|10043"}, "offered", "deux fois"),
    ({"offered": "10043|05045", "offered_propensity": "0.5"}, "offered_propensity", "autant"),
    ({"offered": "10043|05045", "offered_propensity": "0.6|0.6"}, "offered_propensity", "dépasse"),
    (
        {"offered": "10043", "offered_propensity": "0.5", "propensity": "0.4"},
        "propensity",
        "différentes",
    ),
    ({"offered": "10043", "offered_propensity": "0"}, "offered_propensity", "probabilité de 0"),
    ({"shown_colour": "orange"}, "shown_colour", "mot"),
    ({"shown_score": "161"}, "shown_score", "score"),
    ({"left_region_on": "2023-01-01"}, "left_region_on", "avant l'établissement"),
    ({"left_region_on": "2027-01-01"}, "left_region_on", "après le jour"),
    (
        {"left_region_on": "2024-01-01", "in_region_until": "2024-06-01"},
        "in_region_until",
        "après son départ",
    ),
    ({"left_region_on": "2023-10-01", "in_region_12m": "oui"}, "in_region_12m", "déjà parti"),
    ({"in_region_until": "2024-10-01", "in_region_12m": "non"}, "in_region_12m", "plus tard"),
    ({"in_region_6m": "non", "in_region_12m": "oui"}, "in_region_12m", "plus tôt"),
    ({"in_region_60m": "oui"}, "in_region_60m", "pas encore atteinte"),
    (
        {"left_region_on": "2024-06-01", "left_quebec_on": "2024-01-01"},
        "left_quebec_on",
        "avant de partir de la région",
    ),
    ({"exit_reason": "parce que"}, "exit_reason", "mot"),
    ({"household_kind": "single", "partner_employed": "oui"}, "partner_employed", "personne seule"),
    ({"car_access": "avail"}, "car_access", "inconnue"),
    ({"decided_on": "2023-03-01 ou 2023-06-01"}, "decided_on", "forme"),
    ({"decided_on": "1900-01-01"}, "decided_on", "invraisemblable"),
    ({"settled_on": "9999-12-31"}, "settled_on", "après le jour"),
    ({"propensity": "#REF!"}, "propensity", "tableur"),
    ({"in_region_12m": "#N/A"}, "in_region_12m", "tableur"),
    ({"in_region_12m": "✓"}, "in_region_12m", "mot"),
    ({"exit_reason": "другое"}, "exit_reason", "mot"),
    ({"left_region_on": "2025-01-01", "in_region_12m": "non"}, "in_region_12m", "plus tard"),
    ({"in_region_12m": "oui", "in_quebec_12m": "non"}, "in_quebec_12m", "plus au Québec"),
    (
        {"left_quebec_on": "2023-06-01", "in_region_until": "2025-01-01"},
        "left_quebec_on",
        "plus au Québec",
    ),
]
BY_PROFILE = {key: GOOD[key] for key in ("case_id", "decided_on", "place")}


@pytest.mark.parametrize(
    "cell", ["{not json", '{"sex": "f"}', '{"car_access": "avail"}', "Jean Tremblay, soudeur"]
)
def test_a_profile_that_cannot_be_read_is_named_without_its_words(cell: str) -> None:
    found = reading({**BY_PROFILE, "profile": cell})
    assert found.rejected == (2,)
    assert {problem.where for problem in found.problems} == {"profile"}
    assert "Tremblay" not in " ".join(problem.sentence("fr") for problem in found.problems)


@pytest.mark.parametrize(
    ("cells", "path", "answer"),
    [
        ({"car_access": CAR.label("available").fr.upper()}, "car_access", "available"),
        ({"readiness.lease.ends": "30/06/2024"}, "readiness.lease.ends", date(2024, 6, 30)),
        (
            {"preferences.municipalities": "3005|11020"},
            "preferences.municipalities",
            ("03005", "13062"),
        ),
        ({"preferences.needs": "none"}, "preferences.needs", ()),
    ],
)
def test_facts_are_written_by_the_conventions_of_the_log(
    cells: dict[str, str], path: str, answer: object
) -> None:
    assert placement(**cells).profile.answer(path) == answer


@pytest.mark.parametrize("cell", ["?", "-", "inconnu", "n. d.", "N/A"])
@pytest.mark.parametrize("path", ["preferences.needs", "car_access", "readiness.lease.ends"])
def test_an_unknown_fact_is_unknown_and_never_none(path: str, cell: str) -> None:
    assert placement(**{path: cell}).profile.gap(path) is not None


@given(st.floats(0, 1, allow_subnormal=False).filter(bool))
def test_any_probability_is_read_again(share: float) -> None:
    assert placement(propensity=repr(share)).propensity == share


@pytest.mark.parametrize(("cell", "share"), [("25 %", 0.25), (",25", 0.25), ("2,5e-1", 0.25)])
def test_a_probability_has_several_writings(cell: str, share: float) -> None:
    assert placement(propensity=cell).propensity == share


def test_a_no_that_a_departure_implies_is_kept_before_its_day() -> None:
    """A household that settled this summer and has left is no reason to lose a row."""
    found = reading(
        {**GOOD, "decided_on": "2026-06-01", "left_region_on": "2026-08-01", "in_region_12m": "non"}
    )
    assert found.problems == ()


def test_what_a_spreadsheet_writes_for_yes_and_no() -> None:
    one = placement(in_region_6m="VRAI", in_region_12m="FAUX")
    assert one.outcome.in_region.at[:2] == (Known.YES, Known.NO)


def test_two_columns_that_would_be_the_same_are_refused() -> None:
    for extra, mapping in (
        ({"Ville": "Gaspé"}, LogMapping(columns={"place": "Ville"})),
        ({"profile": "{}"}, LogMapping()),
    ):
        with pytest.raises(Refused):
            reading({**GOOD, **extra}, mapping=mapping)


def test_an_ignored_column_is_not_read() -> None:
    mapping = LogMapping(ignore=frozenset({"car_access", "in_region_12m"}))
    (one,) = reading({**GOOD, "in_region_12m": "non"}, mapping=mapping).log
    assert one.profile.gap("car_access") is not None
    assert one.outcome.in_region.at[1] is Known.UNKNOWN


def test_a_mark_may_be_given_a_meaning() -> None:
    mapping = LogMapping(words={"in_region_12m": {"✓": "yes", "✗": "no"}})
    (one,) = reading({**GOOD, "in_region_12m": "✗"}, mapping=mapping).log
    assert one.outcome.in_region.at[1] is Known.NO


@pytest.mark.parametrize(("cells", "column", "word"), WRONG, ids=lambda value: str(value)[:40])
def test_what_cannot_be_is_named_by_line_and_column(
    cells: dict[str, str], column: str, word: str
) -> None:
    found = reading({**GOOD, **cells}, {**GOOD, "case_id": "A-2"})
    assert found.rejected == (2,)
    assert [one.case_id for one in found.log] == ["A-2"]
    problem = next(each for each in found.problems if each.where.startswith(column))
    assert problem.line == 2
    assert word in problem.message.fr.replace("’", "'")
    assert problem.remedy.fr or problem.known


def test_a_case_number_that_may_be_a_name_is_not_repeated() -> None:
    found = reading({**GOOD, "case_id": "Jean Tremblay"})
    assert "Tremblay" not in " ".join(each.sentence("fr") for each in found.problems)


def test_every_problem_of_a_row_is_told_at_once() -> None:
    found = reading({**GOOD, "place": "Rimouskii", "propensity": "2", "decided_on": "x"})
    assert {each.where for each in found.problems} == {"place", "propensity", "decided_on"}


def test_the_same_case_on_the_same_day_is_kept_once_and_named() -> None:
    found = reading(GOOD, {**GOOD, "decided_on": "2024-03-01"}, {**GOOD, "place": "05045"})
    assert [(one.case_id, one.decided_on.year) for one in found.log] == [
        ("A-1", 2023),
        ("A-1", 2024),
    ]
    assert found.rejected == (4,)
    assert "ligne 2" in found.problems[0].message.fr


def test_a_reason_without_a_departure_is_noted_and_kept() -> None:
    found = reading({**GOOD, "exit_reason": "housing"})
    assert len(found.log) == 1
    assert "aucun départ" in found.notes[0].message.fr


def test_a_place_of_the_cmm_is_noted_and_kept() -> None:
    found = reading({**GOOD, "place": "65005"})
    assert len(found.log) == 1
    assert "hors du champ" in found.notes[0].message.fr


CELLS = st.sampled_from(
    ["", "oui", "non", "inconnu", "2024-01-01", "31/12/2023", "0,5", "x", "10043"]
)


@settings(max_examples=40)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                ["decided_on", "place", "settled_on", "left_region_on", "in_region_until",
                 "in_region_6m", "in_region_12m", "propensity", "exit_reason", "case_id"]
            ),
            CELLS,
        ),
        min_size=1,
        max_size=8,
    )
)  # fmt: skip
def test_every_row_is_a_placement_or_has_a_problem(rows: list[dict[str, str]]) -> None:
    found = reading(*({**GOOD, "case_id": f"A-{i}", **row} for i, row in enumerate(rows)))
    assert found.rows == len(rows) == len(found.log) + len(found.rejected)
    assert set(found.rejected) == {problem.line for problem in found.problems}
    for one in found.log:
        left, seen = one.outcome.in_region.left_on, one.outcome.in_region.seen_on
        assert one.decided_on <= one.settled_on <= AS_OF
        assert left is None or one.settled_on <= left <= AS_OF
        assert left is None or seen is None or seen <= left


# -- the header


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("commentaires", "inconnue du journal"),
        ("sex", "variable d'évaluation"),
        ("status_group", "variable d'évaluation"),
        ("adults.0.name", "n'entre jamais"),
        ("birth_date", "n'entre jamais"),
    ],
)
def test_a_column_that_is_not_the_logs_is_refused(column: str, word: str) -> None:
    with pytest.raises(Refused) as refused:
        reading({**GOOD, column: "x"})
    (problem,) = refused.value.problems
    assert problem.where == column
    assert word in problem.message.fr
    left_out = LogMapping(ignore=frozenset({column}))
    if word != "variable d'évaluation":
        assert len(reading({**GOOD, column: "x"}, mapping=left_out).log) == 1


def test_a_required_column_that_is_missing_is_named_with_those_there() -> None:
    with pytest.raises(Refused) as refused:
        reading({key: value for key, value in GOOD.items() if key != "decided_on"})
    (problem,) = refused.value.problems
    assert problem.where == "decided_on"
    assert "case_id" in problem.known


def test_other_names_and_other_words_are_read_by_a_mapping() -> None:
    mapping = LogMapping(
        columns={"case_id": "No", "decided_on": "Date", "place": "Ville", "in_region_6m": "6 mois"},
        words={"in_region_6m": {"present": "yes"}},
        ignore=frozenset({"Remarques"}),
    )
    row = {
        "No": "7", "Date": "2023-03-01", "Ville": "Alma", "6 mois": "Présent", "Remarques": "…",
        "household_kind": "single",
    }  # fmt: skip
    (one,) = reading(row, mapping=mapping).log
    assert (one.case_id, one.place.name) == ("7", "Alma")
    assert one.outcome.in_region.at[0] is Known.YES


def test_months_are_counted_to_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_later(date(2023, 11, 30), 60) == date(2028, 11, 30)
