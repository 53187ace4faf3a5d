"""What the world did to the data file, told in a sentence instead of an error code."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.store.disk import name_of
from engagement_app.store.partial import meant

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_DBMOVED = _READONLY | 4 << 8
_CAUSES = {
    _BUSY: Cause.LOCKED,
    _LOCKED: Cause.LOCKED,
    _READONLY: Cause.READ_ONLY,
    _DBMOVED: Cause.MOVED,
    _IOERR: Cause.FAILED,
    _CORRUPT: Cause.DAMAGED,
    _FULL: Cause.FULL,
    _CANTOPEN: Cause.MISSING,
    _NOTADB: Cause.NOT_OURS,
}
_SYSTEM = {
    errno.ENOSPC: Cause.FULL,
    errno.EDQUOT: Cause.FULL,
    errno.EROFS: Cause.READ_ONLY,
    errno.EACCES: Cause.READ_ONLY,
    errno.EPERM: Cause.READ_ONLY,
    errno.ENOENT: Cause.MISSING,
}
_WORDS = {
    "database or disk is full": _FULL,
    "disk I/O error": _IOERR,
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "database disk image is malformed": _CORRUPT,
    "file is not a database": _NOTADB,
    "Could not decode to UTF-8": _CORRUPT,
}
"""How errors begin to which the driver gives no code: those of copying, and of spoilt text."""


def _sentence(cause: Cause) -> str:
    return {
        Cause.LOCKED: _("{file} is in use by another program. Close it there, then try again."),
        Cause.READ_ONLY: _(
            "{file} may not be changed. Copy it to a folder where you may write, and open the copy."
        ),
        Cause.MOVED: _(
            "{file} was moved or replaced while it was open."
            " Nothing was saved since; open it again."
        ),
        Cause.FAILED: _(
            "The disk ({disk}) could not read or write {file}."
            " What was saved before is kept. Make a backup on another disk, and have this one"
            " looked at."
        ),
        Cause.DAMAGED: _(
            "{file} is damaged. Leave it as it is, and open a copy of the newest backup."
        ),
        Cause.FULL: _(
            "The disk is full ({disk}), so nothing was written to {file}. Make room: empty the bin,"
            " or move large files away. Then try again."
        ),
        Cause.MISSING: _(
            "{file} could not be opened. Check that the folder and the file are there."
        ),
        Cause.NOT_OURS: _(
            "{file} is not an engagement data file; or it is protected, and its key slots"
            " {file}.keys are missing. Put them back beside it; a copy lies beside each backup."
        ),
        Cause.NEWER: _(
            "{file} was made by a newer version of this program. Update the program to open it."
        ),
        Cause.PROTECTED: _(
            "{file} is protected. Give its passphrase with --passphrase-file or"
            " ENGAGEMENT_PASSPHRASE; without it, “engagement-app recover” takes the recovery code."
        ),
    }[cause]


def failure(path: Path, cause: Cause) -> StorageError:
    """The error for what went wrong with this file; of a partial file, with the one meant."""
    told = _sentence(cause).format(file=meant(path).name, disk=name_of(path))
    return StorageError(told, cause)


def damaged(path: Path) -> StorageError:
    """The error for a file that opens and yet is not as it was written."""
    sentence = _(
        "{file} is damaged; “engagement-app check” says where."
        " Leave it as it is, and open a copy of the newest backup."
    )
    return StorageError(sentence.format(file=meant(path).name), Cause.DAMAGED)


def cause_of(code: int) -> Cause | None:
    """Why the driver refused, by its result code; None for a mistake of ours."""
    return _CAUSES.get(code) or _CAUSES.get(code & 0xFF)


def is_busy(error: BaseException) -> bool:
    """Whether somebody else has the file just now, so that another try may do."""
    return cause_of(_code_of(error)) is Cause.LOCKED


def _code_of(driver: BaseException | None) -> int:
    told = getattr(driver, "sqlite_errorcode", None)
    spoken = (code for words, code in _WORDS.items() if str(driver).startswith(words))
    return next(spoken, 0) if told is None else int(told)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the driver's errors about this file into `StorageError`; a bug of ours stays one."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        driver = error.orig if isinstance(error, DBAPIError) else error
        cause = cause_of(_code_of(driver))
        if cause is None:
            raise
        raise failure(path, cause) from error


@contextmanager
def legible(path: Path) -> Iterator[None]:
    """For opening: a name in a damaged schema may be no text, over which the driver stumbles."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise failure(path, Cause.DAMAGED) from error


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """For reading only: what is told of a file that this person may not read."""
    try:
        yield
    except PermissionError as error:
        sentence = _("You may not read {file}. Ask its owner to let you, or name another file.")
        raise StorageError(sentence.format(file=path), Cause.MISSING) from error


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Turn what the system says about this file or its folder into `StorageError`."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            sentence = _("The name {file} is too long here. Give the file a shorter one.")
            raise StorageError(sentence.format(file=meant(path).name), Cause.MISSING) from error
        raise failure(path, _SYSTEM.get(error.errno or 0, Cause.FAILED)) from error
