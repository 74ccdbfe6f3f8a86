"""A model as a file: written whole or not at all, read without running anybody's code."""

# A file is what skops writes of the classifier (a zip), with one more entry, `ancrage.json`, that
# holds the rest in plain text and is checked first. Only the types listed here are opened, beside
# those that skops itself trusts (scikit-learn's own and numpy's arrays).

from __future__ import annotations

import io
import json
import pickletools
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
import skops.io
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from features.design import COLUMNS, Column, Design
from matching.outcomes import store_messages as say
from matching.outcomes.boosted import Boosted
from matching.outcomes.fitted import Calibration, Classifier, FittedModel
from matching.outcomes.logistic import Logistic
from matching.outcomes.place_rate import PlaceHazards, PlaceRate
from matching.outcomes.place_ratios import PlaceRatios
from matching.outcomes.retention_curve import INTERVALS
from regions_data.problems import refuse

TRUSTED = (
    "matching.outcomes.place_rate.PlaceHazards",
    "numpy.dtype",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)
"""What may stand in a file beside the types that skops trusts: ours, a number's kind, a tree."""
_LEARNED: Mapping[str, type] = {
    PlaceRate.name: PlaceHazards,
    Logistic.name: LogisticRegression,
    Boosted.name: HistGradientBoostingClassifier,
}
_FORMAT = "ancrage outcome model 1"
_OURS, _SCHEMA = "ancrage.json", "schema.json"
_MOST_BYTES, _MOST_UNPACKED = 200_000_000, 1_000_000_000
_NEWEST_PICKLE = 5
_ZIP = b"PK"


def save_model(model: FittedModel, path: Path) -> None:
    """Write a model; the file appears whole or not at all, in place of one of the same name.

    Raises:
        Refused: the file cannot be written there.
    """
    packed = io.BytesIO(skops.io.dumps(model.classifier, compression=zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_OURS, json.dumps(_told(model), ensure_ascii=False, indent=1))
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            draft = Path(folder) / path.name
            draft.write_bytes(packed.getvalue())
            draft.replace(path)
    except OSError as error:
        raise refuse(path.name, say.NOT_WRITABLE, say.CHOOSE_A_FOLDER) from error


def load_model(path: Path, columns: tuple[Column, ...] = COLUMNS) -> FittedModel:
    """The model of a file.

    Args:
        path: a file that `save_model` wrote.
        columns: those that the model will be asked about.

    Raises:
        Refused: it is not a file, not a model of ours, a pickle, damaged, holds objects that no
            model of ours holds, or was made with other columns or another scikit-learn.
    """
    where, raw = path.name, _read(path)
    _check_kind(where, raw)
    plain = _plain(where, raw)
    _check_made_alike(where, plain, columns)
    return _opened(where, raw, plain)


@dataclass(frozen=True, slots=True)
class _Plain:
    """What a file says in plain text."""

    name: str
    scikit_learn: str
    columns: tuple[Column, ...]
    places: PlaceRatios
    calibration: Calibration
    reach: int


def _told(model: FittedModel) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "name": model.name,
        "scikit_learn": sklearn.__version__,
        "columns": [[column.name, column.direction] for column in model.columns],
        "regions": dict(model.places.regions),
        "municipalities": dict(model.places.municipalities),
        "calibration": [model.calibration.intercept, model.calibration.slope],
        "reach": model.reach,
    }


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise refuse(path.name, say.NOT_A_FILE, say.GIVE_A_MODEL)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise refuse(path.name, say.TOO_LARGE, say.GIVE_A_MODEL)
        return path.read_bytes()
    except OSError as error:
        raise refuse(path.name, say.NOT_A_FILE, say.GIVE_A_MODEL) from error


def _check_kind(where: str, raw: bytes) -> None:
    """Refuse what is no zip, or a zip that is damaged or that skops did not write."""
    if _is_pickle(raw):
        raise refuse(where, say.PICKLE, say.GIVE_A_MODEL)
    if not raw.startswith(_ZIP):
        raise refuse(where, say.NOT_SKOPS, say.GIVE_A_MODEL)
    names = _names_in(raw)
    if names is None:
        raise refuse(where, say.DAMAGED, say.COPY_AGAIN)
    for name, message in ((_SCHEMA, say.NOT_SKOPS), (_OURS, say.NOT_OURS)):
        if name not in names:
            raise refuse(where, message, say.GIVE_A_MODEL)


