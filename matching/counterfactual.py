"""What would change a colour: the smallest sets of a household's own changes, each one verified."""

# A rule's colour depends on its own facts alone. Steps:
# 1. for each rule that is not green, the smallest sets of changes of its own facts that make it
#    greener;
# 2. for each target, one such set for each rule that stands in the way, joined rule by rule; of two
#    values of one fact, the further one;
# 3. the joined sets, smallest first, without those that hold another;
# 4. the engine run again on each changed household: a set that does not give what it promised is
#    dropped (an undirected change, such as another occupation, may spoil a rule).
# Where no set of changes makes the place greener, another place is the change.

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np

from features.households import Households
from features.pairs import Flags, Pairs
from features.profile import Gap, HouseholdProfile
from matching.changes import Change
from matching.evaluate import (
    COLOUR_WORDS,
    GREEN,
    Colours,
    Verdicts,
    apply_rule,
    cell,
    colour_name,
    evaluate,
)
from matching.ruleset import Rule, Ruleset
from matching.would_change import Changed, Target, WouldChange
from regions_data.catalog import Place
from regions_data.text import Text

MOST_CHANGES, MOST_SETS = 6, 5
_MOST_SETS_OF_A_RULE = 4
"""Of one rule: enough for its ways out, few enough that joined sets stay countable."""
_MOST_JOINED = 32
"""Of the joined sets after each rule, the smallest are kept: the work grows with the rules only."""
_TARGETS: tuple[Target, ...] = ("colour", "fit", "preparation")
_SAID = {
    "colour": Text("la couleur", "the colour"),
    "fit": Text("ce qui tient au lieu", "what depends on the place"),
    "preparation": Text("la préparation du ménage", "the household's preparation"),
}
_Set = frozenset[Change]


