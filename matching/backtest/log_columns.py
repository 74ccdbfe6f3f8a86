"""The columns of a placement log, by hand: what each holds, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from features.vocabulary import Vocabulary, closed_list
from matching.backtest.outcomes import EXIT_REASON, HORIZONS_MONTHS
from matching.evaluate import COLOUR_WORDS
from regions_data.text import Text

Kind = Literal["text", "day", "place", "places", "share", "shares", "score", "word", "profile"]
COLOUR = closed_list(
    "colour", *((name, words.fr, words.en) for name, words in COLOUR_WORDS.items())
)
KNOWN = closed_list("known", ("yes", "oui", "yes"), ("no", "non", "no"))
BOOLEANS = {"vrai": "yes", "true": "yes", "faux": "no", "false": "no"}
"""What a spreadsheet writes for a yes or a no."""
PERSONS_DECISION = closed_list(
    "person_decision",
    ("continue", "continuer", "continue"),
    ("reflect", "réfléchir", "reflect"),
    ("stop", "arrêter", "stop"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the log; an empty cell, or « inconnu », is unknown unless it is required."""

    name: str
    kind: Kind
    title: Text
    is_required: bool = False
    words: Vocabulary | None = None


def _presence(where: str, fr: str, en: str) -> tuple[Column, ...]:
    """When a household left somewhere, until when it was seen there, and at each horizon."""
    at = tuple(
        Column(
            f"in_{where}_{months}m",
            "word",
            Text(f"encore {fr} après {months} mois", f"still {en} after {months} months"),
            words=KNOWN,
        )
        for months in HORIZONS_MONTHS
    )
    left = Column(f"left_{where}_on", "day", Text(f"jour du départ ({fr})", f"day it left ({en})"))
    seen = Column(
        f"in_{where}_until",
        "day",
        Text(f"dernier jour où le ménage était {fr}", f"last day it was known to be {en}"),
    )
    return (left, seen, *at)


COLUMNS: tuple[Column, ...] = (
    Column(
        "case_id",
        "text",
        Text("numéro de dossier, sans nom", "case number, without a name"),
        is_required=True,
    ),
    Column("decided_on", "day", Text("jour de la décision", "day of the decision"), True),
    Column(
        "settled_on",
        "day",
        Text(
            "jour de l'établissement ; sinon, celui de la décision",
            "day of settlement; else that of the decision",
        ),
    ),
    Column(
        "place", "place", Text("municipalité où le ménage s'est établi", "town settled in"), True
    ),
    Column(
        "profile",
        "profile",
        Text(
            "profil du ménage ce jour-là, en JSON ; sinon, une colonne par fait",
            "the household's profile that day, as JSON; else a column for each fact",
        ),
    ),
    Column(
        "propensity",
        "share",
        Text("probabilité que ce lieu soit choisi", "probability that this place was chosen"),
    ),
    Column("offered", "places", Text("lieux proposés", "places offered")),
    Column(
        "offered_propensity",
        "shares",
        Text(
            "probabilité de chaque lieu proposé, dans le même ordre",
            "probability of each place offered, in that order",
        ),
    ),
    Column("shown_colour", "word", Text("couleur montrée", "colour shown"), words=COLOUR),
    Column(
        "shown_fit",
        "word",
        Text(
            "couleur montrée de ce qui tient au lieu", "colour shown of what depends on the place"
        ),
        words=COLOUR,
    ),
    Column("shown_score", "score", Text("score montré, de 0 à 100", "score shown, 0 to 100")),
    Column(
        "shown_ruleset", "text", Text("version des règles d'alors", "version of the rules then")
    ),
    Column(
        "counsellor_colour",
        "word",
        Text("décision de la conseillère ou du conseiller", "counsellor's own decision"),
        words=COLOUR,
    ),
    Column(
        "person_decision",
        "word",
        Text("décision de la personne", "the person's own decision"),
        words=PERSONS_DECISION,
    ),
    *_presence("region", "dans la région", "in the region"),
    *_presence("quebec", "au Québec", "in Québec"),
    Column(
        "employed_in_field",
        "word",
        Text("en emploi dans son domaine", "employed in the field"),
        words=KNOWN,
    ),
    Column(
        "partner_employed",
        "word",
        Text("conjointe ou conjoint en emploi", "partner employed"),
        words=KNOWN,
    ),
    Column("exit_reason", "word", Text("motif du départ", "reason for leaving"), words=EXIT_REASON),
)
BY_NAME = {column.name: column for column in COLUMNS}
