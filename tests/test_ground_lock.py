"""The one lock pins what pyproject.toml asks for, with hashes and without any address."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CORE = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = {
    extra: [Requirement(line) for line in lines]
    for extra, lines in PROJECT["project"]["optional-dependencies"].items()
}
# Two extras may ask for the same library.
ASKED = list({str(r): r for r in (*CORE, *(r for rs in EXTRAS.values() for r in rs))}.values())


@dataclass(frozen=True)
class Pin:
    """One entry of the lock."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins(lock: str) -> list[Pin]:
    logical_lines = re.sub(r"\s*\\\n\s*", " ", lock).splitlines()
    return [_pin(line) for line in logical_lines if line and not line.startswith("#")]


def _pin(line: str) -> Pin:
    found = re.fullmatch(
        r"(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)(?: ; (?P<marker>.+?))?"
        r"(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})*)\s*",
        line,
    )
    assert found, f"not a pinned entry: {line[:120]}"
    hashes = tuple(found["hashes"].split())
    return Pin(canonicalize_name(found["name"]), found["version"], found["marker"] or "", hashes)


PINS = pins(LOCK)


def test_the_lock_holds_no_address_and_no_path() -> None:
    assert not re.search(r"https?:|file:|git\+|@|/(home|opt|root|tmp|usr)/|--(extra-)?index", LOCK)
    assert not re.search(r"\b[\w-]+\.(org|com|net|io|local|internal)\b", LOCK)


@pytest.mark.parametrize("pin", PINS, ids=lambda pin: pin.name)
def test_every_entry_has_its_hashes(pin: Pin) -> None:
    assert pin.hashes
    assert len(set(pin.hashes)) == len(pin.hashes)


def test_every_package_has_one_version_whatever_the_python() -> None:
    names = [pin.name for pin in PINS]
    assert sorted(set(names)) == names


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_lock_satisfies_pyproject(asked: Requirement) -> None:
    locked = {pin.name: pin.version for pin in PINS}
    assert asked.specifier.contains(locked[canonicalize_name(asked.name)], prereleases=True)


def test_the_lock_is_for_every_system_and_not_for_the_one_it_was_made_on() -> None:
    markers = {pin.name: pin.marker for pin in PINS if pin.marker}
    assert Marker(markers["colorama"]).evaluate({"sys_platform": "win32"})
    numpy = next(pin for pin in PINS if pin.name == "numpy")
    assert len(numpy.hashes) > 20, "the files of every platform and Python are listed"


def test_the_build_backend_is_locked_with_the_rest() -> None:
    backend = {Requirement(line).name for line in PROJECT["build-system"]["requires"]}
    assert backend <= {pin.name for pin in PINS}


def test_an_unpinned_or_addressed_entry_would_be_noticed() -> None:
    for bad in ("numpy>=2", "numpy @ https://example.invalid/numpy.whl", "-e ."):
        with pytest.raises(AssertionError, match="not a pinned entry"):
            pins(bad)
