"""Protect a file, take its protection away, or give it a new key: always through a new file.

The new one is written beside the old one and proved to hold the same; then it takes its place in
one step. Its key slots are there before it, those of the old one until after it: whenever the
program is killed, the old file or the new one is there, and opens.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _
from engagement_app.store.disk import identity
from engagement_app.store.engine import connect, settle
from engagement_app.store.failures import explained, failure, on_disk
from engagement_app.store.header import look
from engagement_app.store.keys import os_keyring
from engagement_app.store.keys.data_key import DataKey, vault_of
from engagement_app.store.keys.places import ahead, beside, spread, spread_ahead
from engagement_app.store.keys.ways import Protection, laid_out
from engagement_app.store.manifest import count, held
from engagement_app.store.partial import clear_away, keep, unfinished
from engagement_app.store.proving import copy_under


def protect(path: Path, protection: Protection) -> DataKey:
    """Protect a file that is not; gives its key. Raises `StorageError` and changes nothing."""
    refuse_protected(path)
    return _under_a_new_key(path, None, protection)


def refuse_protected(path: Path) -> None:
    """Raise `UserError` for a file that is protected."""
    if look(path):
        raise UserError(_("{file} is protected already.").format(file=path.name))


def renew(path: Path, key: DataKey, protection: Protection) -> DataKey:
    """Give a protected file a new key, and new slots; gives the key. Raises `StorageError`."""
    return _under_a_new_key(path, key, protection)


def unprotect(path: Path, key: DataKey) -> None:
    """Take the protection away: any program can read the file. Raises `StorageError`.

    What the keyring holds stays: it opens the backups that were made before.
    """
    _rewrite(path, key, None)
    with suppress(OSError):
        beside(path).unlink(missing_ok=True)


def _under_a_new_key(path: Path, old: DataKey | None, protection: Protection) -> DataKey:
    key = DataKey.fresh()
    slots = laid_out(key, protection)
    with ExitStack() as on_failure:
        on_failure.callback(_clear_ahead, path, key.vault)
        with on_disk(path):
            spread_ahead(path, slots)
        _rewrite(path, old, key)
        on_failure.pop_all()
    with on_disk(path):
        spread(path, slots)
    return key


def _clear_ahead(path: Path, vault: str) -> None:
    """Remove the slots of a key under which the file was not written after all, and what the
    keyring holds for it."""
    with suppress(OSError), path.open("rb") as file:
        if vault_of(file.read(16)) != vault:
            ahead(path, vault).unlink(missing_ok=True)
            os_keyring.dropped(vault)


def _rewrite(path: Path, old: DataKey | None, new: DataKey | None) -> None:
    """The same file under another key, or under none; nobody else can write meanwhile."""
    path = path.absolute()
    clear_away(path.parent)
    with on_disk(path), explained(path), unfinished(path) as part, alone(path, old) as guard:
        copy_under(path, part, old, new)
        _refuse_unlike(path, part, old, new)
        if os.name == "nt":
            guard.close()  # there a file that is open cannot be replaced
        keep(part, path)


@contextmanager
def alone(path: Path, key: DataKey | None) -> Iterator[Any]:
    """A connection that has the right to write, and with it that nobody else does.

    Raises `StorageError` where another file took the place of this one while it was waited for.
    """
    before = identity(path)
    guard = connect(path, key)
    try:
        settle(guard)
        guard.execute("BEGIN IMMEDIATE")
        if identity(path) != before:
            raise failure(path, Cause.MOVED)
        yield guard
    finally:
        guard.close()


def _refuse_unlike(path: Path, part: Path, old: DataKey | None, new: DataKey | None) -> None:
    """Open the new file again, and see that it is sound and holds what the old one does."""
    there, fresh = connect(path, old), connect(part, new)
    try:
        for connection in (there, fresh):
            settle(connection)
        sound = (
            fresh.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not fresh.execute("PRAGMA cipher_integrity_check").fetchall()
            and held(count(fresh)) == held(count(there))
        )
        fresh.execute("PRAGMA journal_mode=DELETE")
    finally:
        fresh.close()
        there.close()
    if not sound:
        sentence = _(
            "The new file did not hold what {file} holds, so it was removed; {file} is as it was."
            " “engagement-app check” says whether it is sound."
        )
        raise StorageError(sentence.format(file=path.name), Cause.DAMAGED)
