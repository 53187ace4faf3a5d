"""A real window on a real file, without a screen; keys are pressed as people press them."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from engagement_app.exchange.sample import add_sample
from engagement_app.gui.files import open_path
from engagement_app.gui.looks.dress import add_fonts, dress
from engagement_app.gui.window import Window
from engagement_app.gui.workspace import Workspace
from engagement_app.store import protecting, reserve
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile, create_file, open_file
from engagement_app.store.keys.places import beside
from tests.gui.guarded import unlock
from tests.gui.typed import type_into
from tests.store.keys.cheap import protection

SECONDS = 10_000


@pytest.fixture(autouse=True)
def own_settings(home: Path) -> None:
    """What the window remembers goes to the home of this test."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "qt"))


@pytest.fixture(autouse=True)
def little_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room that is kept for a full disk is small here: there are many windows."""
    monkeypatch.setattr(reserve, "SIZE", 5000)


@pytest.fixture(scope="session", autouse=True)
def all_that_stays() -> None:
    """What was imported is there for good, and is not looked through after each test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """A window that is gone is collected on its own thread: on a reader's it ends the program.

    What is younger than the test before is looked through, which holds every window of the two.
    """
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """The looks of the real program."""
    add_fonts()
    dress(qapp, "light", 100)


@pytest.fixture(autouse=True)
def nobody_at_the_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A box that no test answers fails, instead of waiting for ever."""

    def asked(*_words: object, **_more: object) -> None:
        raise AssertionError("a box for files was opened, and nobody is there to answer it")

    def answered(box: QMessageBox) -> int:
        unanswered: list[bool] = []
        timer = QTimer(box, singleShot=True, interval=SECONDS)
        timer.timeout.connect(lambda: unanswered.append(True) or box.reject())
        timer.start()
        result = really(box)
        assert not unanswered, f"nobody answered: {box.text()}"
        return result

    really = QMessageBox.exec
    monkeypatch.setattr(QMessageBox, "exec", answered)
    for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, asked)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, keyboard: Keyboard) -> Path:
    """The sample project, made once; copy it, never write to it."""
    path = tmp_path_factory.mktemp("sample") / "sample.engagement"
    with create_file(path, keyboard) as file, file.writing("sample.new") as session:
        add_sample(session)
    return path


@pytest.fixture
def sample_file(sample: Path, tmp_path: Path, keyboard: Keyboard) -> DataFile:
    """The sample, open, of this test alone; the window closes it."""
    return open_file(Path(shutil.copy(sample, tmp_path / "sample.engagement")), keyboard)


@pytest.fixture(scope="session")
def sealed(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, protected; copy it with its slots, never write to it."""
    path = Path(shutil.copy(sample, tmp_path_factory.mktemp("sealed") / "sealed.engagement"))
    protecting.protect(path, protection())
    return path


@pytest.fixture
def guarded(sealed: Path, tmp_path: Path) -> Path:
    """The sample, protected, of this test alone."""
    path = Path(shutil.copy(sealed, tmp_path / "town.engagement"))
    shutil.copy(beside(sealed), beside(path))
    return path


@pytest.fixture
def unlocked(window: Window, guarded: Path, qtbot: QtBot) -> Window:
    """The window on the protected file, opened with its passphrase."""
    open_path(window.workspace, guarded, print)
    unlock(window, qtbot)
    return window


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """The window, shown and in front, before a file is open."""
    window = Window()
    qtbot.addWidget(window, before_close_func=_finish)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def _finish(window: QWidget) -> None:
    assert isinstance(window, Window)
    window.workspace.close()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[Workspace], None]:
    """Wait until everything is saved and shown."""

    def wait(workspace: Workspace) -> None:
        qtbot.waitUntil(lambda: not workspace.is_saving, timeout=SECONDS)

    return wait


@pytest.fixture
def type_text() -> Callable[[QWidget, str], None]:
    """Type any text into a widget."""
    return type_into


@pytest.fixture
def with_modal(qtbot: QtBot) -> Callable[..., None]:
    """`with_modal(trigger, drive)`: `drive` has the box that `trigger` opens; never hangs."""

    def run(trigger: Callable[[], Any], drive: Callable[[QWidget], Any], tries: int = 300) -> None:
        seen: list[QWidget] = []
        wrong: list[BaseException] = []
        timer = QTimer()

        def look() -> None:
            nonlocal tries
            tries -= 1
            box = QApplication.activeModalWidget()
            if box is not None:
                timer.stop()
                seen.append(box)
                try:
                    drive(box)
                except BaseException as error:
                    wrong.append(error)
                if box.isVisible():
                    box.close()
            elif tries <= 0:
                timer.stop()

        timer.timeout.connect(look)
        timer.start(10)
        trigger()
        qtbot.waitUntil(lambda: not timer.isActive(), timeout=SECONDS)
        if wrong:
            raise wrong[0]
        assert seen, "no box appeared"

    return run
