"""An import that is killed at any moment is all there or not there at all."""

import os
import shutil
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from engagement_app.cli.main import run
from tests.cli.conftest import Program
from tests.cli.looking import around, count, unsound
from tests.faults.kills import starting

pytestmark = pytest.mark.thorough

ROWS = 3000


def taken_in(words: list[str]) -> None:
    """The program in the process that will be killed; what it says goes nowhere."""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        run(words)


def test_a_killed_import_of_three_thousand_rows_is_all_or_nothing(
    town: Path, tmp_path: Path, program: Program
) -> None:
    program("check", "--file", town)
    source = tmp_path / "list" / "people.csv"
    source.parent.mkdir()
    people = (f"Jo{n},Bell,jo{n}@example.org,Group {n % 50}\n" for n in range(ROWS))
    source.write_text("First name,Surname,E-mail,Group\n" + "".join(people))
    seen = {}
    for when in ("at once", "writing", "nearly done", "left alone"):
        path = tmp_path / "tried" / "town.engagement"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copy(town, path)
        seen[when] = _killed(path, source, when)
        assert set(around(path)) - {"backups"} == {"town.engagement"}
    assert seen["left alone"] == ROWS
    assert seen["at once"] == seen["writing"] == 0
    assert set(seen.values()) == {0, ROWS}


def _killed(path: Path, source: Path, when: str) -> int:
    """How many people are in the file after the import was killed then."""
    journal = path.with_name(path.name + "-journal")
    before = path.stat().st_size
    words = ["import", "attendees", str(source), "--file", str(path)]
    running = starting().Process(target=taken_in, args=(words,))
    running.start()
    if when == "at once":
        time.sleep(0.1)
    elif when != "left alone":
        grown = {"writing": 0, "nearly done": before * 2}
        while running.is_alive() and not _at(path, journal, before + grown[when]):
            time.sleep(0.0005)
    if when != "left alone":
        running.kill()
    running.join()
    with_journal = journal.exists() and journal.stat().st_size > 0
    assert when != "writing" or with_journal or os.name == "nt"
    assert unsound(path) == []
    people, attendances = count(path, "person"), count(path, "attendance")
    assert people == attendances
    return people


def _at(path: Path, journal: Path, size: int) -> bool:
    """Whether the transaction is on its way, and the file has grown over this size."""
    return journal.exists() and journal.stat().st_size > 0 and path.stat().st_size >= size
