"""What is done in the window is noted in the audit, in words that name nobody."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from engagement_app.domain.audit_words import about_entry, words_of_entry
from engagement_app.domain.finding import find_person
from engagement_app.domain.people import PersonInput
from engagement_app.gui.backup_schedule import BackupSchedule
from engagement_app.gui.files import open_path
from engagement_app.store.audit import AUDIT
from engagement_app.store.chain import chain_faults
from engagement_app.store.datafile import open_file
from engagement_app.store.keys.refused import list_refusals
from tests.gui.guarded import SECONDS, unlock
from tests.store.keys.cheap import CODE, PASSPHRASE
from tests.store.keys.waiting import let_pass

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("cheap_keys")]


@pytest.fixture
def noted(settle):
    """What was noted last, in words, of a chain that is whole."""

    def read(window, last=1):
        settle(window.workspace)
        window.workspace._writer.submit(int).result()  # what nobody waits for is behind it
        with window.workspace._file.reading() as session:
            assert list(chain_faults(session)) == []
            rows = session.execute(AUDIT.select().order_by(AUDIT.c.number)).all()
        return [(words_of_entry(row.act), about_entry(row.detail)) for row in rows][-last:]

    return read


def part_of(window, name):
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(getattr(page, name))
    return getattr(page, name)


def wait_for(window, qtbot, part, word):
    part = getattr(window.pages["data"], part) if isinstance(part, str) else part
    qtbot.waitUntil(lambda: window.workspace.is_open and word in part.told.text(), timeout=SECONDS)


def guess(window, qtbot, words):
    window.unlock.passphrase.line.setText(words)
    window.unlock.open.click()
    qtbot.waitUntil(window.unlock.waiting.isActive, timeout=SECONDS)
    let_pass(window.unlock.path)
    window.unlock.waiting.timeout.emit()


def test_wrong_passphrases_are_noted_when_the_file_is_open_again(window, guarded, qtbot, noted):
    open_path(window.workspace, guarded, print)
    before = guarded.read_bytes()
    for _turn in range(2):
        guess(window, qtbot, "a wrong one")
    assert guarded.read_bytes() == before, "a shut file is not written to"
    unlock(window, qtbot)
    [(act, about), opened] = noted(window, 2)
    assert act == "wrong passphrase or code"
    assert about.startswith("2 times, last on ")
    assert opened == ("file opened", "")
    assert list_refusals(window.workspace.vault) == []


def test_none_is_noted_where_the_first_was_the_right_one(unlocked, noted):
    """The control."""
    assert noted(unlocked, 5) == [("file opened", "")]


def test_a_wrong_code_is_one_too_and_opening_by_the_code_is_noted(window, guarded, qtbot, noted):
    open_path(window.workspace, guarded, print)
    window.unlock.forgotten.click()
    form = window.unlock.recovery
    form.code.setText(CODE)
    form.passphrase.first.line.setText("remembered now")
    form.passphrase.again.line.setText("remembered now")
    form.set.click()
    qtbot.waitUntil(lambda: window.workspace.is_open, timeout=SECONDS)
    assert noted(window, 2) == [
        ("file opened", ""),
        ("protection", "opened by the recovery code, another passphrase"),
    ]
    window.lock.lock()
    unlock(window, qtbot, "remembered now")
    assert noted(window, 2)[1] == ("file opened", "")


def test_locking_is_noted_by_hand_and_by_itself(unlocked, qtbot, noted):
    qtbot.keyClick(unlocked, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    unlock(unlocked, qtbot)
    unlocked.lock.lock_unless_locked()
    assert unlocked.is_locked
    unlock(unlocked, qtbot)
    assert noted(unlocked, 4) == [
        ("file locked", ""),
        ("file opened", ""),
        ("file locked", "by itself"),
        ("file opened", ""),
    ]


def fill(form, passphrase="some new words"):
    form.code.back.setText(form.code.code)
    form.passphrase.first.line.setText(passphrase)
    form.passphrase.again.line.setText(passphrase)


def test_each_change_of_protection_is_noted(window, sample_file, qtbot, noted):
    window.workspace.open(sample_file)
    part = part_of(window, "protection")
    part.protect.click()
    fill(part.protecting)
    part.protecting.make.click()
    wait_for(window, qtbot, "protection", "is protected")
    assert noted(window)[0] == ("protection", "file protected")
    part = part_of(window, "protection")
    part.passphrase.click()
    part.new_passphrase.before.line.setText("some new words")
    for line in (part.new_passphrase.new.first, part.new_passphrase.new.again):
        line.line.setText("newer words")
    part.new_passphrase.set.click()
    wait_for(window, qtbot, "protection", "new passphrase")
    assert noted(window)[0] == ("protection", "another passphrase")
    part.code.click()
    part.new_code.code.back.setText(part.new_code.code.code)
    part.new_code.set.click()
    wait_for(window, qtbot, "protection", "recovery code counts")
    assert noted(window)[0] == ("protection", "another recovery code")
    part.renew.click()
    fill(part.renewing, "newest words")
    part.renewing.make.click()
    wait_for(window, qtbot, "protection", "has a new key")
    assert noted(window)[0] == ("protection", "new key")
    part = part_of(window, "protection")
    part.unprotect.click()
    part.question.agree.click()
    wait_for(window, qtbot, "protection", "is not protected")
    assert noted(window)[0] == ("protection", "protection taken away")


def test_a_wrong_passphrase_in_the_form_changes_nothing_and_notes_nothing(unlocked, qtbot, noted):
    part = part_of(unlocked, "protection")
    part.passphrase.click()
    part.new_passphrase.before.line.setText("wrong")
    for line in (part.new_passphrase.new.first, part.new_passphrase.new.again):
        line.line.setText("newer words")
    part.new_passphrase.set.click()
    problem = part.new_passphrase.problem
    qtbot.waitUntil(lambda: "not the passphrase" in problem.text(), timeout=SECONDS)
    assert noted(unlocked, 9) == [("file opened", "")]
    let_pass(unlocked.workspace.path)
    unlocked.lock.lock()
    unlock(unlocked, qtbot, PASSPHRASE)
    assert noted(unlocked, 2)[0][1].startswith("1 time, last on ")


def test_settings_are_noted(window, sample_file, qtbot, noted, monkeypatch, tmp_path, settle):
    window.workspace.open(sample_file)
    part = part_of(window, "protection")
    part.minutes.setFocus()
    qtbot.keyClick(part.minutes, Qt.Key.Key_Down)
    assert noted(window)[0] == ("settings", "time until it locks, 15 minutes")
    part = part_of(window, "backups")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    qtbot.keyClick(part.choose, Qt.Key.Key_Space)
    assert noted(window)[0] == ("settings", "second place for backups")
    part = part_of(window, "rights")
    settle(window.workspace)
    choose = part.retention.months["never_came"]
    choose.setFocus()
    qtbot.keyClick(choose, Qt.Key.Key_Down)
    assert noted(window)[0] == (
        "settings",
        "how long people are kept, who was only on a list, 6 months",
    )


def test_an_import_is_noted_by_its_kind_and_rows_and_not_by_its_file(
    window, sample_file, noted, tmp_path, settle
):
    window.workspace.open(sample_file)
    part = part_of(window, "imports")
    settle(window.workspace)
    path = tmp_path / "list of Zebedeus.csv"
    path.write_text("Role,Belt,Hours needed\nTimekeeper,both,3\nNobody,nowhere,1\n")
    for rows in ("1 row, 1 row refused", None):
        part.look_at(path)
        settle(window.workspace)
        part.take()
        settle(window.workspace)
        told = [each for each in noted(window, 99) if each[0] == "import"]
        assert told == [("import", "roles, 1 row, 1 row refused")], rows
    with window.workspace._file.reading() as session:
        rows = session.execute(AUDIT.select()).all()
    assert "Zebedeus" not in str(rows)


def test_backups_by_hand_by_the_clock_and_at_the_end_are_noted(
    window, data_path, keyboard, noted, settle, qtbot
):
    open_path(window.workspace, data_path, print)
    part = part_of(window, "backups")
    qtbot.keyClick(part.make, Qt.Key.Key_Space)
    settle(window.workspace)
    assert noted(window)[0][0] == "backup"
    schedule = BackupSchedule(window)
    add(window, settle, "One")
    with qtbot.waitSignal(window.workspace.backed_up, timeout=SECONDS):
        schedule.back_up()
    add(window, settle, "Two")
    assert [act for act, _about in noted(window, 9)].count("backup") == 2
    window.close()
    with open_file(data_path, keyboard) as file, file.reading() as session:
        acts = [row.act for row in session.execute(AUDIT.select())]
    assert acts.count("backup") == 3


def add(window, settle, name):
    from engagement_app.domain import acts

    window.workspace.write("record.add", acts.add, PersonInput.parse(given_name=name))
    settle(window.workspace)


def test_a_restore_and_putting_back_name_what_they_took(window, data_path, noted, settle, qtbot):
    open_path(window.workspace, data_path, print)
    add(window, settle, "One")
    part = part_of(window, "backups")
    part.back_up()
    settle(window.workspace)
    part.copies.mark(0)
    part.ask_restore()
    settle(window.workspace)
    part.restoring.question.agree.click()
    wait_for(window, qtbot, window.pages["data"].backups.restoring, "Restored from")
    act, about = noted(window)[0]
    assert act == "restored from a backup"
    assert about.startswith("notes-")
    assert about.endswith(".engagement")
    part = window.pages["data"].backups
    part.restoring.back.click()
    wait_for(window, qtbot, part.restoring, "is back")
    assert noted(window)[0][1].startswith("replaced-")


def test_looking_at_all_of_a_person_saving_it_and_erasing_are_noted_without_a_name(
    window, sample_file, noted, qtbot, settle, tmp_path, monkeypatch
):
    window.workspace.open(sample_file)
    part = part_of(window, "rights")
    who = window.workspace.read(find_person, "Femi Adebayo-Clarke")
    part.person.set_value(who)
    qtbot.keyClick(part.show_all, Qt.Key.Key_Space)
    qtbot.waitUntil(part.held.isVisible, timeout=SECONDS)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "held.json"), "")
    )
    qtbot.keyClick(part.json, Qt.Key.Key_Space)
    settle(window.workspace)
    assert noted(window, 2) == [
        ("all we hold on a person", "shown"),
        ("all we hold on a person", "json"),
    ]
    with window.workspace._file.reading() as session:
        told = [json.loads(row.detail) for row in session.execute(AUDIT.select())]
    assert [each["person_id"] for each in told] == [who, who]
    qtbot.keyClick(part.erase, Qt.Key.Key_Space)
    part.panel.typed.setText("Femi Adebayo-Clarke")
    part.panel.agree.click()
    wait_for(window, qtbot, part, "Erased")
    *gone, erased = noted(window, 3)
    assert gone == [("all we hold on a person", "(erased)")] * 2
    assert erased[0] == "erased"
    assert "records" in erased[1]


def test_the_audit_names_the_person_of_a_request_and_finds_them(window, sample_file, qtbot, settle):
    window.workspace.open(sample_file)
    part = part_of(window, "rights")
    part.person.set_value(window.workspace.read(find_person, "Femi Adebayo-Clarke"))
    qtbot.keyClick(part.show_all, Qt.Key.Key_Space)
    qtbot.waitUntil(part.held.isVisible, timeout=SECONDS)
    audit = part_of(window, "audit")
    audit.box.setText("adebayo shown")
    qtbot.waitUntil(
        lambda: (
            [(each.act, each.about) for each in audit.model.rows]
            == [("all we hold on a person", "Person: Femi Adebayo-Clarke, shown")]
        ),
        timeout=SECONDS,
    )
