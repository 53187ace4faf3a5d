"""What is killed: a window in which somebody is typing and saves nothing.

python tests/faults/typing_away.py FILE PAGE TEXT [PAUSE]

Types the text where the page's work begins, says so, and goes on as windows do. PAUSE is the
pause between two looks at what is typed, in milliseconds; 0 never looks.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from engagement_app.gui import drafts
from engagement_app.gui.window import Window
from tests.faults.tried_files import open_file
from tests.gui.typed import type_into


def main(path: str, page: str, text: str, pause: str = "") -> None:
    """Type, and stay."""
    app = QApplication([])
    if pause == "0":
        drafts.Drafts.flush = lambda _drafts: None
    window = Window()
    window.show()
    window.activateWindow()
    window.workspace.open(open_file(Path(path)))
    window.go_to(page)

    def type_it() -> None:
        type_into(window.focusWidget(), text)
        print("typed", flush=True)

    QTimer.singleShot(0, type_it)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
