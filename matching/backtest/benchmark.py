"""A synthetic Québec with a known truth: a placement log, and apart from it what is true of it."""

# Steps, for each quarter of six years: (1) invented households, as generated for that day; (2) what
# past practice offered them and which place was taken; (3) how long they stay, from the declared
# model; (4) what an organisation would have seen of it. Nothing here is a person, and nothing found
# on it is a finding about Québec. Today's facts hold in every year of this past.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from features.generate import generate
from features.households import Households
from features.pairs import Pairs
from features.place import PlaceTable
from features.profile import HouseholdProfile
from matching.backtest.benchmark_model import (
    CALIBRATED_REGION,
    CLASS_SHARES,
    CLASSES,
    Floats,
    Truth,
    months_stayed,
    pull_of,
    still_there,
    truth_from,
)
from matching.backtest.benchmark_practice import Choices, choose
from matching.backtest.benchmark_seen import Stay, outcome_of
from matching.backtest.outcomes import HORIZONS_MONTHS, Outcome
from matching.backtest.placement import SYNTHETIC, Offer, Placement, PlacementLog, Shown
from matching.evaluate import colour_name
from matching.judge import Judgements, judge
from matching.ruleset import ColourName, Ruleset
from regions_data.labour import Labour
from regions_data.snapshot import Snapshot

