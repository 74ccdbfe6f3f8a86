"""The sheet of one occupation, as lines and as JSON."""

from __future__ import annotations

from features.levels import OUTLOOK
from matching.facts_read import place_fact
from regions_data.occupation_sheet import OccupationSheet, RegionalLine
from regions_data.occupations import REGULATED_LABELS
from regions_data.text import Text
from service.cli.printing import Page

_FEW_REGIONS = 4


def write_sheet(sheet: OccupationSheet, page: Page) -> None:
    """Regulation and Canada's projection, then a line a region."""
    page.paragraph(page.say(REGULATED_LABELS[sheet.occupation.is_regulated]), "  ")
    if sheet.projection is not None:
        page.paragraph(page.say(sheet.projection), "  ")
    page.line()
    heading = Text(
        f"région économique|perspectives|emplois|÷ Québec|$/h {sheet.wage_edition}",
        f"economic region|outlook|jobs|÷ Québec|$/h {sheet.wage_edition}",
    )
    rows = [page.say(heading).split("|"), *(_cells(line, page) for line in sheet.lines)]
    page.table(rows, right=(2, 3, 4))
    for note, regions in _notes(sheet).items():
        colon = " :" if page.language == "fr" else ":"
        where = f"{', '.join(regions)}{colon} " if len(regions) <= _FEW_REGIONS else ""
        page.paragraph(f"· {where}{page.say(note)}", "", "  ")
    page.paragraph(f"· {page.say(_TABLE_NOTE)}", "", "  ")


def _notes(sheet: OccupationSheet) -> dict[Text, list[str]]:
    """The regions of which each warning is true, in the order met."""
    notes: dict[Text, list[str]] = {}
    for line in sheet.lines:
        for label in dict.fromkeys((*line.outlook.labels, *line.specialisation.labels)):
            notes.setdefault(label, []).append(line.region.name)
    return notes


def _cells(line: RegionalLine, page: Page) -> list[str]:
    outlook, share = line.outlook.value, line.specialisation.value
    return [
        line.region.name,
        "?" if outlook is None else page.say(OUTLOOK.label(str(outlook))),
        _number(line.employment, page),
        _number(share if isinstance(share, float) else None, page),
        _number(line.wage_median_hourly_cad, page),
    ]


def _number(value: float | None, page: Page) -> str:
    return "?" if value is None else page.number(value)


def sheet_json(sheet: OccupationSheet) -> dict[str, object]:
    """The sheet with the origin of each fact."""
    return {
        "noc": sheet.occupation.noc,
        "title": sheet.occupation.title.as_json(),
        "is_regulated": sheet.occupation.is_regulated,
        "national_projection": None if sheet.projection is None else sheet.projection.as_json(),
        "regions": [
            {
                "region": {"code": line.region.code, "name": line.region.name},
                "outlook": place_fact(line.outlook).as_json(),
                "employment": line.employment,
                "specialisation": place_fact(line.specialisation).as_json(),
                "wage_median_hourly_cad": line.wage_median_hourly_cad,
                "wage_edition": sheet.wage_edition,
            }
            for line in sheet.lines
        ],
    }


_TABLE_NOTE = Text(
    "« ? » : non publié. ÷ Québec : au-dessus de 1, le métier pèse plus lourd dans la région qu'au "
    "Québec. $/h : salaire horaire médian.",
    "“?”: not published. ÷ Québec: above 1, the occupation weighs more in the region than in "
    "Québec. $/h: median hourly wage.",
)
