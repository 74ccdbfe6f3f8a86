"""What an invented household is: who it is made of, its programmes, its car, its readiness."""

from __future__ import annotations

from datetime import date

import numpy as np

from features import marginals as m
from features.generate_sheet import Flags, Objects, Sheet, Wholes, as_objects, either, is_missing
from features.profile import Gap
from features.shares import Shares

MOST_CHILDREN = max(int(word) for row in m.CHILDREN.table.values() for word in row)
_USABLE = ("foreign_valid", "valid_quebec")
_OBTAINED = (
    ("adults.0.job_offer", "signed"),
    ("adults.0.training", "admitted"),
    ("adults.1.job_offer", "signed"),
    ("adults.1.training", "admitted"),
)


def draw_programme(sheet: Sheet) -> None:
    """Draw the immigration status and what else the programme box reads."""
    path = "programme.immigration_status"
    group = sheet.words("status group", m.STATUS_GROUP)
    detail = sheet.words(path, m.STATUS_DETAIL, group)
    status = sheet.put(path, either(np.isin(group, list(m.STATUS_DETAIL.table)), detail, group))
    is_citizen = status == "citizen_naturalized"
    path = "programme.pr_landing_date"
    ago = np.where(
        is_citizen,
        sheet.wholes(f"{path} citizen", m.CITIZEN_LANDED_DAYS_AGO),
        sheet.wholes(path, m.LANDED_DAYS_AGO),
    )
    sheet.put(path, sheet.days(-ago), is_citizen | (status == "permanent_resident"))
    sheet.draw("programme.services_quebec_enrolled", m.SERVICES_QUEBEC)
    sheet.draw("programme.pajr_age_eligible", m.PAJR_AGE)
    sheet.draw("programme.met_aai", m.MET_AAI)


def draw_partner(sheet: Sheet, is_couple: Flags) -> None:
    """Draw what a partner thinks of the project; a single person has none."""
    adherence = sheet.draw("partner.adherence", m.ADHERENCE, where=is_couple)
    given = either(adherence == "not_asked", "not_asked", "asked")
    sheet.draw("partner.met_counsellor", m.MET_COUNSELLOR, given, is_couple)
    given = either(adherence == "opposed", "opposed", "not opposed")
    sheet.draw("partner.moves", m.PARTNER_MOVES, given, is_couple)
    sheet.put("partner", np.full(sheet.count, Gap.NOT_APPLICABLE, dtype=object), ~is_couple)
    sheet.counts["adults"] = np.where(is_couple, 2, 1)


def draw_children(sheet: Sheet) -> None:
    """Draw each child's age band and childcare."""
    number = sheet.words("children", m.CHILDREN, sheet["household_kind"]).astype(np.int64)
    sheet.counts["children"] = number
    for index in range(MOST_CHILDREN):
        child, exists = f"children.{index}", number > index
        band = sheet.draw(f"{child}.age_band", m.AGE_BAND, where=exists)
        needed = sheet.draw(f"{child}.childcare_needed", m.CHILDCARE_NEEDED, band, exists)
        given = either(needed == "yes", "needed", "not needed")
        sheet.draw(f"{child}.childcare_registered", m.CHILDCARE_REGISTERED, given, exists)


def any_child(sheet: Sheet, key: str, word: str) -> Flags:
    """Whether some child of each household has this answer."""
    columns = [sheet[f"children.{index}.{key}"] == word for index in range(MOST_CHILDREN)]
    return np.asarray(np.any(columns, axis=0))


def draw_car(sheet: Sheet) -> None:
    """Draw the car, which goes with a licence to drive it."""
    licences = [sheet[f"adults.{adult}.licence_status"] for adult in (0, 1)]
    usable = np.any([np.isin(licence, _USABLE) for licence in licences], axis=0)
    given = either(usable, "a usable licence", "no usable licence")
    sheet.draw("car_access", m.CAR_ACCESS, given)


def draw_project(sheet: Sheet) -> None:
    """Draw how far along the project is: maturity, lease, resources, motives, dates."""
    starts = first_start(sheet)
    given = either(is_missing(starts), "nothing obtained", "obtained")
    maturity = sheet.draw("readiness.project_maturity", m.MATURITY, given)
    given = either(maturity == "decided", "decided", "not decided")
    sheet.draw("housing_status", m.HOUSING_STATUS, given)
    _draw_lease(sheet, sheet.draw("readiness.lease", m.LEASE, given))
    sheet.draw("readiness.resources_financial", m.RESOURCES)
    activator = sheet["activator"]
    where = activator == "entrepreneurship"
    sheet.draw("business_stage", m.BUSINESS_STAGE, activator, where)
    given = either(activator == "training", "training", "other activator")
    sheet.put("motives", drawn_set(sheet, m.MOTIVES, {"motives: studies": given}))
    _draw_move(sheet, starts)


def first_start(sheet: Sheet) -> Objects:
    """When the first job or training that was obtained starts, None where there is none."""
    first = np.full(sheet.count, date.max, dtype=object)
    for group, word in _OBTAINED:
        has = sheet[f"{group}.status"] == word
        starts = either(has, sheet[f"{group}.start_date"], date.max)
        first = np.minimum(first, starts)
    return either(first == date.max, None, first)


def drawn_set(sheet: Sheet, each: tuple[Shares, ...], given: dict[str, Objects]) -> Objects:
    """Several words drawn one by one, `fact: word` naming each, as a tuple for each household."""
    held = np.zeros(sheet.count, dtype=np.int64)
    for bit, shares in enumerate(each):
        said = sheet.words(shares.fact, shares, given.get(shares.fact)) == "yes"
        held |= said.astype(np.int64) << bit
    words = [shares.fact.split(": ")[1] for shares in each]
    sets = {
        bits: tuple(word for bit, word in enumerate(words) if bits >> bit & 1)
        for bits in np.unique(held).tolist()
    }
    return as_objects(tuple(sets[bits] for bits in held.tolist()))


def _draw_lease(sheet: Sheet, lease: Objects) -> None:
    june = date(sheet.as_of.year, 6, 30)
    if june <= sheet.as_of:
        june = june.replace(year=june.year + 1)
    path = "readiness.lease.ends"
    other = sheet.days(sheet.wholes(path, m.LEASE_ENDS_IN_DAYS))
    in_june = sheet.words(f"{path} in June", m.LEASE_ENDS_IN_JUNE) == "yes"
    sheet.put(path, either(in_june, june, other), lease != "none")


def _draw_move(sheet: Sheet, starts: Objects) -> None:
    free = sheet.wholes("move_date", m.MOVES_IN_DAYS)
    before = sheet.wholes("move_date before start", m.MOVES_BEFORE_START_DAYS)
    bound = _days_from(starts, sheet.as_of) - before
    offsets = np.where(is_missing(starts), free, np.maximum(bound, 1))
    sheet.put("move_date", sheet.days(offsets))


def _days_from(days: Objects, as_of: date) -> Wholes:
    known = either(is_missing(days), as_of, days).astype("datetime64[D]")
    return (known - np.datetime64(as_of, "D")).astype(np.int64)
