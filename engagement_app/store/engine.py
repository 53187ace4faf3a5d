"""The one place where a connection to a data file is made.

Journal TRUNCATE with synchronous FULL: no acknowledged row was lost in 1,500 simulated power
cuts, and a copy of the file alone is complete. Nothing of an act is written before its commit
(`cache_spill`): others read on meanwhile, however much is imported. What does not take is refused.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlcipher3 import dbapi2

from engagement_app.language import _
from engagement_app.store.failures import is_busy
from engagement_app.store.keys.data_key import DataKey

logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
"""At a finer level rows of people would stand in whatever log there is."""
PATIENCE = 5000
"""Milliseconds for which a file that somebody else has is waited for."""
CACHE = 20_000
"""Kilobytes of pages that a connection keeps: a file that is looked through as it is opened
(`datafile.SMALL`) has room in it, so that each page is read, proved and deciphered once."""
_PAUSE = 0.002
"""Seconds after which an act that waits for readers is tried again."""
_SETTINGS = {
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("FULL", 2),
    "fullfsync": ("ON", 1),
    "foreign_keys": ("ON", 1),
    "busy_timeout": (str(PATIENCE), PATIENCE),
    "cache_size": (str(-CACHE), -CACHE),
    "cache_spill": ("OFF", 0),
    "trusted_schema": ("OFF", 0),
    "secure_delete": ("ON", 1),
    "cell_size_check": ("ON", 1),
}


def open_engine(path: Path, key: DataKey | None = None, *, foreign_keys: bool = True) -> Engine:
    """An engine on the file, with its key if it is protected; foreign keys are off only while a
    migration rebuilds tables."""
    settings = dict(_SETTINGS)
    if not foreign_keys:
        settings["foreign_keys"] = ("OFF", 0)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=dbapi2,
        creator=lambda: connect(path, key),
        hide_parameters=True,
    )
    event.listen(engine, "connect", lambda connection, _record: settle(connection, settings))
    event.listen(engine, "begin", _begin)
    return engine


def connect(path: Path, key: DataKey | None = None) -> Any:
    """A bare connection to a file that is there: one that has gone is never made anew, empty.

    The key goes first and straight to the driver: it is in no address and no log.
    """
    return _connected(address(path), key)


def connect_untouched(path: Path, key: DataKey | None = None) -> Any:
    """The same to look at a file as it lies on the disk: what a journal beside it says is neither
    undone nor done, and no journal is touched."""
    return _connected(f"{path.absolute().as_uri()}?immutable=1", key)


def begins_under(path: Path, key: DataKey) -> bool:
    """Whether the first page of the file, as it lies on the disk, is under this key."""
    try:
        connection = connect_untouched(path, key)
    except dbapi2.Error:
        return False
    try:
        return bool(connection.execute("PRAGMA schema_version").fetchone())
    except dbapi2.Error:
        return False
    finally:
        connection.close()


def _connected(where: str, key: DataKey | None) -> Any:
    connection = dbapi2.connect(where, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level=NONE")
    if key is not None:
        connection.execute(f'PRAGMA key="{key.raw()}"')
    return connection


def address(path: Path) -> str:
    """How the engine is told of a file that is there."""
    return f"{path.absolute().as_uri()}?mode=rw"


def connect_in_memory() -> Any:
    """A bare connection to nothing but memory: no byte of it is ever on a disk."""
    return dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)


def settle(connection: Any, settings: dict[str, tuple[str, object]] = _SETTINGS) -> None:
    """Set what the promises rest on, and read it back."""
    for name, (value, _expected) in settings.items():
        connection.execute(f"PRAGMA {name}={value}")
    for name, (_value, expected) in settings.items():
        [found] = connection.execute(f"PRAGMA {name}").fetchone()
        if found != expected:
            sentence = _("The database engine did not accept {setting}.").format(setting=name)
            raise RuntimeError(sentence)


@contextmanager
def begun(connection: Connection) -> Iterator[Any]:
    """The driver's connection in a transaction that writes: kept whole at the end, or undone.

    Begun and kept past the layers of the engine, which are half of what an act at the desk costs.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    try:
        yield driver
        _keep(driver)
    finally:
        driver.rollback()  # nothing after a commit


def _keep(driver: Any) -> None:
    """Commit as soon as those who read have let go: the engine itself would look again after
    longer and longer pauses, and whoever is at the desk would wait up to 100 ms for nobody."""
    patience = _SETTINGS["busy_timeout"][0]
    until = time.monotonic() + int(patience) / 1000
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while not _is_kept(driver, until):
            time.sleep(_PAUSE)
    finally:
        driver.execute(f"PRAGMA busy_timeout={patience}")


def _is_kept(driver: Any, until: float) -> bool:
    """Whether nobody read; raises what the engine says where somebody still does by then."""
    try:
        driver.commit()
    except dbapi2.OperationalError as error:
        if not is_busy(error) or time.monotonic() > until:
            raise
        return False
    return True


def _begin(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    if driver.in_transaction:
        return
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
