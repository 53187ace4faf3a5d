"""Start the window: paint it first, then load what it needs and open the file."""

import gc
import os
import sys
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from engagement_app.gui.looks.dress import add_fonts, dress
from engagement_app.gui.placing import keep, place
from engagement_app.gui.settings import remembered
from engagement_app.gui.window import Window

STYLE = ("-style", "Fusion")
"""Said to Qt as it begins: to set it afterwards costs 7 ms of the first picture."""


def run() -> int:
    """Open the window and stay until it is closed; gives the exit status."""
    gc.disable()  # what is imported stays for good, and is not looked through: a fifth of its time
    app = QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("engagement_app")
    add_fonts()
    dress_as_remembered(app)
    window = Window(furnished=False)
    place(window)
    # Once, before anything heavy is imported: else the timer comes before the first picture.
    app.processEvents()
    QTimer.singleShot(0, window, partial(begin, window))
    status = app.exec()
    keep(window)
    return status


def begin(window: Window) -> None:
    """What follows the first picture: the rest of the window, and the file opened last."""
    if not window.isVisible():
        QApplication.quit()  # Closed already: before the program runs, that ends nothing.
        return
    from engagement_app.gui.backup_schedule import BackupSchedule
    from engagement_app.gui.collecting import Collector
    from engagement_app.gui.files import open_last
    from engagement_app.gui.holding import HeldHereError
    from engagement_app.gui.kiosk.pin import event_of_kiosk
    from engagement_app.gui.problems import install_crash_box

    install_crash_box(lambda sentence: window.workspace.troubled.emit(sentence))
    window.furnish()
    Collector(window)
    BackupSchedule(window)
    if sys.platform.startswith("linux"):
        from engagement_app.gui.protection.session_news import SessionNews

        SessionNews(window, window.lock.lock_unless_locked)
    try:
        open_last(window.workspace, window.welcome.ask_about)
    except HeldHereError:
        window.close()  # the other one is in front now
        return
    if event_of_kiosk():
        from engagement_app.gui.kiosk.turning import resume_kiosk

        resume_kiosk(window, window.workspace).ended.connect(partial(window.go_to, "desk"))


def dress_as_remembered(app: QApplication) -> None:
    """The look and the text size that were chosen on this laptop."""
    size = remembered("text_size", "100")
    dress(app, remembered("look", "light"), int(size) if size.isdecimal() else 100)


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux") or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
