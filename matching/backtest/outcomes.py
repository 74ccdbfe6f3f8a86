"""What became of a placement, as far as it is known; unknown is a value of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from features.vocabulary import closed_list

HORIZONS_MONTHS = (6, 12, 24, 60)
"""Months after the settlement at which a household is asked after."""
EXIT_REASON = closed_list(
    "exit_reason",
    ("job_loss", "perte d'emploi", "job lost"),
    ("no_job_in_field", "pas d'emploi dans le domaine", "no job in the field"),
    ("network_loneliness", "réseau, solitude", "network, loneliness"),
    ("partner_job", "emploi de la conjointe ou du conjoint", "partner's job"),
    ("partner_adherence", "adhésion de la conjointe ou du conjoint", "partner's agreement"),
    ("housing", "logement", "housing"),
    ("transport", "transport", "transport"),
    ("services_children", "services, enfants", "services, children"),
    ("discrimination", "discrimination", "discrimination"),
    ("status", "statut d'immigration", "immigration status"),
    ("family_elsewhere", "famille ailleurs", "family elsewhere"),
    ("other", "autre", "other"),
)
"""Why a household did not stay (RULES L02)."""


class Known(Enum):
    """A yes, a no, or nobody knows: what is missing is never counted as a failure (RULES L03)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a household was still somewhere, month after month.

    `left_on` is the day it left; `seen_on` the last day on which it was known to be there; `at`
    what is known at each of `HORIZONS_MONTHS`, in their order.
    """

    left_on: date | None = None
    seen_on: date | None = None
    at: tuple[Known, ...] = (Known.UNKNOWN,) * len(HORIZONS_MONTHS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one placement."""

    in_region: Presence = Presence()
    in_quebec: Presence = Presence()
    employed_in_field: Known = Known.UNKNOWN
    partner_employed: Known = Known.UNKNOWN
    exit_reason: str | None = None


def months_later(start: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month.

    >>> months_later(date(2024, 8, 31), 6)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, start.day - 4, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise ValueError(f"{start} + {months} months")
