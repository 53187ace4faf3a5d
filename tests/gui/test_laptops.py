"""Bundles in the window: one for another laptop, and one that another laptop made."""

import shutil
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QScrollArea

from engagement_app.domain import acts, bundles
from engagement_app.domain.people import Person, PersonInput
from engagement_app.gui import unsettled as unsettled_module
from engagement_app.store.act import Keyboard
from engagement_app.store.bundles.bundle import is_bundle
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.plain_rows import ask
from tests.gui.keys import Keys

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("cheap_keys")]
ELSEWHERE = Keyboard("Tom", "laptop-B")
WORDS = "tide mill lantern"


@pytest.fixture
def other(sample, tmp_path):
    """The sample on another laptop, which knows one person more."""
    path = tmp_path / "other" / "sample.engagement"
    path.parent.mkdir()
    shutil.copy(sample, path)
    with open_file(path, ELSEWHERE) as file:
        with file.writing("test") as session:
            acts.add(session, PersonInput.parse(given_name="Una", family_name="Prys"))
        yield file


@pytest.fixture
def laptops(window, sample_file, settle):
    """The place for it, on the sample."""
    window.workspace.open(sample_file)
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.laptops)
    settle(window.workspace)
    return page.laptops


@pytest.fixture
def answer(monkeypatch):
    """`answer(path)`: what is chosen in the next box for files."""

    def chosen(path):
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_words: (str(path), "Bundle (*.bundle)"))

    return chosen


@pytest.fixture
def look_at_bundle(laptops, other, answer, qtbot, tmp_path):
    """`look_at_bundle()`: one of the other laptop is made and opened; what would come is told."""

    def look():
        made = tmp_path / "from B.bundle"
        bundles.make(other, made, WORDS)
        answer(made)
        laptops.choose.click()
        qtbot.waitUntil(lambda: laptops.passphrase.isVisible(), timeout=20_000)
        laptops.passphrase.line.setText(WORDS)
        laptops.open.click()
        qtbot.waitUntil(lambda: laptops.question.isVisible(), timeout=20_000)

    return look


def people(workspace):
    return workspace.read(lambda session: ask(session, "SELECT count(*) FROM person"))[0][0]


def test_a_new_laptop_joins_a_project_by_the_keyboard_alone(window, other, qtbot, tmp_path):
    made = tmp_path / "from B.bundle"
    bundles.make(other, made, WORDS)
    target = tmp_path / "joined.engagement"
    keys = Keys(window)
    keys.press("Alt+J")
    form = window.welcome.joining
    qtbot.waitUntil(form.isVisible, timeout=20_000)
    keys.press("Return")
    assert form.problem.text() == "Choose the bundle first."
    keys.write(str(made))
    keys.press("Return")
    assert form.problem.text() == "Write the passphrase of the bundle."
    keys.write(WORDS)
    form.path.setText(str(target))
    keys.press("Return")
    form.protection.without.click()
    qtbot.waitUntil(lambda: window.workspace.is_open, timeout=20_000)
    assert form.passphrase.text() == ""
    with other.reading() as session:
        [[there]] = ask(session, "SELECT count(*) FROM person")
    assert people(window.workspace) == there
    assert window.workspace.project_id is not None


def test_where_a_bundle_cannot_be_opened_no_file_is_made(window, other, qtbot, tmp_path):
    made = tmp_path / "from B.bundle"
    bundles.make(other, made, WORDS)
    target = tmp_path / "joined.engagement"
    window.welcome.join.click()
    form = window.welcome.joining
    form.bundle.setText(str(made))
    form.passphrase.setText("tide mill")
    form.path.setText(str(target))
    form.make.click()
    form.protection.without.click()
    qtbot.waitUntil(lambda: window.welcome.problem.isVisible(), timeout=20_000)
    assert window.welcome.problem.text().startswith("That passphrase does not open this bundle.")
    assert not target.exists()


