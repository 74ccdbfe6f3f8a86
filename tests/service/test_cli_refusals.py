"""Bad input gets a clear error, exit code 2, and nothing else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from regions_data.snapshot import PACKAGED_FOLDER
from tests.service.conftest import EXAMPLES, Ran, Run

EXAMPLE = str(EXAMPLES / "infirmiere_et_soudeur.yaml")

PROFILES: dict[str, tuple[bytes, str, str]] = {
    # what is wrong: (document, what the French error must name, what the remedy must say)
    "unknown key": (b"car_acces: available", "car_acces", "« car_access »"),
    "misspelt value": (b"car_access: avaliable", "avaliable", "« available »"),
    "refused key": (b"adults:\n  - age: 43", "adults.0.age", "Retirez la ligne"),
    "wrong NOC": (b"adults: [{occupation_noc: '31399'}]", "31399", "ancrage occupations"),
    "unknown municipality": (b"residence_municipality: Rimousky", "Rimousky", "Rimouski"),
    "ambiguous municipality": (b"residence_municipality: Valcourt", "Valcourt", "42055"),
    "no leading zero": (b"residence_municipality: '1023'", "1023", "01023"),
    "former code": (b"residence_municipality: '13060'", "13060", "13062"),
    "impossible date": (b"move_date: 2026-02-30", "2026-02-30", "AAAA-MM-JJ"),
    "empty": (b"", "vide", "renseignement"),
    "not YAML": (b"adults: [", "YAML", "guillemets"),
    "not UTF-8": ("activator: « é »".encode("latin-1"), "UTF-8", "Enregistrez"),
    "10 MB": (b"a: " + b"x" * 10_000_000, "Mo", "un seul document"),
    "alias bomb": (
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
        "ancres",
        "en toutes lettres",
    ),
    "not a mapping": (b"- activator", "profil", "clé: valeur"),
    "out of range": (b"adults: [{french_oral_level: 13}]", "13", "1 à 12"),
}


@pytest.mark.parametrize("case", PROFILES)
def test_a_bad_profile_is_refused_with_its_place_and_remedy(ancrage: Run, case: str) -> None:
    document, named, remedy = PROFILES[case]
    told = ancrage("shortlist", "-", stdin=document)
    assert (told.code, told.out) == (2, "")
    flat = " ".join(told.err.replace("\u00a0", " ").split())
    assert named in flat
    assert remedy in flat
    assert "Traceback" not in told.err


@pytest.mark.parametrize("case", PROFILES)
def test_with_json_the_refusal_is_a_problem_document(ancrage: Run, case: str) -> None:
    told = ancrage("explain", "-", "Rimouski", "--json", stdin=PROFILES[case][0])
    assert (told.code, told.out) == (2, "")
    problem = json.loads(told.err)
    assert problem["status"] == 422
    for entry in problem["problems"]:
        assert entry["message"]["fr"]
        assert entry["message"]["en"]
        assert entry["remedy"]["fr"]
        assert entry["remedy"]["en"]


def test_a_protected_fact_is_never_repeated(ancrage: Run) -> None:
    for words in (("shortlist", "-"), ("shortlist", "-", "--json")):
        told = ancrage(*words, stdin=b"adults:\n  - {name: Zyxwv, birth_date: 1999-09-09}")
        assert told.code == 2
        assert "Zyxwv" not in told.err
        assert "1999" not in told.err


def test_every_problem_is_told_at_once(ancrage: Run) -> None:
    document = b"car_access: bike\nactivator: joob\nadults: [{occupation_noc: '1'}]\nage: 3"
    problems = json.loads(ancrage("shortlist", "-", "--json", stdin=document).err)["problems"]
    assert len(problems) == 4
    assert {problem["line"] for problem in problems} == {1, 2, 3, 4}


WORDS: dict[str, tuple[str, ...]] = {
    "no such command": ("shortlst", EXAMPLE),
    "no argument": ("shortlist",),
    "one argument too many": ("shortlist", EXAMPLE, "more"),
    "no such option": ("shortlist", EXAMPLE, "--fast"),
    "bad language": ("shortlist", EXAMPLE, "--lang", "de"),
    "bad top": ("shortlist", EXAMPLE, "--top", "99"),
    "bad date": ("shortlist", EXAMPLE, "--as-of", "2026-13-01"),
    "no such file": ("shortlist", "nowhere.yaml"),
    "a folder": ("shortlist", str(EXAMPLES)),
    "no such ruleset": ("shortlist", EXAMPLE, "--ruleset", "nowhere.yaml"),
    "unknown place": ("explain", EXAMPLE, "Rimousky"),
    "ambiguous place": ("explain", EXAMPLE, "Hatley"),
    "empty place": ("data", "show", ""),
    "empty occupation": ("occupations", ""),
    "no such data command": ("data", "destroy"),
}


@pytest.mark.parametrize("case", WORDS)
def test_a_bad_command_line_is_refused(ancrage: Run, case: str) -> None:
    for extra, language in (((), "fr"), (("--lang", "en"), "en"), (("--json",), "fr")):
        if case == "bad language" and language == "en":
            continue
        told = ancrage(*WORDS[case], *extra)
        assert (told.code, told.out) == (2, ""), case
        assert len(told.err) > 20
        assert "Traceback" not in told.err


def test_a_ruleset_with_mistakes_is_refused_by_every_command(ancrage: Run, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("version: 1\nrulez: []\n", encoding="utf-8")
    for words in (("rules", "check", str(file)), ("shortlist", EXAMPLE, "--ruleset", str(file))):
        told = ancrage(*words)
        assert (told.code, told.out) == (2, "")
        assert "rulez" in told.err


def spoiled_copy(tmp_path: Path) -> Path:
    """The shipped tables with one byte changed."""
    folder = tmp_path / "tables"
    shutil.copytree(PACKAGED_FOLDER, folder)
    facts = folder / "facts.csv"
    raw = bytearray(facts.read_bytes())
    raw[len(raw) // 2] ^= 1
    facts.write_bytes(raw)
    return folder


def test_a_snapshot_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    environment = {**os.environ, "ANCRAGE_DATA_DIR": str(spoiled_copy(tmp_path))}
    for words in (["data", "check"], ["shortlist", EXAMPLE], ["data", "show", "Rimouski"]):
        ran = subprocess.run(
            [sys.executable, "-m", "service.cli", *words],
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "facts.csv" in ran.stderr
        assert "Traceback" not in ran.stderr


def test_a_refusal_reads_in_80_columns(ancrage: Run) -> None:
    told: Ran = ancrage("shortlist", "-", stdin=b"car_access: bike\nactivator: joob")
    assert max(len(line) for line in told.err.splitlines()) <= 80


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_output_that_is_full_is_refused_without_a_traceback() -> None:
    words = [sys.executable, "-m", "service.cli", "data", "show", "Rimouski"]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 2
    told = ran.stderr.decode()
    assert "stdout" in told
    assert "Traceback" not in told


def test_a_file_that_the_system_refuses_is_named(
    ancrage: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "somewhere/outlooks.csv")

    monkeypatch.setattr("service.cli.options.load_labour", refuse)
    told = ancrage("shortlist", EXAMPLE)
    assert (told.code, told.out) == (2, "")
    assert "outlooks.csv" in told.err
    assert "stdout" not in told.err
