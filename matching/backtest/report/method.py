"""How the figures were made, what they cannot say, and what they were computed from."""

from __future__ import annotations

from matching.backtest.evaluation import BANDS, SEED
from matching.backtest.report.document import Origin, Section
from matching.backtest.report.words import fill, long_date
from matching.statistics.disclosure import SMALL
from matching.statistics.discrimination import DRAWS
from matching.statistics.proportions import FEWEST
from regions_data.text import Text


def method_section() -> Section:
    """How each figure is made, and the limits of all of them."""
    told = tuple(
        fill(sentence, fewest=FEWEST, small=SMALL - 1, draws=DRAWS, seed=str(SEED), bands=BANDS)
        for sentence in _METHOD
    )
    return Section(Text("Méthode et limites", "Method and limits"), told)


def origin_section(origin: Origin) -> Section:
    """What the report was computed from, so that it can be computed again."""
    told = fill(
        _ORIGIN,
        log=origin.log_name,
        log_hash=origin.log_hash,
        ruleset=origin.ruleset,
        ruleset_hash=origin.ruleset_hash,
        snapshot=origin.snapshot,
        snapshot_hash=origin.snapshot_hash,
        facts=origin.facts,
        as_of=long_date(origin.as_of),
        software=origin.software,
    )
    return Section(Text("D'où viennent ces chiffres", "Where these figures come from"), (told,))


SYNTHETIC_NOTICE = Text(
    "Journal synthétique. Ces ménages sont inventés, et ce qui leur arrive aussi : rien de ce qui "
    "suit n'est un constat sur le Québec.",
    "Synthetic log. These households are invented, and so is what becomes of them: nothing below "
    "is a finding about Québec.",
)
FACTS_THEN = Text(
    "tels qu'ils étaient connus le jour de chaque décision",
    "as they were known on the day of each decision",
)
FACTS_TODAY = Text("ceux d'aujourd'hui, pour toutes les décisions", "today's, for every decision")
_ORIGIN = Text(
    "Journal : {log} (SHA-256 {log_hash}). Jeu de règles : {ruleset} ({ruleset_hash}). Données : "
    "{snapshot} ({snapshot_hash}). Faits sur les lieux : {facts}. Date du calcul : {as_of}. "
    "Logiciel : {software}.",
    "Log: {log} (SHA-256 {log_hash}). Ruleset: {ruleset} ({ruleset_hash}). Data: {snapshot} "
    "({snapshot_hash}). Place facts: {facts}. Day of the computation: {as_of}. Software: "
    "{software}.",
)
_METHOD = (
    Text(
        "Comment lire p : c'est la probabilité que le hasard seul, sans différence réelle, donne "
        "un écart au moins aussi grand. Petit (sous 0,05), il rend le hasard peu croyable ; "
        "grand, il ne prouve pas l'absence d'écart. Le test du log-rank compare des rythmes de "
        "départ, le test de tendance un ordre entre groupes.",
        "How to read p: how often chance alone would give a difference at least as large. Small "
        "(under 0.05), it makes chance hard to believe; large, it does not prove that there is no "
        "difference. The log-rank test compares paces of leaving, the trend test an order of "
        "groups.",
    ),
    Text(
        "Couleurs et scores : le jeu de règles est appliqué de nouveau à chaque ménage tel qu'il "
        "était décrit, le jour de la décision.",
        "Colours and scores: the ruleset is applied again to each household as it was described, "
        "on the day of the decision.",
    ),
    Text(
        "Rétention : courbe de Kaplan-Meier. Elle suppose qu'un ménage n'est pas perdu de vue "
        "parce qu'il part. Si c'est faux, les deux dernières colonnes des tableaux disent jusqu'où "
        "la vérité peut s'écarter du taux.",
        "Retention: Kaplan–Meier curve. It assumes that a household is not lost from sight "
        "because it leaves. Where that is false, the last two columns of the tables say how far "
        "the truth may be from the rate.",
    ),
    Text(
        "Compter les seules réponses connues donnerait trop de départs : un départ se sait, un "
        "séjour qui dure peut se perdre de vue avant l'échéance.",
        "Counting known answers alone would give too many departures: a departure is known, a stay "
        "that goes on may be lost from sight before the follow-up.",
    ),
    Text(
        "Intervalles à 95 % : Wilson, avec un nombre efficace de ménages pour les courbes "
        "(Rothman) ; Newcombe pour les écarts ; {draws} tirages de ménages (graine {seed}) pour "
        "l'aire sous la courbe et le kappa.",
        "95% intervals: Wilson's, with an effective number of households for curves (Rothman); "
        "Newcombe's for differences; {draws} draws of households (seed {seed}) for the area under "
        "the curve and kappa.",
    ),
    Text(
        "Les placements d'un même ménage restent ensemble dans les tirages. Le score est découpé "
        "en {bands} parts égales.",
        "The placements of one household stay together in the draws. The score is cut into {bands} "
        "equal parts.",
    ),
    Text(
        "Aucun taux pour moins de {fewest} placements. Les nombres de 1 à {small} sont masqués "
        "dans les tableaux par groupe, par règle et par raison. Une couleur et un avis ne sont "
        "pas des groupes de personnes : leurs nombres restent tous visibles.",
        "No rate under {fewest} placements. Counts from 1 to {small} are hidden in the tables by "
        "group, by rule and by reason. A colour and an opinion are no groups of people: their "
        "counts all stay visible.",
    ),
    Text(
        "Limite principale : seuls les ménages établis en région ont une suite, et ils se sont "
        "établis après des conseils, dans des lieux qu'ils ont choisis. Comparer deux couleurs ne "
        "dit pas ce que serait devenu un même ménage ailleurs.",
        "Main limit: only households that settled in a region have an outcome, and they settled "
        "after advice, in places that they chose. Comparing two colours does not say what would "
        "have become of the same household elsewhere.",
    ),
)