def test_a_first_bundle_is_made_with_a_passphrase_that_opens_it(
    laptops, window, answer, qtbot, tmp_path
):
    target = tmp_path / "for B.bundle"
    answer(target)
    assert laptops.making.is_first.isChecked()
    words = laptops.making.passphrase.text()
    Keys(window).press("Alt+E")
    qtbot.waitUntil(lambda: laptops.making.told.isVisible(), timeout=20_000)
    assert str(target) in laptops.making.told.text()
    assert is_bundle(target)
    with create_file(tmp_path / "B.engagement", ELSEWHERE) as file:
        told = bundles.apply(file, target, (words,))
    assert told.letters in laptops.making.told.text()


def test_no_passphrase_is_needed_by_laptops_that_met(laptops, answer, qtbot, tmp_path):
    answer(tmp_path / "again.bundle")
    laptops.making.is_first.setChecked(False)
    assert not laptops.making.passphrase.isVisible()
    laptops.making.make.click()
    qtbot.waitUntil(lambda: laptops.making.told.isVisible(), timeout=20_000)


def test_a_passphrase_that_is_too_short_makes_no_bundle(laptops, tmp_path):
    laptops.making.passphrase.setText("ab")
    laptops.making.make.click()
    assert laptops.making.problem.isVisible()
    assert list(tmp_path.glob("*.bundle")) == []


def test_what_would_come_is_told_by_the_keyboard_alone_and_then_taken_in(
    laptops, window, other, answer, qtbot, tmp_path
):
    made = tmp_path / "from B.bundle"
    bundles.make(other, made, WORDS)
    answer(made)
    before = people(window.workspace)
    keys = Keys(window)
    keys.press("Alt+C")
    qtbot.waitUntil(lambda: laptops.passphrase.isVisible(), timeout=20_000)
    assert laptops.problem.text().startswith("This bundle needs its passphrase.")
    assert QApplication.focusWidget() is laptops.passphrase.line
    keys.write("tide mill")
    keys.press("Return")
    qtbot.waitUntil(
        lambda: laptops.problem.text().startswith("That passphrase does not"), timeout=20_000
    )
    keys.write(WORDS)
    keys.press("Return")
    qtbot.waitUntil(lambda: laptops.question.isVisible(), timeout=20_000)
    assert "New: Person 1." in laptops.question.told.text()
    assert people(window.workspace) == before
    assert not laptops.passphrase.isVisible()
    keys.press("Space")
    qtbot.waitUntil(lambda: laptops.told.isVisible(), timeout=20_000)
    assert people(window.workspace) == before + 1
    assert laptops.told.text().startswith("✓ Taken in: from B.bundle. Laptops that show ")


def test_leaving_a_bundle_takes_nothing_in(laptops, window, look_at_bundle):
    before = people(window.workspace)
    look_at_bundle()
    laptops.question.keep.click()
    assert not laptops.question.isVisible()
    assert people(window.workspace) == before


def test_what_is_no_bundle_is_refused_in_a_sentence(laptops, answer, qtbot, tmp_path):
    wrong = tmp_path / "picture.png"
    wrong.write_bytes(b"\x89PNG and more")
    answer(wrong)
    laptops.choose.click()
    qtbot.waitUntil(lambda: laptops.problem.isVisible(), timeout=20_000)
    assert laptops.problem.text().startswith("picture.png cannot be taken in: it is no bundle")
    assert not laptops.passphrase.isVisible()


@pytest.fixture
def differing(laptops, window, other, look_at_bundle, qtbot, settle):
    """Two telephone numbers of Femi, and two notes on her; the other laptop's are taken in."""
    with other.reading() as session:
        [[who]] = ask(session, "SELECT id FROM person WHERE given_name = 'Femi' LIMIT 1")
    theirs, ours = {"phone": "07700 900333", "notes": "A & B"}, {"phone": "1", "notes": "C"}
    with other.writing("test") as session:
        acts.amend(session, Person, who, **theirs)
    window.workspace.write("test", acts.amend, Person, who, **ours)
    settle(window.workspace)
    assert not laptops.settling.isVisible()
    look_at_bundle()
    foreseen = laptops.question.told.text()
    assert "2 fields were written differently on two laptops" in foreseen
    assert "Person “Femi Adebayo-Clarke”: Phone" in foreseen
    laptops.question.agree.click()
    qtbot.waitUntil(lambda: laptops.settling.isVisible(), timeout=20_000)
    return who


