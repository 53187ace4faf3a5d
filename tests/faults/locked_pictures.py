"""Lock the window in the middle of everything, and look that nothing of the file is on the screen.

    Xvfb :35 -screen 0 1366x768x24 & DISPLAY=:35 python tests/faults/locked_pictures.py [folder]

The same protected file of the sample is brought into each scene: somebody types, two people are
being merged, a list is being imported, the pages of a paper are shown, a box for files or for the
printer or with a question is open, names hang down from a line. Then the file is locked, and the
whole screen must be the same, to the pixel, as that of a locked file of the same name in which
nothing is. The right passphrase opens it again, sound, with each act done whole or not at all.
The control locks without hiding anything, and must be noticed. With a folder, pictures are kept.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QToolTip

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.exchange.sample import add_sample
from engagement_app.gui.files import open_path
from engagement_app.gui.leaving import _close_without
from engagement_app.gui.looks.dress import add_fonts, dress
from engagement_app.gui.protection.lock import Lock
from engagement_app.gui.window import Window
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.fresh import made_whole
from engagement_app.store.keys.ways import Protection
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE
from tests.faults.signing_in import KEYBOARD
from tests.gui.keys import Keys

GOOD, BAD, VOID = 0, 1, 2
MARKER = "Zyxwmarker"
SOON = 250
"""Milliseconds until a box is drawn, or has gone."""


def make(path: Path, *, full: bool) -> None:
    """A protected file with the sample and two people who are one, or with nothing in it."""
    path.parent.mkdir()
    with made_whole(path, KEYBOARD, Protection(OLD, OLD_CODE, CHEAP)) as file:
        if full:
            with file.writing("sample.new") as session:
                add_sample(session)
                for family in ("Zyxwmarker", "Zyxwmarkers"):
                    told = {"family_name": family, "phone": "07700 900123"}
                    entry = PersonInput.parse(given_name="Marcia", **told)
                    acts.add(session, entry)


def typing(window: Window, keys: Keys) -> None:
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.records)  # type: ignore[attr-defined]
    page.records.begin("person")  # type: ignore[attr-defined]
    page.records.place().panel.form.editors["given_name"].setFocus()  # type: ignore[attr-defined]
    keys.write(f"Marcia {MARKER}")


def at_the_desk(window: Window, keys: Keys) -> None:
    window.go_to("desk")
    keys.write("mar")
    keys.until(lambda: not window.workspace.is_saving)


def while_said(window: Window, keys: Keys) -> None:
    """Names hang down from the line."""
    window.go_to("said")
    keys.write(f"{MARKER} does not come by bus @ma")


def merging(window: Window, keys: Keys) -> None:
    """Two people are merged: the act is on its way while the file is locked."""
    window.go_to("data")
    records = window.pages["data"].records  # type: ignore[attr-defined]
    place = records.show_twice()
    records.start()
    keys.until(lambda: len(place.model.rows) > 0)
    row = next(each for each in place.model.rows if each.one_name.startswith("Marcia"))
    place.panel.ask(row.one, row.other)
    QTest.qWait(SOON)
    place.panel.accept()


def importing(window: Window, keys: Keys) -> None:
    """A list of thousands is on its way, with the box that tells how far it is."""
    source = Path(tempfile.gettempdir()) / "people.csv"
    people = (f"Jo{n},{MARKER}{n},jo{n}@example.org\n" for n in range(20000))
    source.write_text("First name,Surname,E-mail\n" + "".join(people))
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.imports)  # type: ignore[attr-defined]
    page.imports.look_at(source)  # type: ignore[attr-defined]
    keys.until(lambda: page.imports.outcome is not None)  # type: ignore[attr-defined]
    page.imports.take()  # type: ignore[attr-defined]
    keys.until(lambda: QApplication.activeModalWidget() or window.is_locked)


def paper(window: Window, keys: Keys) -> None:
    window.go_to("reports")
    keys.until(window.pages["reports"].save.isEnabled)  # type: ignore[attr-defined]
    QTest.qWait(SOON)


def saving_paper(window: Window, keys: Keys) -> None:
    paper(window, keys)
    page = window.pages["reports"]
    page.save.click()  # type: ignore[attr-defined]


def printing(window: Window, keys: Keys) -> None:
    paper(window, keys)
    page = window.pages["reports"]
    page.print.click()  # type: ignore[attr-defined]


def choosing_file(window: Window, keys: Keys) -> None:
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.imports)  # type: ignore[attr-defined]
    page.imports.choose_file()  # type: ignore[attr-defined]


def exporting(window: Window, keys: Keys) -> None:
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.exports)  # type: ignore[attr-defined]
    page.exports.ask("attendees")  # type: ignore[attr-defined]


def question(window: Window, keys: Keys) -> None:
    typing(window, keys)
    _close_without(window)


def finding(window: Window, keys: Keys) -> None:
    window.go_to("desk")
    window.find_anything()
    keys.write("mar")
    QTest.qWait(SOON)


def tip(window: Window, keys: Keys) -> None:
    window.go_to("desk")
    QToolTip.showText(window.mapToGlobal(window.rect().center()), f"Marcia {MARKER}", window)
    QTest.qWait(SOON)


def wide_list(window: Window, keys: Keys) -> None:
    """A box of events hangs open."""
    window.go_to("desk")
    window.header.project.showPopup()
    QTest.qWait(SOON)


def beside(window: Window, keys: Keys) -> None:
    """A box that waits for nobody."""
    box = QMessageBox(QMessageBox.Icon.Warning, MARKER, f"Marcia {MARKER}", parent=window)
    box.setWindowModality(Qt.WindowModality.NonModal)
    box.show()
    QTest.qWait(SOON)


SCENES: dict[str, Callable[[Window, Keys], None]] = {
    "typing": typing,
    "at the desk": at_the_desk,
    "while something is said": while_said,
    "merging": merging,
    "importing": importing,
    "a paper is shown": paper,
    "a paper is saved": saving_paper,
    "a paper is printed": printing,
    "a file is chosen": choosing_file,
    "an export is named": exporting,
    "a question is asked": question,
    "anything is looked for": finding,
    "a tip is shown": tip,
    "a list hangs open": wide_list,
    "a box stands beside": beside,
}


CONTROL = ("a list hangs open", "a box stands beside")


class Stage:
    """One window for one scene, on a copy of the file."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.path = folder / source.name
        shutil.copytree(source.parent, folder)
        self.window = Window()
        self.window.resize(1300, 700)
        self.window.move(0, 0)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        open_path(self.window.workspace, self.path, print)
        self.keys = Keys(self.window)
        self.before = QImage()
        self.unlock()

    def unlock(self) -> None:
        screen, workspace = self.window.unlock, self.window.workspace
        assert screen is not None
        screen.passphrase.line.setText(OLD)
        screen.try_it()
        self.keys.until(lambda: workspace.is_open and not self.window.is_locked)

    def play(self, scene: Callable[[Window, Keys], None]) -> None:
        """Bring the scene about and lock in the middle of it, also inside a box that waits."""
        timer = QTimer(self.window, interval=50)

        def look() -> None:
            if QApplication.activeModalWidget() is not None:
                timer.stop()
                QTimer.singleShot(SOON, self.window, self.lock)

        timer.timeout.connect(look)
        timer.start()
        scene(self.window, self.keys)
        timer.stop()
        if not self.window.is_locked:
            self.lock()
        self.keys.until(lambda: self.window.is_locked)
        self.window.activateWindow()  # as window managers do when a box has gone
        QTest.qWait(SOON)

    def lock(self) -> None:
        self.before = self.look()
        self.window.lock.lock()

    def look(self) -> QImage:
        """The whole screen, as whoever stands before it sees it; which page it was is no secret."""
        self.window.bar.mark("today")
        self.window.repaint()
        return self.window.screen().grabWindow(0).toImage()

    def is_sound(self) -> bool:
        """Whether the file opens again, is sound, and has no half of an act."""
        self.unlock()
        self.window.workspace.close()
        with open_file(self.path, KEYBOARD, OLD) as file, file.reading() as session:
            count = session.connection().exec_driver_sql
            merged = count(
                "SELECT count(*) FROM person WHERE given_name = 'Marcia' AND same_as_id IS NOT NULL"
            ).scalar()
            taken = count("SELECT count(*) FROM person WHERE given_name GLOB 'Jo[0-9]*'").scalar()
            whole = merged in (0, 1) and taken in (0, 20000)
            return whole and not list(findings(session, TABLES.values()))

    def end(self) -> None:
        self.window.workspace.close()
        self.window.close()
        self.window.deleteLater()
        QTest.qWait(50)


