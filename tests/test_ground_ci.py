"""`.ci/run` asks the system for what is missing, and for nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON_WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\nexit 0\n'
PYTHON_WITH_VENV = "#!/bin/sh\nexit 0\n"
MAKE = '#!/bin/sh\necho "make $* CI=$CI"\n'
APT_GET = f"""#!/bin/sh
echo "apt-get $*"
case "$1" in install) printf '%s' '{MAKE}' > "$STUBS/make"; chmod +x "$STUBS/make" ;; esac
"""
SUDO = '#!/bin/sh\nshift\nexec "$@"\n'
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason=".ci/run is for Debian")


def ci(folder: Path, **stubs: str) -> list[str]:
    """What `.ci/run` says on a machine that has only these commands."""
    for name, script in (stubs | {"sudo": SUDO, "apt-get": APT_GET}).items():
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)
    for name in ("bash", "dirname", "chmod"):
        (folder / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [str(folder / "bash"), str(ROOT / ".ci" / "run")],
        env={"PATH": str(folder), "STUBS": str(folder), "HOME": os.environ.get("HOME", "")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


def test_a_machine_that_has_everything_installs_nothing(tmp_path: Path) -> None:
    assert ci(tmp_path, python3=PYTHON_WITH_VENV, make=MAKE) == ["make test CI=true"]


def test_a_python_that_cannot_make_an_environment_is_completed(tmp_path: Path) -> None:
    _, install, last = ci(tmp_path, python3=PYTHON_WITHOUT_VENV, make=MAKE)
    assert install.startswith("apt-get install")
    assert install.endswith("recommends python3 python3-venv")
    assert last == "make test CI=true"


def test_a_bare_machine_gets_make_and_python(tmp_path: Path) -> None:
    _, install, last = ci(tmp_path)
    assert install.endswith("recommends make python3 python3-venv")
    assert last == "make test CI=true"