def _names_in(raw: bytes) -> frozenset[str] | None:
    """The entries of a zip; None where it is damaged, or unpacks to more than any model."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
                return None
            is_whole = archive.testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return None
    return frozenset(entry.filename for entry in entries) if is_whole else None


def _is_pickle(raw: bytes) -> bool:
    """Whether the bytes are a pickle's; its instructions are read, and none is followed."""
    if raw[:1] == b"\x80" and len(raw) > 1 and raw[1] <= _NEWEST_PICKLE:
        return True
    if not raw.endswith(b"."):  # the last instruction of the oldest ones, that have no mark
        return False
    try:
        return sum(1 for _ in pickletools.genops(raw)) > 1
    except (ValueError, IndexError, OverflowError, struct.error):
        return False


def _plain(where: str, raw: bytes) -> _Plain:
    """What the file says in plain text, each part of the kind it must be."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        text = archive.read(_OURS)
    try:
        told = json.loads(text)
        is_ours = told["format"] == _FORMAT
        plain = _parsed(told) if is_ours else None
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise refuse(where, say.DAMAGED, say.COPY_AGAIN) from error
    if plain is None:
        raise refuse(where, say.NOT_OURS, say.TRAIN_AGAIN)
    return plain


def _parsed(told: Mapping[str, Any]) -> _Plain:
    """The record of a JSON object; KeyError, TypeError or ValueError where a part is amiss."""
    intercept, slope = (_number(each) for each in told["calibration"])
    reach = told["reach"]
    if told["name"] not in _LEARNED or slope < 0 or reach not in range(1, INTERVALS + 1):
        raise ValueError(told["name"])
    return _Plain(
        told["name"],
        str(told["scikit_learn"]),
        tuple(Column(str(name), direction) for name, direction in told["columns"]),
        PlaceRatios(_ratios(told["regions"]), _ratios(told["municipalities"])),
        Calibration(intercept, slope),
        reach,
    )


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not np.isfinite(value):
        raise ValueError(value)
    return float(value)


def _ratios(told: Mapping[str, object]) -> dict[str, float]:
    found = {code: _number(ratio) for code, ratio in told.items()}
    if any(ratio <= 0 for ratio in found.values()):
        raise ValueError(found)
    return found


def _check_made_alike(where: str, plain: _Plain, columns: tuple[Column, ...]) -> None:
    if plain.scikit_learn != sklearn.__version__:
        versions = say.other_version(plain.scikit_learn, sklearn.__version__)
        raise refuse(where, versions, say.TRAIN_AGAIN)
    if plain.columns != columns:
        differ = sorted({each.name for each in {*plain.columns} ^ {*columns}})
        raise refuse(where, say.OTHER_COLUMNS, say.TRAIN_AGAIN, value=", ".join(differ))


def _opened(where: str, raw: bytes, plain: _Plain) -> FittedModel:
    """The model, once nothing stands in the file that is not on the list."""
    try:
        unknown = [each for each in skops.io.get_untrusted_types(data=raw) if each not in TRUSTED]
        if not unknown:
            return _tried(skops.io.loads(raw, trusted=list(TRUSTED)), plain)
    except Exception as error:  # what is amiss may show anywhere in the readers
        raise refuse(where, say.DAMAGED, say.COPY_AGAIN) from error
    raise refuse(where, say.UNTRUSTED, say.GIVE_A_MODEL, value=", ".join(sorted(unknown)))


def _tried(classifier: Classifier, plain: _Plain) -> FittedModel:
    """The model, if it is of the kind it says and tells chances; ValueError else."""
    steps = getattr(classifier, "named_steps", None)
    learned = classifier if steps is None else steps["model"]
    if type(learned) is not _LEARNED[plain.name]:
        raise ValueError(type(learned))
    model = FittedModel(
        plain.name, plain.columns, plain.places, classifier, plain.calibration, plain.reach
    )
    nobody = np.full((1, len(plain.columns)), np.nan)
    chances = model.curve(Design(plain.columns, nobody, np.array([""]), np.array([""])))
    if not ((chances[:, : plain.reach] >= 0) & (chances[:, : plain.reach] <= 1)).all():
        raise ValueError(chances)
    return model
