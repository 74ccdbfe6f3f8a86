"""The sections about people: agreement, those who left, and groups."""

from __future__ import annotations

from matching.backtest.agreement import Agreement
from matching.backtest.evaluation import Evaluation
from matching.backtest.leavers import Leavers
from matching.backtest.report.document import (
    HIDDEN,
    NOT_COMPUTED,
    TOO_FEW,
    Basis,
    Cell,
    Column,
    Section,
    Table,
)
from matching.backtest.report.retention_tables import (
    EVERY_PLACEMENT,
    STILL_IN_REGION,
    months_text,
    why_text,
)
from matching.backtest.report.words import (
    capital,
    fill,
    p_of,
    percent_with_interval,
    points,
    ratio_with_interval,
)
from matching.backtest.subgroups import Subgroup, Variable
from matching.statistics.disclosure import SMALL, with_totals
from matching.statistics.proportions import FEWEST
from regions_data.text import Text


def agreement_section(found: Evaluation) -> Section:
    """The tool, the counsellor and the person, crossed two by two."""
    crossed = [each for each in found.agreements if each.counts.any()]
    sentences = [_AGREEMENT, *(told for each in crossed for told in _agrees(each))]
    if not crossed:
        sentences.append(_NO_DECISION)
    tables = [_crossed(number, each) for number, each in enumerate(crossed, 1)]
    if any(each.same is not None for each in crossed):
        tables.append(_same_table(crossed))
    title = Text("L'outil, la personne conseillère et la personne", "Tool, counsellor and person")
    return Section(title, tuple(sentences), tuple(tables))


def leavers_section(found: Evaluation) -> Section:
    """What the rules had said of who left, and the reasons given."""
    leavers = found.leavers
    told = fill(
        _LEAVERS,
        months=months_text(leavers.months),
        leavers=leavers.leavers,
        stayers=leavers.stayers,
        unknown=leavers.unknown,
    )
    more = [_MANY_RULES] if leavers.rules else []
    if not leavers.rules and not leavers.withheld:
        more = [_not_compared(found)]
    if leavers.withheld:
        more.append(fill(_WITHHELD, rules=leavers.withheld, small=SMALL))
    tables = [*_rules_table(found, leavers), *_reasons_table(leavers)]
    title = Text("Ceux qui ont quitté leur région", "Those who left their region")
    return Section(title, (told, *more), tuple(tables))


def _not_compared(found: Evaluation) -> Text:
    """Why the rules are not compared."""
    why = found.whole.at(found.leavers.months).why
    if why is None:
        return fill(_TOO_FEW_LEFT, fewest=FEWEST)
    return fill(_NO_RULES, why=why_text(why))


def groups_section(found: Evaluation) -> Section:
    """Each variable with its groups."""
    sentences = [
        *_matched(found),
        fill(_GROUPS, small=SMALL - 1, fewest=FEWEST),
        *(_same_pace(variable) for variable in found.variables),
    ]
    tables = tuple(_group_table(found, variable) for variable in found.variables)
    return Section(Text("Par groupe", "By group"), tuple(sentences), tables)


def _matched(found: Evaluation) -> tuple[Text, ...]:
    """How many of the log's households the table of groups names, and how many variables."""
    many = fill(_MANY_VARIABLES, variables=len(found.variables))
    if found.matched is None:
        return (many,)
    households = found.quality.households
    if 0 <= households - found.matched < SMALL:  # the count of the others would be a small one
        return (_NEARLY_ALL, many)
    return (fill(_MATCHED, matched=found.matched, households=households), many)


# -- agreement


def _agrees(agreement: Agreement) -> list[Text]:
    if agreement.same is None:
        return []
    parts = {"who": agreement.title, "same": percent_with_interval(agreement.same)}
    if agreement.kappa is None:
        return [fill(_SAME, **parts)]
    return [fill(_SAME_AND_KAPPA, **parts, kappa=ratio_with_interval(agreement.kappa))]


