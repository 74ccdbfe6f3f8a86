"""Write a household profile back as the document that a person would have written."""

from __future__ import annotations

from datetime import date

from features.field import Field
from features.profile import NO_LIMIT, Answer, Gap, HouseholdProfile
from features.schema import FIELDS

_AS_BOOLEAN = {"yes": True, "no": False}


def document_of(profile: HouseholdProfile) -> dict[str, object]:
    """The document of a profile: text, numbers, booleans, lists and mappings, ready for YAML.

    Reading it gives the same profile again, for every profile that was read or generated. What was
    never answered is left out; « declined » and « not applicable » are written.
    """
    return _mapping(profile, FIELDS, "")


def _mapping(profile: HouseholdProfile, fields: tuple[Field, ...], path: str) -> dict[str, object]:
    written = {field.key: _written(profile, field, _join(path, field.key)) for field in fields}
    return {key: value for key, value in written.items() if value is not None}


def _written(profile: HouseholdProfile, field: Field, path: str) -> object:
    """What stands under one key, or None when it is left out."""
    answer = profile.answers.get(path)
    if field.kind == "groups":
        return _items(profile, field, path)
    if field.kind == "group":
        return _value(answer, field) if answer is not None else _group(profile, field, path)
    value = None if answer is None else _value(answer, field)
    beside = _group(profile, field, path)
    if beside is None:
        return value
    return beside if value is None else {"status": value, **beside}


def _group(profile: HouseholdProfile, field: Field, path: str) -> dict[str, object] | None:
    return _mapping(profile, field.fields, path) or None


def _items(profile: HouseholdProfile, field: Field, path: str) -> object:
    count = profile.counts.get(path)
    if count is None:
        answer = profile.answers.get(path)
        return None if answer is None else _value(answer, field)
    return [_item(profile, field, _join(path, str(index))) for index in range(count)]


def _item(profile: HouseholdProfile, field: Field, path: str) -> object:
    answer = profile.answers.get(path)
    return _mapping(profile, field.fields, path) if answer is None else _value(answer, field)


def _value(answer: Answer, field: Field) -> object:
    match answer:
        case Gap():
            return answer.value
        case tuple():
            return list(answer)
        case date():
            return answer.isoformat()
        case float():
            return _number(answer)
        case _:
            is_yes_no = field.vocabulary is not None and set(field.vocabulary.values) == {
                "no",
                "yes",
            }
            return _AS_BOOLEAN[answer] if is_yes_no else answer


def _number(number: float) -> int | float | str:
    if number == NO_LIMIT:
        return "none"
    return int(number) if number.is_integer() else number


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
