"""Files that appear whole or not at all: written beside their place, synced, then renamed."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store.record import new_id

_ENDING = ".part"
_PARTIAL = re.compile(r"\.(.+)\.([0-9]+)-[0-9a-f]{8}\.part(-journal)?", re.DOTALL)

_DIGITS = 12
"""More than the number of any process has."""


def partial_path(path: Path) -> Path:
    """Where a file is written until it is whole; names the process that is at it."""
    return path.with_name(f".{path.name}.{os.getpid()}-{new_id()[:8]}{_ENDING}")


def meant(path: Path) -> Path:
    """The file that a partial one is written for, which is what people know; else the path."""
    while found := _PARTIAL.fullmatch(path.name):
        path = path.parent / found[1]
    return path


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A partial file for `path`, private to its owner; gone afterwards if it was not renamed."""
    part = partial_path(path)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        for leftover in (part, part.with_name(part.name + "-journal")):
            leftover.unlink(missing_ok=True)


def keep(part: Path, path: Path) -> None:
    """Put the whole file in its place, over what was there, and see it on the disk."""
    sync(part)
    os.replace(part, path)
    sync_folder(path.parent)


def keep_new(part: Path, path: Path) -> None:
    """The same under a name that nothing has; raises `UserError` where another program was first.

    On a disk without links it is asked just before.
    """
    sync(part)
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise is_there(path) from error
    except OSError as error:
        if path.exists():
            raise is_there(path) from error
        os.replace(part, path)
    sync_folder(path.parent)


def is_there(path: Path) -> UserError:
    """The error for a name that is taken."""
    sentence = _("{file} is there already. Name a new file; nothing was changed.")
    return UserError(sentence.format(file=path))


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write the file in one step, of bytes or of pieces of them; raises `OSError` and leaves what
    was there."""
    with unfinished(path) as part:
        with part.open("wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
        keep(part, path)


def copy_private(path: Path, to: Path) -> None:
    """Copy the bytes of a file into one that its owner alone may read, whatever the umask."""
    with path.open("rb") as source, os.fdopen(os.open(to, _ANEW, 0o600), "wb") as copy:
        shutil.copyfileobj(source, copy)


_ANEW = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def make_private(folder: Path) -> None:
    """The folder and those above it that are not there yet, for their owner alone."""
    for each in reversed((folder, *folder.parents)):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)


def sync(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def let_go(path: Path) -> None:
    """See the file on its disk and out of memory: what is read next comes from the disk itself,
    be it a stick or a share, where the system can do that."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
        if sys.platform == "linux":
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk; Windows has no such thing and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_away(folder: Path) -> None:
    """Remove partial files whose process is gone. What other programs call nearly so is theirs."""
    for part in folder.glob(f".*{_ENDING}*"):
        ours = _PARTIAL.fullmatch(part.name)
        if ours and not _is_running(int(ours[2][-_DIGITS:])):
            with suppress(OSError):
                part.unlink()


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return process == os.getpid()  # an open file cannot be removed there anyway
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):  # the other: no process has such a number
        return False
    except PermissionError:
        return True
    return True
