"""`ancrage backtest`: what the colours meant, over past placements."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from matching.backtest.evaluation_table import EvaluationTable
from matching.backtest.new_folder import check_new
from matching.backtest.outcomes import HORIZONS_MONTHS
from matching.backtest.placement import PlacementLog
from regions_data.as_known import AsKnown, Facts, FactsOfToday
from regions_data.labour import load_labour
from regions_data.problems import Refused, refuse
from regions_data.snapshot import Snapshot, load_snapshot
from regions_data.text import Language, Text
from service.cli.log_files import counted, hash_of, read_groups_file, read_log_file
from service.cli.options import FrenchCommand, day, engine_options, load_ruleset, shared_options
from service.cli.printing import Page, to_json, write

if TYPE_CHECKING:
    from matching.backtest.evaluation import Evaluation, Question
    from matching.backtest.replay import Progress
    from matching.backtest.report.document import Origin, Report

FactsMode = Literal["then", "today"]
_DEFAULT_MONTHS = 12
_LIBRARIES = ("fairlearn", "jinja2", "matplotlib", "openpyxl", "scipy", "skops", "threadpoolctl")


class _Said(TypedDict):
    """The options as they were given."""

    out: str
    mapping_file: str | None
    groups_file: str | None
    months: str
    facts: FactsMode
    no_models: bool
    keep_models: bool
    model_file: str | None
    as_of: str | None
    ruleset_file: str | None


@click.command(cls=FrenchCommand)
@click.argument("file", metavar="JOURNAL")
@click.option("--out", metavar="DOSSIER", required=True, help="Dossier à créer. / Folder to make.")
@click.option(
    "--mapping",
    "mapping_file",
    metavar="FICHIER",
    help="Correspondance des colonnes et des mots. / Mapping of columns and words.",
)
@click.option(
    "--groups",
    "groups_file",
    metavar="FICHIER",
    help="Variables d'évaluation, dans une table à part. / Evaluation variables.",
)
@click.option(
    "--months",
    type=click.Choice([str(months) for months in HORIZONS_MONTHS]),
    default=str(_DEFAULT_MONTHS),
    help="Échéance comparée (12 par défaut). / Horizon compared.",
)
@click.option(
    "--facts",
    type=click.Choice(["then", "today"]),
    default="then",
    help="Faits : connus alors (par défaut) ou d'aujourd'hui. / Facts of then or of today.",
)
@click.option(
    "--no-models",
    is_flag=True,
    help="Sans les modèles de rétention : plus rapide. / Without the outcome models: faster.",
)
@click.option(
    "--keep-models",
    is_flag=True,
    help="Enregistrer les modèles appris du journal. / Save the models learned from the log.",
)
@click.option(
    "--model",
    "model_file",
    metavar="FICHIER",
    help="Juger aussi un modèle enregistré. / Also judge a saved model.",
)
@engine_options
@shared_options
def backtest(file: str, *, as_json: bool, language: Language, **said: Unpack[_Said]) -> None:
    """Ce que les couleurs voulaient dire. / What the colours meant."""
    _need_libraries()
    from service.reports.figures import figures_of  # noqa: PLC0415 - only this command needs it
    from service.reports.folder import write_report  # noqa: PLC0415

    _check_options(said)
    check_new(Path(said["out"]))
    snapshot = load_snapshot()
    reading = read_log_file(file, said["mapping_file"], said["as_of"], snapshot)
    if reading.problems:
        raise Refused([*reading.problems, counted(file, reading)])
    report, more = _report(file, reading.log, snapshot, said)
    write_report(report, Path(said["out"]), language, more)
    if as_json:
        write(to_json(figures_of(report)))
        return
    _write_summary(report, said["out"], language)


def _report(
    file: str, log: PlacementLog, snapshot: Snapshot, said: _Said
) -> tuple[Report, Callable[[Path], None] | None]:
    """The report, and what writes the models where they are to be kept."""
    from matching.backtest.evaluation import Question  # noqa: PLC0415
    from matching.backtest.report.build import report_of  # noqa: PLC0415
    from matching.outcomes.store import load_model  # noqa: PLC0415
    from service.cli import backtest_models as models  # noqa: PLC0415

    facts, months = _facts(said["facts"], snapshot), int(said["months"])
    ruleset, groups = load_ruleset(said["ruleset_file"]), read_groups_file(said["groups_file"])
    _check_groups(groups, log)
    question = Question(ruleset, facts, snapshot, months, day(said["as_of"]), groups)
    model = None if said["model_file"] is None else load_model(Path(said["model_file"]))
    origin = _origin(file, log, question, said)
    if said["no_models"]:
        return report_of(_found(log, question), origin), None
    found = _found(log, question)
    # Where no rate can be told, no model can be judged or learn.
    if found.whole.at(months).share is None:
        if said["keep_models"]:
            raise refuse("--keep-models", _NO_RATE, _DROP_IT)
        return report_of(found, origin), None
    design = models.design_for(log, question)
    more = models.saving(log, design) if said["keep_models"] else None
    with _shown(_LEARNED) as progress:
        compared = models.compare_models(log, design, months, progress)
    saved = None if model is None else models.judged(log, design, model, months)
    return report_of(found, origin, compared, saved), more


def _check_groups(groups: EvaluationTable | None, log: PlacementLog) -> None:
    """Refuse a table of groups that names nobody of the log: it is another log's.

    Raises:
        Refused: it does.
    """
    if groups is None:
        return
    if not groups.cases & {placement.case_id for placement in log}:
        raise refuse("--groups", _OTHER_CASES, _SAME_NUMBERS)


def _found(log: PlacementLog, question: Question) -> Evaluation:
    from matching.backtest.evaluation import evaluate_log  # noqa: PLC0415

    with _shown(_REPLAYED) as progress:
        return evaluate_log(log, question, progress)


def _check_options(said: _Said) -> None:
    """Refuse to leave out the models and ask something of them.

    Raises:
        Refused: both are asked.
    """
    for name, asked in (("--keep-models", said["keep_models"]), ("--model", said["model_file"])):
        if said["no_models"] and asked:
            raise refuse(name, _NO_MODELS, _DROP_IT)


def _origin(file: str, log: PlacementLog, question: Question, said: _Said) -> Origin:
    from matching.backtest.report.document import Origin  # noqa: PLC0415
    from matching.backtest.report.method import FACTS_THEN, FACTS_TODAY  # noqa: PLC0415

    days = [placement.decided_on for placement in log]
    return Origin(
        log_name=Path(file).name,
        log_hash=hash_of(file),
        first=min(days),
        last=max(days),
        ruleset=question.ruleset.version,
        ruleset_hash=question.ruleset.hash,
        snapshot=question.snapshot.id,
        snapshot_hash=question.snapshot.hash,
        facts=FACTS_THEN if said["facts"] == "then" else FACTS_TODAY,
        as_of=day(said["as_of"]),
        software=f"ancrage {version('ancrage')}",
    )


def _facts(mode: FactsMode, snapshot: Snapshot) -> Facts:
    labour = load_labour(snapshot.folder)
    return AsKnown(snapshot, labour) if mode == "then" else FactsOfToday(snapshot, labour)


@contextmanager
def _shown(label: Text) -> Iterator[Progress]:
    """A bar on a terminal's error output; nothing where nobody looks."""
    with click.progressbar(length=1, label=f"{label.fr} / {label.en}", file=sys.stderr) as bar:

        def told(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield told


def _need_libraries() -> None:
    """Say which library is missing before any work.

    Raises:
        Refused: one is.
    """
    for name in _LIBRARIES:
        if find_spec(name) is None:
            raise refuse("ancrage backtest", _NO_LIBRARY, _INSTALL, value=name)


def _write_summary(report: Report, out: str, language: Language) -> None:
    from service.reports.folder import ANNEX, FIGURES, PAGE  # noqa: PLC0415

    page = Page(language)
    page.title(report.title)
    for sentence in (report.notice, *report.sections[0].sentences):
        if sentence is not None:
            page.paragraph(page.say(sentence))
            page.line()
    names = f"{page.say(PAGE)}, {page.say(ANNEX)}, {FIGURES}"
    written = Text(f"Dans « {out} » : {names}.", f"In “{out}”: {names}.")
    page.paragraph(page.say(written))
    page.show()


_REPLAYED = Text("Placements jugés", "Placements judged")
_LEARNED = Text("Modèles appris", "Models fitted")
_OTHER_CASES = Text(
    "cette table ne nomme aucun dossier du journal.", "this table names no case of the log."
)
_SAME_NUMBERS = Text(
    "Écrivez les mêmes numéros de dossier que dans le journal.",
    "Write the same case numbers as in the log.",
)
_NO_RATE = Text(
    "ce journal ne dit pas assez de qui est resté pour qu'un modèle en apprenne.",
    "this log does not say enough of who stayed for a model to learn from.",
)
_NO_MODELS = Text("inutile avec --no-models.", "of no use with --no-models.")
_DROP_IT = Text("Retirez cette option.", "Leave this option out.")
_NO_LIBRARY = Text(
    "cette commande demande des bibliothèques de plus.", "this command needs more libraries."
)
_INSTALL = Text("Installez « ancrage[outcomes] ».", "Install “ancrage[outcomes]”.")
