"""Copies that another key opens than that of the file, or none: found, deleted when it is asked.

Whoever has an old passphrase and old key slots can still read them.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from sqlmodel import Session

from engagement_app.domain.soundness import back_up
from engagement_app.progress import Progress, silent
from engagement_app.store.audit import Audited
from engagement_app.store.backup import folder_of
from engagement_app.store.changes import oldest_change
from engagement_app.store.copies import REPLACED, UNPROTECTED, not_under, remove_copies, under_keys
from engagement_app.store.datafile import DataFile


def find_under_other_keys(
    session: Session, path: Path, vault: str, before: Collection[str], places: Iterable[Path]
) -> list[Path]:
    """Those beside the file and put aside by restores; and in other places those of this very file
    that are unprotected, or under a key that it had before."""
    older = {UNPROTECTED, *before} - {vault}
    return [*not_under(path, vault), *under_keys(path, places, oldest_change(session), older)]


def place_of(path: Path, copy: Path) -> Path:
    """The folder in which a copy is missed: what a restore put aside belongs to those beside."""
    return folder_of(path) if copy.parent.name.startswith(REPLACED) else copy.parent


def remove_after_backup(
    file: DataFile, copies: Collection[Path], progress: Progress = silent
) -> list[Path]:
    """Make a new copy in each place, proved to open, then remove these there; gives those that
    could not be. Raises `UserError` or `StorageError`, and removes nothing where one cannot be
    made."""
    places = sorted({place_of(file.path, copy) for copy in copies})
    for done, place in enumerate(places):
        progress(done, len(places))
        back_up(file, place, thinned=False)
    remove_copies(copies)
    left = [copy for copy in copies if copy.exists()]
    file.note(Audited.REMOVE, what="backups", copies=len(copies) - len(left))
    return left
