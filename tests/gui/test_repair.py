"""A damaged file in the window: a plain question, a new file beside it, and a report."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from engagement_app.domain import with_backup
from engagement_app.domain.audit_list import list_done
from engagement_app.domain.contents import contents_of
from engagement_app.domain.soundness import check
from engagement_app.domain.tables import TABLES
from engagement_app.gui.files import open_last, open_path
from engagement_app.store import backup, place
from engagement_app.store.datafile import open_file
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.unlocking import unlocked
from tests.gui.guarded import unlock
from tests.store.keys.cheap import PASSPHRASE, protection

pytestmark = pytest.mark.thorough
PAGE = 4096


def spoil_page(path, number):
    content = bytearray(path.read_bytes())
    content[(number - 1) * PAGE : number * PAGE] = b"\xff" * PAGE
    path.write_bytes(content)
    return bytes(content)


def spoil_word(path, word):
    """A letter that SQLite itself thinks nothing of."""
    content = bytearray(path.read_bytes())
    content[content.find(word)] ^= 2
    path.write_bytes(content)
    return bytes(content)


def repaired(card, qtbot):
    qtbot.keyClick(card.repair, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: card.repaired is not None, timeout=20_000)
    return card.repaired


def put_in_place(card, window, path, qtbot):
    qtbot.keyClick(card.place, Qt.Key.Key_Space)
    done = f"✓ {path.name} is repaired."
    qtbot.waitUntil(lambda: window.strip.text.text().startswith(done), timeout=20_000)


@pytest.fixture
def plain(sample, tmp_path):
    """The sample as a file of somebody's own, with a backup of it, and the number of people."""
    path = tmp_path / "town.engagement"
    shutil.copy(sample, path)
    backup.make(path, backup.folder_of(path), TABLES.values())
    return path


def test_a_damaged_file_is_repaired_at_the_start_and_put_in_its_place(plain, window, qtbot):
    before = contents_of(plain)
    place.remember_file(plain)
    damaged = spoil_page(plain, 12)
    assert not open_last(window.workspace, window.welcome.ask_about)
    lost = window.welcome.lost
    assert lost.repair.isVisible()
    assert lost.repair.hasFocus()
    qtbot.keyClick(lost.repair, Qt.Key.Key_Space)
    card = lost.repairing
    assert "stays as it is" in card.told.text()
    made = repaired(card, qtbot)
    assert plain.read_bytes() == damaged
    assert "Found in the damaged file:" in card.report.toPlainText()
    assert card.report.toPlainText().startswith(f"In the new file {made.path.name}:")
    assert "read from the file" in card.report.toPlainText()
    put_in_place(card, window, plain, qtbot)
    assert window.workspace.path == plain
    assert contents_of(plain) == before
    assert not made.path.exists()

    def is_noted():
        window.workspace.finish()
        done = window.workspace.read(list_done).rows
        return made.path.name in [each.about for each in done]

    qtbot.waitUntil(is_noted, timeout=10_000)
    (folder,) = plain.parent.glob("replaced-*")
    assert (folder / plain.name).read_bytes() == damaged


def test_not_now_leaves_everything_as_it_was(plain, window, qtbot):
    place.remember_file(plain)
    spoil_page(plain, 12)
    names = sorted(each.name for each in plain.parent.iterdir())
    open_last(window.workspace, window.welcome.ask_about)
    qtbot.keyClick(window.welcome.lost.repair, Qt.Key.Key_Space)
    qtbot.keyClick(window.welcome.lost.repairing.leave, Qt.Key.Key_Space)
    assert not window.welcome.lost.repairing.isVisible()
    assert sorted(each.name for each in plain.parent.iterdir()) == names


def test_a_file_that_is_only_missing_is_not_offered_repair(plain, window):
    place.remember_file(plain)
    plain.unlink()
    open_last(window.workspace, window.welcome.ask_about)
    assert not window.welcome.lost.repair.isVisible()


def test_check_finds_a_letter_and_repairs_the_open_file(plain, window, qtbot, settle, keyboard):
    before = contents_of(plain)
    spoil_word(plain, b"Green" if b"Green" in plain.read_bytes() else b"Spring")
    open_path(window.workspace, plain, print)
    window.go_to("data/backups")
    part = window.pages["data"].backups
    part.check()
    settle(window.workspace)
    assert part.found.text().startswith("✗ The file is damaged.")
    assert part.repairing.isVisible()
    repaired(part.repairing, qtbot)
    assert "is not" in part.repairing.report.toPlainText()
    put_in_place(part.repairing, window, plain, qtbot)
    assert contents_of(plain) == before
    part.check()
    settle(window.workspace)
    assert part.found.text() == "✓ The file is sound."
    assert not part.repairing.isVisible()


