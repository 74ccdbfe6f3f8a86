"""The ranked words that factors take as values, worst first, as a reader is told them."""

from __future__ import annotations

from features.vocabulary import closed_list

OUTLOOK = closed_list(
    "outlook",
    ("very_limited", "très limitées", "very limited"),
    ("limited", "limitées", "limited"),
    (
        "undetermined",
        "indéterminées (trop peu de personnes dans ce métier)",
        "undetermined (too few people in it)",
    ),
    ("moderate", "modérées", "moderate"),
    ("good", "bonnes", "good"),
    ("very_good", "très bonnes", "very good"),
    ordered=True,
)
SCOPE = closed_list(
    "scope",
    (
        "inside_cmm",
        "dans la Communauté métropolitaine de Montréal, hors du champ de la régionalisation",
        "inside the Montréal metropolitan community, outside the scope of regionalisation",
    ),
    (
        "outside_cmm",
        "hors de la Communauté métropolitaine de Montréal",
        "outside the Montréal metropolitan community",
    ),
    ordered=True,
)
MOBILITY = closed_list(
    "mobility",
    (
        "out_of_reach",
        "travail ou formation à plus de 5 km, sans transport publié ni voiture et permis à ce jour",
        "work or training over 5 km away, no published transit, no car and licence to date",
    ),
    (
        "to_prepare",
        "pas encore de voiture et de permis utilisables ensemble ; transport collectif à vérifier",
        "no car with a usable licence yet; transit to be checked",
    ),
    (
        "by_transit",
        "un transport collectif régulier dessert la ville",
        "regular transit serves the town",
    ),
    (
        "by_car",
        "déplacements en voiture (une voiture et un permis utilisables)",
        "daily trips by car (a car and a usable licence)",
    ),
    ordered=True,
)
WISH = closed_list(
    "wish",
    ("not_met", "ne correspond pas au souhait", "does not match the wish"),
    ("met", "correspond au souhait", "matches the wish"),
    ordered=True,
)
PRACTICE = closed_list(
    "practice",
    (
        "not_begun",
        "réglementé, sans démarche auprès de l'ordre pour le moment",
        "regulated, with no step yet with the professional order",
    ),
    (
        "contradicted",
        "dit sans permis à obtenir, alors que nos sources le classent comme réglementé",
        "said to need no permit, while our sources list it as regulated",
    ),
    (
        "maybe_not_begun",
        "peut-être réglementé, sans démarche pour le moment",
        "perhaps regulated, with no step yet",
    ),
    (
        "unconfirmed",
        "selon le ménage, aucun permis à obtenir ; notre liste ne permet pas de le confirmer",
        "no permit to obtain, the household says; our list cannot confirm it",
    ),
    ("applied", "demande déposée à l'ordre", "application to the order under way"),
    ("cleared", "permis de l'ordre détenu", "permit of the order held"),
    ordered=True,
)
OFFER_ORDER = closed_list(
    "offer_order",
    ("none", "aucune démarche auprès de l'ordre", "no step with the professional order"),
    ("applied", "demande déposée à l'ordre", "application to the order under way"),
    (
        "contradicted",
        "alors que le ménage dit qu'aucun permis n'est requis",
        "while the household says that no permit is needed",
    ),
    ("permit_held", "permis de l'ordre détenu", "permit of the order held"),
    ordered=True,
)
PERMIT_FREEDOM = closed_list(
    "permit_freedom",
    ("expired", "échu", "expired"),
    ("tied", "lié à un autre employeur", "tied to another employer"),
    ("free", "non lié à un autre employeur", "not tied to another employer"),
    ordered=True,
)
OFFER_PERMIT = closed_list(
    "offer_permit",
    (
        "ends_before_start",
        "le permis de travail finit avant le début de l'emploi",
        "the work permit ends before the job starts",
    ),
    (
        "other_employer",
        "le permis de travail ne vise pas cet employeur",
        "the work permit does not cover this employer",
    ),
    ("allows", "le permis de travail couvre cet emploi", "the work permit covers this job"),
    ordered=True,
)
CONTACTED = closed_list(
    "contacted",
    ("not_yet", "pas encore contacté", "not contacted yet"),
    ("contacted", "contacté", "contacted"),
    ordered=True,
)
VISIT = closed_list(
    "visit",
    ("not_yet", "sans visite de la région à ce jour", "with no visit to the region yet"),
    ("visited", "après une visite de la région", "after a visit to the region"),
    ordered=True,
)
MET = closed_list(
    "met",
    ("not_yet", "n'a pas encore eu lieu", "has not taken place yet"),
    ("met", "a eu lieu", "has taken place"),
    ordered=True,
)
OWN_CHOICE = closed_list(
    "own_choice",
    ("fallback", "un plan de repli, selon la personne", "a fallback, in the person's words"),
    ("chosen", "un choix, et non un repli", "a choice, and no fallback"),
    ordered=True,
)
FUNDED = closed_list(
    "funded",
    ("not_funded", "sans financement prévu", "with no funding planned"),
    ("self_funded", "payée par le ménage", "paid for by the household"),
    ("funded", "financée", "funded"),
    ordered=True,
)
PRESENT_LEASE = closed_list(
    "present_lease",
    ("to_settle", "à régler", "to settle"),
    ("ends_in_time", "finit d'ici le départ", "ends by the move"),
    ("settled", "réglé", "settled"),
    ("none", "aucun", "none"),
    ordered=True,
)
CAREER_ROOM = closed_list(
    "career_room",
    (
        "narrow",
        "milieu rural, où les carrières sont souvent plus stables qu'ascendantes",
        "a rural area, where careers are often steady rather than rising",
    ),
    ("open", "hors du milieu rural", "not a rural area"),
    ordered=True,
)
