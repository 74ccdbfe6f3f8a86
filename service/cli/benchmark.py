"""`ancrage benchmark`: a synthetic Québec with a known truth, to try evaluations on."""

from __future__ import annotations

from pathlib import Path

import click

from matching.backtest.benchmark import VARIANTS, Variant, make_benchmark
from matching.backtest.benchmark_files import write_benchmark
from matching.backtest.new_folder import check_new
from regions_data.labour import load_labour
from regions_data.snapshot import load_snapshot
from regions_data.text import Language, Text
from service.cli.options import FrenchCommand, FrenchGroup, load_ruleset, shared_options
from service.cli.printing import Page, to_json, write

MOST_PLACEMENTS = 100_000
LARGEST_SEED = 2**31 - 1


@click.group(cls=FrenchGroup)
@click.help_option("--help", help="Afficher cette aide. / Show this help.")
def benchmark() -> None:
    """Un Québec synthétique dont la vérité est connue. / A synthetic Québec."""


@benchmark.command(cls=FrenchCommand)
@click.option(
    "--n",
    "count",
    type=click.IntRange(1, MOST_PLACEMENTS),
    metavar="N",
    default=2000,
    help="Nombre de placements (2000 par défaut). / Number of placements.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    metavar="S",
    default=1,
    help="Graine (1 par défaut). / Seed.",
)
@click.option(
    "--variant",
    type=click.Choice(VARIANTS),
    default="plain",
    help="Défaut à éprouver (aucun par défaut). / Fault to try (none by default).",
)
@click.option("--out", metavar="DOSSIER", required=True, help="Dossier à créer. / Folder to make.")
@shared_options
def make(
    count: int, seed: int, variant: Variant, out: str, *, as_json: bool, language: Language
) -> None:
    """Inventer un journal et sa vérité. / Invent a log and its truth."""
    check_new(Path(out))
    snapshot = load_snapshot()
    made = make_benchmark(
        count, seed, (snapshot, load_labour(snapshot.folder)), load_ruleset(None), variant
    )
    write_benchmark(made, Path(out))
    if as_json:
        write(to_json({"placements": len(made.log), "seed": seed, "variant": variant}))
        return
    page = Page(language)
    told = Text(
        f"Journal synthétique : {page.number(count)} placements inventés, graine {seed}, variante "
        f"« {variant} ». Le journal est dans log.jsonl, les groupes dans evaluation.csv, la vérité "
        "dans truth. Rien de ce qu'on y trouve n'est un constat sur le Québec.",
        f"Synthetic log: {page.number(count)} invented placements, seed {seed}, variant "
        f"“{variant}”. The log is in log.jsonl, the groups in evaluation.csv, the truth in truth. "
        "Nothing found in it is a finding about Québec.",
    )
    page.paragraph(page.say(told))
    page.show()
