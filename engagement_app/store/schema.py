"""Bring a file to today's schema: only when its stamp differs, a copy first, in one transaction."""

from pathlib import Path

from sqlalchemy import Connection

from engagement_app.errors import Cause
from engagement_app.store import backup
from engagement_app.store.engine import open_engine
from engagement_app.store.failures import failure
from engagement_app.store.header import APPLICATION_ID, SCHEMA

MIGRATIONS = Path(__file__).parent / "migrations"


def make(path: Path) -> None:
    """The tables of today's schema in an empty file."""
    _upgrade(path)


def bring_up_to_date(path: Path, found: int) -> None:
    """Migrate a file of the schema number `found`, after a copy of it was made and proved."""
    if found < SCHEMA:
        backup.make(path, backup.folder_of(path))
        _upgrade(path)


def _upgrade(path: Path) -> None:
    """On an engine of its own with foreign keys off: batch mode with them on empties children."""
    engine = open_engine(path, foreign_keys=False).execution_options(writes=True)
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
