"""Files made for people: reports and exports, whole or not at all."""

import errno
from pathlib import Path

from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _
from engagement_app.store.partial import clear_away, write_whole

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_output(path: Path, content: bytes) -> None:
    """Write the file over what was there, in one step; raises `UserError` or `StorageError`."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, _("it is a folder"))
        clear_away(path.absolute().parent)
        write_whole(path.absolute(), content)
    except OSError as error:
        if error.errno in _NO_ROOM:
            sentence = _("The disk is full, so {file} was not written. Make room, then try again.")
            raise StorageError(sentence.format(file=path.name), Cause.FULL) from error
        if error.errno == errno.EIO:
            sentence = _("The disk failed, so {file} was not written. Check the disk.")
            raise StorageError(sentence.format(file=path.name), Cause.FAILED) from error
        sentence = _("{path} cannot be written: {reason}. Name another place.")
        raise UserError(sentence.format(path=path, reason=error.strerror)) from error


def make_folder(path: Path) -> None:
    """The folder, made if it is not there; raises `UserError`."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        sentence = _("The folder {path} cannot be made: {reason}. Name another place.")
        raise UserError(sentence.format(path=path, reason=error.strerror)) from error
