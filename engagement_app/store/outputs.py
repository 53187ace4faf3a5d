"""Files made for people: reports and exports, whole or not at all."""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _
from engagement_app.store.manifest import is_copy
from engagement_app.store.partial import clear_away, make_private, unfinished, write_whole

Write = Callable[[Path, bytes], None]
"""Writes a file: open as `write_output` does, or locked."""
_NEEDED = (".keys", ".erased", "-journal", "-wal", "-shm")
"""How what lies beside a data file is called, after the name of that."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_output(path: Path, content: bytes) -> None:
    """Write the file over what was there, in one step; raises `UserError` or `StorageError`."""
    write_pieces(path, [content])


def write_pieces(path: Path, content: Iterable[bytes]) -> None:
    """The same piece by piece: of a large file only one is in memory."""
    with _told(path, _("{path} cannot be written: {reason}. Name another place.")):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, _("it is a folder"))
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, _("it is a device and no file"))
        clear_away(path.absolute().parent)
        write_whole(path.absolute(), content)


def refuse_data_file(target: Path, data: Path) -> None:
    """A report or an export never takes the place of the data file it is made from, nor of what is
    needed with it."""
    if target.exists() and target.samefile(data):
        sentence = _("{file} is the data file itself. Name another file to write.")
        raise UserError(sentence.format(file=target))
    if target.resolve() in {data.resolve().with_name(data.name + each) for each in _NEEDED}:
        sentence = _("{file} belongs to the data file {data}. Name another file to write.")
        raise UserError(sentence.format(file=target, data=data.name))
    if target.exists() and is_copy(target):
        sentence = _("{file} is a backup, or lies among them. Name another file to write.")
        raise UserError(sentence.format(file=target))


def make_folder(path: Path) -> None:
    """The folder, made if need be, and seen to take files; raises `UserError`, `StorageError`."""
    sentence = _("Nothing can be written to the folder {path}: {reason}. Name another place.")
    with _told(path, sentence):
        make_private(path.absolute())
        path.mkdir(exist_ok=True)
        with unfinished(path.absolute() / "trial"):
            pass


def try_place(path: Path) -> None:
    """See that a file can be made here; raises `UserError` or `StorageError`."""
    with (
        _told(path, _("{path} cannot be written: {reason}. Name another place.")),
        unfinished(path.absolute()),
    ):
        pass


@contextmanager
def _told(path: Path, sentence: str) -> Iterator[None]:
    """What the system says while this is written, as an error; `sentence` where it is the place."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            full = _("The disk is full, so {file} was not written. Make room, then try again.")
            raise StorageError(full.format(file=path.name), Cause.FULL) from error
        if error.errno == errno.EIO:
            failed = _("The disk failed, so {file} was not written. Check the disk.")
            raise StorageError(failed.format(file=path.name), Cause.FAILED) from error
        raise UserError(sentence.format(path=path, reason=error.strerror)) from error
