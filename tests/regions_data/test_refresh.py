"""Refreshing the snapshot: from good files, and never half-built whatever goes wrong."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import regions_data
from regions_data import refresh as refresh_module
from regions_data.labour import load_labour
from regions_data.manifest import read_manifest, verified_manifest, write_manifest
from regions_data.problems import Refused
from regions_data.refresh import REMOTES, RefreshReport, Remote, default_target, refresh
from regions_data.snapshot import load_snapshot

if TYPE_CHECKING:
    from tests.regions_data.conftest import Server

TABLES = Path(regions_data.__file__).parent / "tables"
NOCS = ("31301", "63200", "72106")
REGIONS = load_labour(TABLES).economic_regions
HEADER = [
    "NOC_Code", "NOC Title", "Outlook", "Employment Trends", "Release Date", "Province",
    "Economic Region Code", "Economic Region Name", "LANG",
]  # fmt: skip
WAGE_HEADER = [
    "NOC_CNP", "NOC_Title_eng", "NOC_Title_fra", "prov", "ER_Code_Code_RE", "ER_Name", "Nom_RE",
    "Low_Wage_Salaire_Minium", "Median_Wage_Salaire_Median", "High_Wage_Salaire_Maximal",
    "Reference_Period", "Annual_Wage_Flag_Salaire_annuel",
]  # fmt: skip

Cells = list[list[object]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real snapshot cut down to three occupations: small, and whole."""
    folder = tmp_path_factory.mktemp("base") / "tables"
    shutil.copytree(TABLES, folder)
    for name in ("occupations", "outlooks", "employment", "wages", "cops"):
        path = folder / f"{name}.csv"
        header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line[:5] in NOCS]
        path.write_text(header + "".join(kept), encoding="utf-8", newline="\n")
    write_manifest(folder, read_manifest(TABLES).raw_files)
    return folder


def outlook_cells() -> Cells:
    """The rows of a workbook as published: other provinces too, and capital letters."""
    released = dt.datetime(2025, 12, 8)  # noqa: DTZ001  # a date cell has no time zone
    rows: Cells = [
        [f"NOC_{noc}", "…", "Very limited", "<p>…</p>", released, "QC", region, "…", "EN"]
        for noc in NOCS
        for region in REGIONS
    ]
    rows[0][2] = "Undetermined"
    rows[0][3] = "<p>An outlook has not been assigned due to low levels of employment.</p>"
    rows.append(["NOC_31301", "…", "good", "…", released, "ON", "3530", "Toronto", "EN"])
    return rows


def workbook(rows: Cells, header: list[str] = HEADER) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [header, *rows]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def wage_rows() -> list[list[str]]:
    return [
        ["NOC_31301", "", "", "QC", "ER24", "", "", "28.5", "40.25", "48", "2023-2024", "0"],
        ["NOC_31301", "", "", "QC", "ER2415", "", "", "29", "41", "49", "2023-2024", "0"],
        ["NOC_63200", "", "", "QC", "ER2415", "", "", "NA", "NA", "NA", "NA", "0"],
        ["NOC_72106", "", "", "QC", "ER2415", "", "", "4e4", "50000", "60000", "2024", "1"],
        ["NOC_31301", "", "", "ON", "ER35", "", "", "30", "42", "50", "2023-2024", "0"],
    ]


def wage_file(rows: list[list[str]], header: list[str] = WAGE_HEADER) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([header, *rows])
    return ("\ufeff" + file.getvalue()).encode()


def remotes_on(server: Server, outlooks: bytes, wages: bytes) -> tuple[Remote, ...]:
    first, second = REMOTES
    return (
        replace(first, url=server.serve("outlooks.xlsx", outlooks)),
        replace(second, url=server.serve("wages.csv", wages)),
    )


def good_remotes(server: Server) -> tuple[Remote, ...]:
    rows = wage_rows()
    rows[3][7] = "40000"
    return remotes_on(server, workbook(outlook_cells()), wage_file(rows))


def run(target: Path, base: Path, remotes: tuple[Remote, ...]) -> RefreshReport:
    return refresh(target, base, remotes=remotes, accept_hash=True)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_refresh_makes_a_whole_new_snapshot_and_keeps_the_old_one(
    server: Server, base: Path, tmp_path: Path
) -> None:
    before = bytes_of(base)
    report = run(tmp_path / "data", base, good_remotes(server))
    manifest = verified_manifest(report.folder)
    assert manifest.snapshot == report.snapshot != report.previous_snapshot
    assert report.folder.name == f"snapshot-{report.snapshot}"
    assert [p.name for p in (tmp_path / "data").iterdir()] == [report.folder.name]
    assert bytes_of(base) == before
    assert load_snapshot(report.folder).id == report.snapshot
    assert f"ANCRAGE_DATA_DIR={report.folder}" in report.next_step.fr


