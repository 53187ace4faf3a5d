"""Locked: nothing of the file is in sight or in hand, and nothing typed is lost."""

import logging
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from engagement_app.errors import Cancelled, Cause, StorageError
from engagement_app.gui.files import open_path
from engagement_app.gui.problems import _met
from engagement_app.gui.progress import show_progress
from engagement_app.gui.protection.lock import lock_after, set_lock_after
from engagement_app.store.datafile import DataFile
from tests.gui.guarded import SECONDS, unlock
from tests.store.keys.cheap import PASSPHRASE

pytestmark = pytest.mark.thorough


def texts(widget):
    """Everything that any widget in sight says."""
    found = [widget.windowTitle()]
    for each in [widget, *widget.findChildren(QWidget)]:
        if each.isVisible():
            for name in ("text", "toPlainText", "currentText", "placeholderText"):
                said = getattr(each, name, None)
                if callable(said):
                    found.append(str(said()))
    return "\n".join(found)


def in_sight():
    return "\n".join(texts(each) for each in QApplication.topLevelWidgets() if each.isVisible())


def type_person(window, name="Marcia Markername"):
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.records)
    page.records.begin("person")
    panel = page.records.place().panel
    panel.form.editors["given_name"].setText(name)
    return panel


def test_what_is_typed_waits_behind_the_lock(unlocked, qtbot):
    type_person(unlocked)
    key = unlocked.workspace._file.key
    assert "Markername" in in_sight()
    qtbot.keyClick(unlocked, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert unlocked.is_locked
    assert not unlocked.workspace.is_open
    assert "Markername" not in in_sight()
    assert unlocked.pages == {}
    with pytest.raises(RuntimeError):
        key.raw()
    unlock(unlocked, qtbot)
    assert unlocked.page_key == "data"
    page = unlocked.pages["data"]
    page.show_part(page.records)
    page.records.begin("person")
    panel = page.records.place().panel
    assert panel.form.editors["given_name"].text() == "Marcia Markername"


def test_a_locked_window_says_nothing_of_the_project(unlocked):
    project = unlocked.header.project.currentText()
    assert project in in_sight()
    unlocked.workspace.told.emit("Signed in: Marcia Markername", True)
    unlocked.lock.lock()
    seen = in_sight()
    assert project not in seen
    assert "Markername" not in seen + unlocked.strip.text.text()
    assert unlocked.windowTitle() == "engagement_app"


def test_boxes_go_and_none_of_them_stays_open(unlocked):
    box = QDialog(unlocked)
    files = QFileDialog(unlocked)
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    for each in (box, files):
        each.open()
    unlocked.lock.lock()
    assert not any(each.isVisible() for each in (box, files))


def test_the_preview_of_a_paper_goes(unlocked, qtbot):
    unlocked.go_to("reports")
    page = unlocked.pages["reports"]
    qtbot.waitUntil(lambda: page.preview.document().pageCount() > 0, timeout=SECONDS)
    unlocked.lock.lock()
    assert not page.isVisible()
    assert "reports" not in unlocked.pages


def test_a_copy_of_a_paper_for_another_program_goes(unlocked, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url) or True)
    unlocked.go_to("reports")
    page = unlocked.pages["reports"]
    qtbot.waitUntil(page.outside.isEnabled, timeout=6 * SECONDS)
    page.outside.click()
    copy = Path(asked[0].toLocalFile())
    assert copy.exists()
    unlocked.lock.lock()
    assert not copy.parent.exists()


def test_the_clipboard_is_emptied_if_it_is_ours(unlocked):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Marcia Markername")
    if not clipboard.ownsClipboard():
        pytest.skip("this screen has no clipboard of its own")
    unlocked.lock.lock()
    assert clipboard.text() == ""


def test_a_running_job_is_rolled_back(unlocked, qtbot):
    begun, ended = [], []

    def work(file, progress):
        with file.writing("project.new") as session:
            session.connection().exec_driver_sql("UPDATE person SET notes = 'half done'")
            begun.append(True)
            for done in range(100_000):
                time.sleep(0.001)
                try:
                    progress(done, 100_000)
                except Cancelled:
                    ended.append(True)
                    raise

    show_progress(unlocked, "Working", unlocked.workspace.task(work, unlocked), print, print)
    qtbot.waitUntil(lambda: bool(begun))
    unlocked.lock.lock()
    assert ended
    assert not unlocked.workspace.is_open
    unlock(unlocked, qtbot)
    half = "SELECT count(*) FROM person WHERE notes = 'half done'"
    count = unlocked.workspace.read(lambda s: s.connection().exec_driver_sql(half).scalar())
    assert count == 0


