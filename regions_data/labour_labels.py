"""The warnings that travel with a labour-market fact: old, derived, or true of a wider area."""

from __future__ import annotations

from regions_data.text import Text

LABELS: dict[str, Text] = {
    "market_cooled": Text(
        "perspectives 2022-2024, publiées le 2022-11-04 : le marché a ralenti depuis",
        "2022-2024 outlook, published 2022-11-04: the market has slowed since",
    ),
    "derived_from_noc2016": Text(
        "déduit par nous de la classification de 2016",
        "derived by us from the 2016 classification",
    ),
    "parents_disagree": Text(
        "les groupes de 2016 divergent : la perspective la moins favorable est retenue",
        "the 2016 groups disagree: the least favourable outlook is kept",
    ),
    "incomplete_list": Text(
        "liste partielle, à vérifier auprès de l’ordre",
        "partial list, to be checked with the order",
    ),
    "whole_cma": Text(
        "décrit toute la région métropolitaine de recensement de Montréal",
        "describes the whole Montréal census metropolitan area",
    ),
    "shared_north": Text(
        "une seule évaluation pour la Côte-Nord et le Nord-du-Québec",
        "one assessment shared by Côte-Nord and Nord-du-Québec",
    ),
    "includes_cmm": Text(
        "inclut la partie de la région située dans la CMM",
        "includes the part of the region that lies in the CMM",
    ),
    "undetermined_low_employment": Text(
        "trop peu de personnes y exercent ce métier pour en juger",
        "too few people work in this occupation there to judge",
    ),
    "undetermined_talent": Text(
        "dépend surtout du talent ou de l’esprit d’entreprise de chacun",
        "depends mostly on each person’s talent or entrepreneurship",
    ),
    "undetermined_appointed": Text(
        "on y accède par élection ou par nomination",
        "people enter it by election or appointment",
    ),
    "undetermined_no_reliable_analysis": Text(
        "aucune analyse fiable de l’offre et de la demande n’existe",
        "no reliable analysis of supply and demand exists",
    ),
    "undetermined_varied": Text(
        "le groupe réunit des métiers trop variés pour en juger",
        "the group holds occupations too varied to judge",
    ),
    "undetermined_not_assessed": Text(
        "la profession n’a pas été évaluée dans cette région",
        "the occupation was not assessed in this region",
    ),
    "derived_specialisation": Text(
        "calculé par nous : part de la profession dans la région ÷ sa part au Québec",
        "computed by us: the occupation’s share in the region ÷ its share in Québec",
    ),
    "employment_old": Text(
        "effectifs arrondis de mai 2016 ou estimation non datée, publiés en 2022",
        "rounded employment of May 2016 or an undated estimate, published in 2022",
    ),
}

# Which label an economic region's outlook, or its employment, carries wherever it is shown.
OUTLOOK_AREA_LABELS: dict[str, str] = {
    "2435": "includes_cmm",
    "2440": "whole_cma",
    "2445": "whole_cma",
    "2450": "includes_cmm",
    "2455": "includes_cmm",
    "2480": "shared_north",
    "2490": "shared_north",
}
# The employment figures of 2480 and 2490 are their own: only the assessment is shared.
EMPLOYMENT_AREA_LABELS: dict[str, str] = {
    code: key for code, key in OUTLOOK_AREA_LABELS.items() if key != "shared_north"
}

REASONS: dict[str, Text] = {
    "outlook_not_published": Text(
        "aucune perspective n’est publiée pour cette profession dans cette région",
        "no outlook is published for this occupation in this region",
    ),
    "employment_not_published": Text(
        "aucun effectif n’est publié pour cette profession dans la région ou au Québec",
        "no employment figure is published for this occupation in the region or in Québec",
    ),
}

NATIONAL_CONDITIONS: dict[str, Text] = {
    "strong_shortage": Text(
        "Canada, 2024-2033 : risque élevé de pénurie", "Canada, 2024-2033: strong risk of shortage"
    ),
    "moderate_shortage": Text(
        "Canada, 2024-2033 : risque modéré de pénurie",
        "Canada, 2024-2033: moderate risk of shortage",
    ),
    "balance": Text("Canada, 2024-2033 : équilibre", "Canada, 2024-2033: balance"),
    "moderate_surplus": Text(
        "Canada, 2024-2033 : risque modéré de surplus",
        "Canada, 2024-2033: moderate risk of surplus",
    ),
    "strong_surplus": Text(
        "Canada, 2024-2033 : risque élevé de surplus", "Canada, 2024-2033: strong risk of surplus"
    ),
}
