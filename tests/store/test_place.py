"""What the program remembers between starts, and that it never stands in the way of work."""

import os
from pathlib import Path

import pytest

from engagement_app.store import backup, place


def test_the_file_worked_on_is_remembered_whatever_its_name(tmp_path):
    for name in (b"town.engagement", "Siân “1”\n.engagement".encode(), b"caf\xe9.engagement"):
        path = tmp_path / os.fsdecode(name)
        place.remember_file(path)
        assert place.last_file() == path
        assert place.keyboard().device == place.keyboard().device


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b'{"last_file": 7, "device": []}'])
def test_settings_that_cannot_be_read_are_none(content):
    place.remember_file(Path("x.engagement"))
    place._settings().write_bytes(content)
    assert place.last_file() == place.default_file()
    assert len(place.keyboard().device) == 36


def test_settings_that_cannot_be_written_stop_nobody(home, tmp_path):
    (home / "xdg_config_home").write_text("a file where the folder should be")
    place.remember_file(tmp_path / "town.engagement")
    assert place.last_file() == place.default_file()
    assert len(place.keyboard().device) == 36


def test_a_backup_is_not_remembered_and_a_file_of_the_same_folder_is(data_path):
    place.remember_file(data_path)
    copies = [backup.make(data_path, data_path.parent / name) for name in ("backups", "stick")]
    for copy in [*copies, copies[0].with_name("renamed.engagement")]:
        place.remember_file(copy)
        assert place.last_file() == data_path
    place.remember_file(copies[1].with_name("own.engagement"))
    assert place.last_file() == copies[1].with_name("own.engagement")
