"""The facts about one adult: occupation, languages, licence, offer, training, work permit."""

from __future__ import annotations

from features import vocabulary as words
from features.field import Field, group_field, level_field, word_field
from regions_data.text import Text

_SIGNED = ("signed",)
_OBTAINED_OR_WANTED = ("wanted", "admitted")
_WITH_A_PERMIT = ("open", "employer_specific")

JOB_OFFER = group_field(
    "job_offer",
    Text("offre d'emploi", "job offer"),
    word_field(
        "status",
        words.OFFER_STATUS,
        Text("offre d'emploi", "job offer"),
        Text(
            "Avez-vous une offre d'emploi en région, verbale ou signée ?",
            "Do you have a job offer in a region, verbal or signed?",
        ),
    ),
    Field(
        "municipality",
        "municipality",
        Text("ville de l'offre d'emploi", "town of the job offer"),
        Text("Dans quelle ville se trouve l'emploi offert ?", "In which town is the job offered?"),
        asked_when=_SIGNED,
    ),
    Field(
        "start_date",
        "date",
        Text("date de début de l'emploi", "start date of the job"),
        Text("Quand l'emploi commence-t-il ?", "When does the job start?"),
        asked_when=_SIGNED,
    ),
    word_field(
        "in_field",
        words.YES_NO,
        Text("emploi dans son domaine", "job in one's field"),
        asked_when=_SIGNED,
    ),
    word_field(
        "conditional_on_permit",
        words.YES_NO,
        Text("offre conditionnelle à un permis", "offer conditional on a permit"),
        Text(
            "L'offre dépend-elle d'un permis d'ordre professionnel à obtenir ?",
            "Does the offer depend on a permit of a professional order?",
        ),
        asked_when=_SIGNED,
    ),
    word_field(
        "housing_provided",
        words.YES_NO,
        Text("logement fourni", "housing provided"),
        Text("L'employeur fournit-il un logement ?", "Does the employer provide housing?"),
        asked_when=_SIGNED,
    ),
    word_field(
        "carpool",
        words.YES_NO,
        Text("covoiturage prévu", "carpool planned"),
        Text(
            "L'employeur organise-t-il un covoiturage ou un transport ?",
            "Does the employer organise carpooling or transport?",
        ),
        asked_when=_SIGNED,
    ),
    headline="status",
    may_be_not_applicable=True,
)

TRAINING = group_field(
    "training",
    Text("formation", "training"),
    word_field(
        "status",
        words.TRAINING_STATUS,
        Text("formation en région", "training in a region"),
        Text(
            "Pensez-vous suivre une formation en région ? Êtes-vous déjà admis·e ?",
            "Are you thinking of training in a region? Are you already admitted?",
        ),
    ),
    Field(
        "municipality",
        "municipality",
        Text("ville de la formation", "town of the training"),
        Text("Dans quelle ville se donne la formation ?", "In which town is the training given?"),
        asked_when=("admitted",),
    ),
    Field(
        "program",
        "short_text",
        Text("programme", "programme"),
        high=80,
        asked_when=_OBTAINED_OR_WANTED,
    ),
    word_field(
        "funding",
        words.FUNDING,
        Text("financement de la formation", "funding of the training"),
        Text("Comment la formation sera-t-elle payée ?", "How will the training be paid for?"),
        asked_when=_OBTAINED_OR_WANTED,
    ),
    Field(
        "start_date",
        "date",
        Text("date de début de la formation", "start date of the training"),
        Text("Quand la formation commence-t-elle ?", "When does the training start?"),
        asked_when=("admitted",),
    ),
    headline="status",
    may_be_not_applicable=True,
)

