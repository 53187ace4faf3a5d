"""Acts that change much at once, each with a backup made first. An erasure makes none."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from engagement_app.domain import restoring
from engagement_app.domain.restoring import Keys, Restored
from engagement_app.domain.soundness import FileAndKey, Source, back_up, back_up_if_changed
from engagement_app.errors import StorageError, UserError
from engagement_app.progress import Progress, silent
from engagement_app.store import protecting
from engagement_app.store.backup import folder_of
from engagement_app.store.copies import list_copies, newest_proved, remove_copies
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.ways import Protection
from engagement_app.store.manifest import is_copy
from engagement_app.store.reserve import refuse_without_room

_SERIES = timedelta(minutes=10)
"""One backup serves for merges that follow each other: each is one small act that can be undone."""


def before_import(file: Source, progress: Progress = silent) -> None:
    """A backup of what changed since the last one. Raises `StorageError`, also where the disk is
    nearly full."""
    refuse_without_room(file.path)
    if not is_copy(file.path):
        back_up_if_changed(file, folder_of(file.path), progress)


def before_commit(file: Source) -> None:
    """A backup of the file as it is without what was written in the transaction under way: nothing
    of that is on the disk yet (see `store.engine`). Raises `StorageError`, and nothing is kept."""
    if not is_copy(file.path):
        back_up_if_changed(FileAndKey(file.path, file.key), folder_of(file.path))


def before_merge(file: Source) -> None:
    """The same, unless one was made just now. Raises as `before_import` does."""
    refuse_without_room(file.path)
    newest = newest_proved(list_copies(file.path, [folder_of(file.path)]))
    if newest is None or abs(datetime.now(UTC) - newest.made_at) > _SERIES:
        before_import(file)


def restore(path: Path, copy: Path, keys: Keys, progress: Progress = silent) -> Restored:
    """`restoring.restore`, after a backup of the file where it is sound; what is not sound is kept
    in the folder of what was replaced alone. No older backup makes room: it may be the very one."""
    with suppress(StorageError, UserError, SQLAlchemyError, ValueError, TypeError):
        if path.exists():
            file = FileAndKey(path, keys[0])
            back_up_if_changed(file, folder_of(path), thinned=False)
    return restoring.restore(path, copy, keys, progress)


def protect(path: Path, protection: Protection) -> DataKey:
    """Protect a file that is not; gives its key. Raises `StorageError` and changes nothing."""
    protecting.refuse_protected(path)
    return _under_another_key(path, None, lambda: protecting.protect(path, protection))


def renew(path: Path, key: DataKey, protection: Protection) -> DataKey:
    """Give a protected file a new key; gives that. Raises `StorageError` and changes nothing."""
    return _under_another_key(path, key, lambda: protecting.renew(path, key, protection))


def unprotect(path: Path, key: DataKey) -> None:
    """Take the protection away; the backup made first is still protected. Raises `StorageError`."""
    back_up_if_changed(FileAndKey(path, key), folder_of(path), thinned=False)
    protecting.unprotect(path, key)


def _under_another_key(path: Path, old: DataKey | None, change: Callable[[], DataKey]) -> DataKey:
    """A backup under the old key while it is changed, and one under the new key afterwards. Then
    the former goes: it would be a copy that anybody reads, or the holder of the old key."""
    folder = folder_of(path)
    before = back_up_if_changed(FileAndKey(path, old), folder, thinned=False)
    key = change()
    with suppress(StorageError, UserError):  # the file is under the new key, whatever becomes of it
        back_up(FileAndKey(path, key), folder, thinned=False)
        if before is not None:
            remove_copies([before])
    return key
