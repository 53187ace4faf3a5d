"""Go to every page of the window once, on a file, without anybody at the keys."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from engagement_app.gui.application import has_screen
from engagement_app.gui.pages import PAGES

_STAY = 400
"""Milliseconds on each page."""


def visit_pages(path: Path, seen: Callable[[str], object]) -> list[str]:
    """Open the file in a window, tell `seen` of each page that is shown; gives what went wrong."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from engagement_app.gui.files import open_path
    from engagement_app.gui.looks.dress import add_fonts, dress
    from engagement_app.gui.problems import traces
    from engagement_app.gui.window import Window

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    add_fonts()
    dress(app, "light", 100)
    window = Window()
    troubles: list[str] = []
    sys.excepthook = lambda *error: troubles.append(traces(error[0], error[2]))
    window.workspace.troubled.connect(troubles.append)
    window.show()
    if not open_path(window.workspace, path, troubles.append):
        return troubles
    visit = iter(PAGES)

    def go_on() -> None:
        page = next(visit, None)
        if page is None:
            window.close()
            app.quit()
        else:
            window.go_to(page.key)
            seen(page.title)

    timer = QTimer(window)
    timer.timeout.connect(go_on)
    timer.start(_STAY)
    app.exec()
    return troubles
