"""Work where the system gives everything to everybody (umask 000), and look at who may read it.

    python tests/faults/permissions.py

Commands make, import, back up, restore, export, report, protect and erase, each as if the program
were started anew; then the window opens the file, keeps a draft, makes room for a full
disk, is called by a second start, shows a paper in another program and locks. After each step
every file under its home must be for its owner alone (0600, folders 0700). The control is the
window without the program's own care, and must be noticed (else the exit status is 2).
"""

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

GOOD, BAD, VOID = 0, 1, 2
PLACES = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
WORDS = "three words of ours"
FILE = ("--file", "data/town.engagement")
PASS = ("--passphrase-file", "given/words.txt")
COMMANDS = (
    ("new", "data/town.engagement", "--project", "Town voices", "--event", "Spring forum"),
    ("import", "attendees", "given/people.csv", *FILE),
    ("backup", *FILE),
    ("backup", "--to", "stick", *FILE),
    ("check", *FILE),
    ("export", "project", "--to", "out/town.json", *FILE),
    ("export", "attendees", "--to", "out/people.csv", *FILE),
    ("export", "attendees", "--to", "out/people.xlsx", *FILE),
    ("report", "gap", "--out", "out/gap.pdf", *FILE),
    ("report", "gap", "--out", "out/gap.xlsx", *FILE),
    ("restore", "NEWEST", "--yes", *FILE),
    ("person", "export", "Jo Day", "--to", "out/jo.pdf", *FILE),
    ("person", "erase", "Ann Bell", "--reason", "asked", "--yes", *FILE),
    ("protect", *FILE, *PASS),
    ("backup", *FILE, *PASS),
    ("demo", "--out", "demo"),
)


def for_others(home: Path) -> list[str]:
    """What somebody else may read or write, with its rights."""
    found = []
    for each in sorted(home.rglob("*")):
        rights = each.stat(follow_symlinks=False).st_mode & 0o777
        if not each.is_symlink() and rights & 0o077:
            found.append(f"{each.relative_to(home)} {rights:o}")
    return found


def world(home: Path) -> dict[str, str]:
    """A home of its own for everything that is written anywhere."""
    places = {name: str(home / name.lower()) for name in PLACES}
    for place in (*places.values(), *(str(home / each) for each in ("given", "data", "out"))):
        Path(place).mkdir(mode=0o700)
    for name, text in (
        ("people.csv", "First name,Surname\nAnn,Bell\nJo,Day\n"),
        ("words.txt", WORDS),
    ):
        (home / "given" / name).write_text(text)
        (home / "given" / name).chmod(0o600)
    more = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return {
        **os.environ,
        **places,
        **more,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def started(home: Path, known: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Start Python with these words where the system gives everything to everybody."""
    wanted = ["sh", "-c", 'umask 000; exec "$0" "$@"', sys.executable, *words]
    return subprocess.run(wanted, cwd=home, env=known, capture_output=True, text=True)


def by_command(home: Path, known: dict[str, str]) -> list[str]:
    """Do all commands, one after the other; gives what was wrong after each."""
    ran = started(home, known, __file__, "commands", str(home))
    return [*ran.stdout.splitlines(), *([] if ran.returncode == 0 else [ran.stderr])]


def in_commands(home: Path) -> int:
    """One program that is begun anew for each command, where everybody may read everything."""
    from engagement_app import app

    for words in COMMANDS:
        copies = sorted((home / "data" / "backups").glob("*.engagement"))
        sys.argv[1:] = [str(copies[-1]) if word == "NEWEST" else word for word in words]
        os.umask(0)
        with redirect_stdout(told := TextIOWrapper(BytesIO())), redirect_stderr(told):
            status = app.main()
        if status:
            told.seek(0)
            print(f"{words[0]} failed: {told.read()}")
        for each in for_others(home):
            print(f"{' '.join(words[:2])}: {each}")
    return 0


def by_window(home: Path, known: dict[str, str], *, careless: bool = False) -> list[str]:
    """Open the file in the window and work; what was wrong at any time."""
    ran = started(home, known, __file__, "careless" if careless else "careful", str(home))
    if ran.returncode:
        return [f"the window failed: {ran.stderr}"]
    return [
        *filter(None, ran.stdout.splitlines()),
        *(f"closed: {each}" for each in for_others(home)),
    ]


def in_window(home: Path, *, careless: bool) -> int:
    """The program itself, in whose window somebody works; what others may read goes to stdout."""
    from engagement_app import app
    from engagement_app.gui import application

    if careless:
        os.umask = lambda _mask: 0
    begun = application.begin

    def begin(window: Any) -> None:
        try:
            begun(window)
            work(window, lambda when: print(*(f"{when}: {e}" for e in for_others(home)), sep="\n"))
            window.close()
        except BaseException:  # a box with it would wait for somebody to close it
            traceback.print_exc()
            sys.stdout.flush()
            os._exit(1)

    application.begin = begin
    sys.argv = sys.argv[:1]
    return app.main()


def work(window: Any, look: Callable[[str], None]) -> None:
    """What leaves files: a draft, room for a full disk, a call, a paper shown outside, a lock."""
    from PySide6.QtGui import QDesktopServices

    from engagement_app.gui import holding
    from engagement_app.store.reserve import reserve_of
    from tests.gui.keys import Keys

    keys = Keys(window)
    assert window.is_locked
    window.unlock.passphrase.line.setText(WORDS)
    window.unlock.try_it()
    keys.until(lambda: window.workspace.is_open and not window.is_locked)
    path = window.workspace.path
    keys.until(reserve_of(path).exists)
    look("open")
    holding.time = SimpleNamespace(
        monotonic=holding.time.monotonic, sleep=lambda _s: look("called")
    )
    holding._ANSWER_MS = 1
    holding._call(path)
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.records)
    page.records.begin("person")
    page.records.place().panel.form.editors["given_name"].setText("Ann")
    window.workspace.drafts.flush()
    keys.saved()
    look("draft")
    window.go_to("reports")
    page = window.pages["reports"]
    keys.until(page.outside.isEnabled)
    QDesktopServices.openUrl = lambda _url: True
    page.outside.click()
    assert list(Path(os.environ["TMPDIR"]).rglob("*.pdf"))
    look("a paper outside")
    window.lock.lock()
    look("locked")


def campaign(home: Path) -> tuple[list[str], list[str]]:
    """What others may read, and what they may in the control."""
    known = world(home)
    wrong = by_command(home, known) + by_window(home, known)
    return wrong, by_window(home, known, careless=True)


def main() -> int:
    """Print what others may read; gives the exit status."""
    if len(sys.argv) > 1:
        _this, how, home = sys.argv
        if how == "commands":
            return in_commands(Path(home))
        return in_window(Path(home), careless=how == "careless")
    with tempfile.TemporaryDirectory() as folder:
        wrong, control = campaign(Path(folder))
        count = sum(1 for _each in Path(folder).rglob("*"))
    print("\n".join(wrong) or f"{count} files and folders, each for its owner alone")
    print(f"control, without our own care: {len(control)} for others")
    return VOID if not control else BAD if wrong else GOOD


if __name__ == "__main__":
    sys.exit(main())