def test_a_damaged_protected_file_is_repaired_with_the_key_that_opened_it(guarded, window, qtbot):
    key = unlocked(guarded, PASSPHRASE)
    backup.make(guarded, backup.folder_of(guarded), TABLES.values(), key)
    before = contents_of(guarded, key)
    damaged = spoil_page(guarded, 12)
    open_path(window.workspace, guarded, print)
    window.unlock.passphrase.line.setText(PASSPHRASE)
    window.unlock.try_it()
    lost = window.welcome.lost
    qtbot.waitUntil(lambda: lost.repair.isVisible(), timeout=10_000)
    assert not window.is_locked
    qtbot.keyClick(lost.repair, Qt.Key.Key_Space)
    repaired(lost.repairing, qtbot)
    assert guarded.read_bytes() == damaged
    put_in_place(lost.repairing, window, guarded, qtbot)
    assert contents_of(guarded, key) == before
    assert window.workspace.vault == key.vault
    assert lost.repairing.key is None


def test_an_older_backup_of_the_key_before_does_not_stand_in_the_way(guarded, window, qtbot):
    old = unlocked(guarded, PASSPHRASE)
    backup.make(guarded, backup.folder_of(guarded), TABLES.values(), old)
    key = with_backup.renew(guarded, old, protection("other words"))
    before = contents_of(guarded, key)
    spoil_page(guarded, 12)
    open_path(window.workspace, guarded, print)
    window.unlock.passphrase.line.setText("other words")
    window.unlock.try_it()
    lost = window.welcome.lost
    qtbot.waitUntil(lambda: lost.repair.isVisible(), timeout=10_000)
    qtbot.keyClick(lost.repair, Qt.Key.Key_Space)
    made = repaired(lost.repairing, qtbot)
    assert contents_of(made.path, key) == before


def test_what_only_another_laptop_has_is_taken_from_its_file(
    plain, window, qtbot, keyboard, monkeypatch, tmp_path
):
    with open_file(plain, keyboard) as file:
        before = contents_of(plain)
        assert check(file) == ()
    for each in backup.folder_of(plain).iterdir():
        each.unlink()
    other = shutil.copy(plain, tmp_path / "other laptop.engagement")
    place.remember_file(plain)
    plain.write_bytes(plain.read_bytes()[: 20 * PAGE])  # most of it is gone
    open_last(window.workspace, window.welcome.ask_about)
    qtbot.keyClick(window.welcome.lost.repair, Qt.Key.Key_Space)
    card = window.welcome.lost.repairing
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    qtbot.keyClick(card.more, Qt.Key.Key_Space)
    assert "other laptop" in card.others.text()
    made = repaired(card, qtbot)
    assert "other laptop" in card.report.toPlainText()
    assert contents_of(made.path) == before


def test_the_report_is_saved_as_text(plain, window, qtbot, monkeypatch, tmp_path):
    place.remember_file(plain)
    spoil_page(plain, 12)
    open_last(window.workspace, window.welcome.ask_about)
    window.welcome.lost.repair.click()
    card = window.welcome.lost.repairing
    repaired(card, qtbot)
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.keyClick(card.save, Qt.Key.Key_Space)
    assert target.read_text() == card.report.toPlainText() + "\n"


@pytest.fixture
def at_work(window, data_path):
    """The window on another file; `open_other(path)` asks for one as people do, by keyboard."""
    assert open_path(window.workspace, data_path, pytest.fail)
    return window


@pytest.fixture
def open_other(at_work, monkeypatch, qtbot):
    def opened(path):
        at_work.go_to("data/file")
        part = at_work.pages["data"].file
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        qtbot.keyClick(part.open, Qt.Key.Key_Space)
        return part

    return opened


