"""The file worked on last is not there or not as it was: a question, and never a fresh start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from engagement_app.domain import acts
from engagement_app.domain.projects import ProjectInput
from engagement_app.gui.files import open_last
from engagement_app.store import backup, place
from engagement_app.store.datafile import open_file

pytestmark = pytest.mark.thorough

CONTENTS = {
    "empty": (b"", "is empty: it holds not one byte"),
    "cut off": (None, "is damaged"),
    "foreign": (b"%PDF-1.7 " * 200, "is not an engagement data file"),
    "a short letter": (b"Dear Mari,", "is not an engagement data file"),
    "of another program": (b"SQLite format 3\0" + b"\0" * 600, "another program made it"),
    "half a page": (b"SQLite format 3\0" + b"\0" * 100, "is damaged"),
}


def test_a_foreign_file_in_the_place_of_a_protected_one_is_not_taken_for_it(window, guarded):
    guarded.write_bytes(b"%PDF-1.7 " * 200)
    place.remember_file(guarded)
    assert not open_last(window.workspace, window.welcome.ask_about)
    told = window.welcome.lost.told.text()
    assert told.startswith(f"{guarded.name} is not an engagement data file; or it is protected")
    assert f"{guarded.name}.keys beside it is of another file" in told


def newer(content):
    return content[:60] + (99).to_bytes(4) + content[64:]


@pytest.fixture
def lost(window, data_path):
    """The window starts on this file; gives its question."""

    def start():
        place.remember_file(data_path)
        assert not open_last(window.workspace, window.welcome.ask_about)
        assert not window.workspace.is_open
        question = window.welcome.lost
        assert question.isVisible()
        return question

    return start


@pytest.fixture
def saved(data_path, keyboard):
    """A file with a project, and a backup of it."""
    with open_file(data_path, keyboard) as file, file.writing("new project") as session:
        acts.add(session, ProjectInput.parse(name="Tawe green spaces"))
    return backup.make(data_path, backup.folder_of(data_path))


@pytest.mark.parametrize("what", [*CONTENTS, "newer"])
def test_a_file_that_is_not_as_it_was_is_asked_about_and_left_byte_for_byte(what, data_path, lost):
    content, words = CONTENTS.get(what, (b"", "made by a newer version"))
    whole = data_path.read_bytes()
    data_path.write_bytes(newer(whole) if what == "newer" else content or whole[:5000])
    if what == "empty":
        data_path.write_bytes(b"")
    before = data_path.read_bytes()
    question = lost()
    assert words in question.told.text()
    assert "Nothing was made or changed in its place" in question.safe.text()
    assert data_path.read_bytes() == before
    assert [each.name for each in data_path.parent.iterdir()] == [data_path.name]


def test_a_missing_file_is_asked_about_and_nothing_is_made_in_its_place(data_path, lost, window):
    data_path.unlink()
    question = lost()
    assert question.title.text() == "notes.engagement is not where it was"
    assert str(data_path.parent) in question.told.text()
    assert question.search.hasFocus()
    assert not question.backup.isVisible()
    assert list(data_path.parent.iterdir()) == []


def test_somebody_who_never_had_a_file_is_asked_nothing(window):
    assert not open_last(window.workspace, lambda *_: pytest.fail("asked"))
    assert window.welcome.lost.isHidden()


def test_the_file_is_looked_for_and_opened(data_path, lost, window, monkeypatch, qtbot):
    moved = data_path.rename(data_path.with_name("moved.engagement"))
    question = lost()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(moved), ""))
    qtbot.keyClick(question.search, Qt.Key.Key_Space)
    assert window.workspace.path == moved
    assert question.isHidden()
    assert place.last_file() == moved


def test_a_file_that_is_there_again_opens_at_the_next_try(data_path, lost, window, qtbot):
    elsewhere = data_path.rename(data_path.with_name("stick"))
    question = lost()
    qtbot.keyClick(question.again, Qt.Key.Key_Space)
    assert "There is no data file" in question.problem.text()
    elsewhere.rename(data_path)
    qtbot.keyClick(question.again, Qt.Key.Key_Space)
    assert window.workspace.path == data_path


def test_the_newest_backup_is_opened_as_a_copy_under_a_new_name(
    saved, data_path, lost, window, qtbot
):
    data_path.write_bytes(b"")
    kept = saved.read_bytes()
    question = lost()
    qtbot.keyClick(question.backup, Qt.Key.Key_Space)
    opened = window.workspace.path
    assert opened.parent == data_path.parent
    assert opened.name.startswith("notes from backup ")
    assert window.header.project.currentText() == "Tawe green spaces"
    assert saved.read_bytes() == kept
    assert data_path.read_bytes() == b""


def test_a_second_copy_of_a_backup_takes_another_name(saved, data_path, lost, window, qtbot):
    data_path.unlink()
    question = lost()
    question._open_newest()
    first = window.workspace.path
    window.workspace.close()
    question._open_newest()
    assert window.workspace.path not in (first, data_path)
    assert first.exists()


def test_a_backup_that_is_none_is_refused(saved, data_path, lost, window, monkeypatch, tmp_path):
    data_path.unlink()
    question = lost()
    wrong = tmp_path / "list.engagement"
    wrong.write_text("name\n" * 200)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(wrong), ""))
    question._choose()
    assert "is not an engagement data file" in question.problem.text()
    assert not window.workspace.is_open


def test_an_empty_sheet_is_written_for_an_evening_with_pen_and_paper(
    data_path, lost, monkeypatch, tmp_path
):
    data_path.unlink()
    question = lost()
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    question._print()
    assert target.read_bytes().startswith(b"%PDF")
    assert question.problem.property("role") == "good", "what went well is not told in red"
    question.trouble("That went wrong.")
    assert question.problem.property("role") == "problem"
