"""Files that appear whole or not at all."""

import errno
import os
import shutil
import signal
import subprocess
import sys

import pytest

from engagement_app.errors import Cause, UserError
from engagement_app.store import failures, partial
from engagement_app.store.fresh import made_whole
from engagement_app.store.partial import (
    clear_away,
    copy_private,
    keep_new,
    meant,
    partial_path,
    unfinished,
    write_whole,
)

KILLED = """
import os, signal, sys
from pathlib import Path
from engagement_app.store import partial
partial.keep = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
partial.write_whole(Path(sys.argv[1]), b"half")
"""


def test_a_written_file_is_whole_private_and_alone(tmp_path):
    before = os.umask(0)
    try:
        write_whole(tmp_path / "new.pdf", b"all of it")
    finally:
        os.umask(before)
    assert (tmp_path / "new.pdf").read_bytes() == b"all of it"
    assert (tmp_path / "new.pdf").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["new.pdf"]


def test_what_was_there_stays_until_the_new_is_whole(tmp_path, monkeypatch):
    place = tmp_path / "report.pdf"
    place.write_bytes(b"old")

    def fail(*_):
        raise OSError("the stick was pulled out")

    monkeypatch.setattr(partial, "sync", fail)
    with pytest.raises(OSError, match="pulled out"):
        write_whole(place, b"new")
    assert place.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


def test_the_bytes_are_synced_before_the_name_and_the_name_after(tmp_path, monkeypatch):
    steps = []
    for name, owner in (("fsync", os), ("replace", os)):
        real = getattr(owner, name)

        def note(*arguments, name=name, real=real):
            steps.append(name)
            return real(*arguments)

        monkeypatch.setattr(owner, name, note)
    write_whole(tmp_path / "new.json", b"{}")
    assert steps == ["fsync", "replace", "fsync"]


def test_a_process_killed_before_the_renaming_leaves_only_a_part_that_goes_away(tmp_path):
    place = tmp_path / "report.pdf"
    place.write_bytes(b"old")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(place)])
    assert killed.returncode == -signal.SIGKILL
    [part] = tmp_path.glob(".*.part")
    assert place.read_bytes() == b"old"
    assert part.read_bytes() == b"half"
    clear_away(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


def test_a_part_of_a_living_process_is_left_to_it(tmp_path):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        theirs = tmp_path / f".report.pdf.{other.pid}-0f0f0f0f.part"
        theirs.write_bytes(b"half")
        with unfinished(tmp_path / "ours.pdf") as ours:
            clear_away(tmp_path)
            assert ours.exists()
            assert theirs.exists()
        other.stdin.close()
    clear_away(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "report.part",
        ".report.part",
        ".report.pdf.x-1.part",
        "1-2.part",
        ".hidden",
        ".video.2024.part",
        ".report.4194000-theirs.part.zip",
        ".report.²-abcdef12.part",
    ],
)
def test_other_peoples_files_are_not_cleared_away(name, tmp_path):
    (tmp_path / name).write_bytes(b"theirs")
    clear_away(tmp_path)
    assert (tmp_path / name).read_bytes() == b"theirs"


@pytest.mark.parametrize("name", ["new.engagement", ".hidden", "a.1-0123abcd.part", "x\ny"])
def test_a_partial_file_is_known_by_the_name_of_what_is_made(name, tmp_path):
    path = tmp_path / name
    assert meant(path) == path
    part = partial_path(partial_path(path))
    assert meant(part) == meant(part.with_name(part.name + "-journal")) == path
    for cause in Cause:
        assert str(failures.failure(part, cause)) == str(failures.failure(path, cause))


def test_a_part_with_its_journal_goes_away_together(tmp_path):
    with unfinished(tmp_path / "new.engagement") as part:
        part.with_name(part.name + "-journal").write_bytes(b"journal")
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_a_process_whose_number_no_system_knows_stops_nothing(tmp_path):
    (tmp_path / f".report.{'9' * 30}-0f0f0f0f.part").write_bytes(b"half")
    clear_away(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_for_its_owner_alone_whatever_the_system_gives_to_others(tmp_path):
    (tmp_path / "from").write_bytes(b"bytes")
    before = os.umask(0)
    try:
        copy_private(tmp_path / "from", tmp_path / "to")
    finally:
        os.umask(before)
    assert (tmp_path / "to").read_bytes() == b"bytes"
    assert (tmp_path / "to").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("has_links", [True, False])
def test_who_comes_second_under_a_new_name_replaces_nothing(has_links, tmp_path, monkeypatch):
    if not has_links:

        def refuse(_source, _target):
            raise PermissionError(errno.EPERM, "no links here")

        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "town.engagement"
    for words in ("the first", "the second"):
        with unfinished(path) as part:
            part.write_text(words)
            if words == "the first":
                keep_new(part, path)
            else:
                with pytest.raises(UserError, match="is there already"):
                    keep_new(part, path)
    assert path.read_text() == "the first"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_of_two_programs_that_make_one_new_file_the_first_has_it(data_path, keyboard, tmp_path):
    path = tmp_path / "new.engagement"
    with pytest.raises(UserError, match="is there already"), made_whole(path, keyboard):
        shutil.copy(data_path, path)
    assert path.read_bytes() == data_path.read_bytes()
