"""What an invented household wishes, and whom it knows in the regions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from features import marginals as m
from features.generate_household import any_child, drawn_set
from features.generate_options import World
from features.generate_sheet import Flags, Objects, Sheet, as_objects, either
from features.profile import NO_LIMIT
from features.shares import ALWAYS, Shares

_OFFER_TOWN = "adults.0.job_offer.municipality"
_CONTACT_TOWN = "network.contacts.0.municipality"
_MOST_CONTACTS = max(int(word) for word in m.CONTACTS.table[ALWAYS])


def draw_network(sheet: Sheet, world: World) -> None:
    """Draw the contacts, where people live, and what was done to meet others."""
    number = sheet.words("network.contacts", m.CONTACTS).astype(np.int64)
    sheet.counts["network.contacts"] = number
    for index in range(_MOST_CONTACTS):
        path = f"network.contacts.{index}.municipality"
        sheet.put(path, world.towns.at(sheet.uniform(path)), number > index)
    sheet.draw("network.regional_org_contacted", m.ORG_CONTACTED)
    sheet.draw("network.wants_twinning", m.WANTS_TWINNING)
    sheet.draw("network.plan_made", m.PLAN_MADE)
    is_known = (number > 0) | _has_offer(sheet)
    given = either(is_known, "offer or contact", "neither")
    sheet.draw("readiness.region_knowledge", m.REGION_KNOWLEDGE, given)


def draw_wishes(sheet: Sheet, world: World) -> None:
    """Draw the towns, regions, kinds of place, limits and needs that the household names."""
    sheet.put("preferences.municipalities", _towns(sheet, world))
    path = "preferences.regions"
    first = world.regions.at(sheet.uniform(f"{path}.0"))
    second = world.regions.beside(first, sheet.uniform(f"{path}.1"))
    sheet.put(path, _listed([first, second], sheet.words(path, m.REGIONS_ASKED)))
    path = "preferences.place_types"
    types = {
        word: () if word == "any" else tuple(word.split(", "))
        for word in m.PLACE_TYPES.table[ALWAYS]
    }
    sheet.put(path, _mapped(sheet.words(path, m.PLACE_TYPES), types))
    _draw_limit(sheet, "preferences.max_km_to_montreal", m.MAX_KM)
    _draw_limit(sheet, "preferences.max_rent_cad", m.MAX_RENT)
    sheet.put("preferences.needs", drawn_set(sheet, m.NEEDS, _need_conditions(sheet)))


def _has_offer(sheet: Sheet) -> Flags:
    return np.asarray(sheet["adults.0.job_offer.status"] == "signed")


def _draw_limit(sheet: Sheet, path: str, shares: Shares) -> None:
    limits = {word: NO_LIMIT if word == "none" else float(word) for word in shares.table[ALWAYS]}
    sheet.put(path, _mapped(sheet.words(path, shares), limits))


def _mapped(words: Objects, meaning: Mapping[str, object]) -> Objects:
    return as_objects(tuple(meaning[word] for word in words.tolist()))


def _towns(sheet: Sheet, world: World) -> Objects:
    """Towns asked for; the first is often that of the offer or of a contact."""
    path = "preferences.municipalities"
    has_offer, has_contact = _has_offer(sheet), sheet.counts["network.contacts"] > 0
    given = either(has_offer, "signed offer", either(has_contact, "contact, no offer", ""))
    anchor = sheet.words(f"{path} anchor", m.FIRST_TOWN, given)
    first = world.towns.at(sheet.uniform(f"{path}.0"))
    offered, known = (sheet[at] for at in (_OFFER_TOWN, _CONTACT_TOWN))
    first = either(anchor == "the offer's town", offered, first)
    first = either(anchor == "the contact's town", known, first)
    second = world.towns.beside(first, sheet.uniform(f"{path}.1"))
    return _listed([first, second], sheet.words(path, m.TOWNS_ASKED))


def _listed(columns: list[Objects], number: Objects) -> Objects:
    """The first few of several columns as one tuple for each household."""
    rows = zip(*(column.tolist() for column in columns), strict=True)
    wanted = number.astype(np.int64).tolist()
    return as_objects(tuple(row[:k] for row, k in zip(rows, wanted, strict=True)))


def _need_conditions(sheet: Sheet) -> dict[str, Objects]:
    training = sheet["activator"] == "training"
    classes = [sheet[f"adults.{adult}.wants_francisation"] == "yes" for adult in (0, 1)]
    teens, pupils = (any_child(sheet, "age_band", band) for band in ("12-17", "5-11"))
    said = {
        "cegep": either(teens, "child of 12-17", "none of 12-17"),
        "vocational_centre": either(training, "training", "other activator"),
        "adult_education": either(np.any(classes, axis=0), "wants French classes", "wants none"),
        "primary_school": either(pupils, "child of 5-11", "none of 5-11"),
        "secondary_school": either(teens, "child of 12-17", "none of 12-17"),
        "english_school": either(sheet.counts["children"] > 0, "children", "no children"),
        "childcare": either(
            any_child(sheet, "childcare_needed", "yes"), "childcare needed", "none needed"
        ),
        "transit": "car " + sheet["car_access"],
    }
    return {f"preferences.needs: {need}": given for need, given in said.items()}