def value(workspace, who, field):
    return workspace.read(
        lambda session: ask(session, f"SELECT {field} FROM person WHERE id = ?", (who,))
    )[0][0]


def counted(window):
    tabs = window.pages["data"].tabs
    return window.bar.buttons["data"].text(), tabs.tabText(
        tabs.indexOf(window.pages["data"].laptops)
    )


def test_what_two_laptops_wrote_differently_is_counted_and_settled_by_the_keyboard(
    laptops, window, differing, qtbot
):
    card = laptops.settling
    assert counted(window) == ("Data (2)", "&Laptops (2)")
    assert card.heading.text() == "2 fields were written differently on two laptops"
    assert laptops.doubts.text() == ""
    told = [row.findChild(QLabel).text() for row in card.rows]
    assert told == ["Person “Femi Adebayo-Clarke”: Notes", "Person “Femi Adebayo-Clarke”: Phone"]
    keys = Keys(window)
    ours, theirs, _else = card.rows[1].findChildren(QPushButton)
    assert ours.accessibleName().startswith("Keep “1” (Mari Ellis, ")
    assert theirs.accessibleName().startswith("Keep “07700 900333” (Tom, ")
    said = [each.text() for each in card.rows[0].findChildren(QLabel)]
    assert said[1].startswith("C\nMari Ellis, ")
    assert said[1].endswith("(shown now)")
    assert said[2].startswith("A & B\nTom, ")
    theirs.setFocus()
    keys.press("Space")
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=20_000)
    assert counted(window) == ("Data (1)", "&Laptops (1)")
    assert card.rows[0].isAncestorOf(QApplication.focusWidget())
    keys.press("Space")
    qtbot.waitUntil(lambda: not card.isVisible(), timeout=20_000)
    assert counted(window) == ("Data", "&Laptops")
    found = [value(window.workspace, differing, field) for field in ("phone", "notes")]
    assert found == ["07700 900333", "C"]


def test_something_else_is_written_in_the_record_and_settles_it_too(
    laptops, window, differing, qtbot
):
    page, card = window.pages["data"], laptops.settling
    [*_keep, else_] = card.rows[1].findChildren(QPushButton)
    else_.click()
    assert page.tabs.currentWidget() is page.records
    form = page.records.place().panel.form
    assert form.values()["phone"] == "1"
    window.workspace.write("test", acts.amend, Person, differing, phone="07700 900444")
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=20_000)
    assert counted(window) == ("Data (1)", "&Laptops (1)")


def test_it_waits_in_the_file_until_it_is_opened_again(
    window, differing, sample_file, keyboard, qtbot
):
    path = sample_file.path
    window.workspace.close()
    assert window.bar.buttons["data"].text() == "Data"
    window.workspace.open(open_file(path, keyboard))
    qtbot.waitUntil(lambda: window.bar.buttons["data"].text() == "Data (2)", timeout=20_000)


def test_what_is_deleted_and_brought_back_is_to_be_settled_again(window, differing, qtbot):
    window.workspace.write("record.delete", acts.delete, Person, differing)
    qtbot.waitUntil(lambda: counted(window)[0] == "Data", timeout=20_000)
    window.workspace.undo()
    qtbot.waitUntil(lambda: counted(window)[0] == "Data (2)", timeout=20_000)


def test_what_is_found_is_not_forgotten_because_somebody_saves_while_it_is_looked_for(
    window, differing, qtbot, monkeypatch
):
    unsettled, find, going_on = window.workspace.unsettled, unsettled_module._find, Event()
    known = unsettled.waiting
    unsettled.waiting = replace(known, places=(("person", "another", "phone"),))

    def slowly(session, before):
        if before is None:
            going_on.wait(20)
        return find(session, before)

    monkeypatch.setattr(unsettled_module, "_find", slowly)
    unsettled.look()
    window.workspace.write("test", acts.add, PersonInput.parse(given_name="Ola"))
    qtbot.waitUntil(lambda: not window.workspace.is_saving, timeout=20_000)
    going_on.set()
    qtbot.waitUntil(lambda: unsettled.count == 2, timeout=20_000)
    window.workspace.read_later(lambda _session: None, then=lambda _none: None)
    qtbot.wait(50)
    assert unsettled.waiting == known


