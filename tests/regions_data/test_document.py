"""A document is read as written, or refused with its line, its value and a remedy."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions_data.document import (
    MAX_BYTES,
    MAX_DEPTH,
    Entries,
    Items,
    Node,
    Scalar,
    read_document,
    read_file,
    read_stream,
)
from regions_data.problems import Problem, Refused

BOM = b"\xef\xbb\xbf"
BOMB = b"".join(
    [
        b"a0: &a0 [x, x, x]\n",
        *(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 9)),
    ]
)


def refusal(raw: bytes) -> Problem:
    with pytest.raises(Refused) as caught:
        read_document(raw, "profil.yaml")
    (problem,) = caught.value.problems
    assert problem.where == "profil.yaml"
    assert problem.message.fr
    assert problem.message.en
    assert problem.remedy.fr
    assert problem.remedy.en
    return problem


def plain(node: Node) -> object:
    """A node as the lists, dicts and texts that it stands for."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def value(text: str) -> object:
    found = plain(read_document(f"key: {text}\n".encode(), "p"))
    assert isinstance(found, dict)
    return found["key"]


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n ", BOM, b"# only a comment\n", "\u00a0".encode()])
def test_an_empty_document_is_refused_as_empty(raw: bytes) -> None:
    assert refusal(raw).message.fr == "le document est vide."


def test_bytes_that_are_not_utf8_are_refused_with_their_line_and_byte() -> None:
    problem = refusal(b"activator: job\ncandidate_id: Qu\xe9bec\n")
    assert (problem.line, problem.value) == (2, "0xe9")
    assert "UTF-8" in problem.remedy.fr


def test_utf16_is_refused_as_not_utf8() -> None:
    assert "UTF-8" in refusal("activator: job".encode("utf-16")).message.fr


def test_a_byte_order_mark_is_accepted() -> None:
    assert plain(read_document(BOM + b"activator: job", "p")) == {"activator": "job"}
    assert plain(read_document(BOM + b'{"a": "\\ud83d\\ude00"}', "p")) == {"a": "\U0001f600"}


def test_a_large_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gros.yaml"
    with path.open("wb") as file:
        file.truncate(10_000_000)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", never)
    monkeypatch.setattr(Path, "read_bytes", never)
    with pytest.raises(Refused) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert (problem.where, problem.message.fr) == ("gros.yaml", "le document dépasse 1 Mo.")


def test_a_large_stream_is_read_no_further_than_the_limit() -> None:
    stream = io.BytesIO(b"a: 1\n" * 2_000_000)
    with pytest.raises(Refused, match="larger than 1 MB"):
        read_stream(stream, "-")
    assert stream.tell() == MAX_BYTES + 1


def test_a_document_of_the_largest_size_is_read() -> None:
    raw = b"a: " + b"x" * (MAX_BYTES - 3)
    node = read_document(raw, "p")
    assert isinstance(node, Entries)
    with pytest.raises(Refused):
        read_document(raw + b"x", "p")


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.yaml", tmp_path):
        with pytest.raises(Refused) as caught:
            read_file(path)
        assert caught.value.problems[0].where == path.name
        assert str(tmp_path.parent) not in str(caught.value)


def test_a_file_and_a_stream_are_read_alike(tmp_path: Path) -> None:
    raw = "candidate_id: « é »\n".encode()
    path = tmp_path / "p.yaml"
    path.write_bytes(raw)
    assert read_file(path) == read_stream(io.BytesIO(raw), "p.yaml")


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    problem = refusal(BOMB)
    assert (problem.line, problem.value) == (1, "a0")


