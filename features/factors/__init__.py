"""The hand-written list of factors, one module a subject."""

from __future__ import annotations

from features.factor import Factor
from features.factors import (
    language,
    mobility,
    network,
    partner,
    scope,
    surroundings,
    training,
    wishes,
    work,
)

FACTORS: tuple[Factor, ...] = (
    scope.REGIONALISATION_SCOPE,
    partner.PARTNER_ADHERENCE,
    work.PERSON_OUTLOOK,
    work.PARTNER_OUTLOOK,
    work.PERSON_OFFER_KM,
    work.PARTNER_OFFER_KM,
    training.PERSON_TRAINING_KM,
    work.WORK_PROSPECTS,
    work.SPECIALISATION,
    work.GAIN_OVER_MONTREAL,
    mobility.MOBILITY_FACTOR,
    language.PERSON_FRENCH,
    language.PARTNER_FRENCH,
    language.FRENCH_CLASSES_KM,
    wishes.NEEDED_HOSPITAL_KM,
    wishes.NEEDED_CLSC_KM,
    wishes.NEEDED_VOCATIONAL_KM,
    wishes.NEEDED_CEGEP_KM,
    wishes.NEEDED_UNIVERSITY_KM,
    wishes.WORST_NEED,
    wishes.PLACE_TYPE_WISH,
    wishes.MONTREAL_DISTANCE_WISH,
    wishes.WISHES_MET,
    network.CONTACTS,
    surroundings.VACANCIES,
    surroundings.POPULATION_CHANGE,
    surroundings.RENT_OVER_PROVINCE,
    surroundings.ORGANISATION_KM,
)

FACTORS_BY_ID = {factor.id: factor for factor in FACTORS}
