"""A copy of a data file in one step, and whether it is as it should be when it is opened again."""

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2
from sqlmodel import Session

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store.check import findings
from engagement_app.store.engine import address, connect, open_engine, settle
from engagement_app.store.failures import explained, failure
from engagement_app.store.header import APPLICATION_ID
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.manifest import Manifest, count
from engagement_app.store.record import Record

_CACHE = 64_000
"""Kilobytes in which a whole file has room, as a rule: each page is then decrypted once."""


def copy_at_once(path: Path, part: Path, key: DataKey | None) -> Manifest:
    """One step within one read, so that the manifest is of the very state that is copied."""
    with explained(part):
        target = connect(part, key)
    with closing(target) as copy, closing(connect(path, key)) as source:
        settle(source)
        source.execute("BEGIN")
        manifest = count(source)
        with _room_for(part):
            source.backup(copy, pages=-1)
        source.execute("COMMIT")
    return manifest


@contextmanager
def _room_for(part: Path) -> Iterator[None]:
    """A disk that is full is that of the copy, whichever file the engine was asked of."""
    try:
        with explained(part):
            yield
    except StorageError as error:
        if error.cause is not Cause.FULL and error.__cause__ is not None:
            raise error.__cause__ from None
        raise


def copy_under(path: Path, part: Path, key: DataKey | None, new: DataKey | None) -> Manifest:
    """The same file, in one read, under another key or under none."""
    with closing(connect(path, key)) as source:
        settle(source)
        [schema] = source.execute("PRAGMA user_version").fetchone()
        source.execute("ATTACH ? AS fresh KEY ?", (address(part), new.raw() if new else ""))
        source.execute("PRAGMA fresh.journal_mode=OFF")  # it has no name yet
        source.execute("BEGIN")
        manifest = count(source)
        source.execute("SELECT sqlcipher_export('fresh')").fetchall()
        source.execute(f"PRAGMA fresh.user_version={schema}")
        source.execute(f"PRAGMA fresh.application_id={APPLICATION_ID}")
        source.execute("COMMIT")
    return manifest


def look_at_pages(path: Path, key: DataKey | None, progress: Progress = silent) -> None:
    """See that no page of a file is damaged, whatever others write meanwhile.

    Each table is read for itself, so that nobody who saves waits for more than one. Raises
    `StorageError`.
    """
    with explained(path), closing(connect(path, key)) as connection:
        settle(connection)
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables.fetchall()]
        for done, name in enumerate(names):
            progress(done, len(names))
            if connection.execute(f'PRAGMA quick_check("{name}")').fetchall() != [("ok",)]:
                raise failure(path, Cause.DAMAGED)


def held_now(path: Path, key: DataKey | None) -> Manifest:
    """What the file holds at this moment; raises `StorageError`."""
    with explained(path), closing(connect(path, key)) as connection:
        settle(connection)
        connection.execute("BEGIN")
        return count(connection)


def opened_again(part: Path, key: DataKey | None) -> tuple[Manifest, bool]:
    """What the copy holds, and whether its pages, their seals and its links are sound."""
    with closing(connect(part, key)) as connection:
        settle(connection)
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sealed = not connection.execute("PRAGMA cipher_integrity_check").fetchall()
        linked = not connection.execute("PRAGMA foreign_key_check").fetchall()
        found = count(connection)
        connection.execute("PRAGMA journal_mode=DELETE")
    return found, sound and sealed and linked


def what_is_wrong(
    part: Path, entities: Collection[type[Record]], key: DataKey | None, most: int
) -> list[str]:
    """What `check` would say of a copy that may be damaged in any way, so many lines of it."""
    said: list[str] = []
    try:
        with reading_only(part, key) as session:
            said.extend(islice(findings(session, entities), most))
    except (SQLAlchemyError, dbapi2.Error, StorageError, ValueError, LookupError, TypeError):
        said.append(_("Some of it cannot be read at all."))
    return said


def first_finding(
    path: Path, part: Path, entities: Collection[type[Record]], key: DataKey | None
) -> str | None:
    """What `check` would say first of the copy of `path`, which is of one moment."""
    with reading_only(part, key, path) as session:
        return next(findings(session, entities), None)


@contextmanager
def reading_only(path: Path, key: DataKey | None, told: Path | None = None) -> Iterator[Session]:
    """A session on a file that nobody need have opened; raises `StorageError`, which may tell of
    another file that it is a copy of."""
    engine = open_engine(path, key)
    try:
        with explained(told or path), Session(engine) as session:
            session.connection().exec_driver_sql(f"PRAGMA cache_size={-_CACHE}")
            yield session
    finally:
        engine.dispose()
