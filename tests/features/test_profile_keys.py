"""What may not be in a profile: protected keys, unknown keys, values of the wrong shape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema import REFUSED_KEYS
from regions_data.problems import Refused
from tests.features.reading import problem, problems, written_at
from tests.strategies import read

DEPTHS = ("{key}", "adults.0.{key}", "adults.1.job_offer.{key}", "children.0.{key}",
          "network.contacts.0.{key}", "readiness.lease.{key}", "made_up.deep.0.{key}")  # fmt: skip


@pytest.mark.parametrize("key", REFUSED_KEYS)
@pytest.mark.parametrize("depth", DEPTHS)
def test_a_protected_key_is_refused_at_any_depth(key: str, depth: str) -> None:
    path = depth.format(key=key)
    text = written_at(path.replace("adults.1.", "adults.0."), "secret-Zéphyrine-1987")
    found = [p for p in problems(text) if p.value == key]
    assert len(found) == 1
    assert found[0].where == path.replace("adults.1.", "adults.0.")
    assert "motif protégé" in found[0].message.fr
    assert found[0].line == 1
    assert_silent(text, "Zéphyrine")


@pytest.mark.parametrize("key", ["Age", "NAME", "Mother_Tongue"])
def test_a_protected_key_is_refused_in_any_case(key: str) -> None:
    assert "motif protégé" in problem(f"{key}: x").message.fr


@pytest.mark.parametrize("value", ["[Zephyrine]", "{of: {birth: Zephyrine}}", "|\n  Zephyrine\n"])
def test_whatever_stands_under_a_protected_key_is_never_repeated(value: str) -> None:
    assert_silent(f"notes: {value}", "Zephyrine")


def assert_silent(text: str, secret: str) -> None:
    """No part of any problem of a document repeats a secret."""
    said = json.dumps([p.as_json() for p in problems(text)], ensure_ascii=False)
    assert secret not in said


@given(
    st.sampled_from(REFUSED_KEYS),
    st.text(st.characters(categories=["L", "N"]), min_size=6, max_size=20),
    st.sampled_from(["{0}", "adults", "children", "preferences", "other"]),
)
def test_no_problem_ever_holds_the_value_of_a_protected_key(key: str, tail: str, at: str) -> None:
    secret = f"zz{tail}zz"
    inside: dict[str, object] = {key: secret, "car_access": "avaliable"}
    document = inside if at == "{0}" else {at: [inside] if at in {"adults", "children"} else inside}
    with pytest.raises(Refused) as caught:
        read(document)
    said = json.dumps([p.as_json() for p in caught.value.problems], ensure_ascii=False)
    assert key in said
    assert secret not in said
    assert secret not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "where", "near"),
    [
        ("car_acces: available", "car_acces", "car_access"),
        ("adults: [{french_oral_levl: 5}]", "adults.0.french_oral_levl", "french_oral_level"),
        ("preferences: {place_type: [rural]}", "preferences.place_type", "place_types"),
        ("network: {contact: []}", "network.contact", "contacts"),
    ],
)
def test_an_unknown_key_is_refused_with_the_likely_one(text: str, where: str, near: str) -> None:
    found = problem(text)
    assert (found.where, found.value) == (where, where.rsplit(".", maxsplit=1)[-1])
    assert near in found.remedy.fr
    assert near in found.known


def test_an_unknown_key_like_no_other_is_to_be_removed() -> None:
    found = problem("zzzzzz: 1")
    assert found.remedy.en == "Remove it."
    assert "car_access" in found.known


@pytest.mark.parametrize("text", ["- activator: job", "job", '"adults"', "[]"])
def test_a_document_that_is_not_a_mapping_is_refused(text: str) -> None:
    assert "pas un profil" in problem(text).message.fr


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("partner: agrees", "partner"),
        ("adults: {occupation_noc: '31301'}", "adults"),
        ("adults: [nurse]", "adults.0"),
        ("preferences: {needs: hospital}", "preferences.needs"),
        ("car_access: [available]", "car_access"),
        ("car_access: {status: available}", "car_access"),
        ("move_date: {day: 1}", "move_date"),
        ("readiness: {lease: {status: [settled]}}", "readiness.lease"),
        ("preferences: {needs: [[hospital]]}", "preferences.needs.0"),
        ("preferences: {needs: [~]}", "preferences.needs.0"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(text: str, where: str) -> None:
    assert problem(text).where == where