def nothing(window: Window, keys: Keys) -> None:
    """Nobody does anything."""


def kept(picture: QImage, folder: Path | None, name: str) -> None:
    if folder is not None:
        picture.save(str(folder / f"{name.replace(' ', '-')}.png"))


def campaign(work: Path, scenes: list[str], folder: Path | None = None) -> list[str]:
    """What was wrong, by scene; empty where all was well."""
    for name, full in (("full", True), ("blank", False)):
        make(work / name / "town.engagement", full=full)
    stage = Stage(work / "expected", work / "blank" / "town.engagement")
    stage.play(nothing)
    expected = stage.look()
    kept(expected, folder, "expected")
    stage.end()
    wrong: list[str] = []
    sys.excepthook = lambda kind, error, _trace: wrong.append(f"{kind.__name__}: {error}")
    try:
        for name in scenes:
            before = len(wrong)
            stage = Stage(work / name, work / "full" / "town.engagement")
            wrong += seen_in(stage, name, expected, folder)
            wrong[before:] = [f"{name}: {each}" for each in wrong[before:]]
    finally:
        sys.excepthook = sys.__excepthook__
    return wrong


def seen_in(stage: Stage, name: str, expected: QImage, folder: Path | None) -> list[str]:
    """Play one scene; what was wrong after it."""
    wrong = []
    stage.play(SCENES[name])
    seen = stage.look()
    kept(stage.before, folder, f"{name} before")
    kept(seen, folder, name)
    if seen != expected:
        wrong.append("the screen differs")
    if not stage.is_sound():
        wrong.append("the file is not sound")
    stage.end()
    return wrong


