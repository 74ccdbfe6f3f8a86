"""Laws 5 to 8: independent places, an additive score, the same bytes, blind where the law asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from features.factors import FACTORS
from features.factors.destinations import COORDINATES
from features.field import Field
from features.pairs import Pairs
from features.place import PlaceTable
from features.profile import Gap, HouseholdProfile
from features.schema import FIELDS, REFUSED_KEYS
from matching.evaluate import evaluate
from matching.ruleset import Ruleset
from matching.score import score
from regions_data.catalog import Place
from tests.matching import households, worlds
from tests.strategies import labour, on_the_day, profiles, snapshot

RULESET = households.ruleset()
ENGINE = households.engine()
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "infirmiere_et_soudeur.yaml"


def seen(
    ruleset: Ruleset, profile: HouseholdProfile, places: tuple[Place, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Colours and scores of one household in some places."""
    return seen_in(ruleset, profile, PlaceTable(snapshot(), labour(), places))


def seen_in(
    ruleset: Ruleset, profile: HouseholdProfile, table: PlaceTable
) -> tuple[np.ndarray, np.ndarray]:
    """Colours and scores of one household in a table of places."""
    pairs = Pairs(on_the_day((profile,)), table, ruleset.household_rule)
    return evaluate(ruleset, pairs).colour[0], score(ruleset, pairs).total[0]


# -- 5. independent places


@given(
    worlds.any_ruleset(),
    st.one_of(profiles(), households.households()),
    st.lists(st.sampled_from(households.sample()), min_size=1, unique=True),
)
def test_other_places_change_neither_a_colour_nor_a_score(
    ruleset: Ruleset, profile: HouseholdProfile, some: list[Place]
) -> None:
    everywhere = households.sample()
    at = [everywhere.index(place) for place in some]
    colours, scores = seen(ruleset, profile, everywhere)
    fewer_colours, fewer_scores = seen(ruleset, profile, tuple(some))
    assert (colours[at] == fewer_colours).all()
    assert (scores[at] == fewer_scores).all()


# The point of a municipality is what distances from it are measured by: moving a town moves its
# distance to every household's offer, which is no fact of the other places.
_MOVABLE = st.sampled_from([i.id for i in snapshot().indicators if i.id not in COORDINATES])


@given(
    worlds.any_ruleset(),
    households.households(),
    st.sampled_from(range(len(households.sample()))),
    st.sampled_from([np.nan, 0.0, 1.0]),
    _MOVABLE,
)
def test_a_changed_place_changes_no_other(
    ruleset: Ruleset, profile: HouseholdProfile, at: int, value: float, name: str
) -> None:
    column = snapshot().column(name).copy()
    column[snapshot().position(households.sample()[at].code)] = value
    changed = replace(snapshot(), _columns={**snapshot()._columns, name: column})
    others = np.arange(len(households.sample())) != at
    before = seen(ruleset, profile, households.sample())
    after = seen_in(ruleset, profile, PlaceTable(changed, labour(), households.sample()))
    for one, two in zip(before, after, strict=True):
        assert (one[others] == two[others]).all()


@given(worlds.any_ruleset(), st.lists(households.households(), max_size=3), profiles())
def test_other_households_change_nothing_either(
    ruleset: Ruleset, others: list[HouseholdProfile], profile: HouseholdProfile
) -> None:
    pairs = Pairs(on_the_day((*others, profile)), households.table(), ruleset.household_rule)
    colours, scores = seen(ruleset, profile, households.sample())
    assert (evaluate(ruleset, pairs).colour[-1] == colours).all()
    assert (score(ruleset, pairs).total[-1] == scores).all()


# -- 6. additive


@settings(max_examples=25)
@given(
    worlds.any_ruleset(),
    st.one_of(profiles(), households.households()),
    st.sampled_from(households.sample()),
)
def test_the_score_is_exactly_the_sum_of_what_is_printed(
    ruleset: Ruleset, profile: HouseholdProfile, place: Place
) -> None:
    printed = replace(ENGINE, ruleset=ruleset).explain(profile, place).decision.as_json()
    contributions = printed["contributions"]
    assert isinstance(contributions, list)
    total = sum((Decimal(repr(item["points"])) for item in contributions), Decimal(0))
    assert total == Decimal(repr(printed["score"]))
    for item in contributions:
        assert 0 <= item["points"] <= item["weight"]
        assert item["points"] == round(item["points"], 2)
        assert item["value"] is not None or item["points"] == 0 or not item["known"]


