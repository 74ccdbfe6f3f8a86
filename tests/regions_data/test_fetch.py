"""Fetching one file from a real server on this machine: good, changed, cut short, gone, slow."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regions_data.fetch import Limits, fetch
from regions_data.problems import Refused

if TYPE_CHECKING:
    from tests.regions_data.conftest import Server

BODY = b"noc,outlook\n31301,good\n" * 100
SHA256 = hashlib.sha256(BODY).hexdigest()


def refusal(url: str, path: Path, **options: object) -> str:
    with pytest.raises(Refused) as refused:
        fetch(url, path, **options)  # type: ignore[arg-type]
    assert list(path.parent.iterdir()) == [], "a refused file leaves nothing behind"
    (problem,) = refused.value.problems
    return problem.sentence("fr")


def test_a_file_with_the_expected_hash_arrives_whole(server: Server, tmp_path: Path) -> None:
    url = server.serve("outlooks.csv", BODY)
    fetched = fetch(url, tmp_path / "file", expected_sha256=SHA256)
    assert (fetched.sha256, fetched.size_bytes) == (SHA256, len(BODY))
    assert fetched.path.read_bytes() == BODY
    assert list(tmp_path.iterdir()) == [fetched.path]


def test_a_changed_file_is_refused_with_both_hashes_and_the_way_to_accept_it(
    server: Server, tmp_path: Path
) -> None:
    changed = BODY.replace(b"good", b"poor")
    found = hashlib.sha256(changed).hexdigest()
    said = refusal(server.serve("f", changed), tmp_path / "f", expected_sha256=SHA256)
    assert SHA256 in said
    assert f"--accept-hash {found}" in said


def test_a_file_never_seen_before_is_refused_until_its_hash_is_accepted(
    server: Server, tmp_path: Path
) -> None:
    url = server.serve("f", BODY)
    assert f"--accept-hash {SHA256}" in refusal(url, tmp_path / "f")
    assert "aucune empreinte" in refusal(url, tmp_path / "f", accept_hash=frozenset({"0" * 64}))
    assert fetch(url, tmp_path / "f", accept_hash=frozenset({SHA256})).sha256 == SHA256


def test_everything_is_accepted_only_when_asked(server: Server, tmp_path: Path) -> None:
    url = server.serve("f", BODY)
    assert fetch(url, tmp_path / "f", accept_hash=True).sha256 == SHA256
    (tmp_path / "f").unlink()
    refusal(url, tmp_path / "f", accept_hash=False)


def test_a_file_cut_short_is_refused(server: Server, tmp_path: Path) -> None:
    url = server.serve("f", BODY, length=len(BODY) + 1000)
    said = refusal(url, tmp_path / "f", accept_hash=True)
    assert f"{len(BODY)} octets reçus sur {len(BODY) + 1000}" in said


def test_a_file_without_announced_length_is_read_to_its_end(server: Server, tmp_path: Path) -> None:
    url = server.serve("f", BODY, length=None)
    assert fetch(url, tmp_path / "f", expected_sha256=SHA256).size_bytes == len(BODY)


@pytest.mark.parametrize("status", [404, 403, 500, 503])
def test_a_vanished_file_is_refused_with_the_servers_answer(
    server: Server, tmp_path: Path, status: int
) -> None:
    url = server.serve("f", b"", status=status)
    assert f"HTTP {status}" in refusal(url, tmp_path / "f", accept_hash=True)


def test_a_server_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    # Port 1 is reserved and nothing listens on it.
    said = refusal("http://127.0.0.1:1/f", tmp_path / "f", accept_hash=True)
    assert "réseau" in said


def test_a_file_too_large_is_given_up(server: Server, tmp_path: Path) -> None:
    url = server.serve("f", BODY, length=None)
    said = refusal(url, tmp_path / "f", accept_hash=True, limits=Limits(max_bytes=1000))
    assert "1000" in said


def test_a_server_that_drips_is_given_up(server: Server, tmp_path: Path) -> None:
    server.pause_s = 0.05
    url = server.serve("f", b"x" * 200_000, length=None)
    start = time.monotonic()
    refusal(url, tmp_path / "f", accept_hash=True, limits=Limits(total_s=0.2, silence_s=1))
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("url", ["http://example.org/f", "ftp://127.0.0.1/f", "file:///f", "f"])
def test_only_https_is_read_besides_this_machine(tmp_path: Path, url: str) -> None:
    assert "https" in refusal(url, tmp_path / "f", accept_hash=True)


def test_a_redirection_to_a_file_of_this_machine_is_refused(server: Server, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere"
    url = server.serve("f", secret.as_uri().encode(), status=302)
    refusal(url, tmp_path / "f", accept_hash=True)
