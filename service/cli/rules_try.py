"""`ancrage rules try`: what a ruleset would say on a panel of households."""

from __future__ import annotations

import click

from features.generate import generate
from features.place import PlaceTable
from matching.pipeline import Engine
from matching.trial import try_ruleset
from matching.trial_result import Panel
from regions_data.problems import Refused, refuse
from regions_data.text import Language, Text
from service.cli.case_files import read_cases
from service.cli.options import FrenchCommand, as_of_option, load_engine, shared_options
from service.cli.printing import Page, to_json, write
from service.cli.rules_try_text import write_trial

MOST_GENERATED = 10_000
LARGEST_SEED = 2**32 - 1
DEFAULT_SEED = 1


@click.command("try", cls=FrenchCommand)
@click.argument("file", metavar="[FICHIER]", required=False)
@click.option(
    "--cases",
    metavar="CAS",
    help="Dossier de ménages, ou un fichier. / Folder of households, or one file.",
)
@click.option(
    "--generated",
    type=click.IntRange(1, MOST_GENERATED),
    metavar="N",
    help="Ou N ménages inventés. / Or N invented households.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    metavar="S",
    help=f"Graine des ménages inventés ({DEFAULT_SEED} par défaut). / Their seed.",
)
@as_of_option
@shared_options
def try_command(  # noqa: PLR0913 - one parameter an option of the command
    file: str | None,
    cases: str | None,
    generated: int | None,
    seed: int | None,
    as_of: str | None,
    *,
    as_json: bool,
    language: Language,
) -> None:
    """Essayer un jeu de règles sur des ménages. / Try a ruleset on households."""
    _check_choice(cases, generated, seed)
    engine = load_engine(as_of, file)
    panel = _panel(engine, cases, generated, DEFAULT_SEED if seed is None else seed)
    trial = try_ruleset(engine.ruleset, panel, _listed(engine), engine.as_of)
    if as_json:
        write(to_json({"stamp": engine.stamp.as_json(), **trial.as_json()}))
        return
    page = Page(language)
    write_trial(trial, engine.stamp, engine.ruleset, page)
    page.show()


def _panel(engine: Engine, cases: str | None, generated: int | None, seed: int) -> Panel:
    """The households of the cases, or as many invented ones as asked for."""
    if cases is not None:
        return read_cases(cases, engine)
    profiles = generate(generated or 0, seed, engine.as_of, snapshot=engine.snapshot)
    names = tuple(p.word("candidate_id") or str(number) for number, p in enumerate(profiles, 1))
    return Panel(profiles, names, "generated", seed)


def _listed(engine: Engine) -> PlaceTable:
    """The places that a shortlist may name unasked."""
    listed = tuple(p for p in engine.snapshot.places if p.listed and not p.in_cmm)
    return PlaceTable(engine.snapshot, engine.labour, listed)


def _check_choice(cases: str | None, generated: int | None, seed: int | None) -> None:
    """Refuse a trial on nothing, on two panels at once, or a seed that would serve nothing."""
    if cases is None and generated is None:
        raise _unclear("--cases", _NO_HOUSEHOLD)
    if cases is not None and generated is not None:
        raise _unclear("--generated", _TWO_PANELS)
    if generated is None and seed is not None:
        raise _unclear("--seed", _IDLE_SEED)


def _unclear(option: str, message: Text) -> Refused:
    return refuse(option, message, _CHOOSE_ONE)


_NO_HOUSEHOLD = Text("aucun ménage n'est donné.", "no household is given.")
_TWO_PANELS = Text(
    "« --cases » et « --generated » ne vont pas ensemble.",
    "“--cases” and “--generated” do not go together.",
)
_IDLE_SEED = Text(
    "la graine ne sert qu'aux ménages inventés.", "the seed only serves invented households."
)
_CHOOSE_ONE = Text(
    "Écrivez « --cases DOSSIER » pour vos ménages (par exemple le dossier « examples » du dépôt), "
    "ou « --generated 500 » pour des ménages inventés.",
    "Write “--cases FOLDER” for your households (for instance the repository's “examples” folder), "
    "or “--generated 500” for invented ones.",
)
