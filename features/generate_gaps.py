"""Answers that an invented household does not give: unknown, or declined."""

from __future__ import annotations

import numpy as np

from features import marginals as m
from features.field import Field
from features.generate_sheet import Flags, Objects, Sheet, as_objects, either
from features.profile import Gap
from features.schema import FIELDS

_ALWAYS_SAID = ("candidate_id",)
_NOT_KNOWN = as_objects((None, *Gap))


def leave_gaps(sheet: Sheet, share: float) -> None:
    """Take away each answer with the same small chance, and whatever hangs on it.

    A list of groups (children, contacts) goes as a whole or keeps its length. Without the kind of
    household, or without the second adult, nothing is known of a partner's work; and a fact that is
    asked only once another is known (`job_offer.start_date`) goes with it.
    """
    if share == 0:
        return
    _drop_partner(sheet, share)
    for field in FIELDS:
        if field.key == "adults":
            for adult in (0, 1):
                _leave_group(sheet, field, f"adults.{adult}", share)
        elif field.key not in _ALWAYS_SAID:
            _leave(sheet, field, field.key, share)


def _drop_partner(sheet: Sheet, share: float) -> None:
    _take(sheet, "household_kind", share)
    no_kind = ~_is_known(sheet["household_kind"])
    no_adult = (sheet.uniform("gap: adults.1") < share) | no_kind
    for path in sheet.columns:
        if path.startswith("adults.1."):
            _clear(sheet, path, no_adult)
        elif path.split(".")[0] == "partner":
            _clear(sheet, path, no_kind)
    sheet.counts["adults"] = np.where(no_adult, 1, sheet.counts["adults"])


def _leave(sheet: Sheet, field: Field, path: str, share: float) -> None:
    if field.kind == "group":
        _leave_group(sheet, field, path, share)
    elif field.kind == "groups":
        _leave_list(sheet, path, share)
    elif path != "household_kind":
        _take(sheet, path, share)


def _leave_group(sheet: Sheet, field: Field, path: str, share: float) -> None:
    """Each answer of a group; the facts that depend on its first one go with it."""
    for inner in field.fields:
        _leave(sheet, inner, f"{path}.{inner.key}", share)
        if inner.asked_when:
            head = field.headline or ""
            _clear(sheet, f"{path}.{inner.key}", ~_is_known(sheet[f"{path}.{head}"]))
        for below in inner.fields if inner.kind == "word" else ():
            where = ~_is_known(sheet[f"{path}.{inner.key}"])
            _clear(sheet, f"{path}.{inner.key}.{below.key}", where)


def _leave_list(sheet: Sheet, path: str, share: float) -> None:
    gone = sheet.uniform(f"gap: {path}") < share
    inside = [key for key in sheet.columns if key.startswith(f"{path}.")]
    for key in inside:
        _clear(sheet, key, gone)
        _take(sheet, key, share)
    sheet.counts[path] = np.where(gone, -1, sheet.counts[path])


def _take(sheet: Sheet, path: str, share: float) -> None:
    """Replace some known answers of a column by nothing, or by « declined »."""
    column = sheet.columns[path]
    gone = (sheet.uniform(f"gap: {path}") < share) & _is_known(column)
    declined = sheet.words(f"declined: {path}", m.DECLINED) == "declined"
    kept = either(gone, None, column)
    sheet.columns[path] = either(gone & declined, Gap.DECLINED, kept)


def _clear(sheet: Sheet, path: str, where: Flags) -> None:
    sheet.columns[path] = either(where, None, sheet.columns[path])


def _is_known(column: Objects) -> Flags:
    return ~np.isin(column, _NOT_KNOWN)
