"""The newer official files: the outlook workbook (xlsx) and the wages file (CSV) of Job Bank."""

# They are read only by `ancrage data refresh`. Whatever we do not recognise is refused with its
# row: a column, an occupation, an economic region, an outlook word.

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from regions_data.problems import Problem, Refused, refuse
from regions_data.sources.jobbank import undetermined_reason
from regions_data.text import Text

OUTLOOK_COLUMNS = (
    "NOC_Code", "Outlook", "Employment Trends", "Release Date", "Province",
    "Economic Region Code", "LANG",
)  # fmt: skip
WAGE_COLUMNS = (
    "NOC_CNP", "prov", "ER_Code_Code_RE", "Low_Wage_Salaire_Minium", "Median_Wage_Salaire_Median",
    "High_Wage_Salaire_Maximal", "Annual_Wage_Flag_Salaire_annuel",
)  # fmt: skip
OUTLOOK_WORDS = {
    "very good": "very_good",
    "good": "good",
    "moderate": "moderate",
    "limited": "limited",
    "very limited": "very_limited",
    "undetermined": "undetermined",
    "unavailable": "",
}
QUEBEC = frozenset({"QC", "QUEBEC", "QUÉBEC"})
MAX_PROBLEMS = 20
# An edition may skip a few occupations; a file that lacks more than this is a broken one.
MAX_MISSING_SHARE = 0.05

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the present snapshot knows: a newer file must speak of the same things."""

    nocs: tuple[str, ...]
    economic_regions: tuple[str, ...]
    edition: str


def outlook_table(path: Path, known: Known) -> pd.DataFrame:
    """The `outlooks` table of a newer edition: every occupation × region, blank where absent.

    Raises:
        Refused: not a workbook, a column is missing, or rows that we do not recognise.
    """
    rows = [row for row in _workbook_rows(path) if _is_quebec(row["Economic Region Code"], row)]
    rows = [row for row in rows if row["LANG"].lower().startswith("en")]
    problems, released = _Problems(path.name), set()
    answers: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        key = _key(problems, known, row, "NOC_Code", "Economic Region Code")
        word = " ".join(row["Outlook"].lower().split())
        if word not in OUTLOOK_WORDS:
            problems.add(row, "Outlook", _UNKNOWN_WORD)
        elif key in answers:
            problems.add(row, "NOC_Code", _TWICE)
        elif not _DATE.fullmatch(row["Release Date"]):
            problems.add(row, "Release Date", _NOT_A_DATE)
        else:
            answers[key] = (OUTLOOK_WORDS[word], undetermined_reason(row["Employment Trends"]))
            released.add(row["Release Date"])
    problems.refuse_if_any()
    return _grid(path, known, answers, max(released, default=""))


def wage_table(path: Path, known: Known) -> pd.DataFrame:
    """The `wages` table of a newer edition: hourly wages; yearly ones and blanks are left out.

    Raises:
        Refused: not UTF-8 CSV, a column is missing, or rows that we do not recognise.
    """
    problems = _Problems(path.name)
    wages: dict[tuple[str, str], list[str]] = {}
    for row in _csv_rows(path):
        row["ER_Code_Code_RE"] = _region_code(row["ER_Code_Code_RE"])
        if not _is_quebec(row["ER_Code_Code_RE"], {"Province": row["prov"]}):
            continue
        key = _key(problems, known, row, "NOC_CNP", "ER_Code_Code_RE")
        cells = [_wage(problems, row, column) for column in WAGE_COLUMNS[3:6]]
        if row["Annual_Wage_Flag_Salaire_annuel"] == "1" or not cells[1]:
            continue
        if wages.setdefault(key, cells) != cells:
            problems.add(row, "NOC_CNP", _TWICE)
    problems.refuse_if_any()
    if not wages:
        raise _no_rows(path)
    tidy = [[*key, *cells, known.edition] for key, cells in sorted(wages.items())]
    return pd.DataFrame(tidy, columns=_WAGE_TABLE)


_WAGE_TABLE = [
    "noc", "economic_region", "wage_low_hourly_cad", "wage_median_hourly_cad",
    "wage_high_hourly_cad", "edition",
]  # fmt: skip
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"\d+(\.\d+)?")

_UNKNOWN_WORD = Text("perspective inconnue.", "unknown outlook.")
_UNKNOWN_NOC = Text("profession absente de la CNP 2021.", "not a NOC 2021 occupation.")
_UNKNOWN_REGION = Text("région économique inconnue.", "unknown economic region.")
_TWICE = Text("deux réponses pour la même profession et région.", "two answers for the same pair.")
_NOT_A_DATE = Text("date illisible (AAAA-MM-JJ).", "unreadable date (YYYY-MM-DD).")
_NOT_A_NUMBER = Text("nombre illisible.", "unreadable number.")
_REMEDY = Text(
    "Le fichier publié a changé de forme : garder les données présentes et le signaler.",
    "The published file has changed its form: keep the present data and report it.",
)


class _Problems:
    """Problems met while reading a file, the first twenty of them."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._found: list[Problem] = []

    def add(self, row: Row, column: str, message: Text) -> None:
        if len(self._found) < MAX_PROBLEMS:
            line = int(row["line"])
            where = f"{self._where}:{column}"
            self._found.append(Problem(where, message, _REMEDY, value=row[column], line=line))

    def refuse_if_any(self) -> None:
        if self._found:
            raise Refused(self._found)