@dataclass(frozen=True, eq=False)
class Counterfactuals:
    """The changes that would make one household's colours greener in some places.

    `pairs` are the only household in those places, and `verdicts` its colours there.
    """

    ruleset: Ruleset
    pairs: Pairs
    verdicts: Verdicts
    changes: tuple[Change, ...]
    _found: dict[tuple[tuple[str, bytes], ...], list[_Set]] = field(
        default_factory=dict, repr=False
    )

    def sets(self, column: int) -> tuple[WouldChange, ...]:
        """The verified sets for one place, smallest first."""
        found = [would for target in _TARGETS for would in self._verified.get((target, column), ())]
        order = {target: rank for rank, target in enumerate(_TARGETS)}
        found.sort(key=lambda would: (len(would.changes), order[would.target]))
        return tuple(found[: MOST_SETS - 1])  # one is left for another place

    @property
    def profile(self) -> HouseholdProfile:
        """The only household."""
        return self.pairs.households.profiles[0]

    # -- one rule

    @cached_property
    def _ways_out(self) -> dict[str, tuple[list[_Set], Colours]]:
        """For each rule that is not green everywhere, sets of changes and the colours they give.

        The colours have shape (sets, places).
        """
        not_green = (each.rule for each in self.verdicts.outcomes if (each.colour > GREEN).any())
        return {rule.id: self._ways_out_of(rule) for rule in not_green}

    def _ways_out_of(self, rule: Rule) -> tuple[list[_Set], Colours]:
        sets = list(_sets_of(self.changes, rule.household_paths))
        shape = (len(sets), self.pairs.shape[1])
        if not sets:
            return sets, np.empty(shape, dtype=np.uint8)
        world = self._world([_applied(self.profile, one) for one in sets])
        return sets, np.broadcast_to(apply_rule(rule, world).colour, shape)

    def _world(self, profiles: Sequence[HouseholdProfile]) -> Pairs:
        households = Households(tuple(profiles), self.pairs.households.as_of)
        return Pairs(households, self.pairs.places, self.pairs.household_rule)

    def _lifts(self, rule: Rule, column: int, at_most: int) -> Flags:
        """Which of its sets make a rule no redder than a colour in one place."""
        return np.asarray(self._ways_out[rule.id][1][:, column] <= at_most)

    def _smallest(self, rule: Rule, lifts: Flags) -> list[_Set]:
        """The smallest of those sets."""
        sets = self._ways_out[rule.id][0]
        return _minimal(sets[i] for i in np.flatnonzero(lifts))[:_MOST_SETS_OF_A_RULE]

    # -- all rules

    @cached_property
    def _colours_of_rules(self) -> Colours:
        """The colour of each rule in each place, shape (rules, places)."""
        width = self.pairs.shape[1]
        rows = [np.broadcast_to(each.colour[0], width) for each in self.verdicts.outcomes]
        return np.array(rows, dtype=np.uint8).reshape(len(rows), width)

    def _candidates(self, target: Target, column: int, to: int) -> list[_Set]:
        """Joined sets that should bring a target to a colour, smallest first.

        Places where the same rules stand in the way, lifted by the same sets, share them.
        """
        rules = [self.verdicts.outcomes[i].rule for i in self._standing(column, to)]
        standing = [
            (rule, self._lifts(rule, column, to)) for rule in rules if _counts(rule, target)
        ]
        key = tuple((rule.id, lifts.tobytes()) for rule, lifts in standing)
        if key not in self._found:
            self._found[key] = self._join(standing)
        return self._found[key]

    def _standing(self, column: int, to: int) -> list[int]:
        """The positions of the rules that are redder than a colour in one place."""
        found: list[int] = np.flatnonzero(self._colours_of_rules[:, column] > to).tolist()
        return found

    def _join(self, standing: Sequence[tuple[Rule, Flags]]) -> list[_Set]:
        """One set of each rule, joined rule by rule; nothing where a rule has no way out."""
        joined = [frozenset[Change]()] if standing else []
        for rule, lifts in standing:
            ways = self._smallest(rule, lifts)
            both = {self._joined(one, way) for one in joined for way in ways}
            joined = [one for one in _minimal(both) if len(one) <= MOST_CHANGES][:_MOST_JOINED]
        return joined

    def _joined(self, one: _Set, other: _Set) -> _Set:
        """Both sets, with one value a fact: the one that `changes` names last, the furthest."""
        by_fact = {change.fact: change for change in self.changes if change in one | other}
        return frozenset(by_fact.values())

    @cached_property
    def _verified(self) -> dict[tuple[Target, int], list[WouldChange]]:
        """By target and place, the sets that the engine itself confirms."""
        promised = [
            (target, column, to, one)
            for column in range(self.pairs.shape[1])
            for target in _TARGETS
            for to in range(GREEN, int(cell(_colours(self.verdicts, target), column)))
            for one in self._candidates(target, column, to)[:MOST_SETS]
        ]
        found: dict[tuple[Target, int], list[WouldChange]] = {}
        if not promised:
            return found
        worlds = list(dict.fromkeys(one for _, _, _, one in promised))
        verdicts = evaluate(
            self.ruleset, self._world([_applied(self.profile, one) for one in worlds])
        )
        for target, column, to, one in promised:
            row = worlds.index(one)
            before = int(cell(_colours(self.verdicts, target), column))
            after = int(_colours(verdicts, target)[row, column])
            if after == to:
                found.setdefault((target, column), []).append(
                    _would(self.profile, target, before, after, _in_order(one, self.changes))
                )
        return found


def another_place(before: int, after: int, here: Place, there: Place) -> WouldChange:
    """The change of place, where nothing else makes the place greener."""
    clause = Text(f"le ménage choisit {there.name}", f"the household chooses {there.name}")
    changed = Changed("place", here.code, there.code)
    return WouldChange(
        "fit",
        colour_name(before),
        colour_name(after),
        (changed,),
        _sentence("fit", before, after, [clause]),
    )


