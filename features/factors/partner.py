"""Where the partner stands in the project."""

from __future__ import annotations

import numpy as np

from features.factor import Factor
from features.levels import MET
from features.pairs import Flags, Pairs
from features.place import Numbers
from features.vocabulary import ADHERENCE
from regions_data.text import Text


def _adherence(pairs: Pairs) -> Numbers:
    return pairs.level("partner.adherence")


def _has_a_partner(pairs: Pairs) -> Flags:
    """In a couple, and not where the household said that the partner's part does not apply."""
    return _may_be_a_couple(pairs) & ~np.isnan(pairs.level("partner.adherence"))


def _may_be_a_couple(pairs: Pairs) -> Flags:
    return pairs.feared("household_kind", "couple")


def _met(pairs: Pairs) -> Numbers:
    return pairs.level("partner.met_counsellor")


def _may_be_met(pairs: Pairs) -> Flags:
    return _may_be_a_couple(pairs) & ~np.isnan(pairs.level("partner.met_counsellor"))


PARTNER_ADHERENCE = Factor(
    "partner_adherence",
    Text("adhésion de la conjointe ou du conjoint", "partner's adherence"),
    _adherence,
    household=("partner.adherence", "household_kind"),
    levels=ADHERENCE,
    applies=_has_a_partner,
    red_when="== opposed",
)
PARTNER_MET = Factor(
    "partner_met_counsellor",
    Text("rencontre avec la conjointe ou le conjoint", "meeting with the partner"),
    _met,
    household=("partner.met_counsellor", "household_kind"),
    levels=MET,
    applies=_may_be_met,
)