def _key(
    problems: _Problems, known: Known, row: Row, noc_column: str, region_column: str
) -> tuple[str, str]:
    noc = row[noc_column].removeprefix("NOC_").zfill(5)
    if noc not in known.nocs:
        problems.add(row, noc_column, _UNKNOWN_NOC)
    if row[region_column] not in known.economic_regions:
        problems.add(row, region_column, _UNKNOWN_REGION)
    return noc, row[region_column]


def _is_quebec(region: str, row: Row) -> bool:
    return region.startswith("24") or row["Province"].upper() in QUEBEC


def _region_code(code: str) -> str:
    """The wages file writes ER24 for Québec and ER2410 for Gaspésie."""
    digits = code.removeprefix("ER")
    return f"{digits}00" if len(digits) == 2 else digits


def _wage(problems: _Problems, row: Row, column: str) -> str:
    value = row[column]
    if value in {"", "NA", "N/A"}:
        return ""
    if not _NUMBER.fullmatch(value):
        problems.add(row, column, _NOT_A_NUMBER)
    return value


def _grid(
    path: Path, known: Known, answers: dict[tuple[str, str], tuple[str, str]], released: str
) -> pd.DataFrame:
    pairs = [(noc, region) for noc in known.nocs for region in known.economic_regions]
    missing = sum(pair not in answers for pair in pairs)
    if missing > MAX_MISSING_SHARE * len(pairs):
        message = Text(
            f"fichier incomplet : {missing} réponses manquent sur {len(pairs)}.",
            f"incomplete file: {missing} answers of {len(pairs)} are missing.",
        )
        raise refuse(path.name, message, _REMEDY, value=str(missing))
    table = pd.DataFrame(pairs, columns=["noc", "economic_region"])
    return table.assign(
        outlook=[answers.get(pair, ("", ""))[0] for pair in pairs],
        basis="noc2021_published",
        parents="",
        undetermined_reason=[answers.get(pair, ("", ""))[1] for pair in pairs],
        edition=known.edition,
        released=released,
    )


def _workbook_rows(path: Path) -> list[Row]:
    try:
        import openpyxl  # noqa: PLC0415  # an extra: only a refresh needs it
    except ImportError as error:
        message = Text("openpyxl n’est pas installé.", "openpyxl is not installed.")
        remedy = Text("pip install 'ancrage[refresh]'", "pip install 'ancrage[refresh]'")
        raise refuse(path.name, message, remedy) from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0].iter_rows(values_only=True)
        lines = [[_cell(value) for value in line] for line in sheet]
        book.close()
    except Exception as error:  # a broken zip, XML or workbook raises many types
        message = Text("ce n’est pas un classeur xlsx lisible.", "not a readable xlsx workbook.")
        raise refuse(path.name, message, _REMEDY) from error
    header = lines[0] if lines else []
    _check_columns(path, header, OUTLOOK_COLUMNS)
    return [
        _row(header, values, number, OUTLOOK_COLUMNS)
        for number, values in enumerate(lines[1:], start=2)
    ]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    return str(value).strip()


def _csv_rows(path: Path) -> Iterator[Row]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        message = Text("le fichier n’est pas en UTF-8.", "the file is not UTF-8.")
        raise refuse(path.name, message, _REMEDY) from error
    reader = csv.reader(lines)
    header = next(reader, [])
    _check_columns(path, header, WAGE_COLUMNS)
    for values in reader:
        yield _row(header, [v.strip() for v in values], reader.line_num, WAGE_COLUMNS)


def _row(header: Sequence[str], values: Sequence[str], line: int, columns: Sequence[str]) -> Row:
    cells = dict(zip(header, values, strict=False))
    return {"line": str(line), **{column: cells.get(column, "") for column in columns}}


def _check_columns(path: Path, header: Sequence[str], columns: Sequence[str]) -> None:
    missing = [column for column in columns if column not in header]
    if missing:
        names = ", ".join(missing)
        message = Text(f"colonnes manquantes : {names}.", f"missing columns: {names}.")
        raise refuse(path.name, message, _REMEDY, value=", ".join(header))


def _no_rows(path: Path) -> Refused:
    message = Text("aucune ligne pour le Québec.", "no row for Québec.")
    return refuse(path.name, message, _REMEDY)
