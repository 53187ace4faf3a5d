"""A backup is worked on in a copy of it: the backup itself, and what it is of, stay as they are."""

import shutil
from pathlib import Path

from engagement_app.language import _
from engagement_app.store.copies import Copy
from engagement_app.store.failures import on_disk
from engagement_app.store.partial import keep_new, make_private, unfinished


def copy_out(copy: Copy, lost: Path, otherwise: Path) -> Path:
    """Copy a backup beside the file that it was made of, under a name of its own; gives the copy.

    Into the folder `otherwise` where that of the file is gone. Raises `StorageError`.
    """
    folder = lost.parent if lost.parent.is_dir() else otherwise
    stem = _("{file} from backup {day}").format(file=lost.stem, day=f"{copy.made_at:%Y-%m-%d}")
    target = _free_name(folder, stem, lost.suffix)
    with on_disk(target):
        make_private(folder)
        with unfinished(target) as part:
            shutil.copyfile(copy.path, part)
            keep_new(part, target)
    return target


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    target, number = folder / f"{stem}{suffix}", 1
    while target.exists():
        number += 1
        target = folder / f"{stem} {number}{suffix}"
    return target
