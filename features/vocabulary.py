"""The closed lists of words that a household profile may use, with French and English labels."""

# A list that is `ordered` runs from worst to best for a durable settlement; making such a fact
# better never makes a colour redder nor a score lower.

from __future__ import annotations

from dataclasses import dataclass

from regions_data.text import Text


@dataclass(frozen=True, slots=True)
class Word:
    """One accepted value and how it is said."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of words.

    `aside` holds the words of an ordered list that stand outside its order (`not_needed` is neither
    better nor worse than a permit held).
    """

    id: str
    words: tuple[Word, ...]
    ordered: bool = False
    aside: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The accepted values, in order."""
        return tuple(word.value for word in self.words)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The values that the order compares, worst first."""
        return tuple(value for value in self.values if value not in self.aside)

    def position(self, value: str) -> int:
        """The place of a value in the list, from 0 (worst when ordered)."""
        return self.values.index(value)

    def label(self, value: str) -> Text:
        """How a value is said."""
        return self.words[self.position(value)].label


def closed_list(
    name: str,
    *words: tuple[str, str, str],
    ordered: bool = False,
    aside: tuple[str, ...] = (),
) -> Vocabulary:
    """A list of (value, French label, English label)."""
    listed = tuple(Word(value, Text(fr, en)) for value, fr, en in words)
    return Vocabulary(name, listed, ordered, aside)


