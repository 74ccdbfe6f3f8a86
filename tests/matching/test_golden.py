"""The answers of the examples, word for word; `python -m tests.golden_update` writes them again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import golden_update
from tests.golden_update import EXAMPLES, GOLDEN, answers
from tests.json_paths import mappings

DECISION = {
    "place", "colour", "fit", "preparation", "complete", "score", "rank", "confidence", "mode",
    "contributions", "earners", "reasons", "steps", "would_change", "no_change_reason", "questions",
    "checklist",
}  # fmt: skip
# The keys of DESIGN §5, at each level of the two documents; `*` stands for each item of a list.
KEYS: dict[str, set[str]] = {
    "stamp": {"ruleset", "data", "programmes", "as_of", "software"},
    "stamp.programmes": {"version", "hash"},
    "stamp.ruleset": {"version", "hash"},
    "stamp.data": {"snapshot", "hash"},
    "disclosure": {"fr", "en"},
    "regions.*": {"region", "colour", "fit", "score", "places"},
    "regions.*.region": {"code", "name"},
    "regions.*.places.*": DECISION,
    "asked.*": DECISION,
    "decision": DECISION,
    "questions.*": {"fact", "text", "could_change"},
    "questions.*.text": {"fr", "en"},
    "programmes.*": {"id", "answer", "why", "source", "as_of"},
    "programmes.*.why": {"fr", "en"},
    "alternatives.*": {
        "instead_of",
        "place",
        "fit",
        "score_difference",
        "better",
        "worse",
    },
    "alternatives.*.place": {"code", "name", "mrc", "region"},
    "alternatives.*.place.region": {"code", "name"},
}
for _side in ("better", "worse"):
    _at = f"alternatives.*.{_side}.*"
    KEYS |= {_at: {"rule", "factor", "title", "from", "to", "points"}, f"{_at}.title": {"fr", "en"}}
DECISION_KEYS: dict[str, set[str]] = {
    "place": {"code", "name", "mrc", "region", "place_type"},
    "place.region": {"code", "name"},
    "earners": {"household_rule", "prospects", "combined", "text"},
    "earners.text": {"fr", "en"},
    "contributions.*": {"factor", "weight", "value", "unit", "points", "known"},
    "reasons.*": {"rule", "about", "colour", "text", "facts"},
    "reasons.*.text": {"fr", "en"},
    "reasons.*.facts.*": {"name", "value", "unit", "level", "source", "period", "label"},
    "reasons.*.facts.*.label": {"fr", "en"},
    "steps.*": {"rule", "text", "owner", "before_departure"},
    "steps.*.text": {"fr", "en"},
    "would_change.*": {"target", "from", "to", "changes", "text"},
    "would_change.*.changes.*": {"fact", "from", "to"},
    "would_change.*.text": {"fr", "en"},
    "no_change_reason": {"fr", "en"},
    "questions.*": {"fact", "text", "could_change"},
    "questions.*.text": {"fr", "en"},
    "checklist": {"before", "after"},
    "checklist.before.*": {"moment", "text", "owner", "is_settled"},
    "checklist.before.*.text": {"fr", "en"},
    "checklist.after.*": {"moment", "text", "owner", "is_settled"},
    "checklist.after.*.text": {"fr", "en"},
}
for _at in ("regions.*.places.*", "asked.*", "decision"):
    KEYS |= {f"{_at}.{path}": keys for path, keys in DECISION_KEYS.items()}
SHORTLIST = {
    "stamp", "profile_complete", "questions", "programmes", "regions", "asked", "alternatives",
    "disclosure",
}  # fmt: skip
EXPLANATION = {"stamp", "decision"}
NAMES = [name for example in EXAMPLES for name in answers(example)]


def documents() -> Iterator[tuple[str, dict[str, object]]]:
    for example in EXAMPLES:
        for name, text in answers(example).items():
            yield name, json.loads(text)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_answers_are_the_golden_ones(example: Path) -> None:
    for name, text in answers(example).items():
        golden = (GOLDEN / name).read_text(encoding="utf-8")
        assert text == golden, f"{name} changed: python -m tests.golden_update, then read it"


def test_every_golden_document_belongs_to_an_example() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(NAMES)


def test_the_update_writes_what_the_tests_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(golden_update, "GOLDEN", tmp_path)
    golden_update.main()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
    assert (tmp_path / NAMES[0]).read_bytes() == (GOLDEN / NAMES[0]).read_bytes()


# -- the contract


def test_a_document_has_exactly_the_keys_of_the_contract() -> None:
    seen = set()
    for name, document in documents():
        expected = KEYS | {"": SHORTLIST if "shortlist" in name else EXPLANATION}
        for path, mapping in mappings(document):
            assert path in expected, f"{name}: {path} is not in the contract"
            assert set(mapping) == expected[path], f"{name}: {path}"
            seen.add(path)
    assert seen >= set(KEYS) - {"asked.*.questions.*", "asked.*.questions.*.text"}


def test_parts_of_later_versions_are_present_and_empty() -> None:
    for _, document in documents():
        for path, mapping in mappings(document):
            if set(mapping) == DECISION:
                is_empty = mapping["checklist"] == {"before": [], "after": []}
                assert is_empty == (mapping["mode"] == "normal"), path


def test_closed_values_are_those_of_the_contract() -> None:
    colours = {"green", "yellow", "red"}
    for _, document in documents():
        for path, mapping in mappings(document):
            if set(mapping) == DECISION:
                assert {mapping["colour"], mapping["fit"], mapping["preparation"]} <= colours
                assert mapping["confidence"] in {"high", "medium", "low"}
                assert mapping["mode"] in {"normal", "urgent"}
                assert isinstance(mapping["score"], float)
                assert 0 <= mapping["score"] <= 100
            if path == "programmes.*":
                assert mapping["answer"] in {"eligible", "not_eligible", "verify"}
            if path.endswith("reasons.*"):
                assert mapping["about"] in {"place", "household"}
                assert mapping["colour"] in colours


def test_every_text_is_written_in_both_languages_and_filled() -> None:
    for name, document in documents():
        for path, mapping in mappings(document):
            if set(mapping) == {"fr", "en"}:
                for text in mapping.values():
                    assert isinstance(text, str)
                    assert text.strip(), f"{name}: {path}"
                    assert "{" not in text, f"{name}: {path}"


def test_the_examples_show_each_colour_and_an_incomplete_household() -> None:
    fits = {
        mapping["fit"]
        for _, document in documents()
        for _, mapping in mappings(document)
        if set(mapping) == DECISION
    }
    assert fits == {"green", "yellow", "red"}
    assert {d["profile_complete"] for name, d in documents() if "shortlist" in name} == {
        True,
        False,
    }
