"""`ancrage data`: prove the snapshot, show a place, fetch newer official files."""

from __future__ import annotations

import re
from pathlib import Path

import click

from matching.facts_read import place_fact
from regions_data.catalog import Fact, Place
from regions_data.check import Coverage, check, coverage
from regions_data.place_search import find_place
from regions_data.problems import NO_REMEDY, Problem, Refused, refuse
from regions_data.snapshot import Snapshot, load_snapshot
from regions_data.text import Language, Text
from service.cli.fact_text import mrc_words, period_words, value_words
from service.cli.options import FrenchCommand, FrenchGroup, shared_options
from service.cli.printing import Page, to_json, write


@click.group(cls=FrenchGroup)
@click.help_option("--help", help="Afficher cette aide. / Show this help.")
def data() -> None:
    """Les faits sur les lieux : vérifier, montrer, rafraîchir. / Facts about places."""


@data.command(name="check", cls=FrenchCommand)
@shared_options
def check_command(as_json: bool, language: Language) -> None:
    """Prouver les tables et compter ce qui est connu. / Prove the tables."""
    findings = check()
    bad = [
        Problem("data check", problem, NO_REMEDY if finding.id == "hashes" else _REBUILD)
        for finding in findings
        for problem in finding.problems
    ]
    if bad:
        raise Refused(bad)
    snapshot = load_snapshot()
    rows = coverage(snapshot)
    if as_json:
        document = {
            "snapshot": snapshot.id,
            "findings": [{"id": finding.id, "good": finding.is_good} for finding in findings],
            "coverage": [_coverage_json(row) for row in rows],
        }
        write(to_json(document))
        return
    page = Page(language)
    page.title(Text(f"Données {snapshot.id}", f"Data {snapshot.id}"))
    for finding in findings:
        page.paragraph(f"✔ {page.say(finding.title)}", hanging="  ")
    page.title(_COVERAGE)
    page.table(_coverage_table(rows, page), right=(1, 2, 3, 4))
    page.paragraph(page.say(_GATES_NOTE))
    page.show()


def _coverage_json(row: Coverage) -> dict[str, object]:
    return {
        "indicator": row.indicator,
        "gates": row.gates,
        "known": row.known,
        "known_destinations": row.known_destinations,
        "known_listed": row.known_listed,
        "listed_pct": round(row.listed_pct, 1),
    }


def _coverage_table(rows: tuple[Coverage, ...], page: Page) -> list[list[str]]:
    heading = Text(
        "indicateur|connu|destinations|listés|%", "indicator|known|destinations|listed|%"
    )
    table = [page.say(heading).split("|")]
    for row in rows:
        name = f"{row.indicator} *" if row.gates else row.indicator
        counts = (row.known, row.known_destinations, row.known_listed)
        share = page.number(round(row.listed_pct, 1))
        table.append([name, *(page.number(count) for count in counts), share])
    return table


@data.command(cls=FrenchCommand)
@click.argument("place", metavar="LIEU")
@shared_options
def show(place: str, as_json: bool, language: Language) -> None:
    """Montrer tout ce qui est connu d'un lieu (code ou nom). / Show a place."""
    snapshot = load_snapshot()
    found = find_place(snapshot, place, where="LIEU")
    facts = [snapshot.fact(found.code, indicator.id) for indicator in snapshot.indicators]
    if as_json:
        write(to_json(_place_json(found, facts, snapshot)))
        return
    page = Page(language)
    page.line(click.style(f"{found.name} ({found.code})", bold=True))
    page.paragraph(_identity(found, snapshot, page))
    for key in found.labels:
        page.paragraph(page.say(snapshot.label(key)), indent="! ", hanging="  ")
    page.line()
    for fact in facts:
        _write_fact(fact, snapshot, page)
    page.show()


def _identity(place: Place, snapshot: Snapshot, page: Page) -> str:
    economic = snapshot.economic_region(place.economic_region)
    area = mrc_words(place)
    scope = _IN_CMM if place.in_cmm else _LISTED if place.listed else _NOT_LISTED
    words = Text(
        f"{place.designation} · {area.fr} · région {place.region.name} · région "
        f"économique {economic.name} ({economic.code}) · {scope.fr}.",
        f"{place.designation} · {area.en} · {place.region.name} region · "
        f"{economic.name} economic region ({economic.code}) · {scope.en}.",
    )
    return page.say(words)


def _write_fact(fact: Fact, snapshot: Snapshot, page: Page) -> None:
    indicator = snapshot.indicator(fact.name)
    colon = " :" if page.language == "fr" else ":"
    value = value_words(fact.name, fact.value, fact.unit, snapshot, page)
    page.paragraph(f"{page.say(indicator.title)}{colon} {value}", hanging="    ")
    source = snapshot.sources[fact.source]
    origin = [
        f"{source.publisher}, {period_words(fact.period, page)}",
        page.say(_LEVELS[fact.level]),
    ]
    notes = [fact.reason] if fact.reason else fact.labels  # no warning on a value there is not
    page.paragraph(" · ".join([*origin, *map(page.say, notes)]), indent="    ")


