"""A protected file in the window: made, opened, changed, and opened when all else fails."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QTextBrowser

from engagement_app.domain import other_keys
from engagement_app.domain.audit_list import list_done
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.backups import (
    choose_second_place,
    note_far,
    noted,
    places_under_keys_before,
)
from engagement_app.gui.files import open_path
from engagement_app.gui.protection import new_passphrase
from engagement_app.gui.protection.form import ProtectionForm
from engagement_app.gui.protection.unlock_screen import UnlockScreen
from engagement_app.store import backup
from engagement_app.store.header import is_protected
from engagement_app.store.keys import ways
from engagement_app.store.keys.data_key import DataKey, vault_of
from engagement_app.store.keys.recovery_code import new_code
from engagement_app.store.keys.refused import keep_refusal
from engagement_app.store.keys.slots import written
from engagement_app.store.keys.unlocking import slots_of, unlocked_by_code
from tests.gui.guarded import SECONDS, unlock
from tests.store.keys import keyrings
from tests.store.keys.cheap import CHEAP, CODE, PASSPHRASE, protected
from tests.store.keys.waiting import let_pass

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("cheap_keys")]


def part_of(window):
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.protection)
    return page.protection


def fill(form, passphrase="some new words", again=None):
    form.code.back.setText(form.code.code)
    form.passphrase.first.line.setText(passphrase)
    form.passphrase.again.line.setText(passphrase if again is None else again)


def wait_until_done(window, qtbot, word):
    part = window.pages["data"].protection
    qtbot.waitUntil(lambda: window.workspace.is_open and word in part.told.text(), timeout=SECONDS)


def test_a_protected_file_asks_for_its_passphrase_and_shows_nothing_before(window, guarded, qtbot):
    assert not open_path(window.workspace, guarded, print)
    assert window.is_locked
    assert window.unlock.passphrase.line.hasFocus()
    assert not window.header.isVisible()
    assert not window.bar.isEnabled()
    unlock(window, qtbot)
    assert window.footer.safety.text() == "Protected by a passphrase"
    assert window.header.isVisible()


def test_the_help_of_a_locked_window_is_about_the_lock(window, guarded):
    open_path(window.workspace, guarded, print)
    window.bar.help_wanted.emit()
    (box,) = window.findChildren(QDialog, "help")
    assert "Locked, or protected" in box.findChild(QTextBrowser).toPlainText()


def guess(screen, qtbot, seconds):
    """A wrong one, after the wait for the one before."""
    screen.passphrase.line.setText("wrong")
    screen.try_it()
    qtbot.waitUntil(screen.waiting.isActive, timeout=SECONDS)
    assert "not the passphrase" in screen.problem.text()
    assert screen.open.text() in wait_of(seconds)
    assert not screen.open.isEnabled()


def wait_of(seconds):
    """What a button says of that wait, in its first second and just after it."""
    return [f"Wait {each} second{'s' * (each != 1)}" for each in (seconds, seconds - 1)]


def let_pass_in(screen, path, seconds):
    let_pass(path, seconds)
    screen.waiting.timeout.emit()


def test_after_a_wrong_passphrase_one_waits_longer_each_time(window, guarded, qtbot):
    open_path(window.workspace, guarded, print)
    screen = window.unlock
    before = guarded.read_bytes()
    for seconds in (1, 2, 4, 8):
        guess(screen, qtbot, seconds)
        screen.try_it()  # Enter does not pass by the wait either
        let_pass_in(screen, guarded, seconds)
        assert screen.open.isEnabled()
        assert screen.open.text() == "&Open"
    assert guarded.read_bytes() == before
    unlock(window, qtbot)
    [(what, about), *_more] = done(window)
    assert (what, about.split(",")[0]) == ("wrong passphrase or code", "4 times")


def test_a_program_that_is_started_anew_goes_on_waiting(window, guarded, qtbot):
    open_path(window.workspace, guarded, print)
    for seconds in (1, 2, 4, 8, 16, 32):
        let_pass_in(window.unlock, guarded, 60)
        guess(window.unlock, qtbot, seconds)
    anew = UnlockScreen()
    qtbot.addWidget(anew)
    anew.ask(guarded)
    assert anew.open.text() in wait_of(32)
    assert anew.recovery.set.text() in wait_of(32)
    assert not anew.open.isEnabled()
    assert not anew.recovery.set.isEnabled()


def test_the_wait_is_counted_down_and_another_file_has_none(window, guarded, tmp_path, keyboard):
    for _each in range(6):
        keep_refusal(slots_of(guarded).vault)
    open_path(window.workspace, guarded, print)
    let_pass_in(window.unlock, guarded, 10)
    assert window.unlock.open.text() in wait_of(22)
    window.unlock.ask(protected(tmp_path / "other.engagement", keyboard))
    assert window.unlock.open.isEnabled()
    window.unlock.ask(guarded)
    assert not window.unlock.open.isEnabled()


def done(window):
    """What the audit says was done and about what, the newest first."""
    window.workspace.finish()
    found = window.workspace.read(list_done)
    return [(row.act, row.about) for row in found.rows if row.act != "file opened"]


def test_the_wait_never_grows_over_a_minute(window, guarded):
    for _each in range(50):
        keep_refusal(slots_of(guarded).vault)
    open_path(window.workspace, guarded, print)
    assert window.unlock.open.text() in wait_of(60)


def test_the_recovery_code_opens_it_and_sets_a_passphrase(window, guarded, qtbot, type_text):
    open_path(window.workspace, guarded, print)
    window.unlock.forgotten.click()
    form = window.unlock.recovery
    assert form.code.hasFocus()
    type_text(form.code, CODE.lower().replace("-", " "))
    assert form.verdict.text().startswith("✓")
    form.passphrase.first.line.setText("remembered now")
    form.passphrase.again.line.setText("remembered now")
    form.set.click()
    qtbot.waitUntil(lambda: window.workspace.is_open, timeout=SECONDS)
    assert form.code.text() == ""
    assert unlocked_by_code(guarded, CODE)
    window.lock.lock()
    unlock(window, qtbot, "remembered now")
    recovered = ("protection", "opened by the recovery code, another passphrase")
    assert sorted(done(window)[:2]) == [("file locked", ""), recovered]


def test_a_wrong_character_of_the_code_is_told_as_soon_as_it_is_typed(window, guarded, type_text):
    open_path(window.workspace, guarded, print)
    window.unlock.forgotten.click()
    form = window.unlock.recovery
    type_text(form.code, "AB1U")
    assert "no “U”" in form.verdict.text()
    form.code.clear()
    type_text(form.code, CODE[:-1])
    assert form.verdict.text() == ""
    type_text(form.code, "3" if CODE[-1] != "3" else "4")
    assert "One character is wrong" in form.verdict.text()


def test_a_code_of_another_file_is_refused(window, guarded, qtbot):
    open_path(window.workspace, guarded, print)
    window.unlock.forgotten.click()
    form = window.unlock.recovery
    form.code.setText(new_code())
    form.passphrase.first.line.setText("x")
    form.passphrase.again.line.setText("x")
    form.set.click()
    qtbot.waitUntil(lambda: "another file" in form.problem.text(), timeout=SECONDS)
    assert form.problem.isVisible()


def test_a_file_without_passphrase_is_opened_by_the_keyring_unasked(
    window,
    tmp_path,
    keyboard,
    qtbot,
    use_keyring,
):
    use_keyring(keyrings.Working())
    path = protected(tmp_path / "own.engagement", keyboard, "")
    open_path(window.workspace, path, print)
    qtbot.waitUntil(lambda: window.workspace.is_open, timeout=SECONDS)
    assert window.footer.safety.text() == "Protected from other accounts; no passphrase"


def test_a_keyring_that_fails_leaves_the_recovery_code(
    window, tmp_path, keyboard, qtbot, use_keyring
):
    use_keyring(keyrings.Working())
    path = protected(tmp_path / "own.engagement", keyboard, "")
    use_keyring(keyrings.Locked())
    open_path(window.workspace, path, print)
    qtbot.waitUntil(lambda: "keyring" in window.unlock.problem.text(), timeout=SECONDS)
    assert window.unlock.forgotten.isVisible()
    assert window.unlock.open.isEnabled()
    assert not window.workspace.is_open


def forged(path, key, *, passphrase):
    """Slots of a stranger that say that they are the newest, with a passphrase or without one."""
    stranger = DataKey(key.vault, b"\7" * 32)
    made = ways.with_code(slots_of(path), stranger, new_code())
    if passphrase:
        made = ways.with_passphrase(made, stranger, "words of a stranger", CHEAP)
    else:
        made = made.changed(stranger, passphrase=None, keyring=made.by_kind["recovery"])
    path.with_name("a.keys").write_bytes(written(made))


def test_the_keyring_opens_its_file_unasked_beside_a_strangers_passphrase(
    window, tmp_path, keyboard, qtbot, use_keyring
):
    use_keyring(keyrings.Working())
    path = protected(tmp_path / "own.engagement", keyboard, "")
    forged(path, unlocked_by_code(path, CODE), passphrase=True)
    open_path(window.workspace, path, print)
    qtbot.waitUntil(lambda: window.workspace.is_open, timeout=SECONDS)
    assert window.workspace.protection == "keyring"


def test_a_passphrase_is_asked_for_beside_a_strangers_slots_without_one(
    window, guarded, qtbot, use_keyring
):
    use_keyring(keyrings.Working())
    forged(guarded, unlocked_by_code(guarded, CODE), passphrase=False)
    open_path(window.workspace, guarded, print)
    screen = window.unlock
    qtbot.waitUntil(screen.open.isEnabled, timeout=SECONDS)
    assert screen.passphrase.isVisible()
    assert screen.passphrase.line.hasFocus()
    assert not screen.problem.isVisible()
    screen.try_it()
    qtbot.waitUntil(screen.problem.isVisible, timeout=SECONDS)
    assert screen.problem.text() == "Type the passphrase first."
    unlock(window, qtbot)
    assert window.workspace.protection == "passphrase"


def test_without_a_keyring_a_passphrase_is_needed_and_it_is_said_why(qtbot):
    form = ProtectionForm("Make", may_be_plain=True)
    qtbot.addWidget(form)
    form.begin("town.engagement")
    qtbot.waitUntil(lambda: "no keyring" in form.told.text(), timeout=SECONDS)
    fill(form, "")
    form.accept()
    assert "Write a passphrase" in form.problem.text()


def test_the_code_must_be_kept_before_it_counts(qtbot, tmp_path):
    form = ProtectionForm("Make", may_be_plain=True)
    qtbot.addWidget(form)
    ready = []
    form.ready.connect(ready.append)
    form.begin("town.engagement")
    fill(form)
    form.code.begin("town.engagement")
    form.accept()
    assert "Type the recovery code back" in form.problem.text()
    form.code.back.setText(new_code())
    assert "another code" in form.code.verdict.text()
    kept = tmp_path / "code.txt"
    code = form.code.code
    form.code.write_to(kept)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text().splitlines()[-1] == code
    form.accept()
    assert ready[0].code == code
    assert form.code.shown.text() == ""


def test_a_printed_code_is_kept_too(qtbot, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    form = ProtectionForm("Make", may_be_plain=True)
    qtbot.addWidget(form)
    form.begin("town.engagement")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    form.code.draw_on(printer)
    assert form.code.is_kept
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")


def test_two_passphrases_that_differ_are_refused(qtbot):
    form = ProtectionForm("Make", may_be_plain=True)
    qtbot.addWidget(form)
    form.begin("town.engagement")
    fill(form, "one", "other")
    form.accept()
    assert "not the same" in form.problem.text()


@pytest.fixture
def in_front(qtbot):
    form = ProtectionForm("Make", may_be_plain=True)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.begin("town.engagement")
    qtbot.waitUntil(form.code.back.hasFocus, timeout=SECONDS)
    return form


def test_what_is_typed_after_two_that_differ_takes_their_place(in_front, qtbot, type_text):
    fill(in_front, "one", "other")
    qtbot.keyClick(in_front.passphrase.again.line, Qt.Key.Key_Return)
    for line in (in_front.passphrase.first.line, in_front.passphrase.again.line):
        assert line.hasFocus()
        type_text(line, "right")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert line.text() in ("right", "")
    assert not in_front.isVisible()


def test_enter_after_a_wrong_code_says_so_and_stays_with_it(in_front, qtbot, type_text):
    type_text(in_front.code.back, in_front.code.code[:5])
    qtbot.keyClick(in_front.code.back, Qt.Key.Key_Return)
    assert "this has 4" in in_front.code.verdict.text()
    assert in_front.code.back.hasFocus()
    in_front.code.back.setText(in_front.code.code)
    qtbot.keyClick(in_front.code.back, Qt.Key.Key_Return)
    assert in_front.passphrase.first.line.hasFocus()


def test_enter_after_a_wrong_recovery_code_stays_with_it(window, guarded, qtbot):
    open_path(window.workspace, guarded, print)
    window.unlock.forgotten.click()
    form = window.unlock.recovery
    for code, stays in (("", True), (CODE[:9], True), (CODE, False)):
        form.code.setText(code)
        qtbot.keyClick(form.code, Qt.Key.Key_Return)
        assert form.code.hasFocus() is stays
        assert form.verdict.text()


def test_an_open_file_is_protected_and_the_window_goes_on_with_it(
    window, sample_file, qtbot, settle
):
    path = sample_file.path
    window.workspace.open(sample_file)
    part = part_of(window)
    assert part.protect.isVisible()
    assert not part.unprotect.isVisible()
    enter(qtbot, part.protect)
    fill(part.protecting)
    part.protecting.accept()
    wait_until_done(window, qtbot, "is protected")
    assert is_protected(path)
    assert window.footer.safety.text() == "Protected by a passphrase"
    assert window.page_key == "data"


def test_before_a_file_is_protected_its_other_names_are_told_of(window, sample_file, tmp_path):
    window.workspace.open(sample_file)
    form = part_of(window).protecting
    part_of(window).protect.click()
    assert not form.caution.isVisible()
    os.link(sample_file.path, tmp_path / "another name")
    os.link(sample_file.path, tmp_path / "a third")
    part_of(window).protect.click()
    assert form.caution.isVisible()
    assert form.caution.text().startswith("Found: 2 other names of this file on the disk")


def enter(qtbot, button):
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_the_protection_is_taken_away_after_a_question(unlocked, guarded, qtbot):
    part = part_of(unlocked)
    part.unprotect.click()
    assert part.question.keep.hasFocus()
    enter(qtbot, part.question.agree)
    wait_until_done(unlocked, qtbot, "not protected")
    assert not is_protected(guarded)
    assert unlocked.footer.safety.text() == "Not protected"


def test_the_passphrase_is_changed_by_somebody_who_knows_it(unlocked, guarded, qtbot):
    form = part_of(unlocked).new_passphrase
    part_of(unlocked).passphrase.click()
    form.before.line.setText("a guess")
    form.new.first.line.setText("newer words")
    form.new.again.line.setText("newer words")
    form.new.again.line.setFocus()
    form.set.click()
    qtbot.waitUntil(lambda: "not the passphrase" in form.problem.text(), timeout=SECONDS)
    assert form.before.line.hasFocus()
    let_pass_in(form, guarded, 1)
    form.before.line.setText(PASSPHRASE)
    form.set.click()
    wait_until_done(unlocked, qtbot, "new passphrase")
    assert form.new.first.text() == ""
    unlocked.lock.lock()
    unlock(unlocked, qtbot, "newer words")


def test_whoever_guesses_in_the_form_waits_there_and_at_the_lock(
    unlocked, guarded, qtbot, monkeypatch
):
    form = part_of(unlocked).new_passphrase
    part_of(unlocked).passphrase.click()
    for seconds in (1, 2, 4, 8, 16):
        let_pass_in(form, guarded, 60)
        assert form.set.text() == "&Set the passphrase"
        form.before.line.setText("a guess")
        for line in (form.new.first, form.new.again):
            line.line.setText("newer words")
        form.set.click()
        qtbot.waitUntil(form.waiting.isActive, timeout=SECONDS)
        assert form.set.text() in wait_of(seconds)
    form.before.line.setText(PASSPHRASE)
    with monkeypatch.context() as nothing_is_tried:
        nothing_is_tried.setattr(new_passphrase, "ask_aside", pytest.fail)
        qtbot.keyClick(form.new.again.line, Qt.Key.Key_Return)
    form.cancel.click()
    part_of(unlocked).passphrase.click()
    assert form.set.text() in wait_of(16)
    unlocked.lock.lock()
    assert unlocked.unlock.open.text() in wait_of(16)
    assert slots_of(guarded).revision == 2
    let_pass_in(unlocked.unlock, guarded, 16)
    unlock(unlocked, qtbot)


@pytest.mark.parametrize(
    ("begin", "form"),
    [
        ("begin_passphrase", "new_passphrase"),
        ("begin_code", "new_code"),
        ("begin_renewing", "renewing"),
    ],
)
def test_a_form_is_in_sight_and_whoever_cancels_is_back_where_the_place_begins(
    unlocked, begin, form, qtbot
):
    part = part_of(unlocked)
    part.state.setMinimumHeight(2000)
    getattr(part, begin)()
    shown = getattr(part, form)
    qtbot.waitUntil(lambda: not shown.visibleRegion().isEmpty(), timeout=SECONDS)
    assert not part.lock.hasFocus()
    getattr(part, form).cancel.click()
    assert part.lock.hasFocus()
    assert not getattr(part, form).isVisible()


def test_a_passphrase_is_not_given_up_where_nothing_else_opens_the_file(unlocked, guarded, qtbot):
    part = part_of(unlocked)
    part.passphrase.click()
    part.new_passphrase.before.line.setText(PASSPHRASE)
    part.new_passphrase.set.click()
    told = part.new_passphrase.problem
    qtbot.waitUntil(lambda: "no keyring" in told.text(), timeout=SECONDS)
    assert slots_of(guarded).has("passphrase")


def test_a_new_recovery_code_counts_once_it_is_kept(unlocked, guarded, qtbot):
    part = part_of(unlocked)
    part.code.click()
    code = part.new_code.code.code
    part.new_code.set.click()
    assert "Type the recovery code back" in part.new_code.problem.text()
    part.new_code.code.back.setText(code)
    part.new_code.set.click()
    wait_until_done(unlocked, qtbot, "new recovery code counts")
    assert unlocked_by_code(guarded, code)


def test_a_new_key_is_made_and_older_backups_are_offered_to_be_deleted(unlocked, guarded, qtbot):
    file = unlocked.workspace._file
    backup.make(guarded, backup.folder_of(guarded), key=file.key)
    part = part_of(unlocked)
    before = slots_of(guarded).vault
    part.renew.click()
    fill(part.renewing, "all new")
    part.renewing.accept()
    wait_until_done(unlocked, qtbot, "new key")
    assert slots_of(guarded).vault != before
    qtbot.waitUntil(part.older.question.isVisible, timeout=SECONDS)
    assert "1 backup of this file" in part.older.question.told.text()
    assert "1 beside the file" in part.older.question.told.text()
    enter(qtbot, part.older.question.agree)
    wait_until_done(unlocked, qtbot, "are deleted")
    assert {vault_in(each) for each in copies_in(backup.folder_of(guarded))} == {
        slots_of(guarded).vault
    }
    assert not part.older.question.isVisible()


def vault_in(path):
    with path.open("rb") as file:
        return vault_of(file.read(16))


def copies_in(folder):
    return sorted(folder.glob("*.engagement"))


@pytest.fixture
def stick(tmp_path, unlocked, guarded):
    """A stick with a copy of the file under the key that it has now; chosen as second place."""
    folder = tmp_path / "stick"
    folder.mkdir()
    choose_second_place(folder)
    backup.make(guarded, folder, key=unlocked.workspace._file.key)
    note_far(guarded)
    return folder


def make_new_key(window, qtbot):
    part = part_of(window)
    part.renew.click()
    fill(part.renewing, "all new")
    part.renewing.accept()
    wait_until_done(window, qtbot, "new key")
    return part.older


def test_after_a_new_key_older_copies_on_the_stick_are_offered_and_deleted_too(
    unlocked, guarded, stick, qtbot
):
    older = make_new_key(unlocked, qtbot)
    qtbot.waitUntil(older.question.isVisible, timeout=SECONDS)
    assert f"1 in {stick}" in older.question.told.text()
    assert not older.missing.isVisible()
    enter(qtbot, older.question.agree)
    wait_until_done(unlocked, qtbot, "are deleted")
    assert unlocked.focusWidget() is part_of(unlocked).lock
    [copy] = copies_in(stick)
    assert vault_in(copy) == slots_of(guarded).vault
    assert len(list(stick.iterdir())) == 4, "the copy, its manifest, its slots, and the mark"


def test_a_stick_that_is_out_is_named_until_what_is_on_it_was_deleted(
    unlocked, guarded, stick, qtbot, keyboard
):
    out = stick.rename(stick.with_name("in a drawer"))
    older = make_new_key(unlocked, qtbot)
    qtbot.waitUntil(older.missing.isVisible, timeout=SECONDS)
    assert f"{stick} is not there now" in older.missing.text()
    assert not older.question.isVisible()
    unlocked.lock.lock()
    unlock(unlocked, qtbot, "all new")
    older = part_of(unlocked).older
    qtbot.waitUntil(older.missing.isVisible, timeout=SECONDS)
    out.rename(stick)
    enter(qtbot, older.again)
    qtbot.waitUntil(older.question.isVisible, timeout=SECONDS)
    assert not older.missing.isVisible()
    enter(qtbot, older.question.agree)
    wait_until_done(unlocked, qtbot, "are deleted")
    qtbot.waitUntil(lambda: not noted("under_key_before", guarded), timeout=SECONDS)
    stick.rename(out)
    assert places_under_keys_before(guarded) == {}


def test_a_place_that_was_the_second_one_before_is_remembered_too(
    unlocked, guarded, stick, qtbot, tmp_path
):
    older = make_new_key(unlocked, qtbot)
    qtbot.waitUntil(older.question.isVisible, timeout=SECONDS)
    choose_second_place(tmp_path)
    assert places_under_keys_before(guarded) == {tmp_path: True, stick: True}
    older.reload()
    older.question.say("")
    qtbot.waitUntil(lambda: f"1 in {stick}" in older.question.told.text(), timeout=SECONDS)


def test_what_was_never_copied_to_a_stick_is_not_looked_for_there(
    unlocked, guarded, tmp_path, qtbot
):
    choose_second_place(tmp_path)
    (tmp_path / "engagement-backups.txt").unlink()
    older = make_new_key(unlocked, qtbot)
    unlocked.workspace.finish()
    qtbot.wait(50)
    assert not older.missing.isVisible()


def test_whoever_keeps_them_is_back_where_the_place_begins(unlocked, stick, qtbot):
    older = make_new_key(unlocked, qtbot)
    qtbot.waitUntil(older.question.isVisible, timeout=SECONDS)
    enter(qtbot, older.question.keep)
    assert not older.question.isVisible()
    assert unlocked.focusWidget() is unlocked.pages["data"].protection.lock
    assert len(copies_in(stick)) == 1


def test_a_stick_that_takes_no_new_backup_keeps_its_older_ones(unlocked, stick, qtbot, monkeypatch):
    older = make_new_key(unlocked, qtbot)
    qtbot.waitUntil(older.question.isVisible, timeout=SECONDS)

    def full(*_words, **_more):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(other_keys, "back_up", full)
    enter(qtbot, older.question.agree)
    wait_until_done(unlocked, qtbot, "disk is full")
    assert len(copies_in(stick)) == 1


def test_what_cannot_be_deleted_is_named(unlocked, stick, qtbot, monkeypatch):
    older = make_new_key(unlocked, qtbot)
    qtbot.waitUntil(older.question.isVisible, timeout=SECONDS)
    [kept] = copies_in(stick)
    monkeypatch.setattr(other_keys, "remove_copies", lambda _copies: None)
    enter(qtbot, older.question.agree)
    wait_until_done(
        unlocked, qtbot, f"could not be deleted; see whether the disk can be written: {kept}"
    )


def test_the_sample_is_not_offered_protection(window, qtbot):
    from engagement_app.gui.files import try_sample

    try_sample(window.welcome, window.workspace, window.welcome.trouble)
    qtbot.waitUntil(lambda: window.workspace.is_open, timeout=SECONDS)
    part = part_of(window)
    assert not part.protect.isVisible()
    assert "sample" in part.state.text()
    assert window.footer.safety.text() == "Not protected"


def test_another_file_can_be_chosen_while_one_is_locked(
    window,
    guarded,
    data_path,
    monkeypatch,
):
    open_path(window.workspace, guarded, print)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(data_path), ""))
    window.unlock.other.click()
    assert window.stack.currentWidget() is window.welcome
    window.welcome.open.click()
    assert window.workspace.path == data_path
    assert not window.is_locked


def test_whoever_does_not_open_it_goes_back_to_the_file_before(window, sample_file, guarded):
    window.workspace.open(sample_file)
    open_path(window.workspace, guarded, print)
    assert window.is_locked
    window.unlock.other.click()
    assert window.workspace.path == sample_file.path
    assert window.header.isVisible()


def test_a_protected_file_without_its_slots_is_told_of_and_left(window, guarded, home):
    for each in [*guarded.parent.glob("*.keys"), *home.rglob("*.keys")]:
        each.unlink()
    before = guarded.read_bytes()
    open_path(window.workspace, guarded, window.welcome.trouble)
    assert "are missing" in window.welcome.problem.text()
    assert guarded.read_bytes() == before
