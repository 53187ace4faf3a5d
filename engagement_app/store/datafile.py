"""A data file, open: short reads, and one transaction for every act."""

import os
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
from engagement_app.store.disk import Identity, identity, may_be_changed, where_it_lies
from engagement_app.store.drafts import keep_drafts
from engagement_app.store.engine import PATIENCE, begun, open_engine
from engagement_app.store.erasures import obey_ledger
from engagement_app.store.failures import explained, failure, legible, on_disk
from engagement_app.store.header import look
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.refused import forget_refusals, list_refusals
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.manifest import FOLDER, is_copy
from engagement_app.store.partial import clear_away, is_there, keep_new, meant, unfinished
from engagement_app.store.plain_rows import speak_through

_SHORTLY = 50
"""Milliseconds for which a draft waits until others have let go of the file."""
SMALL = 16_000_000
"""Bytes up to which a file is looked through before it is open (about 50 ms); the window looks
through a larger one once it is shown (`proving.look_at_pages`)."""


class DataFile:
    """An open data file; closes at the end of its `with`."""

    def __init__(
        self, path: Path, engine: Engine, keyboard: Keyboard, key: DataKey | None = None
    ) -> None:
        self.path = path
        self.key = key
        self.was_written = False
        self._keyboard = keyboard
        self._identity = identity(path)
        self._newest = 0
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
            self._for_writing.connect() as connection,
            begun(connection) as driver,
            Session(connection, expire_on_commit=False) as session,
        ):
            speak_through(session, driver)
            keys = self._keyboard
            clock = Clock(self._tick_not_behind(session))
            session.info["act"] = Act(act, keys.person, keys.device, clock)
            yield session
            self._refuse_if_moved()
            newest = newest_tick(session)
            if session.in_transaction():  # somebody used its statements too
                session.commit()
        self.was_written, self._newest = True, newest

    def _tick_not_behind(self, session: Session) -> int:
        """The newest tick; a file without what was saved here before was overwritten in place."""
        newest = newest_tick(session)
        if newest < self._newest:
            raise failure(self.path, Cause.MOVED)
        return newest

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

    @property
    def takes_notes(self) -> bool:
        """A backup, or a file that cannot be written, is only looked into, and stays as it is."""
        return not is_copy(self.path) and os.access(self.path, os.W_OK)

    def note(self, act: Audited, **detail: object) -> None:
        """An act without content into the audit: no record is changed, and nothing to back up."""
        with self.noted(act, **detail):
            pass

    @contextmanager
    def noted(self, act: Audited, **detail: object) -> Iterator[None]:
        """The same of what is done within: it is noted once it was done, and not where it failed.

        The file is held for it before: what cannot be noted is not done, unless the file takes no
        notes at all.
        """
        if not self.takes_notes:
            yield
            return
        with self._in_its_place(), explained(self.path), self._for_writing.begin() as connection:
            yield
            note(connection, self._keyboard, act, **detail)
            self._refuse_if_moved()

    @contextmanager
    def _in_its_place(self) -> Iterator[None]:
        """A moved file is told as moved; the engine calls it read-only. A folder that takes no
        journal is told as that; the engine says that it cannot open something."""
        try:
            yield
        except StorageError as error:
            self._refuse_if_moved()
            if error.cause is Cause.MISSING and not may_be_changed(self.path):
                raise failure(self.path, Cause.READ_ONLY) from error
            raise

    def _refuse_if_moved(self) -> None:
        if identity(self.path) != self._identity:
            raise failure(self.path, Cause.MOVED)

    def look_through(self) -> None:
        """See that the tables are ours and no page of a small file is damaged.

        Raises `StorageError`.
        """
        with explained(self.path), self._engine.connect() as connection:
            sound = schema.fits(connection)
            if sound and self.path.stat().st_size <= SMALL:
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
        """Let go of the file, of the journal beside it, and of the key."""
        with suppress(DBAPIError, dbapi2.Error), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA journal_mode=DELETE")
        self._engine.dispose()
        if self.key is not None:
            self.key.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def refuse_backup(path: Path) -> None:
    """Raise `UserError` for a backup, which could not be restored any more if this were done."""
    if is_copy(path):
        sentence = _(
            "{file} is a backup, which stays as it is. Restore it; or copy it to another folder,"
            " under another name, and work in that copy."
        )
        raise UserError(sentence.format(file=path.name))


def open_file(
    path: Path, keyboard: Keyboard, passphrase: str | None = None, *, key: DataKey | None = None
) -> DataFile:
    """Open a data file, brought up to today's schema; raises `StorageError` and changes nothing.

    What the ledger beside it says is erased is emptied, as in an old copy put in its place.

    A protected one needs its passphrase, else the keyring is asked; whoever has the key already
    gives that, and it is the file's from then on: it is forgotten as the file is closed.
    """
    path = where_it_lies(path).absolute()
    found = identity(path)
    if not look(path, key):
        key = None
    elif key is None:
        key = unlocked(path, passphrase)
    clear_away(path.parent)
    with _as_it_was_written(path, key, found):
        schema.bring_up_to_date(path, key)
    opened = DataFile(path, open_engine(path, key), keyboard, key)
    with _as_it_was_written(path, key, found), ExitStack() as on_failure:
        on_failure.callback(opened.close)
        opened.look_through()
        obey_ledger(opened)
        _note_refusals(opened)
        on_failure.pop_all()
    return opened


def _note_refusals(opened: DataFile) -> None:
    """Who did not get in while the file was shut; kept for the next time where it takes no note."""
    vault = opened.key.vault if opened.key else ""
    times = list_refusals(vault) if vault and opened.takes_notes else []
    if times:
        with suppress(StorageError):
            told = {"times": len(times), "first": times[0], "last": times[-1]}
            opened.note(Audited.FAILED_UNLOCK, **told)
            forget_refusals(vault)


@contextmanager
def _as_it_was_written(path: Path, key: DataKey | None, found: Identity) -> Iterator[None]:
    """For opening: what a damaged file is told as. The right key that does not fit is damage,
    unless another file took the place meanwhile of that which was found."""
    try:
        with legible(path), explained(path):
            yield
    except StorageError as error:
        if error.cause in (Cause.DAMAGED, Cause.NOT_OURS) and identity(path) != found:
            raise failure(path, Cause.MOVED) from error
        if key is not None and error.cause is Cause.NOT_OURS:
            raise failure(path, Cause.DAMAGED) from error
        raise


def _refuse_among_backups(path: Path) -> None:
    if path.resolve().parent.name == FOLDER:
        sentence = _(
            "What lies in a folder “{folder}” counts as a backup and is not worked in. Name another"
            " folder for {file}."
        )
        raise UserError(sentence.format(folder=FOLDER, file=meant(path).name))


def create_file(path: Path, keyboard: Keyboard, key: DataKey | None = None) -> DataFile:
    """Make an empty data file, which must not be there yet, and open it; with a key protected by
    it, whose slots are for the caller to keep."""
    path = path.absolute()
    if path.exists():
        raise is_there(path)
    if not path.parent.is_dir():
        sentence = _("There is no folder {folder}. Make it first, or name another.")
        raise UserError(sentence.format(folder=path.parent))
    _refuse_among_backups(path)
    with on_disk(path), explained(path), unfinished(path) as part:
        schema.make(part, key)
        keep_new(part, path)
    return open_file(path, keyboard, key=key)