def test_whoever_works_elsewhere_on_the_page_keeps_the_focus(laptops, window, differing, qtbot):
    card = laptops.settling
    card.rows[1].findChildren(QPushButton)[1].setFocus()
    Keys(window).press("Space")
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=20_000)
    laptops.choose.setFocus()
    window.workspace.write("test", acts.amend, Person, differing, given_name="Femke")
    qtbot.waitUntil(lambda: "Femke" in card.rows[0].findChild(QLabel).text(), timeout=20_000)
    assert QApplication.focusWidget() is laptops.choose


def test_whoever_goes_there_begins_with_the_first_and_goes_on_by_the_tab_key(
    laptops, window, differing
):
    buttons = [each for row in laptops.settling.rows for each in row.findChildren(QPushButton)]
    keys, seen = Keys(window), []
    window.go_to("today")
    window.go_to("data")
    laptops.start()
    assert window.focusWidget() is buttons[0]
    for _each in buttons[1:]:
        keys.press("Tab")
        seen.append(QApplication.focusWidget())
    assert seen == buttons[1:]


def test_what_was_taken_in_is_told_in_sight_and_the_focus_is_there(laptops, differing, qtbot):
    view = next(iter(laptops.findChildren(QScrollArea))).viewport()
    for each in (laptops.told, laptops.choose):
        qtbot.waitUntil(
            lambda each=each: view.rect().contains(each.mapTo(view, each.rect().center())),
            timeout=20_000,
        )


def test_a_second_click_is_no_trouble_and_that_of_another_file_is_not_told(
    laptops, window, differing, qtbot, sample, tmp_path, keyboard
):
    card = laptops.settling
    keep = card.rows[1].findChildren(QPushButton)[1]
    keep.click()
    keep.click()
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=20_000)
    assert not card.problem.isVisible()
    card.workspace.unsettled.look_again = lambda: None
    [place] = [each.place for each in window.workspace.unsettled.waiting.first]
    window.workspace.write("test", acts.amend, Person, differing, **{place[2]: "9"})
    card.rows[0].findChildren(QPushButton)[0].click()
    qtbot.waitUntil(card.problem.isVisible, timeout=20_000)
    assert card.problem.text().startswith("This value was not kept. This was settled already.")
    other = tmp_path / "another.engagement"
    shutil.copy(sample, other)
    window.workspace.open(open_file(other, keyboard))
    assert not card.problem.isVisible()


def test_what_is_merely_told_makes_nobody_look_through_the_file(
    window, differing, qtbot, monkeypatch
):
    """At a busy desk it is told again and again that somebody is here already."""
    looked, find = [], unsettled_module._find

    def counted_find(session, before):
        looked.append(before)
        return find(session, before)

    monkeypatch.setattr(unsettled_module, "_find", counted_find)
    window.workspace.told.emit("Femi is here already.", False)
    window.workspace.write("test", acts.add, PersonInput.parse(given_name="Ola"))
    qtbot.waitUntil(lambda: bool(looked), timeout=20_000)
    assert None not in looked
    window.workspace.undo()
    qtbot.waitUntil(lambda: None in looked, timeout=20_000)


def test_a_value_of_very_many_letters_is_shown_by_its_beginning(window, differing, qtbot):
    card = window.pages["data"].laptops.settling
    [first, _second] = window.workspace.unsettled.waiting.first
    long = replace(first.values[0], whole="ab" * 500_000)
    row = card._row(replace(first, values=(long, *first.values[1:])))
    qtbot.addWidget(row)
    assert max(len(each.text()) for each in row.findChildren(QLabel)) < 3000