YES_NO = closed_list("yes_no", ("no", "non", "no"), ("yes", "oui", "yes"))
BETTER_YES = closed_list("better_yes", ("no", "non", "no"), ("yes", "oui", "yes"), ordered=True)
ACTIVATOR = closed_list(
    "activator",
    ("job", "l'emploi", "a job"),
    ("no_job", "un établissement sans emploi", "settling without a job"),
    ("training", "la formation", "training"),
    ("entrepreneurship", "l'entrepreneuriat", "entrepreneurship"),
)
HOUSEHOLD_KIND = closed_list(
    "household_kind",
    ("single", "une personne seule", "one person"),
    ("couple", "un couple", "a couple"),
)
EDUCATION = closed_list(
    "education_level",
    ("none", "aucun diplôme", "no diploma"),
    ("secondary", "études secondaires", "secondary school"),
    ("vocational", "formation professionnelle", "vocational training"),
    ("college", "études collégiales", "college"),
    ("bachelor", "baccalauréat", "bachelor's degree"),
    ("graduate", "maîtrise ou doctorat", "graduate degree"),
)
ORDER_STATUS = closed_list(
    "order_status",
    ("none", "aucune démarche auprès de l'ordre", "no step with the professional order"),
    ("applied", "demande déposée à l'ordre", "application to the order under way"),
    ("permit_held", "permis de l'ordre détenu", "permit of the order held"),
    ("not_needed", "permis non requis", "no permit needed"),
    ordered=True,
    aside=("not_needed",),
)
ENGLISH = closed_list(
    "english_level",
    ("none", "aucun", "none"),
    ("basic", "de base", "basic"),
    ("working", "fonctionnel", "working"),
    ("fluent", "courant", "fluent"),
)
CAREER = closed_list(
    "career_orientation",
    ("stability", "la stabilité", "stability"),
    ("balanced", "un équilibre", "a balance"),
    ("advancement", "l'avancement", "advancement"),
)
LICENCE = closed_list(
    "licence_status",
    ("none", "aucun permis de conduire", "no driving licence"),
    ("learner", "permis d'apprenti", "learner's licence"),
    ("foreign_valid", "permis étranger valide", "valid foreign licence"),
    ("valid_quebec", "permis valide au Québec", "licence valid in Québec"),
    ordered=True,
)
SEARCH_STATUS = closed_list(
    "montreal_search_status",
    ("not_searching", "ne cherche pas", "not searching"),
    ("searching", "cherche un emploi", "searching"),
    ("employed", "en emploi", "employed"),
)
OFFER_STATUS = closed_list(
    "job_offer_status",
    ("none", "aucune offre", "no offer"),
    ("verbal", "offre verbale", "verbal offer"),
    ("signed", "offre signée", "signed offer"),
)
TRAINING_STATUS = closed_list(
    "training_status",
    ("none", "aucune formation", "no training"),
    ("wanted", "formation souhaitée", "training wanted"),
    ("admitted", "admission confirmée", "admitted"),
)
FUNDING = closed_list(
    "training_funding",
    ("funded", "financée", "funded"),
    ("self", "à ses frais", "self-funded"),
    ("none", "sans financement", "no funding"),
)
PERMIT_TYPE = closed_list(
    "work_permit_type",
    ("none_needed", "aucun permis requis", "none needed"),
    ("open", "permis ouvert", "open permit"),
    ("employer_specific", "permis lié à un employeur", "employer-specific permit"),
)
ADHERENCE = closed_list(
    "adherence",
    ("opposed", "n'est pas favorable au projet pour le moment", "is not in favour for now"),
    ("not_asked", "n'a pas encore donné son avis", "has not given an opinion yet"),
    ("hesitant", "hésite encore", "still hesitates"),
    ("agrees", "adhère au projet", "agrees with the project"),
    ordered=True,
)
PARTNER_MOVES = closed_list(
    "partner_moves",
    ("together", "part en même temps", "moves at the same time"),
    ("later", "rejoint plus tard", "joins later"),
    ("stays", "reste à Montréal", "stays in Montréal"),
)
AGE_BAND = closed_list(
    "age_band",
    ("0-4", "0 à 4 ans", "0 to 4"),
    ("5-11", "5 à 11 ans", "5 to 11"),
    ("12-17", "12 à 17 ans", "12 to 17"),
)
CAR = closed_list(
    "car_access",
    ("none", "pas de voiture", "no car"),
    ("planned", "achat d'une voiture prévu", "a car is planned"),
    ("available", "une voiture", "a car"),
    ordered=True,
)
PLACE_TYPE = closed_list(
    "place_type",
    ("rural", "milieu rural", "rural area"),
    ("small_town_near_centre", "petite ville près d'un grand centre", "small town near a centre"),
    ("urban_centre", "centre urbain", "urban centre"),
)
NEED = closed_list(
    "needs",
    ("hospital", "hôpital", "hospital"),
    ("clsc", "CLSC", "CLSC (local health centre)"),
    ("university", "université", "university"),
    ("cegep", "cégep", "CEGEP"),
    ("vocational_centre", "centre de formation professionnelle", "vocational training centre"),
    ("adult_education", "éducation des adultes", "adult education"),
    ("primary_school", "école primaire", "primary school"),
    ("secondary_school", "école secondaire", "secondary school"),
    ("english_school", "école anglaise", "English school"),
    ("childcare", "garderie ou CPE", "childcare"),
    ("transit", "transport collectif", "public transit"),
    ("settlement_organisation", "organisme d'accueil", "settlement organisation"),
)
REGION_KNOWLEDGE = closed_list(
    "region_knowledge",
    ("none", "encore à découvrir", "still to be discovered"),
    ("hearsay", "connue par ouï-dire seulement", "known by hearsay only"),
    ("informed", "connue par des lectures ou des rencontres", "known from reading or meetings"),
    ("visited", "déjà visitée", "already visited"),
    ("lived", "connue pour y avoir vécu", "known from living there"),
    ordered=True,
)
MATURITY = closed_list(
    "project_maturity",
    ("vague", "reste à préciser", "is still to be defined"),
    ("exploring", "est en exploration", "is being explored"),
    ("defined", "est défini", "is defined"),
    ("decided", "est décidé", "is decided"),
    ordered=True,
)
LEASE = closed_list(
    "lease",
    ("to_settle", "bail à régler", "lease to settle"),
    ("settled", "bail réglé", "lease settled"),
    ("none", "aucun bail", "no lease"),
    ordered=True,
)
RESOURCES = closed_list(
    "resources_financial",
    ("not_enough", "insuffisantes pour le moment", "not enough for now"),
    ("to_build", "à consolider", "to build up"),
    ("enough", "suffisantes", "enough"),
    ordered=True,
)
IMMIGRATION_STATUS = closed_list(
    "immigration_status",
    ("citizen_naturalized", "citoyenne ou citoyen canadien", "Canadian citizen"),
    ("permanent_resident", "résidence permanente", "permanent resident"),
    ("csq_holder", "CSQ, résidence permanente en attente", "CSQ holder awaiting residence"),
    ("protected_person", "personne protégée", "protected person"),
    ("refugee_claimant", "demande d'asile", "asylum claimant"),
    ("temp_worker_closed", "travail temporaire, permis fermé", "temporary worker, closed permit"),
    ("temp_worker_open", "travail temporaire, permis ouvert", "temporary worker, open permit"),
    ("pgwp", "permis postdiplôme", "post-graduation work permit"),
    ("spouse_open_permit", "permis ouvert de conjoint", "spouse's open permit"),
    ("student", "études", "international student"),
    ("cuaet_ukraine", "mesures pour l'Ukraine", "Ukraine measures"),
    ("visitor", "visite", "visitor"),
    ("no_status_or_other", "autre situation", "other"),
)
MOTIVE = closed_list(
    "motives",
    ("lifestyle", "le mode de vie", "lifestyle"),
    ("family", "la famille", "family"),
    ("fallback", "un plan de repli", "a fallback"),
    ("cost", "le coût de la vie", "the cost of living"),
    ("studies", "les études", "studies"),
)
BUSINESS_STAGE = closed_list(
    "business_stage",
    ("idea", "une idée", "an idea"),
    ("plan", "un plan d'affaires", "a business plan"),
    ("takeover", "une reprise d'entreprise", "a takeover"),
    ("running", "une entreprise en activité", "a running business"),
)
HOUSING_STATUS = closed_list(
    "housing_status",
    ("none", "aucune recherche", "no search yet"),
    ("searching", "en recherche", "searching"),
    ("temporary", "logement temporaire", "temporary housing"),
    ("signed", "bail signé", "lease signed"),
)
