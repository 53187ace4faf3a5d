"""`check` and `backup`, and what is cleared away at the next start."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.store import backup
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import open_file
from tests.cli.conftest import Program
from tests.cli.looking import around, count
from tests.cli.test_imports import small_disk

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def five_hundred(blank: Path, keyboard: Keyboard, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with 500 people at one event, made once; copy it, never write to it."""
    path = Path(shutil.copy(blank, tmp_path_factory.mktemp("filled") / "filled.engagement"))
    with open_file(path, keyboard) as opened, opened.writing("sign in") as session:
        project = acts.add(session, ProjectInput.parse(name="Tawe green spaces"))
        event = acts.add(session, EventInput.parse(project_id=project, title="Open day"))
        for number in range(500):
            entry = PersonInput.parse(given_name="Jo", family_name=f"Bell{number}")
            person = acts.add(session, entry)
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
    return path


@pytest.fixture
def filled(five_hundred: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(five_hundred, tmp_path / "notes.engagement"))


def spoil(path: Path, statement: str) -> None:
    with closing(dbapi2.connect(str(path))) as connection, connection:
        connection.execute(statement)


def test_a_sound_file_is_sound(program: Program, filled: Path) -> None:
    before = filled.read_bytes()
    said = program("check", "--file", filled)
    assert (said.status, said.out, said.err) == (0, "sound\n", "")
    assert (filled.read_bytes(), around(filled)) == (before, ["notes.engagement"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person SET notes = 'other' WHERE rowid = 1",
        "DELETE FROM attendance WHERE rowid = 1",
        "UPDATE change SET person = 'other' WHERE rowid = 1",
    ],
)
def test_each_finding_is_a_line_and_the_file_is_damaged(
    program: Program, filled: Path, statement: str
) -> None:
    spoil(filled, statement)
    said = program("check", "--file", filled)
    assert (said.status, said.lines[-1], said.err) == (3, "damaged", "")
    assert len(said.lines) == 2


def test_damaged_pages_are_damage(program: Program, filled: Path) -> None:
    content = bytearray(filled.read_bytes())
    content[4096 * 8 : 4096 * 30] = b"\xa5" * (4096 * 22)
    filled.write_bytes(content)
    said = program("check", "--file", filled)
    assert (said.status, said.lines[-1]) == (3, "damaged")
    assert filled.read_bytes() == content


def test_a_backup_opens_like_any_file_and_lies_beside_the_file(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    said = program("backup", "--file", filled)
    assert (said.status, said.err) == (0, "")
    copy = Path(said.lines[0])
    assert copy.parent == filled.parent / "backups"
    assert copy.name.startswith("notes-20")
    assert copy.name.endswith("Z.engagement")
    manifest = json.loads(copy.with_suffix(".manifest.json").read_text())
    assert manifest["rows"]["person"] == 500
    assert program("check", "--file", copy).out == "sound\n"
    assert count(copy, "person") == 500
    second = program("backup", "--file", filled, "--to", tmp_path / "stick" / "new")
    assert Path(second.lines[0]).parent == tmp_path / "stick" / "new"
    assert len(around(Path(second.lines[0]))) == 2


UNSOUND = {
    "a value": "UPDATE person SET notes = 'other' WHERE rowid = 1",
    "a change": "UPDATE change SET person = 'other' WHERE rowid = 1",
    "a change's id": "UPDATE change SET id = x'00' WHERE rowid = 1",
    "a link": "DELETE FROM event",
    "a lost record": "DELETE FROM attendance WHERE rowid = 1",
    "a text": "UPDATE person SET notes = CAST(x'ff41' AS TEXT) WHERE rowid = 1",
}


@pytest.mark.parametrize("what", UNSOUND)
def test_a_damaged_file_gets_no_backup_and_the_older_one_stays(
    program: Program, filled: Path, what: str
) -> None:
    folder = backup.folder_of(filled)
    copy = Path(program("backup", "--file", filled).lines[0])
    before = around(copy)
    spoil(filled, UNSOUND[what])
    assert program("check", "--file", filled).lines[-1] == "damaged"
    said = program("backup", "--file", filled)
    assert (said.status, said.out, len(said.err.splitlines())) == (3, "", 1)
    assert "notes.engagement is damaged" in said.err
    assert "newest" in said.err
    assert (around(copy), copy.parent) == (before, folder)
    assert program("backup", "--file", filled, "--to", folder / "new").status == 3
    assert list((folder / "new").iterdir()) == []


CHANGED = {
    "person had 500 rows when this backup was made, and has 499.": "DELETE FROM person"
    " WHERE rowid = 1",
    "The changes in this backup are not those that were copied.": "DELETE FROM change"
    " WHERE kind = 'attendance' AND rowid = (SELECT max(rowid) FROM change)",
}


@pytest.mark.parametrize("sentence", CHANGED)
def test_the_check_of_a_backup_holds_it_to_its_manifest(
    program: Program, filled: Path, sentence: str
) -> None:
    copy = Path(program("backup", "--file", filled).lines[0])
    assert program("check", "--file", copy).out == "sound\n"
    spoil(copy, CHANGED[sentence])
    said = program("check", "--file", copy)
    assert (said.status, said.lines[-1]) == (3, "damaged")
    assert sentence in said.lines


def test_a_backup_that_somebody_went_on_working_in_is_told(
    program: Program, filled: Path, tmp_path: Path
) -> None:
    """Sound in itself, and yet no longer what was copied."""
    copy = Path(program("backup", "--file", filled).lines[0])
    source = tmp_path / "more.csv"
    source.write_text("Name\nAl Poe\n")
    assert program("import", "attendees", source, "--file", copy).status == 0
    assert program("check", "--file", copy).lines == [
        "attendance had 500 rows when this backup was made, and has 501.",
        "change had 1002 rows when this backup was made, and has 1004.",
        "person had 500 rows when this backup was made, and has 501.",
        "The changes in this backup are not those that were copied.",
        "damaged",
    ]
    moved = copy.rename(tmp_path / "own.engagement")
    assert program("check", "--file", moved).out == "sound\n"


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"schema": 1}', "\x00"])
def test_a_manifest_that_cannot_be_read_is_told(
    program: Program, filled: Path, content: str
) -> None:
    copy = Path(program("backup", "--file", filled).lines[0])
    beside = copy.with_suffix(".manifest.json")
    beside.write_text(content)
    said = program("check", "--file", copy)
    assert said.status == 3
    assert said.lines[0] == f"The list of what was copied, {beside.name}, cannot be read."


