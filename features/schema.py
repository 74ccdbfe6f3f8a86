"""Every fact that a household profile may hold: its place, its kind, its question."""

# This list is the allow-list: what is not here is refused. A *fact path* is the dotted path of a
# leaf (`adults.0.french_oral_level`).

from __future__ import annotations

import functools

from features import vocabulary as words
from features.field import Field, group_field, word_field
from features.schema_adult import ADULT
from regions_data.text import Text

__all__ = ["FIELDS", "REFUSED_KEYS", "Field", "field_at"]

FIELDS: tuple[Field, ...] = (
    Field("candidate_id", "identifier", Text("numéro du dossier", "case number"), high=40),
    word_field(
        "activator",
        words.ACTIVATOR,
        Text("activateur du projet", "project activator"),
        Text(
            "Qu'est-ce qui porte le projet : un emploi, une formation, une entreprise, ou d'abord "
            "s'établir ?",
            "What carries the project: a job, training, a business, or settling first?",
        ),
    ),
    Field(
        "residence_municipality",
        "municipality",
        Text("municipalité de résidence", "municipality of residence"),
    ),
    word_field(
        "household_kind",
        words.HOUSEHOLD_KIND,
        Text("composition du ménage", "kind of household"),
        Text("Partez-vous seul·e ou en couple ?", "Are you moving alone or as a couple?"),
    ),
    Field("adults", "groups", Text("adultes", "adults"), fields=ADULT, most=2),
    group_field(
        "partner",
        Text("conjoint·e", "partner"),
        word_field(
            "adherence",
            words.ADHERENCE,
            Text("adhésion de la conjointe ou du conjoint", "partner's adherence"),
            Text(
                "Que pense votre conjointe ou votre conjoint de ce projet ?",
                "What does your partner think of this project?",
            ),
        ),
        word_field(
            "met_counsellor",
            words.BETTER_YES,
            Text("a rencontré la conseillère ou le conseiller", "has met the counsellor"),
            Text(
                "Votre conjointe ou votre conjoint peut-il participer à une rencontre ?",
                "Can your partner come to a meeting?",
            ),
        ),
        word_field(
            "moves",
            words.PARTNER_MOVES,
            Text("moment du départ", "when the partner moves"),
            Text(
                "Partez-vous ensemble, l'un après l'autre, ou l'un de vous reste-t-il à Montréal ?",
                "Do you leave together, one after the other, or does one of you stay in Montréal?",
            ),
        ),
        may_be_not_applicable=True,
    ),
    Field(
        "children",
        "groups",
        Text("enfants", "children"),
        fields=(
            word_field("age_band", words.AGE_BAND, Text("groupe d'âge", "age band")),
            word_field("childcare_needed", words.YES_NO, Text("garde requise", "childcare needed")),
            word_field(
                "childcare_registered",
                words.YES_NO,
                Text("inscription à la garde", "registered for childcare"),
            ),
        ),
        most=15,
    ),
    word_field(
        "car_access",
        words.CAR,
        Text("accès à une voiture", "access to a car"),
        Text("Aurez-vous une voiture au moment du départ ?", "Will you have a car when you move?"),
    ),
    group_field(
        "preferences",
        Text("souhaits", "wishes"),
        Field("municipalities", "municipalities", Text("villes demandées", "towns asked for")),
        Field("regions", "regions", Text("régions demandées", "regions asked for")),
        Field(
            "place_types",
            "words",
            Text("types de milieu souhaités", "kinds of place wished for"),
            Text(
                "Quel milieu souhaitez-vous : centre urbain, petite ville près d'un grand centre, "
                "milieu rural, ou peu importe ?",
                "Which kind of place do you wish for: an urban centre, a small town near a centre, "
                "a rural area, or any?",
            ),
            vocabulary=words.PLACE_TYPE,
        ),
        Field(
            "max_km_to_montreal",
            "amount",
            Text("distance maximale de Montréal", "greatest distance to Montréal"),
            Text(
                "À quelle distance de Montréal êtes-vous prêt·e à vivre, au plus ?",
                "How far from Montréal are you ready to live, at most?",
            ),
            low=0,
            high=5000,
            none_means_no_limit=True,
        ),
        Field(
            "max_rent_cad",
            "amount",
            Text("loyer maximal par mois", "greatest monthly rent"),
            Text(
                "Quel loyer mensuel ne faut-il pas dépasser ?",
                "What is your greatest monthly rent?",
            ),
            low=0,
            high=20000,
            none_means_no_limit=True,
        ),
        Field(
            "needs",
            "words",
            Text("besoins déclarés", "declared needs"),
            Text(
                "De quels services avez-vous besoin près de chez vous ?",
                "Which services do you need close to home?",
            ),
            vocabulary=words.NEED,
        ),
    ),
    group_field(
        "network",
        Text("réseau", "network"),
        Field(
            "contacts",
            "groups",
            Text("contacts en région", "contacts in the regions"),
            Text(
                "Connaissez-vous quelqu'un en région ? Dans quelle ville ?",
                "Do you know anyone in a region? In which town?",
            ),
            fields=(
                Field("municipality", "municipality", Text("ville du contact", "contact's town")),
            ),
            most=20,
        ),
        word_field(
            "regional_org_contacted",
            words.YES_NO,
            Text("organisme régional contacté", "regional organisation contacted"),
            Text(
                "Avez-vous déjà parlé à un organisme d'accueil de la région ?",
                "Have you already talked to a settlement organisation there?",
            ),
        ),
        word_field(
            "wants_twinning",
            words.YES_NO,
            Text("souhaite un jumelage", "wants twinning"),
            Text(
                "Aimeriez-vous être jumelé·e à une personne déjà établie là-bas ?",
                "Would you like to be paired with someone already settled there?",
            ),
        ),
        word_field(
            "plan_made",
            words.YES_NO,
            Text("plan de réseau fait", "network plan made"),
            Text(
                "Avez-vous repéré une activité ou un groupe à rejoindre là-bas ?",
                "Have you found an activity or a group to join there?",
            ),
        ),
        may_be_not_applicable=True,
    ),
    group_field(
        "readiness",
        Text("préparation", "readiness"),
        word_field(
            "region_knowledge",
            words.REGION_KNOWLEDGE,
            Text("connaissance de la région", "knowledge of the region"),
            Text(
                "Que connaissez-vous de la région ? Y êtes-vous déjà allé·e ?",
                "What do you know of the region? Have you been there?",
            ),
        ),
        word_field(
            "project_maturity",
            words.MATURITY,
            Text("maturité du projet", "project maturity"),
            Text(
                "Où en est votre projet : une idée, une exploration, un projet défini, une "
                "décision ?",
                "How far along is your project: an idea, exploring, defined, decided?",
            ),
        ),
        Field(
            "lease",
            "word",
            Text("bail actuel", "present lease"),
            Text(
                "Avez-vous un bail en cours ? Est-il réglé pour le départ ?",
                "Do you have a lease? Is it settled for the move?",
            ),
            vocabulary=words.LEASE,
            fields=(
                Field(
                    "ends",
                    "date",
                    Text("fin du bail", "end of the lease"),
                    Text("Quand le bail finit-il ?", "When does the lease end?"),
                    asked_when=("to_settle",),
                ),
            ),
            may_be_not_applicable=True,
        ),
        word_field(
            "resources_financial",
            words.RESOURCES,
            Text("ressources financières, selon la personne", "financial resources, self-assessed"),
            Text(
                "Selon vous, vos ressources suffisent-elles pour le départ et les premiers mois ?",
                "In your view, are your resources enough for the move and the first months?",
            ),
        ),
    ),
    group_field(
        "programme",
        Text("programmes", "programmes"),
        word_field("immigration_status", words.IMMIGRATION_STATUS, Text("statut", "status")),
        Field("pr_landing_date", "date", Text("date de résidence permanente", "landing date")),
        word_field(
            "services_quebec_enrolled",
            words.YES_NO,
            Text("inscription à Services Québec", "enrolled with Services Québec"),
        ),
        word_field(
            "pajr_age_eligible",
            words.YES_NO,
            Text("admissible par l'âge à Place aux jeunes", "eligible by age for Place aux jeunes"),
        ),
        word_field(
            "met_aai", words.YES_NO, Text("a rencontré l'agent·e d'aide", "has met the officer")
        ),
    ),
    Field(
        "move_date",
        "date",
        Text("date de départ prévue", "planned moving date"),
        Text("Quand pensez-vous partir ?", "When do you plan to move?"),
    ),
    Field(
        "motives",
        "words",
        Text("motifs", "motives"),
        Text(
            "Qu'est-ce qui vous attire : le mode de vie, la famille, le coût de la vie, les "
            "études ? Ou est-ce un plan de repli ?",
            "What draws you: the lifestyle, family, the cost of living, studies? Or is it a "
            "fallback?",
        ),
        vocabulary=words.MOTIVE,
    ),
    word_field(
        "business_stage", words.BUSINESS_STAGE, Text("stade de l'entreprise", "business stage")
    ),
    word_field(
        "housing_status",
        words.HOUSING_STATUS,
        Text("recherche de logement", "housing search"),
        Text("Où en est la recherche d'un logement ?", "How is the housing search going?"),
    ),
)

REFUSED_KEYS: tuple[str, ...] = (
    "origin", "ethnicity", "country_of_birth", "citizenship", "nationality", "mother_tongue",
    "religion", "sex", "gender", "age", "birth_date", "civil_status", "pregnancy", "health",
    "disability", "income_source", "postal_code", "name", "photo", "notes",
)  # fmt: skip


@functools.cache
def field_at(path: str) -> Field:
    """The field of a fact path.

    >>> field_at("adults.1.licence_status").kind
    'word'
    """
    fields: tuple[Field, ...] = FIELDS
    found: Field | None = None
    for key in path.split("."):
        if key.isdigit():
            continue
        found = next((field for field in fields if field.key == key), None)
        if found is None:
            raise KeyError(path)
        fields = found.fields
    if found is None:
        raise KeyError(path)
    return found