def test_the_weights_sum_to_a_hundred() -> None:
    assert sum(weight.weight for weight in RULESET.weights) == 100


def test_at_most_ten_points_do_not_depend_on_the_household() -> None:
    same_for_all = [weight.weight for weight in RULESET.weights if not weight.factor.household]
    assert 0 < sum(same_for_all) <= 10


# -- 7. reproducible to the byte

SCRIPT = """
import json, sys
from datetime import date
from pathlib import Path
from features.profile_reader import read_profile
from matching.pipeline import Engine
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from regions_data.document import read_file
from regions_data.labour import load_labour
from regions_data.snapshot import load_snapshot

snapshot = load_snapshot(); labour = load_labour(snapshot.folder)
ruleset = read_ruleset(default_ruleset_path().read_bytes(), "default.yaml")
profile = read_profile(read_file(Path(sys.argv[1])), snapshot, labour)
engine = Engine(snapshot, labour, ruleset, date(2026, 11, 21))
answers = [engine.shortlist(profile), engine.explain(profile, snapshot.place("10043"))]
text = json.dumps([answer.as_json() for answer in answers], ensure_ascii=False, allow_nan=False)
sys.stdout.buffer.write(text.encode("utf-8"))
"""


def answer_bytes(hash_seed: str, locale: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "LC_ALL": locale, "LANG": locale}
    command = [sys.executable, "-c", SCRIPT, str(EXAMPLE)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return done.stdout


def test_the_same_question_gives_the_same_bytes_whatever_the_machine_says() -> None:
    first = answer_bytes("0", "C")
    assert json.loads(first)[0]["regions"]
    assert first == answer_bytes("12345", "fr_CA.UTF-8")


@settings(max_examples=10)
@given(worlds.any_ruleset(), profiles())
def test_the_same_question_twice_gives_the_same_bytes(
    ruleset: Ruleset, profile: HouseholdProfile
) -> None:
    engines = (replace(ENGINE, ruleset=ruleset) for _ in range(2))
    one, two = (json.dumps(engine.shortlist(profile, top=2).as_json()) for engine in engines)
    assert one == two


# -- 8. blind where the law asks


def keys(fields: tuple[Field, ...] = FIELDS) -> Iterator[str]:
    for field in fields:
        yield field.key
        yield from keys(field.fields)


def test_no_protected_key_is_in_the_schema() -> None:
    assert not set(keys()) & set(REFUSED_KEYS)


def test_no_rule_nor_weight_reads_the_programme_box() -> None:
    read = [path for factor in FACTORS for path in factor.household]
    read += [guard.path for rule in RULESET.rules for guard in rule.guards]
    assert read
    assert not [path for path in read if path.startswith(("programme", "candidate_id"))]


@given(
    worlds.any_ruleset(),
    profiles(),
    st.sampled_from(households.levels("programme.immigration_status")),
)
def test_immigration_status_changes_no_colour_and_no_score(
    ruleset: Ruleset, profile: HouseholdProfile, status: str
) -> None:
    changed = profile.with_answer("programme.immigration_status", status)
    for path in ("programme.met_aai", "programme.services_quebec_enrolled"):
        changed = changed.with_answer(path, "yes")
    before, after = (seen(ruleset, one, households.sample()) for one in (profile, changed))
    assert (before[0] == after[0]).all()
    assert (before[1] == after[1]).all()


@settings(max_examples=10)
@given(profiles())
def test_the_programme_box_changes_no_byte_of_the_places(profile: HouseholdProfile) -> None:
    changed = profile.with_answer("programme", Gap.DECLINED)
    for path in [path for path in profile.answers if path.startswith("programme.")]:
        changed = changed.with_answer(path, Gap.UNKNOWN)
    one, two = (ENGINE.shortlist(p, top=1).as_json() for p in (profile, changed))
    assert json.dumps([one["regions"], one["asked"]]) == json.dumps([two["regions"], two["asked"]])
