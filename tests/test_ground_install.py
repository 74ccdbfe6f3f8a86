"""A core install into an empty environment, used from another folder, is whole and small."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXAMPLE = "infirmiere_et_soudeur.yaml"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
# Everything that a core install brings, whatever the system. A new name here is a decision.
CORE_CLOSURE = {
    "click",
    "numpy",
    "pandas",
    "python-dateutil",
    "pyyaml",
    "rapidfuzz",
    "tzdata",
}
NOT_IN_A_CORE_INSTALL = (
    "altair",
    "django",
    "fastapi",
    "flask",
    "hypothesis",
    "ipykernel",
    "jupyterlab",
    "matplotlib",
    "mypy",
    "notebook",
    "openpyxl",
    "pytest",
    "scipy",
    "sklearn",
    "sqlalchemy",
    "starlette",
    "uvicorn",
)


def run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command in a folder of its own, with nothing of this environment but the path."""
    environment = {name: os.environ[name] for name in os.environ if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def core_closure() -> set[str]:
    """The names that the core dependencies bring in, on any system."""
    waiting = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    found: set[str] = set()
    while waiting:
        name = canonicalize_name(waiting.pop().name)
        if name not in found:
            found.add(name)
            waiting.extend(_unconditional(name))
    return found


def _unconditional(name: str) -> Iterator[Requirement]:
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # needed on another system, absent from this one
        return
    for requirement in map(Requirement, lines):
        if requirement.marker is None or "extra" not in str(requirement.marker):
            yield requirement


def copy_distribution(name: str, site_packages: Path) -> None:
    """Copy a locked distribution's modules and metadata as they were installed from the lock."""
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        return
    for file in files:
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = site_packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(str(file.locate())), target)


def copy_source(target: Path) -> None:
    """Copy what a wheel is built from, so that the build leaves nothing in the repository."""
    target.mkdir()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, target)
    for room in ("regions_data", "features", "matching", "service"):
        shutil.copytree(ROOT / room, target / room, ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture(scope="module")
def empty_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the core install and nothing else. No network is used."""
    folder = tmp_path_factory.mktemp("install")
    copy_source(folder / "source")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    build = ("wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", "wheels")
    built = run(*pip, *build, "./source", cwd=folder)
    assert built.returncode == 0, built.stderr
    (wheel,) = (folder / "wheels").glob("ancrage-*.whl")
    venv.create(folder / "environment", with_pip=False)
    python = folder / "environment" / SCRIPTS / "python"
    for name in sorted(core_closure()):
        copy_distribution(name, site_packages(folder / "environment"))
    # Without an index, pip refuses if the core closure lacks anything that the wheel asks for.
    installed = run(*pip, "--python", python, "install", "--no-index", wheel, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    return folder / "environment"


def site_packages(environment: Path) -> Path:
    if os.name == "nt":
        return environment / "Lib" / "site-packages"
    (folder,) = (environment / "lib").glob("python*/site-packages")
    return folder


def test_a_core_install_brings_these_packages_and_no_other() -> None:
    assert core_closure() == CORE_CLOSURE


def test_the_core_closure_is_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.split("==")[0] for line in lock.splitlines() if "==" in line}
    assert locked >= CORE_CLOSURE


def test_no_web_notebook_or_benchmark_package_is_there(empty_environment: Path) -> None:
    question = (
        "import importlib.util, json, sys; "
        "print(json.dumps([n for n in sys.argv[1:] if importlib.util.find_spec(n)]))"
    )
    python = empty_environment / SCRIPTS / "python"
    done = run(python, "-c", question, "pandas", *NOT_IN_A_CORE_INSTALL, cwd=empty_environment)
    assert json.loads(done.stdout) == ["pandas"]


def test_the_packages_are_the_installed_ones(empty_environment: Path, tmp_path: Path) -> None:
    question = "import features, matching, regions_data, service; print(matching.__file__)"
    done = run(empty_environment / SCRIPTS / "python", "-c", question, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).parent == site_packages(empty_environment) / "matching"


@pytest.mark.parametrize("package", ["regions_data", "matching"])
def test_the_files_the_engine_reads_are_installed(empty_environment: Path, package: str) -> None:
    def read_at_run_time(folder: Path) -> set[str]:
        return {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and path.suffix not in {".py", ".pyc"}
        }

    ours = {name for name in read_at_run_time(ROOT / package) if not name.startswith("raw/")}
    installed = read_at_run_time(site_packages(empty_environment) / package)
    assert installed == ours
    assert ours, "a package that reads no file has no place in this test"


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("data", "check"),
        ("data", "show", "10043"),
        ("occupations", "soudeur"),
        ("rules", "check"),
        ("shortlist", EXAMPLE),
        ("explain", EXAMPLE, "Rimouski"),
    ],
    ids=" ".join,
)
def test_the_command_works_from_another_folder(
    empty_environment: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    shutil.copy(ROOT / "examples" / EXAMPLE, tmp_path)
    done = run(empty_environment / SCRIPTS / "ancrage", *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert not done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [EXAMPLE], "nothing is written beside"
