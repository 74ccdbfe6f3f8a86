"""People whom the household already knows there, and what it does to know more."""

from __future__ import annotations

import numpy as np

from features.factor import Factor
from features.factors.destinations import DESTINATIONS, OFFERS, PARTNER_MOVES, may_count
from features.factors.readiness import may_lack_an_offer
from features.levels import CONTACTED
from features.pairs import Flags, Pairs
from features.place import Numbers, PlaceTable
from features.profile import Gap, HouseholdProfile
from regions_data.catalog import Place
from regions_data.text import Text

SAME_TOWN, SAME_MRC, SAME_REGION = 1.0, 0.6, 0.3
"""Product judgement: the nearer the contact, the more it helps (RULES A06, H01 give no figure)."""
URGENT_DAYS = 14
"""A departure is urgent when the start is at most this many days away (RULES C09)."""
ORGANISATION = "network.regional_org_contacted"
_CONTACTS, _TWINNING, _PLAN = "network.contacts", "network.wants_twinning", "network.plan_made"


def _towns(profile: HouseholdProfile) -> tuple[str, ...]:
    count = profile.counts.get(_CONTACTS, 0)
    found = (profile.word(f"{_CONTACTS}.{index}.municipality") for index in range(count))
    return tuple(code for code in found if code is not None)


def _shares_of(contact: Place, places: PlaceTable) -> Numbers:
    """How close a contact is to each place, shape (m,)."""
    same_region = places.identities("region") == contact.region.code
    same_mrc = places.identities("mrc") == contact.mrc_code
    same_town = places.identities("code") == contact.code
    around = np.where(same_mrc, SAME_MRC, np.where(same_region, SAME_REGION, 0.0))
    return np.where(same_town, SAME_TOWN, around)


def _may_have_more(profile: HouseholdProfile) -> bool:
    """Whether a contact is left unsaid: the list was not asked, or a town is not known."""
    count = profile.counts.get(_CONTACTS)
    if count is None:
        return profile.answer(_CONTACTS) is not Gap.NOT_APPLICABLE
    return len(_towns(profile)) < count


def _closest(profile: HouseholdProfile, pairs: Pairs) -> Numbers:
    """The closest contact to each place, shape (m,)."""
    closest = np.zeros(pairs.shape[1])
    if pairs.reads_best(_CONTACTS) and _may_have_more(profile):
        return closest + SAME_TOWN
    for code in _towns(profile):
        contact = pairs.places.snapshot.place(code)
        closest = np.maximum(closest, _shares_of(contact, pairs.places))
    return closest


def _contact_closeness(pairs: Pairs) -> Numbers:
    coded = pairs.households.coded(_CONTACTS)
    profiles = pairs.households.profiles
    closest = np.array([_closest(profiles[i], pairs) for i in coded.examples])
    return np.asarray(closest[coded.rows], dtype=np.float64)


def _has_contacts(pairs: Pairs) -> Flags:
    """Whether someone is known in the regions; an unanswered list counts as yes at best."""
    hopes = pairs.reads_best(_CONTACTS)

    def has(profile: HouseholdProfile) -> bool:
        count = profile.counts.get(_CONTACTS)
        if count is None:
            return hopes and profile.answer(_CONTACTS) is not Gap.NOT_APPLICABLE
        return count > 0

    return pairs.households.flags(_CONTACTS, has)


def _actions(pairs: Pairs) -> Numbers:
    """How many of the four actions that build a network are begun (RULES H01, H08, H09)."""
    begun = [pairs.hoped(path, "yes") for path in (ORGANISATION, _TWINNING, _PLAN)]
    return np.asarray(np.sum([_has_contacts(pairs), *begun], axis=0), dtype=np.float64)


def _builds_a_network(pairs: Pairs) -> Flags:
    return pairs.applies_to(_PLAN)


def _is_contacted(pairs: Pairs) -> Numbers:
    return pairs.hoped(ORGANISATION, "yes").astype(np.float64)


def _may_contact(pairs: Pairs) -> Flags:
    return pairs.applies_to(ORGANISATION)


def _may_contact_without_offer(pairs: Pairs) -> Flags:
    return _may_contact(pairs) & may_lack_an_offer(pairs)


def _leaves_in_a_hurry(pairs: Pairs) -> Flags:
    """Whether an obtained job or training starts within the days of an urgent departure."""
    urgent = np.zeros((pairs.shape[0], 1), dtype=np.bool_)
    for destination in DESTINATIONS:
        days = pairs.days_to(destination.start, worst=0.0, best=np.inf)
        is_soon = (days >= 0) & (days <= URGENT_DAYS)
        is_feared = pairs.feared(destination.status, destination.obtained) & is_soon
        urgent |= is_feared & may_count(pairs, destination)
    return urgent & _may_contact(pairs)


CONTACTS = Factor(
    "contact_closeness",
    Text("contacts sur place", "local contacts"),
    _contact_closeness,
    household=(_CONTACTS,),
    place=("code", "mrc", "region"),
)
NETWORK_ACTIONS = Factor(
    "network_actions",
    Text("réseau à bâtir", "network to build"),
    _actions,
    household=(_CONTACTS, ORGANISATION, _TWINNING, _PLAN),
    applies=_builds_a_network,
)
REGIONAL_ORGANISATION = Factor(
    "regional_organisation",
    Text("organisme d'accueil de la région", "settlement organisation of the region"),
    _is_contacted,
    household=(ORGANISATION,),
    levels=CONTACTED,
    applies=_may_contact,
)
ORGANISATION_WITHOUT_OFFER = Factor(
    "regional_organisation_without_offer",
    Text(
        "organisme d'accueil de la région, sans emploi signé",
        "settlement organisation of the region, no signed job",
    ),
    _is_contacted,
    household=(ORGANISATION, OFFERS[0].status),
    levels=CONTACTED,
    applies=_may_contact_without_offer,
)
ORGANISATION_IF_URGENT = Factor(
    "regional_organisation_if_urgent",
    Text(
        "organisme d'accueil de la région, en cas de départ urgent",
        "settlement organisation of the region, in an urgent departure",
    ),
    _is_contacted,
    household=(
        ORGANISATION,
        "adults.1.wants_work",
        PARTNER_MOVES,
        *(path for each in DESTINATIONS for path in (each.status, each.start)),
    ),
    levels=CONTACTED,
    applies=_leaves_in_a_hurry,
)