def _place_json(place: Place, facts: list[Fact], snapshot: Snapshot) -> dict[str, object]:
    economic = snapshot.economic_region(place.economic_region)
    return {
        "place": {
            "code": place.code,
            "name": place.name,
            "mrc": place.mrc_name,
            "region": {"code": place.region.code, "name": place.region.name},
            "place_type": snapshot.fact(place.code, "place_type").value,
            "labels": [snapshot.label(key).as_json() for key in place.labels],
        },
        "in_cmm": place.in_cmm,
        "listed": place.listed,
        "economic_region": {"code": economic.code, "name": economic.name},
        "indicators": {fact.name: _fact_json(fact) for fact in facts},
    }


def _fact_json(fact: Fact) -> dict[str, object]:
    read = place_fact(fact)
    return {
        "value": read.value,
        "unit": read.unit,
        "level": read.level,
        "source": read.source,
        "period": read.period,
        "label": None if read.label is None else read.label.as_json(),
        "reason": None if fact.reason is None else fact.reason.as_json(),
    }


@data.command(cls=FrenchCommand)
@click.option(
    "--out",
    metavar="DOSSIER",
    help="Où ranger les données fraîches. / Where to keep the fresh data.",
)
@click.option(
    "--accept-hash",
    metavar="SHA256",
    multiple=True,
    help="Empreinte vérifiée, ou « any » pour tout accepter. / Checked hash, or “any”.",
)
@shared_options
def refresh(
    out: str | None, accept_hash: tuple[str, ...], as_json: bool, language: Language
) -> None:
    """Prendre les fichiers officiels plus récents. / Fetch newer official files."""
    # Imported here: it brings pandas and the network, which no other command waits for.
    from regions_data.refresh import default_target  # noqa: PLC0415
    from regions_data.refresh import refresh as refresh_snapshot  # noqa: PLC0415

    target = default_target() if out is None else Path(out)
    for digest in accept_hash:
        if digest != "any" and not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise refuse("--accept-hash", _NOT_A_HASH, _WRITE_HASH, value=digest[:70])
    accepted = True if "any" in accept_hash else frozenset(accept_hash)
    report = refresh_snapshot(target, load_snapshot().folder, accept_hash=accepted)
    if as_json:
        tables = [
            {
                "table": table.table,
                "edition": table.edition,
                "sha256": table.fetched.sha256,
                "rows": table.rows,
                "changed_rows": table.changed_rows,
            }
            for table in report.tables
        ]
        document = {"snapshot": report.snapshot, "previous": report.previous_snapshot}
        write(to_json({**document, "folder": str(report.folder), "tables": tables}))
        return
    page = Page(language)
    for table in report.tables:
        page.paragraph(
            f"✔ {table.table} {table.edition} · {page.number(table.rows)} · sha256 "
            f"{table.fetched.sha256}"
        )
    page.paragraph(page.say(report.next_step))
    page.show()


_NOT_A_HASH = Text("ce n'est pas une empreinte SHA-256.", "this is not a SHA-256 hash.")
_WRITE_HASH = Text(
    "Écrivez les 64 chiffres et lettres (0-9, a-f) que l'outil a affichés, ou « any ».",
    "Write the 64 digits and letters (0-9, a-f) that the tool printed, or “any”.",
)
_REBUILD = Text(
    "Réinstallez Ancrage, ou refaites les tables avec « python -m regions_data.build ».",
    "Reinstall Ancrage, or rebuild the tables with “python -m regions_data.build”.",
)
_COVERAGE = Text(
    "Lieux où chaque indicateur est connu (sur 1 123, 1 041 et 816)",
    "Places where each indicator is known (of 1,123, 1,041 and 816)",
)
_GATES_NOTE = Text(
    "* peut donner une couleur ; les autres ne servent qu'au score, aux étapes et aux questions.",
    "* may give a colour; the others only feed the score, the steps and the questions.",
)
_IN_CMM = Text(
    "dans la Communauté métropolitaine de Montréal, hors du champ de la régionalisation",
    "inside the Montréal metropolitan community, outside the scope of regionalisation",
)
_LISTED = Text("destination listée", "listed destination")
_NOT_LISTED = Text("destination évaluée sur demande", "destination evaluated when asked for")
_LEVELS = {
    "municipality": Text("municipalité", "municipality"),
    "mrc": Text("MRC", "MRC"),
    "region": Text("région", "region"),
    "economic_region": Text("région économique", "economic region"),
    "province": Text("Québec", "Québec"),
}
