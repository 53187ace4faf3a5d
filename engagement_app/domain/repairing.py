"""Repair a damaged data file from its backups and from other laptops' files, into a new one."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from engagement_app.domain.bundles import EXPECTED
from engagement_app.domain.restoring import key_of_copy
from engagement_app.domain.tables import EVERY
from engagement_app.errors import StorageError, UserError
from engagement_app.progress import Progress, silent
from engagement_app.store import repair as store
from engagement_app.store.backup import folder_of
from engagement_app.store.bundles.bundle import is_bundle
from engagement_app.store.bundles.sealing import Ways
from engagement_app.store.copies import list_copies
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.mended_bundles import reader_of
from engagement_app.store.repair import Others, Repaired

Opening = Callable[[Path], DataKey | None]
"""The key of a protected file; None of one that is not. Raises `StorageError` or `UserError`."""


def repair(
    path: Path,
    key: DataKey | None,
    person: str,
    opening: Opening,
    *,
    folders: Iterable[Path] = (),
    further: Iterable[Path] = (),
    passphrases: tuple[str, ...] = (),
    progress: Progress = silent,
) -> Repaired:
    """Make a sound file beside the damaged one, which stays as it is; gives it and what to tell.

    It has what the file still has, what the newest sound backup has (beside the file or in these
    folders), and what further sound files and bundles of the project have. `opening` is asked
    for the key of whatever another key opens than that of the file; a bundle is opened by the key
    of the workspace, wherever that is found, by what opens the file, or by a passphrase. Raises as
    `store.repair` does.
    """
    copies = list_copies(path, {folder_of(path), *folders})
    backups = [
        (copy.path, _if_it_opens(copy.path, key, opening)) for copy in copies if copy.manifest
    ]
    known = key or next((theirs for _copy, theirs in backups if theirs), None)
    named = list(further)
    by = Ways(passphrases=passphrases, file_key=known)
    bundles = [(each, reader_of(each, by, EXPECTED)) for each in named if is_bundle(each)]
    files = [
        (each, key_of_copy(each, known) or opening(each)) for each in named if not is_bundle(each)
    ]
    others = Others(backups, files, bundles)
    return store.repair(path, EVERY, person, known, others, progress)


def _if_it_opens(copy: Path, key: DataKey | None, opening: Opening) -> DataKey | None:
    """One that nothing opens is passed over, as one that is damaged is."""
    own = key_of_copy(copy, key)
    if own is None:
        with suppress(StorageError, UserError):
            return opening(copy)
    return own
