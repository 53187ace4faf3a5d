"""Data files for documents: fresh ones, what is in them, and importing and exporting in one go."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.exchange.open_format.importing import Taken, import_document
from engagement_app.exchange.open_format.writing import export_project
from engagement_app.store.act import Keyboard
from engagement_app.store.check import findings
from engagement_app.store.datafile import DataFile, open_file
from tests.exchange.open_format.documents import as_bytes

DATA = Path(__file__).parents[2] / "data" / "open-format"


@contextmanager
def fresh(blank: Path, keyboard: Keyboard) -> Iterator[DataFile]:
    """An empty data file for as long as the `with` lasts; for use inside one example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(blank, Path(folder) / "made.engagement"))
        with open_file(path, keyboard) as opened:
            yield opened


def put(data_file: DataFile, document: Any) -> Taken:
    """Import a document, given as an object or as bytes."""
    content = document if isinstance(document, bytes) else as_bytes(document)
    with data_file.writing("import") as session:
        return import_document(session, content)


def take(data_file: DataFile, project_id: str, **wanted: bool) -> dict[str, Any]:
    """The exported document, but for when it was exported."""
    with data_file.reading() as session:
        document = json.loads(export_project(session, project_id, **wanted))
    assert document.pop("exported_at").endswith("Z")
    return document


def contents(data_file: DataFile) -> dict[str, list[Any]]:
    """Every row of every table of the file, the change log too."""
    with data_file.reading() as session:
        connection = session.connection()
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).scalars()
        return {
            name: sorted(
                map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr
            )
            for name in list(names)
        }


def unsound(data_file: DataFile) -> list[str]:
    """What the check of the file finds."""
    with data_file.reading() as session:
        return list(findings(session, TABLES.values()))


def refusal(data_file: DataFile, document: Any) -> dict[str, str]:
    """Import a document that must be refused: its faults by path, after a look that nothing
    of the file changed."""
    before = contents(data_file)
    faults = faults_of(data_file, document)
    assert contents(data_file) == before
    return faults


def faults_of(data_file: DataFile, document: Any) -> dict[str, str]:
    """The faults by path of a document that must be refused; each path stands once."""
    with pytest.raises(UserError) as caught:
        put(data_file, document)
    lines = caught.value.details
    assert lines, str(caught.value)
    assert not any(each in line for line in lines for each in "\r\n\0")
    faults = dict(line.split(": ", 1) for line in lines)
    assert len(faults) == len(lines)
    assert all(faults.values())
    return faults
