"""The records of an answer: a decision about one place, and the shortlist of many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from matching.programmes import ProgrammeAnswer
from matching.urgency import CheckItem
from matching.would_change import WouldChange
from regions_data.catalog import Place
from regions_data.text import Text

Colour = Literal["green", "yellow", "red"]
Confidence = Literal["high", "medium", "low"]
Mode = Literal["normal", "urgent"]
Json = dict[str, object]
DISCLOSURE = Text(
    "Suggestion produite par un outil à règles. La décision appartient à la personne et à la "
    "conseillère ou au conseiller.",
    "Suggestion produced by a rules tool. The decision belongs to the person and the counsellor.",
)


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A fact that a rule read, with its origin; `value` is None when it is unknown."""

    name: str
    value: str | float | list[str] | None
    unit: str
    level: str
    source: str
    period: str | None
    label: Text | None

    def as_json(self) -> Json:
        """The fact under the keys of the contract."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "level": self.level,
            "source": self.source,
            "period": self.period,
            "label": None if self.label is None else self.label.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Points:
    """What one factor adds to the score."""

    factor: str
    title: Text
    weight: float
    value: float | None
    unit: str
    points: float
    known: bool

    def as_json(self) -> Json:
        """The contribution under the keys of the contract."""
        return {
            "factor": self.factor,
            "weight": self.weight,
            "value": self.value,
            "unit": self.unit,
            "points": self.points,
            "known": self.known,
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule says of this household in this place.

    `title` names what it is about; `is_open` marks what is to verify; `only_prepares` a rule that
    adds a step and gives no colour.
    """

    rule: str
    about: str
    colour: Colour
    text: Text
    facts: tuple[ReadFact, ...]
    title: Text
    is_open: bool = False
    only_prepares: bool = False

    def as_json(self) -> Json:
        """The reason under the keys of the contract."""
        return {
            "rule": self.rule,
            "about": self.about,
            "colour": self.colour,
            "text": self.text.as_json(),
            "facts": [fact.as_json() for fact in self.facts],
        }