def test_a_damaged_file_opened_beside_another_is_repaired_while_that_one_stays_open(
    plain, at_work, open_other, data_path, qtbot
):
    before = contents_of(plain)
    damaged = spoil_page(plain, 12)
    part = open_other(plain)
    assert at_work.workspace.path == data_path
    assert f"{plain.name} is damaged" in part.problem.text()
    assert at_work.focusWidget() is part.repairing.repair
    repaired(part.repairing, qtbot)
    assert plain.read_bytes() == damaged
    assert at_work.workspace.path == data_path
    put_in_place(part.repairing, at_work, plain, qtbot)
    assert at_work.workspace.path == plain
    assert contents_of(plain) == before
    assert not part.repairing.isVisible()
    assert not part.problem.isVisible()


def unlock_damaged(window, qtbot, words=PASSPHRASE):
    window.unlock.passphrase.line.setText(words)
    window.unlock.try_it()
    qtbot.waitUntil(lambda: "data" in window.pages and not window.is_locked, timeout=10_000)
    return window.pages["data"].file


def test_a_protected_one_is_repaired_with_the_key_that_opened_it(
    guarded, at_work, open_other, data_path, qtbot
):
    key = unlocked(guarded, PASSPHRASE)
    backup.make(guarded, backup.folder_of(guarded), TABLES.values(), key)
    before = contents_of(guarded, key)
    spoil_page(guarded, 12)
    open_other(guarded)
    assert at_work.is_locked
    part = unlock_damaged(at_work, qtbot)
    assert at_work.workspace.path == data_path
    assert at_work.page_key == "data"
    assert at_work.focusWidget() is part.repairing.repair
    repaired(part.repairing, qtbot)
    put_in_place(part.repairing, at_work, guarded, qtbot)
    assert contents_of(guarded, key) == before
    assert at_work.workspace.vault == key.vault
    assert part.repairing.key is None


@pytest.mark.parametrize("how", ["not now", "another thing begun", "closed", "locked"])
def test_the_key_of_a_damaged_file_is_forgotten_with_the_question(
    how, guarded, window, qtbot, tmp_path, monkeypatch
):
    own = tmp_path / "own.engagement"
    for each in (guarded, beside(guarded)):
        shutil.copy(each, each.with_name(each.name.replace("town", "own")))
    open_path(window.workspace, own, print)
    unlock(window, qtbot)
    key = with_backup.renew(guarded, unlocked(guarded, PASSPHRASE), protection("other words"))
    spoil_page(guarded, 12)
    open_path(window.workspace, guarded, print)
    part = unlock_damaged(window, qtbot, "other words")
    kept = part.repairing.key
    assert kept.vault == key.vault
    do = {
        "not now": lambda: qtbot.keyClick(part.repairing.leave, Qt.Key.Key_Space),
        "another thing begun": part.begin_new,
        "closed": part.close_file,
        "locked": window.lock.lock,
    }
    do[how]()
    with pytest.raises(RuntimeError):
        kept.raw()
    assert not part.problem.isVisible()
    if how == "not now":
        assert window.focusWidget() is part.open
        assert window.workspace.path == own


def test_what_is_repaired_goes_on_where_the_window_is_locked_meanwhile(
    guarded, window, qtbot, tmp_path
):
    own = tmp_path / "own.engagement"
    for each in (guarded, beside(guarded)):
        shutil.copy(each, each.with_name(each.name.replace("town", "own")))
    key = unlocked(guarded, PASSPHRASE)
    backup.make(guarded, backup.folder_of(guarded), TABLES.values(), key)
    open_path(window.workspace, own, print)
    unlock(window, qtbot)
    spoil_page(guarded, 12)
    open_path(window.workspace, guarded, print)
    part = unlock_damaged(window, qtbot)
    qtbot.keyClick(part.repairing.repair, Qt.Key.Key_Space)
    window.lock.lock()

    def made():
        return list(guarded.parent.glob("town-repaired*.engagement"))

    qtbot.waitUntil(lambda: bool(made()), timeout=20_000)
    unlock(window, qtbot)
    assert window.workspace.path == own


def test_what_is_typed_and_not_saved_is_asked_about_before_another_takes_the_place(
    plain, at_work, open_other, data_path, qtbot, monkeypatch
):
    spoil_page(plain, 12)
    part = open_other(plain)
    repaired(part.repairing, qtbot)
    monkeypatch.setattr(at_work.workspace, "may_leave", lambda: False)
    qtbot.keyClick(part.repairing.place, Qt.Key.Key_Space)
    assert at_work.workspace.path == data_path
    assert part.repairing.place.isEnabled()
    assert not list(plain.parent.glob("replaced-*"))
