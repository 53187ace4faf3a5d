"""Who is to blame for work that stopped: the file, or the program."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from engagement_app.store.check import findings
from engagement_app.store.datafile import DataFile
from engagement_app.store.failures import damaged
from engagement_app.store.record import Record

_MISHAPS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    SQLAlchemyError,
    dbapi2.Error,
)


@contextmanager
def doubted(file: DataFile, entities: Collection[type[Record]]) -> Iterator[None]:
    """Where work on this file stops by a mishap, look through the file before anyone is blamed.

    A value that was altered on the disk, such as a day or an id that nobody could have entered,
    may stop it anywhere. Raises `StorageError` if the check finds something, else what was raised.
    """
    try:
        yield
    except _MISHAPS as error:
        if _is_sound(file, entities):
            raise
        raise damaged(file.path) from error


def _is_sound(file: DataFile, entities: Collection[type[Record]]) -> bool:
    with file.reading() as session:
        return next(findings(session, entities), None) is None
