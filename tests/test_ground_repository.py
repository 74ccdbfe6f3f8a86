"""What may be committed: small, without a trace of a machine, each package and file listed."""

import ast
import fnmatch
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import matching

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
ROOM_NAMES = ("regions_data", "features", "matching", "service")
LARGEST_REGIONS_DATA_BYTES = 15_000_000
LONGEST_MODULE_LINES = 400
# How a distribution is imported, where that is not its own name.
IMPORT_NAMES = {"pyyaml": "yaml", "scikit-learn": "sklearn"}
IGNORED = [
    line.rstrip("/")
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def committed() -> Iterator[Path]:
    """Every file that git would take: all but what .gitignore names."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name != ".git" and not ignored(name))
        yield from (Path(folder, name) for name in sorted(names) if not ignored(name))


def ignored(name: str) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in IGNORED)


FILES = list(committed())
MODULES = [path for path in FILES if path.suffix == ".py"]
ENGINE = [path for path in MODULES if path.relative_to(ROOT).parts[0] in ROOM_NAMES]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[tuple[str, str]]:
    """The text of every committed file but the published tables, which hold publishers' words."""
    for path in FILES:
        if path.suffix not in {".csv", ".geojson"} and "raw" not in path.parts:
            yield relative(path), path.read_bytes().decode("utf-8", "replace")


def containing(pattern: str) -> list[str]:
    return [f"{name}: {found[0]}" for name, text in texts() for found in re.finditer(pattern, text)]


def test_no_path_of_a_machine_is_committed() -> None:
    assert not containing(r"(?<![\w.}])/(work|root|home|tmp|opt|Users)/\w+")
    assert str(ROOT) not in "".join(text for _, text in texts())


def test_no_registry_is_named() -> None:
    assert not containing(r"(pypi|pythonhosted|npmjs)[.](org|com)|--(extra-)?index-url")


def test_the_registries_this_machine_uses_are_not_named() -> None:
    settings = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    hosts = set(re.findall(r"https?://(?:[^/@\s']*@)?([^/:\s']+)", settings)) - {"127.0.0.1"}
    assert not [found for host in hosts for found in containing(re.escape(host))]


def test_requirements_lock_is_the_only_lock() -> None:
    names = r"(.*[.-]lock(\..*)?|package-lock\.json|pylock.*\.toml)"
    locks = [relative(path) for path in FILES if re.fullmatch(names, path.name)]
    assert locks == ["requirements.lock"]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_is_one_subject_of_reasonable_length(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_MODULE_LINES, "split it by subject"


@pytest.mark.parametrize("path", ENGINE, ids=relative)
def test_a_module_says_in_one_sentence_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert docstring.endswith((".", "?"))
    assert not re.search(r"[.!?]\s+[A-ZÀ-Ý]", docstring)


def test_every_package_is_listed() -> None:
    folders = {relative(path.parent).replace("/", ".") for path in ENGINE}
    assert folders == set(SETUPTOOLS["packages"])


def test_every_file_the_engine_reads_is_shipped() -> None:
    shipped = {
        relative(path)
        for package, patterns in SETUPTOOLS["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    present = {
        relative(path)
        for path in FILES
        if path.relative_to(ROOT).parts[0] in ROOM_NAMES
        and path.suffix != ".py"
        and "raw" not in path.parts
    }
    assert present <= shipped


def test_the_data_stay_small_enough_to_clone() -> None:
    size_bytes = sum(path.stat().st_size for path in FILES if "regions_data" in path.parts)
    assert size_bytes <= LARGEST_REGIONS_DATA_BYTES


def test_matching_is_ours_and_not_the_public_package_of_that_name() -> None:
    assert Path(str(matching.__file__)).parent == ROOT / "matching"


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Each outside package a module imports, and whether it does so as soon as it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    later = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [str(node.module)]
        for name in (name.split(".")[0] for name in names):
            if name not in sys.stdlib_module_names and name not in ROOM_NAMES:
                yield name, id(node) not in later


def importable(lines: list[str]) -> set[str]:
    names = {Requirement(line).name.lower() for line in lines}
    return {IMPORT_NAMES.get(name, name) for name in names}


NEED_OUTCOMES = (
    "matching/statistics/",
    "matching/outcomes/",
    "matching/backtest/agreement.py",
    "matching/backtest/leavers.py",
    "matching/backtest/subgroups.py",
    "matching/backtest/report/",
    "service/reports/",
)
"""What only an evaluation imports, once its command has checked that the extra is there."""


@pytest.mark.parametrize("path", ENGINE, ids=relative)
def test_a_core_install_can_import_every_module_that_answers(path: Path) -> None:
    core = importable(PROJECT["project"]["dependencies"])
    extras = PROJECT["project"]["optional-dependencies"]
    optional = importable([line for name in extras if name != "dev" for line in extras[name]])
    own = core
    if relative(path).startswith(NEED_OUTCOMES):
        own = core | importable(extras["outcomes"])
    for name, at_once in imports(path):
        assert name in (own if at_once else core | optional)


def test_a_command_that_needs_no_evaluation_loads_none_of_it() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, service.cli.commands; print(*sys.modules)"],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert "matching.backtest.log_reader" in loaded
    assert not [name for name in loaded if name.split(".")[0] in ("scipy", "sklearn", "matplotlib")]


def test_every_core_dependency_is_used() -> None:
    core = importable(PROJECT["project"]["dependencies"])
    assert core <= {name for path in ENGINE for name, _ in imports(path)}