IMPOSSIBLE = {
    "a time": "UPDATE attendance SET arrived_at = '2026-1x-03 10:00:00.000000'",
    "a day": "UPDATE project SET starts_on = '2O26-01-01'",
    "a link of a person": "UPDATE attendance SET person_id = 'x' || substr(person_id, 2)",
    "an id of a person": "UPDATE person SET same_as_id = 'nobody'",
    "a change": "UPDATE change SET fields = replace(fields, '{', '[')",
    "a choice": "UPDATE event SET status = x'00ff'",
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_a_damaged_value_that_stops_a_command_is_damage_and_no_mistake_of_the_program(
    program: Program, filled: Path, what: str, tmp_path: Path
) -> None:
    out, source = tmp_path / "out", tmp_path / "list.csv"
    out.mkdir()
    source.write_text("Name,Phone\nJo Bell1,07700 900111\n")
    spoil(filled, IMPOSSIBLE[what])
    assert program("check", "--file", filled).status == 3
    statuses = []
    for words in (
        ["report", "gap", "--out", out / "gap.json"],
        ["export", "project", "--to", out / "town.json"],
        ["export", "attendees", "--to", out / "people.csv"],
        ["import", "attendees", source],
    ):
        said = program(*words, "--file", filled)
        statuses.append(said.status)
        if said.status == 3:
            assert "notes.engagement is damaged" in said.err
            assert len(said.err.splitlines()) == 1
    assert set(statuses) <= {0, 1, 2, 3}, statuses


def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(
    program: Program, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("check", "--file", filled)
    with small_disk(20_000):
        assert program("backup", "--file", filled, "--to", tmp_path / "stick").status == 4
    assert list((tmp_path / "stick").iterdir()) == []

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "_prove", interrupted)
    said = program("backup", "--file", filled, "--to", tmp_path / "stick")
    assert (said.status, said.out) == (130, "")
    assert list((tmp_path / "stick").iterdir()) == []


def test_what_dead_processes_left_over_is_removed_at_the_next_start(
    program: Program, town: Path, tmp_path: Path
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = [
        town.with_name(f".{name}.{dead.pid}-0123abcd.part{more}")
        for name in ("notes.engagement", "gap.pdf")
        for more in ("", "-journal")
    ]
    living = town.with_name(f".gap.pdf.{os.getpid()}-0123abcd.part")
    other = town.with_name("own.part")
    for path in (*left, living, other):
        path.write_text("half")
    assert program("check", "--file", town).status == 0
    assert around(town) == sorted([living.name, other.name, town.name])


def test_what_dead_processes_left_over_beside_a_report_is_removed_with_the_next(
    program: Program, town: Path, tmp_path: Path
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    out = tmp_path / "out"
    out.mkdir()
    (out / f".gap.json.{dead.pid}-0123abcd.part").write_text("half")
    assert program("report", "gap", "--file", town, "--out", out / "gap.json").status == 0
    assert [each.name for each in out.iterdir()] == ["gap.json"]
