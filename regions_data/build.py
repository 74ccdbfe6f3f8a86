"""Build the snapshot from the raw files: every table or none, the same bytes every time."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import yaml

from regions_data.attribution import attribution_page
from regions_data.manifest import (
    BUILDING,
    MANIFEST_NAME,
    Manifest,
    recover_folder,
    sha256_of,
    swap_folder,
    write_manifest,
)
from regions_data.problems import Problem, Refused
from regions_data.registry import INDICATORS_NAME, SOURCES_NAME, read_sources, registry_of
from regions_data.sources import (
    facts,
    hospitals,
    jobbank,
    labour_cops,
    labour_sectors,
    labour_vacancies,
    opq,
    places,
    statcan_noc,
)
from regions_data.text import Text

PACKAGE = Path(__file__).parent
ATTRIBUTION = PACKAGE / "ATTRIBUTION.md"

# Every module that makes tables, written by hand; each has `tables(raw)`.
SOURCES: tuple[ModuleType, ...] = (
    places,
    facts,
    hospitals,
    statcan_noc,
    jobbank,
    opq,
    labour_cops,
    labour_sectors,
    labour_vacancies,
)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A raw file that `sources.toml` announces, and the hash it must have."""

    path: Path
    sha256: str


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m regions_data.build [--check]`: build, or prove that the tables are current."""
    parser = argparse.ArgumentParser(prog="python -m regions_data.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; 1 when out of date")
    options = parser.parse_args(arguments)
    try:
        return _check() if options.check else _rebuild()
    except Refused as refused:
        for problem in refused.problems:
            sys.stderr.write(problem.sentence("fr") + "\n" + problem.sentence("en") + "\n")
        return 2


def _rebuild() -> int:
    manifest = build(PACKAGE, PACKAGE / "tables")
    page = attribution_page(read_sources(PACKAGE / "tables").values())
    ATTRIBUTION.write_text(page, encoding="utf-8", newline="\n")
    print(f"snapshot {manifest.snapshot}: {len(manifest.tables)} tables")
    return 0


def _check() -> int:
    with tempfile.TemporaryDirectory() as folder:
        fresh = build(PACKAGE, Path(folder) / "tables")
        page = attribution_page(read_sources(Path(folder) / "tables").values())
        if _is_current(Path(folder) / "tables") and ATTRIBUTION.read_text("utf-8") == page:
            print(f"snapshot {fresh.snapshot}: tables are current")
            return 0
    print("tables are out of date: run python -m regions_data.build", file=sys.stderr)
    return 1


def _is_current(fresh: Path) -> bool:
    committed = PACKAGE / "tables" / MANIFEST_NAME
    return committed.is_file() and committed.read_bytes() == (fresh / MANIFEST_NAME).read_bytes()


def build(package: Path, target: Path) -> Manifest:
    """Build every table from a package's raw files into a folder, all at once.

    1. Mend what a build killed halfway left beside the target.
    2. Refuse a raw file that is missing or is not the one `sources.toml` announces.
    3. Write all tables and the manifest to a new folder beside the target.
    4. Put that folder in the target's place; if anything fails before, the target is untouched.

    Raises:
        Refused: every raw file that is missing or changed.
    """
    recover_folder(target)
    raw_files = announced_files(package)
    verify_files(raw_files)
    target.parent.mkdir(parents=True, exist_ok=True)
    prepared = Path(tempfile.mkdtemp(prefix=f"{target.name}.{BUILDING}", dir=target.parent))
    try:
        _write_tables(package, prepared)
        manifest = write_manifest(prepared, {f.path.name: f.sha256 for f in raw_files})
        prepared.chmod(0o755)  # a temporary folder is closed to others; the tables are not secret
        swap_folder(prepared, target)
    finally:
        shutil.rmtree(prepared, ignore_errors=True)
    return manifest


def announced_files(package: Path) -> tuple[RawFile, ...]:
    """The raw files named in `sources.toml`, with the hash each must have."""
    return tuple(
        RawFile(package / file.get("folder", "raw") / file["name"], file["sha256"])
        for source in _sources_document(package)["source"]
        for file in source["files"]
    )


def verify_files(files: Sequence[RawFile]) -> None:
    """Refuse raw files that are missing or whose bytes are not those announced.

    Raises:
        Refused: one problem a file, with the hash expected and the hash found.
    """
    problems = [problem for file in files if (problem := _file_problem(file)) is not None]
    if problems:
        raise Refused(problems)


def _file_problem(file: RawFile) -> Problem | None:
    found = sha256_of(file.path) if file.path.is_file() else ""
    if found == file.sha256:
        return None
    message = Text(
        f"fichier source absent ou changé : empreinte attendue {file.sha256}, "
        f"trouvée {found or 'aucune'}.",
        f"source file missing or changed: hash expected {file.sha256}, found {found or 'none'}.",
    )
    remedy = Text(
        "Reprenez le fichier du dépôt ; s’il est plus récent et voulu, notez sa nouvelle "
        "empreinte et sa période dans sources.toml.",
        "Take the file from the repository again; if it is newer and wanted, write its new hash "
        "and period in sources.toml.",
    )
    return Problem(file.path.name, message, remedy, value=found)


def _write_tables(package: Path, folder: Path) -> None:
    indicators = yaml.safe_load((package / "indicators.yaml").read_text(encoding="utf-8"))
    _write_json(indicators, folder / INDICATORS_NAME)
    _write_json(_published(_sources_document(package)), folder / SOURCES_NAME)
    order = [entry.indicator.id for entry in registry_of(indicators).entries]
    for source in SOURCES:
        for name, table in source.tables(package / "raw").items():
            ordered = in_order(table, order) if name == "facts" else table
            ordered.to_csv(
                folder / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8"
            )


def in_order(facts_table: pd.DataFrame, indicator_ids: Sequence[str]) -> pd.DataFrame:
    """The facts sorted by place code, then in the registry's order of indicators.

    Raises:
        Refused: an indicator of the registry that no source emits, or one it does not know.
    """
    emitted = set(facts_table["indicator"])
    strays = sorted(emitted.symmetric_difference(indicator_ids))
    if strays:
        raise Refused([_stray(name, is_emitted=name in emitted) for name in strays])
    rank = facts_table["indicator"].map({name: n for n, name in enumerate(indicator_ids)})
    return facts_table.assign(rank=rank).sort_values(["place_code", "rank"]).drop(columns="rank")


def _stray(name: str, *, is_emitted: bool) -> Problem:
    message = (
        Text("aucune entrée dans indicators.yaml.", "no entry in indicators.yaml.")
        if is_emitted
        else Text("aucun module source n’émet ses lignes.", "no source module emits its rows.")
    )
    remedy = Text(
        "Un indicateur veut une entrée dans indicators.yaml et un module qui émet ses lignes.",
        "An indicator needs an entry in indicators.yaml and a module that emits its rows.",
    )
    return Problem("indicators.yaml", message, remedy, value=name)


def _sources_document(package: Path) -> dict[str, Any]:
    return tomllib.loads((package / "sources.toml").read_text(encoding="utf-8"))


def _published(document: Mapping[str, Any]) -> dict[str, Any]:
    """The sources without the hashes of their raw files, which the manifest holds."""
    kept = [{k: v for k, v in source.items() if k != "files"} for source in document["source"]]
    return {"source": kept}


def _write_json(document: object, path: Path) -> None:
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main())
