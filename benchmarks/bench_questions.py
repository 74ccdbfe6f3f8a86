"""After how many answers the five best places are known: our order of questions or the form's."""

# Generated households whose facts are hidden at random are asked one question at a time, in the
# order of the engine (asked again after each answer) and in the order of the form.
# `tests/matching/test_question_order.py` holds the engine's order to it in `make drills`.

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from features.field import Field
from features.generate import generate
from features.households import Households
from features.place import PlaceTable, all_destinations
from features.profile import Gap, HouseholdProfile
from features.schema import FIELDS
from matching.asking import is_askable
from matching.judge import judge
from matching.pipeline import Engine
from matching.ruleset_reader import default_ruleset_path, read_ruleset
from matching.shortlist import order_places
from regions_data.labour import load_labour
from regions_data.snapshot import load_snapshot

AS_OF, SEED, COUNT, HIDDEN, TOP = date(2026, 11, 21), 4, 60, 0.35, 5
NextQuestion = Callable[[HouseholdProfile], str | None]
Shares = NDArray[np.float64]


def leaves(fields: tuple[Field, ...] = FIELDS, prefix: str = "") -> Iterator[str]:
    """The fact paths in the order of the form."""
    for field in fields:
        path = f"{prefix}{field.key}"
        if field.key == "adults":
            for adult in (0, 1):
                yield from leaves(field.fields, f"{path}.{adult}.")
        elif field.kind == "group":
            yield from leaves(field.fields, f"{path}.")
        elif field.kind != "groups":
            yield path


def best_places(engine: Engine, places: PlaceTable, profile: HouseholdProfile) -> list[str]:
    """The codes of the five best listed places."""
    found = judge(engine.ruleset, Households((profile,), AS_OF), places)
    listed = [i for i, place in enumerate(places.places) if place.listed]
    order = order_places(places.places, found.fit[0], found.score[0], keep=listed)
    return [places.places[i].code for i in order[:TOP]]


def known_after(
    whole: HouseholdProfile,
    hidden: HouseholdProfile,
    ask: NextQuestion,
    best: Callable[[HouseholdProfile], list[str]],
) -> list[bool]:
    """After 0, 1, 2… answers, whether the five best are those of the whole profile."""
    target, known = best(whole), hidden
    found = [best(known) == target]
    while (path := ask(known)) is not None:
        answer = whole.answer(path)
        known = known.with_answer(path, Gap.DECLINED if answer is Gap.UNKNOWN else answer)
        found.append(best(known) == target)
    return found


def shares_by_order(count: int, seed: int) -> tuple[Shares, Shares]:
    """After 0, 1, 2… answers, the share of households whose five best places are known.

    In the engine's order of questions, then in the form's; as long as the longer of both.
    """
    snapshot = load_snapshot()
    labour = load_labour(snapshot.folder)
    path = default_ruleset_path()
    engine = Engine(snapshot, labour, read_ruleset(path.read_bytes(), path.name), AS_OF)
    places = all_destinations(snapshot, labour)
    generator = np.random.default_rng(seed)

    def best(profile: HouseholdProfile) -> list[str]:
        return best_places(engine, places, profile)

    def by_form(profile: HouseholdProfile) -> str | None:
        return next((path for path in leaves() if is_askable(profile, path)), None)

    def by_engine(profile: HouseholdProfile) -> str | None:
        """What could change a colour first; then, as the form has them, what only scores."""
        questions = engine.shortlist(profile, top=1).questions
        return next((question.fact for question in questions), None) or by_form(profile)

    told: tuple[list[list[bool]], list[list[bool]]] = ([], [])
    for whole in generate(count, seed, AS_OF):
        hidden = with_facts_hidden(whole, generator)
        for runs, ask in zip(told, (by_engine, by_form), strict=True):
            runs.append(known_after(whole, hidden, ask, best))
    longest = max(len(run) for runs in told for run in runs)
    ours, form = (
        np.mean([run + run[-1:] * (longest - len(run)) for run in runs], axis=0) for runs in told
    )
    return ours, form


def with_facts_hidden(whole: HouseholdProfile, generator: np.random.Generator) -> HouseholdProfile:
    """The household with a share of its facts unknown; whether it is a couple stays."""
    hidden = whole
    for fact in leaves():
        known = whole.gap(fact) is None and fact not in {"household_kind", "candidate_id"}
        if known and generator.random() < HIDDEN:
            hidden = hidden.with_answer(fact, Gap.UNKNOWN)
    return hidden


def main() -> None:
    """Print the share of households whose five best are known after k answers, in each order."""
    ours, form = shares_by_order(COUNT, SEED)
    print(f"{COUNT} generated households, {HIDDEN:.0%} of the facts hidden: share whose {TOP} best")
    print("places are those of the whole profile after k answers")
    print("    k   engine's order   form's order")
    for k, (one, other) in enumerate(zip(ours, form, strict=True)):
        print(f"  {k:3d} {one:16.0%} {other:14.0%}{'' if one >= other else '   slower'}")


if __name__ == "__main__":
    main()
