"""Set-up in one command, with the standard library alone.

python3 -m engagement_app.dev run [args]    make .venv if needed, install, open the window;
                                            with args run that command; without a screen and
                                            without args make the sample and its papers
python3 -m engagement_app.dev test [args]   the same, then format, lint, types and the everyday
                                            tests (every test where CI is set);
                                            args go to pytest, which then runs alone
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / ".installed"
# Shared libraries that Qt needs and pip does not bring, and their Debian packages.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest", "-q", "-n", "auto"),
)
EVERYDAY = ("-m", "not thorough")


def main(words: list[str]) -> int:
    """Do what the words say; gives the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is run before anything is installed
        print("Python 3.11 or newer is needed.", file=sys.stderr)
        return 2
    what, *rest = words or ["run"]
    if what == "run":
        install("")
        if not rest and has_screen():
            bring_libraries(LIBRARIES | SCREEN_LIBRARIES)
        return call("engagement_app", *(rest or ([] if has_screen() else ["demo"])), where=None)
    if what == "test":
        install("[test]")
        bring_libraries(LIBRARIES)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # They wait for the disk and for each other's programs a third of the time.
        os.environ.setdefault("PYTEST_XDIST_AUTO_NUM_WORKERS", str((os.cpu_count() or 1) + 1))
        return test(rest)
    print(__doc__, file=sys.stderr)
    return 2


def test(words: list[str]) -> int:
    """Every check, or pytest alone with these words; stops at the first that fails."""
    chosen = () if os.environ.get("CI") else EVERYDAY
    checks = (*CHECKS[:-1], (*CHECKS[-1], *chosen))
    for check in [("pytest", *words)] if words else checks:
        if status := call(*check, where=ROOT):
            return status
    return 0


def call(module: str, *words: str, where: Path | None) -> int:
    """Run a module in the environment; gives its exit status."""
    return subprocess.run([str(PYTHON), "-m", module, *words], cwd=where, check=False).returncode


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def bring_libraries(libraries: dict[str, str]) -> None:
    """Install what Qt misses where that is allowed, else say how."""
    missing = [package for library, package in libraries.items() if not can_load(library)]
    if not sys.platform.startswith("linux") or not missing:
        return
    wanted = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if os.geteuid() or not shutil.which("apt-get"):
        print("Qt needs more of the system. Run this first:", "sudo", *wanted, file=sys.stderr)
        return
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    subprocess.run(wanted, env=quiet, check=True)


def can_load(library: str) -> bool:
    """Whether the system has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


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