def start(home: Path) -> QApplication:
    """A program that looks like itself, in a home of its own, whose caret does not blink."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TMPDIR"):
        os.environ[name] = str(home)
    tempfile.tempdir = str(home)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "qt"))
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    app.setQuitOnLastWindowClosed(False)
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    add_fonts()
    dress(app, "light", 100)
    return app


def main() -> int:
    """Print what was seen; gives the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as home:
        app = start(Path(home))
        began = time.monotonic()
        for name in ("work", "control"):
            (Path(home) / name).mkdir()
        wrong = campaign(Path(home) / "work", list(SCENES), folder)
        taken = time.monotonic() - began
        hides, Lock._hide_all = Lock._hide_all, lambda _self: None  # type: ignore[method-assign]
        control = campaign(Path(home) / "control", list(CONTROL))
        Lock._hide_all = hides  # type: ignore[method-assign]
        with suppress(RuntimeError):
            app.quit()
    print("\n".join(wrong) or f"{len(SCENES)} scenes locked: nothing seen ({taken:.0f} s)")
    noticed = sum("screen differs" in each for each in control)
    print(f"control, nothing hidden: {noticed} of {len(CONTROL)} seen")
    return VOID if not noticed else BAD if wrong else GOOD


if __name__ == "__main__":
    sys.exit(main())
