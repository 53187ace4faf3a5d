"""What a data file holds, told in a line, before and after a copy takes its place."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engagement_app.errors import Cause
from engagement_app.language import _, plural
from engagement_app.store.engine import connect_untouched
from engagement_app.store.failures import explained, failure, legible
from engagement_app.store.keys.data_key import DataKey


@dataclass(frozen=True, slots=True)
class Contents:
    """People and contributions that are not deleted, and all projects (id: name)."""

    people: int
    contributions: int
    projects: dict[str, str]

    def __str__(self) -> str:
        people = plural("{count} person", "{count} people", self.people)
        said = plural("{count} contribution", "{count} contributions", self.contributions)
        return f"{people}, {said}"


def contents_of(path: Path, key: DataKey | None = None) -> Contents:
    """What the file holds, of whichever schema, as it lies on the disk, without touching it.

    Raises `StorageError`.
    """
    with legible(path), explained(path), closing(connect_untouched(path, key)) as connection:
        connection.execute("BEGIN")
        projects = _projects(path, connection)
        people, said = (
            connection.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL").fetchone()
            for table in ("person", "contribution")
        )
        return Contents(people[0], said[0], projects)


def projects_in(path: Path, key: DataKey | None = None) -> dict[str, str]:
    """The projects of the file, by id; raises `StorageError`."""
    with legible(path), explained(path), closing(connect_untouched(path, key)) as connection:
        return _projects(path, connection)


def names_of(projects: dict[str, str]) -> str:
    """The names of projects in a sentence."""
    return ", ".join(_("“{name}”").format(name=name) for name in projects.values())


def _projects(path: Path, connection: Any) -> dict[str, str]:
    """The projects; an empty file opens too, and has no tables."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'project'").fetchone():
        raise failure(path, Cause.DAMAGED)
    return dict(connection.execute("SELECT id, name FROM project ORDER BY name, id").fetchall())
