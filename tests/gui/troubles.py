"""What the world does to a data file that is open in a window, for real, and for how long."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from engagement_app.gui import patience
from engagement_app.store import backup, datafile, engine
from engagement_app.store.datafile import DataFile

HOLDER = """
import sqlite3, sys
for line in sys.stdin:
    connection = sqlite3.connect(line.strip(), isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)
    sys.stdin.readline()
    connection.close()
    print("let go", flush=True)
"""
WAIT_MS = 30


class Holder:
    """Another process that takes a data file for itself alone."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        program = [sys.executable, "-S", "-c", HOLDER]
        self._other = subprocess.Popen(program, stdin=pipe, stdout=pipe, text=True)

    @contextmanager
    def holding(self, path: Path) -> Iterator[None]:
        """While the block runs."""
        self._say(str(path), "held")
        try:
            yield
        finally:
            self._say("", "let go")

    def _say(self, line: str, answer: str) -> None:
        assert self._other.stdin is not None
        assert self._other.stdout is not None
        print(line, file=self._other.stdin, flush=True)
        assert self._other.stdout.readline() == f"{answer}\n"

    def end(self) -> None:
        """It is not needed any more."""
        self._other.communicate()


def be_impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait 30 ms for other programs, instead of five seconds; before a file is opened."""
    monkeypatch.setitem(engine._SETTINGS, "busy_timeout", (str(WAIT_MS), WAIT_MS))
    monkeypatch.setattr(datafile, "PATIENCE", WAIT_MS)
    monkeypatch.setattr(patience, "LONGEST", 0)
    monkeypatch.setattr(engine.dbapi2, "connect", partial(dbapi2.connect, timeout=WAIT_MS / 1000))


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The file may not grow: the engine says so once the whole act was written, at its end."""
    writing, copy = DataFile.writing, backup.copy_at_once

    @contextmanager
    def without_room(file: DataFile, act: str) -> Iterator[Any]:
        with writing(file, act) as session:
            driver = session.connection().connection.driver_connection
            yield session
            [pages] = driver.execute("PRAGMA page_count").fetchone()
            driver.execute(f"PRAGMA max_page_count={pages}")
            try:
                driver.execute("CREATE TABLE too_much AS SELECT randomblob(1000000)")
            finally:
                driver.execute("PRAGMA max_page_count=1000000")

    def copy_without_room(path: Path, part: Path, key: Any) -> Any:
        copy(path, part, key)
        raise dbapi2.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(DataFile, "writing", without_room)
        patch.setattr(backup, "copy_at_once", copy_without_room)
        yield


@contextmanager
def moved(path: Path) -> Iterator[None]:
    """The file lies elsewhere."""
    elsewhere = path.with_name("elsewhere")
    path.rename(elsewhere)
    try:
        yield
    finally:
        elsewhere.rename(path)
