"""How long occupation search takes: p50 and p95 over a panel of everyday queries.

Run: python benchmarks/bench_occupation_search.py
"""

from __future__ import annotations

import time

import numpy as np

from regions_data.occupation_search import load_titles, search
from regions_data.snapshot import PACKAGED_FOLDER

PANEL = (
    "infirmiere", "soudeur", "welder", "préposé aux bénéficiaires", "enseignante au primaire",
    "cuisinier", "cook", "comptable", "mécanicien", "chauffeur de camion", "truck driver",
    "éducatrice", "software developer", "développeur web", "agent administratif",
    "commis comptable", "machiniste", "électricien", "ingénieur civil", "pharmacien", "journalier",
    "opérateur de machine", "caissier", "serveuse", "aide-soignante", "médecin", "teacher",
    "secrétaire", "plombier", "carpenter", "travailleuse sociale", "concierge", "security guard",
    "data analyst", "infirmere", "soudeurr", "programeur", "mecanicen automobile", "electricen",
    "asdkjh qwzx",
)  # fmt: skip
ROUNDS = 20


def main() -> None:
    """Print the time to build the index, then the median and 95th percentile of a search."""
    start = time.perf_counter()
    load_titles(PACKAGED_FOLDER)
    print(f"index: {1e3 * (time.perf_counter() - start):.0f} ms, once a process")
    spent = []
    for text in PANEL * ROUNDS:
        start = time.perf_counter()
        search(text, folder=PACKAGED_FOLDER)
        spent.append(1e3 * (time.perf_counter() - start))
    p50, p95, worst = np.percentile(spent, [50, 95, 100])
    print(f"search: {len(spent)} queries, p50 {p50:.2f} ms, p95 {p95:.2f} ms, max {worst:.2f} ms")


if __name__ == "__main__":
    main()