def test_the_new_outlooks_are_read_with_their_own_edition(
    server: Server, base: Path, tmp_path: Path
) -> None:
    report = run(tmp_path, base, good_remotes(server))
    labour = load_labour(report.folder)
    assert (labour.edition, labour.released) == ("2025-2027", "2025-12-08")
    fact = labour.outlook_fact("72106", "2415")
    assert (fact.value, fact.period) == ("very_limited", "2025-2027")
    assert fact.source == "esdc_outlooks_2025_2027"
    assert not any("2022-2024" in label.fr for label in fact.labels)
    first = labour.outlook_fact(NOCS[0], REGIONS[0])
    assert first.value == "undetermined"
    assert "trop peu de personnes" in first.labels[-1].fr
    # What the new files do not say stays as it was, with its own date.
    assert labour.specialisation_fact("72106", "2415").period == "2016-05/2022-11"


def test_the_new_wages_keep_only_hourly_ones_of_quebec(
    server: Server, base: Path, tmp_path: Path
) -> None:
    report = run(tmp_path, base, good_remotes(server))
    lines = (report.folder / "wages.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == ["31301,2400,28.5,40.25,48,2025", "31301,2415,29,41,49,2025"]


def test_the_report_counts_what_changed(server: Server, base: Path, tmp_path: Path) -> None:
    report = run(tmp_path, base, good_remotes(server))
    outlooks, wages = report.tables
    changed = int((load_labour(report.folder).outlook != load_labour(base).outlook).sum())
    assert 0 < changed <= 54
    assert (outlooks.rows, outlooks.changed_rows) == (54, changed)
    assert (wages.rows, wages.changed_rows) == (2, 2)


def test_the_manifest_keeps_the_hash_of_each_file_fetched(
    server: Server, base: Path, tmp_path: Path
) -> None:
    report = run(tmp_path, base, good_remotes(server))
    raw_files = verified_manifest(report.folder).raw_files
    for table, name in zip(report.tables, ("outlooks.xlsx", "wages.csv"), strict=True):
        assert raw_files[name] == table.fetched.sha256


def test_the_same_files_again_give_the_same_snapshot(
    server: Server, base: Path, tmp_path: Path
) -> None:
    remotes = good_remotes(server)
    first, second = (run(tmp_path, base, remotes) for _ in range(2))
    assert first.folder == second.folder
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_never_seen_is_refused_until_its_hash_is_accepted(
    server: Server, base: Path, tmp_path: Path
) -> None:
    remotes = good_remotes(server)
    with pytest.raises(Refused, match="--accept-hash"):
        refresh(tmp_path, base, remotes=remotes)
    bodies = [server.answers[f"/{remote.file_name}"][2] for remote in remotes]
    hashes = frozenset(hashlib.sha256(body).hexdigest() for body in bodies)
    assert refresh(tmp_path, base, remotes=remotes, accept_hash=hashes).tables[0].rows == 54


def test_a_recorded_hash_needs_no_acceptance_and_refuses_a_changed_file(
    server: Server, base: Path, tmp_path: Path
) -> None:
    remotes = tuple(
        replace(
            remote,
            expected_sha256=hashlib.sha256(server.answers[f"/{remote.file_name}"][2]).hexdigest(),
        )
        for remote in good_remotes(server)
    )
    assert refresh(tmp_path / "a", base, remotes=remotes).snapshot
    server.serve("wages.csv", wage_file(wage_rows()[:2]))
    with pytest.raises(Refused, match=r"wages\.csv"):
        refresh(tmp_path / "b", base, remotes=remotes)
    assert not (tmp_path / "b").exists()


def spoil(rows: Cells, row: int, column: str, value: object) -> Cells:
    rows[row][HEADER.index(column)] = value
    return rows


def without(column: str) -> bytes:
    index = HEADER.index(column)
    rows = [row[:index] + row[index + 1 :] for row in outlook_cells()]
    return workbook(rows, HEADER[:index] + HEADER[index + 1 :])


BAD_OUTLOOKS = {
    "an unknown word": (
        workbook(spoil(outlook_cells(), 4, "Outlook", "superb")), r"line 6\).*unknown outlook"
    ),
    "an unknown occupation": (
        workbook(spoil(outlook_cells(), 4, "NOC_Code", "NOC_99999")), r"line 6\).*NOC 2021"
    ),
    "an unknown region": (
        workbook(spoil(outlook_cells(), 4, "Economic Region Code", "2499")), r"line 6\).*region"
    ),
    "two answers": (
        workbook(spoil(outlook_cells(), 4, "Economic Region Code", "2400")), "two answers"
    ),
    "no date": (workbook(spoil(outlook_cells(), 4, "Release Date", "soon")), "unreadable date"),
    "a missing column": (without("Outlook"), "missing columns: Outlook"),
    "half the rows": (workbook(outlook_cells()[:27]), "incomplete"),
    "no row": (workbook([]), "incomplete"),
    "not a workbook": (b"<html>Moved</html>", "not a readable xlsx"),
    "half a workbook": (workbook(outlook_cells())[:3000], "not a readable xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_OUTLOOKS)
def test_a_bad_workbook_is_refused_with_its_row_and_leaves_nothing(
    server: Server, base: Path, tmp_path: Path, name: str
) -> None:
    body, said = BAD_OUTLOOKS[name]
    with pytest.raises(Refused, match=said):
        run(tmp_path, base, remotes_on(server, body, wage_file(wage_rows()[:2])))
    assert list(tmp_path.iterdir()) == []


BAD_WAGES = {
    "an unknown occupation": (wage_file([["NOC_1", *wage_rows()[0][1:]]]), r"line 2\).*NOC 2021"),
    "a number we cannot read": (wage_file(wage_rows()), r"line 5\).*unreadable number"),
    "a missing column": (wage_file([], WAGE_HEADER[:-1]), "Annual_Wage_Flag_Salaire_annuel"),
    "no row": (wage_file(wage_rows()[4:]), "no row for Québec"),
    "not UTF-8": ("salaire médian".encode("utf-16"), "UTF-8"),
}


@pytest.mark.parametrize("name", BAD_WAGES)
def test_a_bad_wage_file_is_refused_with_its_row_and_leaves_nothing(
    server: Server, base: Path, tmp_path: Path, name: str
) -> None:
    body, said = BAD_WAGES[name]
    with pytest.raises(Refused, match=said):
        run(tmp_path, base, remotes_on(server, workbook(outlook_cells()), body))
    assert list(tmp_path.iterdir()) == []


def test_many_bad_rows_are_all_told_at_once(server: Server, base: Path, tmp_path: Path) -> None:
    rows = outlook_cells()
    for row in (3, 7, 9):
        spoil(rows, row, "Outlook", "superb")
    with pytest.raises(Refused) as refused:
        run(tmp_path, base, remotes_on(server, workbook(rows), b""))
    assert [problem.line for problem in refused.value.problems] == [5, 9, 11]


def test_a_file_cut_short_or_gone_changes_nothing(
    server: Server, base: Path, tmp_path: Path
) -> None:
    first = run(tmp_path, base, good_remotes(server))
    kept = bytes_of(first.folder)
    remotes = good_remotes(server)
    body = server.answers["/wages.csv"][2]
    server.serve("wages.csv", body, length=len(body) + 1)
    with pytest.raises(Refused, match="cut short"):
        run(tmp_path, base, remotes)
    server.serve("wages.csv", b"", status=404)
    with pytest.raises(Refused, match="HTTP 404"):
        run(tmp_path, base, remotes)
    assert [path.name for path in tmp_path.iterdir()] == [first.folder.name]
    assert bytes_of(first.folder) == kept


@pytest.mark.parametrize(
    "step", ["fetch", "_copy_tables", "write_manifest", "load_labour", "_publish"]
)
def test_a_failure_at_any_step_leaves_no_half_built_snapshot(
    server: Server, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    remotes = good_remotes(server)
    before = bytes_of(base)
    real = getattr(refresh_module, step)

    def die(*arguments: object, **options: object) -> object:
        if step != "_publish":
            real(*arguments, **options)  # the work is done, and then the power goes
        raise KeyboardInterrupt

    monkeypatch.setattr(refresh_module, step, die)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, base, remotes)
    assert list(tmp_path.iterdir()) == []
    assert bytes_of(base) == before
    monkeypatch.undo()
    monkeypatch.setenv("no_proxy", "*")
    assert run(tmp_path, base, remotes).snapshot


def test_a_table_that_the_engine_could_not_read_is_never_published(
    server: Server, base: Path, tmp_path: Path
) -> None:
    outlooks, wages = good_remotes(server)
    short = replace(outlooks, parse=lambda path, known: outlooks.parse(path, known).head(50))
    with pytest.raises(Refused, match=r"outlooks\.csv"):
        run(tmp_path, base, (short, wages))
    assert list(tmp_path.iterdir()) == []


def test_a_base_with_a_changed_byte_is_refused_before_anything_is_fetched(
    server: Server, base: Path, tmp_path: Path
) -> None:
    spoiled = tmp_path / "base"
    shutil.copytree(base, spoiled)
    text = (spoiled / "outlooks.csv").read_text(encoding="utf-8")
    (spoiled / "outlooks.csv").write_text(text.replace("good", "poor", 1), encoding="utf-8")
    with pytest.raises(Refused, match=r"outlooks\.csv"):
        run(tmp_path / "data", spoiled, good_remotes(server))
    assert not (tmp_path / "data").exists()


def test_a_target_that_cannot_be_a_folder_is_refused(
    server: Server, base: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(Refused, match="--out"):
        run(tmp_path / "data", base, good_remotes(server))


def test_the_official_files_are_https_and_their_hashes_are_not_invented() -> None:
    assert [remote.table for remote in REMOTES] == ["outlooks", "wages"]
    assert all(remote.url.startswith("https://open.canada.ca/") for remote in REMOTES)
    assert all(remote.expected_sha256 is None for remote in REMOTES)


def test_refreshed_data_go_to_the_users_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "share")
    assert default_target() == Path("share/ancrage")