def _would(
    profile: HouseholdProfile, target: Target, before: int, after: int, changes: Sequence[Change]
) -> WouldChange:
    """The set as the answer tells it, with what it makes unknown after what it changes."""
    forgotten = [fact for change in changes for fact in change.forgets]
    return WouldChange(
        target,
        colour_name(before),
        colour_name(after),
        (
            *(Changed(each.fact, each.before, each.after) for each in changes),
            *(Changed(fact, profile.answer(fact), Gap.UNKNOWN) for fact in forgotten),
        ),
        _sentence(target, before, after, [each.text for each in changes]),
    )


def _sentence(target: Target, before: int, after: int, clauses: Sequence[Text]) -> Text:
    said = _SAID[target]
    one, two = COLOUR_WORDS[colour_name(before)], COLOUR_WORDS[colour_name(after)]
    return Text(
        f"Si {_listed([c.fr for c in clauses], ', si ', ' et si ')}, {said.fr} passe du {one.fr} "
        f"au {two.fr}.",
        f"If {_listed([c.en for c in clauses], ', ', ' and ')}, {said.en} goes from {one.en} to "
        f"{two.en}.",
    )


def _listed(clauses: Sequence[str], between: str, last: str) -> str:
    *others, end = clauses
    return f"{between.join(others)}{last}{end}" if others else end


def _sets_of(changes: Iterable[Change], paths: Sequence[str]) -> Iterator[_Set]:
    """Every non-empty set of changes of some facts, one value a fact, smallest first."""
    by_fact: dict[str, list[Change | None]] = {}
    for change in changes:
        if change.fact in paths:
            by_fact.setdefault(change.fact, [None]).append(change)
    every = [
        frozenset(change for change in chosen if change is not None)
        for chosen in product(*by_fact.values())
    ]
    yield from sorted((one for one in every if one), key=len)


def _minimal(sets: Iterable[_Set]) -> list[_Set]:
    """The sets that hold no other, smallest first; of one fact's values, the first that serves."""
    kept: list[_Set] = []
    for one in sorted(sets, key=_cost):
        facts = {change.fact for change in one}
        if not any({change.fact for change in other} <= facts for other in kept):
            kept.append(one)
    return kept


def _cost(one: _Set) -> tuple[int, list[tuple[str, str]]]:
    """Fewer changes first; then lower levels first, whatever the order of a set."""
    return len(one), sorted((change.fact, _padded(change)) for change in one)


def _padded(change: Change) -> str:
    after = change.after
    return f"{after:06.1f}" if isinstance(after, float) else str(after)


def _in_order(one: _Set, changes: Sequence[Change]) -> list[Change]:
    return [change for change in changes if change in one]


def _applied(profile: HouseholdProfile, changes: _Set) -> HouseholdProfile:
    """The household once all is changed; what a change makes it forget is unknown, last of all."""
    for change in changes:
        profile = profile.with_answer(change.fact, change.after)
    for fact in (fact for change in changes for fact in change.forgets):
        profile = profile.with_answer(fact, Gap.UNKNOWN)
    return profile


def _counts(rule: Rule, target: Target) -> bool:
    return target == "colour" or (rule.about == "place") == (target == "fit")


def _colours(verdicts: Verdicts, target: Target) -> Colours:
    by_target = {
        "colour": verdicts.colour,
        "fit": verdicts.fit,
        "preparation": verdicts.preparation,
    }
    return by_target[target]


def why_nothing(colour: int, *, is_complete: bool) -> Text:
    """Why no set of changes is proposed for a place."""
    if colour == GREEN:
        return Text("Tout est vert : il n'y a rien à changer.", "All is green: nothing to change.")
    if not is_complete:
        return Text(
            "Des réponses manquent : posez d'abord les questions ; ce que le ménage peut changer "
            "ne suffit pas à rendre la couleur plus verte.",
            "Some answers are missing: ask the questions first; what the household can change is "
            "not enough to make the colour greener.",
        )
    return Text(
        "Rien que le ménage puisse changer ne suffit à rendre la couleur plus verte ici ; les "
        "étapes disent quoi vérifier.",
        "Nothing that the household can change is enough to make the colour greener here; the "
        "steps say what to check.",
    )
