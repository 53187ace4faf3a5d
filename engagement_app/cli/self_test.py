"""`self-test`: do each part of the work once, in a folder that is cleared away afterwards."""

import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

from engagement_app.cli.bundling import bundle
from engagement_app.cli.demo import demo
from engagement_app.cli.exporting import export
from engagement_app.cli.files import Options
from engagement_app.cli.keeping import back_up, check
from engagement_app.cli.output import say, warn
from engagement_app.cli.protecting import protect, unprotect
from engagement_app.cli.window import parts_of_the_system
from engagement_app.exchange.exporting import ENDINGS
from engagement_app.language import _
from engagement_app.store import place
from engagement_app.store.locked import new_passphrase, write_locked

_FAILED = 70


def self_test(_options: Options) -> int:
    """Try the papers, the check, the backup, the lists and the window; says what works."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"sample{place.EXTENSION}"
        meant = SimpleNamespace(file=str(path), to=None, out=folder, repair=False, others=[])
        for name, command in (
            (_("sample and papers"), demo),
            (_("check"), check),
            (_("backup"), back_up),
            (_("lists and calendar"), _export),
            (_("protection"), _protect),
            (_("bundle"), _bundle),
        ):
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as told:
                status = command(meant)
            if status:
                warn(told.getvalue())
                return status
            say(_("works: {part}").format(part=name))
        return _window(path)


def _export(meant: Options) -> int:
    """Every ending of the follow-ups: what writes each is loaded."""
    switches = {"project": None, "with_deleted": False, "with_monitoring": False}
    for ending in ENDINGS["follow-ups"]:
        to = str(Path(meant.out) / f"follow-ups{ending}")
        if status := export(SimpleNamespace(file=meant.file, what="follow-ups", to=to, **switches)):
            return status
    return 0


def _protect(meant: Options) -> int:
    """Protect the file and make it plain again: the cipher, the key slots and the key's making;
    and lock a file that leaves it."""
    write_locked(Path(meant.out) / "people.csv", b"name", new_passphrase())
    words = Path(meant.out) / "passphrase"
    words.write_text("a passphrase for this trial alone", encoding="utf-8")
    given = SimpleNamespace(file=meant.file, passphrase_file=str(words))
    return protect(given) or unprotect(given)


def _bundle(meant: Options) -> int:
    """Make one and take it in again, where all of it is known."""
    to = str(Path(meant.out) / "sample.bundle")
    words = str(Path(meant.out) / "passphrase")
    given = {"file": meant.file, "path": to, "bundle_passphrase_file": words, "dry_run": False}
    made = bundle(SimpleNamespace(what="make", **given))
    return made or bundle(SimpleNamespace(what="apply", **given))


def _window(path: Path) -> int:
    with parts_of_the_system():
        from engagement_app.gui.self_test import visit_pages

    troubles = visit_pages(path, lambda page: say(_("works: {part}").format(part=page)))
    for trouble in troubles:
        warn(trouble)
    return _FAILED if troubles else 0
