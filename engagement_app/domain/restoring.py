"""Restore: put a backup in the place of the file, try whether one could be, put back what was."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engagement_app.domain.contents import Contents, contents_of, names_of, projects_in
from engagement_app.domain.tables import EVERY
from engagement_app.errors import StorageError, UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store import restoring
from engagement_app.store.keys.data_key import DataKey, vault_of
from engagement_app.store.later_erasures import gather
from engagement_app.store.partial import clear_away, unfinished

Keys = tuple[DataKey | None, DataKey | None]
"""What opens the file, and what opens the backup; None for what is not protected."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What the file held (None where nothing could be read), what it holds, and where the old
    one lies (None where there was none)."""

    before: Contents | None
    after: Contents
    folder: Path | None


def rehearse(path: Path, copy: Path, key: DataKey | None, progress: Progress = silent) -> Contents:
    """Restore the backup into a temporary file beside `path`, prove it, and gives what it holds.

    It stays under the key of the backup, and is gone afterwards. Raises `StorageError`.
    """
    clear_away(path.parent)
    progress(0, 1)
    with unfinished(path) as part:
        restoring.take_out(copy, part, EVERY.values(), key, key)
        return contents_of(part, key)


def restore(path: Path, copy: Path, keys: Keys, progress: Progress = silent) -> Restored:
    """Put what the backup holds in the place of the file; what was there is kept beside it.

    Who was erased since is in the ledger beside it before it is there, so that whoever opens it
    finds them erased.

    Raises `UserError` for a backup of another project and `StorageError`, and changes nothing.
    """
    own, theirs = keys
    refuse_itself(path, copy)
    before, projects = readable_contents(path, own), readable_projects(path, own)

    def ready(part: Path, key: DataKey | None) -> None:
        _refuse_other_project(path, projects, copy, projects_in(part, key))
        gather(path, copy, keys)
        progress(1, 2)

    progress(0, 2)
    folder = restoring.put_back(path, copy, EVERY.values(), keys, ready)
    return Restored(before, contents_of(path, own or theirs), folder)


def put_back(path: Path, folder: Path, keys: Keys) -> Restored:
    """Put back what a restore replaced; `keys` open what is there now, and what was there."""
    before = readable_contents(path, keys[0])
    aside = restoring.swap_back(path, folder, *keys)
    after = readable_contents(path, keys[1]) or Contents(0, 0, {})
    return Restored(before, after, aside)


def key_of_copy(copy: Path, own: DataKey | None) -> DataKey | None:
    """The key of the file where it is that of the backup too; else None."""
    with suppress(OSError), copy.open("rb") as file:
        if own and vault_of(file.read(16)) == own.vault:
            return own
    return None


def refuse_itself(path: Path, copy: Path) -> None:
    """A file is not restored from itself."""
    if path.exists() and copy.exists() and path.samefile(copy):
        sentence = _("{file} is the data file itself. Name a backup of it.")
        raise UserError(sentence.format(file=copy.name))


def refuse_other_project(path: Path, own: DataKey | None, copy: Path, after: Contents) -> None:
    """Raise `UserError` where the file holds projects, and none of the backup's is among them."""
    _refuse_other_project(path, readable_projects(path, own), copy, after.projects)


def _refuse_other_project(
    path: Path, ours: dict[str, str], copy: Path, theirs: dict[str, str]
) -> None:
    if ours and not ours.keys() & theirs.keys():
        sentence = _(
            "{copy} is no backup of {file}: it holds {theirs}, and the file holds {ours}. Nothing"
            " was changed. Make a new file, and restore into that."
        )
        told = sentence.format(
            copy=copy.name,
            file=path.name,
            theirs=names_of(theirs) or _("no project"),
            ours=names_of(ours),
        )
        raise UserError(told)


def readable_projects(path: Path, key: DataKey | None) -> dict[str, str]:
    """The projects of a file of which nothing else may be readable; none where they are not."""
    with suppress(StorageError):
        return projects_in(path, key)
    return {}


def readable_contents(path: Path, key: DataKey | None) -> Contents | None:
    """What the file holds; None of one that is not there, empty, or cannot be read."""
    with suppress(StorageError):
        return contents_of(path, key)
    return None