def _same_table(crossed: list[Agreement]) -> Table:
    """The share that says the same, and kappa, of the pairs that speak of colours."""
    told = [each for each in crossed if each.same is not None]
    rows: list[tuple[Cell, ...]] = [
        (capital(each.title), each.same or NOT_COMPUTED, each.kappa or NOT_COMPUTED)
        for each in told
    ]
    placements = int(told[0].counts.sum()) + told[0].unknown
    basis = Basis(_KAPPA, EVERY_PLACEMENT, placements, told[0].unknown)
    return Table("agreement", Text("L'accord", "Agreement"), basis, _SAME_COLUMNS, tuple(rows))


def _crossed(number: int, agreement: Agreement) -> Table:
    whole = with_totals(agreement.counts)
    rows: list[tuple[Cell, ...]] = [
        (title, *(int(count) for count in own))
        for title, own in zip((*agreement.rows, _TOTAL), whole, strict=True)
    ]
    columns = (
        Column(agreement.row_title),
        *(Column(title, "count") for title in agreement.columns),
        Column(_TOTAL, "count"),
    )
    placements = int(agreement.counts.sum()) + agreement.unknown
    definition = fill(_CROSSED, rows=agreement.row_title, columns=agreement.column_title)
    basis = Basis(definition, EVERY_PLACEMENT, placements, agreement.unknown)
    return Table(f"agreement_{number}", capital(agreement.title), basis, columns, tuple(rows))


# -- those who left


def _rules_table(found: Evaluation, leavers: Leavers) -> list[Table]:
    if not leavers.rules:
        return []
    titles = {rule.id: rule.factor.title for rule in found.question.ruleset.rules}
    rows: list[tuple[Cell, ...]] = [
        (
            Text(each.rule, each.rule), titles[each.rule],
            each.flagged, each.flagged_stayers, each.gap,
            each.to_verify.value, each.to_verify_stayers.value, each.adjusted,
        )
        for each in leavers.rules
    ]  # fmt: skip
    known = leavers.leavers + leavers.stayers
    population = fill(_KNOWN_AT, months=months_text(leavers.months))
    basis = Basis(_FLAGGED, population, known + leavers.unknown, leavers.unknown, leavers.months)
    title = Text("Ce que les règles avaient dit", "What the rules had said")
    return [Table("rules", title, basis, _RULE_COLUMNS, tuple(rows))]


def _reasons_table(leavers: Leavers) -> list[Table]:
    if not leavers.departures:
        return []
    rows = [(each.title, HIDDEN if each.count is None else each.count) for each in leavers.reasons]
    counts = [each.count for each in leavers.reasons]
    unknown, total = counts[-1], leavers.departures
    title = Text("Les raisons données", "The reasons given")
    population = Text("tous les départs connus", "every known departure")
    basis = Basis(_REASON, population, total, unknown)
    return [Table("reasons", title, basis, _REASON_COLUMNS, tuple(rows))]


# -- groups


def _group_table(found: Evaluation, variable: Variable) -> Table:
    rows = tuple(_group_row(group) for group in variable.groups)
    months = months_text(found.question.months)
    definition = fill(_GROUP, months=months, share=STILL_IN_REGION)
    at = [group.at(found.question.months) for group in found.by_fit.groups]
    unknown = sum(each.unknown for each in at)
    basis = Basis(
        definition, EVERY_PLACEMENT, found.quality.placements, unknown, found.question.months
    )
    return Table(f"group_{variable.key}", capital(variable.title), basis, _GROUP_COLUMNS, rows)


def _group_row(group: Subgroup) -> tuple[Cell, ...]:
    counts = [group.placements, group.there, group.gone, group.unknown]
    absent = TOO_FEW if group.placements is not None and group.placements < FEWEST else HIDDEN
    return (
        group.title,
        *(HIDDEN if count is None else count for count in counts),
        absent if group.share is None else group.share,
        absent if group.green is None else group.green,
    )


