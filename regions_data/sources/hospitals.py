"""Which health installations we call a hospital: the kept and the refused, to be read by eye."""

from __future__ import annotations

import functools
from pathlib import Path

import pandas as pd

from regions_data.definitions import has_hospital_name
from regions_data.sources.raw_table import raw_table

RAW = "health_installations_qc.csv"
GENERAL_CARE = "mission_chsgs"
COLUMNS = [
    "installation_code", "installation_name", "municipality", "municipality_code_2026",
    "latitude", "longitude", "decision",
]  # fmt: skip

# Hospitals by what their own name says, though it does not begin as a hospital's does.
KEPT_BY_HAND = {
    "CLSC ET HÔPITAL LE ROYER": "hospital_named_second",
    "CHSLD ET HÔPITAL PAUL-GILBERT": "hospital_named_second",
    "CLSC, HOPITAL ET CENTRE D'HEBERGEMENT CHRIST-ROI": "hospital_named_second",
    "L'HÔPITAL DE MONTRÉAL POUR ENFANTS": "article_before_hospital",
    "CENTRE DE SOINS DE COURTE DURÉE LA SARRE": "short_term_care_in_name",
}

# Not a general hospital by what their own name says, though it begins as one. One name does not
# say it: the centre hospitalier Pierre-Janet goes with the mental-health hospital of that name.
REFUSED_BY_HAND = {
    "CENTRE HOSPITALIER PIERRE-JANET": "mental_health_only",
    "HÔPITAL DE JOUR - PAVILLON MARCEL D'AMOUR": "day_hospital",
    "HÔPITAL CHARLES-LE MOYNE - CLINIQUES EXTERNES": "outpatient_clinic",
    "HÔPITAL CHARLES-LE MOYNE - CONSULTATIONS EXTERNES": "outpatient_clinic",
    "HÔPITAL DU HAUT-RICHELIEU - CLINIQUE SUIVI DE GROSSESSE": "outpatient_clinic",
    "HÔPITAL EN SANTÉ MENTALE ALBERT-PRÉVOST": "mental_health_only",
    "HÔPITAL EN SANTÉ MENTALE PIERRE-JANET": "mental_health_only",
    "HÔPITAL ET CENTRE D'HÉBERGEMENT EN SANTÉ MENTALE DE LA MAURICIE-ET-DU-CENTRE-DU-QUÉBEC": (
        "mental_health_only"
    ),
    "HÔPITAL PSYCHIATRIQUE DE MALARTIC": "mental_health_only",
}


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`hospitals_kept` and `hospitals_refused`: all that have the general-care mission."""
    return {"hospitals_kept": kept_hospitals(raw), "hospitals_refused": _judged(raw, kept=False)}


def kept_hospitals(raw: Path) -> pd.DataFrame:
    """The hospitals, with `latitude` and `longitude` as written in the source."""
    return _judged(raw, kept=True)


def _judged(raw: Path, *, kept: bool) -> pd.DataFrame:
    frame = _candidates(raw)
    is_kept = frame["decision"].str.startswith("kept")
    return frame[is_kept == kept]


@functools.cache
def _candidates(raw: Path) -> pd.DataFrame:
    table = raw_table(raw, RAW)
    table = table[table[GENERAL_CARE] == "1"]
    judged = table.assign(decision=table["installation_name"].map(decision))
    return judged[COLUMNS].sort_values("installation_code", ignore_index=True)


def decision(name: str) -> str:
    """Why an installation with the general-care mission is kept or refused.

    >>> decision("HÔPITAL D'ALMA"), decision("SITE GLEN")
    ('kept: name_prefix', 'refused: name_prefix')
    """
    if name in KEPT_BY_HAND:
        return f"kept: {KEPT_BY_HAND[name]}"
    if name in REFUSED_BY_HAND:
        return f"refused: {REFUSED_BY_HAND[name]}"
    return "kept: name_prefix" if has_hospital_name(name) else "refused: name_prefix"
