"""Bring a file to today's schema: only when its stamp differs, a copy first, in one transaction."""

from pathlib import Path

from sqlalchemy import Connection, ForeignKey
from sqlmodel import SQLModel

from engagement_app.errors import Cause
from engagement_app.store import backup
from engagement_app.store.disk import may_be_changed
from engagement_app.store.engine import connect, open_engine, settle
from engagement_app.store.failures import failure
from engagement_app.store.header import APPLICATION_ID, SCHEMA
from engagement_app.store.keys.data_key import DataKey

MIGRATIONS = Path(__file__).parent / "migrations"

# The type is read so that one which is no text is met here.
_COLUMNS = """SELECT t.name, c.name, c.type FROM sqlite_master AS t, pragma_table_info(t.name) AS c
    WHERE t.type = 'table'"""
_LINKS = """SELECT t.name, f."from", f."table", f."to"
    FROM sqlite_master AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table'"""


def make(path: Path, key: DataKey | None = None) -> None:
    """The tables of today's schema in an empty file."""
    _upgrade(path, key)


def bring_up_to_date(path: Path, key: DataKey | None = None) -> None:
    """Migrate a file of an older schema, after a copy of it was made and proved.

    Raises `StorageError` for a file that is not ours or of a newer version, as it is seen inside.
    """
    application, number = _stamps(path, key)
    if application != APPLICATION_ID:
        raise failure(path, Cause.NOT_OURS)
    if number > SCHEMA:
        raise failure(path, Cause.NEWER)
    if number < SCHEMA:
        if not may_be_changed(path):
            raise failure(path, Cause.READ_ONLY)
        backup.make(path, backup.folder_of(path), key=key)
        _upgrade(path, key)


def upgrade(path: Path, key: DataKey | None = None) -> None:
    """Migrate a copy that has no name yet, of which no copy need be made first."""
    if _stamps(path, key)[1] < SCHEMA:
        _upgrade(path, key)


def fits(connection: Connection) -> bool:
    """Whether the file has every column and link of today's tables: a damaged name is no column."""
    found = {tuple(row[:2]) for row in connection.exec_driver_sql(_COLUMNS)}
    linked = {tuple(row) for row in connection.exec_driver_sql(_LINKS)}
    for table in SQLModel.metadata.sorted_tables:
        if not {(table.name, column.name) for column in table.c} <= found:
            return False
        if not {(table.name, *_ends(link)) for link in table.foreign_keys} <= linked:
            return False
    return True


def _ends(link: ForeignKey) -> tuple[str, ...]:
    return link.parent.name, *link.target_fullname.split(".")


def _stamps(path: Path, key: DataKey | None) -> tuple[int, int]:
    """The file's program and schema, asked of the engine: it first undoes a migration that was
    cut short, of which the first page of the file may already bear the new number."""
    connection = connect(path, key)
    try:
        settle(connection)
        [application] = connection.execute("PRAGMA application_id").fetchone()
        [number] = connection.execute("PRAGMA user_version").fetchone()
    finally:
        connection.close()
    return application, number


def _upgrade(path: Path, key: DataKey | None) -> None:
    """On an engine of its own with foreign keys off: batch mode with them on empties children."""
    engine = open_engine(path, key, foreign_keys=False).execution_options(writes=True)
    try:
        with engine.begin() as connection:
            _run(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise failure(path, Cause.DAMAGED)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
    finally:
        engine.dispose()


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
