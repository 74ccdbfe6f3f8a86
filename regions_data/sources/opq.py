"""Regulated professions: what the partial public list lets us say about each occupation."""

# The list (28 professions of exclusive practice, 23 of the reserved titles) is incomplete, so an
# occupation that it does not name is "no" only where nothing suggests regulation. The families
# below are regulated, or may be, by bodies that the list does not cover: they stay unknown.

from __future__ import annotations

from pathlib import Path

import pandas as pd

RAW = "professions_reglementees_quebec_noc.csv"

# Read row by row: these unit groups are the exclusive-practice profession and nothing else.
# Groups that also hold other jobs (agronomists with advisers, geologists with oceanographers,
# bailiffs with sheriffs, accountants, software designers, head nurses…) are only "may".
WHOLLY_EXCLUSIVE = frozenset({
    "21101", "21200", "21203", "21300", "21301", "21310", "21320", "21321", "21322", "21330",
    "21331", "21332", "21390", "31100", "31101", "31102", "31103", "31110", "31111", "31120",
    "31201", "31301", "32100", "32110", "32121", "41101",
})  # fmt: skip

# « Technologue professionnel » is missing from the list; these groups hold titles in technologue.
_TECHNOLOGISTS = (
    "22100", "22101", "22110", "22112", "22114", "22210", "22212", "22213", "22214", "22232",
    "22300", "22301", "22302", "22310", "22311",
)  # fmt: skip

# Code prefix → why the list cannot answer. The first that fits wins.
NOT_COVERED: tuple[tuple[str, str], ...] = (
    ("4002", "teaching"),  # directors of schools often hold a teaching licence
    ("412", "teaching"),
    ("42203", "teaching"),
    ("431", "teaching"),
    ("42202", "early_childhood"),
    ("44100", "early_childhood"),
    ("7001", "construction_and_trades"),  # a contractor's licence
    ("72", "construction_and_trades"),
    ("733", "drivers"),
    ("73", "construction_and_trades"),
    ("742", "construction_and_trades"),
    ("7511", "construction_and_trades"),
    ("74102", "drivers"),
    ("752", "drivers"),
    ("22312", "construction_and_trades"),
    ("22313", "construction_and_trades"),
    *((group, "technologists") for group in _TECHNOLOGISTS),
    ("1002", "financial_services"),
    ("1110", "financial_services"),
    ("12201", "financial_services"),
    ("6310", "financial_services"),  # insurance, real estate, investment
    ("31", "health"),
    ("32", "health"),
    ("41100", "law_and_public_safety"),
    ("4004", "law_and_public_safety"),
    ("41310", "law_and_public_safety"),
    ("421", "law_and_public_safety"),
    ("432", "law_and_public_safety"),
    ("64410", "law_and_public_safety"),
    ("13200", "other_permit"),  # customs brokers
    ("62201", "other_permit"),  # funeral directors
    ("84110", "other_permit"),  # tree felling
    ("921", "other_permit"),  # stationary engines, drinking water
)


def tables(raw: Path) -> dict[str, pd.DataFrame]:
    """`regulated_professions`: the list as published, one row a profession and occupation."""
    listed = pd.read_csv(raw / RAW, dtype=str, keep_default_na=False)
    names = {
        "noc_2021_code": "noc",
        "profession_fr": "profession_fr",
        "categorie": "category",
        "noc_evidence_title_fr": "evidence_title_fr",
        "match_basis": "match_basis",
        "source_url": "url",
    }
    tidy = listed[list(names)].rename(columns=names)
    tidy["category"] = tidy["category"].map(
        {"exercice_exclusif": "exclusive_practice", "titre_reserve": "reserved_title"}
    )
    return {"regulated_professions": tidy.sort_values(["noc", "profession_fr"], kind="stable")}


def regulation(raw: Path, nocs: list[str]) -> pd.DataFrame:
    """`is_regulated` (yes, may, unknown, no) and `regulated_basis`, one row an occupation."""
    listed = tables(raw)["regulated_professions"]
    exclusive = set(listed.loc[listed["category"] == "exclusive_practice", "noc"])
    reserved = set(listed.loc[listed["category"] == "reserved_title", "noc"])
    answers = [_answer(noc, exclusive, reserved) for noc in nocs]
    return pd.DataFrame(answers, columns=["is_regulated", "regulated_basis"])


def _answer(noc: str, exclusive: set[str], reserved: set[str]) -> tuple[str, str]:
    if noc in exclusive and noc in WHOLLY_EXCLUSIVE:
        return "yes", "exclusive_practice"
    if noc in exclusive:
        return "may", "exclusive_practice_shared_group"
    if noc in reserved:
        return "may", "reserved_title"
    for prefix, family in NOT_COVERED:
        if noc.startswith(prefix):
            return "unknown", f"not_covered_{family}"
    return "no", "not_listed"