Variant = Literal["plain", "confounded", "missing", "drift", "changed_region", "thin"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
FIRST_YEAR, LAST_YEAR = 2016, 2021
_QUARTERS = tuple(
    date(year, month, 1) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in (1, 4, 7, 10)
)
_REFERENCE, _REFERENCE_SEED = 1_200, 20_161_231
_HIDDEN_EFFECT, _DRIFT_A_YEAR, _SHARPNESS = 0.6, 0.12, 6.0
_CHANGED_REGION, _CHANGED_FROM, _CHANGE = "02", 2019, -0.8
_MISSED_DEPARTURES = 0.45
_SHOWN_SHARE, _AGREES = 0.7, 0.8
_Cell = TypeVar("_Cell", bound=np.generic)


@dataclass(frozen=True, slots=True)
class TrueCase:
    """What is true of one case, and no log can show.

    `fit` and `colour` are what the ruleset said on the day, shown or not; `hidden` weighed on the
    choice and on the stay; `months` is how long the household stays, `still_there` the chance of it
    at each of `HORIZONS_MONTHS`.
    """

    case_id: str
    admission_class: str
    fit: ColourName
    colour: ColourName
    hidden: float
    months: float
    still_there: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Benchmark:
    """A synthetic log with its truth; always to be called synthetic."""

    variant: Variant
    seed: int
    log: PlacementLog
    cases: tuple[TrueCase, ...]
    truth: Truth


@dataclass(frozen=True, eq=False)
class _World:
    """What every batch of households stands on."""

    table: PlaceTable
    ruleset: Ruleset
    variant: Variant


def make_benchmark(
    count: int,
    seed: int,
    tables: tuple[Snapshot, Labour],
    ruleset: Ruleset,
    variant: Variant = "plain",
    *,
    calibrated: Truth | None = None,
) -> Benchmark:
    """A synthetic log of some placements, with its truth.

    Args:
        count: how many placements.
        seed: any whole number from 0; the same gives the same benchmark.
        tables: the real places and the labour market.
        ruleset: what practice was shown, and leaned on.
        variant: `plain`, or with a fault that an honest evaluation must survive or confess.
        calibrated: what `calibrated_truth` gives for the same tables, ruleset and variant; None
            finds it again. Many benchmarks of one kind need it only once.

    Raises:
        ValueError: no placement, or a negative seed.
    """
    if count < 1 or seed < 0:
        raise ValueError(f"count {count}, seed {seed}: out of range")
    world = _world(tables, ruleset, variant)
    found = calibrated_truth(tables, ruleset, variant) if calibrated is None else calibrated
    truth = _varied(found, variant)
    made = [pair for batch in _batches(count, seed, world, truth) for pair in batch]
    log = PlacementLog(tuple(placement for placement, _ in made))
    return Benchmark(variant, seed, log, tuple(case for _, case in made), truth)


def _world(tables: tuple[Snapshot, Labour], ruleset: Ruleset, variant: Variant) -> _World:
    listed = tuple(place for place in tables[0].places if place.listed and not place.in_cmm)
    return _World(PlaceTable(*tables, listed), ruleset, variant)


# -- the truth


def calibrated_truth(
    tables: tuple[Snapshot, Labour], ruleset: Ruleset, variant: Variant = "plain"
) -> Truth:
    """The truth that reproduces the published figures, over a population of its own.

    It depends on the variant by its practice only; the variant's fault is not in it yet.
    """
    world = _world(tables, ruleset, variant)
    day = _QUARTERS[len(_QUARTERS) // 2]
    profiles = generate(_REFERENCE, _REFERENCE_SEED, day)
    generator = np.random.default_rng(_REFERENCE_SEED)
    classes = _classes(len(profiles), generator)
    own = tuple(p for p in world.table.places if p.region.code == CALIBRATED_REGION)
    pulls = []
    for places in (own, world.table.places):
        table = replace(world.table, places=places)
        pairs = Pairs(Households(profiles, day), table, world.ruleset.household_rule)
        found = judge(world.ruleset, pairs.households, table)
        choices = _choices(pairs, found, world, generator, hidden=None)
        pulls.append(pull_of(pairs)[np.arange(len(profiles)), choices.places])
        offsets = _region_offsets(Truth({}, 0.0), table, day)[choices.places]
    return truth_from(pulls[0], pulls[1] - offsets, classes)


def _varied(truth: Truth, variant: Variant) -> Truth:
    hidden = _HIDDEN_EFFECT if variant == "confounded" else 0.0
    drift = _DRIFT_A_YEAR if variant == "drift" else 0.0
    changed = _CHANGE if variant == "changed_region" else 0.0
    return replace(truth, hidden_effect=hidden, drift_a_year=drift, change=changed)


def _region_offsets(truth: Truth, table: PlaceTable, day: date) -> Floats:
    """What each place's region adds to the log-hazard on a day, shape (m,)."""
    offsets = dict(truth.regions)
    if day.year >= _CHANGED_FROM:
        offsets[_CHANGED_REGION] += truth.change
    return np.array([offsets[place.region.code] for place in table.places])


# -- the batches


def _batches(
    count: int, seed: int, world: _World, truth: Truth
) -> Iterator[list[tuple[Placement, TrueCase]]]:
    """One batch a quarter, as equal as can be, each from a generator of its own."""
    done = 0
    for index, day in enumerate(_QUARTERS):
        upto = count * (index + 1) // len(_QUARTERS)
        if upto > done:
            yield _batch(range(done, upto), np.random.default_rng([seed, index]), day, world, truth)
        done = upto


def _batch(
    numbers: range, generator: np.random.Generator, day: date, world: _World, truth: Truth
) -> list[tuple[Placement, TrueCase]]:
    seed = int(generator.integers(2**31))
    profiles = generate(len(numbers), seed, day, unknown_share=0.05)
    pairs = Pairs(Households(profiles, day), world.table, world.ruleset.household_rule)
    classes = _classes(len(profiles), generator)
    is_hidden = world.variant == "confounded"
    hidden = generator.standard_normal(len(profiles)) * is_hidden
    found = judge(world.ruleset, pairs.households, world.table)
    choices = _choices(pairs, found, world, generator, hidden=hidden if is_hidden else None)
    hazard = _log_hazard(pairs, choices, truth, classes, hidden=hidden, day=day)
    months = months_stayed(hazard, generator.random(len(profiles)))
    quebec = generator.random(len(profiles)) < truth.leaves_quebec
    fit, colour = (_of_places_taken(table, choices) for table in (found.fit, found.colour))
    shown = _shown(found, choices, world, generator)
    chances = np.array([still_there(hazard, float(m)) for m in HORIZONS_MONTHS]).T
    made = []
    for i, number in enumerate(numbers):
        settled_on = day + timedelta(days=int(generator.integers(15, 90)))
        stay = Stay(settled_on, float(months[i]), bool(quebec[i]))
        placement = Placement(
            case_id=f"{SYNTHETIC}{number + 1:06d}",
            decided_on=day,
            settled_on=settled_on,
            profile=profiles[i],
            place=world.table.places[choices.places[i]],
            propensity=float(choices.propensity[i, choices.taken[i]]),
            offered=_offers(choices, i, world.table),
            shown=shown[i],
            counsellor=shown[i].colour if generator.random() < _AGREES else "yellow",
            person="continue",
            outcome=_outcome(stay, profiles[i], generator, world.variant),
        )
        case = TrueCase(
            case_id=placement.case_id,
            admission_class=str(classes[i]),
            fit=colour_name(int(fit[i])),
            colour=colour_name(int(colour[i])),
            hidden=round(float(hidden[i]), 6),
            months=round(stay.months, 4),
            still_there=tuple(round(float(chance), 6) for chance in chances[i]),
        )
        made.append((placement, case))
    return made


def _classes(count: int, generator: np.random.Generator) -> NDArray[np.str_]:
    return np.asarray(generator.choice(CLASSES, count, p=CLASS_SHARES))


def _choices(
    pairs: Pairs,
    found: Judgements,
    world: _World,
    generator: np.random.Generator,
    *,
    hidden: Floats | None,
) -> Choices:
    """What practice offers, by the score that the ruleset gave."""
    codes = np.array([place.code for place in pairs.places.places])
    asked = np.array(
        [
            np.isin(codes, p.words("preferences.municipalities") or ())
            for p in pairs.households.profiles
        ]
    )
    population = np.nan_to_num(pairs.place("population_2026")[0], nan=500.0)
    sharpness = _SHARPNESS if world.variant == "thin" else 1.0
    return choose(found.score, asked, population, generator, sharpness=sharpness, hidden=hidden)


def _log_hazard(
    pairs: Pairs, choices: Choices, truth: Truth, classes: NDArray[np.str_],
    *, hidden: Floats, day: date,
) -> Floats:  # fmt: skip
    rows = np.arange(len(classes))
    base = np.array([truth.bases[name] for name in classes])
    drift = truth.drift_a_year * (day.year - FIRST_YEAR)
    offsets = _region_offsets(truth, pairs.places, day)[choices.places]
    pull = pull_of(pairs)[rows, choices.places]
    return np.asarray(base + offsets + drift - pull - truth.hidden_effect * hidden)


def _offers(choices: Choices, row: int, table: PlaceTable) -> tuple[Offer, ...]:
    pairs = zip(choices.offered[row], choices.propensity[row], strict=True)
    return tuple(Offer(table.places[place], float(share)) for place, share in pairs)


def _shown(
    found: Judgements, choices: Choices, world: _World, generator: np.random.Generator
) -> list[Shown]:
    """What the tool showed of the place taken; nothing for some."""
    fit, colour = (_of_places_taken(table, choices) for table in (found.fit, found.colour))
    score = np.round(_of_places_taken(found.score, choices), 2)
    is_shown = generator.random(len(score)) < _SHOWN_SHARE
    return [
        Shown(
            colour_name(int(colour[i])),
            colour_name(int(fit[i])),
            float(score[i]),
            world.ruleset.version,
        )
        if is_shown[i]
        else Shown()
        for i in range(len(score))
    ]


def _of_places_taken(table: NDArray[_Cell], choices: Choices) -> NDArray[_Cell]:
    """What a table of households and places says of the place that each took, shape (n,)."""
    return table[np.arange(len(choices.taken)), choices.places]


def _outcome(
    stay: Stay, profile: HouseholdProfile, generator: np.random.Generator, variant: Variant
) -> Outcome:
    missed = _MISSED_DEPARTURES if variant == "missing" else 0.0
    return outcome_of(stay, profile, generator, missed_departures=missed)
