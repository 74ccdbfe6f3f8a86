"""One adult of each invented household: occupation, languages, licence, search, offer, training."""

from __future__ import annotations

import numpy as np

from features import marginals as m
from features.generate_options import World
from features.generate_sheet import Flags, Objects, Sheet, as_objects, either, repeated
from features.shares import Span

LEVELS = as_objects(tuple(float(level) for level in range(1, 13)))
_ORDER_PERMIT_TO_GET = ("none", "applied")


def draw_adult(sheet: Sheet, world: World, adult: int, where: Flags) -> None:
    """Draw everything about an adult, the person (0) or the partner (1), where there is one."""
    _draw_occupation(sheet, world, adult, where)
    _draw_languages(sheet, adult, where)
    for key, shares in (("career_orientation", m.CAREER), ("licence_status", m.LICENCE)):
        sheet.draw(_path(adult, key), shares, where=where)
    role = "partner" if adult else "person"
    given = repeated(role, sheet.count) if adult else "person, " + sheet["activator"]
    wants = sheet.draw(_path(adult, "wants_work"), m.WANTS_WORK, given, where)
    _draw_search(sheet, adult, where, wants == "yes")
    _draw_offer(sheet, world, adult, where)
    _draw_training(sheet, world, adult, where)
    _draw_work_permit(sheet, adult, where)


def _path(adult: int, key: str) -> str:
    return f"adults.{adult}.{key}"


def _draw_occupation(sheet: Sheet, world: World, adult: int, where: Flags) -> None:
    path = _path(adult, "occupation_noc")
    nocs = world.occupations.at(sheet.uniform(path))
    sheet.put(path, nocs, where)
    sheet.draw(_path(adult, "education_level"), m.EDUCATION, world.teer_of(nocs), where)
    sheet.draw(_path(adult, "order_status"), m.ORDER_STATUS, world.regulation_of(nocs), where)
    path = _path(adult, "fallback_occupation_noc")
    others = world.occupations.beside(nocs, sheet.uniform(path))
    has_other = sheet.words(f"{path} said", m.HAS_FALLBACK) == "yes"
    sheet.put(path, others, where & has_other)


def _draw_languages(sheet: Sheet, adult: int, where: Flags) -> None:
    path = _path(adult, "french_oral_level")
    oral = sheet.words(path, m.FRENCH_ORAL).astype(np.int64)
    if adult:
        alike = sheet.words(f"{path} alike", m.SAME_FRENCH) == "yes"
        oral = either(alike, sheet["adults.0.french_oral_level"], oral).astype(np.int64)
    sheet.put(path, LEVELS[oral - 1], where)
    path = _path(adult, "french_written_level")
    below = sheet.words(path, m.WRITTEN_BELOW_ORAL).astype(np.int64)
    sheet.put(path, LEVELS[np.maximum(oral - below, 1) - 1], where)
    bands = as_objects(tuple(m.WANTS_FRANCISATION.table))
    given = bands[np.searchsorted((6, 8), oral)]
    sheet.draw(_path(adult, "wants_francisation"), m.WANTS_FRANCISATION, given, where)
    sheet.draw(_path(adult, "english_level"), m.ENGLISH, where=where)
    sheet.draw(_path(adult, "english_required_for_target"), m.ENGLISH_REQUIRED, where=where)


def _draw_search(sheet: Sheet, adult: int, where: Flags, wants_work: Flags) -> None:
    given = either(wants_work, "wants work", "does not want work")
    path = _path(adult, "montreal_search.status")
    status = sheet.draw(path, m.MONTREAL_SEARCH, given, where)
    path = _path(adult, "montreal_search.months")
    months = sheet.wholes(path, m.SEARCH_MONTHS).astype(np.float64).astype(object)
    sheet.put(path, months, status == "searching")


def _offer_condition(sheet: Sheet, adult: int) -> Objects:
    seekers = either(sheet["activator"] == "job", "person, job", "person, other activator")
    if adult:
        seekers = repeated("partner who wants work", sheet.count)
    return either(sheet[_path(adult, "wants_work")] == "yes", seekers, "does not want work")


def _draw_offer(sheet: Sheet, world: World, adult: int, where: Flags) -> None:
    offer = _path(adult, "job_offer")
    status = sheet.draw(f"{offer}.status", m.JOB_OFFER, _offer_condition(sheet, adult), where)
    signed = status == "signed"
    path = f"{offer}.municipality"
    sheet.put(path, world.towns.at(sheet.uniform(path)), signed)
    _draw_start(sheet, f"{offer}.start_date", m.OFFER_STARTS_IN_DAYS, signed)
    lacks_permit = np.isin(sheet[_path(adult, "order_status")], _ORDER_PERMIT_TO_GET)
    given = either(lacks_permit, "order permit not held", "held or not needed")
    sheet.draw(f"{offer}.conditional_on_permit", m.OFFER_CONDITIONAL, given, signed)
    sheet.draw(f"{offer}.in_field", m.OFFER_IN_FIELD, where=signed)
    sheet.draw(f"{offer}.housing_provided", m.HOUSING_PROVIDED, where=signed)
    sheet.draw(f"{offer}.carpool", m.CARPOOL, where=signed)


def _draw_start(sheet: Sheet, path: str, span: Span, where: Flags) -> None:
    sheet.put(path, sheet.days(sheet.wholes(path, span)), where)


def _draw_training(sheet: Sheet, world: World, adult: int, where: Flags) -> None:
    training = _path(adult, "training")
    given = either(sheet["activator"] == "training", "person, training", "person, other activator")
    if adult:
        given = repeated("partner", sheet.count)
    status = sheet.draw(f"{training}.status", m.TRAINING, given, where)
    considered, admitted = np.isin(status, ("wanted", "admitted")), status == "admitted"
    sheet.draw(f"{training}.program", m.TRAINING_PROGRAM, where=considered)
    sheet.draw(f"{training}.funding", m.TRAINING_FUNDING, where=considered)
    path = f"{training}.municipality"
    sheet.put(path, world.classrooms.at(sheet.uniform(path)), admitted)
    _draw_start(sheet, f"{training}.start_date", m.TRAINING_STARTS_IN_DAYS, admitted)


def _draw_work_permit(sheet: Sheet, adult: int, where: Flags) -> None:
    permit = _path(adult, "work_permit")
    shares, given = m.WORK_PERMIT, sheet["programme.immigration_status"]
    if adult:
        shares, given = m.PARTNER_WORK_PERMIT, sheet["adults.0.work_permit.type"]
    kind = sheet.draw(f"{permit}.type", shares, given, where)
    held = np.isin(kind, ("open", "employer_specific"))
    _draw_start(sheet, f"{permit}.expires", m.PERMIT_ENDS_IN_DAYS, held)
    is_signed = sheet[_path(adult, "job_offer.status")] == "signed"
    given = either(is_signed, "signed offer", "no signed offer")
    tied = kind == "employer_specific"
    sheet.draw(f"{permit}.employer_allowed", m.EMPLOYER_ALLOWED, given, tied)