@dataclass(frozen=True, slots=True)
class StepToTake:
    """What to prepare, by whom, before or after departure."""

    rule: str
    text: Text
    owner: str
    before_departure: bool

    def as_json(self) -> Json:
        """The step under the keys of the contract."""
        return {
            "rule": self.rule,
            "text": self.text.as_json(),
            "owner": self.owner,
            "before_departure": self.before_departure,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask, and how many listed places its answer alone could recolour."""

    fact: str
    text: Text
    could_change: int

    def as_json(self) -> Json:
        """The question under the keys of the contract."""
        return {"fact": self.fact, "text": self.text.as_json(), "could_change": self.could_change}


@dataclass(frozen=True, slots=True)
class Earners:
    """Each earner's prospect in a place, 0 to 1, and what the household rule keeps of them.

    `prospects` has the person first; None for an earner who does not count or is not known. `text`
    says who has less, or more, than the score shows.
    """

    household_rule: str
    prospects: tuple[float | None, ...]
    combined: float | None
    text: Text | None

    def as_json(self) -> Json:
        """The earners as the answer prints them."""
        return {
            "household_rule": self.household_rule,
            "prospects": list(self.prospects),
            "combined": self.combined,
            "text": None if self.text is None else self.text.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """What the tool suggests for one household in one place; it triggers nothing."""

    place: Place
    place_type: str | None
    colour: Colour
    fit: Colour
    preparation: Colour
    complete: bool
    score: float
    rank: int | None
    confidence: Confidence
    mode: Mode
    checklist: tuple[CheckItem, ...]
    contributions: tuple[Points, ...]
    earners: Earners
    reasons: tuple[Reason, ...]
    steps: tuple[StepToTake, ...]
    would_change: tuple[WouldChange, ...]
    no_change_reason: Text | None
    questions: tuple[Question, ...]

    def as_json(self) -> Json:
        """The decision under the keys of the contract."""
        return {
            "place": {**_named(self.place), "place_type": self.place_type},
            "colour": self.colour,
            "fit": self.fit,
            "preparation": self.preparation,
            "complete": self.complete,
            "score": self.score,
            "rank": self.rank,
            "confidence": self.confidence,
            "mode": self.mode,
            "contributions": [points.as_json() for points in self.contributions],
            "earners": self.earners.as_json(),
            "reasons": [reason.as_json() for reason in self.reasons],
            "steps": [step.as_json() for step in self.steps],
            "would_change": [each.as_json() for each in self.would_change],
            "no_change_reason": (
                None if self.no_change_reason is None else self.no_change_reason.as_json()
            ),
            "questions": [question.as_json() for question in self.questions],
            "checklist": {
                "before": [item.as_json() for item in self.checklist if item.moment != "after"],
                "after": [item.as_json() for item in self.checklist if item.moment == "after"],
            },
        }


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an answer was computed from, so that it can be computed again."""

    ruleset_version: str
    ruleset_hash: str
    snapshot: str
    snapshot_hash: str
    programmes_version: str
    programmes_hash: str
    as_of: date
    software: str

    def as_json(self) -> Json:
        """The stamp under the keys of the contract."""
        return {
            "ruleset": {"version": self.ruleset_version, "hash": self.ruleset_hash},
            "data": {"snapshot": self.snapshot, "hash": self.snapshot_hash},
            "programmes": {"version": self.programmes_version, "hash": self.programmes_hash},
            "as_of": self.as_of.isoformat(),
            "software": self.software,
        }


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """One region of a shortlist: its best place, then places of other sizes."""

    places: tuple[Decision, ...]

    def as_json(self) -> Json:
        """The region under the keys of the contract; its colour and fit are its best place's."""
        best = self.places[0]
        region = best.place.region
        return {
            "region": {"code": region.code, "name": region.name},
            "colour": best.colour,
            "fit": best.fit,
            "score": best.score,
            "places": [decision.as_json() for decision in self.places],
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a place differs from another: a rule's colours, or a factor's points.

    `colours` are those of the named place and of the other one; `points` is what the other adds.
    """

    rule: str | None
    factor: str
    title: Text
    colours: tuple[Colour, Colour] | None
    points: float | None
    is_better: bool

    def as_json(self) -> Json:
        """The difference under the keys of the contract."""
        before, after = self.colours or (None, None)
        return {
            "rule": self.rule,
            "factor": self.factor,
            "title": self.title.as_json(),
            "from": before,
            "to": after,
            "points": self.points,
        }


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place beside one that the household named, and what tells them apart."""

    instead_of: Place
    place: Place
    fit: Colour
    score_difference: float
    better: tuple[Difference, ...]
    worse: tuple[Difference, ...]

    def as_json(self) -> Json:
        """The alternative under the keys of the contract."""
        return {
            "instead_of": self.instead_of.code,
            "place": _named(self.place),
            "fit": self.fit,
            "score_difference": self.score_difference,
            "better": [each.as_json() for each in self.better],
            "worse": [each.as_json() for each in self.worse],
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """One decision with its stamp; what else a page tells of it is not part of its JSON.

    `starts_far`: what starts next in an urgent departure is far from the place.
    """

    stamp: Stamp
    decision: Decision
    alternatives: tuple[Alternative, ...] = ()
    programmes: tuple[ProgrammeAnswer, ...] = ()
    starts_far: bool = False

    def as_json(self) -> Json:
        """The explanation under the keys of the contract."""
        return {"stamp": self.stamp.as_json(), "decision": self.decision.as_json()}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many listed places have each colour of fit."""

    green: int
    yellow: int
    red: int


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Regions and places for one household, best fit first, and what was asked for."""

    stamp: Stamp
    profile_complete: bool
    questions: tuple[Question, ...]
    programmes: tuple[ProgrammeAnswer, ...]
    regions: tuple[RegionChoice, ...]
    asked: tuple[Decision, ...]
    alternatives: tuple[Alternative, ...]
    tally: Tally
    mode: Mode
    disclosure: Text = DISCLOSURE

    def as_json(self) -> Json:
        """The shortlist under the keys of the contract."""
        return {
            "stamp": self.stamp.as_json(),
            "profile_complete": self.profile_complete,
            "questions": [question.as_json() for question in self.questions],
            "programmes": [answer.as_json() for answer in self.programmes],
            "regions": [region.as_json() for region in self.regions],
            "asked": [decision.as_json() for decision in self.asked],
            "alternatives": [each.as_json() for each in self.alternatives],
            "disclosure": self.disclosure.as_json(),
        }


def _named(place: Place) -> Json:
    """A place under the keys of the contract."""
    return {
        "code": place.code,
        "name": place.name,
        "mrc": place.mrc_name,
        "region": {"code": place.region.code, "name": place.region.name},
    }