ADULT = (
    Field(
        "occupation_noc",
        "noc",
        Text("profession visée (CNP 2021)", "target occupation (NOC 2021)"),
        Text("Quel métier visez-vous en région ?", "Which occupation are you aiming for?"),
    ),
    Field(
        "fallback_occupation_noc",
        "noc",
        Text("profession de repli (CNP 2021)", "fallback occupation (NOC 2021)"),
    ),
    word_field("education_level", words.EDUCATION, Text("scolarité", "education")),
    word_field(
        "order_status",
        words.ORDER_STATUS,
        Text("démarche auprès de l'ordre", "standing with the professional order"),
        Text(
            "Le métier visé demande-t-il un permis ? Où en est la démarche ?",
            "Does the occupation need a permit? How far along are you?",
        ),
        may_be_not_applicable=True,
    ),
    level_field(
        "french_oral_level",
        Text("niveau de français oral", "spoken French level"),
        Text(
            "Quel est votre niveau de français oral, de 1 à 12 sur l'Échelle québécoise ?",
            "What is your spoken French level, from 1 to 12 on the Québec scale?",
        ),
    ),
    level_field(
        "french_written_level",
        Text("niveau de français écrit", "written French level"),
        Text(
            "Quel est votre niveau de français écrit, de 1 à 12 sur l'Échelle québécoise ?",
            "What is your written French level, from 1 to 12 on the Québec scale?",
        ),
    ),
    word_field("english_level", words.ENGLISH, Text("niveau d'anglais", "English level")),
    word_field(
        "english_required_for_target",
        words.YES_NO,
        Text("anglais exigé par le métier visé", "English required by the occupation"),
    ),
    word_field(
        "career_orientation",
        words.CAREER,
        Text("orientation de carrière", "career orientation"),
        Text(
            "Au travail, cherchez-vous d'abord la stabilité, l'avancement, ou un équilibre ?",
            "At work, do you look first for stability, advancement, or a balance?",
        ),
    ),
    word_field(
        "licence_status",
        words.LICENCE,
        Text("permis de conduire", "driving licence"),
        Text(
            "Avez-vous un permis de conduire ? Est-il valide au Québec ?",
            "Do you have a driving licence? Is it valid in Québec?",
        ),
    ),
    group_field(
        "montreal_search",
        Text("recherche d'emploi à Montréal", "job search in Montréal"),
        word_field(
            "status",
            words.SEARCH_STATUS,
            Text("recherche à Montréal", "search in Montréal"),
            Text(
                "Cherchez-vous un emploi dans votre métier à Montréal ?",
                "Are you looking for a job in your occupation in Montréal?",
            ),
        ),
        Field(
            "months",
            "whole",
            Text("mois de recherche", "months of search"),
            Text("Depuis combien de mois cherchez-vous ?", "For how many months?"),
            low=0,
            high=600,
            asked_when=("searching",),
        ),
        headline="status",
        may_be_not_applicable=True,
    ),
    JOB_OFFER,
    TRAINING,
    word_field(
        "wants_work",
        words.YES_NO,
        Text("souhaite travailler", "wants to work"),
        Text("Souhaitez-vous travailler en région ?", "Do you want to work in the region?"),
    ),
    word_field(
        "wants_francisation",
        words.YES_NO,
        Text("souhaite la francisation", "wants French classes"),
        Text(
            "Souhaitez-vous suivre des cours de français ?", "Do you wish to take French classes?"
        ),
    ),
    group_field(
        "work_permit",
        Text("permis de travail", "work permit"),
        word_field(
            "type",
            words.PERMIT_TYPE,
            Text("type de permis de travail", "work permit type"),
            Text(
                "Faut-il un permis de travail ? Est-il ouvert ou lié à un employeur ?",
                "Is a work permit needed? Is it open or tied to an employer?",
            ),
        ),
        Field(
            "expires",
            "date",
            Text("fin du permis de travail", "end of the work permit"),
            Text("Quand le permis de travail finit-il ?", "When does the work permit end?"),
            asked_when=_WITH_A_PERMIT,
        ),
        word_field(
            "employer_allowed",
            words.YES_NO,
            Text("employeur autorisé par le permis", "employer allowed by the permit"),
            Text(
                "Le permis de travail vise-t-il l'employeur de la région ?",
                "Does the work permit cover the employer in the region?",
            ),
            asked_when=("employer_specific",),
        ),
        headline="type",
        may_be_not_applicable=True,
    ),
)
