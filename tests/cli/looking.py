"""What is in a data file, to see that a command changed it wholly or not at all."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from engagement_app.domain.tables import EVERY
from engagement_app.store.act import Keyboard
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file


def rows(path: Path, query: str) -> list[Any]:
    """The rows of a query."""
    with closing(dbapi2.connect(str(path))) as connection:
        return connection.execute(query).fetchall()


def count(path: Path, table: str) -> int:
    [(number,)] = rows(path, f'SELECT count(*) FROM "{table}"')
    return int(number)


def unsound(path: Path) -> list[str]:
    """What the check of the file finds; opening it settles what a killed program left."""
    with open_file(path, Keyboard("Tester", "test")) as opened, opened.reading() as session:
        return list(findings(session, EVERY.values()))


def around(path: Path) -> list[str]:
    """The names of everything in the folder of the file."""
    return sorted(each.name for each in path.parent.iterdir())
