"""The disk on which a file lies: its name, its room, and whether it may be written to."""

import os
import shlex
import shutil
from contextlib import suppress
from pathlib import Path

from engagement_app.language import _, plural

Identity = tuple[int, int] | None
"""Which file it is, whatever it is called; None where there is none."""
_OWN = ("/", "/home", "/var", "/System/Volumes/Data")
"""Where the disk of the laptop itself is mounted."""


def name_of(path: Path) -> str:
    """What people call the disk: a letter, the name of a stick, or the laptop's own."""
    top = _mounted(path.absolute())
    if top.drive:
        return top.drive
    return _("the disk of this laptop") if str(top) in _OWN else top.name


def free_bytes(path: Path) -> int | None:
    """Bytes that this person may still write there; None where that cannot be told."""
    with suppress(OSError):
        return shutil.disk_usage(_nearest(path.absolute())).free
    return None


def may_be_changed(path: Path) -> bool:
    """Whether this file, and the journal beside it, may be written."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def identity(path: Path) -> Identity:
    """Which file lies under this name; None where none does."""
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def where_it_lies(path: Path) -> Path:
    """The file itself, where the name is a link to it: what is put in its place, and what lies
    beside it, goes there too, and nothing of it is left behind."""
    return Path(os.path.realpath(path)) if os.path.islink(path) else path


def told_of_other_names(path: Path) -> str:
    """What is to be said where the file has further names (hard links); mostly nothing: what is
    put in its place has this one alone, and the old content stays under the others."""
    with suppress(OSError):
        if others := path.stat().st_nlink - 1:
            first = plural(
                "{count} other name of this file on the disk (a hard link)",
                "{count} other names of this file on the disk (hard links)",
                others,
            )
            sentence = _(
                "Found: {first}. What lies under another name stays as it is, unprotected:"
                " “{command}” lists all names; delete those other than {file}."
            )
            return sentence.format(first=first, command=_to_list_names(path), file=path)
    return ""


def _to_list_names(path: Path) -> str:
    if os.name == "nt":
        return f'fsutil hardlink list "{path.absolute()}"'
    return f"find {shlex.quote(str(_mounted(path.absolute())))} -xdev -inum {path.stat().st_ino}"


def _nearest(path: Path) -> Path:
    """The path itself, else the nearest folder above it that is there."""
    return next((each for each in (path, *path.parents) if os.path.exists(each)), path)


def _mounted(path: Path) -> Path:
    """The topmost folder of the disk."""
    top = _nearest(path)
    with suppress(OSError):
        disk = top.stat().st_dev
        while top.parent != top and top.parent.stat().st_dev == disk:
            top = top.parent
    return top if top.is_dir() else top.parent
