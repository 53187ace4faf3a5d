"""`check` and `backup`, and what is cleared away at the next start."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from engagement_app.store import backup
from tests.cli.conftest import Program
from tests.cli.looking import around, count
from tests.cli.test_imports import small_disk


@pytest.fixture
def filled(program: Program, town: Path, tmp_path: Path) -> Path:
    source = tmp_path / "list.csv"
    source.write_text("Name\n" + "".join(f"Jo Bell{n}\n" for n in range(500)))
    assert program("import", "attendees", source, "--file", town).status == 0
    source.unlink()
    return town


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
