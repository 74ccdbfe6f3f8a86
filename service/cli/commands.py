"""The `ancrage` command and its hand-written list of subcommands."""

from __future__ import annotations

import click

from service.cli.backtest import backtest
from service.cli.benchmark import benchmark
from service.cli.data import data
from service.cli.explain import explain
from service.cli.log import log
from service.cli.occupations import occupations
from service.cli.options import FrenchGroup
from service.cli.rules import rules
from service.cli.shortlist import shortlist


@click.group(cls=FrenchGroup, context_settings={"max_content_width": 80})
@click.help_option("--help", help="Afficher cette aide. / Show this help.")
@click.version_option(
    package_name="ancrage",
    message="%(prog)s %(version)s",
    help="Afficher la version. / Show the version.",
)
def cli() -> None:
    """Où, hors du Grand Montréal, ce ménage pourrait-il s'enraciner ?

    Where, outside Greater Montréal, could this household put down roots?

    --json et --lang se placent après la commande. / --json and --lang follow the command.
    """


for command in (shortlist, explain, occupations, data, rules, log, backtest, benchmark):
    cli.add_command(command)
