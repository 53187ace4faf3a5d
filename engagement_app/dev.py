"""Set-up in one command, with the standard library alone.

python3 -m engagement_app.dev run [args]    make .venv if needed, install, run the program;
                                            without args it makes the sample and its papers
python3 -m engagement_app.dev test [args]   the same, then format, lint, types and tests;
                                            args go to pytest, which then runs alone
"""

import hashlib
import os
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / ".installed"
CHECKS = (("ruff", "format", "--check", "."), ("ruff", "check", "."), ("mypy",), ("pytest",))


def main(words: list[str]) -> int:
    """Do what the words say; gives the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is run before anything is installed
        print("Python 3.11 or newer is needed.", file=sys.stderr)
        return 2
    what, *rest = words or ["run"]
    if what == "run":
        install("")
        return call("engagement_app", *(rest or ["demo"]), where=None)
    if what == "test":
        install("[test]")
        return test(rest)
    print(__doc__, file=sys.stderr)
    return 2


def test(words: list[str]) -> int:
    """Every check, or pytest alone with these words; stops at the first that fails."""
    for check in [("pytest", *words)] if words else CHECKS:
        if status := call(*check, where=ROOT):
            return status
    return 0


def call(module: str, *words: str, where: Path | None) -> int:
    """Run a module in the environment; gives its exit status."""
    return subprocess.run([str(PYTHON), "-m", module, *words], cwd=where, check=False).returncode


def install(extra: str) -> None:
    """Make the environment and install the program, unless just that was done before."""
    told = (ROOT / "pyproject.toml").read_bytes() + f"{extra} {sys.version} {ROOT}".encode()
    wanted = hashlib.sha256(told).hexdigest()
    done = STAMP.read_text().split() if STAMP.exists() else []
    if wanted in done and PYTHON.exists():
        return
    if not PYTHON.exists():
        make_environment()
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([*pip(), "install", *quiet, "-e", f"{ROOT}{extra}"], check=True)
    STAMP.write_text(" ".join([*done, wanted]))


def make_environment() -> None:
    """A virtual environment; a Debian without python3-venv has no pip to put into it."""
    venv.create(ENVIRONMENT, with_pip=find_spec("ensurepip") is not None)


def pip() -> list[str]:
    """The environment's pip, or the system's made to work on the environment."""
    own = [str(PYTHON), "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True, check=False).returncode == 0:
        return own
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
