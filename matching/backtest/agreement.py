"""How often the tool, the counsellor and the person said the same of a placement."""

# Never by counsellor: agreement is about the tool, not about the people who use it.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score, confusion_matrix

from features.vocabulary import Vocabulary
from matching.backtest.log_columns import COLOUR, PERSONS_DECISION
from matching.backtest.placement import PlacementLog
from matching.evaluate import Colours, colour_name
from matching.statistics.discrimination import draws
from matching.statistics.proportions import FEWEST, LEVEL, Estimate, wilson
from regions_data.text import Text

Counts = NDArray[np.intp]
Labels = Sequence[str | None]


@dataclass(frozen=True, eq=False)
class Agreement:
    """Two answers about the same placements, crossed.

    `counts` has a row for each of `rows` and a column for each of `columns`. `unknown` placements
    lack one of the answers. None is hidden: a colour and an opinion are no group of people, and
    their margins stand in other tables. `same` is the share that says the same and `kappa` Cohen's,
    with linear weights; both None where the answers are of different kinds or fewer than `FEWEST`.
    """

    title: Text
    row_title: Text
    column_title: Text
    rows: tuple[Text, ...]
    columns: tuple[Text, ...]
    counts: Counts
    unknown: int
    same: Estimate | None
    kappa: Estimate | None


def agreements(
    log: PlacementLog, colour: Colours, household: NDArray[np.intp], generator: np.random.Generator
) -> tuple[Agreement, ...]:
    """The tool, then and now, against the counsellor; then both against the person.

    Args:
        log: the placements.
        colour: what the ruleset says of each, shape (n,).
        household: the number of each placement's household, shape (n,).
        generator: where the draws of the intervals come from.
    """
    shown = [each.shown.colour for each in log]
    counsellor = [each.counsellor for each in log]
    person = [each.person for each in log]
    now = [colour_name(int(code)) for code in colour]
    told = Text("l'outil, ce jour-là", "the tool, that day")
    said = Text("la personne conseillère", "the counsellor")
    again = Text("l'outil, avec ce jeu de règles", "the tool, with this ruleset")
    own = Text("la personne", "the person")
    found = []
    for row_title, first in ((told, shown), (again, now)):
        table = _crossed(first, counsellor, COLOUR)
        same, kappa = _agreement(first, counsellor, household, generator)
        found.append(_record((row_title, said), COLOUR, table, len(log), same=same, kappa=kappa))
    for row_title, labels in ((told, shown), (said, counsellor)):
        table = _crossed(labels, person, PERSONS_DECISION)
        found.append(_record((row_title, own), PERSONS_DECISION, table, len(log)))
    return tuple(found)


def _record(
    titles: tuple[Text, Text],
    words: Vocabulary,
    table: Counts,
    placements: int,
    *,
    same: Estimate | None = None,
    kappa: Estimate | None = None,
) -> Agreement:
    row, column = titles
    return Agreement(
        title=_both(row, column),
        row_title=row,
        column_title=column,
        rows=tuple(word.label for word in COLOUR.words),
        columns=tuple(word.label for word in words.words),
        counts=table,
        unknown=placements - int(table.sum()),
        same=same,
        kappa=kappa,
    )


def _both(row: Text, column: Text) -> Text:
    """Two opinions in one title; what says more of the first stands between commas."""
    comma = "," if "," in row.fr else ""
    return Text(f"{row.fr}{comma} et {column.fr}", f"{row.en}{comma} and {column.en}")


def _crossed(colours: Labels, answers: Labels, words: Vocabulary) -> Counts:
    """How many have each colour and each answer, both known."""
    table = np.zeros((len(COLOUR.values), len(words.values)), dtype=np.intp)
    for colour, answer in zip(colours, answers, strict=True):
        if colour is not None and answer is not None:
            table[COLOUR.position(colour), words.position(answer)] += 1
    return table


def _agreement(
    first: Labels, second: Labels, household: NDArray[np.intp], generator: np.random.Generator
) -> tuple[Estimate | None, Estimate | None]:
    """The share that is the same, and Cohen's kappa where both vary, on colours as ranks."""
    both = np.array(
        [
            (COLOUR.position(a), COLOUR.position(b), own)
            for a, b, own in zip(first, second, household, strict=True)
            if a is not None and b is not None
        ],
        dtype=np.intp,
    ).reshape(-1, 3)
    if len(both) < FEWEST:
        return None, None
    same = wilson(float((both[:, 0] == both[:, 1]).mean()), len(both))
    return same, _kappa(both, generator)


def _kappa(both: Counts, generator: np.random.Generator) -> Estimate | None:
    """Cohen's kappa with linear weights, and its interval over draws of households."""
    value = _kappa_of(both)
    if value is None:
        return None
    if value == 1.0:
        return Estimate(value, _least_kappa(both), value)
    drawn = [_kappa_of(both[rows]) for rows in draws(both[:, 2], generator)]
    found = [each for each in drawn if each is not None]
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high))


def _least_kappa(both: Counts) -> float:
    """Where all agree, every draw would: kappa if as many differed by one step as still may."""
    share = np.bincount(both[:, 0], minlength=len(COLOUR.values)) / len(both)
    rows, columns = np.indices((len(share), len(share)))
    by_chance = float(share @ np.abs(rows - columns) @ share)
    may_differ = 1.0 - wilson(1.0, len(both)).low
    return max(-1.0, 1.0 - may_differ / by_chance)


def _kappa_of(both: Counts) -> float | None:
    """None where one of the two always says the same: agreement would be chance alone."""
    if any(len(np.unique(both[:, column])) < 2 for column in (0, 1)):
        return None
    # One row a cell of the table instead of one a placement: the same figure, much sooner.
    table = confusion_matrix(both[:, 0], both[:, 1], labels=range(len(COLOUR.values)))
    rows, columns = np.indices(table.shape)
    return float(
        cohen_kappa_score(
            rows.ravel(), columns.ravel(), weights="linear", sample_weight=table.ravel()
        )
    )
