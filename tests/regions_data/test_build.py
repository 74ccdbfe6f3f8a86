"""The build gives the committed bytes, refuses other raw files, and never half-builds."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import regions_data
from regions_data import build as building
from regions_data.attribution import attribution_page
from regions_data.build import ATTRIBUTION, PACKAGE, announced_files, build, in_order, verify_files
from regions_data.manifest import MANIFEST_NAME
from regions_data.problems import Refused
from regions_data.snapshot import PACKAGED_FOLDER, load_snapshot

COMMITTED_LIMIT_BYTES = 15_000_000


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the build reads, free to be damaged."""
    copy = tmp_path_factory.mktemp("package")
    for name in ("raw", "map"):
        shutil.copytree(PACKAGE / name, copy / name)
    for name in ("indicators.yaml", "sources.toml"):
        shutil.copy(PACKAGE / name, copy / name)
    return copy


def test_a_rebuild_gives_the_committed_bytes(tmp_path: Path) -> None:
    build(PACKAGE, tmp_path / "tables")
    built = {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}
    committed = {path.name: path.read_bytes() for path in PACKAGED_FOLDER.iterdir()}
    assert sorted(built) == sorted(committed)
    assert [name for name in built if built[name] != committed[name]] == []
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_changed_raw_file_is_refused_and_the_tables_are_untouched(
    package: Path, tmp_path: Path
) -> None:
    target = tmp_path / "tables"
    target.mkdir()
    (target / "kept").write_text("old", encoding="utf-8")
    damaged = package / "raw" / "cma_ca_2021.csv"
    original = damaged.read_bytes()
    damaged.write_bytes(original.replace(b"Rimouski", b"Rimousky"))
    try:
        with pytest.raises(Refused) as caught:
            build(package, target)
    finally:
        damaged.write_bytes(original)
    (problem,) = caught.value.problems
    assert problem.where == "cma_ca_2021.csv"
    assert "sources.toml" in problem.remedy.fr
    assert (target / "kept").read_text(encoding="utf-8") == "old"


def test_a_build_first_mends_what_a_killed_one_left(tmp_path: Path) -> None:
    shutil.copy(PACKAGE / "sources.toml", tmp_path)  # without raw files: refused, but mended first
    for name in ("tables.previous", "tables.building-abc"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").write_text(name, encoding="utf-8")
    with pytest.raises(Refused):
        build(tmp_path, tmp_path / "tables")
    assert (tmp_path / "tables" / "kept").read_text(encoding="utf-8") == "tables.previous"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sources.toml", "tables"]


def test_every_missing_raw_file_is_told(tmp_path: Path) -> None:
    shutil.copy(PACKAGE / "sources.toml", tmp_path)
    files = announced_files(tmp_path)
    with pytest.raises(Refused) as caught:
        verify_files(files)
    assert len(caught.value.problems) == len(files)


def test_every_raw_file_is_announced_by_a_source() -> None:
    announced = {file.path for file in announced_files(PACKAGE)}
    present = {*(PACKAGE / "raw").iterdir(), *(PACKAGE / "map").iterdir()}
    assert present == announced


@pytest.mark.parametrize("step", ["_write_tables", "write_manifest", "swap_folder"])
def test_a_failure_at_any_step_leaves_the_old_tables_and_no_litter(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError("no space left")

    target = tmp_path / "tables"
    target.mkdir()
    (target / "kept").write_text("old", encoding="utf-8")
    monkeypatch.setattr(building, step, fails)
    if step != "_write_tables":
        monkeypatch.setattr(building, "SOURCES", ())
    with pytest.raises(OSError, match="no space left"):
        build(PACKAGE, target)
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]
    assert (target / "kept").read_text(encoding="utf-8") == "old"


def test_an_indicator_without_rows_and_rows_without_an_indicator_are_both_told() -> None:
    facts = pd.DataFrame({"place_code": ["01023"], "indicator": ["emitted"], "value": ["1"]})
    with pytest.raises(Refused) as caught:
        in_order(facts, ["declared"])
    told = {problem.value: problem.message.en for problem in caught.value.problems}
    assert "no source module" in told["declared"]
    assert "no entry" in told["emitted"]


def test_facts_come_out_by_place_then_in_the_order_of_the_registry() -> None:
    rows = [("02", "a"), ("01", "b"), ("02", "b"), ("01", "a")]
    ordered = in_order(pd.DataFrame(rows, columns=["place_code", "indicator"]), ["b", "a"])
    assert ordered.to_numpy().tolist() == [["01", "b"], ["01", "a"], ["02", "b"], ["02", "a"]]


def test_attribution_says_every_line_the_licences_ask_for() -> None:
    sources = load_snapshot().sources.values()
    page = ATTRIBUTION.read_text(encoding="utf-8")
    assert page == attribution_page(sources)
    assert all(source.attribution in page and source.licence in page for source in sources)
    assert "Source : MAMH / Données Québec, CC-BY 4.0." in page


def test_licences_known_only_in_general_say_so() -> None:
    sources = load_snapshot().sources
    doubtful = {name for name, source in sources.items() if "à confirmer" in source.licence}
    assert doubtful == {
        "mamh_repertoire", "code_changes_derived", "statcan_census_2021", "msss_installations",
        "meq_localisation", "cmhc_rms",
    }  # fmt: skip


def test_what_is_committed_stays_small() -> None:
    folder = Path(regions_data.__file__).parent
    files = [p for name in ("raw", "tables", "map") for p in (folder / name).iterdir()]
    assert sum(path.stat().st_size for path in files) <= COMMITTED_LIMIT_BYTES


def test_tables_are_utf8_with_unix_line_ends() -> None:
    for path in PACKAGED_FOLDER.glob("*.csv"):
        raw = path.read_bytes()
        assert b"\r" not in raw
        assert raw.decode("utf-8").endswith("\n")
    assert (PACKAGED_FOLDER / MANIFEST_NAME).is_file()