@pytest.mark.parametrize(
    ("raw", "line", "written"),
    [
        (b"a: 1\nb: &here 2\n", 2, "here"),
        (b"a: 1\nb: *there\n", 2, "there"),
        (b"a: 1\nb: !!python/name:os.system x\n", 2, "tag:yaml.org,2002:python/name:os.system"),
        (b"a: 1\nb: !ville Gasp\xc3\xa9\n", 2, "!ville"),
        (b"b: !!set {x}\n", 1, "tag:yaml.org,2002:set"),
        (b"b: &list [1]\n", 1, "list"),
        (b"&key a: 1\n", 1, "key"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(raw: bytes, line: int, written: str) -> None:
    problem = refusal(raw)
    assert "étiquettes" in problem.message.fr
    assert (problem.line, problem.value) == (line, written[:40])


def test_several_documents_are_refused() -> None:
    assert "plusieurs documents" in refusal(b"a: 1\n---\nb: 2\n").message.fr
    assert plain(read_document(b"---\na: 1\n...\n", "p")) == {"a": "1"}


@pytest.mark.parametrize(
    ("raw", "line", "key"),
    [
        (b"a: 1\nb: 2\na: 3\n", 3, "a"),
        (b"b:\n  - {x: 1}\n  - {x: 1, x: 2}\n", 3, "x"),
        (b'{"a": 1, "b": [{"c": 1, "c": 2}]}', None, "c"),
        (b'{"a": 1, "a": 1}', None, "a"),
        (b'a: 1\n"a": 2\n', 2, "a"),
    ],
)
def test_a_key_written_twice_is_refused(raw: bytes, line: int | None, key: str) -> None:
    problem = refusal(raw)
    assert "deux fois" in problem.message.fr
    assert (problem.line, problem.value) == (line, key)


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "])
def test_a_document_deeper_than_the_limit_is_refused(opening: bytes) -> None:
    closing = {b"[": b"]", b"{a: ": b"}", b"- ": b""}[opening]
    inner = b"" if opening == b"[" else b"1"
    read_document(opening * MAX_DEPTH + inner + closing * MAX_DEPTH, "p")
    deeper = MAX_DEPTH + 1
    assert "niveaux" in refusal(opening * deeper + inner + closing * deeper).message.fr


@pytest.mark.parametrize("depth", [MAX_DEPTH, 5_000, 300_000])
def test_json_deeper_than_the_limit_is_refused(depth: int) -> None:
    raw = b'{"a": ' + b"[" * depth + b"]" * depth + b"}"
    assert "niveaux" in refusal(raw).message.fr


def test_json_as_deep_as_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    node = read_document(b'{"a": ' + b"[" * depth + b"]" * depth + b"}", "p")
    assert isinstance(node, Entries)


@pytest.mark.parametrize(
    "raw", [b"a: 1\x00", b"a: \x01", b"a: \x1b[31m", b"\x07", "a: \ufffe".encode(), b"a: \x7f"]
)
def test_control_characters_are_refused(raw: bytes) -> None:
    assert "YAML" in refusal(raw).message.fr


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"a: 1\nb:\n\tc: 2\n", 3),
        (b"a: 1\nb: [1, 2\n", 3),
        (b"a: 1\n b: 2\n", 2),
        (b"a: b: c\n", 1),
        (b'a: "open\n', 2),
        (b'{"a": 1} more\n', 1),
        (b"%YAML 2.0\n---\na: 1\n", 1),
        (b'{"a": "\\ud800"}', 1),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(raw: bytes, line: int) -> None:
    problem = refusal(raw)
    assert "YAML" in problem.message.fr
    assert problem.line == line


@pytest.mark.parametrize("raw", [b"? [a, b]\n: 1\n", b"? {a: 1}\n: 1\n", b"~: 1\n"])
def test_a_key_that_is_not_a_word_is_refused(raw: bytes) -> None:
    assert "clé" in refusal(raw).message.fr


@pytest.mark.parametrize(
    "text",
    [
        "no", "Yes", "on", "true", "066", "01023", "0o17", "0x1F", "1_000", "1e3", "1.50", "6,5",
        "2027-06-30", "2026-02-30", "12:30:45", "NaN", ".inf", "-0", "+1", "<<", "=",
    ],
)  # fmt: skip
def test_a_value_is_kept_as_written(text: str) -> None:
    assert value(text) == text
    assert value(f'"{text}"') == text


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_an_empty_value_is_empty_and_a_quoted_one_is_text(text: str) -> None:
    assert value(text) is None
    assert value(f'"{text}"') == text
    assert value(f"'{text}'") == text


def test_json_is_read_like_yaml() -> None:
    written = '{"a": [1, 2.50, 1e3, true, false, null], "b": {"c": "066", "é": ""}}'
    as_yaml = "a: [1, 2.50, 1e3, true, false, null]\nb:\n  c: '066'\n  é: ''\n"
    expected = {"a": ["1", "2.50", "1e3", "true", "false", None], "b": {"c": "066", "é": ""}}
    assert plain(read_document(written.encode(), "p.json")) == expected
    assert plain(read_document(as_yaml.encode(), "p.yaml")) == expected


def test_a_long_number_in_json_costs_nothing() -> None:
    digits = "9" * 100_000
    assert plain(read_document(f'{{"a": {digits}}}'.encode(), "p")) == {"a": digits}


def test_every_node_of_yaml_knows_its_line() -> None:
    node = read_document(b"# head\na: 1\n\nb:\n  - x\n  - {c: d}\n", "p")
    assert isinstance(node, Entries)
    assert [key.line for key, _ in node.entries] == [2, 4]
    items = node.get("b")
    assert isinstance(items, Items)
    assert [item.line for item in items.items] == [5, 6]
    assert node.get("z") is None


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_refused(raw: bytes) -> None:
    with contextlib.suppress(Refused):
        read_document(raw, "p")


@given(st.text(alphabet=st.sampled_from(list("ab01:-[]{}\"'&*!|>%@#?,~ \n\t\\u.é")), max_size=60))
def test_no_text_raises_anything_but_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        read_document(text.encode(), "p")


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
trees = st.recursive(
    st.none() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
)


@given(st.dictionaries(words, trees, max_size=4))
def test_any_json_of_texts_comes_back_as_written(tree: dict[str, object]) -> None:
    raw = json.dumps(tree, ensure_ascii=False).encode()
    assert plain(read_document(raw, "p")) == tree
