"""What a ruleset says on a panel of households: counts, marks, blocking rules, first places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from features.factor import About
from features.profile import HouseholdProfile
from regions_data.text import Text

Origin = Literal["cases", "generated"]
Json = dict[str, object]
_SHOWN_SETS = 3


def percent(count: int, total: int) -> float:
    """A share of a total, in percent, to 0.01.

    >>> percent(1, 3)
    33.33
    """
    return round(100 * count / total, 2)


@dataclass(frozen=True, slots=True)
class Panel:
    """Households to try a ruleset on, in the order they were read, and where they come from.

    `names` are what the reader of the result knows them by (a file's name, a generated id).
    `seed` is that of generated households.
    """

    profiles: tuple[HouseholdProfile, ...]
    names: tuple[str, ...]
    origin: Origin
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class ColourCounts:
    """How many pairs have each colour."""

    green: int
    yellow: int
    red: int

    def as_json(self) -> Json:
        """Pairs and percentages by colour."""
        counts = {"green": self.green, "yellow": self.yellow, "red": self.red}
        return _counts_json(counts, sum(counts.values()))


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """What one rule says on every pair, in pairs; the first five counts add up to all of them.

    `yellow` leaves out what is `to_verify`. `sole_cause`: no other rule about the same thing
    (the place, or the household) is yellow or red there, so that without this one it would be
    green. `sole_red`: no other is red, so that without this one it would not be red.
    `only_prepares`: the rule adds steps and can give no colour.
    """

    rule: str
    about: About
    only_prepares: bool
    not_applied: int
    green: int
    yellow: int
    to_verify: int
    red: int
    sole_cause: int
    sole_red: int

    @property
    def not_green(self) -> int:
        """Pairs where the rule is yellow, to verify or red."""
        return self.yellow + self.to_verify + self.red

    def as_json(self) -> Json:
        """The rule, then its pairs and percentages by what it says."""
        names = ("not_applied", "green", "yellow", "to_verify", "red")
        said = {name: int(getattr(self, name)) for name in names}
        alone = {"sole_cause": self.sole_cause, "sole_red": self.sole_red}
        total = sum(said.values())
        return {"rule": self.rule, "about": self.about, **_counts_json({**said, **alone}, total)}


@dataclass(frozen=True, slots=True)
class BlockingSet:
    """Rules without which some listed places would be green, and how many places."""

    rules: tuple[str, ...]
    places: int

    def as_json(self) -> Json:
        """The rules and the number of places."""
        return {"rules": list(self.rules), "places": self.places}


@dataclass(frozen=True, slots=True)
class Blocked:
    """A household without any green listed place, and why.

    `smallest_sets` holds the smallest sets of rules without any of which one place at least would
    be green, the most places first. `frequent` holds each rule about the place that is not green
    somewhere, with the places where it is not, the most places first.
    """

    household: str
    smallest_sets: tuple[BlockingSet, ...]
    frequent: tuple[BlockingSet, ...]

    @property
    def alone(self) -> tuple[BlockingSet, ...]:
        """The rules each of which is enough to explain it; none when several act together."""
        return tuple(one for one in self.smallest_sets if len(one.rules) == 1)

    def as_json(self) -> Json:
        """The household, its smallest sets (three at most unless each is one rule), and counts."""
        sets = self.alone or self.smallest_sets[:_SHOWN_SETS]
        return {
            "household": self.household,
            "smallest_sets": [one.as_json() for one in sets],
            "frequent": [one.as_json() for one in self.frequent],
        }


@dataclass(frozen=True, slots=True)
class First:
    """A town, or a region, that comes first for some households."""

    code: str
    name: str
    households: int

    def as_json(self, total: int) -> Json:
        """The place and its share of all households."""
        share = percent(self.households, total)
        return {
            "code": self.code,
            "name": self.name,
            "households": self.households,
            "pct": share,
        }


@dataclass(frozen=True, slots=True)
class Mark:
    """A limit that a useful ruleset keeps (DESIGN §6), and what was measured: at most, in %."""

    id: str
    title: Text
    limit_pct: int
    count: int
    total: int

    @property
    def is_reached(self) -> bool:
        """Whether the share measured, before any rounding, is at most the limit."""
        return 100 * self.count <= self.limit_pct * self.total

    def as_json(self) -> Json:
        """The mark, its limit, what was measured and whether it is reached."""
        return {
            "id": self.id,
            "title": self.title.as_json(),
            "limit_pct": self.limit_pct,
            "measured_pct": percent(self.count, self.total),
            "reached": self.is_reached,
        }


@dataclass(frozen=True, slots=True)
class Trial:
    """A ruleset on a panel, over the listed places; nothing here orders households.

    `rules` are in the ruleset's order, `blocked` in the panel's, `towns` and `regions` the most
    often first.
    """

    origin: Origin
    seed: int | None
    households: int
    places: int
    fit: ColourCounts
    colour: ColourCounts
    rules: tuple[RuleCounts, ...]
    blocked: tuple[Blocked, ...]
    towns: tuple[First, ...]
    regions: tuple[First, ...]

    @property
    def pairs(self) -> int:
        """How many pairs were judged."""
        return self.households * self.places

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What DESIGN §6 asks of a useful ruleset; product judgements, not findings."""
        people, town = self.households, 15 if self.origin == "generated" else 20
        return (
            Mark("red_pairs", _RED_PAIRS, 3, self.fit.red, self.pairs),
            Mark("without_green", _WITHOUT_GREEN, 25, len(self.blocked), people),
            Mark("first_town", _FIRST_TOWN, town, self.towns[0].households, people),
            Mark("first_region", _FIRST_REGION, 30, self.regions[0].households, people),
        )

    def as_json(self) -> Json:
        """The whole trial, everything counted and nothing cut."""
        people = self.households
        return {
            "panel": {
                "origin": self.origin,
                "seed": self.seed,
                "households": people,
                "places": self.places,
                "pairs": self.pairs,
            },
            "fit": self.fit.as_json(),
            "colour": self.colour.as_json(),
            "marks": [mark.as_json() for mark in self.marks],
            "rules": [rule.as_json() for rule in self.rules],
            "without_green": [blocked.as_json() for blocked in self.blocked],
            "first_towns": [town.as_json(people) for town in self.towns],
            "first_regions": [region.as_json(people) for region in self.regions],
        }


def _counts_json(counts: dict[str, int], total: int) -> Json:
    return {
        "pairs": counts,
        "pct": {name: percent(count, total) for name, count in counts.items()},
    }


_RED_PAIRS = Text(
    "paires rouges par ce qui tient au lieu", "pairs red by what depends on the place"
)
_WITHOUT_GREEN = Text(
    "ménages sans aucun lieu listé vert", "households without any green listed place"
)
_FIRST_TOWN = Text(
    "ménages qui ont le même lieu en premier", "households with the same place first"
)
_FIRST_REGION = Text(
    "ménages qui ont la même région en premier", "households with the same region first"
)
