"""The copies of a file that are found, and what is known of each."""

import pytest

from engagement_app.domain.tables import TABLES
from engagement_app.store import backup
from engagement_app.store.copies import list_copies
from engagement_app.store.manifest import manifest_path


def test_a_copy_is_found_with_what_it_was_proved_to_hold(data_path, project, data_file, tmp_path):
    folder = tmp_path / "copies"
    made = backup.make(data_path, folder, TABLES.values())
    (copy,) = list_copies(data_path, [folder, tmp_path / "nowhere"])
    assert copy.path == made
    assert copy.rows  # the project and its change at least
    assert copy.size == made.stat().st_size


def test_a_copy_without_its_list_is_not_said_to_be_proved(data_path, data_file, tmp_path):
    made = backup.make(data_path, tmp_path / "copies", TABLES.values())
    manifest_path(made).unlink()
    (copy,) = list_copies(data_path, [tmp_path / "copies"])
    assert copy.rows is None


def test_a_damaged_list_of_a_copy_proves_nothing(data_path, data_file, tmp_path):
    made = backup.make(data_path, tmp_path / "copies", TABLES.values())
    manifest_path(made).write_text("[1]", encoding="utf-8")
    (copy,) = list_copies(data_path, [tmp_path / "copies"])
    assert copy.rows is None


def test_the_newest_copy_stands_first_and_copies_of_other_files_are_none(data_path, data_file,
                                                                         tmp_path):  # fmt: skip
    folder = tmp_path / "copies"
    first = backup.make(data_path, folder, TABLES.values())
    second = backup.make(data_path, folder, TABLES.values())
    (folder / "other-20260101T000000Z.engagement").write_bytes(b"")
    names = {copy.path for copy in list_copies(data_path, [folder])}
    assert names == {first, second}


def test_a_copy_that_went_meanwhile_hides_no_other(data_path, data_file, tmp_path):
    folder = tmp_path / "copies"
    made = backup.make(data_path, folder, TABLES.values())
    for year in range(2015, 2025):
        gone = folder / f"{data_path.stem}-{year}0101T000000Z{data_path.suffix}"
        gone.symlink_to(tmp_path / "nowhere")
    assert [copy.path for copy in list_copies(data_path, [folder])] == [made]


@pytest.mark.parametrize(
    "told",
    [
        '{"made_at": "0001-01-01T00:00:00+14:00", "schema": 1, "rows": {}, "changes": ""}',
        '{"made_at": "2026-01-01T00:00:00Z", "schema": 1, "rows": {}, "changes": {}}',
        "[" * 200_000,
    ],
    ids=["a day before all days", "another kind of value", "deep"],
)
def test_a_list_that_nobody_could_have_written_proves_nothing(told, data_path, data_file, tmp_path):
    made = backup.make(data_path, tmp_path / "copies", TABLES.values())
    manifest_path(made).write_text(told, encoding="utf-8")
    (copy,) = list_copies(data_path, [tmp_path / "copies"])
    assert copy.rows is None
