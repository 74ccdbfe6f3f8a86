"""People whom the household already knows there."""

from __future__ import annotations

import numpy as np

from features.factor import Factor
from features.pairs import Pairs
from features.place import Numbers
from features.profile import Gap, HouseholdProfile
from regions_data.catalog import Place
from regions_data.text import Text

SAME_TOWN, SAME_MRC, SAME_REGION = 1.0, 0.6, 0.3
"""Product judgement: the nearer the contact, the more it helps (RULES A06, H01 give no figure)."""


def _towns(profile: HouseholdProfile) -> tuple[str, ...]:
    count = profile.counts.get("network.contacts", 0)
    found = (profile.word(f"network.contacts.{index}.municipality") for index in range(count))
    return tuple(code for code in found if code is not None)


def _closeness(contact: Place, place: Place) -> float:
    if contact.code == place.code:
        return SAME_TOWN
    if contact.mrc_code == place.mrc_code:
        return SAME_MRC
    return SAME_REGION if contact.region == place.region else 0.0


def _may_have_more(profile: HouseholdProfile) -> bool:
    """Whether a contact is left unsaid: the list was not asked, or a town is not known."""
    count = profile.counts.get("network.contacts")
    if count is None:
        return profile.answer("network.contacts") is not Gap.NOT_APPLICABLE
    return len(_towns(profile)) < count


def _contact_closeness(pairs: Pairs) -> Numbers:
    places = pairs.places
    table = np.zeros(pairs.shape)
    for row, profile in enumerate(pairs.profiles):
        if pairs.reads_best("network.contacts") and _may_have_more(profile):
            table[row] = SAME_TOWN
            continue
        for code in _towns(profile):
            contact = places.snapshot.place(code)
            shares = np.array([_closeness(contact, place) for place in places.places])
            table[row] = np.maximum(table[row], shares)
    return table


CONTACTS = Factor(
    "contact_closeness",
    Text("contacts sur place", "local contacts"),
    _contact_closeness,
    household=("network.contacts",),
    place=("code", "mrc", "region"),
)
