"""The state of a file: copies that are proved, and whether all is as it should be."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Protocol

from engagement_app.domain.backup_age import is_over, longest_months
from engagement_app.domain.contents import Contents
from engagement_app.domain.restoring import key_of_copy, rehearse
from engagement_app.domain.tables import EVERY
from engagement_app.progress import Progress, silent
from engagement_app.store import backup
from engagement_app.store.audit import Audited
from engagement_app.store.beyond_use import remove_older
from engagement_app.store.check import findings
from engagement_app.store.copies import Copy, list_copies, newest_proved, unlike_its_copies
from engagement_app.store.datafile import DataFile
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.later_erasures import erased_at
from engagement_app.store.manifest import contents, unlike_its_manifest
from engagement_app.store.outputs import make_folder
from engagement_app.store.proving import held_now, reading_only
from engagement_app.store.thinning import thin


class Source(Protocol):
    """A file that is copied: an open one, or its path and key."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def key(self) -> DataKey | None:
        """What opens it, if it is protected."""


@dataclass(frozen=True, slots=True)
class FileAndKey:
    """A file for work that goes on while others write to it."""

    path: Path
    key: DataKey | None


def back_up(
    file: Source, folder: Path, progress: Progress = silent, *, thinned: bool = True
) -> Path:
    """Copy the file into the folder, proved to open; gives the copy. Raises as `backup.make`.

    Then older copies there make room (`thinned`), as `thinning` and `beyond_use` say.
    """
    progress(0, 1)
    make_folder(folder)
    copy = backup.make(file.path, folder, EVERY.values(), file.key)
    if isinstance(file, DataFile):
        file.note(Audited.BACKUP, file=copy.name)
    if thinned:
        _thin(file, folder)
        remove_older(file.path, folder, erased_at(copy, file.key))
    return copy


def back_up_if_changed(
    file: Source, folder: Path, progress: Progress = silent, *, thinned: bool = True
) -> Path | None:
    """The same, unless the newest copy there holds all that the file does."""
    newest = newest_proved(list_copies(file.path, [folder]))
    told = newest.manifest if newest else None
    if told and contents(told) == contents(held_now(file.path, file.key)):
        if thinned:
            _thin(file, folder)
        return None
    return back_up(file, folder, progress, thinned=thinned)


def _thin(file: Source, folder: Path) -> None:
    """Older copies make room, and those go for which the time is over that the file has set."""
    now = datetime.now(UTC)
    with reading_only(file.path, file.key) as session:
        months = longest_months(session)
    thin(file.path, folder, now, is_over(months, now.date()))


def drill(file: Source, folder: Path, progress: Progress = silent) -> tuple[Copy, Contents] | None:
    """Restore the newest copy into a temporary file and count; None where there is no copy.

    Raises `StorageError` for one that cannot be restored.
    """
    newest = newest_proved(list_copies(file.path, [folder]))
    if newest is None:
        return None
    key = key_of_copy(newest.path, file.key)
    return newest, rehearse(file.path, newest.path, key, progress)


def check(
    file: DataFile, progress: Progress = silent, folder: Path | None = None
) -> tuple[str, ...]:
    """A sentence for each thing that is wrong with the file; none for a sound one.

    It is held to the backups that lie beside it and in the folder.
    """
    folders = {backup.folder_of(file.path), *([folder] if folder else ())}
    with file.reading() as session:
        found = findings(session, EVERY.values(), progress)
        unlike = unlike_its_manifest(session, file.path)
        return tuple(chain(found, unlike, unlike_its_copies(session, file.path, folders)))
