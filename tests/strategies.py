"""Households made by Hypothesis from the schema itself: every kind of answer and of gap."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from features.field import Field, Kind
from features.households import Households
from features.profile import HouseholdProfile
from features.profile_reader import read_profile
from features.schema import FIELDS
from regions_data.document import read_document
from regions_data.labour import Labour, load_labour
from regions_data.snapshot import Snapshot, load_snapshot

MOST_ITEMS = 3
AS_OF = date(2026, 11, 21)
GAPS = ("unknown", "declined")


def snapshot() -> Snapshot:
    """The snapshot shipped with the code, read once."""
    return load_snapshot()


def labour() -> Labour:
    """The labour tables of the same snapshot, read once."""
    return load_labour(snapshot().folder)


def on_the_day(profiles: tuple[HouseholdProfile, ...]) -> Households:
    """Households as they stand on the day of the tests."""
    return Households(profiles, AS_OF)


def read(document: dict[str, object]) -> HouseholdProfile:
    """The household of a document written as JSON."""
    raw = json.dumps(document).encode()
    return read_profile(read_document(raw, "profil.json"), snapshot(), labour())


def profiles() -> st.SearchStrategy[HouseholdProfile]:
    """Households read from generated documents."""
    return profile_documents().map(read)


@st.composite
def profile_documents(draw: st.DrawFn) -> dict[str, object]:
    """Valid profile documents: known, unknown, declined, not applicable and absent answers."""
    document = draw(_mapping(FIELDS))
    adults = document.get("adults")
    if document.get("partner") == "not_applicable" and document.get("household_kind") != "single":
        document.pop("partner")  # a couple has a partner; who does not say may still have one
    if document.get("household_kind") == "single":
        document.pop("partner", None)
        if isinstance(adults, list):
            document["adults"] = adults[:1]
    return document


def _mapping(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional={field.key: _answer(field) for field in fields})


def _answer(field: Field) -> st.SearchStrategy[object]:
    """A known value three times out of four, else a gap that the field accepts."""
    gaps = (*GAPS, "not_applicable") if field.may_be_not_applicable else GAPS
    known = known_values(field)
    return st.one_of(known, known, known, st.sampled_from(gaps))


def known_values(field: Field) -> st.SearchStrategy[object]:
    """The values that a field accepts, as a person would write them."""
    match field.kind:
        case "group":
            return _group(field)
        case "groups":
            item = st.one_of(_mapping(field.fields), st.sampled_from(GAPS))
            fewest = 1 if field.key == "adults" else 0
            return st.lists(item, min_size=fewest, max_size=min(field.most, MOST_ITEMS))
        case "words" | "municipalities" | "regions":
            return st.lists(_one(field), max_size=MOST_ITEMS)
        case _ if field.fields:
            other = _mapping(field.fields)
            both = st.builds(lambda word, rest: {"status": word, **rest}, _one(field), other)
            return st.one_of(_one(field), both)
        case _:
            return _one(field)


def _group(field: Field) -> st.SearchStrategy[object]:
    headline = next((item for item in field.fields if item.key == field.headline), None)
    whole = _mapping(field.fields)
    return whole if headline is None else st.one_of(whole, _one(headline))


def _one(field: Field) -> st.SearchStrategy[object]:
    by_kind: dict[Kind, Callable[[], st.SearchStrategy[object]]] = {
        "word": lambda: _words(field),
        "whole": lambda: st.integers(int(field.low), int(field.high)),
        "amount": lambda: st.one_of(st.just("none"), _amounts(field)),
        "date": lambda: st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(str),
        "noc": lambda: st.sampled_from(labour().nocs),
        "municipality": lambda: st.sampled_from([place.code for place in snapshot().places]),
        "region": lambda: st.sampled_from([region.code for region in snapshot().regions]),
        "identifier": lambda: st.from_regex(r"[A-Z]{2}-[0-9]{3}", fullmatch=True),
        "short_text": lambda: st.sampled_from(["Soins infirmiers", "Soudage-montage"]),
    }
    by_kind["words"] = by_kind["word"]
    by_kind["municipalities"] = by_kind["municipality"]
    by_kind["regions"] = by_kind["region"]
    return by_kind[field.kind]()


def _words(field: Field) -> st.SearchStrategy[object]:
    if field.vocabulary is None:
        raise TypeError(field.key)
    said = list(field.vocabulary.values)
    return st.sampled_from([*said, True, False] if said == ["no", "yes"] else said)


def _amounts(field: Field) -> st.SearchStrategy[object]:
    tenths = st.integers(int(field.low * 10), int(field.high * 10)).map(lambda n: n / 10)
    return st.one_of(tenths, tenths.map(lambda number: str(number).replace(".", ",")))
