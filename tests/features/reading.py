"""Reading a household written by hand, or the problems that forbid it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from features.field import Field
from features.profile import HouseholdProfile
from features.profile_reader import read_profile
from features.schema import FIELDS
from regions_data.document import read_document
from regions_data.problems import Problem, Refused
from tests.strategies import labour, snapshot


def household(text: str) -> HouseholdProfile:
    return read_profile(read_document(text.encode(), "profil.yaml"), snapshot(), labour())


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        household(text)
    for problem in caught.value.problems:
        assert problem.where
        assert problem.message.fr
        assert problem.message.en
        assert problem.remedy.fr
        assert problem.remedy.en
    return caught.value.problems


def problem(text: str) -> Problem:
    (only,) = problems(text)
    return only


def leaves(fields: tuple[Field, ...], parent: str = "") -> Iterator[str]:
    """Every path of the schema, groups included."""
    for field in fields:
        path = f"{parent}.{field.key}" if parent else field.key
        yield path
        yield from leaves(field.fields, f"{path}.0" if field.kind == "groups" else path)


ALL_PATHS = tuple(leaves(FIELDS))


def written_at(path: str, value: str) -> str:
    """A document that holds one value at one path."""
    text = value
    for key in reversed(path.split(".")):
        text = f"[{text}]" if key.isdigit() else f"{{{key}: {text}}}"
    return text
