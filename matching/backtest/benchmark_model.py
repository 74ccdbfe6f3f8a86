"""The known truth of the synthetic benchmark: how long a household stays, and why."""

# Every number here is declared. Only the five-year figures of Abitibi-Témiscamingue are published
# (EVIDENCE: permanent residents of 2016 who named it; 41 % overall, 42 % economic, 56 % family) and
# the 81 % of Québec; they are reproduced by calibration. The third class and its figure, the
# effects of each fact and the other regions are invented scenarios, and teach nothing of Québec.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from features.factors.mobility import MOBILITY_FACTOR
from features.factors.network import CONTACTS
from features.factors.wishes import WISHES_MET, WORST_NEED
from features.factors.work import WORK_PROSPECTS
from features.levels import MOBILITY
from features.pairs import Pairs
from features.place import Numbers

CLASSES = ("economic", "family", "third")
CLASS_SHARES = (0.68, 0.16, 0.16)
"""Invented: the published figures give no numbers of people by class in one region."""
CALIBRATED_REGION = "08"
FIVE_YEARS = {"economic": 0.42, "family": 0.56}
FIVE_YEARS_OVERALL = 0.41
QUEBEC_FIVE_YEARS = 0.81
REGION_SCENARIOS: Mapping[str, float] = {
    "01": 0.10, "02": -0.10, "03": -0.60, "04": -0.35, "05": -0.40, "07": -0.45, "08": 0.0,
    "09": 0.25, "10": 0.35, "11": 0.20, "12": -0.40, "14": -0.50, "15": -0.50, "16": -0.45,
    "17": -0.35,
}  # fmt: skip
"""Declared log-hazards of leaving, against Abitibi-Témiscamingue; invented."""
EFFECTS: Mapping[str, float] = {
    "work": 0.9, "contacts": 0.5, "needs": 0.3, "wishes": 0.2, "mobility": 0.4,
}  # fmt: skip
"""How much each fact, from 0 to 1, takes from the log-hazard; invented, in the order of A06."""
_EARLY, _EARLY_MONTHS = 1.5, 18.0
_STEPS = 60
_WIDEST = 12.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Truth:
    """The parameters of one synthetic Québec.

    `bases` are the log-hazards a month by class, in Abitibi-Témiscamingue, at facts of 0;
    `leaves_quebec` the chance that who leaves the region leaves Québec too. The others are those
    of the variants: what is hidden, a drift, a region that changed.
    """

    bases: Mapping[str, float]
    leaves_quebec: float
    hidden_effect: float = 0.0
    drift_a_year: float = 0.0
    change: float = 0.0
    regions: Mapping[str, float] = field(default_factory=lambda: dict(REGION_SCENARIOS))


def third_class_five_years() -> float:
    """What the third class must have for the overall figure to hold, with the invented shares."""
    known = sum(
        share * FIVE_YEARS[name]
        for name, share in zip(CLASSES, CLASS_SHARES, strict=True)
        if name in FIVE_YEARS
    )
    return (FIVE_YEARS_OVERALL - known) / CLASS_SHARES[2]


def pull_of(pairs: Pairs) -> Floats:
    """How much the facts of each household hold it in each place, shape (n, m).

    The sum of the effects times the facts, each from 0 to 1; what is unknown holds nobody.
    """
    best = len(MOBILITY.values) - 1
    facts: dict[str, Numbers] = {
        "work": WORK_PROSPECTS.compute(pairs),
        "contacts": CONTACTS.compute(pairs),
        "needs": 1.0 - np.clip(WORST_NEED.compute(pairs) / 2.0, 0.0, 1.0),
        "wishes": WISHES_MET.compute(pairs),
        "mobility": MOBILITY_FACTOR.compute(pairs) / best,
    }
    total = np.zeros(pairs.shape)
    for name, effect in EFFECTS.items():
        total += effect * np.nan_to_num(np.clip(facts[name], 0.0, 1.0))
    return total


def exposure(months: Floats | float) -> Floats:
    """The baseline cumulated over some months: leaving is likelier at first.

    >>> float(exposure(0.0)), bool(exposure(24.0) > exposure(60.0) * 24 / 60)
    (0.0, True)
    """
    early = _EARLY * _EARLY_MONTHS * (1.0 - np.exp(-np.asarray(months) / _EARLY_MONTHS))
    return np.asarray(np.asarray(months) + early, dtype=np.float64)


def still_there(log_hazard: Floats, months: float) -> Floats:
    """The probability of being still in the region after some months."""
    return np.asarray(np.exp(-exposure(months) * np.exp(log_hazard)))


def months_stayed(log_hazard: Floats, uniform: Floats) -> Floats:
    """How many months each stays, from numbers drawn evenly in 0 to 1.

    The cumulated hazard is inverted by bisection on the months, up to a century.
    """
    target = -np.log(uniform) / np.exp(log_hazard)
    low, high = np.zeros_like(target), np.full_like(target, 1200.0)
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        is_short = exposure(middle) < target
        low, high = np.where(is_short, middle, low), np.where(is_short, high, middle)
    return high


def calibrated(pull: Floats, target: float) -> float:
    """The base at which a population with some pulls is still there after 60 months as often."""
    low, high = -_WIDEST, _WIDEST
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        share = float(still_there(middle - pull, 60.0).mean())
        low, high = (middle, high) if share > target else (low, middle)
    return (low + high) / 2.0


def truth_from(reference_pull: Floats, everywhere: Floats, classes: NDArray[np.str_]) -> Truth:
    """The truth whose figures are the published ones over a reference population.

    Args:
        reference_pull: pulls of households placed in Abitibi-Témiscamingue, shape (k,).
        everywhere: pulls less the region's own, of households placed in every region, shape (n,).
        classes: the class of each of the latter, shape (n,).
    """
    targets = {**FIVE_YEARS, "third": third_class_five_years()}
    bases = {name: calibrated(reference_pull, target) for name, target in targets.items()}
    base = np.array([bases[name] for name in classes])
    stays = float(still_there(base - everywhere, 60.0).mean())
    return Truth(bases, leaves_quebec=(1.0 - QUEBEC_FIVE_YEARS) / (1.0 - stays))
