"""A model comes back from its file as it was, and what is no model of ours is refused by name."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import joblib
import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LinearRegression

from features.design import COLUMNS as REAL_COLUMNS
from matching.outcomes import store
from matching.outcomes import store_messages as say
from matching.outcomes.base import OutcomeModel
from matching.outcomes.fitted import FittedModel
from matching.outcomes.models import BASELINE, MODELS
from matching.outcomes.store import TRUSTED, load_model, save_model
from regions_data.problems import Refused
from regions_data.text import Text
from tests.matching.outcomes.simulated_stays import COLUMNS, Simulated, simulated

EACH = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


@cache
def made() -> Simulated:
    return simulated(1_500, 1, missing=0.1)


@cache
def fitted(model: OutcomeModel = BASELINE) -> FittedModel:
    return model.fit(made().design, made().stays, np.random.default_rng(0))


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "model.skops"
    save_model(fitted(), path)
    return path


def refused(path: Path, message: Text, **options: object) -> str:
    """The value of the one problem that a file is refused for, its folder left as it was."""
    before = {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(Refused) as refusal:
        load_model(path, **{"columns": COLUMNS, **options})  # type: ignore[arg-type]
    [problem] = refusal.value.problems
    assert problem.message == message
    assert problem.where == path.name
    assert problem.remedy.fr
    assert problem.remedy.en
    assert {each: each.read_bytes() for each in path.parent.iterdir() if each.is_file()} == before
    return problem.value


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A saved model with its entries changed, whole as a zip."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def told(path: Path, **changed: object) -> Path:
    """A saved model whose plain text says something else."""

    def change(entries: dict[str, bytes]) -> None:
        plain = {**json.loads(entries["ancrage.json"]), **changed}
        entries["ancrage.json"] = json.dumps(plain).encode()

    return rewritten(path, change)


# -- there and back


@EACH
def test_a_model_comes_back_with_the_same_chances_to_the_last_bit(
    model: OutcomeModel, tmp_path: Path
) -> None:
    path = tmp_path / "model.skops"
    save_model(fitted(model), path)
    back = load_model(path, COLUMNS)
    assert np.array_equal(back.curve(made().design), fitted(model).curve(made().design))
    assert (back.name, back.columns, back.reach) == (model.name, COLUMNS, fitted(model).reach)
    assert (back.calibration, back.places) == (
        fitted(model).calibration,
        fitted(model).places,
    ) or dict(back.places.municipalities) == dict(fitted(model).places.municipalities)
    assert [each.name for each in tmp_path.iterdir()] == ["model.skops"]


@EACH
def test_a_model_holds_nothing_beyond_the_list(model: OutcomeModel) -> None:
    raw = skops.io.dumps(fitted(model).classifier)
    assert {*skops.io.get_untrusted_types(data=raw)} <= {*TRUSTED}


def test_a_model_takes_the_place_of_one_of_the_same_name(saved: Path) -> None:
    save_model(fitted(MODELS[1]), saved)
    assert load_model(saved, COLUMNS).name == "logistic"


def test_a_model_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        save_model(fitted(), tmp_path / "absent" / "model.skops")
    assert refusal.value.problems[0].message == say.NOT_WRITABLE
    (tmp_path / "taken").mkdir()
    with pytest.raises(Refused):
        save_model(fitted(), tmp_path / "taken")
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]
    assert not list((tmp_path / "taken").iterdir())


def test_a_write_that_is_cut_short_leaves_the_old_file(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = saved.read_bytes()

    def full(_path: Path, _raw: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refused):
        save_model(fitted(MODELS[1]), saved)
    assert saved.read_bytes() == before
    assert [each.name for each in saved.parent.iterdir()] == ["model.skops"]


# -- what is refused


class Mine:
    """An object whose pickle would leave a trace if it were opened."""

    opened = False

    def __setstate__(self, _state: object) -> None:
        Mine.opened = True


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_is_named_and_not_opened(protocol: int, tmp_path: Path) -> None:
    path = tmp_path / "model.skops"
    mine = Mine()
    mine.kept = 1  # type: ignore[attr-defined]
    path.write_bytes(pickle.dumps(mine, protocol))
    refused(path, say.PICKLE)
    assert not Mine.opened


def test_what_joblib_writes_is_a_pickle_too(tmp_path: Path) -> None:
    joblib.dump(fitted(MODELS[1]).classifier, tmp_path / "model.joblib")
    refused(tmp_path / "model.joblib", say.PICKLE)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "absent.skops", say.NOT_A_FILE)
    (tmp_path / "folder").mkdir()
    refused(tmp_path / "folder", say.NOT_A_FILE)


@pytest.mark.parametrize("raw", [b"", b"case_id,place\nA,10043\n", b"Un point.", b".", b"\x80"])
def test_what_is_no_skops_file_is_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "model.skops"
    path.write_bytes(raw)
    refused(path, say.NOT_SKOPS)


def test_another_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "classeur.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    refused(path, say.NOT_SKOPS)


def test_a_skops_file_of_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.skops"
    skops.io.dump(LinearRegression(), path)
    refused(path, say.NOT_OURS)


def test_a_file_cut_short_is_refused_wherever_it_is_cut(saved: Path) -> None:
    whole = saved.read_bytes()
    for size in (2, 40, len(whole) // 2, len(whole) - 1):
        saved.write_bytes(whole[:size])
        refused(saved, say.DAMAGED)


def test_a_file_with_a_changed_byte_is_refused_or_the_same(saved: Path) -> None:
    whole = saved.read_bytes()
    expected = load_model(saved, COLUMNS).curve(made().design)
    for position in range(0, len(whole), 37):
        flipped = bytearray(whole)
        flipped[position] ^= 0x55
        saved.write_bytes(bytes(flipped))
        try:
            same = load_model(saved, COLUMNS).curve(made().design)
        except Refused:
            continue
        assert np.array_equal(same, expected), position


def test_a_file_too_large_is_refused(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MOST_BYTES", 100)
    refused(saved, say.TOO_LARGE)


def test_a_file_that_unpacks_to_too_much_is_refused(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_MOST_UNPACKED", 100)
    refused(saved, say.DAMAGED)


def test_an_object_that_no_model_holds_is_named_and_not_opened(saved: Path) -> None:
    raw = skops.io.dumps(Mine())
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        schema = archive.read("schema.json")
    rewritten(saved, lambda entries: entries.update({"schema.json": schema}))
    value = refused(saved, say.UNTRUSTED)
    assert "Mine" in value
    assert not Mine.opened


def test_a_model_of_another_kind_than_it_says_is_refused(saved: Path) -> None:
    refused(told(saved, name="boosted"), say.DAMAGED)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "oracle"}, {"reach": 0}, {"reach": 9}, {"reach": "4"}, {"calibration": [0, -1]},
        {"calibration": [0]}, {"calibration": ["0", "1"]}, {"calibration": [0, float("nan")]},
        {"regions": {"01": 0}}, {"regions": {"01": "bad"}}, {"regions": []}, {"columns": [["a"]]},
        {"columns": None},
    ],
    ids=str,
)  # fmt: skip
def test_plain_text_that_says_nonsense_is_refused(saved: Path, changed: dict[str, object]) -> None:
    refused(told(saved, **changed), say.DAMAGED)


def test_plain_text_that_is_no_text_is_refused(saved: Path) -> None:
    for raw in (b"", b"[1, 2]", b"\xff\xfe", b"[" * 100_000):
        rewritten(saved, lambda entries, raw=raw: entries.update({"ancrage.json": raw}))  # type: ignore[misc]
        refused(saved, say.DAMAGED)


def test_another_format_is_refused(saved: Path) -> None:
    refused(told(saved, format="ancrage outcome model 2"), say.NOT_OURS)


def test_another_scikit_learn_is_refused_with_both_versions(saved: Path) -> None:
    import sklearn  # noqa: PLC0415 - its version only

    versions = say.other_version("1.2.3", sklearn.__version__)
    refused(told(saved, scikit_learn="1.2.3"), versions)
    assert "1.2.3" in versions.fr
    assert sklearn.__version__ in versions.en


def test_other_columns_are_refused_with_their_names(saved: Path) -> None:
    value = refused(saved, say.OTHER_COLUMNS, columns=REAL_COLUMNS)
    assert "noise" in value
    assert "work_prospects" in value
    turned = [[each.name, -each.direction] for each in COLUMNS]
    assert refused(told(saved, columns=turned), say.OTHER_COLUMNS) == "noise, pull, push"
