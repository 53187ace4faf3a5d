"""Keys of the tests go where a keyboard's would, also while a box goes."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from tests.gui.keys import Keys

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def heard(window):
    """How often the window in front heard its key."""
    times = []
    QShortcut(QKeySequence("Ctrl+Alt+9"), window).activated.connect(lambda: times.append(True))
    return times


def test_keys_pressed_while_a_box_goes_are_the_window_s(window, qtbot, heard):
    """As a box of progress goes when its job ends."""
    keys = Keys(window)
    for times in range(1, 6):
        box = QDialog(window)
        box.show()
        qtbot.waitUntil(lambda box=box: QGuiApplication.focusWindow() is box.windowHandle())
        QTimer.singleShot(0, box, lambda box=box: (box.hide(), box.deleteLater()))
        while box.isVisible():
            QApplication.processEvents()
        assert QGuiApplication.focusWindow() is not window.windowHandle()
        keys.press("Ctrl+Alt+9")
        assert len(heard) == times
