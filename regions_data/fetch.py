"""Fetch one published file: bounded in size and time, and refused when its hash is unexpected."""

from __future__ import annotations

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from regions_data.problems import Refused, refuse
from regions_data.text import Text

CHUNK_BYTES = 1 << 16
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
USER_AGENT = "ancrage-data-refresh"

# A set of hashes the person has seen and accepts, or True for whatever arrives.
AcceptHash = frozenset[str] | bool


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large a fetch may become before it is given up."""

    max_bytes: int = 100_000_000
    total_s: float = 300.0
    silence_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A complete file on disk, with the hash to record as expected next time."""

    url: str
    path: Path
    sha256: str
    size_bytes: int


def fetch(
    url: str,
    path: Path,
    *,
    expected_sha256: str | None = None,
    accept_hash: AcceptHash = frozenset(),
    limits: Limits | None = None,
) -> Fetched:
    """Stream a URL to `path`, which appears only complete and accepted.

    Args:
        url: https only; http is allowed to this machine.
        path: where the file goes; its folder must exist.
        expected_sha256: the hash on record, None when none is known yet.
        accept_hash: hashes accepted besides the expected one, or True for any.
        limits: bounds on size and time.

    Raises:
        Refused: the address is not https, the server does not answer or answers with an error,
            the file is cut short, too large or too slow, or its hash is not accepted.
    """
    _check_address(url)
    partial = path.with_name(f"{path.name}.partial")
    try:
        sha256, size_bytes = _download(url, partial, limits or Limits())
        _check_hash(url, sha256, expected_sha256, accept_hash)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return Fetched(url, path, sha256, size_bytes)


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return
    message = Text("seules les adresses https sont lues.", "only https addresses are read.")
    raise refuse("url", message, Text("Corriger l’adresse.", "Mend the address."), value=url)


def _download(url: str, partial: Path, limits: Limits) -> tuple[str, int]:
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT})  # noqa: S310  # checked
    try:
        with (
            urllib.request.urlopen(request, timeout=limits.silence_s) as answer,  # noqa: S310
            partial.open("wb") as file,
        ):
            _check_address(answer.geturl())  # a redirection must not leave https
            announced = answer.headers.get("Content-Length", "")
            sha256, size_bytes = _copy(url, answer, file, limits)
    except urllib.error.HTTPError as error:
        error.close()
        raise _failed(url, f"HTTP {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        raise _failed(url, str(getattr(error, "reason", "") or error)) from error
    if announced.isdigit() and int(announced) != size_bytes:
        raise _cut_short(url, int(announced), size_bytes)
    return sha256, size_bytes


def _copy(
    url: str, answer: http.client.HTTPResponse, file: BinaryIO, limits: Limits
) -> tuple[str, int]:
    digest, size_bytes = hashlib.sha256(), 0
    deadline = time.monotonic() + limits.total_s
    # read1 gives what has come; read would wait for a full chunk and never see the deadline.
    while chunk := answer.read1(CHUNK_BYTES):
        size_bytes += len(chunk)
        if size_bytes > limits.max_bytes:
            raise _failed(url, f"> {limits.max_bytes} octets / bytes")
        if time.monotonic() > deadline:
            raise _failed(url, f"> {limits.total_s:g} s")
        digest.update(chunk)
        file.write(chunk)
    return digest.hexdigest(), size_bytes


def _check_hash(url: str, sha256: str, expected: str | None, accept_hash: AcceptHash) -> None:
    accepted = accept_hash if isinstance(accept_hash, bool) else sha256 in accept_hash
    if accepted or sha256 == expected:
        return
    known_fr = f"on attendait {expected}" if expected else "aucune empreinte n’est encore connue"
    known_en = f"expected {expected}" if expected else "no hash is known yet"
    raise refuse(
        url,
        Text(
            f"empreinte du fichier reçu : {sha256} ; {known_fr}.",
            f"hash of the file received: {sha256}; {known_en}.",
        ),
        Text(
            f"Vérifier la source, puis recommencer avec --accept-hash {sha256}.",
            f"Check the source, then run again with --accept-hash {sha256}.",
        ),
        value=sha256,
    )


def _failed(url: str, cause: str) -> Refused:
    message = Text("le fichier n’a pas pu être lu.", "the file could not be read.")
    remedy = Text(
        "Vérifier le réseau et l’adresse ; les données présentes restent en place.",
        "Check the network and the address; the present data stay in place.",
    )
    return refuse(url, message, remedy, value=cause)


def _cut_short(url: str, announced: int, received: int) -> Refused:
    message = Text(
        f"fichier coupé : {received} octets reçus sur {announced} annoncés.",
        f"file cut short: {received} bytes received of {announced} announced.",
    )
    return refuse(url, message, Text("Recommencer.", "Run again."), value=str(received))