def _same_pace(variable: Variable) -> Text:
    """Whether groups leave at one pace, and how far apart their shares of green are."""
    if variable.log_rank is None:
        pace = fill(_NOT_COMPARED, variable=variable.title)
    else:
        pace = fill(_PACE, variable=variable.title, p=p_of(variable.log_rank.p_value))
    if variable.gap_in_green is None:
        return pace
    gap = fill(_GAP_IN_GREEN, gap=points(variable.gap_in_green))
    return Text(f"{pace.fr} {gap.fr}", f"{pace.en} {gap.en}")


_TOTAL = Text("total", "total")
_SAME_COLUMNS = (
    Column(Text("avis", "opinions")),
    Column(Text("même couleur (intervalle)", "same colour (interval)"), "estimate"),
    Column(Text("kappa pondéré (intervalle)", "weighted kappa (interval)"), "ratio"),
)
_KAPPA = Text(
    "part des placements de même couleur ; kappa de Cohen, à poids linéaires : 0 est le hasard, 1 "
    "l'accord parfait",
    "share of the placements with the same colour; Cohen's kappa with linear weights: 0 is "
    "chance, 1 perfect agreement",
)
_RULE_COLUMNS = (
    Column(Text("règle", "rule")),
    Column(Text("ce qu'elle regarde", "what it looks at")),
    Column(Text("jaune ou rouge, partis", "yellow or red, left"), "estimate"),
    Column(Text("jaune ou rouge, restés", "yellow or red, stayed"), "estimate"),
    Column(Text("écart en points", "difference in points"), "gap"),
    Column(Text("à vérifier, partis", "to verify, left"), "share"),
    Column(Text("à vérifier, restés", "to verify, stayed"), "share"),
    Column(Text("p corrigé", "adjusted p"), "chance"),
)
_REASON_COLUMNS = (
    Column(Text("raison", "reason")),
    Column(Text("départs", "departures"), "count"),
)
_GROUP_COLUMNS = (
    Column(Text("groupe", "group")),
    Column(Text("placements", "placements"), "count"),
    Column(Text("encore là", "still there"), "count"),
    Column(Text("partis", "left"), "count"),
    Column(Text("sort inconnu", "outcome unknown"), "count"),
    Column(Text("taux (intervalle de 95 %)", "rate (95% interval)"), "estimate"),
    Column(Text("lieux verts (intervalle)", "green places (interval)"), "estimate"),
)
_AGREEMENT = Text(
    "Trois avis distincts, jamais fondus en un seul. Un accord élevé ne prouve pas que la couleur "
    "est juste : la personne conseillère a souvent vu celle de l'outil. Rien n'est compté par "
    "personne conseillère.",
    "Three separate opinions, never merged into one. High agreement does not prove a colour right: "
    "the counsellor has often seen the tool's. Nothing is counted by counsellor.",
)
_NO_DECISION = Text(
    "Le journal ne contient aucun de ces avis.", "The log holds none of these opinions."
)
_SAME = Text("Même couleur ({who}) : {same}.", "Same colour ({who}): {same}.")
_SAME_AND_KAPPA = Text(
    "Même couleur ({who}) : {same} ; kappa pondéré : {kappa} (0 : le hasard ; 1 : l'accord "
    "parfait).",
    "Same colour ({who}): {same}; weighted kappa: {kappa} (0: chance; 1: perfect agreement).",
)
_CROSSED = Text(
    "nombre de placements ; en lignes : {rows} ; en colonnes : {columns}",
    "number of placements; in rows: {rows}; in columns: {columns}",
)
_LEAVERS = Text(
    "Après {months}, partis de la région : {leavers} ; encore là : {stayers} ; sort inconnu : "
    "{unknown}.",
    "After {months}, gone from the region: {leavers}; still there: {stayers}; outcome unknown: "
    "{unknown}.",
)
_MANY_RULES = Text(
    "Chaque ligne compare, parmi les ménages connus, la part pour laquelle une règle était jaune "
    "ou rouge. De nombreuses règles sont regardées ensemble : la colonne « p corrigé » en tient "
    "compte. Un écart ne dit pas que la règle explique le départ.",
    "Each row compares, among known households, the share for which a rule was yellow or red. "
    "Many rules are looked at together: the column “adjusted p” allows for it. A difference does "
    "not say that the rule explains the departure.",
)
_TOO_FEW_LEFT = Text(
    "Trop peu pour comparer les règles : il faut {fewest} ménages qui ont quitté leur région et "
    "{fewest} restés.",
    "Too few to compare rules: it takes {fewest} households gone and {fewest} still there.",
)
_NO_RULES = Text("Les règles ne sont pas comparées : {why}.", "Rules are not compared: {why}.")
_WITHHELD = Text(
    "Règles passées sous silence, parce qu'un nombre plus petit que {small} s'y verrait : {rules}.",
    "Rules left out because a count under {small} would show: {rules}.",
)
_KNOWN_AT = Text(
    "un placement par ménage, le premier dont le sort est connu après {months}",
    "one placement a household, the first of which the outcome is known after {months}",
)
_FLAGGED = Text(
    "part des ménages pour lesquels la règle était jaune ou rouge (« à vérifier » à part) ; écart "
    ": partis moins restés ; p de Fisher, corrigé selon Benjamini et Hochberg",
    "share of households for which the rule was yellow or red (“to verify” apart); difference: "
    "left less stayed; Fisher's p, adjusted after Benjamini and Hochberg",
)
_REASON = Text(
    "nombre de départs de la région, par raison notée", "number of departures, by recorded reason"
)
_GROUPS = Text(
    "Les nombres de 1 à {small} sont masqués, et d'autres avec eux pour qu'on ne les "
    "retrouve pas par soustraction ; aucun taux pour moins de {fewest} placements. Les groupes "
    "diffèrent aussi par leurs lieux, leurs métiers et leurs années : un écart n'est pas une "
    "cause, et ne dit rien d'une personne.",
    "Counts from 1 to {small} are hidden, and others with them so that they cannot be had by "
    "subtraction; no rate under {fewest} placements. Groups also differ by their places, "
    "occupations and years: a difference is no cause, and says nothing of one person.",
)
_MATCHED = Text(
    "Table des groupes : elle nomme {matched} des {households} ménages du journal ; les autres "
    "sont « non précisé ».",
    "Table of groups: it names {matched} of the log's {households} households; the others are “not "
    "said”.",
)
_NEARLY_ALL = Text(
    "Table des groupes : elle nomme tous les ménages du journal, ou presque.",
    "Table of groups: it names all the households of the log, or nearly.",
)
_MANY_VARIABLES = Text(
    "Variables regardées : {variables}. Un p sous 0,05 sur l'une d'elles peut venir du hasard.",
    "Variables looked at: {variables}. A p under 0.05 for one of them may come from chance.",
)
_GROUP = Text(
    "après {months} ; taux : {share} ; lieux verts : part des placements dont le lieu est vert",
    "after {months}; rate: {share}; green places: share of the placements whose place is green",
)
_PACE = Text(
    "Même rythme de départ selon « {variable} » ? Test du log-rank : {p}.",
    "Same pace of leaving by “{variable}”? Log-rank test: {p}.",
)
_GAP_IN_GREEN = Text(
    "Plus grand écart de lieux verts entre deux groupes montrés : {gap}.",
    "Largest difference in green places between two groups shown: {gap}.",
)
_NOT_COMPARED = Text(
    "Même rythme de départ selon « {variable} » ? Le journal ne permet pas de le dire.",
    "Same pace of leaving by “{variable}”? The log does not allow to say.",
)