def test_what_cannot_be_kept_stays_behind_the_lock(unlocked, qtbot, monkeypatch):
    panel = type_person(unlocked)

    def full(*_):
        raise StorageError("The disk is full.", Cause.FULL)

    with monkeypatch.context() as broken:
        broken.setattr(DataFile, "keep_drafts", full)
        unlocked.lock.lock()
        assert unlocked.is_locked
        assert "Markername" not in in_sight()
    unlock(unlocked, qtbot)
    assert panel.form.editors["given_name"].text() == "Marcia Markername"


def test_no_key_leads_past_the_lock(unlocked, qtbot):
    unlocked.lock.lock()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_8):
        qtbot.keyClick(unlocked, key, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(unlocked, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(unlocked, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert unlocked.is_locked
    assert unlocked.finder is None


def test_a_file_that_is_not_protected_is_not_locked_and_it_is_said(window, sample_file):
    window.workspace.open(sample_file)
    window.lock.lock()
    assert not window.is_locked
    assert "not protected" in window.strip.text.text()


def test_after_some_minutes_without_work_it_is_locked(unlocked, monkeypatch):
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 9.9 * 60)
    unlocked.lock._worked_at = now
    unlocked.lock._look()
    assert not unlocked.is_locked
    monkeypatch.setattr(time, "monotonic", lambda: now + 10 * 60 + 0.1)
    unlocked.lock._look()
    assert unlocked.is_locked


WORK = [
    QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"),
    QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(5, 5),
        QPointF(5, 5),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    ),
]


@pytest.mark.parametrize("event", WORK, ids=["a key", "the mouse"])
def test_a_key_or_the_mouse_is_work(event, unlocked):
    unlocked.lock._watch(unlocked.windowHandle())
    unlocked.lock._worked_at = 0.0
    QApplication.sendEvent(unlocked.windowHandle(), event)
    assert time.monotonic() - unlocked.lock._worked_at < 5


def test_a_laptop_that_slept_is_locked(unlocked):
    unlocked.lock._look()
    assert not unlocked.is_locked
    unlocked.lock._looked_at = time.time() - 3600
    unlocked.lock._look()
    assert unlocked.is_locked


def test_idleness_is_no_matter_where_nothing_is_protected(window, sample_file):
    window.workspace.open(sample_file)
    window.lock._worked_at = -1e9
    window.lock._look()
    assert window.strip.isHidden()


@pytest.mark.parametrize(("set_to", "kept"), [(1, 2), (2, 2), (30, 30), (60, 60), (99, 60)])
def test_the_minutes_are_between_two_and_sixty(set_to, kept):
    assert lock_after() == 10
    set_lock_after(set_to)
    assert lock_after() == kept


def test_a_mistake_in_the_program_is_logged_without_what_it_was_about(
    unlocked, caplog, monkeypatch
):
    caplog.set_level(logging.DEBUG)
    shown = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box.detailedText()))
    with pytest.raises(ValueError, match="Markername") as caught:
        int(f"Marcia Markername {PASSPHRASE}")
    _met(print, caught.type, caught.value, caught.tb)
    assert "ValueError" in shown[0]
    assert "Markername" not in caplog.text + shown[0]


def files_with(word, *folders):
    """The files of these folders in which the word stands, in UTF-8 or UTF-16."""
    forms = word.encode(), word.encode("utf-16-le")
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in paths if any(form in path.read_bytes() for form in forms)]


@pytest.mark.parametrize("kind", ["protected", "the control, not protected"])
def test_no_byte_of_a_name_lies_in_any_file_while_open_locked_and_closed(
    kind, window, guarded, sample, tmp_path, home, qtbot, settle, monkeypatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    is_safe = kind == "protected"
    path = guarded if is_safe else Path(shutil.copy(sample, tmp_path / "plain.engagement"))
    open_path(window.workspace, path, print)
    if is_safe:
        unlock(window, qtbot)
    panel = type_person(window)
    window.workspace.drafts.flush()
    window.workspace.finish()
    found = files_with("Markername", tmp_path, home)
    panel.save.click()
    settle(window.workspace)
    window.go_to("reports")
    page = window.pages["reports"]
    qtbot.waitUntil(lambda: page.preview.document().pageCount() > 0, timeout=SECONDS)
    found += files_with("Markername", tmp_path, home)
    window.lock.lock()
    found += files_with("Markername", tmp_path, home)
    window.workspace.close()
    found += files_with("Markername", tmp_path, home)
    assert (found == []) is is_safe
