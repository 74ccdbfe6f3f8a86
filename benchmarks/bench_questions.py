"""How many answers it takes to know the five best places: our order of questions or the form's."""

# Generated households whose facts are hidden at random are asked one question at a time, in the
# order of the engine (asked again after each answer) and in the order of the form. What counts is
# how many answers it takes until the five best places are those of the whole profile, and stay so.

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np

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

AS_OF, SEED, COUNT, HIDDEN, TOP = date(2026, 11, 21), 4, 30, 0.35, 5
NextQuestion = Callable[[HouseholdProfile], str | None]


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


def answers_needed(
    whole: HouseholdProfile,
    hidden: HouseholdProfile,
    ask: NextQuestion,
    best: Callable[[HouseholdProfile], list[str]],
) -> int:
    """Answers until the five best are those of the whole profile for good."""
    target, known, count, needed = best(whole), hidden, 0, 0
    while (path := ask(known)) is not None:
        answer = whole.answer(path)
        known = known.with_answer(path, Gap.DECLINED if answer is Gap.UNKNOWN else answer)
        count += 1
        if best(known) != target:
            needed = count + 1
    return needed


def main() -> None:
    """Print the answers needed in each order."""
    snapshot = load_snapshot()
    labour = load_labour(snapshot.folder)
    path = default_ruleset_path()
    engine = Engine(snapshot, labour, read_ruleset(path.read_bytes(), path.name), AS_OF)
    places = all_destinations(snapshot, labour)
    generator = np.random.default_rng(SEED)

    def best(profile: HouseholdProfile) -> list[str]:
        return best_places(engine, places, profile)

    def by_form(profile: HouseholdProfile) -> str | None:
        return next((path for path in leaves() if is_askable(profile, path)), None)

    def by_engine(profile: HouseholdProfile) -> str | None:
        """What could change a colour first; then, as the form has them, what only scores."""
        questions = engine.shortlist(profile, top=1).questions
        return next((question.fact for question in questions), None) or by_form(profile)

    needed: list[tuple[int, int]] = []
    for whole in generate(COUNT, SEED, AS_OF):
        hidden = whole
        for fact in leaves():
            known = whole.gap(fact) is None and fact not in {"household_kind", "candidate_id"}
            if known and generator.random() < HIDDEN:
                hidden = hidden.with_answer(fact, Gap.UNKNOWN)
        needed.append(
            (
                answers_needed(whole, hidden, by_engine, best),
                answers_needed(whole, hidden, by_form, best),
            )
        )
    ours, form = (np.array(side) for side in zip(*needed, strict=True))
    print(f"{COUNT} generated households, {HIDDEN:.0%} of the facts hidden: answers until the")
    print(f"{TOP} best places are those of the whole profile")
    print(f"  engine's order: mean {ours.mean():.1f}, median {np.median(ours):.0f}")
    print(f"  form's order:   mean {form.mean():.1f}, median {np.median(form):.0f}")
    print(f"  as few or fewer in the engine's order: {(ours <= form).mean():.0%} of households")


if __name__ == "__main__":
    main()
