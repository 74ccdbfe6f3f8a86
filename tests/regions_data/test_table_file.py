"""A table is read as it is written, or refused with what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from regions_data.problems import Refused
from regions_data.table_file import read_table


def written(folder: Path, content: bytes) -> Path:
    (folder / "towns.csv").write_bytes(content)
    return folder


def test_every_cell_is_a_string_and_a_blank_one_stays_blank(tmp_path: Path) -> None:
    folder = written(tmp_path, b'code,name,people\n00123,"Val, d\'Or",\n00456,NA,7\n')
    table = read_table(folder, "towns", ("people", "code"))
    assert list(table.rows()) == [("", "00123"), ("7", "00456")]
    assert read_table(folder, "towns", ("name",))["name"] == ("Val, d'Or", "NA")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"code,name\n", id="a header alone"),
        pytest.param(b"code,name\n1,a\n2\n", id="a row too short"),
        pytest.param(b"code,name\n1,a\n2,b,c\n", id="a row too long"),
        pytest.param(b"code,name\n1,\xe9\n", id="not UTF-8"),
        pytest.param(b'code,name\n1,"a"b\n', id="a stray quotation mark"),
    ],
)
def test_a_file_that_is_not_such_a_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refused, match=r"towns\.csv"):
        read_table(written(tmp_path, content), "towns", ("code",))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="people"):
        read_table(written(tmp_path, b"code,name\n1,a\n"), "towns", ("code", "people"))


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"towns\.csv"):
        read_table(tmp_path, "towns", ("code",))
