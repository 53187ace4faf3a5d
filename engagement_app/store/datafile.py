"""A data file, open: short reads, and one transaction for every act."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2
from sqlmodel import Session

from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _
from engagement_app.store import schema
from engagement_app.store.act import Act, Keyboard
from engagement_app.store.audit import Audited, note
from engagement_app.store.changes import newest_tick
from engagement_app.store.clock import Clock
from engagement_app.store.drafts import keep_drafts
from engagement_app.store.engine import PATIENCE, open_engine
from engagement_app.store.erasures import obey_ledger
from engagement_app.store.failures import explained, failure, legible, on_disk
from engagement_app.store.header import look
from engagement_app.store.partial import clear_away, keep, unfinished

_SHORTLY = 50
"""Milliseconds for which a draft waits until others have let go of the file."""
_SMALL = 16_000_000
"""Bytes up to which a file is looked through each time it is opened (about 50 ms)."""


class DataFile:
    """An open data file; closes at the end of its `with`."""

    def __init__(self, path: Path, engine: Engine, keyboard: Keyboard) -> None:
        self.path = path
        self.was_written = False
        self._keyboard = keyboard
        self._identity = _identity(path)
        self._engine = engine
        self._for_writing = engine.execution_options(writes=True)

    @property
    def device(self) -> str:
        """The label of this laptop in the change log."""
        return self._keyboard.device

    @property
    def person(self) -> str:
        """Who is at the keys."""
        return self._keyboard.person

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the file; read it to the end and leave.

        It ends by rolling back, so that nothing written in it stays.
        """
        with explained(self.path), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self, act: str) -> Iterator[Session]:
        """A transaction: all of the act and its changes, or nothing. Saved once this returns."""
        with (
            self._in_its_place(),
            explained(self.path),
            Session(self._for_writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            keys = self._keyboard
            clock = Clock(newest_tick(session))
            session.info["act"] = Act(act, keys.person, keys.device, clock)
            yield session
            self._refuse_if_moved()
        self.was_written = True

    def keep_drafts(self, typed: Iterable[tuple[str, str]]) -> None:
        """Keep what is typed in forms (name and text each), which is no act and leaves no change.

        An empty text leaves nothing of what was kept. It does not wait for others who have the
        file: nobody who saves is to wait for it.
        """
        with self._in_its_place(), explained(self.path), self._for_writing.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA busy_timeout={_SHORTLY}")
            try:
                with connection.begin():
                    keep_drafts(connection, typed)
                    self._refuse_if_moved()
            finally:
                driver.execute(f"PRAGMA busy_timeout={PATIENCE}")

    def note(self, act: Audited, **detail: object) -> None:
        """An act without content into the audit: no record is changed, and nothing to back up."""
        with (
            self._in_its_place(),
            explained(self.path),
            self._for_writing.begin() as connection,
        ):
            note(connection, self._keyboard, act, **detail)
            self._refuse_if_moved()

    @contextmanager
    def _in_its_place(self) -> Iterator[None]:
        """A moved file is told as moved; the engine calls it read-only."""
        try:
            yield
        except StorageError:
            self._refuse_if_moved()
            raise

    def _refuse_if_moved(self) -> None:
        if _identity(self.path) != self._identity:
            raise failure(self.path, Cause.MOVED)

    def look_through(self) -> None:
        """See that the tables are ours and no page of a small file is damaged.

        Raises `StorageError`.
        """
        with explained(self.path), self._engine.connect() as connection:
            sound = schema.fits(connection)
            if sound and self.path.stat().st_size <= _SMALL:
                [first] = connection.exec_driver_sql("PRAGMA quick_check(1)").scalars()
                sound = first == "ok"
        if not sound:
            raise failure(self.path, Cause.DAMAGED)

    def squeeze(self) -> bool:
        """Write the file anew without the room that was freed, so that no deleted byte is left.

        What it lays aside meanwhile stays in memory. False where somebody has the file, or there
        is no room: what was deleted is overwritten all the same (`secure_delete`).
        """
        with suppress(StorageError), explained(self.path), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA temp_store=MEMORY")
            driver.execute("VACUUM")
            return True
        return False

    def close(self) -> None:
        """Let go of the file and of the journal beside it."""
        with suppress(DBAPIError, dbapi2.Error), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA journal_mode=DELETE")
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies under this name; None where none does."""
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def open_file(path: Path, keyboard: Keyboard, passphrase: str | None = None) -> DataFile:
    """Open a data file, brought up to today's schema; raises `StorageError` and changes nothing.

    What the ledger beside it says is erased is emptied, as in an old copy put in its place.

    The place of the key is here: a passphrase is refused as long as no file can be protected.
    """
    _refuse_a_passphrase(passphrase)
    path = path.absolute()
    look(path)
    clear_away(path.parent)
    with legible(path), explained(path):
        schema.bring_up_to_date(path)
    opened = DataFile(path, open_engine(path), keyboard)
    with legible(path), ExitStack() as on_failure:
        on_failure.callback(opened.close)
        opened.look_through()
        obey_ledger(opened)
        on_failure.pop_all()
    return opened


def _refuse_a_passphrase(passphrase: str | None) -> None:
    if passphrase is not None:
        sentence = _(
            "A passphrase was given, but this version opens only files without one. Leave it out."
        )
        raise UserError(sentence)


def create_file(path: Path, keyboard: Keyboard, passphrase: str | None = None) -> DataFile:
    """Make an empty data file, which must not be there yet, and open it."""
    _refuse_a_passphrase(passphrase)
    path = path.absolute()
    if path.exists():
        sentence = _("{file} is there already. Name a new file; nothing was changed.")
        raise UserError(sentence.format(file=path))
    if not path.parent.is_dir():
        sentence = _("There is no folder {folder}. Make it first, or name another.")
        raise UserError(sentence.format(folder=path.parent))
    with on_disk(path), explained(path), unfinished(path) as part:
        schema.make(part)
        keep(part, path)
    return open_file(path, keyboard)
