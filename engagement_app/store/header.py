"""Look at a file before it is opened, so that a wrong one is left byte for byte as it was.

The layout of the first 100 bytes is that of the SQLite file format, version 3.
"""

import errno
import stat
import struct
from pathlib import Path

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.store.failures import failure, on_disk, readable
from engagement_app.store.keys.data_key import DataKey, vault_of
from engagement_app.store.keys.places import beside, find

APPLICATION_ID = int.from_bytes(b"Enga")
SCHEMA = 7
"""The number of the newest migration; a test keeps it equal to the newest file in `migrations/`."""

PAGE = 4096
"""Bytes of a page of a protected file."""
_MAGIC = b"SQLite format 3\0"
_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL)
"""What the system says of a name under which no file is or can be."""


def look(path: Path, key: DataKey | None = None) -> bool:
    """Whether the file is protected; raises `StorageError` for one that must not be opened.

    A file that is no SQLite file is a protected one where there are slots of its key, or `key`
    is its own.
    """
    with on_disk(path), readable(path):
        head = _head(path)
    if head is None:
        sentence = _("There is no data file {file}. Make one with “new”, or name another.")
        raise StorageError(sentence.format(file=path), Cause.MISSING)
    if not head:
        sentence = _(
            "{file} is empty: it holds not one byte. Leave it as it is, and open a copy of the"
            " newest backup."
        )
        raise StorageError(sentence.format(file=path.name), Cause.DAMAGED)
    if not head.startswith(_MAGIC[: len(head)]):
        _look_at_protected(path, vault_of(head), key)
        return True
    if len(head) < 512:
        raise failure(path, Cause.DAMAGED)
    schema, application = struct.unpack(">II", head[60:64] + head[68:72])
    if application != APPLICATION_ID:
        sentence = _(
            "{file} is not an engagement data file: another program made it. It was left as it is."
        )
        raise StorageError(sentence.format(file=path.name), Cause.NOT_OURS)
    if schema > SCHEMA:
        raise failure(path, Cause.NEWER)
    # Asked twice: another process may finish its writing between the two other questions.
    if _is_cut(path, head) and not _is_being_written(path) and _is_cut(path, head):
        raise failure(path, Cause.DAMAGED)
    return False


def is_protected(path: Path) -> bool:
    """Whether there is a file whose content only its key shows; raises as `look` does."""
    return path.exists() and look(path)


def _look_at_protected(path: Path, vault: str, key: DataKey | None) -> None:
    if not (key and key.vault == vault) and find(path, vault) is None:
        if not beside(path).exists():
            raise failure(path, Cause.NOT_OURS)
        sentence = _(
            "{file} is not an engagement data file; or it is protected, and {keys} beside it is of"
            " another file. Then put back the one that lies beside a backup of it. The file itself"
            " was left as it is."
        )
        told = sentence.format(keys=beside(path).name, file=path.name)
        raise StorageError(told, Cause.PROTECTED)
    if path.stat().st_size % PAGE and not _is_being_written(path):
        raise failure(path, Cause.DAMAGED)


def _head(path: Path) -> bytes | None:
    """The first bytes of the file; None where none is."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
    except OSError as error:
        if error.errno in _NOWHERE:
            return None
        raise
    with path.open("rb") as file:
        return file.read(512)


def _is_cut(path: Path, head: bytes) -> bool:
    """Whether the file is shorter than its header says, as far as that can be trusted on it."""
    page = 65536 if head[16:18] == b"\0\1" else int.from_bytes(head[16:18])
    trusted = head[24:28] == head[92:96]
    return trusted and path.stat().st_size < page * int.from_bytes(head[28:32])


def _is_being_written(path: Path) -> bool:
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0
